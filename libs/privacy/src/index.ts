export { CreateVault1795305600000 } from './create-vault.migration.js';
export { TrackingCodes } from './tracking-code.js';
export { Subject, Vault } from './vault.js';
