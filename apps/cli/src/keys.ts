import { readFile } from 'node:fs/promises';
import { dataSource } from '@redress/database';
import { ensureLocalKeys, loadConfig } from '@redress/platform';
import {
  finishRewrap,
  KeyRingError,
  KmsUnavailable,
  openKeyRing,
  outerKeyOf,
  rewrap,
  ringStatus,
  rotate,
  type Rotation,
} from '@redress/privacy';
import type { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { CliError, dataFolderOf, print, UsageError } from './output.js';
import { storesOf } from './stores.js';

/** What opens the ring. Secret. */
interface OuterKeys {
  readonly kms?: string;
  readonly masterKey?: Buffer;
}

/** `redress keys`: the key ring, which everything personal hangs on. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('The key ring: what wraps it, which keys are in use, and new ones.');
  keys
    .command('status')
    .description('Say what wraps the ring, which versions of keys there are, and how many subjects each wraps.')
    .action((_: unknown, command: Command) => status(command));
  keys
    .command('rotate')
    .description("Make a new wrapping key, wrap every subject's key by it, and destroy the former one.")
    .addHelpText(
      'after',
      `
The server goes on meanwhile. Broken off, it is finished by calling it again.
Exit codes: 0 ok, 1 failed, 2 wrong usage.`,
    )
    .action((_: unknown, command: Command) => rotateKeys(command));
  keys
    .command('rewrap')
    .description('Wrap the ring by another master key, or by a key of a service: both open it until that is finished.')
    .option('--new-master-key-file <file>', 'the new master key, 32 random bytes in base64')
    .option('--new-kms <key>', 'a key of AWS KMS, as REDRESS_KMS')
    .option('--finish', 'from now on only the key that is configured opens the ring')
    .action((options: RewrapOptions, command: Command) => rewrapRing(options, command));
  keys.addHelpText(
    'after',
    `
Examples:
  redress keys status
  redress keys rotate
  openssl rand -base64 32 > new-key && redress keys rewrap --new-master-key-file new-key
  redress keys rewrap --new-kms 'aws-kms://alias/redress?region=eu-central-1'
  redress keys rewrap --finish                        once every process was started with the new one

The database is that of the running server, found by the data folder, or REDRESS_DATABASE; the ring is opened by REDRESS_KMS or
REDRESS_MASTER_KEY, else by the key in the data folder. What has to be kept and backed up: docs/operations.md, "Keys".
Exit codes: 0 ok, 1 failed, 2 wrong usage.`,
  );
}

async function status(command: Command): Promise<void> {
  await withRing(command, async (source) => {
    const { outerKeys, entries, subjects } = await ringStatus(source);
    const lines = [
      `wrapped by   ${outerKeys.join(' and ') || 'nothing yet: the ring is made when the server starts'}`,
      ...entries.map(({ purpose, version, createdAt, retiredAt }) => {
        const wraps = purpose === 'subject keys' && !retiredAt ? `, wraps the keys of ${subjects[version] ?? 0} subjects` : '';
        return `${purpose.padEnd(16)} ${version}  ${retiredAt ? `destroyed ${day(retiredAt)}` : `since ${day(createdAt)}${wraps}`}`;
      }),
    ];
    print(command, lines.join('\n'), { outerKeys, keys: entries, subjects });
  });
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

async function rotateKeys(command: Command): Promise<void> {
  await withRing(command, async (source, keys) => {
    const ring = await openKeyRing(source, keys);
    let last: Rotation | undefined;
    for await (const step of rotate(source, ring)) {
      if (process.stderr.isTTY) process.stderr.write(`\r${step.done} of about ${Math.max(step.done, step.of)} wrapped anew `);
      last = step;
    }
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    const { version, done, retired, resumed } = last!;
    const was = retired.length === 1 ? `version ${retired[0]} is destroyed` : `versions ${retired.join(', ')} are destroyed`;
    const went = resumed ? ', going on where it had broken off' : '';
    print(command, `Version ${version} wraps every subject's key${went}: ${done} wrapped anew, ${was}.`, {
      version,
      done,
      retired,
      resumed,
    });
  });
}

interface RewrapOptions {
  readonly newMasterKeyFile?: string;
  readonly newKms?: string;
  readonly finish?: true;
}

async function rewrapRing({ newMasterKeyFile, newKms, finish }: RewrapOptions, command: Command): Promise<void> {
  if ([newMasterKeyFile, newKms, finish].filter((given) => given !== undefined).length !== 1)
    throw new UsageError('Give one of --new-master-key-file, --new-kms and --finish.');
  const next = newMasterKeyFile === undefined ? newKms && { kms: checkedKms(newKms) } : { masterKey: await keyIn(newMasterKeyFile) };
  await withRing(command, async (source, keys) => {
    const outer = await outerKeyOf(keys);
    if (!next) {
      const gone = await finishRewrap(source, outer);
      const human =
        gone.length === 0
          ? `Only ${outer.name} opens the ring, as before.`
          : `Only ${outer.name} opens the ring; ${gone.join(' and ')} does not any more.`;
      print(command, human, { outerKey: outer.name, gone });
      return;
    }
    const to = await outerKeyOf(next);
    await rewrap(source, outer, to);
    const put =
      'kms' in next
        ? 'set REDRESS_KMS'
        : 'put the new key into REDRESS_MASTER_KEY (of `redress up`: secrets/master-key in the data folder)';
    print(
      command,
      `${outer.name} and ${to.name} open the ring. Now ${put}, start every process again, and call \`redress keys rewrap --finish\`.`,
      { outerKeys: [outer.name, to.name] },
    );
  });
}

async function keyIn(file: string): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code}): make it with \`openssl rand -base64 32\`.`);
  });
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim())) throw new UsageError(`${file} must hold 32 random bytes in base64 and nothing else.`);
  return Buffer.from(text.trim(), 'base64');
}

const checkedKms = (kms: string): string => loadConfig({ REDRESS_KMS: kms }, ['kms']).kms!;

async function withRing(command: Command, work: (source: DataSource, keys: OuterKeys) => Promise<void>): Promise<void> {
  const { REDRESS_DATABASE, REDRESS_MASTER_KEY } = process.env;
  const database = REDRESS_DATABASE ? loadConfig(process.env, ['database']).database : (await storesOf(command)).database;
  // Of a server that `redress up` runs; one that has its database elsewhere says what its key is.
  const own = REDRESS_MASTER_KEY || REDRESS_DATABASE ? undefined : (await ensureLocalKeys(dataFolderOf(command))).masterKey;
  const keys = loadConfig({ ...process.env, ...(own && { REDRESS_MASTER_KEY: own }) }, ['masterKey', 'kms']);
  const source = dataSource(database, { poolSize: 3 });
  try {
    await source.initialize();
    await work(source, keys);
  } catch (error) {
    if (error instanceof KeyRingError || error instanceof KmsUnavailable) throw new CliError(`${error.message}.`);
    if ((error as { code?: unknown }).code === '42P01')
      throw new CliError('This database has no key ring yet: start the server of this version once, which makes it.');
    throw error;
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}
