export { startEventNode } from './event-node.js';
export type { EventNode, EventNodeOptions } from './event-node.js';
export { FencedError, UnfitDatabaseError } from './log/failures.js';
export type { Logger } from './log/failures.js';
