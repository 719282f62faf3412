import { CreateLeaves1795412000000, startCheckpoints, type CheckpointLogger, type RunningCheckpoints } from '@redress/audit';
import { dataSource, migrate } from '@redress/database';
import type { EventStore, SharedLog } from '@redress/event-store';
import type { NeededConfig } from '@redress/platform';

interface Parts {
  readonly store: EventStore;
  readonly log: SharedLog;
  readonly logger: CheckpointLogger;
  /** What PostgreSQL is told that the connections are for. */
  readonly applicationName: string;
}

/** Keeps the leaves of the log and signs them, with connections of its own: what it waits for holds nobody else up. */
export async function runCheckpoints(
  { database, checkpoints }: Pick<NeededConfig, 'database' | 'checkpoints'>,
  { store, log, logger, applicationName }: Parts,
): Promise<Pick<RunningCheckpoints, 'stopped' | 'stop'>> {
  const source = dataSource(database, { migrations: [CreateLeaves1795412000000], poolSize: 2, applicationName });
  await source.initialize();
  await migrate(source);
  const { key: keyFile, folder, everySeconds } = checkpoints;
  const running = startCheckpoints({
    dataSource: source,
    store,
    log,
    ...(keyFile !== undefined && { keyFile }),
    folder,
    everyMs: everySeconds * 1_000,
    logger,
  });
  return {
    stopped: running.stopped,
    stop: async () => {
      await running.stop();
      await source.destroy();
    },
  };
}
