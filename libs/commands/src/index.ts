export { StaleRevision, TooManyConflicts, type Outcome } from './aggregate.js';
export {
  AuthorityAggregate,
  authorityDecider,
  AuthorityHandler,
  AuthorityPolicies,
  authorityStream,
  HandleAuthority,
} from './authority.js';
export { ComplaintAggregate, complaintDecider, ComplaintHandler, HandleComplaint } from './complaint.js';
export { ErasureAggregate, erasureDecider, ErasureHandler, erasureStream, HandleErasure } from './erasure.js';
export { eventTypes } from './event-types.js';
export { idFrom } from './ids.js';
export { complaintStream } from './other-cases.js';
export {
  HandleIncident,
  IncidentAggregate,
  incidentDecider,
  IncidentHandler,
  incidentIdOf,
  incidentStream,
  type IncidentOutcome,
} from './incident.js';
export {
  HandleImprovement,
  HandleMeasurement,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
  MeasurementAggregate,
  measurementDecider,
  MeasurementHandler,
} from './improvement.js';
export { HandlePolicy, Policies, PolicyAggregate, policyDecider, PolicyHandler, policyStream } from './policies.js';
export { HandleTokens, revocationStream, TokenAggregate, tokenDecider, TokenHandler } from './tokens.js';
