// The named faults, in the order in which they are played: those that mostly wait go first.
import { cancelling, halfOpen, silentClient, stalledSubscriber, thousandSubscriptions } from './client-faults.mjs';
import { databaseAway, diskFull, fsyncError, unknownCommit } from './database-faults.mjs';
import { takeOver } from './node-faults.mjs';

/** Each is given a stage, chance and the settings of the run, and returns facts or throws. */
export const scenarios = {
  'half-open': halfOpen,
  'take-over': takeOver,
  'database-away': databaseAway,
  'unknown-commit': unknownCommit,
  'fsync-error': fsyncError,
  'disk-full': diskFull,
  'silent-client': silentClient,
  'stalled-subscriber': stalledSubscriber,
  cancelling,
  'thousand-subscriptions': thousandSubscriptions,
};
