import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataSource, migrate } from '@redress/database';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { CreateVault1795305600000 } from './create-vault.migration.js';
import { KeyRingError, openKeyRing, ringStatus, type KeyRing } from './key-ring.js';
import { finishRewrap, rewrap, rotate, type Rotation } from './key-ring-change.js';
import { KmsUnavailable, masterKeyAsOuter, outerKeyOf } from './kms.js';
import { derivedKey, newSubjectKey } from './master-key.js';
import { vaultMigrations } from './migrations.js';
import { TrackingCodes } from './tracking-code.js';
import { Subject, Vault } from './vault.js';

const masterKey = randomBytes(32);
let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await dataSource(database.url, { entities: [Subject], migrations: vaultMigrations }).initialize();
  await migrate(source);
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});
beforeEach(() => source.query('TRUNCATE privacy.subject, privacy.key_ring, privacy.key_ring_root'));

const open = () => openKeyRing(source, { masterKey });
const material = (key: { export(): Buffer }) => key.export().toString('hex');

async function subjects(count: number, vault: Vault): Promise<Map<string, string>> {
  const enrolled = await Promise.all(Array.from({ length: count }, (_, i) => vault.enrol(`customer ${i}`)));
  return new Map(enrolled.map(({ id, key }) => [id, material(key)]));
}

async function keysBy(ring: KeyRing, ids: Iterable<string>): Promise<Map<string, string>> {
  const found = await new Vault(source, ring).keysOf([...ids]);
  return new Map([...found].map(([id, key]) => [id, material(key)]));
}

async function rotated(ring: KeyRing): Promise<Rotation> {
  let last: Rotation | undefined;
  for await (const step of rotate(source, ring)) last = step;
  return last!;
}

describe('an installation from before there was a ring', () => {
  it('goes on with what was derived from its master key: keys, recognised persons, digests and codes', async () => {
    const old = await createTestDatabase();
    const before = await dataSource(old.url, { entities: [], migrations: [CreateVault1795305600000] }).initialize();
    await migrate(before);
    const id = '0197f000-0000-7000-8000-000000000001';
    const { key, wrapped } = newSubjectKey(derivedKey(masterKey, 'subject key wrapping'), id);
    await before.query('INSERT INTO privacy.subject (subject_id, wrapped_key) VALUES ($1, $2)', [id, wrapped]);
    await before.destroy();

    const after = await dataSource(old.url, { entities: [Subject], migrations: vaultMigrations }).initialize();
    try {
      await migrate(after);
      const ring = await openKeyRing(after, { masterKey });
      expect(material((await new Vault(after, ring).keysOf([id])).get(id)!)).toBe(material(key));
      for (const purpose of ['blind index', 'command digest', 'tracking code'] as const)
        expect(ring.key(purpose)).toEqual(derivedKey(masterKey, purpose));
      expect(ring.key('webhook secrets')).toEqual(masterKey);
      expect(ring.current().key).toEqual(derivedKey(masterKey, 'subject key wrapping'));
    } finally {
      await after.destroy();
      await old.drop();
    }
  });

  it('that has nobody sealed yet begins with a wrapping key that follows from nothing', async () => {
    const ring = await open();
    expect(ring.current().key).not.toEqual(derivedKey(masterKey, 'subject key wrapping'));
    expect(new TrackingCodes(ring.key('tracking code')).codeOf('0197f000-0000-7000-8000-000000000001')).toBe(
      new TrackingCodes(derivedKey(masterKey, 'tracking code')).codeOf('0197f000-0000-7000-8000-000000000001'),
    );
  });
});

describe('a ring of which something is lost', () => {
  it.each([
    ["DELETE FROM privacy.key_ring WHERE purpose = 'blind index'", /no key for blind index: restore/],
    ["DELETE FROM privacy.key_ring WHERE purpose = 'subject keys'", /no key for subject keys: restore/],
    [
      "UPDATE privacy.key_ring SET wrapped = set_byte(wrapped, 20, 1 + get_byte(wrapped, 20) % 255) WHERE purpose = 'tracking code'",
      /version 1 of the key for tracking code cannot/,
    ],
  ])('is not opened, and says what: %s', async (damage, said) => {
    await open();
    await source.query(damage);
    await expect(open()).rejects.toThrow(KeyRingError);
    await expect(open()).rejects.toThrow(said);
  });
});

describe('rotation', () => {
  it('wraps every key anew, and destroys what wrapped them before: an old row cannot be opened by the ring any more', async () => {
    const ring = await open();
    const vault = new Vault(source, ring);
    const known = await subjects(40, vault);
    const [oldRow] = await source.query<[{ subject_id: string; wrapped_key: Buffer; key_version: number }]>(
      'SELECT * FROM privacy.subject LIMIT 1',
    );
    expect(await rotated(ring)).toMatchObject({ version: 2, done: 40, retired: [1], resumed: false });
    expect(await keysBy(await open(), known.keys())).toEqual(known);
    expect(await ringStatus(source)).toMatchObject({ subjects: { 2: 40 } });
    expect((await vault.enrol('customer 3')).id).toBe([...known.keys()][3]);

    await source.query('UPDATE privacy.subject SET wrapped_key = $2, key_version = 1 WHERE subject_id = $1', [
      oldRow.subject_id,
      oldRow.wrapped_key,
    ]);
    await expect(keysBy(await open(), [oldRow.subject_id])).rejects.toThrow(KeyRingError);
  });

  it('goes on where it broke off, while others enrol, read and erase, and loses nobody', async () => {
    const ring = await open();
    const [here, elsewhere] = [new Vault(source, ring), new Vault(source, await open())];
    const known = await subjects(30, here);
    const [gone] = known.keys();
    // Broken off as soon as there is a new version.
    for await (const _ of rotate(source, ring)) break;
    await elsewhere.erase(gone!);
    // Written by a process that has not heard of the new version yet.
    const late = await elsewhere.enrol('somebody late');
    expect(
      (await source.query<[{ key_version: number }]>('SELECT key_version FROM privacy.subject WHERE subject_id = $1', [late.id]))[0]
        .key_version,
    ).toBe(1);

    expect(await rotated(await open())).toMatchObject({ version: 2, resumed: true, retired: [1], done: 30 });
    // It still has not: it is told when it tries.
    const later = await Promise.all([elsewhere.enrol(null), elsewhere.enrol('somebody later'), elsewhere.enrol('customer 7')]);
    const all = new Map([...known, ...[late, ...later].map(({ id, key }): [string, string] => [id, material(key)])]);
    all.delete(gone!);
    expect(later[2].id).toBe([...known.keys()][7]);
    for (const one of [await open(), ring]) expect(await keysBy(one, [...known.keys(), ...all.keys()])).toEqual(all);
    expect(await ringStatus(source)).toMatchObject({ subjects: { 2: all.size } });
  });

  it('is one at a time', async () => {
    const ring = await open();
    const first = rotate(source, ring);
    await first.next();
    await expect(rotated(await open())).rejects.toThrow('another process is changing the key ring');
    await first.return(undefined);
    expect(await rotated(ring)).toMatchObject({ version: 2, retired: [1] });
  });
});

/** A key service that has one key and really encrypts, as AWS KMS is spoken to. */
class FakeKms {
  private readonly key = randomBytes(32);
  private readonly server: Server;
  readonly calls: string[] = [];
  isAway = false;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target']).replace('TrentService.', '');
        this.calls.push(target);
        const answer = (status: number, body: object) =>
          response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
        if (this.isAway) return answer(400, { __type: 'DisabledException', message: 'the key is disabled' });
        if (!String(request.headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=test-id/'))
          return answer(403, { __type: 'AccessDenied' });
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<'KeyId' | 'Plaintext' | 'CiphertextBlob', string> & {
          EncryptionContext: object;
        };
        const context = Buffer.from(JSON.stringify([body.KeyId, body.EncryptionContext]));
        if (target === 'Encrypt') {
          const nonce = randomBytes(12);
          const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(context);
          const sealed = Buffer.concat([nonce, cipher.update(body.Plaintext, 'base64'), cipher.final(), cipher.getAuthTag()]);
          return answer(200, { CiphertextBlob: sealed.toString('base64'), KeyId: body.KeyId });
        }
        const sealed = Buffer.from(body.CiphertextBlob, 'base64');
        try {
          const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, 12))
            .setAAD(context)
            .setAuthTag(sealed.subarray(-16));
          const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
          return answer(200, { Plaintext: plain.toString('base64'), KeyId: body.KeyId });
        } catch {
          return answer(400, { __type: 'InvalidCiphertextException' });
        }
      });
    });
  }

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('the key that wraps the ring', () => {
  const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const service = new FakeKms();
  let kms: string;
  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test-id', AWS_SECRET_ACCESS_KEY: 'test-secret' });
    kms = `aws-kms://${arn}?endpoint=${await service.start()}`;
  });
  afterAll(async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    await service.stop();
  });

  it('may be one of a service from the beginning: no master key is needed, and it is asked once at a start', async () => {
    const ring = await openKeyRing(source, { kms });
    const known = await subjects(3, new Vault(source, ring));
    expect(service.calls).toEqual(['Encrypt']);
    expect(await keysBy(await openKeyRing(source, { kms }), known.keys())).toEqual(known);
    expect(service.calls).toEqual(['Encrypt', 'Decrypt']);
    expect((await ringStatus(source)).outerKeys).toEqual([`aws-kms:${arn}`]);
    await expect(openKeyRing(source, { masterKey })).rejects.toThrow(`the key ring is wrapped by aws-kms:${arn}`);
  });

  it('is changed for another while both open it, until that is finished', async () => {
    const known = await subjects(3, new Vault(source, await open()));
    const [from, to] = [masterKeyAsOuter(masterKey), await outerKeyOf({ kms })];
    await rewrap(source, from, to);
    for (const keys of [{ masterKey }, { kms }, { kms, masterKey }])
      expect(await keysBy(await openKeyRing(source, keys), known.keys())).toEqual(known);
    expect(await finishRewrap(source, to)).toEqual([from.name]);
    expect(await keysBy(await openKeyRing(source, { kms }), known.keys())).toEqual(known);
    await expect(open()).rejects.toThrow(KeyRingError);
    await expect(rewrap(source, from, masterKeyAsOuter(randomBytes(32)))).rejects.toThrow('is not wrapped by');
    const next = randomBytes(32);
    await rewrap(source, to, masterKeyAsOuter(next));
    expect(await finishRewrap(source, masterKeyAsOuter(next))).toEqual([to.name]);
    expect(await keysBy(await openKeyRing(source, { masterKey: next }), known.keys())).toEqual(known);
  });

  it('of a service that refuses says so in a line, without anything secret', async () => {
    await openKeyRing(source, { kms });
    service.isAway = true;
    const refused: unknown = await openKeyRing(source, { kms }).catch((error: unknown) => error);
    service.isAway = false;
    expect(refused).toBeInstanceOf(KmsUnavailable);
    expect((refused as Error).message).toBe(`the key ring cannot be opened by ${arn}: DisabledException: the key is disabled`);
    expect(JSON.stringify(refused)).not.toContain('test-secret');
  });
});
