import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { EventStore, StoreUnavailable, verifyChain, type LogClient } from '@redress/event-store';
import { Contradiction, RuleViolation, type Command, type Event, type Recorded } from '@redress/kernel';
import { MemoryLog, type Fault } from '@redress/testing';
import { Aggregate, StaleRevision, TooManyConflicts, type Decider, type Request } from './aggregate.js';

/** A ledger: the smallest aggregate that shows an event that was doubled, lost or reordered. */
type Added = Event<'Added', { amount: number; note?: string }>;
type Add = Command<'add', { amount: number; note?: string }>;
interface Ledger {
  readonly total: number;
}

const ledger: Decider<Ledger, Add, Added> = {
  initial: { total: 0 },
  types: { Added: { version: 1, personal: ['note'] } },
  decide(state, { data }) {
    if (state.total + data.amount > 100) throw new RuleViolation('ledger-full', 'the ledger is full', { total: state.total });
    return [{ type: 'Added', data }];
  },
  evolve: (state, event) => ({ total: state.total + event.data.amount }),
  begins: ({ data }) => data.amount === 0,
  identityOf: () => null,
  policyVersionsOf: ({ data }): Record<string, number> => (data.amount === 7 ? { ceiling: 3 } : {}),
};

class FakeVault {
  readonly keys = new Map<string, KeyObject>();
  enrol() {
    const id = `subject-${this.keys.size}`;
    const key = createSecretKey(randomBytes(32));
    this.keys.set(id, key);
    return Promise.resolve({ id, key });
  }
  keysOf(ids: readonly string[]) {
    return Promise.resolve(new Map([...this.keys].filter(([id]) => ids.includes(id))));
  }
  digest(text: string) {
    return text;
  }
}

function setUp(log = new MemoryLog(), vault = new FakeVault()) {
  const options = { connectionString: 'esdb://nowhere', types: ledger.types, appendTimeoutMs: 5, appendAttempts: 2, appendPauseMs: 0 };
  const store = new EventStore(options, log as unknown as LogClient);
  return { log, vault, store, aggregate: new Aggregate(ledger, store, vault) };
}

const add = (amount: number, note?: string): Add => ({
  type: 'add',
  data: { amount, ...(note && { note }) },
  by: { sub: 'u1', roles: ['handler'] },
  occurredAt: '2026-11-22T08:00:00.000Z',
  now: '2026-11-22T08:00:00.000Z',
  origin: 'api',
});
const request = (commandId: string, body: object = { commandId }, expectedRevision?: number): Request => ({
  commandId,
  body,
  correlationId: commandId,
  causationId: commandId,
  expectedRevision,
});
const amountsIn = (log: MemoryLog, stream = 's') => (log.streams.get(stream) ?? []).map(({ data }) => (data as { amount: number }).amount);

describe('an aggregate', () => {
  it('appends what was decided and answers with revision, position and events', async () => {
    const { aggregate } = setUp();
    await aggregate.execute('s', add(1), request('c1'));
    expect(await aggregate.execute('s', add(2), request('c2'))).toEqual({
      revision: 1,
      position: 2n,
      repeated: false,
      events: [{ id: expect.any(String) as string, type: 'Added', revision: 1 }],
    });
  });

  it('keeps under which policies was decided, and reads what others appended', async () => {
    const { aggregate, log, vault, store } = setUp();
    expect(await aggregate.latest('s')).toEqual({ total: 0 });
    await aggregate.execute('s', add(1), request('c1'));
    await setUp(log, vault).aggregate.execute('s', add(7), request('c2'));
    expect(await aggregate.latest('s')).toEqual({ total: 8 });
    expect((await store.readStored('s')).map(({ metadata }) => metadata.policyVersions)).toEqual([{}, { ceiling: 3 }]);
  });

  it('answers in whole what it heard of in part, and lets nothing that it heard stop who reads', async () => {
    const twice: typeof ledger = { ...ledger, decide: (_, { data }) => [data, data].map((one) => ({ type: 'Added', data: one })) };
    const { log, vault, store } = setUp();
    const answer = await new Aggregate(twice, store, vault).execute('s', add(1), request('c1'));
    const [first] = (await store.read('s')) as Recorded<Added>[];
    const hearing = new Aggregate(twice, setUp(log, vault).store, vault);
    hearing.heard(first!);
    expect(await hearing.execute('s', add(1), request('c1'))).toEqual({ ...answer, repeated: true });
    const evolve = () => {
      throw new Error('the log is damaged');
    };
    const broken = new Aggregate({ ...ledger, evolve }, store, vault);
    broken.heard(first!);
    expect(broken.known('s')).toBeUndefined();
  });

  it('need not read what it heard of; what does not follow on what it knows, it leaves', async () => {
    const { aggregate, log, vault, store } = setUp();
    for (const n of [1, 2, 3]) await aggregate.execute('s', add(n), request(`c${n}`));
    const [first, second, third] = (await store.read('s')) as Recorded<Added>[];
    const hearing = setUp(log, vault);
    const read = jest.spyOn(hearing.store, 'read');
    for (const event of [second!, first!, third!, { ...second!, metadata: { ...second!.metadata, previousHash: 'another' } }])
      hearing.aggregate.heard(event);
    expect(hearing.aggregate.known('s')).toEqual({ total: 1 });
    hearing.aggregate.heard(second!);
    hearing.aggregate.heard(second!);
    expect(hearing.aggregate.known('s')).toEqual({ total: 3 });
    expect(read).not.toHaveBeenCalled();
    await hearing.aggregate.execute('s', add(4), request('c4'));
    expect(read.mock.calls).toEqual([['s', 2, second!.metadata.hash]]);
    expect(amountsIn(log)).toEqual([1, 2, 3, 4]);
    expect(hearing.aggregate.known('elsewhere')).toBeUndefined();
  });

  it('answers a command id as it was answered the first time, also after a restart', async () => {
    const { aggregate, log, vault } = setUp();
    const first = await aggregate.execute('s', add(1), request('c1'));
    await aggregate.execute('s', add(2), request('c2'));
    expect(await aggregate.execute('s', add(1), request('c1'))).toEqual({ ...first, repeated: true });
    expect(await setUp(log, vault).aggregate.execute('s', add(1), request('c1'))).toEqual({ ...first, repeated: true });
    expect(amountsIn(log)).toEqual([1, 2]);
  });

  it('refuses a command id that comes again with another body', async () => {
    const { aggregate } = setUp();
    await aggregate.execute('s', add(1), request('c1', { a: 1 }));
    const again = aggregate.execute('s', add(1), request('c1', { a: 2 }));
    await expect(again).rejects.toThrow(Contradiction);
    await expect(again).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('does not remember refusals', async () => {
    const { aggregate } = setUp();
    await expect(aggregate.execute('s', add(101), request('c1'))).rejects.toMatchObject({ code: 'ledger-full' });
    expect(await aggregate.execute('s', add(1), request('c1'))).toMatchObject({ revision: 0 });
  });

  it('takes 100 writers of one stream one after the other', async () => {
    const { aggregate, log } = setUp();
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, i) => aggregate.execute('s', add(1), request(`c${i}`))));
    expect(outcomes.map(({ revision }) => revision)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(amountsIn(log)).toHaveLength(100);
  });

  it('carries the same command out once when it comes 100 times at once', async () => {
    const { log, vault } = setUp();
    const nodes = Array.from({ length: 4 }, () => setUp(log, vault).aggregate);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, i) => nodes[i % 4]!.execute('s', add(1), request('c1'))));
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(amountsIn(log)).toEqual([1]);
  });

  it('decides again on what another process appended: a stale cache refuses nothing wrongly and accepts nothing wrongly', async () => {
    const { log, vault, aggregate } = setUp();
    const other = setUp(log, vault).aggregate;
    await aggregate.execute('s', add(90), request('c1'));
    await other.execute('s', add(-50), request('c2'));
    expect(await aggregate.execute('s', add(60), request('c3'))).toMatchObject({ revision: 2 });
    await expect(other.execute('s', add(60), request('c4'))).rejects.toMatchObject({ code: 'ledger-full', facts: { total: 100 } });
  });

  it('refuses a revision that is no longer the last, and names the current one', async () => {
    const { log, vault, aggregate } = setUp();
    await aggregate.execute('s', add(1), request('c1'));
    await setUp(log, vault).aggregate.execute('s', add(1), request('c2'));
    const stale = aggregate.execute('s', add(1), request('c3', {}, 0));
    await expect(stale).rejects.toThrow(StaleRevision);
    await expect(stale).rejects.toMatchObject({ current: 1 });
    expect(await aggregate.execute('s', add(1), request('c4', {}, 1))).toMatchObject({ revision: 2 });
  });

  it('gives up after ten conflicts', async () => {
    const { log, vault, aggregate } = setUp();
    const other = setUp(log, vault).aggregate;
    let n = 0;
    log.intruder = async (stream) => void (await other.execute(stream, add(1), request(`intruder-${(n += 1)}`)));
    log.faults = Array.from({ length: 20 }, (): Fault => 'conflict');
    await expect(aggregate.execute('s', add(1), request('c1'))).rejects.toThrow(TooManyConflicts);
    expect(amountsIn(log)).toHaveLength(10);
  });

  it('finds its own append again after a lost acknowledgement, even if the store forgot the ids', async () => {
    const { aggregate, log } = setUp();
    log.forgetsIds = true;
    log.faults = ['lost-acknowledgement'];
    expect(await aggregate.execute('s', add(1), request('c1'))).toMatchObject({ revision: 0, repeated: false });
    expect(amountsIn(log)).toEqual([1]);
  });

  it('says that the outcome is unknown when nobody answers, and the same command settles it', async () => {
    const { aggregate, log } = setUp();
    log.faults = ['silence', 'silence'];
    const silent = aggregate.execute('s', add(1), request('c1'));
    await expect(silent).rejects.toThrow(StoreUnavailable);
    await expect(silent).rejects.toMatchObject({ outcomeUnknown: true });
    expect(await aggregate.execute('s', add(1), request('c1'))).toMatchObject({ revision: 0, repeated: true });
    expect(amountsIn(log)).toEqual([1]);
  });

  it('writes nothing personal any more once the key of its person was destroyed', async () => {
    const { aggregate, vault } = setUp();
    await aggregate.execute('s', add(1, 'a note'), request('c1'));
    vault.keys.clear();
    await expect(aggregate.execute('s', add(1, 'another note'), request('c2'))).rejects.toMatchObject({ code: 'personal-data-erased' });
    expect(await aggregate.execute('s', add(1), request('c3'))).toMatchObject({ revision: 1 });
  });

  it('keeps nothing personal in memory', async () => {
    const { aggregate } = setUp();
    await aggregate.execute('s', add(1, 'what she said'), request('c1'));
    expect(
      JSON.stringify([...(aggregate as unknown as { cache: Map<string, { state: object }> }).cache.values()].map(({ state }) => state)),
    ).not.toContain('what she said');
  });
});

/** Random commands, time-outs, lost requests and acknowledgements, conflicts and restarts. */
describe('whatever goes wrong', () => {
  const step = fc.record({
    stream: fc.constantFrom('a', 'b'),
    fault: fc.array(fc.constantFrom<Fault>('none', 'lost-acknowledgement', 'lost-request', 'silence', 'conflict'), { maxLength: 4 }),
    restart: fc.boolean(),
    together: fc.integer({ min: 1, max: 3 }),
  });

  it('no event is doubled, lost or reordered, and the chain verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), async (steps, forgetsIds) => {
        const { log, vault, store, aggregate: first } = setUp();
        let aggregate = first;
        log.forgetsIds = forgetsIds;
        const intruder = setUp(log, vault).aggregate;
        let ids = 0;
        const wanted = new Map<string, string[]>();
        const acknowledged = new Map<string, number>();
        const next = (stream: string) => {
          const id = `command-${(ids += 1)}`;
          wanted.set(stream, [...(wanted.get(stream) ?? []), id]);
          return id;
        };
        log.intruder = async (stream) => {
          const id = next(stream);
          acknowledged.set(id, (await intruder.execute(stream, add(0, id), request(id))).revision);
        };
        for (const { stream, fault, restart, together } of steps) {
          if (restart) aggregate = setUp(log, vault).aggregate;
          log.faults = fault;
          // As a client does: the same command until it is answered.
          const settle = async (id: string) => {
            for (;;) {
              const outcome = await aggregate.execute(stream, add(0, id), request(id)).catch((error: unknown) => error);
              if (!(outcome instanceof Error)) return void acknowledged.set(id, (outcome as { revision: number }).revision);
              expect(outcome).toBeInstanceOf(StoreUnavailable);
              log.faults = [];
            }
          };
          await Promise.all(Array.from({ length: together }, () => settle(next(stream))));
        }
        for (const [stream, commands] of wanted) {
          const events = await store.readStored(stream);
          verifyChain(events);
          const stored = events.map(({ metadata }) => metadata.commandId);
          expect([...stored].sort()).toEqual([...commands].sort());
          for (const [revision, id] of stored.entries()) expect(acknowledged.get(id)).toBe(revision);
        }
      }),
      { numRuns: 60 },
    );
  });
});
