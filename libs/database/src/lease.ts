import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';

/** Any number that no other program in the same database uses: guards the making of the table. */
const tableLock = 7_305_002;

/** What the connections of lease holders are called, so that the next holder can cut those of the last. */
const holderPrefix = 'redress-worker ';
const leaseConnection = 'redress-lease';

export interface LeaseTimes {
  /** How long a holder may be silent before another takes over, in ms, by the database's clock. */
  readonly ttlMs: number;
  /** How often the holder renews, in ms: well before the end. */
  readonly renewMs: number;
  /** How often who stands by looks whether the lease is free, in ms. */
  readonly pollMs: number;
}

const usual: LeaseTimes = { ttlMs: 6_000, renewMs: 1_500, pollMs: 500 };

export interface LeaseLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface LeaseOptions {
  /** postgres:// URL of the installation's database. */
  readonly databaseUrl: string;
  /** What it is the right to. */
  readonly name: string;
  readonly logger: LeaseLogger;
  readonly times?: Partial<LeaseTimes>;
}

/** One turn of holding the lease. */
export interface Tenure {
  /** Goes up with each turn, whoever's. */
  readonly epoch: string;
  /** Resolves when another has it, or when it was released. */
  readonly over: Promise<void>;
}

/**
 * The right to do what one process at a time may do, in a row of PostgreSQL. A holder renews it well before it expires; it is free once it has
 * expired, was released, or the session that last renewed it is gone, which is how a killed process lets go at once. Whoever gets it first
 * cuts the database connections of all former holders: what they had under way there is undone, and nobody waits for one that hangs. What a
 * former holder wants to do elsewhere, `mayAct` says no to.
 */
export class Lease {
  private readonly holder = randomUUID();
  private readonly times: LeaseTimes;
  private client: Client | undefined;
  private held:
    { readonly epoch: string; readonly end: () => void; readonly renewing: AbortController; renewal: Promise<void> } | undefined;
  /** Up to when nobody else can have it, by the clock of this process that only goes on. */
  private validUntil = -Infinity;

  constructor(private readonly options: LeaseOptions) {
    this.times = { ...usual, ...options.times };
  }

  /** What the connections have to be called with which the holder works (`application_name`). */
  get applicationName(): string {
    return `${holderPrefix}${this.holder}`;
  }

  /** False once another may have it, also after this process was stopped for a while: to be asked right before whatever cannot be undone. */
  mayAct(): boolean {
    return performance.now() < this.validUntil;
  }

  /**
   * Stands by until it has the lease; undefined if the signal aborted before. A database that is away is waited for.
   * @param standsBy is told once another has it
   */
  async acquire(signal: AbortSignal, standsBy: () => void = () => undefined): Promise<Tenure | undefined> {
    const { logger, name } = this.options;
    let standsBehind: string | undefined;
    let isAway = false;
    while (!signal.aborted) {
      try {
        const asked = performance.now();
        const taken = await this.take(await this.connected());
        isAway = false;
        if ('epoch' in taken) {
          logger.info({ lease: name, epoch: taken.epoch }, 'this process has the lease');
          return this.begin(taken.epoch, asked);
        }
        if (standsBehind !== taken.label) {
          logger.info({ lease: name, holder: taken.label }, `standing by: ${taken.label} has the lease`);
          standsBy();
        }
        standsBehind = taken.label;
      } catch (error) {
        this.disconnect();
        if (!isAway) logger.warn({ lease: name, err: error }, 'the lease waits for the database');
        isAway = true;
      }
      await delay(this.times.pollMs, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  /** Lets go of it, so that another has it at once; to be called when nothing is under way any more. */
  async release(): Promise<void> {
    const { held } = this;
    if (!held) return;
    held.renewing.abort();
    await held.renewal;
    await this.client
      ?.query('UPDATE workers.lease SET holder = NULL, backend = NULL WHERE name = $1 AND holder = $2 AND epoch = $3', [
        this.options.name,
        this.holder,
        held.epoch,
      ])
      // It expires by itself.
      .catch(() => this.disconnect());
    this.finish();
  }

  /** Ends the connection; a lease that is held is let go of first. */
  async close(): Promise<void> {
    await this.release();
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async take(client: Client): Promise<{ readonly epoch: string } | { readonly label: string }> {
    const { name } = this.options;
    const { rows } = await client.query<{ epoch: string }>(
      `INSERT INTO workers.lease AS held (name, holder, label, epoch, since, expires_at, backend, backend_since)
       SELECT $1, $2, $3, 1, clock_timestamp(), clock_timestamp() + $4::float8 * interval '1 ms', pid, backend_start
       FROM pg_stat_activity WHERE pid = pg_backend_pid()
       ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, label = EXCLUDED.label, epoch = held.epoch + 1, since = EXCLUDED.since,
         expires_at = EXCLUDED.expires_at, backend = EXCLUDED.backend, backend_since = EXCLUDED.backend_since
       WHERE held.holder IS NULL OR held.expires_at < clock_timestamp() OR NOT EXISTS (
         SELECT FROM pg_stat_activity AS session WHERE session.pid = held.backend AND session.backend_start = held.backend_since)
       RETURNING epoch`,
      [name, this.holder, `${hostname()} pid ${process.pid}`, this.times.ttlMs],
    );
    if (rows[0]) {
      // All of the same role and database that are not ours: a holder that was stopped within a transaction would keep everybody waiting.
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND usename = current_user AND starts_with(application_name, $1) AND application_name <> $2`,
        [holderPrefix, this.applicationName],
      );
      return rows[0];
    }
    const other = await client.query<{ label: string }>('SELECT label FROM workers.lease WHERE name = $1', [name]);
    return { label: other.rows[0]?.label ?? 'another process' };
  }

  private begin(epoch: string, asked: number): Tenure {
    const renewing = new AbortController();
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.validUntil = asked + this.times.ttlMs;
    this.held = { epoch, end, renewing, renewal: Promise.resolve() };
    this.held.renewal = this.renew(epoch, renewing.signal);
    return { epoch, over };
  }

  /** Until another has it. A database that is away is waited for: while it is, nobody else gets the lease from it either. */
  private async renew(epoch: string, signal: AbortSignal): Promise<void> {
    const { logger, name } = this.options;
    const { ttlMs, renewMs, pollMs } = this.times;
    let isAway = false;
    for (let wait = renewMs; ; wait = isAway ? pollMs : renewMs) {
      await delay(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const asked = performance.now();
      try {
        const client = await this.connected();
        const { rowCount } = await client.query(
          `UPDATE workers.lease SET expires_at = clock_timestamp() + $4::float8 * interval '1 ms', backend = pid, backend_since = backend_start
           FROM pg_stat_activity WHERE pid = pg_backend_pid() AND name = $1 AND holder = $2 AND epoch = $3`,
          [name, this.holder, epoch, ttlMs],
        );
        isAway = false;
        if (rowCount === 1) this.validUntil = asked + ttlMs;
        else {
          logger.warn({ lease: name, epoch }, 'another process has the lease now: this one stands by');
          return this.finish();
        }
      } catch (error) {
        this.disconnect();
        if (!isAway) logger.warn({ lease: name, err: error }, 'the lease cannot be renewed: trying again');
        isAway = true;
      }
    }
  }

  private finish(): void {
    const { held } = this;
    this.held = undefined;
    this.validUntil = -Infinity;
    held?.renewing.abort();
    held?.end();
  }

  private async connected(): Promise<Client> {
    if (this.client) return this.client;
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: leaseConnection,
      connectionTimeoutMillis: 5_000,
      query_timeout: Math.max(1_000, this.times.ttlMs / 2),
      keepAlive: true,
    });
    // Without its session it is free for others.
    client.on('error', () => this.disconnect(client));
    client.on('end', () => this.disconnect(client));
    try {
      await client.connect();
      await makeTable(client);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    return client;
  }

  private disconnect(client = this.client): void {
    if (!client || client !== this.client) return;
    this.client = undefined;
    this.validUntil = -Infinity;
    void client.end().catch(() => undefined);
  }
}

async function makeTable(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT to_regclass('workers.lease') IS NOT NULL AS there`);
  if (rows[0]?.there) return;
  await client.query('SELECT pg_advisory_lock($1)', [tableLock]);
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS workers');
    await client.query(`
      CREATE TABLE IF NOT EXISTS workers.lease (
        name text PRIMARY KEY,
        -- Null: nobody has it.
        holder uuid,
        -- Machine and process, for people.
        label text NOT NULL,
        epoch bigint NOT NULL,
        since timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        -- The session that renewed it last; a process id comes again, with another start.
        backend integer,
        backend_since timestamptz
      )`);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [tableLock]);
  }
}

/** Who has a lease, for health and metrics. */
export interface LeaseState {
  /** Machine and process id; null while nobody has it. */
  readonly holder: string | null;
  readonly since: Date | null;
  readonly epoch: string;
  /** Processes that would take over. */
  readonly standingBy: number;
}

/** Who has the lease now; undefined if nobody ever asked for it. */
export async function leaseState(dataSource: DataSource, name: string): Promise<LeaseState | undefined> {
  const [table] = await dataSource.query<[{ there: boolean }]>(`SELECT to_regclass('workers.lease') IS NOT NULL AS there`);
  if (!table.there) return undefined;
  const [state] = await dataSource.query<LeaseState[]>(
    `SELECT CASE WHEN held THEN label END AS holder, CASE WHEN held THEN since END AS since, epoch,
       (sessions - CASE WHEN held THEN 1 ELSE 0 END)::int AS "standingBy"
     FROM (
       SELECT *, holder IS NOT NULL AND expires_at >= clock_timestamp() AND EXISTS (
           SELECT FROM pg_stat_activity AS session WHERE session.pid = backend AND session.backend_start = backend_since) AS held,
         (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${leaseConnection}') AS sessions
       FROM workers.lease WHERE name = $1) AS lease`,
    [name],
  );
  return state;
}
