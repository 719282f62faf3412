import { eventTypes } from '@redress/commands';
import { checkpointEventTypes } from '@redress/audit';
import { Lease } from '@redress/database';
import { EventStore, isAbandonedCall, SharedLog } from '@redress/event-store';
import { createLogger, EXIT, loadConfig, runProcess } from '@redress/platform';
import { allViews, prepareReporting, startViews } from '@redress/views';
import { runAutomations } from './automations.js';
import { runCheckpoints } from './checkpoints.js';
import { Counts } from './counted.js';
import { observe } from './observed.js';
import { workUnderLease } from './under-lease.js';

const start = async () => {
  const { database, eventStore, logLevel, ...config } = loadConfig(process.env, [
    'database',
    'eventStore',
    'masterKey',
    'kms',
    'evidence',
    'mail',
    'webhooks',
    'trendAlerts',
    'workerPort',
    'checkpoints',
  ]);
  const logger = createLogger('worker', logLevel);
  const lease = new Lease({ databaseUrl: database, name: 'worker', logger });
  const { applicationName } = lease;
  const mayAct = () => lease.mayAct();
  const store = new EventStore({ connectionString: eventStore, types: { ...eventTypes, ...checkpointEventTypes }, mayAppend: mayAct });
  const counts = new Counts();
  const worker = workUnderLease(lease, async () => {
    // All streams: the checkpoints are over every event.
    const log = new SharedLog(store, ['']);
    const views = await startViews({
      databaseUrl: database,
      applicationName,
      log,
      logger,
      views: allViews.map((view) => counts.view(view)),
      timeZone: config.timeZone,
    });
    await prepareReporting(database, logger);
    const automations = await runAutomations({ database, ...config }, store, logger, { log, applicationName, mayAct, counts });
    const checkpoints = await runCheckpoints({ database, ...config }, { store, log, logger, applicationName });
    return {
      stopped: Promise.race([views.stopped, automations.stopped, checkpoints.stopped]),
      stop: async () => {
        await Promise.all([views.stop(), automations.stop(), checkpoints.stop()]);
      },
    };
  });
  await Promise.race([worker.settled, worker.ended]);
  worker.ended.catch((error: unknown) => {
    logger.fatal({ err: error }, 'the work cannot be begun');
    process.exit(EXIT.failed);
  });
  const { workerPort } = config;
  const observed =
    workerPort === undefined
      ? undefined
      : await observe(config.host, workerPort, { database, store, counts, isWorking: () => worker.isWorking(), logger });
  return {
    ...(observed && { port: observed.port }),
    stop: async () => {
      await worker.stop();
      await observed?.stop();
      await store.close();
    },
  };
};

// Folds the log into the views, whose tables nobody else writes, and acts on what happens; of several workers one does, and the others stand by.
// Appends of its own may be abandoned as those of the API are.
void runProcess('worker', start, { isHarmless: isAbandonedCall });
