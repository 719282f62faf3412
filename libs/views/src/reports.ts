import { authorityUsage } from './approvals/authority-usage.js';
import { backlog } from './facts/backlog.js';
import { branchVisits } from './facts/branch-visits.js';
import { classification } from './facts/classification.js';
import { compensation } from './facts/compensation.js';
import { departmentLatency } from './facts/department-latency.js';
import { escalation } from './facts/escalation.js';
import { firstContact } from './facts/first-contact.js';
import { hotSpots } from './facts/hot-spots.js';
import { outcomes } from './facts/outcomes.js';
import { promises } from './facts/promises.js';
import { repeatsAndReopenings } from './facts/repeats.js';
import { resolution } from './facts/resolution.js';
import { risk } from './facts/risk.js';
import { rootCauses } from './facts/root-causes.js';
import { satisfaction } from './facts/satisfaction.js';
import { timeliness } from './facts/timeliness.js';
import { volume } from './facts/volume.js';
import { improvement, improvementBenefit } from './improvements/improvement.js';
import { trainingGap } from './improvements/training-gap.js';
import type { ReportDefinition } from './report-definition.js';
import { returnCnBulletin } from './returns/return-cn-bulletin.js';
import { returnUkDisp } from './returns/return-uk-disp.js';
import { returnUsCfpb } from './returns/return-us-cfpb.js';
import { trendAlerts } from './trend-alerts.js';

/** Every management report, by number. */
export const reports: readonly ReportDefinition[] = [
  volume,
  timeliness,
  firstContact,
  resolution,
  branchVisits,
  promises,
  outcomes,
  compensation,
  authorityUsage,
  escalation,
  risk,
  satisfaction,
  rootCauses,
  classification,
  trainingGap,
  backlog,
  departmentLatency,
  repeatsAndReopenings,
  hotSpots,
  trendAlerts,
  improvement,
  improvementBenefit,
  returnCnBulletin,
  returnUkDisp,
  returnUsCfpb,
];
