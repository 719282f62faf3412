export { allViews, viewEntities } from './all-views.js';
export { checkpoints, LeaseLost } from './checkpoint.js';
export { Checkpoint, type Stop } from './checkpoint.entity.js';
export { complaintDetail, findComplaint } from './complaint-detail/complaint-detail.js';
export type { ComplaintDetail, Entry } from './complaint-detail/detail.js';
export { foldDetail } from './complaint-detail/fold-detail.js';
export { complaintList } from './complaint-list/complaint-list.js';
export { ListedComplaint } from './complaint-list/complaint-list.entity.js';
export {
  equalityFilters,
  listComplaints,
  listSorts,
  timeFilters,
  type ComplaintFilter,
  type ComplaintListQuestion,
  type ComplaintPage,
} from './complaint-list/list-complaints.js';
export { toCsv } from './csv.js';
export type { ViewLogger } from './folding.js';
export type { Log, LogItem } from './log.js';
export { QueryError, ViewNotReady } from './query-error.js';
export { buckets, type Bucket } from './report-time.js';
export type { Report, ReportColumn } from './report.js';
export { startViews, type RunningViews, type StartViewsOptions, type Stopped } from './start-views.js';
export type { View } from './view.js';
export { volume } from './volume/volume.js';
export { volumeDimensions, volumeReport, type VolumeQuestion } from './volume/volume-report.js';
export { waitForPosition, type Reached } from './wait-for-position.js';
