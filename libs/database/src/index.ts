export { dataSource, migrate } from './database.js';
export { Lease, leaseState, type LeaseState } from './lease.js';
