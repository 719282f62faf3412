import { eventTypes } from '@redress/commands';
import { EventStore, isAbandonedCall, SharedLog } from '@redress/event-store';
import { createLogger, EXIT, loadConfig, runProcess } from '@redress/platform';
import { allViews, startViews } from '@redress/views';
import { runAutomations } from './automations.js';

const start = async () => {
  const { database, eventStore, logLevel, ...config } = loadConfig(process.env, [
    'database',
    'eventStore',
    'masterKey',
    'evidence',
    'mail',
    'webhooks',
    'trendAlerts',
  ]);
  const logger = createLogger('worker', logLevel);
  const store = new EventStore({ connectionString: eventStore, types: eventTypes });
  const log = new SharedLog(store, [...new Set(allViews.flatMap(({ prefixes }) => prefixes))]);
  const views = await startViews({ databaseUrl: database, log, logger });
  const automations = await runAutomations({ database, ...config }, store, logger, { log });
  for (const { stopped } of [views, automations]) {
    void stopped.then((why) => {
      if (why === 'taken-over') process.exit(EXIT.failed);
    });
  }
  return {
    stop: async () => {
      await Promise.all([views.stop(), automations.stop()]);
      await store.close();
    },
  };
};

// Folds the log into the views, whose tables nobody else writes, and acts on what happens. A second worker takes over from the first, which
// then ends with 1. Appends of its own may be abandoned as those of the API are.
void runProcess('worker', start, { isHarmless: isAbandonedCall });
