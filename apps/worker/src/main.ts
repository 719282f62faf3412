import { eventTypes } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import { createLogger, EXIT, loadConfig, runProcess } from '@redress/platform';
import { startViews } from '@redress/views';

// Folds the log into the views. The only writer of their tables; a second worker takes over from the first, which then ends with 1.
void runProcess('worker', async () => {
  const { database, eventStore, logLevel } = loadConfig(process.env, ['database', 'eventStore']);
  const logger = createLogger('worker', logLevel);
  const store = new EventStore({ connectionString: eventStore, types: eventTypes });
  const views = await startViews({ databaseUrl: database, log: store, logger });
  void views.stopped.then((why) => {
    if (why === 'taken-over') process.exit(EXIT.failed);
  });
  return {
    stop: async () => {
      await views.stop();
      await store.close();
    },
  };
});
