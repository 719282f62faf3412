export { EventStore, isAbandonedCall, type LogClient, type LogItem, type LoggedEvent } from './event-store.js';
export { CopyBroken, copyLog, NotACopy, type CopyPhase, type CopyProgress, type CopyReport } from './copy-log.js';
export { canonicalJson } from './canonical-json.js';
export { envelop, genesisHash, hashOf, isPersonal, verifyChain, type StoredEvent } from './envelope.js';
export { DamagedHistory, EventTooLarge, RevisionConflict, StoreUnavailable, UnknownEventVersion } from './errors.js';
export { LogReader } from './log-reader.js';
export { SharedLog } from './shared-log.js';
export { openSealed, withholdSealed } from './sealing.js';
