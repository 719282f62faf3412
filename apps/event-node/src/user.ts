import { createInterface } from 'node:readline';
import { hashPassword, isUserName, readUsersFile, writeUsersFile, type StoredUser } from '@redress/event-node';
import { EXIT } from '@redress/platform';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError, print, table } from './output.js';

interface FileOption {
  readonly users?: string;
}

const SHORTEST_PASSWORD = 12;

/** `event-node user add | remove | list` */
export function registerUser(program: Command): void {
  const user = program
    .command('user')
    .description('Who may log in to a node, in a file that a running node reads again when it changes.')
    .addHelpText(
      'after',
      `
The file is that of --users or EVENT_NODE_USERS. It holds hashes and no passwords. Members of $admins may do everything, members of $ops may ask
for statistics; other groups mean what the $acl of streams says.

Examples:
  event-node user add ops --group '$ops' --users users.json
  openssl rand -hex 24 | tee redress.password | event-node user add redress --group '$admins' --users users.json
  event-node user list --users users.json`,
    );

  user
    .command('add')
    .description('Add a user, or give one another password or other groups.')
    .argument('<name>', 'without spaces and colons', toName)
    .option('--group <group>', 'a group, may be repeated: $admins, $ops, or one of your own', toGroups)
    .option('--users <file>', 'the users file [EVENT_NODE_USERS]')
    .addHelpText(
      'after',
      `\nThe password is asked for, or is the first line of standard input.\n\nExample:\n  event-node user add ops --group '$ops' --users users.json`,
    )
    .action(async (name: string, options: FileOption & { readonly group?: string[] }) => {
      const path = pathOf(options);
      const before = await usersIn(path, []);
      const password = await hashPassword(await newPassword());
      const known = before.find((entry) => entry.name === name);
      const changed = { name, groups: options.group ?? known?.groups ?? [], password };
      await write(path, known ? before.map((entry) => (entry === known ? changed : entry)) : [...before, changed]);
      print(`${known ? 'changed' : 'added'} ${name}`);
    });

  user
    .command('remove')
    .description('Remove a user.')
    .argument('<name>')
    .option('--users <file>', 'the users file [EVENT_NODE_USERS]')
    .addHelpText('after', '\nExample:\n  event-node user remove ops --users users.json')
    .action(async (name: string, options: FileOption) => {
      const path = pathOf(options);
      const before = await usersIn(path);
      const after = before.filter((entry) => entry.name !== name);
      if (after.length === before.length) throw new CliError(`there is no user ${name} in ${path}`);
      await write(path, after);
      print(`removed ${name}`);
    });

  user
    .command('list')
    .description('List the users and their groups.')
    .option('--users <file>', 'the users file [EVENT_NODE_USERS]')
    .option('--json', 'one line of JSON')
    .addHelpText('after', '\nExample:\n  event-node user list --users users.json --json')
    .action(async (options: FileOption & { readonly json?: boolean }) => {
      const users = (await usersIn(pathOf(options))).map(({ name, groups }) => ({ name, groups }));
      if (options.json) print(JSON.stringify(users));
      else
        print(users.length === 0 ? 'no users' : table([['name', 'groups'], ...users.map(({ name, groups }) => [name, groups.join(', ')])]));
    });
}

function toName(name: string): string {
  if (!isUserName(name)) throw new InvalidArgumentError('A name has at most 100 characters, no spaces and no colons.');
  return name;
}

const toGroups = (group: string, before: readonly string[] = []): string[] => [...before, toName(group)];

function pathOf({ users = process.env.EVENT_NODE_USERS }: FileOption): string {
  if (!users) throw new CliError('--users or EVENT_NODE_USERS: give the path of the users file.', EXIT.usage);
  return users;
}

/** @param ifMissing what a file that is not there stands for */
async function usersIn(path: string, ifMissing?: StoredUser[]): Promise<StoredUser[]> {
  try {
    return await readUsersFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && ifMissing) return ifMissing;
    throw new CliError(`${path}: ${code === undefined ? (error as Error).message : `cannot be read (${code})`}`);
  }
}

async function write(path: string, users: readonly StoredUser[]): Promise<void> {
  try {
    await writeUsersFile(path, users);
  } catch (error) {
    throw new CliError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

async function newPassword(): Promise<string> {
  const password = process.stdin.isTTY ? await typedTwice() : await firstLine();
  if (password.length < SHORTEST_PASSWORD) throw new CliError(`a password has at least ${SHORTEST_PASSWORD} characters`, EXIT.usage);
  return password;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return '';
}

async function typedTwice(): Promise<string> {
  const password = await typed('Password: ');
  if ((await typed('Again: ')) !== password) throw new CliError('these are two passwords', EXIT.usage);
  return password;
}

/** Reads a line from the terminal without showing it. */
function typed(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8').resume();
  return new Promise<string>((resolve, reject) => {
    let line = '';
    const read = (typedText: string): void => {
      for (const character of typedText) {
        if (character === '\u0003') return end(() => reject(new CliError('interrupted')));
        if (character === '\r' || character === '\n' || character === '\u0004') return end(() => resolve(line));
        if (character === '\u007f' || character === '\b') line = line.slice(0, -1);
        else line += character;
      }
    };
    const end = (then: () => void): void => {
      stdin.off('data', read).pause();
      stdin.setRawMode(false);
      stderr.write('\n');
      then();
    };
    stdin.on('data', read);
  });
}
