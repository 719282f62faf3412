export { approvals } from './approvals/approvals.js';
export { roundStatuses } from './approvals/approvals.entity.js';
export { concerning as concernsApprovals } from './approvals/fold-approvals.js';
export { listApprovals, type ApprovalsPage, type Signer } from './approvals/list-approvals.js';
export { auditReads } from './audit-reads/audit-reads.js';
export {
  countAuditReads,
  listAuditReads,
  readDimensions,
  type AuditReadsPage,
  type CountedReads,
  type ReadDimension,
} from './audit-reads/list-audit-reads.js';
export { authorityMatrix } from './authority-matrix/authority-matrix.js';
export { findMatrix, listDelegations, listMatrices, type DelegationsPage, type MatrixVersion } from './authority-matrix/find-authority.js';
export { checkpoints } from './checkpoint.js';
export { commonCut } from './common-cut.js';
export { complaintDetail, findComplaint, findProgress } from './complaint-detail/complaint-detail.js';
export type { ComplaintDetail } from './complaint-detail/detail.js';
export { foldDetail } from './complaint-detail/fold-detail.js';
export { nextSteps, stages, type NextStep, type Progress, type Stage } from './complaint-detail/progress.js';
export { complaintList } from './complaint-list/complaint-list.js';
export { earlierComplaints } from './complaint-list/earlier-complaint.js';
export type { ListedComplaint } from './complaint-list/complaint-list.entity.js';
export {
  equalityFilters,
  listComplaints,
  listFilters,
  listSorts,
  timeFilters,
  type ComplaintListQuestion,
} from './complaint-list/list-complaints.js';
export { relatedComplaints, type RelatedComplaint } from './complaint-list/related-complaints.js';
export { deadlines } from './deadlines/deadlines.js';
export { deadlineFilters, listDeadlines, type DeadlinesPage } from './deadlines/list-deadlines.js';
export { clockIndex } from './deadlines/due-clocks.js';
export { findPolicy, listPolicies, type PolicyOutline, type PolicyVersion } from './policies/find-policies.js';
export { policies } from './policies/policies.js';
export { caseFacts } from './facts/case-facts.js';
export { effectivenessOf, type Effectiveness } from './improvement-effectiveness.js';
export { findImprovement, listImprovements, type ImprovementDetail, type ImprovementsPage } from './improvements/find-improvements.js';
export { listExposures, listTrainingCoverage, type RecordedCoverage, type RecordedExposure } from './improvements/find-measurements.js';
export { erasures } from './erasures/erasures.js';
export { latestErasureOf, listErasures } from './erasures/list-erasures.js';
export { improvements } from './improvements/improvements.js';
export {
  findIncident,
  joinableIncidents,
  listIncidentMembers,
  listIncidents,
  type IncidentDetail,
  type IncidentMembersPage,
  type IncidentsPage,
} from './incidents/find-incidents.js';
export { incidents } from './incidents/incidents.js';
export { followingViews } from './following-views.js';
export { AnalystRefused, letAnalystRead, removeAnalyst } from './reporting/analysts.js';
export { prepareReporting } from './reporting/create-reporting.js';
export { isMissingTable, QueryError, ViewNotReady } from './query-error.js';
export { rebuildViews, type Rebuilt } from './rebuild.js';
export { checkViews, type Checked } from './rebuild-check.js';
export { RebuildError, type RebuildNews, type RebuildOptions } from './rebuild-copy.js';
export { abandonRebuilds, begunRebuilds, dropFormerVersions, formerVersions, missingViews, type Leftover } from './rebuild-leftovers.js';
export { answerReport, type ReportQuestion } from './report-answer.js';
export { complaintsBehind, type CountedComplaints } from './report-complaints.js';
export { behind, columnOf, leadsTo, readBy, type ReportDefinition } from './report-definition.js';
export { csvHeader, csvRows, type Report } from './report.js';
export { openComplaints, tableOf, type ReportTable } from './report-file.js';
export { trendAlerts } from './trend-alerts.js';
export { isFinal, isPosition } from './report-time.js';
export { checkTime, checkZone } from './report-time.js';
export { statementParameters, statementsOf } from './report-statements.js';
export { reports } from './reports.js';
export { allViews, startViews, viewEntities, type RunningViews } from './start-views.js';
export type { View } from './view.js';
export { waitForPosition } from './wait-for-position.js';
