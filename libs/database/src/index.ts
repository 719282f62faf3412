export { dataSource, migrate } from './database.js';
export { Lease, leaseState, type LeaseOptions, type LeaseState } from './lease.js';
