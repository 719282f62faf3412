import { createSecretKey, randomBytes } from 'node:crypto';
import { defaultMatrix, type AuthorityCommand } from '@redress/authority';
import type { ComplaintCommand, ComplaintEvent } from '@redress/complaint';
import { EventStore, StoreUnavailable, type LogClient } from '@redress/event-store';
import type { Actor, Instant, Recorded } from '@redress/kernel';
import { MemoryLog, story, type Fault } from '@redress/testing';
import type { Request } from './aggregate.js';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityHandler,
  AuthorityPolicies,
  authorityStream,
  HandleAuthority,
} from './authority.js';
import { ComplaintAggregate, complaintDecider, ComplaintHandler, HandleComplaint } from './complaint.js';
import { eventTypes } from './event-types.js';
import { complaintStream } from './other-cases.js';
import { Policies, PolicyAggregate, policyDecider } from './policies.js';

const key = createSecretKey(randomBytes(32));
const vault = {
  enrol: () => Promise.resolve({ id: 'subject', key }),
  keysOf: () => Promise.resolve(new Map([['subject', key]])),
  digest: (text: string) => text,
};
const at = (seconds: number): Instant => new Date(Date.UTC(2026, 10, 22, 8, 0, seconds)).toISOString();
const later = at(3_600);

/** One process on a log that others may share. */
function setUp(log = new MemoryLog()) {
  const options = { connectionString: 'esdb://nowhere', types: eventTypes, appendTimeoutMs: 5, appendAttempts: 1, appendPauseMs: 0 };
  const store = new EventStore(options, log as unknown as LogClient);
  const reads = jest.spyOn(store, 'readStored');
  const policies = new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault));
  const authority = new AuthorityHandler(new AuthorityAggregate(authorityDecider, store, vault), policies);
  const complaints = new ComplaintHandler(
    new ComplaintAggregate(complaintDecider, store, vault),
    policies,
    new Policies(new PolicyAggregate(policyDecider, store, vault)),
  );
  return { log, store, reads, policies, authority, complaints };
}
type Process = ReturnType<typeof setUp>;

let ids = 0;
const request = (commandId = `command-${(ids += 1)}`): Request => ({
  commandId,
  body: {},
  correlationId: commandId,
  causationId: commandId,
});
function ask<T extends AuthorityCommand['type']>(
  { authority }: Process,
  type: T,
  data: Extract<AuthorityCommand, { type: T }>['data'],
  now: Instant,
  by: Actor = { sub: 'u-admin', roles: ['policy-admin'] },
) {
  return authority.execute(new HandleAuthority({ type, data, by, occurredAt: now, now, origin: 'api' } as never, request()));
}
const { version: _version, effectiveFrom: _effectiveFrom, ...rest } = defaultMatrix;
const typesIn = (log: MemoryLog, stream = authorityStream) => (log.streams.get(stream) ?? []).map(({ type }) => type);

describe('the default matrix', () => {
  it('is published when a matrix is needed and there is none, and says why it is as it is', async () => {
    const { policies, store } = setUp();
    expect(await policies.matrixAt(at(0))).toEqual(defaultMatrix);
    expect(await store.readStored(authorityStream)).toEqual([
      expect.objectContaining({
        type: 'MatrixPublished',
        data: defaultMatrix,
        metadata: expect.objectContaining({ origin: 'automation', actor: { sub: 'redress', roles: [] } }) as unknown,
      }),
    ]);
  });

  it('is published once, by however many processes at once, whatever gets lost', async () => {
    const log = new MemoryLog();
    log.faults = ['lost-acknowledgement', 'lost-request', 'silence'] satisfies Fault[];
    const processes = Array.from({ length: 5 }, () => setUp(log));
    const insist = async ({ policies }: Process) => {
      for (;;) {
        const answer: unknown = await policies.matrixAt(at(0)).catch((error: unknown) => error);
        if (!(answer instanceof StoreUnavailable)) return answer;
      }
    };
    expect(new Set(await Promise.all(processes.map(insist)))).toEqual(new Set([defaultMatrix]));
    expect(typesIn(log)).toEqual(['MatrixPublished']);
  });

  it('comes before whatever is published first by command', async () => {
    const process = setUp();
    expect(await ask(process, 'publishMatrix', rest, at(0))).toMatchObject({ revision: 1 });
    expect(await process.policies.matrixAt(later)).toEqual({ ...defaultMatrix, version: 2, effectiveFrom: at(60) });
  });
});

describe('the matrix of a decision', () => {
  it('is read once in 30 s, the new part of the log alone', async () => {
    const { policies, reads } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => policies.matrixAt(at(0))));
    reads.mockClear();
    for (const seconds of [0, 10, 30, 5]) await policies.matrixAt(at(seconds));
    expect(reads).not.toHaveBeenCalled();
    await Promise.all(Array.from({ length: 20 }, () => policies.matrixAt(at(31))));
    expect(reads.mock.calls).toEqual([[authorityStream, 1]]);
  });

  it('is the one that another process published, from the instant on from which it is in force', async () => {
    const here = setUp();
    await here.policies.matrixAt(at(0));
    await ask(setUp(here.log), 'publishMatrix', rest, at(1));
    for (const seconds of [2, 29, 59, 60]) expect((await here.policies.matrixAt(at(seconds))).version).toBe(1);
    expect((await here.policies.matrixAt(at(61))).version).toBe(2);
  });

  it('is read again after the store was away', async () => {
    const { policies, log } = setUp();
    log.faults = ['lost-request'];
    await expect(policies.matrixAt(at(0))).rejects.toThrow(StoreUnavailable);
    expect((await policies.matrixAt(at(0))).version).toBe(1);
  });
});

const cfo: Actor = { sub: 'u-cfo', roles: ['cfo'] };
const leave = { id: 'd-1', delegate: 'u-deputy', role: 'cfo', until: later, reason: 'On leave.' };

describe('a delegation', () => {
  it('is known at once, and its revocation by another process as well', async () => {
    const here = setUp();
    await ask(here, 'delegateAuthority', leave, at(0), cfo);
    expect(await here.policies.delegation('d-1', at(0))).toMatchObject({ delegator: 'u-cfo', role: 'cfo' });
    await ask(setUp(here.log), 'revokeDelegation', { id: 'd-1', reason: 'Back.' }, at(1), cfo);
    expect(await here.policies.delegation('d-1', at(1))).toBeUndefined();
  });
});

describe('a command on a complaint', () => {
  const events = async ({ store }: Process) => (await store.read(complaintStream('c'))) as Recorded<ComplaintEvent>[];
  const handler: Actor = { sub: 'u-handler', roles: ['handler'] };
  /** As the edge sends it: without policies. */
  function run({ complaints }: Process, type: ComplaintCommand['type'], data: object, by = handler) {
    const command = { type, data, by, occurredAt: at(0), now: at(0), origin: 'api' } as unknown as ComplaintCommand;
    return complaints.execute(new HandleComplaint('c', command, request()));
  }
  const proposal = { remedy: 'refund', borne: { amount: 200_000, currency: 'CNY' }, beneficiary: 'customer', terms: [] };

  async function proposed(): Promise<Process> {
    const process = setUp();
    await run(process, 'receive', story.form);
    await run(process, 'propose', proposal);
    return process;
  }

  it('is decided under the matrix in force, whose version its envelope keeps', async () => {
    const told = (await events(await proposed())).filter(({ type }) => !type.startsWith('Deadline'));
    expect(told.map(({ type, metadata }) => [type, metadata.policyVersions])).toEqual([
      ['Received', { taxonomy: 1, packs: 1, calendars: 1 }],
      ['ResolutionProposed', { authority: 1, taxonomy: 1 }],
      ['ApprovalRequested', { authority: 1, taxonomy: 1 }],
    ]);
    expect(told[2]!.data).toMatchObject({ matrixVersion: 1, band: { scope: 'branch' } });
  });

  it('is signed for somebody else by a delegation that is in force, and both names are kept', async () => {
    const process = await proposed();
    await ask(process, 'delegateAuthority', leave, at(0), cfo);
    const deputy: Actor = { sub: 'u-deputy', roles: ['handler'] };
    await run(process, 'approve', { decision: 'granted', delegation: 'd-1' }, deputy);
    const granted = (await events(process)).at(-1)!;
    expect(granted.data).toMatchObject({ role: 'cfo', approver: 'u-deputy', actingFor: 'u-cfo', delegation: 'd-1' });
    expect(granted.metadata.actor).toEqual({ ...deputy, actingFor: 'u-cfo' });
    const signing = run(process, 'approve', { decision: 'granted', delegation: 'd-2' }, deputy);
    await expect(signing).rejects.toMatchObject({ code: 'no-such-delegation' });
  });
});
