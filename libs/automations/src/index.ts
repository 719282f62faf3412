export { carryLinks } from './carry-links.js';
export { automationStates } from './checkpoint.js';
export { CreateAutomations1795305700000 } from './create-automations.migration.js';
export { sendLetters } from './send-letters.js';
export { startAutomations, type RunningAutomations } from './start-automations.js';
