import { scryptSync } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import { Authenticator, type UserRegister } from './authenticator.js';
import { FewAtOnce } from './few-at-once.js';
import { Seldom } from './seldom.js';
import type { StoredUser } from './users-file.js';

function basic(name: string, password: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`);
  return metadata;
}

/** As `hashPassword` makes it, but cheap to verify. */
function cheapHash(password: string): string {
  const salt = 'c2FsdHNhbHRzYWx0c2FsdA';
  const hash = scryptSync(password, Buffer.from(salt, 'base64url'), 32, { N: 16, r: 1, p: 1 });
  return `scrypt:16:1:1:${salt}:${hash.toString('base64url')}`;
}

const unauthenticated = { code: 16, details: 'Unauthenticated' };

let users: Map<string, StoredUser>;
let asked: string[];
let failures: string[];
let change: () => void;
let authenticator: Authenticator;
beforeEach(() => {
  users = new Map([['anna', { name: 'anna', groups: ['north'], password: cheapHash('p:w') }]]);
  asked = [];
  failures = [];
  const listeners: (() => void)[] = [];
  change = () => listeners.forEach((listener) => listener());
  const register: UserRegister = {
    find: (name) => {
      asked.push(name);
      return users.get(name);
    },
    onChange: (listener) => listeners.push(listener),
  };
  authenticator = new Authenticator(register, (name) => failures.push(name));
});

it('knows who comes with the right password, and verifies it once', async () => {
  const anna = { name: 'anna', groups: ['north'] };
  const both = await Promise.all([authenticator.userOf(basic('anna', 'p:w')), authenticator.userOf(basic('anna', 'p:w'))]);
  expect(both).toEqual([anna, anna]);
  expect(await authenticator.userOf(basic('anna', 'p:w'))).toEqual(anna);
  expect(asked).toEqual(['anna']);
  expect(failures).toEqual([]);
});

it.each([
  ['anna', 'wrong'],
  ['anna', ''],
  ['nobody', 'p:w'],
  ['', ''],
])('refuses %j with %j, every time, and remembers that', async (name, password) => {
  for (let i = 0; i < 3; i++) await expect(authenticator.userOf(basic(name, password))).rejects.toMatchObject(unauthenticated);
  expect(asked).toEqual([name]);
  expect(failures).toEqual([name, name, name]);
});

it.each(['Basic ', 'Basic %%%', 'basic YW5uYQ=='])(
  'refuses credentials that are none, and does not take them for a name: %j',
  async (header) => {
    const metadata = new Metadata();
    metadata.set('authorization', header);
    await expect(authenticator.userOf(metadata)).rejects.toMatchObject(unauthenticated);
    expect(failures).toEqual(['']);
  },
);

it('takes calls without basic credentials for anonymous', async () => {
  const bearer = new Metadata();
  bearer.set('authorization', 'Bearer x');
  expect(await authenticator.userOf(new Metadata())).toBeUndefined();
  expect(await authenticator.userOf(bearer)).toBeUndefined();
});

it('forgets what it knows when the users change', async () => {
  await authenticator.userOf(basic('anna', 'p:w'));
  users.set('anna', { name: 'anna', groups: [], password: cheapHash('new') });
  change();
  await expect(authenticator.userOf(basic('anna', 'p:w'))).rejects.toMatchObject(unauthenticated);
  expect(await authenticator.userOf(basic('anna', 'new'))).toEqual({ name: 'anna', groups: [] });
});

it('does not remember what was verified against users that changed meanwhile', async () => {
  const before = authenticator.userOf(basic('anna', 'p:w'));
  users.delete('anna');
  change();
  await before;
  await expect(authenticator.userOf(basic('anna', 'p:w'))).rejects.toMatchObject(unauthenticated);
});

it('lets a flood of guesses neither stop the process nor shut out who is known', async () => {
  await authenticator.userOf(basic('anna', 'p:w'));
  const guesses = Array.from({ length: 80 }, (_, i) => authenticator.userOf(basic('anna', `guess ${i}`)).catch((error: unknown) => error));
  expect(await authenticator.userOf(basic('anna', 'p:w'))).toMatchObject({ name: 'anna' });
  const codes = (await Promise.all(guesses)).map((error) => (error as { code: number }).code);
  expect(codes.filter((code) => code === 16)).toHaveLength(66);
  expect(codes.filter((code) => code === 14)).toHaveLength(14);
});

it('knows who was at work before ever so many guesses', async () => {
  await authenticator.userOf(basic('anna', 'p:w'));
  for (let batch = 0; batch < 30; batch++) {
    const guesses = Array.from({ length: 40 }, (_, i) => authenticator.userOf(basic('anna', `guess ${batch} ${i}`)));
    await Promise.allSettled(guesses);
  }
  asked = [];
  await authenticator.userOf(basic('anna', 'p:w'));
  expect(asked).toEqual([]);
});

it('runs a few tasks at once, lets some wait in order, and turns the rest away', async () => {
  const queue = new FewAtOnce(2, 2);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string): Promise<string | undefined> =>
    queue.run(async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  const results = ['a', 'b', 'c', 'd', 'e'].map(task);
  expect(await results[4]).toBeUndefined();
  expect(log).toEqual(['a', 'b']);
  for (const name of ['b', 'a', 'c', 'd']) {
    ends.get(name)!();
    expect(await results['abcd'.indexOf(name)]).toBe(name);
    await new Promise(setImmediate);
  }
  expect(log).toEqual(['a', 'b', 'c', 'd']);
});

it('says ten things a minute, and then how many it left out', () => {
  let now = 0;
  const said: object[] = [];
  const seldom = new Seldom(
    (facts) => said.push(facts),
    () => now,
  );
  for (let i = 0; i < 25; i++) seldom.say({ i });
  expect(said).toHaveLength(10);
  now = 60_000;
  seldom.say({ i: 25 });
  seldom.say({ i: 26 });
  expect(said.slice(10)).toEqual([{ i: 25, leftOut: 15 }, { i: 26 }]);
});
