import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Checkpoint } from '../checkpoint.js';
import { caseFacts } from '../facts/case-facts.js';
import { isTransient, type ViewLogger } from '../folding.js';
import { addUp } from './add-up.js';
import { rollups } from './rollups.js';

export interface KeptRollups {
  /** IANA zone, whose days are added up: the installation's. Questions in another zone are answered from the facts. */
  readonly zone: string;
  readonly logger: ViewLogger;
  readonly signal: AbortSignal;
  /** Default: 5 s. */
  readonly everyMs?: number;
  readonly now?: () => Date;
}

/** Of an event recorded so long ago and read just now, in ms, it is said that the view is catching up: what is added up meanwhile is soon outdated. */
const longAgo = 60_000;

/**
 * Keeps the rollups near what the view has folded, beside the loop, until the signal aborts. Without them, or where they are far behind, reports are counted
 * from the facts, so a failure here is said and tried again, and stops nothing.
 */
export async function keepRollups(
  dataSource: DataSource,
  { zone, logger, signal, everyMs = 5_000, now = () => new Date() }: KeptRollups,
): Promise<void> {
  let seen: string | null = null;
  const stopAdding = () =>
    void dataSource.query(cancelAddingUp).catch((error: unknown) => logger.warn({ err: error }, 'adding up could not be stopped'));
  signal.addEventListener('abort', stopAdding);
  try {
    while (!signal.aborted) {
      try {
        const { name, version } = caseFacts;
        const folded = await dataSource.getRepository(Checkpoint).findOneBy({ view: name, version });
        const [position, recordedAt] = [folded?.position ?? null, folded?.recordedAt ?? now()];
        const isCatchingUp = position !== seen && now().getTime() - recordedAt.getTime() > longAgo;
        seen = position;
        if (position !== null && !isCatchingUp) await addAllUp(dataSource, { zone, logger, signal, now });
      } catch (error) {
        if (!signal.aborted)
          logger.warn({ err: error, isTransient: isTransient(error) }, 'the rollups of reports were not brought up to date');
      }
      await delay(everyMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stopAdding);
  }
}

async function addAllUp(dataSource: DataSource, { zone, logger, signal, now }: Required<Omit<KeptRollups, 'everyMs'>>): Promise<void> {
  for (const rollup of rollups) {
    if (signal.aborted) return;
    const began = performance.now();
    const done = await addUp(dataSource, rollup, { zone, now: now() });
    const ms = Math.round(performance.now() - began);
    if (done === 'anew' && ms > 1_000)
      logger.info({ rollup: rollup.id, of: rollups.length, tables: rollup.tables, ms }, 'a rollup of reports was added up anew');
  }
}

/** What is being added up is given up rather than waited for: it may take minutes. */
const cancelAddingUp = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%rolled AS MATERIALIZED%' AND pid <> pg_backend_pid()`;
