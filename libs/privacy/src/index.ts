export { auditReadEventTypes, auditReadStreams, purposePattern, type AuditRead } from './audit-read.js';
export {
  decideErasure,
  erasureEventTypes,
  erasureStatuses,
  erasureStreams,
  evolveErasure,
  noErasureRequest,
  type ErasureCommand,
  type ErasureDoneData,
  type ErasureEvent,
  type ErasureRequestState,
  type ErasureStatus,
} from './erasure-request.js';
export { KeyRing, KeyRingError, openKeyRing, ringStatus } from './key-ring.js';
export { finishRewrap, rewrap, rotate, type Rotation } from './key-ring-change.js';
export { KmsUnavailable, outerKeyOf } from './kms.js';
export { vaultMigrations } from './migrations.js';
export { TrackingCodes } from './tracking-code.js';
export { Subject, Vault } from './vault.js';
