import { setTimeout as delay } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { Checkpoint, takeOver } from './checkpoint.js';
import { Folding, isTransient, pause, type Patience, type ViewLogger } from './folding.js';
import { follow } from './follow.js';
import { isMissingTable } from './query-error.js';
import { createSchema, exists, pointTo } from './schema.js';
import { schemaOf, type EntityClass, type Log, type View } from './view.js';

/** A rebuild or a check that cannot be done. `code` is stable; the message says what to do. */
export class RebuildError extends Error {
  override readonly name = 'RebuildError';

  constructor(
    readonly code: 'no-views-yet' | 'rebuild-under-way' | 'view-stopped' | 'view-missing' | 'other-log',
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** What is told on the way. Positions are those of the log. */
export type RebuildNews =
  /** Where the copy stands; null: at the beginning. */
  | { readonly kind: 'begins'; readonly view: string; readonly position: bigint | null; readonly until: bigint | null }
  /** An event has been read, the `events`th of this run; `position` of `until`. */
  | { readonly kind: 'read'; readonly events: number; readonly position: bigint; readonly until: bigint }
  | { readonly kind: 'waits'; readonly view: string; readonly reason: string };

export interface RebuildOptions {
  /** postgres:// URL of the installation's database. */
  readonly databaseUrl: string;
  /** What PostgreSQL is told that the connections are for. */
  readonly applicationName?: string;
  readonly log: Log;
  readonly views: readonly View[];
  /** Of the streams that any view here folds, by how their names begin: where their events are, the views can be. */
  readonly prefixes: readonly string[];
  /** Ends the work; what is committed is kept. */
  readonly signal: AbortSignal;
  /** Where the log ends, if that can be asked. */
  readonly lastPosition?: () => Promise<bigint | null>;
  readonly logger?: ViewLogger;
  readonly told?: (news: RebuildNews) => void;
}

/** What everything here works with. */
export interface Work extends RebuildOptions {
  /** Knows the checkpoints of the views that are read. */
  readonly control: DataSource;
  readonly told: (news: RebuildNews) => void;
}

/** A view folded into tables of another schema, which nobody reads; its checkpoint is beside them. */
export interface Copy {
  readonly view: View;
  readonly schema: string;
  readonly dataSource: DataSource;
  readonly folding: Folding;
}

/** What keeps a copy from its end for now; it is tried again. */
export class NotNow extends Error {
  override readonly name = 'NotNow';

  constructor(
    message: string,
    /** Resolves when it is worth it. */
    readonly over: () => Promise<void> = () => Promise.resolve(),
  ) {
    super(message);
  }
}

const patience: Patience = { tries: 4, firstMs: 100, longestMs: 5_000 };
/** Nothing waits for company: nobody reads a copy. */
const limits = { size: 5_000, buffer: 5_000, idleMs: 0, paceMs: 0 };
const silent: ViewLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** How long the worker may be kept waiting for what is left to fold, in ms. */
const mostHeldMs = 10_000;

/**
 * Has copies of the views, in schemas `<schema>_<suffix>`, for as long as the work takes: those of an earlier run that was ended go on
 * where they stopped. Of each there is one at a time, in whatever process.
 * @throws RebuildError
 */
export async function withCopies<T>(
  suffix: string,
  options: RebuildOptions,
  work: (copies: readonly Copy[], work: Work) => Promise<T>,
): Promise<T> {
  return withControl(options, async (own) => {
    const locks = own.control.createQueryRunner();
    const copies: Copy[] = [];
    try {
      for (const view of own.views) {
        const schema = `${schemaOf(view)}_${suffix}`;
        await lockSchema((sql, values) => locks.query(sql, values), schema);
        copies.push(await openCopy(view, schema, own));
      }
      return await work(copies, own);
    } finally {
      await Promise.all(copies.map(({ dataSource }) => dataSource.destroy()));
      // The session's locks end with it: a pool would keep them.
      await locks.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await locks.release();
    }
  });
}

export async function withControl<T>(options: RebuildOptions, work: (work: Work) => Promise<T>): Promise<T> {
  const control = source(options, [Checkpoint], 4);
  await control.initialize();
  try {
    return await work({ told: () => undefined, ...options, control });
  } catch (error) {
    if (isMissingTable(error) && !(await exists(control, 'views')))
      throw new RebuildError('no-views-yet', 'no worker has started on this database yet: it builds the views when it starts');
    throw error;
  } finally {
    await control.destroy();
  }
}

/** Taken for as long as the session lasts; a killed process frees it. @throws RebuildError */
export async function lockSchema(query: (sql: string, values: unknown[]) => Promise<unknown>, schema: string): Promise<void> {
  const [{ locked }] = (await query(`SELECT pg_try_advisory_lock(hashtext('redress.rebuild'), hashtext($1)) AS locked`, [schema])) as [
    { locked: boolean },
  ];
  if (!locked)
    throw new RebuildError('rebuild-under-way', `${schema} is being filled by another process: let it finish, or stop it`, { schema });
}

async function openCopy(view: View, schema: string, work: Work): Promise<Copy> {
  const { logger = silent, signal } = work;
  const entities = [Checkpoint, ...view.entities];
  const dataSource = source(work, entities, 2);
  await dataSource.initialize();
  try {
    pointTo(dataSource, schema);
    await createSchema(dataSource, schema, entities);
    const folding = new Folding(view, await takeOver(dataSource, view), dataSource, patience, logger, signal);
    return { view, schema, dataSource, folding };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function source(
  { databaseUrl: url, applicationName = 'redress-rebuild' }: RebuildOptions,
  entities: EntityClass[],
  poolSize: number,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    installExtensions: false,
    connectTimeoutMS: 5_000,
    extra: { application_name: applicationName, keepAlive: true },
  });
}

/**
 * Folds the log into the copies, exactly up to a position that it has come to; those that are there already pass it over.
 * @throws RebuildError `view-stopped`; AbortError
 */
async function foldUpTo(copies: readonly Copy[], until: bigint | null, work: Work, signal = work.signal): Promise<void> {
  if (until === null) return;
  const isThere = ({ folding: { position, isStopped } }: Copy) => isStopped || (position !== null && position >= until);
  const done = new AbortController();
  let events = 0;
  const log: Log = {
    async *all({ after, signal: end }) {
      try {
        for await (const item of work.log.all({ after, prefixes: work.prefixes, signal: end })) {
          const position = 'event' in item ? item.event.position : item.checkpoint;
          if (position <= until) {
            yield item;
            if ('event' in item) events++;
            work.told({ kind: 'read', events, position, until });
          }
          if (position < until) continue;
          if (position > until) yield { checkpoint: until };
          // Also where a batch has to be tried again.
          while (!copies.every(isThere) && !end.aborted) await delay(2);
          return;
        }
      } finally {
        // Or all have stopped.
        if (copies.every(isThere)) done.abort();
      }
    },
  };
  if (!copies.every(isThere)) {
    const ended = AbortSignal.any([signal, done.signal]);
    const why = await follow(
      copies.map(({ folding }) => folding),
      { log, logger: work.logger ?? silent, limits, patience, signal: ended },
    );
    signal.throwIfAborted();
    if (why === 'taken-over') throw new RebuildError('rebuild-under-way', 'another process has taken this rebuild over');
  }
  for (const copy of copies) if (copy.folding.isStopped) throw await stopped(copy);
}

async function stopped({ view, dataSource }: Copy): Promise<RebuildError> {
  const mark = await dataSource.getRepository(Checkpoint).findOneBy({ view: view.name, version: view.version });
  const { stream, revision, position, reason = 'unknown' } = mark?.error ?? {};
  const at = stream === undefined ? '' : ` at ${stream} revision ${revision}, position ${position}`;
  return new RebuildError('view-stopped', `${view.name} cannot be folded${at}: ${reason}`, { view: view.name, ...mark?.error });
}

/** How far a view that is read has come; undefined if it was never built. */
export interface Live {
  readonly position: bigint | null;
  readonly isStopped: boolean;
}

export async function liveOf(manager: EntityManager, { name, version }: View, lock: '' | 'FOR UPDATE' = ''): Promise<Live | undefined> {
  const [row] = await manager.query<{ position: string | null; state: string }[]>(
    `SELECT position, state FROM views.checkpoint WHERE view = $1 AND version = $2 ${lock}`,
    [name, version],
  );
  return row && { position: row.position === null ? null : BigInt(row.position), isStopped: row.state === 'stopped' };
}

/** How far the view that is furthest has come, in whatever version; null before the first event. */
export async function furthest(manager: EntityManager): Promise<bigint | null> {
  const [{ position }] = await manager.query<[{ position: string | null }]>('SELECT max(position) AS position FROM views.checkpoint');
  return position === null ? null : BigInt(position);
}

/** Where a copy has to come to: a view that stopped, or is not there, to where the others are. */
async function targetOf(manager: EntityManager, view: View, live?: Live): Promise<bigint | null> {
  const known = live ?? (await liveOf(manager, view));
  return known && !known.isStopped ? known.position : furthest(manager);
}

/** Folds all copies as far as the last of the views that are read, in one reading of the log. */
export async function foldTogether(copies: readonly Copy[], work: Work): Promise<void> {
  const { control, lastPosition, told } = work;
  const targets: (bigint | null)[] = [];
  for (const { view, folding } of copies) {
    const until = await targetOf(control.manager, view);
    targets.push(until);
    told({ kind: 'begins', view: view.name, position: folding.position, until });
  }
  const until = targets.reduce(
    (low, position) => (low === null || position === null ? null : position < low ? position : low),
    targets[0]!,
  );
  const end = lastPosition && until !== null ? await lastPosition() : until;
  if (until !== null && (end === null || end < until))
    throw new RebuildError(
      'other-log',
      `the log ends at position ${end ?? 0}, the views are at ${until}: they were folded from another log, or the end of this one is lost`,
      { end: end?.toString() ?? null, position: until.toString() },
    );
  await foldUpTo(copies, until, work);
}

/**
 * Does something while the view that is read and its copy are at the same position and nothing is written to either: the view's checkpoint
 * is locked, so that the worker's next batch waits; seconds at most. What is in the way is waited for without holding anybody up.
 */
export async function whileEqual<T>(
  copy: Copy,
  work: Work,
  then: (manager: EntityManager, live: Live | undefined) => Promise<T>,
): Promise<T> {
  const { control, signal, told } = work;
  const { view } = copy;
  for (let n = 1; ; n++) {
    await foldUpTo([copy], await targetOf(control.manager, view), work);
    try {
      return await control.transaction(async (manager) => {
        await manager.query(`SET LOCAL lock_timeout = '30s'`);
        const live = await liveOf(manager, view, 'FOR UPDATE');
        // A worker that starts creates it under this lock.
        if (!live) await manager.query(`SELECT pg_advisory_xact_lock(hashtext('redress.views'))`);
        await foldWhileHeld(copy, await targetOf(manager, view, live), work);
        return await then(manager, live);
      });
    } catch (error) {
      if (!(error instanceof NotNow) && !isTransient(error)) throw error;
      told({ kind: 'waits', view: view.name, reason: (error as Error).message });
      if (error instanceof NotNow) await error.over();
      await pause(n, patience, signal);
    }
  }
}

async function foldWhileHeld(copy: Copy, until: bigint | null, work: Work): Promise<void> {
  const late = AbortSignal.timeout(mostHeldMs);
  try {
    await foldUpTo([copy], until, work, AbortSignal.any([work.signal, late]));
  } catch (error) {
    work.signal.throwIfAborted();
    if (late.aborted) throw new NotNow(`the log did not come to position ${until} in time`);
    throw error;
  }
}

/** Drops a schema that nobody reads any more; who began to read it before is waited for. */
export async function dropSchema({ control, signal, told }: Work, view: string, schema: string): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await control.transaction(async (manager) => {
        await manager.query(`SET LOCAL lock_timeout = '1s'`);
        await manager.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
      });
    } catch (error) {
      if (!isTransient(error)) throw error;
      told({ kind: 'waits', view, reason: `somebody still reads ${schema}, which is to be dropped` });
      await pause(n, patience, signal);
    }
  }
}
