export type { Actor, Decided, Event, EventType, EventTypes, Instant, Metadata, Origin, Personal, Precision, Recorded, Sealed } from './event.js';
export type { Command } from './command.js';
export type { Money } from './money.js';
export { Contradiction, RuleViolation, type Facts } from './rule-violation.js';
