import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvidenceDamaged } from './errors.js';
import { PartRefused, Staging, type StagedUpload } from './staging.js';

const key = createSecretKey(randomBytes(32));
let folder: string;
let staging: Staging;
let upload: StagedUpload;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-staging-'));
  staging = new Staging(folder);
  upload = { id: randomUUID(), subjectId: randomUUID(), size: 1_000_000, createdAt: '2026-11-22T08:00:00.000Z' };
  await staging.save(upload, { sub: 'anna' }, key);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* from(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
async function content(of = staging): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of of.content(upload.id, key)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
const parts = () => join(folder, `${upload.id}.parts`);

describe('an upload under way', () => {
  it('is put together from what came, in pieces of any size, by one process after the other', async () => {
    const file = randomBytes(400_000);
    let at = 0;
    for (const size of [1, 65_535, 65_536, 0, 65_537, 100_000, 103_391]) {
      const fresh = new Staging(folder);
      expect(await fresh.offset(upload.id)).toBe(at);
      at += size;
      expect(await fresh.append(upload.id, from(file.subarray(at - size, at)), key)).toBe(at);
    }
    expect((await content()).equals(file)).toBe(true);
  });

  it('is unreadable on disk, bytes and what is known of it', async () => {
    await staging.save(upload, { sub: 'anna', description: 'Filmed by Li Hua' }, key);
    await staging.append(upload.id, from(Buffer.from('Li Hua lives in Chaoyang')), key);
    const onDisk = Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
    for (const word of ['Li Hua', 'anna', 'Chaoyang']) expect(onDisk.includes(word)).toBe(false);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(await new Staging(folder).about(upload.id, key)).toEqual({ sub: 'anna', description: 'Filmed by Li Hua' });
    expect(await new Staging(folder).find(upload.id)).toEqual(upload);
    await expect(staging.about(upload.id, createSecretKey(randomBytes(32)))).rejects.toThrow(EvidenceDamaged);
  });

  it('keeps what came before the line broke', async () => {
    const broken = async function* () {
      yield randomBytes(70_000);
      throw new Error('the line is gone');
    };
    await expect(staging.append(upload.id, broken(), key)).rejects.toThrow('the line is gone');
    expect(await staging.offset(upload.id)).toBe(70_000);
    expect(await new Staging(folder).offset(upload.id)).toBe(70_000);
  });

  it('takes back what has not the checksum, or cannot be checked', async () => {
    await staging.append(upload.id, from(Buffer.from('one ')), key);
    const checksum = { algorithm: 'sha1', digest: createHash('sha1').update('two').digest() };
    await expect(staging.append(upload.id, from(randomBytes(200_000)), key, checksum)).rejects.toThrow(PartRefused);
    const broken = async function* () {
      yield Buffer.from('two');
      throw new Error('the line is gone');
    };
    await expect(staging.append(upload.id, broken(), key, checksum)).rejects.toThrow('the line is gone');
    expect(await staging.offset(upload.id)).toBe(4);
    expect(await staging.append(upload.id, from(Buffer.from('two')), key, checksum)).toBe(7);
    expect((await content()).toString()).toBe('one two');
  });

  it('does not count a part that the process died on, and writes over it', async () => {
    const first = randomBytes(65_536);
    await staging.append(upload.id, from(first), key);
    const whole = (await stat(parts())).size;
    await staging.append(upload.id, from(randomBytes(65_536)), key);
    for (const torn of [whole + 1, whole + 3, whole + 40, whole + 65_000]) {
      await truncate(parts(), torn);
      const fresh = new Staging(folder);
      expect(await fresh.offset(upload.id)).toBe(65_536);
      expect(await fresh.append(upload.id, from(randomBytes(65_536)), key)).toBe(131_072);
    }
    await truncate(parts(), whole);
    expect((await content(new Staging(folder))).equals(first)).toBe(true);
  });

  it('is refused if somebody changed, moved or repeated a part', async () => {
    await staging.append(upload.id, from(randomBytes(131_072)), key);
    const stored = await readFile(parts());
    const size = stored.length / 2;
    const [a, b] = [stored.subarray(0, size), stored.subarray(size)];
    const flipped = Buffer.from(stored);
    flipped[size + 50]! ^= 1;
    for (const damaged of [flipped, Buffer.concat([b, a]), Buffer.concat([a, a])]) {
      await writeFile(parts(), damaged);
      await expect(content(new Staging(folder))).rejects.toThrow(EvidenceDamaged);
    }
    await writeFile(parts(), stored);
    await appendFile(parts(), a);
    await expect(content(new Staging(folder))).rejects.toThrow(EvidenceDamaged);
  });

  it('is found by its id only', async () => {
    for (const id of [randomUUID(), '../etc/passwd', '', 'a'.repeat(36)]) expect(await staging.find(id)).toBeUndefined();
  });

  it('goes with everything when it is stale, as do leftovers; others stay', async () => {
    await staging.append(upload.id, from(randomBytes(10)), key);
    const young = { ...upload, id: randomUUID(), createdAt: '2026-11-22T09:00:00.000Z' };
    await staging.save(young, {}, key);
    await staging.append(young.id, from(randomBytes(10)), key);
    await writeFile(join(folder, 'left.blob'), 'x');
    const old = new Date('2026-11-20T08:00:00.000Z');
    await utimes(join(folder, 'left.blob'), old, old);
    expect(await staging.removeStale(new Date('2026-11-22T08:30:00.000Z'))).toBe(3);
    expect((await readdir(folder)).sort()).toEqual([`${young.id}.parts`, `${young.id}.state`]);
    expect(await staging.removeStale(new Date('2026-11-22T08:30:00.000Z'))).toBe(0);
    await staging.remove(young.id);
    expect(await readdir(folder)).toEqual([]);
  });
});
