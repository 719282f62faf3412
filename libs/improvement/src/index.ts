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
