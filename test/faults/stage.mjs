// The processes and files of one fault: everything is started here, and ended here by its id.
import { execFileSync, fork } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/embedded-postgres.js';
import { childrenOf, PATIENCE_MS, Violation, within } from './basics.mjs';

const NODE = join(import.meta.dirname, '../../dist/apps/event-node/src/main.js');
const PASSWORD = 'faults';
const DATABASE = 'events';
/** As `redress up` runs it. */
const execArgv = ['--max-semi-space-size=32'];

/** Makes a folder that PostgreSQL's user may enter, too. */
export function makeFolder(parent) {
  const folder = mkdtempSync(join(parent, 'redress-faults-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** A cluster with an empty database, to be copied: making one takes longer than most faults. */
export async function makeTemplate(folder) {
  const server = await startEmbeddedPostgres({ folder, password: PASSWORD, logFile: `${folder}.log` });
  try {
    await query(server.url, `create database ${DATABASE}`);
    // The copies start at once instead of checkpointing what the template has done.
    await query(server.url, 'checkpoint');
  } finally {
    await server.stop();
  }
}

async function query(url, text, values) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export class Stage {
  endings = [];

  constructor(
    template,
    /** A folder of its own, which is removed at the end. */
    folder,
  ) {
    this.template = template;
    this.folder = folder;
    mkdirSync(folder);
    chmodSync(folder, 0o711);
    this.nodeLog = join(folder, 'node.log');
    this.postgresLog = join(folder, 'postgres.log');
    this.postgresFolder = join(folder, 'postgres');
  }

  /** To be done at the end, last first. */
  atEnd(ending) {
    this.endings.push(ending);
  }

  async startPostgres() {
    if (!existsSync(join(this.postgresFolder, 'cluster'))) {
      mkdirSync(this.postgresFolder, { recursive: true });
      // With its owner, who is not root.
      execFileSync('cp', ['-a', `${this.template}/.`, this.postgresFolder]);
    }
    const server = await startEmbeddedPostgres({
      folder: this.postgresFolder,
      password: PASSWORD,
      logFile: this.postgresLog,
      port: this.postgres?.port,
    });
    if (!this.postgres) this.atEnd(() => this.killPostgres('SIGQUIT'));
    this.postgres = server;
    const url = new URL(server.url);
    url.pathname = `/${DATABASE}`;
    this.database = url.href;
    return server;
  }

  /** Sends a signal to the postmaster, or with `all` SIGKILL to every process of the server. Resolves when the postmaster is gone. */
  async killPostgres(signal, all = false) {
    const { pid, exited } = this.postgres;
    const workers = all ? childrenOf(pid) : [];
    for (const each of [pid, ...workers]) kill(each, signal);
    await within(PATIENCE_MS, `the end of PostgreSQL after ${signal}`, exited);
  }

  query(text, values) {
    return query(this.database, text, values);
  }

  /**
   * Starts an event node and waits until it is ready.
   *
   * @param port 0 for any free one
   * @param database of the node, if not straight the stage's
   */
  async startNode({ port = 0, database = this.database } = {}) {
    const log = openSync(this.nodeLog, 'a');
    const env = { PATH: process.env.PATH, EVENT_NODE_DATABASE: database, EVENT_NODE_PORT: String(port) };
    const child = fork(NODE, [], { env, execArgv, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    this.atEnd(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    const ready = new Promise((resolve, reject) => {
      child.once('message', resolve);
      void exited.then((how) => reject(new Violation(`the event node ended at its start (${how})`)));
    });
    const answer = await within(PATIENCE_MS, 'the start of the event node', ready);
    const ended = { how: undefined };
    void exited.then((how) => (ended.how = how));
    return {
      pid: child.pid,
      port: answer.port,
      url: urlOf(answer.port),
      exited,
      get runs() {
        return ended.how === undefined;
      },
      kill: (signal) => child.kill(signal),
    };
  }

  /** A client that is closed at the end. */
  client(url) {
    const client = EventStoreDBClient.connectionString(url);
    this.atEnd(() => client.dispose().catch(() => undefined));
    return client;
  }

  /** Ends everything that was started and removes the folder. */
  end({ keep = false } = {}) {
    this.ending ??= (async () => {
      for (const ending of this.endings.reverse()) await ending();
      if (!keep) rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    })();
    return this.ending;
  }

  /** The last lines of the node's log. */
  lastWords() {
    return existsSync(this.nodeLog) ? readFileSync(this.nodeLog, 'utf8').trim().split('\n').slice(-8) : [];
  }
}

/** For any EventStoreDB client. */
const urlOf = (port) => `esdb://127.0.0.1:${port}?tls=false`;

/** A signal to a process that may be gone. */
export function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
