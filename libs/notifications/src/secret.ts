import { hkdfSync } from 'node:crypto';

/**
 * The secret that a rule's webhooks are signed with, as Standard Webhooks writes it. It follows from the master key, so it is stored nowhere.
 * @param masterKey 32 bytes
 * @param version counted in the rule, from 1
 */
export function webhookSecret(masterKey: Buffer, rule: string, version: number): string {
  const derived = hkdfSync('sha256', masterKey, Buffer.alloc(0), `redress webhook secret ${rule} ${version}`, 32);
  return `whsec_${Buffer.from(derived).toString('base64')}`;
}
