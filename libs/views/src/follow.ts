import { batched, type BatchLimits } from './batches.js';
import { CheckpointMoved, LeaseLost } from './checkpoint.js';
import { pause, type Folding, type Patience, type ViewLogger } from './folding.js';
import type { Log } from './view.js';

interface Following {
  readonly log: Log;
  readonly logger: ViewLogger;
  readonly limits: BatchLimits;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/**
 * The one loop of a worker: reads the log once for all its views, from the lowest checkpoint; the others pass over what they have. A
 * view that waits for the database lets the others wait, a stopped one does not. When the log ends or fails it is read again from the
 * checkpoints, which makes that safe.
 */
export async function follow(foldings: readonly Folding[], following: Following): Promise<'stopped' | 'taken-over'> {
  const { logger, patience, signal } = following;
  const faults = new Faults(patience.tries);
  for (let n = 1; !signal.aborted; n++) {
    const active = foldings.filter(({ isStopped }) => !isStopped);
    if (active.length === 0) return await aborted(signal);
    try {
      await subscribe(active, following, () => (n = 1));
      if (!signal.aborted) logger.info({}, 'the log has ended its stream: reading on from the checkpoints');
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof LeaseLost) {
        logger.error({}, `${error.message}: this one stops`);
        return 'taken-over';
      }
      if (error instanceof CheckpointMoved) {
        logger.warn({}, `${error.message}: reading on from there`);
        continue;
      }
      const fault = faults.of(error);
      if (fault?.isFinal) {
        const { isFinal: _, ...where } = fault;
        await Promise.all(active.filter((folding) => folding.concerns(where.stream)).map((folding) => folding.stopAt(where, error)));
        continue;
      }
      logger.warn({ err: error, try: n }, 'the log cannot be read: trying again from the checkpoints');
    }
    await pause(n, patience, signal).catch(() => undefined);
  }
  return 'stopped';
}

async function subscribe(active: readonly Folding[], { log, limits, signal }: Following, progressed: () => void): Promise<void> {
  const subscription = new AbortController();
  const end = () => subscription.abort();
  signal.addEventListener('abort', end, { once: true });
  try {
    const prefixes = [...new Set(active.flatMap(({ view }) => view.prefixes))];
    const items = log.all({ after: lowest(active), prefixes, signal: subscription.signal });
    for await (const batch of batched(items, limits)) {
      // All are waited for, so that none still writes when the log is read anew.
      const outcomes = await Promise.allSettled(active.map((folding) => folding.fold(batch)));
      const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      if (errors.length > 0) throw errors.find((error) => error instanceof LeaseLost) ?? errors[0];
      progressed();
      if (signal.aborted || active.every(({ isStopped }) => isStopped)) return;
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function lowest(foldings: readonly Folding[]): bigint | null {
  return (
    foldings.reduce<bigint | null | undefined>((low, { position }) => {
      if (low === undefined) return position;
      return low === null || position === null ? null : position < low ? position : low;
    }, undefined) ?? null
  );
}

async function aborted(signal: AbortSignal): Promise<'stopped'> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return 'stopped';
}

/** Counts how often in a row the log failed on the same event. */
class Faults {
  private last = '';
  private count = 0;

  constructor(private readonly tries: number) {}

  /** Where the event is that the log cannot hand over; undefined if the log itself is the trouble. */
  of(error: unknown): { stream: string; revision?: number; eventId?: string; position?: string; isFinal: boolean } | undefined {
    if (!(error instanceof Error) || !('stream' in error) || typeof error.stream !== 'string') return undefined;
    const { stream } = error;
    const revision = 'revision' in error && typeof error.revision === 'number' ? error.revision : undefined;
    const eventId = 'eventId' in error && typeof error.eventId === 'string' ? error.eventId : undefined;
    const position = 'position' in error && typeof error.position === 'bigint' ? error.position.toString() : undefined;
    const which = `${stream} ${revision}`;
    this.count = which === this.last ? this.count + 1 : 1;
    this.last = which;
    return { stream, revision, eventId, position, isFinal: this.count >= this.tries };
  }
}
