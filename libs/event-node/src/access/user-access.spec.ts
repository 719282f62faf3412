import { scryptSync } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import type { CallError } from '../grpc/statuses.js';
import type { RecordedEvent } from '../log/events.js';
import { RecentEvents } from '../log/recent.js';
import type { StreamMetadata } from '../log/stream-metadata.js';
import type { AskingCall } from './access.js';
import type { UserRegister } from './authenticator.js';
import { UserAccess, type RuleSource } from './user-access.js';

const salt = 'c2FsdHNhbHRzYWx0c2FsdA';
/** As `hashPassword` makes it, but cheap to verify. */
const password = `scrypt:16:1:1:${salt}:${scryptSync('pw', Buffer.from(salt, 'base64url'), 32, { N: 16, r: 1, p: 1 }).toString('base64url')}`;
const stored = [
  { name: 'anna', groups: [], password },
  { name: 'eve', groups: ['$admins'], password },
];
const users: UserRegister = { find: (name) => stored.find((user) => user.name === name), onChange: () => undefined };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function by(name?: string): AskingCall {
  const metadata = new Metadata();
  if (name) metadata.set('authorization', `Basic ${Buffer.from(`${name}:pw`).toString('base64')}`);
  return { metadata };
}

let recent: RecentEvents;
let rules: Map<string, StreamMetadata>;
let settings: object | undefined;
let away: boolean;
let asked: string[];
/** The database answers when this is settled, with what was true when it was asked. */
let answers: Promise<void>;
let access: UserAccess;
let ended: [who: string, code: number][];
beforeEach(() => {
  recent = new RecentEvents(0);
  rules = new Map();
  settings = undefined;
  away = false;
  asked = [];
  answers = Promise.resolve();
  ended = [];
  const answer = async <T>(what: string, value: T): Promise<T> => {
    asked.push(what);
    if (away) throw new Error('the database is away');
    await answers;
    return value;
  };
  const source: RuleSource = {
    metadataOf: (stream) => answer(stream, rules.get(stream) ?? {}),
    lastDataOf: (stream) => answer(stream, settings && Buffer.from(JSON.stringify(settings))),
  };
  access = new UserAccess(users, source, recent, silent);
});

function commit(...streams: string[]): void {
  const event = { revision: 0, recordedAt: 0, id: '', type: 'T', json: true, metadata: Buffer.alloc(0), data: Buffer.alloc(1) };
  recent.push(streams.map((stream, index): RecordedEvent => ({ ...event, stream, position: recent.head + 1 + index })));
}

const follow = (name: string, stream: string): Promise<() => void> =>
  access.follow(by(name), stream, ({ code }: CallError) => ended.push([`${name} ${stream}`, code]));

/** Everything that was under way has its answer: nothing here waits for more than promises. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const forAdmins: StreamMetadata = { acl: { $r: ['$admins'] } };
const forAnna: StreamMetadata = { acl: { $r: ['anna'] } };
const DENIED = 7;

it('a subscription passes like a read', async () => {
  rules.set('secret', forAdmins);
  await expect(follow('anna', 'secret')).rejects.toMatchObject({ code: DENIED });
  await expect(follow('anna', '$all')).rejects.toMatchObject({ code: DENIED });
  await expect(access.follow(by(), 'order-1', () => undefined)).rejects.toMatchObject({ code: DENIED });
  await follow('anna', 'order-1');
  await follow('eve', 'secret');
  commit('$$secret');
  await settled();
  expect(ended).toEqual([]);
});

it.each(['order-1', '$order', '$all'])(
  'a subscription ends when the list of %s names its user no more, and the others go on',
  async (stream) => {
    rules.set(stream, forAnna);
    await follow('anna', stream);
    await follow('eve', stream);
    await follow('anna', 'order-2');
    rules.set(stream, forAdmins);
    commit('order-3', `$$${stream}`, 'order-3');
    await settled();
    expect(ended).toEqual([[`anna ${stream}`, DENIED]]);
  },
);

it('a subscription to a metadata stream goes on, as on the server, which asks again only for the stream that the list is about', async () => {
  await follow('anna', '$$order-1');
  rules.set('order-1', { acl: { $mr: ['$admins'] } });
  commit('$$order-1');
  await settled();
  expect(ended).toEqual([]);
});

it('a subscription goes on when a list is written that still names its user, or when other streams get other lists', async () => {
  await follow('anna', 'order-1');
  rules.set('order-1', forAnna);
  rules.set('order-2', forAdmins);
  commit('$$order-1', '$$order-2', 'order-1');
  await settled();
  expect(ended).toEqual([]);
});

it('a subscription ends when $settings take the right, unless its stream says otherwise', async () => {
  rules.set('mine', forAnna);
  await follow('anna', 'order-1');
  await follow('anna', 'mine');
  settings = { $userStreamAcl: { $r: '$admins' } };
  commit('$settings');
  await settled();
  expect(ended).toEqual([['anna order-1', DENIED]]);
});

it('a subscription is asked about once more after events that nobody could look at', async () => {
  await follow('anna', 'order-1');
  rules.set('order-1', forAdmins);
  recent.reset(100);
  await settled();
  expect(ended).toEqual([['anna order-1', DENIED]]);
});

it('a subscription ends once, and not after it has been forgotten', async () => {
  await follow('anna', 'order-1');
  const forget = await follow('anna', 'order-1');
  forget();
  rules.set('order-1', forAdmins);
  commit('$$order-1');
  commit('$$order-1');
  await settled();
  commit('$$order-1');
  await settled();
  expect(ended).toEqual([['anna order-1', DENIED]]);
});

it('a list that changes while it is asked for is not missed', async () => {
  await access.check(by('anna'), 'read', 'order-2');
  let answerNow = (): void => undefined;
  answers = new Promise((resolve) => (answerNow = resolve));
  const begins = follow('anna', 'order-1');
  await settled();
  expect(asked).toContain('order-1');
  rules.set('order-1', forAdmins);
  commit('$$order-1');
  answerNow();
  await begins;
  await settled();
  expect(ended).toEqual([['anna order-1', DENIED]]);
});

it('a subscription ends with UNAVAILABLE when the rules cannot be read, since nobody knows whether it may go on', async () => {
  await follow('anna', 'order-1');
  away = true;
  commit('$$order-1');
  await settled();
  expect(ended).toEqual([['anna order-1', 14]]);
});

it('rules are read once, until somebody writes them', async () => {
  for (let i = 0; i < 3; i++) await access.check(by('anna'), 'read', 'order-1');
  expect(asked.sort()).toEqual(['$settings', 'order-1']);
  commit('order-1', '$$order-1');
  await access.check(by('anna'), 'write', 'order-1');
  expect(asked.sort()).toEqual(['$settings', 'order-1', 'order-1']);
});
