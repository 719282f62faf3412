export { ComplaintAggregate, complaintDecider, ComplaintHandler, complaintStream, HandleComplaint, idFrom } from './complaint.js';
export { StaleRevision, TooManyConflicts } from './errors.js';
