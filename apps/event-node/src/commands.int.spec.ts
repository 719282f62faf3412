import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { startEventNode } from '@redress/event-node';
import { Command } from 'commander';
import { Client } from 'pg';
import { reportError } from './output.js';
import { registerStats } from './stats.js';
import { registerUser } from './user.js';
import { registerVerify } from './verify.js';

const name = `event_node_cli_${randomUUID().replaceAll('-', '')}`;
const database = Object.assign(new URL(process.env.TEST_DATABASE_URL!), { pathname: `/${name}` }).href;
const folder = mkdtempSync(join(tmpdir(), 'redress-node-cli-'));
const users = join(folder, 'users.json');

async function asSuperuser(sql: string, url = process.env.TEST_DATABASE_URL!): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

beforeAll(() => asSuperuser(`create database ${name}`));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await asSuperuser(`drop database ${name} with (force)`);
});
afterEach(() => jest.restoreAllMocks());

/** Runs a command as `event-node <words>` would. */
async function run(words: string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))));
  jest.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([stdin]) as never);
  const program = new Command('event-node').exitOverride();
  for (const register of [registerVerify, registerStats, registerUser]) register(program);
  process.exitCode = 0;
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = reportError(error);
  }
  const code = process.exitCode;
  process.exitCode = undefined;
  jest.restoreAllMocks();
  return { code, out, err };
}

describe('event-node user', () => {
  it('adds, changes, lists and removes, in a file for its owner only and without passwords', async () => {
    expect(await run(['user', 'list', '--users', users])).toEqual({
      code: 1,
      out: '',
      err: `event-node: ${users}: cannot be read (ENOENT)\n`,
    });
    expect(await run(['user', 'add', 'ops', '--group', '$ops', '--users', users], 'correct horse battery\n')).toMatchObject({
      code: 0,
      out: 'added ops\n',
    });
    expect(statSync(users).mode & 0o777).toBe(0o600);
    expect(readFileSync(users, 'utf8')).not.toContain('correct horse');
    await run(['user', 'add', '--users', users, '--group', 'a', '--group', 'b', 'anna'], 'correct horse battery');
    expect((await run(['user', 'list', '--users', users])).out).toBe('name  groups\nops   $ops\nanna  a, b\n');

    const before = readFileSync(users, 'utf8');
    expect(await run(['user', 'add', 'anna', '--users', users], 'another long password')).toMatchObject({ out: 'changed anna\n' });
    expect(readFileSync(users, 'utf8')).not.toBe(before);
    expect(await run(['user', 'remove', 'ops', '--users', users])).toMatchObject({ code: 0, out: 'removed ops\n' });
    expect(JSON.parse((await run(['user', 'list', '--json', '--users', users])).out)).toEqual([{ name: 'anna', groups: ['a', 'b'] }]);
  });

  it.each<[words: string[], stdin: string, code: number, err: RegExp]>([
    [['user', 'add', 'x', '--users', users], 'short\n', 2, /^event-node: a password has at least 12 characters\n$/],
    [['user', 'add', 'a:b', '--users', users], 'correct horse battery', 2, /no spaces and no colons/],
    [['user', 'remove', 'x', '--users', users], '', 1, /^event-node: there is no user x in .*\n$/],
    [['user', 'list', '--users', __filename], '', 1, /^event-node: .*: it is not JSON\n$/],
    [
      ['user', 'add', 'x', '--users', join(folder, 'missing', 'users.json')],
      'correct horse battery',
      1,
      /users\.json: cannot be written \(ENOENT\)\n$/,
    ],
    [['user', 'list'], '', 2, /^event-node: --users or EVENT_NODE_USERS: give the path of the users file\.\n$/],
    [['verify', '--database', 'mysql://u:hunter2@h/d'], '', 2, /^event-node: --database or EVENT_NODE_DATABASE: (?!.*hunter2).*\n$/],
    [['stats'], '', 2, /^event-node: say what to ask: --connection .*\n$/],
    [['stats', '--database', process.env.TEST_DATABASE_URL!], '', 1, /^event-node: there is no log in this database\n$/],
    [['stats', '--connection', 'x'], '', 1, /^event-node: this is no connection string/],
    [['stats', '--watch', '0', '--database', database], '', 2, /from 1 to 3600/],
    [['stats', '--connection', 'esdb://anna:hunter2@127.0.0.1:1?tls=false'], '', 1, /^event-node: 14 UNAVAILABLE(?!.*hunter2).*\n$/],
  ])('%j with %j: exit code %i', async (words, stdin, code, err) => {
    const answer = await run(words, stdin);
    expect(answer).toMatchObject({ code, out: '' });
    expect(answer.err).toMatch(err);
  });
});

describe('event-node verify and stats', () => {
  it('say that a log is whole and how large it is, and what a running node does', async () => {
    const node = await startEventNode({ database, port: 0 });
    try {
      expect(await run(['verify', '--database', database])).toEqual({
        code: 0,
        out: '0 events in 0 streams, head 0, indexes compared by their number of entries\nThe log is whole.\n',
        err: '',
      });
      const { out } = await run(['stats', '--connection', node.connectionString, '--database', database]);
      expect(out).toMatch(/^events\s+0\nstreams\s+0\n/);
      expect(out).toMatch(/\nlog position\s+0\n.*\nuptime seconds\s+\d+\n/s);
      expect(out).toMatch(/\nno subscribers\n$/);
      const json = JSON.parse((await run(['stats', '--connection', node.connectionString, '--json'])).out) as Record<string, unknown>;
      expect(json).toMatchObject({ node: { 'log-position': 0, 'appends-committed': 0, subscribers: [] } });
      expect(JSON.parse((await run(['stats', '--database', database, '--json'])).out)).toMatchObject({ log: { events: 0, oldest: null } });
    } finally {
      await node.stop();
    }
  });

  it('tell a database without a log from a damaged one', async () => {
    expect(await run(['verify', '--database', process.env.TEST_DATABASE_URL!])).toMatchObject({
      code: 1,
      out: 'fault (schema): there is no log in this database\nNothing was verified.\n',
    });
  });

  it('say of an index that it can be rebuilt', async () => {
    await asSuperuser('drop index event_node.events_by_id', database);
    const { code, out } = await run(['verify', '--database', database]);
    expect(code).toBe(1);
    expect(out).toMatch(/^fault \(indexes\): index events_by_id is missing\n.*\nThe events are whole, an index is not/);
  });

  it('say what is damaged, with exit code 1 and nothing that steers the terminal', async () => {
    await asSuperuser(
      `update event_node.writer set head = 3, last_stream = 1; insert into event_node.streams values (1, E'a\\u001b[31m');
       insert into event_node.events select p, 1, p - 1, 'epoch', gen_random_uuid(), true, 't', '', '' from unnest(array[1, 3]) p`,
      database,
    );
    const { code, out } = await run(['verify', '--database', database]);
    expect(code).toBe(1);
    expect(out).toContain('fault (revisions) at position 3, stream a\\u{1b}[31m: revision 2 follows 0: 1 is missing\n');
    expect(out).toContain('The log is damaged.');
    expect(JSON.parse((await run(['verify', '--json', '--database', database])).out)).toMatchObject({ events: 2, head: 3 });
  });
});
