import { createSecretKey, randomBytes } from 'node:crypto';
import type { ComplaintCommand } from '@redress/complaint';
import { EventStore, type LogClient } from '@redress/event-store';
import { MemoryLog, story } from '@redress/testing';
import { ComplaintAggregate, complaintDecider, complaintStream } from './complaint.js';
import { eventTypes } from './event-types.js';

const key = createSecretKey(randomBytes(32));

function setUp(log = new MemoryLog()) {
  const options = { connectionString: 'esdb://nowhere', types: eventTypes, appendTimeoutMs: 5, appendAttempts: 1, appendPauseMs: 0 };
  const store = new EventStore(options, log as unknown as LogClient);
  const vault = {
    enrol: (identity: string | null) => Promise.resolve({ id: `subject of ${identity}`, key }),
    keysOf: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, key]))),
    digest: (text: string) => text,
  };
  const reads = jest.spyOn(store, 'read');
  const aggregate = new ComplaintAggregate(complaintDecider, store, vault);
  let ids = 0;
  const run = (id: string, type: ComplaintCommand['type'], data: object, origin = 'api') => {
    const commandId = `c-${(ids += 1)}`;
    const command = {
      ...story.command(type, data as never),
      origin,
      other: undefined,
      complaintId: undefined,
    } as unknown as ComplaintCommand;
    return aggregate.execute(complaintStream(id), command, { commandId, body: {}, correlationId: commandId, causationId: commandId });
  };
  return { log, store, reads, run };
}

const refund = (amount: number) => ({ remedy: 'refund', borne: { amount, currency: 'CNY' }, beneficiary: 'customer', terms: [] });
const gift = (amount: number) => ({ remedy: 'gift', borne: { amount, currency: 'CNY' }, acceptance: 'goodwill' });
const link = (complaintId: string, kind: string) => ({ complaintId, kind });
type Set = ReturnType<typeof setUp>;

async function lastOf({ store }: Set, id: string) {
  return (await store.read(complaintStream(id))).at(-1)!.data as { total?: number; counted?: object[]; elsewhere?: object };
}

describe('what other cases cost', () => {
  it('is read along links from case to case, each once, also where they run in a circle', async () => {
    const set = setUp();
    for (const id of ['a', 'b', 'c', 'd']) await set.run(id, 'receive', story.form);
    await set.run('a', 'link', link('b', 'joint'));
    await set.run('b', 'link', link('a', 'joint'));
    await set.run('b', 'link', link('c', 'joint'));
    await set.run('c', 'link', link('a', 'joint'));
    await set.run('a', 'link', link('d', 'repeat'));
    for (const id of ['b', 'c', 'd']) await set.run(id, 'propose', refund(50_000));
    await set.run('a', 'propose', refund(100_000));
    expect(await lastOf(set, 'a')).toMatchObject({
      total: 200_000,
      elsewhere: { cases: 2, amount: 100_000 },
      counted: [
        { complaintId: 'b', ordered: [], proposed: { amount: 50_000 } },
        { complaintId: 'c', ordered: [], proposed: { amount: 50_000 } },
      ],
    });
  });

  it('of a merged case counts where it goes on', async () => {
    const set = setUp();
    for (const id of ['a', 'b']) await set.run(id, 'receive', story.form);
    await set.run('b', 'compensate', gift(0));
    await set.run('b', 'merge', { complaintId: 'a', reason: 'same-matter' });
    await set.run('a', 'link', link('b', 'merged'), 'automation');
    await set.run('a', 'propose', refund(100));
    expect(await lastOf(set, 'a')).toMatchObject({ total: 100, counted: [{ complaintId: 'b', ordered: [{ amount: 0 }] }] });
  });

  it('costs nothing where there are none', async () => {
    const set = setUp();
    await set.run('a', 'receive', story.form);
    set.reads.mockClear();
    await set.run('a', 'propose', refund(100));
    expect(set.reads).not.toHaveBeenCalled();
    expect(await lastOf(set, 'a')).not.toHaveProperty('counted');
  });

  it('is what another process stored meanwhile', async () => {
    const here = setUp();
    for (const id of ['a', 'b']) await here.run(id, 'receive', story.form);
    await here.run('a', 'link', link('b', 'joint'));
    await here.run('a', 'propose', refund(100_000));
    const there = setUp(here.log);
    await there.run('b', 'propose', refund(150_000));
    await here.run('a', 'propose', refund(110_000));
    expect(await lastOf(here, 'a')).toMatchObject({ total: 260_000 });
  });
});

describe('another case that a command names', () => {
  it('is on record, is another, and goes on itself', async () => {
    const { run } = setUp();
    for (const id of ['a', 'b', 'c']) await run(id, 'receive', story.form);
    await expect(run('a', 'link', link('x', 'joint'))).rejects.toMatchObject({ code: 'no-such-case' });
    await expect(run('a', 'link', link('a', 'joint'))).rejects.toMatchObject({ code: 'linked-to-itself' });
    await expect(run('x', 'link', link('a', 'joint'))).rejects.toMatchObject({ code: 'not-received' });
    await run('b', 'merge', { complaintId: 'c', reason: 'same-matter' });
    await expect(run('c', 'merge', { complaintId: 'b', reason: 'same-matter' })).rejects.toMatchObject({
      code: 'target-merged',
      facts: { into: 'c' },
    });
  });

  it('is closed before what went into it is erased', async () => {
    const { run } = setUp();
    for (const id of ['a', 'b', 'c']) await run(id, 'receive', story.form);
    await run('a', 'merge', { complaintId: 'b', reason: 'same-matter' });
    await run('b', 'merge', { complaintId: 'c', reason: 'same-matter' });
    await expect(run('a', 'erasePersonalData', { reason: 'asked' })).rejects.toMatchObject({
      code: 'case-open',
      facts: { reasons: [{ code: 'case-open', mergedInto: 'b' }] },
    });
    await run('c', 'withdraw', { channel: 'phone' });
    expect(await run('a', 'erasePersonalData', { reason: 'asked' })).toMatchObject({ events: [{ type: 'PersonalDataErased' }] });
  });
});

describe('whom a complaint concerns', () => {
  const subjectsOf = async (data: object) => {
    const { run, store } = setUp();
    await run('a', 'receive', { ...story.form, ...data });
    await run('a', 'addNote', { text: 'Called.' });
    return (await store.read(complaintStream('a'))).map(({ metadata }) => metadata.subjectIds);
  };

  it('is the customer, and in a joint complaint the others who are known by number or address', async () => {
    const complainant = {
      name: 'Li Hua',
      customerNumber: '7',
      others: [{ email: 'Wang@Example.org' }, { name: 'Zhao', phone: '010' }, { customerNumber: '7' }, { customerNumber: '8' }],
    };
    expect(await subjectsOf({ complainantKind: 'joint', complainant })).toEqual([
      ['subject of customer 7', 'subject of email wang@example.org', 'subject of customer 8'],
      ['subject of customer 7'],
    ]);
  });

  it.each(['proxy', 'guardian', 'heir'])('is the customer, not their %s', async (complainantKind) => {
    const complainant = {
      email: 'li@example.org',
      representative: { email: 'lawyer@example.org', customerNumber: '9', capacity: 'attorney' },
    };
    expect(await subjectsOf({ complainantKind, complainant })).toEqual([
      ['subject of email li@example.org'],
      ['subject of email li@example.org'],
    ]);
  });

  it('is somebody new where nothing names them', async () => {
    expect((await subjectsOf({ complainantKind: 'anonymous', complainant: { phone: '010' } }))[0]).toEqual(['subject of null']);
  });
});
