export type { ImprovementCommand } from './commands.js';
export { decide } from './decide.js';
export {
  benefitKinds,
  improvementCauses,
  improvementEventTypes,
  improvementKinds,
  verdicts,
  type BenefitKind,
  type BenefitRecordedData,
  type EffectivenessReviewedData,
  type ImprovementAdoptedData,
  type ImprovementCause,
  type ImprovementDoneData,
  type ImprovementDroppedData,
  type ImprovementEvent,
  type ImprovementKind,
  type ImprovementPlannedData,
  type ImprovementRaisedData,
  type Period,
  type Scope,
  type Verdict,
} from './improvement.js';
export { decideMeasurement, measurementEventTypes, type MeasurementCommand, type MeasurementEvent } from './measurements.js';
export { evolve, improvementStatuses, noImprovement, type ImprovementState, type ImprovementStatus } from './state.js';
export type { Candidate, IncidentCommand } from './incident/commands.js';
export { decideIncident } from './incident/decide.js';
export {
  incidentEventTypes,
  joinsBy,
  offerBeneficiaries,
  textFor,
  type ComplaintLeftData,
  type IncidentClosedData,
  type IncidentEvent,
  type IncidentOpenedData,
  type JoinCriteria,
  type MemberSkippedData,
  type NoticeSentData,
  type OfferBeneficiary,
  type RemedyOfferedData,
} from './incident/incident.js';
export { refusedOf, type RefusedCandidate } from './incident/join.js';
export { memberOf, membersWithin } from './incident/members.js';
export { unofferableTerms } from './incident/offer-remedy.js';
export { evolveIncident, incidentStatuses, noIncident, type Incident, type IncidentState, type IncidentStatus } from './incident/state.js';
