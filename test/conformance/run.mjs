// npm run conformance -- [options]: both official clients run one table of cases against the bundled node, or against any server.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startBundledNode } from './bundled-node.mjs';
import { kinds } from './clients.mjs';

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

const options = command.parse().opts();
const order = {
  only: options.only,
  user: options.user && { username: options.user, password: options.password ?? '' },
  maxAppendSize: options.maxAppendSize,
  table: pathToFileURL(options.table ? resolve(options.table) : join(import.meta.dirname, 'table/index.mjs')).href,
};
const counts = { passed: 0, failed: 0, skipped: 0 };

let stop = async () => undefined;
const children = [];
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().finally(() => process.exit(2)));

try {
  let { connection } = options;
  if (!connection) ({ connection, stop } = await startBundledNode());
  // At the same time, but reported one after the other.
  let before = Promise.resolve();
  const runs = (options.client ? [options.client] : kinds).map((kind) => (before = runClient({ ...order, kind, connection }, before)));
  await Promise.all(runs);
  if (!options.json) print(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`It could not be run: ${error.message}\n`);
  process.exitCode = 2;
} finally {
  for (const child of children) child.kill();
  await stop();
}

/**
 * A process per client: in one, each would register its messages over the other's. The connection goes by IPC, since it may hold a password.
 *
 * @param {Promise<void>} before the client before, whose report comes first
 */
async function runClient(job, before) {
  const child = fork(join(import.meta.dirname, 'client.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  let broken = 'the client process ended early';
  let turn = false;
  let next = 0;
  let group;
  const results = new Map();
  const show = ({ row: _row, ...result }) => {
    counts[result.status]++;
    if (options.json) return print(JSON.stringify({ client: job.kind, ...result }));
    if (result.group !== group) print(`  ${(group = result.group)}`);
    print(`    ${{ passed: '✓', failed: '✗', skipped: '–' }[result.status]} ${result.name}${result.skipped ? `: ${result.skipped}` : ''}`);
    if (result.step) print(`        step ${result.step}\n        expected ${result.expected}\n        actual   ${result.actual}`);
  };
  const showAll = () => {
    for (; turn && results.has(next); next++) show(results.get(next));
  };
  child.on('message', (message) => {
    if (message.done) return;
    if (message.broken) return void (broken = message.broken);
    results.set(message.row, message);
    showAll();
  });
  child.send(job);
  const exited = once(child, 'exit');
  await before;
  if (!options.json) print(`\n${job.kind}`);
  turn = true;
  showAll();
  const [code] = await exited;
  if (code !== 0) throw new Error(`${job.kind}: ${broken}`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
