// npm run conformance -- [options]: both official clients run one table of cases against the bundled node, or against any server.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startBundledNodes } from './bundled-node.mjs';
import { kinds } from './clients.mjs';
import { select } from './select.mjs';

const command = new Command('npm run conformance --')
  .description(
    'Runs one table of cases with both official clients, against the bundled node or any other server, and says where it differs.',
  )
  .option(
    '--connection <uri>',
    'server to test, esdb:// or kurrentdb://, with user and password if it has users',
    process.env.CONFORMANCE_CONNECTION,
  )
  .addOption(new Option('--client <kind>', 'only this client').choices(kinds))
  .option('--only <text>', 'only cases whose "group: name" contains this')
  .option('--json', 'one JSON line per case')
  .option('--user <name>', 'a user of the server who is no admin, for the cases on access')
  .option('--password <password>', "that user's password", process.env.CONFORMANCE_PASSWORD)
  .option('--group <name>', 'a group of that user')
  .option('--change-server', 'run the cases too that change $settings and the metadata of $all, and change them back')
  .option('--max-append-size <bytes>', "the server's maximum append size, if it takes more than 2 MiB", bytes)
  .option('--table <file>', 'another table, to try cases out')
  .addHelpText(
    'after',
    `
Examples:
  npm run conformance
  npm run conformance -- --only 'soft-deleted' --client legacy
  npm run conformance -- --connection 'esdb://admin:changeit@localhost:2113?tlsVerifyCert=false' --user ouro --password secret
  npm run conformance -- --connection 'kurrentdb://localhost:2113?tls=false' --json

A case that cannot run says why it is skipped. Everything is written to streams named conformance-…, which stay on the server.
The connection may come from CONFORMANCE_CONNECTION, the password from CONFORMANCE_PASSWORD: others on this machine can read arguments.
Exit code: 0 all as expected, 1 something differs, 2 it could not be run.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

function bytes(text) {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a number of bytes.');
  return Number(text);
}

/** Lets clients of one server take turns, once each of them has nothing else to do. */
class Turns {
  #arrived;
  #turn;

  /** @param {number} clients */
  constructor(clients) {
    this.#turn = new Promise((resolve) => {
      this.#arrived = { missing: clients, resolve };
    });
  }

  /**
   * @param {Promise<unknown>} ended when the client's turn is over, and also its coming if it never came
   * @param {() => void} begin
   */
  of(ended, begin) {
    let here = false;
    const arrive = () => {
      if (!here && --this.#arrived.missing === 0) this.#arrived.resolve();
      here = true;
    };
    void ended.then(arrive);
    this.#turn = this.#turn.then(begin).then(() => ended);
    return { arrive };
  }
}

const options = command.parse().opts();
const order = {
  only: options.only,
  maxAppendSize: options.maxAppendSize,
  table: pathToFileURL(options.table ? resolve(options.table) : join(import.meta.dirname, 'table/index.mjs')).href,
};
const counts = { passed: 0, failed: 0, skipped: 0 };

let stop = async () => undefined;
const children = [];
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().finally(() => process.exit(2)));

try {
  const chosen = options.client ? [options.client] : kinds;
  for (const { part, ...server } of await servers()) {
    const turns = new Turns(chosen.length);
    // Clients at the same time, but reported one after the other.
    let before = Promise.resolve();
    await Promise.all(chosen.map((kind) => (before = runClient({ ...order, kind, server, part }, before, turns))));
  }
  if (!options.json) print(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`It could not be run: ${error.message}\n`);
  process.exitCode = 2;
} finally {
  for (const child of children) child.kill();
  await stop();
}

/** The server that was named; else the bundled nodes, each with its part of the table, as far as there are cases for it. */
async function servers() {
  const { connection, group, changeServer: changeable = false } = options;
  const user = options.user && { username: options.user, password: options.password ?? '' };
  if (connection) return [{ connection, user, group, changeable }];
  const { groups } = await import(order.table);
  const parts = /** @type {const} */ (['open', 'guarded']).filter((part) => select(groups, { ...order, part }).length > 0);
  const nodes = await startBundledNodes(parts);
  stop = nodes.stop;
  return parts.map((part) => ({ ...nodes[part], part }));
}

/**
 * A process per client: in one, each would register its messages over the other's. The connection goes by IPC, since it may hold a password.
 *
 * @param {Promise<void>} before the client before, whose report comes first
 * @param {Turns} turns of the clients of the same server
 */
async function runClient(job, before, turns) {
  const child = fork(join(import.meta.dirname, 'client.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  const exited = once(child, 'exit');
  const turn = turns.of(exited, () => child.connected && child.send({ go: true }));
  const guarded = job.part === 'guarded';
  let broken = 'the client process ended early';
  let showing = false;
  let next = 0;
  let group;
  const results = new Map();
  const show = ({ row: _row, ...result }) => {
    counts[result.status]++;
    if (options.json) return print(JSON.stringify({ client: job.kind, ...(guarded && { users: true }), ...result }));
    if (result.group !== group) print(`  ${(group = result.group)}`);
    print(`    ${{ passed: '✓', failed: '✗', skipped: '–' }[result.status]} ${result.name}${result.skipped ? `: ${result.skipped}` : ''}`);
    if (result.step) print(`        step ${result.step}\n        expected ${result.expected}\n        actual   ${result.actual}`);
  };
  const showAll = () => {
    for (; showing && results.has(next); next++) show(results.get(next));
  };
  child.on('message', (message) => {
    if (message.done) return;
    if (message.waiting) return turn.arrive();
    if (message.broken) return void (broken = message.broken);
    results.set(message.row, message);
    showAll();
  });
  child.send(job);
  await before;
  if (!options.json) print(`\n${job.kind}${guarded ? ', TLS and users' : ''}`);
  showing = true;
  showAll();
  const [code] = await exited;
  if (code !== 0) throw new Error(`${job.kind}: ${broken}`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
