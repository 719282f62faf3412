import type { ComplaintEvent } from '@redress/complaint';
import { recorded, story, uuid } from '@redress/testing';
import type { ListedRow } from './complaint-list.entity.js';
import { foldListed } from './complaint-list.js';

type Corrected = Extract<ComplaintEvent, { type: 'Corrected' }>['data'];
type Told = Pick<ComplaintEvent, 'type' | 'data'>;

const day = (n: number) => `2026-11-${10 + n}T08:00:00.000Z`;

/** One event a day, from the 10th on. */
function fold(...events: readonly Told[]): Readonly<ListedRow> {
  return events.reduce<ListedRow | undefined>(
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
    handedOver: 0,
    contributions: 0,
    contributionsFrom: [],
    awaited: [],
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
    externalBodies: [],
    mergedInto: null,
    linked: 0,
    links: [],
    receivedBy: ['u-handler', 'u-reception'],
    asked: [],
    inBranch: false,
    cameByForm: false,
    leftByForm: false,
    lastVisit: null,
    suggestedCategory: null,
    erased: false,
    incident: null,
    atRisk: false,
    subjects: [],
    sourceReference: 'FOS-1',
    sourceSystem: null,
    sourceId: null,
    revision: 0,
    position: '100',
  });
});

const always = { revision: 1, position: '101', lastEventAt: new Date(day(1)) };

test.each<[Told, Partial<ListedRow>]>([
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
  [event('Escalated', { track: 'external', body: 'regulator', reason: 'r', trigger: 'customer' }), { externalBodies: ['regulator'] }],
  [event('ReplySent', sample.ReplySent), { replied: true }],
  [event('ReplySent', { ...sample.ReplySent, kind: 'summary' }), { replied: true }],
  [event('ReplySent', { ...sample.ReplySent, kind: 'holding' }), {}],
  [event('FollowedUp', sample.FollowedUp), {}],
  [event('Withdrawn', sample.Withdrawn), {}],
  [event('Closed', sample.Closed), { status: 'closed', outcome: 'upheld', closedAt: new Date(day(1)) }],
  [event('HandedOver', sample.HandedOver), { handedOver: 1, assignedUnit: 'workshop' }],
  [
    event('ContributionRequested', sample.ContributionRequested),
    { contributions: 1, contributionsFrom: ['workshop'], awaited: [1], asked: ['unit:workshop'] },
  ],
  [event('ContributionGiven', sample.ContributionGiven), {}],
  [event('InterimMeasureTaken', sample.InterimMeasureTaken), {}],
  [event('CustomerArrived', sample.CustomerArrived), { inBranch: true, lastVisit: 'arrived' }],
  [event('CustomerDeparted', sample.CustomerDeparted), { lastVisit: 'departed' }],
  [event('ExternalDecisionReceived', sample.ExternalDecisionReceived), {}],
  [event('Corrected', sample.Corrected), { product: 'maintenance' }],
  [event('Linked', sample.Linked), { linked: 1, links: [`related:${sample.Linked.complaintId}`] }],
  [event('Unlinked', sample.Unlinked), {}],
  [event('MergedInto', sample.MergedInto), { mergedInto: sample.MergedInto.complaintId }],
  [event('Unmerged', sample.Unmerged), {}],
  [event('PersonalDataErased', sample.PersonalDataErased), { erased: true }],
  [event('RiskRaised', sample.RiskRaised), { atRisk: true }],
  [event('RiskEased', sample.RiskEased), {}],
  [event('JoinedIncident', sample.JoinedIncident), { incident: sample.JoinedIncident.incidentId }],
  [event('LeftIncident', sample.LeftIncident), {}],
  [event('HistoryImported', sample.HistoryImported), { sourceSystem: 'old-crm', sourceId: '4711', lastEventAt: new Date(day(0)) }],
])('%j', (told, changes) => {
  expect(fold(received, told)).toEqual({ ...fold(received), ...always, ...changes });
});

test.each<[Corrected['field'], Corrected['new'], Partial<ListedRow>]>([
  ['channel', 'web', { channel: 'web' }],
  ['cause', 'rudeness', { cause: 'rudeness' }],
  ['product', null, { product: null }],
  ['unit', 'shanghai', { unit: 'shanghai' }],
  ['jurisdiction', 'hk', { jurisdiction: 'hk' }],
  ['grade', 'grievance', { grade: 'grievance' }],
  ['tags', ['late'], { tags: ['late'] }],
  ['tags', null, { tags: [] }],
  ['sourceReference', null, { sourceReference: null }],
  ['language', 'en', { language: 'en' }],
  ['arrivedAt', day(0), { cameByForm: true, inBranch: true }],
  ['departedAt', day(0), { leftByForm: true }],
  ['happenedAt', day(0), {}],
  ['respondents', ['u-1'], {}],
  ['complainant', undefined, {}],
  ['account', undefined, {}],
])('Corrected: %s to %j', (field, to, changes) => {
  const { old: _, ...correction } = sample.Corrected;
  const told = event('Corrected', { ...correction, field, new: to });
  expect(fold(received, told)).toEqual({ ...fold(received), ...always, ...changes });
});

test('contributions are open until each is given or refused, whoever was asked', () => {
  const ask = (contribution: number, of: object) => event('ContributionRequested', { ...sample.ContributionRequested, contribution, of });
  const answer = (contribution: number, result: 'given' | 'refused') =>
    event('ContributionGiven', { ...sample.ContributionGiven, contribution, result });
  const asked = [received, ask(1, { unit: 'workshop' }), ask(2, { team: 'legal' }), ask(3, { unit: 'workshop', person: 'u-7' })];
  expect(fold(...asked)).toMatchObject({ contributions: 3, contributionsFrom: ['workshop', 'legal', 'workshop'] });
  expect(fold(...asked, answer(1, 'given'), answer(2, 'refused'))).toMatchObject({ contributions: 1, contributionsFrom: ['workshop'] });
  // Whoever was asked has had to do with it, also after they answered.
  expect(fold(...asked, answer(1, 'given'))).toMatchObject({ asked: ['unit:workshop', 'person:u-7'] });
});

test('who took it in is as it was corrected, who wrote it down stays', () => {
  const correct = (value: string | null) =>
    event('Corrected', { ...sample.Corrected, field: 'firstReceiver', old: 'u-reception', new: value, reason: 'misread' });
  expect(fold(received, correct('u-9'))).toMatchObject({ receivedBy: ['u-handler', 'u-9'] });
  expect(fold(received, correct('u-handler'))).toMatchObject({ receivedBy: ['u-handler'] });
  expect(fold(received, correct(null))).toMatchObject({ receivedBy: ['u-handler'] });
});

test('a case counts once, however often and in however many ways it is linked', () => {
  const link = (n: number, kind: 'repeat' | 'joint') => ({ complaintId: uuid(n), kind });
  const links = [event('Linked', link(2, 'repeat')), event('Linked', link(2, 'repeat')), event('Linked', link(2, 'joint'))];
  expect(fold(received, ...links, event('Linked', link(3, 'joint')))).toMatchObject({ linked: 2 });
  expect(fold(received, ...links, event('Unlinked', { ...link(2, 'joint'), reason: 'r' }))).toMatchObject({ linked: 1 });
  expect(
    fold(
      received,
      ...links,
      event('Unlinked', { ...link(2, 'joint'), reason: 'r' }),
      event('Unlinked', { ...link(2, 'repeat'), reason: 'r' }),
    ),
  ).toMatchObject({ linked: 0, links: [] });
});

test('what was recorded of the branch last counts, else the form', () => {
  const [arrived, departed] = [event('CustomerArrived', {}), event('CustomerDeparted', {})];
  const atBranch = event('Received', { ...story.form, arrivedAt: day(0) });
  expect(fold(atBranch).inBranch).toBe(true);
  expect(fold(atBranch, departed).inBranch).toBe(false);
  expect(fold(atBranch, departed, arrived).inBranch).toBe(true);
  expect(fold(event('Received', { ...story.form, arrivedAt: day(0), departedAt: day(1) })).inBranch).toBe(false);
});

test('a body outside is there until it has decided', () => {
  const out = (body: 'regulator' | 'ombudsman') => event('Escalated', { track: 'external', body, reason: 'r', trigger: 'customer' });
  const both = [received, out('regulator'), out('ombudsman'), out('regulator')];
  expect(fold(...both).externalBodies).toEqual(['regulator', 'ombudsman']);
  expect(fold(...both, event('ExternalDecisionReceived', sample.ExternalDecisionReceived)).externalBodies).toEqual(['regulator']);
});

test('the data subjects of all its events, also after erasure; and what was suggested at receipt', () => {
  const of = (n: number, told: Told, ...subjectIds: string[]) => {
    const one = recorded(1, n, told);
    return { ...one, metadata: { ...one.metadata, subjectIds } };
  };
  const first = foldListed(
    undefined,
    of(0, event('Received', { ...story.form, suggestion: { category: 'service', library: 1 } }), uuid(7)),
  );
  const second = foldListed(first, of(1, event('NoteAdded', sample.NoteAdded), uuid(7), uuid(8)));
  const third = foldListed(second, of(2, event('PersonalDataErased', sample.PersonalDataErased)));
  expect(third).toMatchObject({ subjects: [uuid(7), uuid(8)], suggestedCategory: 'service', erased: true });
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

test.each<[string, readonly Told[], ListedRow['proposal']]>([
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
