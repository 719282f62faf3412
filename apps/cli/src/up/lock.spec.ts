import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '@redress/platform';
import { type Lock, lockFolder } from './lock.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'redress-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const other = process.ppid;
const release = (lock: Lock): void => (lock.held ? lock.release() : undefined);

describe('the lock of a data folder', () => {
  it('is refused while another process holds it, by name, and free once released', async () => {
    const first = await lockFolder(folder, other, identityOf(other));
    expect(first.held).toBe(true);
    expect(await lockFolder(folder)).toEqual({ held: false, by: other });
    release(first);
    expect((await lockFolder(folder)).held).toBe(true);
  });

  it.each([
    ['a process that is dead', 2 ** 22 + 1, 'anything'],
    ['an earlier process with the id of one that lives', other, 'of before the last boot'],
  ])('is free at once when it was held by %s', async (_, pid, identity) => {
    writeFileSync(join(folder, `up-${pid}.lock`), identity);
    expect((await lockFolder(folder)).held).toBe(true);
    expect(readdirSync(folder)).toEqual([`up-${process.pid}.lock`]);
  });

  it('is held by one at most when two ask at once', async () => {
    for (let round = 0; round < 20; round++) {
      const locks = await Promise.all([lockFolder(folder), lockFolder(folder, other, identityOf(other))]);
      expect(locks.filter(({ held }) => held).length).toBeLessThanOrEqual(1);
      locks.forEach(release);
    }
  });
});
