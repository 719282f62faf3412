import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Account, closedParent, ownerOf, unprivilegedAccount } from './embedded-postgres-account.js';
import { copyBinaries, EmbeddedPostgresError, executable, packagedBinaries } from './embedded-postgres-binaries.js';

/** Where root keeps what an unprivileged user must reach but cannot, because a parent folder is closed to it. */
const SHARED = '/var/lib/redress';

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
 * Decides where the cluster of a folder lives and who runs it.
 *
 * An ordinary user: `<folder>/cluster`, as itself. Root: as the owner of the cluster if there is one, else as an unprivileged
 * user; and if that user cannot reach the binaries or the folder (a clone in /root or in a closed home), these go to
 * /var/lib/redress. A cluster that exists stays where it is, whatever was opened or closed since.
 *
 * @throws EmbeddedPostgresError when there is no way, saying what to do instead
 */
export function preparePostgresHome(folder: string): PostgresHome {
  const native = packagedBinaries();
  mkdirSync(folder, { recursive: true });
  return process.getuid?.() === 0 ? homeForRoot(folder, native) : homeForUser(folder, native);
}

function homeForUser(folder: string, native: string): PostgresHome {
  const cluster = join(folder, 'cluster');
  if (idOf(folder))
    throw new EmbeddedPostgresError(
      `The database of ${folder} was made by root in ${SHARED}: start as root, or choose another REDRESS_DATA.`,
    );
  if (existsSync(cluster) && statSync(cluster).uid !== (process.getuid?.() ?? 0))
    throw new EmbeddedPostgresError(
      `The database in ${cluster} belongs to another user (uid ${statSync(cluster).uid}): start as that user or as root, or choose another REDRESS_DATA.`,
    );
  return { bin: join(native, 'bin'), cluster };
}

function homeForRoot(folder: string, native: string): PostgresHome {
  const id = idOf(folder);
  const inPlace = existsSync(join(folder, 'cluster'));
  try {
    const account = ownerOf(join(id ? join(SHARED, id) : folder, 'cluster')) ?? unprivilegedAccount();
    const closedFolder = closedParent(dirname(resolve(folder)), account);
    if (closedFolder && inPlace)
      throw new EmbeddedPostgresError(
        `The owner (uid ${account.uid}) of the database in ${folder} cannot reach it any more: chmod o+x ${closedFolder}`,
      );
    const closedBinaries = closedParent(join(native, 'bin'), account);
    const elsewhere = Boolean(closedFolder ?? id);

    if (elsewhere || closedBinaries) {
      mkdirSync(SHARED, { recursive: true });
      chmodSync(SHARED, 0o755); // whatever our umask is
    }
    const bin = join(closedBinaries ? copyBinaries(native, SHARED) : native, 'bin');
    execFileSync(join(bin, executable('postgres')), ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    const base = elsewhere ? sharedFolder(folder, id, account) : folder;
    chownSync(base, account.uid, account.gid);

    const places = [
      ...(elsewhere ? [`the database is in ${base}`] : []),
      ...(closedBinaries ? [`its programs are in ${dirname(bin)}`] : []),
    ];
    const why = closedFolder ?? closedBinaries;
    const notice = `PostgreSQL does not run as root${why ? `, and its user cannot enter ${why}` : ''}: ${places.join(' and ')}.`;
    return { bin, cluster: join(base, 'cluster'), account, ...(places.length > 0 && { notice }) };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const reason = (error as Error).message.split('\n')[0];
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root and could not be run as another user (${reason}): start Redress as an ordinary user, or set REDRESS_DATABASE to a PostgreSQL of your own.`,
    );
  }
}

/** The name under /var/lib/redress of the folder's cluster, if it was put there. */
function idOf(folder: string): string | undefined {
  const file = join(folder, 'id');
  if (!existsSync(file)) return undefined;
  const id = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new EmbeddedPostgresError(`${file} is damaged: it should hold the name of a folder in ${SHARED}.`);
  return id;
}

/**
 * The folder under /var/lib/redress that belongs to this one. The id goes where the folder goes; the owner's path beside the
 * cluster tells a moved folder (follow it) from a copied one (two servers on one cluster: refuse). Never removed by us: a
 * folder that is gone may only have been put aside.
 */
function sharedFolder(folder: string, id: string | undefined, account: Account): string {
  const name = id ?? randomUUID();
  const base = join(SHARED, name);
  const begin = `remove ${join(folder, 'id')} to begin with an empty database`;
  const ownerFile = `${base}.owner`;
  if (id) {
    if (!existsSync(base))
      throw new EmbeddedPostgresError(`The database of ${folder} should be in ${base} but is gone: restore it, or ${begin}.`);
    const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : folder;
    if (owner !== resolve(folder) && existsSync(owner) && idOf(owner) === id)
      throw new EmbeddedPostgresError(`${folder} is a copy of ${owner}, and both would use the database in ${base}: ${begin}.`);
  } else {
    mkdirSync(base, { mode: 0o700 });
    chownSync(base, account.uid, account.gid);
  }
  writeFileSync(ownerFile, resolve(folder));
  if (!id) {
    writeFileSync(join(folder, 'id.new'), name); // last: an id stands for a folder that exists
    renameSync(join(folder, 'id.new'), join(folder, 'id'));
  }
  return base;
}
