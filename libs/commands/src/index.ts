export { StaleRevision, TooManyConflicts } from './aggregate.js';
export { ComplaintAggregate, complaintDecider, ComplaintHandler, complaintStream, HandleComplaint, idFrom } from './complaint.js';
