export {
  DigestMismatch,
  EvidenceDamaged,
  EvidenceErased,
  EvidenceMissing,
  EvidenceStoreUnavailable,
  EvidenceTooLarge,
  EvidenceTypeRefused,
} from './errors.js';
export { EvidenceStore, hashIn, type DataSubject, type Kept, type Limits, type Opened } from './evidence-store.js';
export { acceptedType, mediaTypes } from './media-types.js';
export { PartRefused, Staging, type Checksum, type StagedUpload } from './staging.js';
