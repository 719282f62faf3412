import { Signal } from '../log/signal.js';
import type { Outbox } from './outbox.js';
import type { Services } from './services.js';

/** Raised by each change of the log, until the call ends, and by that end. */
export function changesUntilClosed(recent: Services['recent'], outbox: Outbox): Signal {
  const signal = new Signal();
  const forget = recent.onChange(() => signal.raise());
  outbox.onClosed(() => {
    forget();
    signal.raise();
  });
  return signal;
}
