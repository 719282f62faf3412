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
import type { ComplaintEvent, LinkKind } from '@redress/complaint';
import { dataSource, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore } from '@redress/event-store';
import { RuleViolation, type Origin, type Recorded } from '@redress/kernel';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import type { Automation } from './automation.js';
import { carryLinks } from './carry-links.js';
import { automationStates, parkedOf } from './checkpoint.js';
import type { Complaints } from './following.js';
import { automationMigrations } from './migrations.js';
import { startAutomations, type RunningAutomations } from './start-automations.js';

const patience = { tries: 2, firstMs: 5, longestMs: 20, parkedMs: 20, idleMs: 0 };

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let complaints: ComplaintHandler;
const running: RunningAutomations[] = [];

beforeEach(async () => {
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
  for (const automations of running.splice(0)) await automations.stop();
  await store.close();
  await source.destroy();
  await node.stop();
  await database.drop();
});

const run = async (...automations: Automation[]): Promise<RunningAutomations> => {
  const started = await startAutomations({ dataSource: source, log: store, automations, patience });
  running.push(started);
  return started;
};
const carry = (through: Complaints = complaints): Automation => carryLinks(through, () => new Date());

type Asked = HandleComplaint['command'];

async function does(complaintId: string, type: Asked['type'], data: object, origin: Origin = 'api'): Promise<void> {
  const now = new Date().toISOString();
  const command = { type, data, by: { sub: 'anna', roles: ['handler'] }, occurredAt: now, now, origin } as unknown as Asked;
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
  return id;
}

const links = (a: string, b: string, kind: LinkKind = 'joint') => does(a, 'link', { complaintId: b, kind });

async function told(id: string): Promise<{ type: string; data: object; origin: Origin }[]> {
  const events = (await store.read(complaintStream(id))) as Recorded<ComplaintEvent>[];
  const others = events.slice(1).filter(({ type }) => !type.startsWith('Deadline'));
  return others.map(({ type, data, metadata: { origin } }) => ({ type, data, origin }));
}

/** Waits for what follows by itself. */
async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const tells = (id: string, count: number) =>
  until(
    () => told(id),
    (events) => events.length >= count,
  );
const parked = (automation: string) => parkedOf(source, automation);

describe('carry-links', () => {
  it('says of the other case what was said of the one, and not back', async () => {
    await run(carry());
    const [a, b] = [await received(), await received()];
    await links(a, b);
    expect(await tells(b, 1)).toEqual([{ type: 'Linked', data: { complaintId: a, kind: 'joint' }, origin: 'automation' }]);
    await does(a, 'unlink', { complaintId: b, reason: 'mistaken' });
    expect((await tells(b, 2))[1]).toEqual({
      type: 'Unlinked',
      data: { complaintId: a, kind: 'joint', reason: 'mistaken' },
      origin: 'automation',
    });
    await does(a, 'merge', { complaintId: b, reason: 'same-matter' });
    expect((await tells(b, 3))[2]).toEqual({ type: 'Linked', data: { complaintId: a, kind: 'merged' }, origin: 'automation' });
    await does(a, 'unmerge', { reason: 'two-matters' });
    expect((await tells(b, 4))[3]).toMatchObject({ type: 'Unlinked', data: { complaintId: a, kind: 'merged', reason: 'two-matters' } });
    // Whatever was carried back would be on record before this.
    await links(b, a, 'related');
    await tells(a, 5);
    expect((await told(a)).map(({ origin }) => origin)).toEqual(['api', 'api', 'api', 'api', 'automation']);
    expect(await automationStates(source)).toMatchObject([
      { automation: 'carry-links', parked: 0, error: null, doneAt: expect.any(Date) as Date },
    ]);
  });

  it('names the event as the cause, and the same command whoever carries it and however often', async () => {
    const [a, b] = [await received(), await received()];
    const first = await run(carry());
    await links(a, b);
    await tells(b, 1);
    await first.stop();
    await source.query('UPDATE automations.checkpoint SET position = NULL');
    await run(carry());
    await links(a, b, 'related');
    expect((await tells(b, 2)).map(({ type }) => type)).toEqual(['Linked', 'Linked']);
    const isLinked = ({ type }: { type: string }) => type === 'Linked';
    const linked = (await store.read(complaintStream(a))).find(isLinked);
    const carried = (await store.read(complaintStream(b))).find(isLinked);
    expect(carried!.metadata).toMatchObject({
      $causationId: linked!.id,
      $correlationId: linked!.metadata.$correlationId,
      actor: { sub: 'redress' },
    });
  });

  it('is content where both sides were said by people', async () => {
    const [a, b] = [await received(), await received()];
    await run(carry());
    await links(a, b);
    await links(b, a).catch(() => undefined);
    await links(a, b, 'related');
    await until(
      () => told(b),
      (events) => events.some(({ data }) => 'kind' in data && data.kind === 'related'),
    );
    expect(await parked('carry-links')).toEqual([]);
  });
});

describe('an automation', () => {
  it('begins at the end of the log, and goes on where it was', async () => {
    const [a, b] = [await received(), await received()];
    await links(a, b, 'repeat');
    const first = await run(carry());
    await links(a, b, 'joint');
    expect(await tells(b, 1)).toMatchObject([{ data: { kind: 'joint' } }]);
    await first.stop();
    await links(a, b, 'related');
    await run(carry());
    expect(await tells(b, 2)).toMatchObject([{ data: { kind: 'joint' } }, { data: { kind: 'related' } }]);
  });

  it('does once what was done before it could say so, though it was killed in between', async () => {
    const [a, b] = [await received(), await received()];
    let crashes = 0;
    const carried = carry();
    const crashing: Automation = {
      ...carried,
      act: async (event) => {
        await carried.act(event);
        crashes += 1;
        if (crashes === 1) throw new Error('killed');
      },
    };
    await run(crashing);
    await links(a, b);
    await until(
      () => Promise.resolve(crashes),
      (count) => count === 2,
    );
    expect(await told(b)).toHaveLength(1);
  });

  it('leaves alone what was imported', async () => {
    const [a, b] = [await received(), await received()];
    await run(carry());
    await does(a, 'link', { complaintId: b, kind: 'joint' }, 'import');
    await links(a, b, 'related');
    expect(await tells(b, 1)).toMatchObject([{ data: { kind: 'related' } }]);
  });

  it('parks what cannot be done, and what comes later of the same case; the others go on, and it is done in order once it can be', async () => {
    const [a, b, c] = [await received(), await received(), await received()];
    let isDown = true;
    const tried: string[] = [];
    await run(
      carry({
        execute: (command) => {
          tried.push(command.complaintId);
          if (isDown && command.complaintId === b) throw new RuleViolation('closed-for-today', 'Come back tomorrow.');
          return complaints.execute(command);
        },
      }),
    );
    await links(a, b);
    await does(a, 'unlink', { complaintId: b, reason: 'mistaken' });
    await links(c, b, 'related');
    await links(b, c, 'joint');
    expect(await tells(c, 2)).toHaveLength(2);
    const waiting = await until(
      () => parked('carry-links'),
      (rows) => rows.length === 3,
    );
    expect(waiting).toMatchObject([
      { stream: complaintStream(a), type: 'Linked', code: 'closed-for-today', reason: 'Come back tomorrow.' },
      { stream: complaintStream(a), type: 'Unlinked', code: 'behind' },
      { stream: complaintStream(c), type: 'Linked', code: 'closed-for-today' },
    ]);
    expect(await automationStates(source)).toMatchObject([{ automation: 'carry-links', parked: 3 }]);
    isDown = false;
    await until(
      () => parked('carry-links'),
      (rows) => rows.length === 0,
    );
    const onB = (await told(b))
      .filter(({ origin }) => origin === 'automation')
      .map(({ type, data }) => [type, (data as { complaintId: string }).complaintId]);
    expect(onB.filter(([, other]) => other === a)).toEqual([
      ['Linked', a],
      ['Unlinked', a],
    ]);
    expect(onB).toContainEqual(['Linked', c]);
  });

  it('tries again what may pass, and parks it when it does not; a restart tries it at once', async () => {
    const [a, b] = [await received(), await received()];
    let tries = 0;
    const failing = carry({
      execute: () => {
        tries += 1;
        return Promise.reject(new Error('no luck'));
      },
    });
    const first = await startAutomations({
      dataSource: source,
      log: store,
      automations: [failing],
      patience: { ...patience, parkedMs: 3_600_000 },
    });
    await links(a, b);
    await until(
      () => parked('carry-links'),
      (rows) => rows.length === 1,
    );
    expect(tries).toBe(2);
    await first.stop();
    await run(carry());
    expect(await tells(b, 1)).toMatchObject([{ type: 'Linked' }]);
    await until(
      () => parked('carry-links'),
      (rows) => rows.length === 0,
    );
  });

  it('is run by one worker: who was taken over does nothing more', async () => {
    const [a, b] = [await received(), await received()];
    const acts: string[] = [];
    const by = (worker: string) => carry({ execute: (command) => (acts.push(worker), complaints.execute(command)) });
    const first = await run(by('first'));
    await links(a, b, 'repeat');
    await tells(b, 1);
    await run(by('second'));
    await links(a, b, 'joint');
    await tells(b, 2);
    expect(await first.stopped).toBe('taken-over');
    expect(acts).toEqual(['first', 'second']);
  });

  it('goes on when the log comes back', async () => {
    const [a, b] = [await received(), await received()];
    await run(carry());
    const port = Number(new URL(node.connectionString.replace(/^esdb/, 'http')).port);
    await node.stop();
    node = await startEventNode({ database: database.url, host: '127.0.0.1', port });
    await until(
      () =>
        links(a, b).then(
          () => true,
          () => false,
        ),
      (done) => done,
    );
    expect(await tells(b, 1)).toMatchObject([{ type: 'Linked' }]);
  });
});
