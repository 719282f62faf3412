import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { approvals } from './approvals/approvals.js';
import { auditReads } from './audit-reads/audit-reads.js';
import { authorityMatrix } from './authority-matrix/authority-matrix.js';
import type { BatchLimits } from './batches.js';
import { Checkpoint, takeOver } from './checkpoint.js';
import { complaintDetail } from './complaint-detail/complaint-detail.js';
import { complaintList } from './complaint-list/complaint-list.js';
import { deadlines } from './deadlines/deadlines.js';
import { erasures } from './erasures/erasures.js';
import { caseFacts } from './facts/case-facts.js';
import { Folding, isTransient, pause, type Patience, type ViewLogger } from './folding.js';
import { follow } from './follow.js';
import { improvements } from './improvements/improvements.js';
import { incidents } from './incidents/incidents.js';
import { policies } from './policies/policies.js';
import { furthest } from './rebuild-copy.js';
import { buildMissing } from './rebuild-missing.js';
import { returns } from './returns/returns.js';
import { keepRollups } from './rollup/keep-rollups.js';
import { createSchema, exists } from './schema.js';
import { schemaOf, type EntityClass, type Log, type View } from './view.js';

/** Every question that a worker keeps an answer to. */
export const allViews: readonly View[] = [
  complaintList,
  complaintDetail,
  approvals,
  authorityMatrix,
  policies,
  caseFacts,
  improvements,
  incidents,
  deadlines,
  returns,
  auditReads,
  erasures,
];

/** What a DataSource needs to know to be asked. */
export const viewEntities: EntityClass[] = [Checkpoint, ...allViews.flatMap(({ entities }) => entities)];

interface Options {
  readonly log: Log;
  readonly logger?: ViewLogger;
  /** Default: all. */
  readonly views?: readonly View[];
  readonly limits?: Partial<BatchLimits>;
  readonly patience?: Partial<Patience>;
  /** IANA zone, the installation's: by its days what reports count is added up beforehand. Nothing is, if left out. */
  readonly timeZone?: string;
}

/** Either a data source that knows `viewEntities` and is left open, or where the database is. */
export type StartViewsOptions = Options &
  (
    | { readonly dataSource: DataSource }
    /** `applicationName`: what PostgreSQL is told that the connections are for. */
    | { readonly databaseUrl: string; readonly applicationName?: string }
  );

export interface RunningViews {
  /** Finishes the batch under way and lets go of everything. */
  stop(): Promise<void>;
  /** Why the loop ended; it never does by itself but for `taken-over`: another worker folds these views now. */
  readonly stopped: Promise<Stopped>;
}

export type Stopped = 'stopped' | 'taken-over';

const silent: ViewLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Takes the views over from any worker that has them, and folds the log into them until it is stopped. Creates tables where nothing was
 * folded yet; a view that is missing while others are there is built beside them first. Waits for a database that is away.
 */
export async function startViews(options: StartViewsOptions): Promise<RunningViews> {
  const { log, logger = silent, views = allViews, timeZone } = options;
  const limits = { size: 5_000, buffer: 5_000, idleMs: 200, paceMs: 60, ...options.limits };
  const patience = { tries: 4, firstMs: 50, longestMs: 5_000, ...options.patience };
  const stopping = new AbortController();

  const dataSource = 'dataSource' in options ? options.dataSource : ownDataSource(options, views, logger);
  const open = async () => {
    if (!dataSource.isInitialized) await dataSource.initialize();
    await createSchema(dataSource, 'views', [Checkpoint]);
    const isNew = (await furthest(dataSource.manager)) === null;
    const present: View[] = [];
    for (const view of views) {
      if (isNew) await createSchema(dataSource, schemaOf(view), view.entities);
      if (await exists(dataSource, schemaOf(view))) present.push(view);
    }
    return { missing: views.filter((view) => !present.includes(view)), foldings: await foldingsOf(present) };
  };
  const foldingsOf = (taken: readonly View[]) =>
    Promise.all(
      taken.map(async (view) => new Folding(view, await takeOver(dataSource, view), dataSource, patience, logger, stopping.signal)),
    );
  const { missing, foldings } = await whenDatabaseIsThere(open, patience, logger);

  const following = { log, logger, limits, patience, signal: stopping.signal };
  const build = async () => {
    const database = 'dataSource' in options ? { databaseUrl: urlOf(dataSource) } : options;
    const prefixes = [...new Set(views.flatMap((view) => view.prefixes))];
    const built = await buildMissing(missing, { ...database, log, prefixes, logger, patience, signal: stopping.signal });
    return follow(await whenDatabaseIsThere(() => foldingsOf(built), patience, logger), following);
  };
  const isRolledUp = timeZone !== undefined && views.some(({ name }) => name === caseFacts.name);
  const run = async () => {
    const rollups = isRolledUp ? keepRollups(dataSource, { zone: timeZone, logger, signal: stopping.signal }) : Promise.resolve();
    try {
      const both = [follow(foldings, following), ...(missing.length > 0 ? [build()] : [])];
      const why = await Promise.race(both);
      stopping.abort();
      await Promise.all(both);
      return why;
    } finally {
      stopping.abort();
      await rollups;
      if (!('dataSource' in options)) await dataSource.destroy();
    }
  };
  const stopped = run();
  return {
    stopped,
    stop: async () => {
      stopping.abort();
      await stopped;
    },
  };
}

async function whenDatabaseIsThere<T>(open: () => Promise<T>, patience: Patience, logger: ViewLogger): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await open();
    } catch (error) {
      if (!isTransient(error)) throw error;
      logger.warn({ err: error, try: n }, 'the views wait for the database');
      await pause(n, patience);
    }
  }
}

function urlOf({ options }: DataSource): string {
  if (!('url' in options) || typeof options.url !== 'string') throw new Error('the data source of views needs a `url`');
  return options.url;
}

function ownDataSource(
  { databaseUrl: url, applicationName = 'redress-views' }: { readonly databaseUrl: string; readonly applicationName?: string },
  views: readonly View[],
  logger: ViewLogger,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [Checkpoint, ...views.flatMap(({ entities }) => entities)],
    poolSize: views.length + 2,
    connectTimeoutMS: 5_000,
    installExtensions: false,
    poolErrorHandler: (error: unknown) => logger.warn({ err: error }, 'a connection to the database was lost'),
    // A worker that hangs within a transaction must not keep the one that takes over waiting for ever.
    extra: {
      // As in `dataSource` of libs/database: nobody else listens to a connection on its way from the pool to who asked for it.
      onConnect: (client: ClientBase) => void client.on('error', () => undefined),
      application_name: applicationName,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
  });
}
