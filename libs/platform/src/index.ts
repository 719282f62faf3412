export { EmbeddedPostgresError, embeddedPostgresUrl, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
export { whyNotFree } from './free-port.js';
export { identityOf } from './process-identity.js';
export { ConfigError, loadConfig, type CommonConfig, type Need, type NeededConfig } from './config.js';
export { createLogger, withoutSecrets } from './logging.js';
export { EXIT, runProcess, type Ready } from './process.js';
export { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, LocalKeysError, mintToken, type LocalKeys } from './local-keys.js';
export { IssuerUnavailable, rolePattern, roles, TokenRefused, Tokens, type Principal, type Role } from './auth.js';
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
