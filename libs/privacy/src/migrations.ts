import { CreateKeyRing1795413000000 } from './create-key-ring.migration.js';
import { CreateVault1795305600000 } from './create-vault.migration.js';

/** What makes the tables of the vault, in order. */
export const vaultMigrations = [CreateVault1795305600000, CreateKeyRing1795413000000];
