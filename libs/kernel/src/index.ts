export { after, effective, impossible, instant, inTime, isInstant, past, text } from './checks.js';
export type {
  Actor,
  Command,
  Decided,
  Event,
  EventType,
  EventTypes,
  Instant,
  Labels,
  Metadata,
  Money,
  Origin,
  Personal,
  Precision,
  Recorded,
  Sealed,
} from './event.js';
export { Contradiction, RuleViolation, type Facts } from './rule-violation.js';
