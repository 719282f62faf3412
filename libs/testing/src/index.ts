export { createTestDatabase, type TestDatabase } from './database.js';
export { decisions, type Decider, type Given, type Outcome } from './decision.js';
export * as story from './complaint.js';
