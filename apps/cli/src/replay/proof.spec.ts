import { createSecretKey, randomBytes } from 'node:crypto';
import { complaintEventTypes } from '@redress/complaint';
import { envelop, genesisHash } from '@redress/event-store';
import { story } from '@redress/testing';
import { prove, upTo } from './proof.js';
import type { StoredAnswer, ToldEvent } from './told.js';

const id = '0197b3a0-0000-7000-8000-000000000001';

/** A history as the server answers with it: what is stored, and what it tells of that. */
function answer(complaintId = id): { stored: StoredAnswer[]; events: ToldEvent[] } {
  const open = [
    story.event('Received', story.form),
    story.event('Assigned', { unit: 'beijing' }),
    story.event('Closed', story.sample.Closed),
  ];
  const stored = envelop(open, complaintEventTypes, {
    stream: `complaint-${complaintId}`,
    revision: -1,
    previousHash: genesisHash,
    commandId: 'c',
    commandDigest: 'd',
    correlationId: 'c',
    causationId: 'c',
    actor: { sub: 'u1', roles: ['handler'] },
    occurredAt: story.now,
    origin: 'api',
    policyVersions: {},
    subject: { id: 's', key: createSecretKey(randomBytes(32)) },
    newId: () => 'e',
  }).map((event) => ({ ...event, recordedAt: story.now }));
  const events = stored.map(({ metadata, ...event }, i) => ({ ...event, ...metadata, data: open[i]!.data }) as unknown as ToldEvent);
  // Over the wire.
  return JSON.parse(JSON.stringify({ stored, events })) as { stored: StoredAnswer[]; events: ToldEvent[] };
}

test('a sound history: what is sealed reads as it was opened', () => {
  const { stored, events } = answer();
  const proven = prove(id, { stored, events });
  expect(proven.verdict).toEqual({ verified: true, events: 3, head: stored[2]!.metadata.hash });
  expect(proven.events.map(({ data }) => data)).toEqual(events.map(({ data }) => data));
  expect(proven.events[0]).not.toHaveProperty('commandDigest');
});

test('what is told otherwise than it is stored does not count', () => {
  const { stored, events } = answer();
  const lie = {
    ...events[1]!,
    occurredAt: '2020-01-01T00:00:00.000Z',
    precision: 'day',
    actor: { sub: 'u2', roles: [] },
    data: { unit: 'shanghai', team: 'x' },
  };
  const proven = prove(id, { stored, events: [events[0]!, lie as unknown as ToldEvent] });
  expect(proven.events).toHaveLength(3);
  expect(proven.events[1]).toMatchObject({ occurredAt: story.now, actor: { sub: 'u1' }, data: { unit: 'beijing' } });
  expect(proven.events[1]!.precision).toBeUndefined();
  expect(proven.events[1]!.data).not.toHaveProperty('team');
  expect(proven.events[2]!.data).toHaveProperty('summary.$sealed');
});

test.each<[string, (stored: StoredAnswer[]) => StoredAnswer[] | undefined, number, string]>([
  ['a changed field', ([a, b, c]) => [a!, { ...b!, data: { unit: 'shanghai' } }, c!], 1, 'the event differs from its hash'],
  [
    'a changed time',
    ([a, b, c]) => [a!, b!, { ...c!, metadata: { ...c!.metadata, occurredAt: 'x' } }],
    2,
    'the event differs from its hash',
  ],
  ['a gap', ([a, , c]) => [a!, c!], 1, 'revision 1 is missing'],
  ['a missing beginning', ([, b, c]) => [b!, c!], 0, 'revision 0 is missing'],
  ['an event of another history', ([a, , c]) => [a!, answer().stored[1]!, c!], 1, 'the event does not follow the one before it'],
  [
    'an event of another complaint',
    ([a, b]) => [a!, b!, answer(id.replace('1', '2')).stored[2]!],
    2,
    'the event belongs to complaint-0297',
  ],
  ['no events', () => [], 0, 'no event is there'],
  ['an answer without them', () => undefined, 0, 'no event is there'],
])('%s is found, and only what comes before it is told', (_, tamper, revision, reason) => {
  const { stored, events } = answer();
  const proven = prove(id, { stored: tamper(stored), events });
  expect(proven.verdict).toEqual({ verified: false, stream: `complaint-${id}`, revision, reason: expect.stringContaining(reason) });
  expect(proven.events.map((event) => event.revision)).toEqual([...Array(revision).keys()]);
});

test('a whole history of another complaint proves nothing', () => {
  expect(prove(id, answer(id.replace('1', '2'))).verdict).toMatchObject({ verified: false, revision: 0 });
});

test('the cuts include their own instant', () => {
  const event = (revision: number, occurredAt: string, recordedAt: string) => ({ revision, occurredAt, recordedAt });
  const events = [event(0, '2', '5'), event(1, '1', '5'), event(2, '3', '6')];
  const told = (cut: Parameters<typeof upTo>[1]) => upTo(events, cut).map(({ revision }) => revision);
  expect(told({})).toEqual([0, 1, 2]);
  expect(told({ revision: 1 })).toEqual([0, 1]);
  expect(told({ asOf: '1' })).toEqual([1]);
  expect(told({ knownAt: '5' })).toEqual([0, 1]);
  expect(told({ asOf: '2', knownAt: '4' })).toEqual([]);
});
