import { hkdfSync } from 'node:crypto';

/**
 * The secret that a rule's webhooks are signed with, as Standard Webhooks writes it. It follows from the key ring's key for webhooks, so it is stored nowhere
 * itself.
 * @param masterKey 32 bytes: that key, which began as the master key where there was one
 * @param version counted in the rule, from 1
 */
export function webhookSecret(masterKey: Buffer, rule: string, version: number): string {
  const derived = hkdfSync('sha256', masterKey, Buffer.alloc(0), `redress webhook secret ${rule} ${version}`, 32);
  return `whsec_${Buffer.from(derived).toString('base64')}`;
}
