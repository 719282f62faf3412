import { authorityUsage } from './approvals/authority-usage.js';
import { backlog } from './facts/backlog.js';
import { classification } from './facts/classification.js';
import { compensation } from './facts/compensation.js';
import { departmentLatency } from './facts/department-latency.js';
import { escalation } from './facts/escalation.js';
import { outcomes } from './facts/outcomes.js';
import { repeatsAndReopenings } from './facts/repeats.js';
import { rootCauses } from './facts/root-causes.js';
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
  rootCauses,
  classification,
  trainingGap,
  backlog,
  departmentLatency,
  repeatsAndReopenings,
  improvement,
  improvementBenefit,
];
