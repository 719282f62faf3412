import type { Command } from '@redress/kernel';
import type {
  BenefitRecordedData,
  EffectivenessReviewedData,
  ImprovementAdoptedData,
  ImprovementDoneData,
  ImprovementDroppedData,
  ImprovementPlannedData,
  ImprovementRaisedData,
} from './improvement.js';

/** What can be asked of an improvement: a command carries the data of its event. Shapes are validated at the edge. */
export type RaiseImprovement = Command<'raiseImprovement', ImprovementRaisedData>;
export type PlanImprovement = Command<'planImprovement', ImprovementPlannedData>;
export type AdoptImprovement = Command<'adoptImprovement', ImprovementAdoptedData>;
export type CompleteImprovement = Command<'completeImprovement', ImprovementDoneData>;
export type RecordBenefit = Command<'recordBenefit', BenefitRecordedData>;
export type ReviewEffectiveness = Command<'reviewEffectiveness', EffectivenessReviewedData>;
export type DropImprovement = Command<'dropImprovement', ImprovementDroppedData>;

export type ImprovementCommand =
  RaiseImprovement | PlanImprovement | AdoptImprovement | CompleteImprovement | RecordBenefit | ReviewEffectiveness | DropImprovement;
