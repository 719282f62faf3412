export { EventStore, isAbandonedCall, type EventStoreOptions, type LogClient, type LogItem, type LoggedEvent } from './event-store.js';
export { canonicalJson } from './canonical-json.js';
export { envelop, genesisHash, hashOf, verify, verifyChain, type EnvelopeContext, type StoredEvent } from './envelope.js';
export { DamagedHistory, EventTooLarge, RevisionConflict, StoreUnavailable, UnknownEventVersion } from './errors.js';
export { openSealed, withholdSealed, type KeysOf, type SubjectKey } from './sealing.js';
