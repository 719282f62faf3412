import type { ComplaintEvent } from '@redress/complaint';
import { recorded, story, uuid } from '@redress/testing';
import type { ListedComplaint } from './complaint-list.entity.js';
import { foldListed } from './complaint-list.js';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;

const day = (n: number) => `2026-11-${10 + n}T08:00:00.000Z`;

/** One event a day, from the 10th on. */
function fold(...events: readonly Told[]): Readonly<ListedComplaint> {
  return events.reduce<ListedComplaint | undefined>(
    (row, event, i) => foldListed(row, recorded(1, i, event, { position: BigInt(100 + i), occurredAt: day(i) })),
    undefined,
  )!;
}

const { event, sample } = story;
const received = event('Received', { ...story.form, tags: ['vip', 'press'], sourceReference: 'FOS-1' });

test('Received begins the row', () => {
  expect(fold(received)).toEqual({
    complaintId: uuid(1),
    status: 'open',
    channel: 'phone',
    cause: 'staff-attitude',
    product: 'warranty',
    unit: 'beijing',
    jurisdiction: 'cn',
    grade: 'complaint',
    assignee: null,
    assignedUnit: null,
    assignedTeam: null,
    assignedSkill: null,
    level: 1,
    outcome: null,
    tags: ['vip', 'press'],
    language: 'zh-CN',
    origin: 'api',
    receivedAt: new Date(day(0)),
    lastEventAt: new Date(day(0)),
    closedAt: null,
    acknowledged: false,
    investigated: false,
    replied: false,
    reopenedCount: 0,
    sourceReference: 'FOS-1',
    sourceSystem: null,
    sourceId: null,
    revision: 0,
    position: '100',
  });
});

const always = { revision: 1, position: '101', lastEventAt: new Date(day(1)) };

test.each<[Told, Partial<ListedComplaint>]>([
  [event('Acknowledged', sample.Acknowledged), { acknowledged: true }],
  [event('Assigned', { person: 'u-1', skill: 'aviation' }), { assignee: 'u-1', assignedSkill: 'aviation' }],
  [event('Assigned', { unit: 'beijing', team: 'back office' }), { assignedUnit: 'beijing', assignedTeam: 'back office' }],
  [event('Apologised', sample.Apologised), {}],
  [event('Investigated', sample.Investigated), { investigated: true }],
  [event('Compensated', sample.Compensated), {}],
  [event('Escalated', sample.Escalated), { level: 2 }],
  [event('Escalated', { track: 'external', body: 'regulator', reason: 'r', trigger: 'customer' }), {}],
  [event('ReplySent', sample.ReplySent), { replied: true }],
  [event('ReplySent', { ...sample.ReplySent, kind: 'summary' }), { replied: true }],
  [event('ReplySent', { ...sample.ReplySent, kind: 'holding' }), {}],
  [event('FollowedUp', sample.FollowedUp), {}],
  [event('Withdrawn', sample.Withdrawn), {}],
  [event('Closed', sample.Closed), { status: 'closed', outcome: 'upheld', closedAt: new Date(day(1)) }],
  [event('HistoryImported', sample.HistoryImported), { sourceSystem: 'old-crm', sourceId: '4711', lastEventAt: new Date(day(0)) }],
])('%j', (told, changes) => {
  expect(fold(received, told)).toEqual({ ...fold(received), ...always, ...changes });
});

test('Assigned takes the place of the assignment before', () => {
  expect(fold(received, event('Assigned', { person: 'u-1', unit: 'beijing' }), event('Assigned', { team: 'claims' }))).toMatchObject({
    assignee: null,
    assignedUnit: null,
    assignedTeam: 'claims',
  });
});

test('Reopened makes it open again, with everything still to be done', () => {
  const steps = (['Acknowledged', 'Investigated', 'ReplySent', 'Closed', 'Reopened'] as const).map((type) =>
    event(type, sample[type] as never),
  );
  expect(fold(received, ...steps)).toMatchObject({
    status: 'open',
    outcome: null,
    closedAt: null,
    acknowledged: false,
    investigated: false,
    replied: false,
    reopenedCount: 1,
  });
});

test('a back-dated event does not make the latest older', () => {
  const row = foldListed(fold(received), recorded(1, 1, event('Assigned', { person: 'u-1' }), { occurredAt: '2020-01-01T00:00:00.000Z' }));
  expect(row.lastEventAt).toEqual(new Date(day(0)));
});

test('an event that it has already changes nothing, a missing one is an error', () => {
  const row = fold(received);
  expect(foldListed(row, recorded(1, 0, received))).toBe(row);
  expect(() => foldListed(row, recorded(1, 2, event('Closed', sample.Closed)))).toThrow('events are missing');
});

test('a stream that does not begin with Received is refused', () => {
  expect(() => fold(event('Closed', sample.Closed))).toThrow('begins with Closed');
});
