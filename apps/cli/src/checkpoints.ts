import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { checkpointState, forgetLeaves, newSigningKey, signingKeysOf } from '@redress/audit';
import { dataSource } from '@redress/database';
import { ensureLocalKeys } from '@redress/platform';
import type { Command } from 'commander';
import { CliError, dataFolderOf, print } from './output.js';
import { storesOf } from './stores.js';

/** `redress checkpoints`: who signs the log, and how far. */
export function registerCheckpoints(program: Command): void {
  const checkpoints = program
    .command('checkpoints')
    .description('The checkpoints of the log: how far it is signed, by which key, and new keys.');
  checkpoints
    .command('status')
    .description('Say how many events are signed, how many are not yet, and why nothing is signed any more if so.')
    .action((_: unknown, command: Command) => status(command));
  checkpoints
    .command('rotate-key')
    .description(
      'Make a new key, which the former one endorses and which signs from the next checkpoint on; the worker takes note by itself.',
    )
    .option(
      '--former-key-lost',
      'the former key cannot endorse it any more: every verification says so until the new fingerprint is trusted',
    )
    .action((options: { readonly formerKeyLost?: true }, command: Command) => rotateKey(options, command));
  checkpoints
    .command('recompute')
    .description(
      'Throw the table of leaves away: the worker that starts next computes it from the log, and holds every checkpoint against it.',
    )
    .action((_: unknown, command: Command) => recompute(command));
  checkpoints.addHelpText(
    'after',
    `
Examples:
  redress checkpoints status
  redress checkpoints rotate-key                      then note the new fingerprint, and keep a copy of the file
  redress checkpoints rotate-key --former-key-lost    when the file of keys is gone
  redress checkpoints recompute                       before a worker is started on a restored backup

The keys are in the file of REDRESS_CHECKPOINT_KEY (default <data>/secrets/checkpoint-key.json), the one that signs last.
Exit codes: 0 ok, 1 failed, or nothing is signed any more, 2 wrong usage. redress verify proves the log itself.`,
  );
}

async function status(command: Command): Promise<void> {
  const state = await withDatabase(command, checkpointState);
  if (!state) throw new CliError('No worker has signed anything yet.');
  const { position, events, sealed, error } = state;
  const lines = [
    `${events} events, ${sealed} of them signed, ${events - sealed} not yet`,
    ...(error ? [`Nothing is signed any more: ${error.reason}`] : []),
  ];
  print(command, lines.join('\n'), { position: position?.toString() ?? null, events, sealed, unsealed: events - sealed, error });
  if (error) process.exitCode = 1;
}

async function rotateKey({ formerKeyLost = false }: { readonly formerKeyLost?: boolean }, command: Command): Promise<void> {
  const path = await keyFileOf(command);
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && formerKeyLost) return undefined;
    throw new CliError(`${path} cannot be read (${error.code}): restore it from a backup, or give --former-key-lost.`);
  });
  // The one that signs now endorses the next; those before it have done so.
  const current = before === undefined || formerKeyLost ? [] : [signingKeysOf(before, path).at(-1)!.privateKey.export({ format: 'jwk' })];
  const keys = JSON.stringify({ keys: [...current, { ...newSigningKey(), ...(formerKeyLost && { formerKeyLost: true }) }] });
  const { fingerprint } = signingKeysOf(keys, path).at(-1)!;
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, keys, { mode: 0o600, flush: true });
  await rename(temporary, path);
  print(
    command,
    `New key ${fingerprint} in ${path}: it signs from the next checkpoint on. Note the fingerprint, and keep a copy of the file.`,
    {
      fingerprint,
      file: path,
      isEndorsed: !formerKeyLost,
    },
  );
}

async function recompute(command: Command): Promise<void> {
  await withDatabase(command, forgetLeaves);
  print(command, 'The leaves are gone: restart the worker, which computes them from the log.', { recomputed: true });
}

async function keyFileOf(command: Command): Promise<string> {
  return process.env.REDRESS_CHECKPOINT_KEY || (await ensureLocalKeys(dataFolderOf(command))).checkpointKeyFile;
}

async function withDatabase<T>(command: Command, work: (source: ReturnType<typeof dataSource>) => Promise<T>): Promise<T> {
  const source = dataSource((await storesOf(command)).database, { poolSize: 1, applicationName: 'redress-checkpoints' });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}
