export { CreateVault1795305600000 } from './create-vault.migration.js';
export { Subject, Vault } from './vault.js';
