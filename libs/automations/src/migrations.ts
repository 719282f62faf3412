import { CreateAutomations1795305700000 } from './create-automations.migration.js';
import { CreateDeliveries1795309400000 } from './create-deliveries.migration.js';
import { NoteTypes1795410000000 } from './note-types.migration.js';
import { OperateAutomations1795309300000 } from './operate-automations.migration.js';

/** What brings the automations' tables up to date. */
export const automationMigrations = [
  CreateAutomations1795305700000,
  OperateAutomations1795309300000,
  CreateDeliveries1795309400000,
  NoteTypes1795410000000,
];
