import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Who owns a path; undefined when it does not exist or root does. */
export function ownerOf(path: string): Account | undefined {
  if (!existsSync(path)) return undefined;
  const { uid, gid } = statSync(path);
  return uid === 0 ? undefined : { uid, gid };
}

/** As whom root runs PostgreSQL: `postgres` where a system has it, else a system user made for it, else `nobody`, whom others share. */
export function unprivilegedAccount(): Account {
  const ours = 'redress-postgres';
  return lookUp('postgres') ?? lookUp(ours) ?? createSystemUser(ours) ?? lookUp('nobody') ?? { uid: 65534, gid: 65534 };
}

/** The first folder on the way to a path that does not let this account through, by its permission bits. */
export function closedParent(path: string, account: Account): string | undefined {
  const absolute = resolve(path);
  const parent = dirname(absolute);
  const above = parent === absolute ? undefined : closedParent(parent, account);
  if (above) return above;
  const stat = statSync(absolute);
  const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
  return !stat.isDirectory() || stat.mode & bit ? undefined : absolute;
}

function lookUp(user: string): Account | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** `useradd` (shadow) or `adduser` (BusyBox), whichever there is. */
function createSystemUser(user: string): Account | undefined {
  for (const [command, args] of [
    ['useradd', ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', user]],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/bin/false', user]],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' });
      return lookUp(user);
    } catch {
      // not there or not allowed: the next one
    }
  }
  return undefined;
}
