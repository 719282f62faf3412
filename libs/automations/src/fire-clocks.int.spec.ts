import { randomUUID } from 'node:crypto';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  complaintStream,
  eventTypes,
  HandleComplaint,
  Policies,
  PolicyAggregate,
  policyDecider,
} from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import { dataSource, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore } from '@redress/event-store';
import { RuleViolation, type Origin, type Recorded } from '@redress/kernel';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import type { Complaints } from './carry-links.js';
import { automationStates, dismissParked, parkedOf, retryParked } from './checkpoint.js';
import { startFireClocks, type ClockIndex, type ClockPatience, type DueClock, type FiringClocks } from './fire-clocks.js';
import { automationMigrations } from './migrations.js';

const patience: Partial<ClockPatience> = { everyMs: 3_600_000, page: 3, firstMs: 5, longestMs: 20, idleMs: 0, tries: 2 };
const hour = 3_600_000;

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let complaints: ComplaintHandler;
const running: FiringClocks[] = [];

/** The clock of the story. */
let time = 0;
const now = () => new Date(time);

beforeEach(async () => {
  time = Date.now();
  database = await createTestDatabase();
  node = await startEventNode({ database: database.url, host: '127.0.0.1', port: 0 });
  store = new EventStore({ connectionString: node.connectionString, types: eventTypes });
  source = dataSource(database.url, { entities: [Subject], migrations: [...vaultMigrations, ...automationMigrations] });
  await source.initialize();
  await migrate(source);
  const vault = new Vault(source, await openKeyRing(source, { masterKey: Buffer.alloc(32, 1) }));
  complaints = new ComplaintHandler(
    new ComplaintAggregate(complaintDecider, store, vault),
    new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault)),
    new Policies(new PolicyAggregate(policyDecider, store, vault)),
  );
});

afterEach(async () => {
  for (const clocks of running.splice(0)) await clocks.stop();
  await store.close();
  await source.destroy();
  await node.stop();
  await database.drop();
});

/** Complaints that were received: what an index of them is folded from, as the view does it. */
let cases: string[] = [];
beforeEach(() => (cases = []));

/** What is due by the log itself; the view of the worker has a spec of its own, and lags where this does not. */
const exact: ClockIndex = {
  async find({ now: at, after, complaints: only, limit }) {
    const all = (await Promise.all(cases.map(clocksOf))).flat().sort(inOrder);
    const due = all.filter(({ nextAt, complaintId }) => nextAt <= at && (!only || only.includes(complaintId)));
    const page = due.filter((one) => !after || inOrder(after, one) < 0).slice(0, limit);
    const last = page.at(-1);
    return {
      position: await store.lastPosition(),
      clocks: due.filter(({ complaintId }) => page.some((one) => one.complaintId === complaintId)),
      end: last && page.length === limit ? last : null,
      next: all.find(({ nextAt }) => nextAt > at)?.nextAt ?? null,
    };
  },
  hasSeen: () => Promise.resolve(true),
};

type Place = Pick<DueClock, 'nextAt' | 'complaintId' | 'clock'>;
function inOrder(a: Place, b: Place): number {
  const [first, second] = [a, b].map(({ nextAt, complaintId, clock }) => `${nextAt.toISOString()} ${complaintId} ${clock}`);
  return first! < second! ? -1 : first === second ? 0 : 1;
}

async function clocksOf(complaintId: string): Promise<DueClock[]> {
  const found = new Map<string, DueClock & { readonly runs: boolean; readonly warned: number }>();
  for (const event of await told(complaintId)) {
    const { type, data } = event;
    if (type === 'DeadlineSet') {
      const { id: setId, revision: setRevision, position } = event;
      const { $correlationId: correlationId } = event.metadata;
      const place = { complaintId, setId, setRevision, setPosition: position.toString(), correlationId };
      found.set(data.clock, { ...data, ...place, due: new Date(data.due), nextAt: new Date(0), runs: true, warned: 0 });
      continue;
    }
    const clock = 'clock' in data ? found.get(data.clock) : undefined;
    if (!clock) continue;
    if (type === 'DeadlineWarned') found.set(clock.clock, { ...clock, warned: data.percent });
    else if (type === 'DeadlineResumed') found.set(clock.clock, { ...clock, due: new Date(data.due), warnings: data.warnings, runs: true });
    else found.set(clock.clock, { ...clock, runs: false });
  }
  return [...found.values()]
    .filter(({ runs }) => runs)
    .map(({ warned, runs: _, ...clock }) => ({
      ...clock,
      nextAt: new Date(
        Math.min(clock.due.getTime() + 1, ...clock.warnings.filter(({ percent }) => percent > warned).map(({ at }) => Date.parse(at))),
      ),
    }));
}

async function run(options: { through?: Complaints; index?: ClockIndex; patience?: Partial<ClockPatience> } = {}): Promise<FiringClocks> {
  const started = await startFireClocks({
    dataSource: source,
    log: store,
    complaints: options.through ?? complaints,
    index: options.index ?? exact,
    now,
    patience: { ...patience, ...options.patience },
  });
  running.push(started);
  return started;
}

type Asked = HandleComplaint['command'];

async function does(complaintId: string, type: Asked['type'], data: object, origin: Origin = 'api'): Promise<void> {
  const at = now().toISOString();
  const command = { type, data, by: { sub: 'anna', roles: ['handler'] }, occurredAt: at, now: at, origin } as unknown as Asked;
  const id = randomUUID();
  await complaints.execute(new HandleComplaint(complaintId, command, { commandId: id, body: data, correlationId: id, causationId: id }));
}

const form = {
  channel: 'phone',
  cause: 'delay',
  firstReceiver: 'anna',
  complainantKind: 'anonymous',
  respondents: [],
  grade: 'complaint',
  tags: [],
  account: 'It came late.',
  language: 'en',
};

async function received(): Promise<string> {
  const id = randomUUID();
  await does(id, 'receive', form);
  cases.push(id);
  return id;
}

const told = async (id: string) => (await store.read(complaintStream(id))) as Recorded<ComplaintEvent>[];

/** The clocks that fired, in their order. */
async function fired(id: string): Promise<{ clock: string; type: string; due: string }[]> {
  return (await told(id)).flatMap(({ type, data }) =>
    type === 'DeadlineMissed' || type === 'DeadlineWarned' ? [{ clock: data.clock, type, due: data.due }] : [],
  );
}

/** The clocks that the standard pack sets at receipt. */
async function set(id: string): Promise<{ clock: string; due: string }[]> {
  return (await told(id)).flatMap(({ type, data }) => (type === 'DeadlineSet' ? [{ clock: data.clock, due: data.due }] : []));
}

const settle = async (clocks: FiringClocks) => clocks.settled((await store.lastPosition())!);

describe('after any downtime', () => {
  it('fires each due clock once, the earliest due of a complaint first, and again nothing', async () => {
    const ids = [await received(), await received(), await received(), await received(), await received()];
    time += 60 * 24 * hour;
    const clocks = await run();
    await settle(clocks);
    for (const id of ids) {
      const all = await set(id);
      const missed = await fired(id);
      expect(missed.map(({ type }) => type)).toEqual(all.map(() => 'DeadlineMissed'));
      expect(new Set(missed.map(({ clock }) => clock)).size).toBe(all.length);
      expect(missed.map(({ due }) => due)).toEqual(all.map(({ due }) => due).sort());
    }
    expect(clocks.state().fired).toBe(ids.length * (await set(ids[0]!)).length);
    const end = await store.lastPosition();
    await settle(clocks);
    await clocks.stop();
    await settle(await run());
    expect(await store.lastPosition()).toBe(end);
  });

  it('says who did it, and what caused it', async () => {
    const id = await received();
    time += 60 * 24 * hour;
    await settle(await run());
    const events = await told(id);
    const missed = events.find(({ type }) => type === 'DeadlineMissed')!;
    const cause = events.find(({ type, data }) => type === 'DeadlineSet' && 'clock' in missed.data && data.clock === missed.data.clock)!;
    expect(missed.metadata).toMatchObject({ origin: 'automation', actor: { sub: 'redress' }, $causationId: cause.id });
    expect(missed.metadata.$correlationId).toBe(cause.metadata.$correlationId);
  });
});

it('warns first, at each share of the time, and misses at the first millisecond after it', async () => {
  const id = await received();
  const [first] = (await clocksOf(id)).sort((a, b) => a.due.getTime() - b.due.getTime());
  const clocks = await run();
  const ofFirst = async () => (await fired(id)).filter(({ clock }) => clock === first!.clock).map(({ type }) => type);
  for (const { at } of first!.warnings) {
    time = Date.parse(at) - 1;
    await settle(clocks);
    const before = (await ofFirst()).length;
    time += 1;
    await settle(clocks);
    expect(await ofFirst()).toHaveLength(before + 1);
  }
  time = first!.due.getTime();
  await settle(clocks);
  expect(await ofFirst()).toEqual(first!.warnings.map(() => 'DeadlineWarned'));
  time += 1;
  await settle(clocks);
  expect(await ofFirst()).toEqual([...first!.warnings.map(() => 'DeadlineWarned'), 'DeadlineMissed']);
});

it('fires by itself when something comes to be due', async () => {
  const id = await received();
  await run({ patience: { everyMs: 5 } });
  time += 60 * 24 * hour;
  const clocks = (await set(id)).length;
  while ((await fired(id)).length < clocks) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await fired(id)).map(({ type }) => type)).toEqual(Array.from({ length: clocks }, () => 'DeadlineMissed'));
});

describe('never twice', () => {
  it('though two workers fire at once: who was taken over stops', async () => {
    const ids = [await received(), await received(), await received(), await received()];
    time += 60 * 24 * hour;
    const first = await run();
    const second = await run();
    await settle(second);
    expect(await first.stopped).toBe('taken-over');
    for (const id of ids) {
      const clocks = (await fired(id)).map(({ clock }) => clock);
      expect(clocks.toSorted()).toEqual((await set(id)).map(({ clock }) => clock).toSorted());
    }
  });

  it('though it was killed between the append and knowing of it', async () => {
    const id = await received();
    time += 60 * 24 * hour;
    let crashes = 0;
    const clocks = await run({
      through: {
        execute: async (command) => {
          const done = await complaints.execute(command);
          crashes += 1;
          if (crashes === 1) throw Object.assign(new Error('killed'), { code: 'ECONNRESET' });
          return done;
        },
      },
    });
    await settle(clocks);
    expect(await fired(id)).toHaveLength((await set(id)).length);
  });

  it('though the index does not move for a while: what was fired is waited for', async () => {
    const id = await received();
    time += 60 * 24 * hour;
    const before = await exact.find({ now: now(), limit: 100 });
    const seenBefore = (await store.lastPosition())!;
    let asks = 0;
    const sent: string[] = [];
    const isLagging = () => asks < 5;
    const clocks = await run({
      through: { execute: (command) => (sent.push(command.request.commandId), complaints.execute(command)) },
      index: {
        find: (question) => (isLagging() ? Promise.resolve({ ...before, end: null }) : exact.find(question)),
        hasSeen: (position) => Promise.resolve(position <= seenBefore || !isLagging() || (asks++, false)),
      },
    });
    await settle(clocks);
    expect(await fired(id)).toHaveLength((await set(id)).length);
    expect(sent).toHaveLength(new Set(sent).size);
  });
});

it('leaves alone what was paused, met or closed meanwhile, though the index does not know yet', async () => {
  const id = await received();
  time += 60 * 24 * hour;
  const before = await exact.find({ now: now(), limit: 100 });
  time -= 60 * 24 * hour;
  await does(id, 'withdraw', { channel: 'phone', reason: 'Never mind.' });
  time += 60 * 24 * hour;
  let isOld = true;
  const clocks = await run({
    index: {
      ...exact,
      find: (question) => (isOld ? ((isOld = false), Promise.resolve({ ...before, position: 1_000_000n })) : exact.find(question)),
    },
  });
  await settle(clocks);
  expect(await fired(id)).toEqual([]);
  expect(await parkedOf(source, 'fire-clocks')).toEqual([]);
});

describe('from an index that has not considered the whole log', () => {
  it.each([
    ['that is behind', { position: 1n }],
    ['that is built anew or stands still', { position: null }],
  ])('%s nothing fires until it has', async (_, half) => {
    const id = await received();
    time += 60 * 24 * hour;
    let isHalf = true;
    let asks = 0;
    const clocks = await run({
      index: {
        ...exact,
        find: async (question) => {
          asks += 1;
          const whole = await exact.find(question);
          return isHalf ? { ...whole, ...half } : whole;
        },
      },
    });
    while (asks < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fired(id)).toEqual([]);
    isHalf = false;
    await settle(clocks);
    expect(await fired(id)).toHaveLength((await set(id)).length);
  });
});

it('does not ask without a pause an index that stands still', async () => {
  let asks = 0;
  const still = async (question: Parameters<ClockIndex['find']>[0]) => {
    asks += 1;
    return { ...(await exact.find(question)), position: null };
  };
  await run({ index: { ...exact, find: still }, patience: { firstMs: hour, longestMs: hour } });
  while (asks === 0) await new Promise(setImmediate);
  for (let n = 0; n < 20; n++) await store.lastPosition();
  expect(asks).toBe(1);
});

describe('what cannot be fired', () => {
  const failing = (bad: string, error: () => Error | undefined): Complaints => ({
    execute: (command) => {
      const failure = command.complaintId === bad ? error() : undefined;
      return failure ? Promise.reject(failure) : complaints.execute(command);
    },
  });

  it('is parked with its reason, and does not stop the others; it is tried again when asked, and later by itself', async () => {
    const [bad, good] = [await received(), await received()];
    time += 60 * 24 * hour;
    let isDown = true;
    const clocks = await run({ through: failing(bad, () => (isDown ? new RuleViolation('damaged', 'It is damaged.') : undefined)) });
    await settle(clocks);
    const count = (await set(bad)).length;
    expect(await fired(good)).toHaveLength(count);
    expect(await fired(bad)).toEqual([]);
    const parked = await parkedOf(source, 'fire-clocks');
    expect(parked).toHaveLength(count);
    expect(parked[0]).toMatchObject({
      stream: complaintStream(bad),
      type: 'DeadlineSet',
      code: 'damaged',
      reason: 'It is damaged.',
      tries: 1,
    });
    await settle(clocks);
    expect((await parkedOf(source, 'fire-clocks'))[0]).toMatchObject({ tries: 1 });
    const [first] = parked;
    await retryParked(source, 'fire-clocks', first!.eventId);
    await settle(clocks);
    // Asked for once, it is tried once.
    await settle(clocks);
    expect((await parkedOf(source, 'fire-clocks')).find(({ eventId }) => eventId === first!.eventId)).toMatchObject({ tries: 2 });
    isDown = false;
    await retryParked(source, 'fire-clocks', first!.eventId);
    await settle(clocks);
    expect(await fired(bad)).toHaveLength(1);
    time += hour;
    await settle(clocks);
    expect(await fired(bad)).toHaveLength(count);
    expect(await automationStates(source)).toMatchObject([{ automation: 'fire-clocks', parked: 0, error: null }]);
  });

  it('is not fired any more once it was dismissed', async () => {
    const bad = await received();
    time += 60 * 24 * hour;
    let isDown = true;
    const clocks = await run({ through: failing(bad, () => (isDown ? new RuleViolation('damaged', 'It is damaged.') : undefined)) });
    await settle(clocks);
    for (const { eventId } of await parkedOf(source, 'fire-clocks'))
      await dismissParked(source, 'fire-clocks', eventId, { by: 'otto', reason: 'known', at: now() });
    isDown = false;
    time += hour;
    await settle(clocks);
    expect(await fired(bad)).toEqual([]);
  });

  it('is tried again at once where that may help, and not parked because another process’s clock is ahead', async () => {
    const [slow, skewed] = [await received(), await received()];
    time += 60 * 24 * hour;
    let tries = 0;
    const through: Complaints = {
      execute: (command) => {
        const isFirst = (tries += 1) <= 20;
        if (command.complaintId === skewed && isFirst) return Promise.reject(new RuleViolation('out-of-order-time', 'Later.'));
        return complaints.execute(command);
      },
    };
    const clocks = await run({ through, patience: { everyMs: 5 } });
    while ((await fired(skewed)).length < (await set(skewed)).length) await new Promise((resolve) => setTimeout(resolve, 5));
    await settle(clocks);
    expect(await fired(slow)).toHaveLength((await set(slow)).length);
    expect(await parkedOf(source, 'fire-clocks')).toEqual([]);
  });
});

it('goes on when the log comes back', async () => {
  const id = await received();
  const clocks = await run({ patience: { everyMs: 5 } });
  const port = Number(new URL(node.connectionString.replace(/^esdb/, 'http')).port);
  await node.stop();
  time += 60 * 24 * hour;
  node = await startEventNode({ database: database.url, host: '127.0.0.1', port });
  // The client finds the way back by itself, which may take it a moment.
  while (!(await store.isReachable())) await new Promise((resolve) => setTimeout(resolve, 5));
  await settle(clocks);
  expect(await fired(id)).toHaveLength((await set(id)).length);
});
