export { NotYet, type Automation } from './automation.js';
export { acknowledgeReceipt } from './acknowledge.js';
export { carryLinks } from './carry-links.js';
export { automationStates, dismissParked, findParked, listParked, retryParked, type Parked } from './checkpoint.js';
export { escalate } from './escalate.js';
export { automationMigrations } from './migrations.js';
export { noticeRepeats, type ReceivedOne } from './notice-repeats.js';
export { sendLetters } from './send-letters.js';
export { startAutomations, type RunningAutomations } from './start-automations.js';
