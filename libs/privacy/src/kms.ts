import { derivedKey, unwrap, wrap } from './master-key.js';

/** What wraps the root of the key ring, and nothing else: the installation's master key, or a key that never leaves a service. */
export interface OuterKey {
  /** Which one it is, for people and for the row that it wrapped; says nothing of the key. */
  readonly name: string;
  wrap(root: Buffer): Promise<Buffer>;
  unwrap(wrapped: Buffer): Promise<Buffer>;
}

/** The service that has the key does not answer, or refuses. */
export class KmsUnavailable extends Error {
  override readonly name = 'KmsUnavailable';
}

const about = 'redress key ring';

/** @param master 32 random bytes */
export function masterKeyAsOuter(master: Buffer): OuterKey {
  const wrapping = derivedKey(master, 'key ring wrapping');
  return {
    name: `master-key:${derivedKey(master, 'key ring name').toString('hex').slice(0, 16)}`,
    wrap: (root) => Promise.resolve(wrap(wrapping, about, root)),
    // oxlint-disable-next-line typescript/require-await -- a wrong key rejects, as it does with a service
    unwrap: async (wrapped) => unwrap(wrapping, about, wrapped),
  };
}

/** `aws-kms://<key id, ARN or alias/name>?region=…&endpoint=…` */
const awsForm = /^aws-kms:\/\/([^?\s]+)(?:\?(.*))?$/;

/**
 * A key of AWS KMS; who we are is found as the AWS SDK finds it. The SDK is loaded here, by those alone who use it.
 * @param url as the configuration has checked it
 */
async function awsKms(url: string): Promise<OuterKey> {
  const { KMSClient, EncryptCommand, DecryptCommand } = await import('@aws-sdk/client-kms');
  const [, key = '', query = ''] = awsForm.exec(url)!;
  const parameters = new URLSearchParams(query);
  const endpoint = parameters.get('endpoint');
  const client = new KMSClient({
    region: parameters.get('region') ?? key.split(':')[3]!,
    ...(endpoint && { endpoint }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000 },
  });
  const told = { KeyId: key, EncryptionContext: { use: about } };
  const answered = async (what: string, ask: () => Promise<Uint8Array | undefined>): Promise<Buffer> => {
    try {
      const bytes = await ask();
      if (!bytes) throw new Error('an answer without bytes');
      return Buffer.from(bytes);
    } catch (error) {
      const { name, message } = error as Error;
      throw new KmsUnavailable(`the key ring cannot be ${what} by ${key}: ${name}: ${message}`, { cause: error });
    }
  };
  return {
    name: `aws-kms:${key}`,
    wrap: (root) => answered('wrapped', async () => (await client.send(new EncryptCommand({ ...told, Plaintext: root }))).CiphertextBlob),
    unwrap: (wrapped) =>
      answered('opened', async () => (await client.send(new DecryptCommand({ ...told, CiphertextBlob: wrapped }))).Plaintext),
  };
}

/** What wraps the ring of an installation: a key of a service where one is named, else the master key. */
export async function outerKeyOf({ kms, masterKey }: { readonly kms?: string; readonly masterKey?: Buffer }): Promise<OuterKey> {
  if (kms !== undefined) return awsKms(kms);
  if (masterKey === undefined) throw new Error('neither a master key nor a KMS key is given');
  return masterKeyAsOuter(masterKey);
}
