import { randomBytes, randomUUID } from 'node:crypto';
import { dataSource, migrate } from '@redress/database';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { KeyRing, KeyRingError } from './key-ring.js';
import { masterKeyAsOuter } from './kms.js';
import { vaultMigrations } from './migrations.js';
import { Subject, Vault } from './vault.js';

const masterKey = randomBytes(32);
let database: TestDatabase;
let source: DataSource;
let ring: KeyRing;
/** Of processes that started together. */
let rings: KeyRing[];
const open = () => dataSource(database.url, { entities: [Subject], migrations: vaultMigrations });

beforeAll(async () => {
  database = await createTestDatabase();
  source = await open().initialize();
  const others = await Promise.all([open().initialize(), open().initialize()]);
  await Promise.all([source, ...others].map(migrate));
  rings = await Promise.all([source, ...others].map((one) => KeyRing.open(one, masterKeyAsOuter(masterKey), masterKey)));
  await Promise.all(others.map((other) => other.destroy()));
  ring = rings[0]!;
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

const material = (key: { export(): Buffer }) => key.export().toString('hex');

/** The database, with something happening around its statements. */
function watched(around: (sql: string, ask: () => Promise<unknown>) => Promise<unknown>): DataSource {
  const query = (sql: string, values?: unknown[]) => around(sql, () => source.query(sql, values));
  return { query } as DataSource;
}

describe('the vault', () => {
  it('is made once, however many processes start together, and the entity is what the migration made', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries).toEqual([]);
    expect(rings.map((one) => one.current())).toEqual(rings.map(() => ring.current()));
  });

  it('keeps a key for everybody, which another process finds again', async () => {
    const enrolled = await Promise.all(Array.from({ length: 50 }, () => new Vault(source, ring).enrol(null)));
    const found = await new Vault(source, ring).keysOf(enrolled.map(({ id }) => id));
    for (const { id, key } of enrolled) expect(material(found.get(id)!)).toBe(material(key));
  });

  it('knows a person again by what names them, and only them, also when they come many times at once', async () => {
    const vault = new Vault(source, ring);
    const same = await Promise.all(Array.from({ length: 20 }, () => vault.enrol('email li@example.com')));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    const again = await new Vault(source, ring).enrol('email li@example.com');
    expect([again.id, material(again.key)]).toEqual([same[0]!.id, material(same[0]!.key)]);
    expect((await vault.enrol('email wang@example.com')).id).not.toBe(again.id);
    expect((await vault.enrol(null)).id).not.toBe((await vault.enrol(null)).id);
  });

  it('stores neither a key nor an identity in the clear', async () => {
    const { id, key } = await new Vault(source, ring).enrol('customer 4711');
    const [row] = await source.query<[Record<string, Buffer | string>]>('SELECT * FROM privacy.subject WHERE subject_id = $1', [id]);
    const stored = Object.values(row)
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))
      .join();
    expect(stored).not.toContain('4711');
    expect(stored).not.toContain(key.export().toString('latin1'));
    await expect(KeyRing.open(source, masterKeyAsOuter(randomBytes(32)))).rejects.toThrow(KeyRingError);
  });

  it('has no key for somebody who was erased, or who never was; erasing again changes nothing', async () => {
    const vault = new Vault(source, ring);
    const [gone, stays] = [await vault.enrol('customer 1'), await vault.enrol('customer 2')];
    expect([await vault.holds(gone.id), await vault.holds(randomUUID()), await vault.holds('nobody')]).toEqual([true, false, false]);
    for (let times = 0; times < 2; times += 1) await vault.erase(gone.id);
    expect([await vault.holds(gone.id), await vault.holds(stays.id)]).toEqual([false, true]);
    for (const asked of [vault, new Vault(source, ring)]) {
      expect([...(await asked.keysOf([gone.id, randomUUID(), stays.id])).keys()]).toEqual([stays.id]);
    }
  });

  it('remembers no key that it was reading while it was told to destroy it', async () => {
    const { id } = await new Vault(source, ring).enrol(null);
    const vault: Vault = new Vault(
      watched(async (sql, ask) => {
        const answer = await ask();
        if (sql.startsWith('SELECT subject_id, wrapped_key')) await vault.erase(id);
        return answer;
      }),
      ring,
    );
    expect([...(await vault.keysOf([id])).keys()]).toEqual([id]);
    expect([...(await vault.keysOf([id])).keys()]).toEqual([]);
  });

  it('takes who comes again for somebody new once their identity is forgotten or their key destroyed; the key outlives the identity', async () => {
    const vault = new Vault(source, ring);
    const first = await vault.enrol('customer 3');
    for (let times = 0; times < 2; times += 1) await vault.forgetIdentity(first.id);
    const second = await vault.enrol('customer 3');
    expect(second.id).not.toBe(first.id);
    expect(material((await new Vault(source, ring).keysOf([first.id])).get(first.id)!)).toBe(material(first.key));
    await vault.erase(second.id);
    expect([first.id, second.id]).not.toContain((await vault.enrol('customer 3')).id);
  });

  it('never enrols under a key that is not stored: who is erased between being recognised and being read is somebody new', async () => {
    const { id } = await new Vault(source, ring).enrol('customer 4');
    let erasures = 0;
    const vault = new Vault(
      watched(async (sql, ask) => {
        if (sql.startsWith('SELECT subject_id, blind_index') && erasures++ === 0) await new Vault(source, ring).erase(id);
        return ask();
      }),
      ring,
    );
    const enrolled = await Promise.all([vault.enrol('customer 4'), vault.enrol('customer 5')]);
    expect(erasures).toBe(1);
    const stored = await new Vault(source, ring).keysOf(enrolled.map((subject) => subject.id));
    expect(enrolled.map((subject) => material(stored.get(subject.id)!))).toEqual(enrolled.map(({ key }) => material(key)));
  });

  it('fails everybody who waits when the statement fails, and works again afterwards', async () => {
    const vault = new Vault(source, ring);
    await source.query('ALTER TABLE privacy.subject RENAME TO gone');
    const failed = await Promise.allSettled([vault.enrol(null), vault.enrol('email a@b.c')]);
    await source.query('ALTER TABLE privacy.gone RENAME TO subject');
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await vault.enrol(null)).id).toBeDefined();
  });
});
