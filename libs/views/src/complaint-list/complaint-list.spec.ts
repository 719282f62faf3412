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
    category: null,
    severity: null,
    urgency: null,
    sensitive: null,
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
    proposal: null,
    proposalRound: null,
    owed: 0,
    fulfilled: [],
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
  [event('Classified', sample.Classified), { category: 'service', severity: 'medium', urgency: 'urgent', sensitive: false }],
  [event('Assigned', { person: 'u-1', skill: 'aviation' }), { assignee: 'u-1', assignedSkill: 'aviation' }],
  [event('Assigned', { unit: 'beijing', team: 'back office' }), { assignedUnit: 'beijing', assignedTeam: 'back office' }],
  [event('Apologised', sample.Apologised), {}],
  [event('Investigated', sample.Investigated), { investigated: true }],
  [event('Recused', sample.Recused), {}],
  [event('EvidenceAdded', sample.EvidenceAdded), {}],
  [event('NoteAdded', sample.NoteAdded), {}],
  [event('ContactMade', sample.ContactMade), {}],
  [event('PromiseMade', sample.PromiseMade), {}],
  [event('ResolutionProposed', sample.ResolutionProposed), { proposal: 'requested', proposalRound: 1 }],
  [event('Compensated', sample.Compensated), { owed: 1 }],
  [event('HandedBack', sample.HandedBack), { level: 1, assignee: 'u-handler' }],
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

const proposed = (round: number) => [
  event('ResolutionProposed', { ...sample.ResolutionProposed, round }),
  event('ApprovalRequested', { ...sample.ApprovalRequested, round }),
];
const granted = event('ApprovalGranted', sample.ApprovalGranted);
const freeOfSignatures = event('ApprovalRequested', { ...sample.ApprovalRequested, required: [] });

test.each<[string, readonly Told[], ListedComplaint['proposal']]>([
  ['nobody has to sign', [freeOfSignatures], 'granted'],
  ['one of several signed', [event('ApprovalGranted', { ...sample.ApprovalGranted, completes: false })], 'requested'],
  ['the last signed', [granted], 'granted'],
  ['less of the same was asked for', [granted, event('ResolutionProposed', sample.ResolutionProposed)], 'granted'],
  ['the customer accepted', [granted, event('CustomerAccepted', sample.CustomerAccepted)], 'granted'],
  ['somebody refused', [event('ApprovalRefused', sample.ApprovalRefused)], 'ended'],
  ['it was withdrawn', [event('ResolutionWithdrawn', sample.ResolutionWithdrawn)], 'ended'],
  ['who signed was recused', [granted, event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-channel' })], 'requested'],
  ['the customer refused', [event('CustomerRefused', sample.CustomerRefused), event('ApprovalVoided', sample.ApprovalVoided)], 'ended'],
  ['something else was proposed', [event('ApprovalVoided', sample.ApprovalVoided), ...proposed(2)], 'requested'],
  ['it was ordered', [granted, event('Compensated', { ...sample.Compensated, approvalRound: 1 })], 'spent'],
  ['something was ordered beside it', [event('Compensated', sample.Compensated)], 'requested'],
])('the proposal: %s', (_, told, proposal) => {
  expect(fold(received, ...proposed(1), ...told)).toMatchObject({ proposal });
});

test('what is owed: what was ordered and did not reach the customer, or came back', () => {
  const [compensated, fulfilled] = [event('Compensated', sample.Compensated), event('RemedyFulfilled', sample.RemedyFulfilled)];
  const [failed, cancelled] = [event('PaymentFailed', sample.PaymentFailed), event('CompensationCancelled', sample.CompensationCancelled)];
  const owed = (...told: readonly Told[]) => fold(received, ...told).owed;
  expect(owed(compensated, compensated, fulfilled)).toBe(1);
  expect(owed(compensated, failed)).toBe(1);
  expect(owed(compensated, failed, fulfilled)).toBe(0);
  expect(owed(compensated, fulfilled, failed)).toBe(1);
  expect(owed(compensated, fulfilled, failed, failed, fulfilled)).toBe(0);
  expect(owed(compensated, failed, cancelled)).toBe(0);
});

test('HandedBack takes the place of the assignment before, if it names somebody', () => {
  const assigned = event('Assigned', { person: 'u-1', unit: 'beijing' });
  const { person: _, ...toNobody } = sample.HandedBack;
  expect(fold(received, assigned, event('HandedBack', sample.HandedBack))).toMatchObject({ assignee: 'u-handler', assignedUnit: null });
  expect(fold(received, assigned, event('HandedBack', toNobody))).toMatchObject({ level: 1, assignee: 'u-1', assignedUnit: 'beijing' });
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
