// The two official clients behind one set of names. They differ in three words and in how a read is iterated; everything else is shared.
const KINDS = {
  legacy: {
    package: '@eventstore/db-client',
    client: 'EventStoreDBClient',
    scheme: 'esdb',
    appendExpects: 'expectedRevision',
    error: { expected: 'expectedVersion', actual: 'actualVersion' },
  },
  kurrent: {
    package: '@kurrent/kurrentdb-client',
    client: 'KurrentDBClient',
    scheme: 'kurrentdb',
    appendExpects: 'streamState',
    error: { expected: 'expectedState', actual: 'actualState' },
  },
};

/** @typedef {'legacy' | 'kurrent'} Kind */

export const kinds = /** @type {Kind[]} */ (Object.keys(KINDS));

/**
 * Opens a client of the given kind, and others like it as they are needed.
 *
 * @param {Kind} kind
 * @param {string} connection connection string, `esdb://` or `kurrentdb://`
 * @param {(who: string) => { username: string, password: string } | undefined} accountOf who logs in with what; undefined: with nothing
 */
export async function open(kind, connection, accountOf) {
  const names = KINDS[kind];
  const library = (await import(names.package)).default;
  const connect = (uri) =>
    library[names.client].connectionString(uri.replace(/^(esdb|kurrentdb|kdb|kurrent)(?=(\+discover)?:)/, names.scheme));
  const client = connect(connection);
  const others = new Map();

  /** The client with which a step is done: the usual one, one that resolves instead of throwing, one that reaches nobody, or somebody's own. */
  const clientOf = (which) => {
    if (!which) return client;
    if (!others.has(which)) {
      const uri =
        which === 'nowhere'
          ? 'esdb://127.0.0.1:1?tls=false'
          : which === 'answers'
            ? withOption(connection, 'throwOnAppendFailure=false')
            : withAccount(connection, accountOf(which));
      others.set(which, connect(uri));
    }
    return others.get(which);
  };

  return {
    kind,
    /** @returns {{ id: string }} an event as the client wants it */
    event: ({ id, type, data, metadata }) =>
      (data instanceof Uint8Array ? library.binaryEvent : library.jsonEvent)({ id, type, data, metadata }),
    append: (stream, events, { expected, ...options }, which) =>
      clientOf(which).appendToStream(stream, events, { [names.appendExpects]: expected, ...options }),
    setMetadata: (stream, metadata, { expected, ...options }, which) =>
      clientOf(which).setStreamMetadata(stream, metadata, { [names.appendExpects]: expected, ...options }),
    getMetadata: (stream, options, which) => clientOf(which).getStreamMetadata(stream, options),
    delete: (stream, { expected, ...options }, which) => clientOf(which).deleteStream(stream, { expectedRevision: expected, ...options }),
    tombstone: (stream, { expected, ...options }, which) =>
      clientOf(which).tombstoneStream(stream, { expectedRevision: expected, ...options }),
    read: (stream, options, which) => clientOf(which).readStream(stream, options),
    readAll: (options, which) => clientOf(which).readAll(options),
    subscribe: (stream, options, which) => clientOf(which).subscribeToStream(stream, options),
    subscribeAll: (options, which) => clientOf(which).subscribeToAll(options),
    filter: ({ on, ...options }) => (on === 'stream' ? library.streamNameFilter : library.eventTypeFilter)(options),
    excludeSystemEvents: (options) => library.excludeSystemEvents(options),
    /** What a typed error says, under one set of names; fields that it does not have are left out. */
    errorOf(error) {
      const said = {
        error: error.type ?? `${error.name}: ${error.message}`,
        stream: error.streamName,
        expected: error[names.error.expected],
        actual: error[names.error.actual],
        maxAppendSize: error.maxAppendSize,
      };
      return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    },
  };
}

/** The same server, logged in as somebody else or as nobody. */
function withAccount(connection, account) {
  const login = account ? `${encodeURIComponent(account.username)}:${encodeURIComponent(account.password)}@` : '';
  return connection.replace(/^([\w+]+:\/\/)([^/?]*@)?/, `$1${login}`);
}

const withOption = (connection, option) => `${connection}${connection.includes('?') ? '&' : '?'}${option}`;
