import { createSecretKey, randomBytes } from 'node:crypto';
import { faultParties, grades, outcomes, rootCauses, severities, topLevel, type ComplaintCommand } from '@redress/complaint';
import { EventStore, StoreUnavailable, type LogClient } from '@redress/event-store';
import type { Actor, Instant } from '@redress/kernel';
import { closedLists, kinds, knownGrades, knownSeverities, policyKinds, type PolicyKind, type PublishPolicy } from '@redress/policy';
import { MemoryLog, story, type Fault } from '@redress/testing';
import type { Request } from './aggregate.js';
import { AuthorityAggregate, authorityDecider, AuthorityPolicies } from './authority.js';
import { ComplaintAggregate, complaintDecider, ComplaintHandler, complaintStream, HandleComplaint } from './complaint.js';
import { eventTypes } from './event-types.js';
import { HandlePolicy, Policies, PolicyAggregate, policyDecider, PolicyHandler, policyStream } from './policies.js';

const key = createSecretKey(randomBytes(32));
const vault = {
  enrol: () => Promise.resolve({ id: 'subject', key }),
  keysOf: () => Promise.resolve(new Map([['subject', key]])),
  digest: (text: string) => text,
};
const at = (seconds: number): Instant => new Date(Date.UTC(2026, 10, 22, 8, 0, seconds)).toISOString();

/** One process on a log that others may share. */
function setUp(log = new MemoryLog()) {
  const options = { connectionString: 'esdb://nowhere', types: eventTypes, appendTimeoutMs: 5, appendAttempts: 1, appendPauseMs: 0 };
  const store = new EventStore(options, log as unknown as LogClient);
  const reads = jest.spyOn(store, 'readStored');
  const policies = new Policies(new PolicyAggregate(policyDecider, store, vault));
  const handler = new PolicyHandler(new PolicyAggregate(policyDecider, store, vault), policies);
  const authority = new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault));
  const complaints = new ComplaintHandler(new ComplaintAggregate(complaintDecider, store, vault), authority, policies);
  return { log, store, reads, policies, handler, complaints };
}
type Process = ReturnType<typeof setUp>;

let ids = 0;
const request = (commandId = `command-${(ids += 1)}`): Request => ({
  commandId,
  body: {},
  correlationId: commandId,
  causationId: commandId,
});
function publish<K extends PolicyKind>({ handler }: Process, kind: K, document: PublishPolicy<K>['data']['document'], now: Instant) {
  const data = { kind, reason: 'Ours.', document };
  const by = { sub: 'u-admin', roles: ['policy-admin'] };
  return handler.execute(
    new HandlePolicy({ type: 'publishPolicy', data, by, occurredAt: now, now, origin: 'api' } as PublishPolicy, request()),
  );
}

it('policies close the lists of codes that the language of complaints closes', () => {
  expect(closedLists).toEqual({
    rootCauses,
    faultParties,
    outcomes,
    levels: Array.from({ length: topLevel }, (_, i) => String(i + 1)),
  });
});

it('policies know the severities and grades of the language of complaints', () => {
  expect({ knownSeverities, knownGrades }).toEqual({ knownSeverities: severities, knownGrades: grades });
});

describe.each(policyKinds)('the standard of kind %s', (kind) => {
  it('is published when one is needed and there is none, and says why it is as it is', async () => {
    const { policies, store } = setUp();
    const { standard: document, reason } = kinds[kind];
    const policy = { kind, version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', reason, document };
    expect(await policies.at(kind, at(0))).toEqual(policy);
    expect(await store.readStored(policyStream(kind))).toEqual([
      expect.objectContaining({
        type: 'PolicyPublished',
        data: policy,
        metadata: expect.objectContaining({ origin: 'automation', actor: { sub: 'redress', roles: [] } }) as unknown,
      }),
    ]);
  });
});

describe('a policy', () => {
  it('is published once, by however many processes at once, whatever gets lost', async () => {
    const log = new MemoryLog();
    log.faults = ['lost-acknowledgement', 'lost-request', 'silence'] satisfies Fault[];
    const insist = async ({ policies }: Process) => {
      for (;;) {
        const answer: unknown = await policies.at('units', at(0)).catch((error: unknown) => error);
        if (!(answer instanceof StoreUnavailable)) return answer;
      }
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => insist(setUp(log))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect(log.streams.get(policyStream('units'))).toHaveLength(1);
  });

  it('has its standard before whatever is published first by command', async () => {
    const process = setUp();
    expect(await publish(process, 'units', kinds.units.standard, at(0))).toMatchObject({ revision: 1 });
    expect(await process.policies.at('units', at(3_600))).toMatchObject({ version: 2, effectiveFrom: at(60) });
  });

  it('is read once in 30 s, each kind by itself, and the new part of its stream alone', async () => {
    const { policies, reads } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => policies.at('units', at(0))));
    reads.mockClear();
    for (const seconds of [0, 10, 30, 5]) await policies.at('units', at(seconds));
    expect(reads).not.toHaveBeenCalled();
    await Promise.all(Array.from({ length: 20 }, () => policies.at('units', at(31))));
    expect(reads.mock.calls).toEqual([[policyStream('units'), 1]]);
  });

  it('is the one that another process published, from the instant on from which it is in force', async () => {
    const here = setUp();
    await here.policies.at('units', at(0));
    await publish(setUp(here.log), 'units', kinds.units.standard, at(1));
    for (const seconds of [2, 29, 59, 60]) expect((await here.policies.at('units', at(seconds))).version).toBe(1);
    expect((await here.policies.at('units', at(61))).version).toBe(2);
  });
});

describe('packs', () => {
  const pack = kinds.packs.standard.packs['default']!;
  const packs = { ours: { ...pack, summary: { ...pack.summary, calendar: 'ours' } } };

  it('run by calendars that are in force when they are', async () => {
    const process = setUp();
    const unknown = {
      code: 'unknown-calendar',
      facts: expect.objectContaining({ path: 'packs.ours.summary.calendar', calendar: 'ours' }) as unknown,
    };
    await expect(publish(process, 'packs', { packs }, at(0))).rejects.toMatchObject(unknown);
    await publish(process, 'calendars', { calendars: { ours: kinds.calendars.standard.calendars['uk']! } }, at(10));
    expect(await publish(process, 'packs', { packs }, at(11))).toMatchObject({ revision: 1 });
    expect((await process.policies.at('packs', at(71))).document).toEqual({
      ...kinds.packs.standard,
      packs: { ...kinds.packs.standard.packs, ...packs },
    });
  });
});

describe('a command on a complaint', () => {
  const handler: Actor = { sub: 'u-handler', roles: ['handler'] };
  /** As the edge sends it: without policies. */
  function run({ complaints }: Process, type: ComplaintCommand['type'], data: object, now = at(0)) {
    const command = { type, data, by: handler, occurredAt: now, now, origin: 'api' } as unknown as ComplaintCommand;
    return complaints.execute(new HandleComplaint('c', command, request()));
  }
  const stored = ({ store }: Process) => store.readStored(complaintStream('c'));
  const told = async (process: Process) =>
    (await stored(process))
      .filter(({ type }) => !type.startsWith('Deadline'))
      .map(({ type, metadata, data }) => [type, metadata.policyVersions, (data as { suggestion?: object }).suggestion]);

  it('keeps the version of the taxonomy, and of the library where that suggests a category', async () => {
    const process = setUp();
    await run(process, 'receive', { ...story.form, account: '他态度恶劣。', demands: 'An apology.' });
    await run(process, 'addNote', { text: 'Seen.' });
    expect(await told(process)).toEqual([
      ['Received', { taxonomy: 1, keywords: 1, packs: 1, calendars: 1 }, { category: 'attitude', library: 1 }],
      ['NoteAdded', { taxonomy: 1 }, undefined],
    ]);
  });

  it('suggests nothing where the words point to nothing', async () => {
    const process = setUp();
    await run(process, 'receive', { ...story.form, account: 'Hm.', demands: undefined });
    expect(await told(process)).toEqual([['Received', { taxonomy: 1, packs: 1, calendars: 1 }, undefined]]);
  });

  it('sets the clocks of its pack, and goes on under that though another version is in force', async () => {
    const process = setUp();
    await run(process, 'receive', { ...story.form, account: 'Hm.', demands: undefined });
    const { default: standard } = kinds.packs.standard.packs;
    const slow = standard!.clocks.map((rule) => ({ ...rule, length: { amount: 99, unit: 'hours' as const } }));
    await publish(process, 'packs', { packs: { default: { ...standard!, clocks: slow } } }, at(0));
    await run(process, 'requestContribution', { of: { unit: 'workshop' }, question: 'Why?', answerBy: at(7_200) }, at(3_600));
    const clocks = (await stored(process)).filter(({ type }) => type === 'DeadlineSet');
    expect(clocks.map(({ data, metadata }) => [data, metadata.policyVersions])).toEqual([
      ...standard!.clocks
        .filter(({ starts, when }) => starts.includes('received') && !when)
        .map(({ clock }) => [
          expect.objectContaining({
            clock,
            pack: { name: 'default', version: 1 },
            calendar: { name: 'cn', version: 1 },
            moment: 'received',
          }),
          { taxonomy: 1, packs: 1, calendars: 1 },
        ]),
      [
        expect.objectContaining({ clock: 'contribution-1', pack: { name: 'default', version: 1 }, due: at(7_200) }),
        { taxonomy: 1, packs: 1, calendars: 1 },
      ],
    ]);
  });

  it('is coded as a strict taxonomy says from the moment on at which that is in force', async () => {
    const process = setUp();
    const channels = { strict: true, entries: [{ code: 'counter', labels: { 'zh-CN': '柜面', en: 'counter' } }] };
    await publish(process, 'taxonomy', { channels }, at(0));
    const receive = (channel: string, now: Instant) => run(process, 'receive', { ...story.form, channel }, now);
    await expect(receive('countr', at(60))).rejects.toMatchObject({
      code: 'unknown-code',
      facts: { field: 'channel', code: 'countr', list: 'channels', version: 2, meant: 'counter' },
    });
    await receive('countr', at(59));
    await run(process, 'addNote', { text: 'Later.' }, at(60));
    expect((await told(process)).map(([type, versions]) => [type, versions])).toEqual([
      ['Received', expect.objectContaining({ taxonomy: 1 })],
      ['NoteAdded', { taxonomy: 2 }],
    ]);
  });

  it('reads nothing more for it', async () => {
    const process = setUp();
    await run(process, 'receive', story.form);
    process.reads.mockClear();
    for (let i = 0; i < 5; i++) await run(process, 'addNote', { text: 'Seen.' }, at(i));
    expect(process.reads).not.toHaveBeenCalled();
  });

  it('takes histories of other systems as they were coded there', async () => {
    const process = setUp();
    const channels = { strict: true, entries: [{ code: 'phone', labels: { 'zh-CN': '电话', en: 'phone' } }] };
    await publish(process, 'taxonomy', { channels }, at(0));
    const received = { type: 'Received', occurredAt: at(-60), data: { ...story.form, channel: 'Postal mail' } };
    const history = { source: { system: 'crm', id: '1' }, events: [received], columns: {}, warnings: [] };
    await run(process, 'importHistory', history, at(100));
    expect((await told(process)).map(([, versions]) => versions)).toEqual([{}, {}]);
  });
});
