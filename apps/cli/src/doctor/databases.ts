import pg from 'pg';
import { EventStore } from '@redress/event-store';
import { openKeyRing, ringStatus } from '@redress/privacy';
import { withoutSecrets, type NeededConfig } from '@redress/platform';
import { about, patienceMs, type Finding } from './finding.js';

type Query = <Row>(statement: string) => Promise<Row[]>;

/** The oldest that is tried with. */
const leastPostgres = 15;
/** API and worker together keep so many. */
const leastConnections = 60;

/** Of the database of views and vault, in a session that may only read. @param keys of the installation, where they are known */
export async function database(url: string, keys: Pick<Partial<NeededConfig>, 'masterKey' | 'kms'> | undefined): Promise<Finding[]> {
  const { fail } = about('PostgreSQL');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    options: '-c default_transaction_read_only=on',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return [fail(`${placeOf(url)} cannot be reached: ${reasonOf(error)}`, todoOf(error as { code?: string }))];
  }
  const query: Query = async <Row>(statement: string) => (await client.query(statement)).rows as Row[];
  try {
    return [...(await server(query, placeOf(url))), await clock(query), await vault(query, keys).catch(closed)];
  } catch (error) {
    return [fail(`${placeOf(url)} does not answer as it should: ${reasonOf(error)}`, 'look into its log')];
  } finally {
    await client.end().catch(() => undefined);
  }
}

function todoOf({ code }: { readonly code?: string }): string {
  if (code === '28P01' || code === '28000') return 'correct user and password in REDRESS_DATABASE, or let them in by pg_hba.conf';
  if (code === '3D000') return 'create the database, or correct its name in REDRESS_DATABASE';
  if (code === '53300') return 'raise max_connections, or end who takes them all';
  return 'start it, and look whether address, port and firewall are right';
}

interface Server {
  readonly version: string;
  readonly fsync: string;
  readonly synchronous_commit: string;
  readonly full_page_writes: string;
  readonly encoding: string;
  readonly collation: string;
  readonly is_outdated: boolean;
  readonly max_connections: string;
  readonly may_create: boolean;
  readonly is_standby: boolean;
}

async function server(query: Query, place: string): Promise<Finding[]> {
  const { ok, warn, fail } = about('PostgreSQL');
  const [row] = await query<Server>(`
    SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
           current_setting('synchronous_commit') AS synchronous_commit, current_setting('server_encoding') AS encoding,
           current_setting('max_connections') AS max_connections, pg_is_in_recovery() AS is_standby, datcollate AS collation,
           datcollversion IS DISTINCT FROM pg_database_collation_actual_version(oid) AS is_outdated,
           has_database_privilege(datname, 'CREATE') AS may_create
    FROM pg_database WHERE datname = current_database()`);
  const found: Finding[] = [];
  const { version, encoding, collation, max_connections: most } = row!;
  if (Number.parseInt(version, 10) < leastPostgres)
    found.push(fail(`${place} is PostgreSQL ${version}`, `upgrade it to ${leastPostgres} or later`));
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'] as const)
    if (row![setting] === 'off')
      found.push(fail(`${setting} is off: what was acknowledged could be lost`, `set ${setting} = on in postgresql.conf and reload it`));
  if (encoding !== 'UTF8') found.push(fail(`its encoding is ${encoding}`, 'use a database with the encoding UTF8'));
  if (row!.is_outdated)
    found.push(
      warn(
        `the rules of ${collation} changed since its indexes were made`,
        'REINDEX DATABASE, then ALTER DATABASE … REFRESH COLLATION VERSION: until then a search may miss rows',
      ),
    );
  if (row!.is_standby) found.push(fail('it is a standby, which cannot be written to', 'name the primary in REDRESS_DATABASE'));
  else if (!row!.may_create)
    found.push(fail('its user may not create schemas', 'GRANT CREATE ON DATABASE … TO that user: every view has a schema of its own'));
  if (Number(most) < leastConnections)
    found.push(warn(`it takes ${most} connections`, `set max_connections to ${leastConnections} or more: API and worker need that many`));
  return found.length > 0 ? found : [ok(`${version} on ${place}, durable, ${encoding}, ${collation}`)];
}

const closed = (error: unknown): Finding =>
  about('vault').fail(`it cannot be read: ${reasonOf(error)}`, 'connect as the user who owns the schema privacy, as the API does');

/** Of the database against ours: both write times that are compared. */
async function clock(query: Query): Promise<Finding> {
  const { ok, warn, fail } = about('clock');
  const before = Date.now();
  const [row] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const skew = Math.abs(row!.now.getTime() - (before + Date.now()) / 2) / 1_000;
  const says = `this machine and its database differ by ${skew.toFixed(skew < 1 ? 3 : 0)} s`;
  const todo = 'let both follow a time server (NTP)';
  if (skew > 60) return fail(says, todo);
  return skew > 2 ? warn(says, todo) : ok(says);
}

/** Whether what is personal can be read with the keys that are known here. */
async function vault(query: Query, keys: Parameters<typeof database>[1]): Promise<Finding> {
  const { ok, warn, fail } = about('vault');
  const [there] = await query<{ subjects: string | null; ring: string | null }>(
    `SELECT to_regclass('privacy.subject') AS subjects, to_regclass('privacy.key_ring_root') AS ring`,
  );
  if (!there!.subjects || !there!.ring) return ok('none yet: the first start makes it');
  const on = { query } as unknown as Parameters<typeof openKeyRing>[0];
  const { outerKeys, subjects } = await ringStatus(on);
  const count = Object.values(subjects).reduce((sum, some) => sum + some, 0);
  if (outerKeys.length === 0)
    return count === 0
      ? ok('empty')
      : warn(`it holds ${count} keys and no key ring yet`, 'the first start with its master key makes one: keep that key');
  if (!keys || (keys.masterKey === undefined && keys.kms === undefined))
    return warn('no master key is known here to open it with', 'set REDRESS_MASTER_KEY or REDRESS_KMS as for the API, and ask again');
  try {
    await openKeyRing(on, keys);
    return ok(`its key ring opens; ${count} data subjects have a key`);
  } catch (error) {
    return fail(
      `its key ring does not open: ${reasonOf(error)}`,
      'set the master key, or the key of the service, that this vault was made with',
    );
  }
}

export async function eventStore(connectionString: string, isBundled: boolean): Promise<Finding> {
  const { ok, fail } = about('event store');
  const place = placeOf(connectionString);
  let store: EventStore | undefined;
  try {
    // It is only asked where it ends: nothing is read, so no type has to be known.
    store = new EventStore({ connectionString, types: {} });
    if (!(await store.isReachable()))
      return fail(`${place} does not answer`, 'start it; look whether address, port, tls= and user of REDRESS_EVENT_STORE are right');
    const end = await store.lastPosition();
    return ok(
      `${isBundled ? 'the bundled node' : await kindOf(connectionString)} on ${place}; ${end === null ? 'empty' : `its log ends at ${end}`}`,
    );
  } catch (error) {
    return fail(`${place} cannot be asked: ${reasonOf(error)}`, 'correct REDRESS_EVENT_STORE');
  } finally {
    await store?.close();
  }
}

/** EventStoreDB and KurrentDB say it over HTTP; the bundled node speaks gRPC alone. */
async function kindOf(connectionString: string): Promise<string> {
  const host = /:\/\/(?:[^@/]*@)?([^/?,]+)/.exec(connectionString)?.[1];
  const scheme = /[?&]tls=false/i.test(connectionString) ? 'http' : 'https';
  try {
    const answer = await fetch(`${scheme}://${host}/info`, { signal: AbortSignal.timeout(2_000) });
    const said = (await answer.json()) as { readonly esVersion?: unknown; readonly dbVersion?: unknown };
    const version = said.dbVersion ?? said.esVersion;
    if (typeof version === 'string') return `${said.dbVersion === undefined ? 'EventStoreDB' : 'KurrentDB'} ${version.slice(0, 40)}`;
  } catch {
    // then it is not one of these, or keeps it to itself
  }
  return 'an event store';
}

/** Host, port and name: all of a connection string that is no secret. */
export function placeOf(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/\?.*$/, '');
}

export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return withoutSecrets(message || code || 'no reason given').split('\n')[0]!;
}
