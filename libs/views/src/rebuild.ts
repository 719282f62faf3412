import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { Checkpoint } from './checkpoint.js';
import { dropSchema, foldTogether, NotNow, whileEqual, withCopies, type Copy, type RebuildOptions, type Work } from './rebuild-copy.js';
import { createReporting } from './reporting/create-reporting.js';
import { exists } from './schema.js';
import { schemaOf } from './view.js';

/** A view whose tables were replaced, or built for the first time. */
export interface Rebuilt {
  readonly view: string;
  readonly version: number;
  /** Up to where the log is in its tables; null: it was empty. */
  readonly position: bigint | null;
  /** It had stopped: the worker folds it again when it is started again. */
  readonly wasStopped: boolean;
}

/**
 * Folds views from the log anew, beside the tables that are read and written meanwhile, and then puts the new ones in their place, one view
 * after the other: who asks is answered from the old or from the new, and both are the same. A run that was ended, however, goes on where it stopped.
 * A version that is not there yet is built as far as the others are. (docs/adr/0033, rebuild.int.spec.ts)
 * @throws RebuildError; AbortError
 */
export async function rebuildViews(options: RebuildOptions): Promise<Rebuilt[]> {
  return withCopies('next', options, async (copies, work) => {
    for (const { view } of copies) await dropSchema(work, view.name, formerOf(schemaOf(view)));
    await foldTogether(copies, work);
    const rebuilt: Rebuilt[] = [];
    for (const copy of copies) rebuilt.push(await putInPlace(copy, work));
    return rebuilt;
  });
}

/** What was replaced, until nobody reads it any more. */
const formerOf = (schema: string): string => `${schema}_former`;

async function putInPlace(copy: Copy, work: Work): Promise<Rebuilt> {
  const { view, folding } = copy;
  const schema = schemaOf(view);
  const wasStopped = await whileEqual(copy, work, async (manager, live) => {
    await olderSnapshotsGone(manager, work);
    // Whoever waits for long here makes others wait; and a deadlock is found after a second.
    await manager.query(`SET LOCAL lock_timeout = '300ms'`);
    if (await exists(manager, schema)) await manager.query(`ALTER SCHEMA "${schema}" RENAME TO "${formerOf(schema)}"`);
    await manager.query(`ALTER SCHEMA "${copy.schema}" RENAME TO "${schema}"`);
    await moveCheckpoint(manager, schema);
    await createReporting(manager, work.logger);
    return live?.isStopped ?? false;
  });
  await dropSchema(work, view.name, formerOf(schema));
  return { view: view.name, version: view.version, position: folding.position, wasStopped };
}

/** Which worker may write, and whether it does, is as it was. */
async function moveCheckpoint(manager: EntityManager, schema: string): Promise<void> {
  const { columns } = manager.dataSource.getMetadata(Checkpoint);
  const own = ['view', 'version', 'epoch', 'state', 'error'];
  const moved = columns.map(({ databaseName }) => databaseName).filter((name) => !own.includes(name));
  await manager.query(
    `INSERT INTO views.checkpoint (view, version, epoch, state, ${moved.join(', ')})
     SELECT view, version, 0, 'running', ${moved.join(', ')} FROM "${schema}".checkpoint
     ON CONFLICT (view, version) DO UPDATE SET ${moved.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}`,
  );
  await manager.query(`DROP TABLE "${schema}".checkpoint`);
}

/** How long transactions that began earlier are waited for while the worker waits too, in ms. */
const mostWaitMs = 1_000;

/**
 * A transaction that sees the database as it was earlier (REPEATABLE READ) would find under the old name tables that were not full then. Once
 * those that began before are over, every other finds the same in the old tables as in the new. Who waits for us has not looked yet.
 */
async function olderSnapshotsGone(manager: EntityManager, { control, signal }: Work): Promise<void> {
  const since = performance.now();
  let older = await snapshots(manager);
  while (older.size > 0) {
    if (performance.now() - since > mostWaitMs) {
      const over = async () => {
        while (older.size > 0) {
          await delay(200, undefined, { signal });
          older = stillIn(older, await snapshots(control.manager));
        }
      };
      throw new NotNow(`a transaction is under way that began before: ${[...older.values()].join(', ')}`, over);
    }
    await delay(5);
    older = stillIn(older, await snapshots(manager));
  }
}

/** The sessions that look at the database as of some moment, and who they are. */
async function snapshots(manager: EntityManager): Promise<Map<string, string>> {
  // Within a transaction the sessions are those of the first look otherwise.
  await manager.query('SELECT pg_stat_clear_snapshot()');
  const rows = await manager.query<{ key: string; who: string }[]>(
    `SELECT pid || ' ' || xact_start AS key, format('%s, pid %s, since %s', nullif(application_name, ''), pid, xact_start) AS who
     FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND backend_xmin IS NOT NULL AND xact_start IS NOT NULL
       AND pid <> pg_backend_pid() AND NOT pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
  );
  return new Map(rows.map(({ key, who }) => [key, who]));
}

function stillIn(older: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...older].filter(([key]) => now.has(key)));
}
