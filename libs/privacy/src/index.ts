export { CreateVault1795305600000 } from './create-vault.migration.js';
export { Subject } from './subject.entity.js';
export { Vault } from './vault.js';
