import { authorityUsage } from './approvals/authority-usage.js';
import { compensation } from './facts/compensation.js';
import { escalation } from './facts/escalation.js';
import { outcomes } from './facts/outcomes.js';
import { satisfaction } from './facts/satisfaction.js';
import { volume } from './facts/volume.js';
import { improvement, improvementBenefit } from './improvements/improvement.js';
import { trainingGap } from './improvements/training-gap.js';
import type { ReportDefinition } from './report-definition.js';

/** Every management report, by number. */
export const reports: readonly ReportDefinition[] = [
  volume,
  outcomes,
  compensation,
  authorityUsage,
  escalation,
  satisfaction,
  trainingGap,
  improvement,
  improvementBenefit,
];
