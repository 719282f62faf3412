export { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
export { identityOf } from './process-identity.js';
export { ConfigError, loadConfig, type AuthConfig, type CommonConfig, type LogLevel, type Need, type NeededConfig } from './config.js';
export { createLogger, loggerOptions, withoutSecrets } from './logging.js';
export { EXIT, runProcess, type Ready, type Running } from './process.js';
export {
  ensureLocalKeys,
  LOCAL_AUDIENCE,
  LOCAL_ISSUER,
  LocalKeysError,
  mintToken,
  type LocalKeys,
  type TokenClaims,
} from './local-keys.js';
export { roles, TokenRefused, Tokens, type Principal, type Role, type TokenSettings } from './auth.js';
export { dataSource, migrate } from './database.js';
