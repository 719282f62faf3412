import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from '@redress/platform';

const CLAIM = /^up-(\d+)\.lock$/;
const ATTEMPTS = 5;

export type Lock = { readonly held: true; release(): void } | { readonly held: false; readonly by: number };

/**
 * Claims a data folder for this process, as long as it lives: no clock and no age is involved, so a start right after `kill -9` works.
 *
 * Everybody writes a claim of its own, named by process id and holding what tells the process from a later one with that id, and then looks for
 * the claims of others that live. Of two, at least the later sees the other, so never both hold; if both saw each other, both step back and
 * try again. (Replacing a stale lock file instead would have a moment in which two can replace it.)
 *
 * @param pid, identity of the claimant, given by specs
 */
export async function lockFolder(folder: string, pid = process.pid, identity = identityOf(pid)): Promise<Lock> {
  const claim = join(folder, `up-${pid}.lock`);
  for (let attempt = 1; ; attempt++) {
    writeFileSync(`${claim}.new`, identity ?? '');
    renameSync(`${claim}.new`, claim);
    const other = claimsOf(folder).find((candidate) => candidate !== pid);
    if (other === undefined) return { held: true, release: () => rmSync(claim, { force: true }) };
    rmSync(claim, { force: true });
    if (attempt === ATTEMPTS) return { held: false, by: other };
    await delay(10 + Math.random() * 50);
  }
}

/** The processes that live and claim the folder; claims of the dead are removed. */
function claimsOf(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const pid = Number(CLAIM.exec(name)?.[1]);
    if (!pid) return [];
    let claimed: string;
    try {
      claimed = readFileSync(join(folder, name), 'utf8');
    } catch {
      return []; // just removed by its owner
    }
    if (identityOf(pid) === claimed) return [pid];
    if (pid !== process.pid) rmSync(join(folder, name), { force: true });
    return [];
  });
}
