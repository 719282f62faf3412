export { CompanyLog } from './company-log.js';
export { decisions } from './decision.js';
export { createTestDatabase, type TestDatabase } from './database.js';
export * as story from './complaint.js';
export { MemoryLog, type Fault } from './memory-log.js';
export * as rounds from './round.js';
export { recorded, SpecLog, uuid } from './spec-log.js';
export { startSystem, type TestSystem } from './system.js';
export { wireTo, type Wire } from './wire.js';
