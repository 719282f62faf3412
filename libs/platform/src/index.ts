export { EmbeddedPostgresError, embeddedPostgresUrl, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
export { whyNotFree } from './free-port.js';
export { identityOf } from './process-identity.js';
export { ConfigError, loadConfig, type CommonConfig, type DoorConfig, type LiveConfig, type Need, type NeededConfig } from './config.js';
export { repeatedName } from './repeated-name.js';
export { createLogger, withoutSecrets } from './logging.js';
export { EXIT, runProcess, type Ready } from './process.js';
export {
  ensureLocalKeys,
  isSpan,
  LOCAL_AUDIENCE,
  LOCAL_ISSUER,
  LocalKeysError,
  mintToken,
  rotateSigningKey,
  type LocalKeys,
} from './local-keys.js';
export { rolePattern, roles, TokenRefused, Tokens, type Principal, type RevocableToken, type Role } from './auth.js';
export { IssuerUnavailable } from './issuer-keys.js';
export {
  followerGauges,
  followerStates,
  metricsContentType,
  poolGauges,
  startMetrics,
  type DatabasePool,
  type FollowerState,
  type Metrics,
} from './metrics.js';
