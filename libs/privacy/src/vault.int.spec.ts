import { randomBytes, randomUUID } from 'node:crypto';
import { dataSource, migrate } from '@redress/database';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { CreateVault1795305600000 } from './create-vault.migration.js';
import { Subject, Vault } from './vault.js';

const masterKey = randomBytes(32);
let database: TestDatabase;
let source: DataSource;
const open = () => dataSource(database.url, { entities: [Subject], migrations: [CreateVault1795305600000] });

beforeAll(async () => {
  database = await createTestDatabase();
  source = await open().initialize();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

const material = (key: { export(): Buffer }) => key.export().toString('hex');

describe('the vault', () => {
  it('is made once, however many processes start together, and the entity is what the migration made', async () => {
    const others = await Promise.all([open().initialize(), open().initialize()]);
    await Promise.all([source, ...others].map(migrate));
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries).toEqual([]);
    await Promise.all(others.map((other) => other.destroy()));
  });

  it('keeps a key for everybody, which another process finds again', async () => {
    const enrolled = await Promise.all(Array.from({ length: 50 }, () => new Vault(source, masterKey).enrol(null)));
    const found = await new Vault(source, masterKey).keysOf(enrolled.map(({ id }) => id));
    for (const { id, key } of enrolled) expect(material(found.get(id)!)).toBe(material(key));
  });

  it('knows a person again by what names them, and only them, also when they come many times at once', async () => {
    const vault = new Vault(source, masterKey);
    const same = await Promise.all(Array.from({ length: 20 }, () => vault.enrol('email li@example.com')));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    const again = await new Vault(source, masterKey).enrol('email li@example.com');
    expect([again.id, material(again.key)]).toEqual([same[0]!.id, material(same[0]!.key)]);
    expect((await vault.enrol('email wang@example.com')).id).not.toBe(again.id);
    expect((await vault.enrol(null)).id).not.toBe((await vault.enrol(null)).id);
  });

  it('stores neither a key nor an identity in the clear', async () => {
    const { id, key } = await new Vault(source, masterKey).enrol('customer 4711');
    const [row] = await source.query<[Record<string, Buffer | string>]>('SELECT * FROM privacy.subject WHERE subject_id = $1', [id]);
    const stored = Object.values(row)
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))
      .join();
    expect(stored).not.toContain('4711');
    expect(stored).not.toContain(key.export().toString('latin1'));
    await expect(new Vault(source, randomBytes(32)).keysOf([id])).rejects.toThrow();
  });

  it('has no key for somebody who was erased, or who never was', async () => {
    const { id } = await new Vault(source, masterKey).enrol(null);
    await source.getRepository(Subject).delete({ subjectId: id });
    expect([...(await new Vault(source, masterKey).keysOf([id, randomUUID()])).keys()]).toEqual([]);
  });

  it('fails everybody who waits when the statement fails, and works again afterwards', async () => {
    const vault = new Vault(source, masterKey);
    await source.query('ALTER TABLE privacy.subject RENAME TO gone');
    const failed = await Promise.allSettled([vault.enrol(null), vault.enrol('email a@b.c')]);
    await source.query('ALTER TABLE privacy.gone RENAME TO subject');
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await vault.enrol(null)).id).toBeDefined();
  });
});
