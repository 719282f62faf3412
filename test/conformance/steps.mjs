// What a case is made of. A step is plain data, `{ do: 'append', to: 's', … gives: … }`; these functions only save typing.
//
// Streams: `s` stands for a name of its own per run and case; `$s`, `$$s` for the same name behind the dollar signs, so `$$s` is the
// metadata stream of `s`. `=x` is the name `x` itself.
// Events: 'a b c' are three events; each letter is an id of its own, also the event's type. A number n is e0 … e(n-1). An object says more:
// { a: { type, data, metadata } }.
// Events that are read: '0:a 1:b' are revision and id, `4:l>1:b` a link and what it resolves to, `4:l>-` a link that leads nowhere. An event
// whose id is not ours is shown by its type: `0:$metadata`.
// A case may say `by`, the call of all its appends, and `alone`, that nothing else may be under way in its client's process.
// A step may say `who` does it: 'user' who is no admin, 'admin', 'nobody' without credentials, 'impostor' with the user's name and a wrong
// password, 'stranger' whom the server does not know. They log in with a connection of their own if the case says so, `login: 'connection'`,
// else with credentials of the call on the client's connection, or on the connection of whom the step's `through` names.
// `{user}`, `{USER}` and `{group}` in an access control list are the user's name, the same in capitals, and a group of the user.
// Places in the log: '@a' is where event `a` was read, or where an append with `as: 'a'` was answered.

/** Appends; `by` says which of the protocol's two calls, 'append' or 'batch'; without it the case's, or the client's choice. */
export const append = (to, events, gives, more = {}) => ({ do: 'append', to, events, gives, ...more });
export const remove = (stream, gives = {}, more = {}) => ({ do: 'delete', stream, gives, ...more });
export const tombstone = (stream, gives = {}, more = {}) => ({ do: 'tombstone', stream, gives, ...more });
export const setMetadata = (stream, metadata, gives = {}, more = {}) => ({ do: 'setMetadata', stream, metadata, gives, ...more });
export const getMetadata = (stream, gives, more = {}) => ({ do: 'getMetadata', stream, gives, ...more });
export const read = (stream, gives, more = {}) => ({ do: 'read', stream, gives, ...more });
export const backwards = (stream, gives, more = {}) => ({ do: 'read', stream, gives, direction: 'backwards', from: 'end', ...more });
/** Reads $all; only events of this case count. `until` names the event at which to stop, since the log may be long and others write too. */
export const readAll = (gives, more) => ({ do: 'readAll', gives, ...more });
export const subscribe = (to, more = {}) => ({ do: 'subscribe', to, ...more });
export const subscribeAll = (more) => ({ do: 'subscribeAll', ...more });
/** What the subscription delivers next, in order: events, `caught-up`, `error:…`. */
export const sees = (gives, more = {}) => ({ do: 'sees', gives, ...more });
/** Writes a stream that counts for the whole server. It says again what it said before when the case has ended. */
export const change = (stream, data, gives = {}) => ({ do: 'change', stream, data, gives });
/** Waits for a checkpoint at `reaches` or behind it. */
export const checkpoint = (reaches, more = {}) => ({ do: 'checkpoint', reaches, ...more });
/** Repeats a step until it gives what it should. */
export const eventually = (step) => ({ do: 'eventually', step });

export const denied = { error: 'access-denied' };
export const notFound = (stream = 's') => ({ error: 'stream-not-found', stream });
export const deleted = (stream = 's') => ({ error: 'stream-deleted', stream });
/** Refused for its expected revision: what was expected, and what is. */
export const wrong = (expected, actual, stream = 's') => ({ error: 'wrong-expected-version', expected, actual, stream });
/** An error that clients have no type for. */
export const unknown = { error: 'unknown' };
/** The same while reading: the newer client takes the status UNKNOWN for a server that is away. */
export const unknownRead = { error: { legacy: 'unknown', kurrent: 'unavailable' } };

/** Cases for one client, and what the other lacks. */
export const legacyOnly = (lacks, one) => ({ ...one, clients: ['legacy'], lacks });

/** The same cases on both append calls. */
export const onBothCalls = (cases) =>
  cases.flatMap((one) => [
    { ...one, name: `${one.name} · BatchAppend`, by: 'batch' },
    { ...one, name: `${one.name} · Append`, by: 'append' },
  ]);

/** The same cases with credentials of a connection, where appends go by BatchAppend, and with credentials of each call, where they go by Append. */
export const onBothLogins = (cases) =>
  cases.flatMap((one) => [
    { ...one, name: `${one.name} · connection`, login: 'connection' },
    { ...one, name: `${one.name} · call`, login: 'call' },
  ]);

/**
 * Reads a table drawn with `|`: the first line names the columns, the first column the rows; `-` is a cell without meaning.
 *
 * @returns {{ row: string, column: string, cell: string }[]}
 */
export function cellsOf(drawn) {
  const [head, ...rows] = drawn
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.flatMap(([row, ...cells]) =>
    cells.map((cell, index) => ({ row, column: head[index + 1], cell })).filter(({ cell }) => cell !== '-'),
  );
}
