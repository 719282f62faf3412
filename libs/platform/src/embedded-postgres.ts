import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  readdirSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, executable } from './embedded-postgres-binaries.js';
import { preparePostgresHome, type PostgresHome } from './embedded-postgres-home.js';
import { isAlive } from './process-identity.js';

export { EmbeddedPostgresError } from './embedded-postgres-binaries.js';

const run = promisify(execFile);
const USER = 'redress';

/** Where one of the databases of a bundled server is that runs on this machine. Secret. */
export const embeddedPostgresUrl = (at: { readonly port: number; readonly password: string; readonly database: string }): string =>
  `postgres://${USER}:${at.password}@127.0.0.1:${at.port}/${at.database}`;
/** A crash recovery replays at most `max_wal_size` of log; a slow disk takes minutes for it, and they are not a failure. */
const START_DEADLINE_MS = 5 * 60_000;
const STOP_DEADLINE_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** A folder of its own for the cluster and what belongs to it; created if need be. */
  readonly folder: string;
  /** Password of the superuser `redress`, given to the cluster when it is made; URL-safe characters. */
  readonly password: string;
  /** File to which the server's own log is appended. */
  readonly logFile: string;
  /** Port on 127.0.0.1; without it a free one. */
  readonly port?: number;
  /** Receives one line about anything unusual: an orphan that was stopped, a database that lives elsewhere. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** postgres:// URL of the database `postgres` as superuser. Secret: it holds the password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server is gone, stopped or crashed. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Fast shutdown: transactions are rolled back, everything is flushed; resolves when the process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the binaries of the package `embedded-postgres`, on 127.0.0.1, with fsync on and a password.
 *
 * We spawn the binaries ourselves: the package's own class has a default password, stops the server in process-exit hooks
 * that a `kill -9` skips, and then cannot start again. Here a server that outlived its supervisor is found by the
 * `postmaster.pid` of this very cluster and stopped first; a pid file left by a machine crash does not hinder; a cluster
 * whose making was interrupted is made anew. (embedded-postgres.int.spec.ts)
 *
 * The server gets a process group of its own, so that Ctrl-C reaches the supervisor alone and it can stop last. It does not keep
 * the supervisor alive.
 *
 * @throws EmbeddedPostgresError with one line for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = preparePostgresHome(options.folder);
  if (home.notice) options.log?.(home.notice);
  await stopOrphan(home, options.log);
  await makeCluster(home, options.password);

  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const logStart = sizeOf(options.logFile);
    const child = launch(home, port, options.logFile);
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      child.once('error', () => resolve({ code: 1, signal: null }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    if (await isReady(child, home, deadline)) {
      const url = embeddedPostgresUrl({ port, password: options.password, database: 'postgres' });
      return { url, port, pid: child.pid!, exited, stop: () => stop(child, exited) };
    }
    await stop(child, exited);
    const output = readFileSync(options.logFile, 'utf8').slice(logStart);
    // After kill -9 of the server its workers take a moment to notice and to let go of the shared memory.
    const transient =
      /pre-existing shared memory block|is still in use/.test(output) || (options.port === undefined && /could not bind/.test(output));
    if (!transient || Date.now() > deadline) {
      const reason = /(?:FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? 'it ended without a reason';
      const bind = /could not bind/.test(output) ? ` (port ${port} is in use)` : '';
      throw new EmbeddedPostgresError(`PostgreSQL did not start: ${reason}${bind}; its log is ${options.logFile}`);
    }
    await delay(50);
  }
}

/**
 * Stops a server that still runs on this cluster after its supervisor died. Found by the pid file in the cluster, never by
 * name, and believed only if that process really is a postgres working in this folder.
 */
async function stopOrphan({ bin, cluster, account }: PostgresHome, log?: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === undefined || !isAlive(pid)) return; // none, or stale: postgres clears it after checking its shared memory
  if (await servesCluster(pid, cluster)) {
    log?.(`PostgreSQL (pid ${pid}) was still running from an earlier start; stopping it first.`);
    await run(join(bin, executable('pg_ctl')), ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', String(STOP_DEADLINE_MS / 1000)], {
      ...account,
      cwd: '/',
    }).catch((error: Error) => {
      if (isAlive(pid))
        throw new EmbeddedPostgresError(
          `PostgreSQL (pid ${pid}) still runs on ${cluster} and does not stop: ${error.message.split('\n')[0]}`,
        );
    });
    return;
  }
  // The id was given to another process, and postgres would refuse to start. A pid that cannot exist keeps its other check,
  // the shared memory named in the rest of the file, in force.
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  writeFileSync(pidFile, [String(2 ** 31 - 2), ...lines.slice(1)].join('\n'));
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster); // a postmaster's folder is its cluster
    if (process.platform === 'win32') return true; // pg_ctl verifies it
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(`-D ${cluster}`);
  } catch {
    return false;
  }
}

/** Makes the cluster beside its place and renames it, so that an interrupted initdb leaves nothing that looks like one. */
async function makeCluster({ bin, cluster, account }: PostgresHome, password: string): Promise<void> {
  if (existsSync(cluster)) return;
  const folder = dirname(cluster);
  for (const leftover of readdirSync(folder).filter((name) => name.startsWith('new-'))) rmSync(join(folder, leftover), { recursive: true });
  const work = mkdtempSync(join(folder, 'new-'));
  const passwordFile = join(work, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [work, passwordFile]) chownSync(path, account.uid, account.gid);
  const args = [
    '-D',
    join(work, 'cluster'),
    '-U',
    USER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-instructions',
  ];
  try {
    await run(join(bin, executable('initdb')), args, { ...account, cwd: '/' });
  } catch (error) {
    const output = (error as { stderr?: string }).stderr ?? '';
    throw new EmbeddedPostgresError(
      `PostgreSQL could not make its database in ${cluster}: ${/error: (.*)/.exec(output)?.[1] ?? (output.trim().split('\n').at(-1) || (error as Error).message)}`,
    );
  }
  renameSync(join(work, 'cluster'), cluster);
  rmSync(work, { recursive: true });
}

/** Given on the command line, so that a new version of Redress changes them and no edited file weakens the first four. */
function settings(port: number): Record<string, string | number> {
  return {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    // API, worker and event node hold some forty when busy; analysts, a rebuild and a second worker come on top.
    max_connections: 300,
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    random_page_cost: 1.1,
    // An import writes gigabytes of log: few, spread checkpoints and compressed full pages.
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %a ',
    // Neither the values that a constraint cites nor statements: a log is not where rows and passwords are kept.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}

function launch({ bin, cluster, account }: PostgresHome, port: number, logFile: string): ChildProcess {
  const args = Object.entries(settings(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o640);
  try {
    const child = spawn(join(bin, executable('postgres')), ['-D', cluster, ...args], {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Ready as the server itself says in its pid file; false if it ended first. */
async function isReady(child: ChildProcess, { cluster }: PostgresHome, deadline: number): Promise<boolean> {
  const pidFile = join(cluster, 'postmaster.pid');
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const lines = linesOf(pidFile);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await delay(10);
  }
  return false;
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT'); // fast shutdown
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_DEADLINE_MS); // immediate: recovers at the next start
  await exited;
  clearTimeout(timer);
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function pidIn(file: string): number | undefined {
  const pid = Number(linesOf(file)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

const sizeOf = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').length : 0);

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
