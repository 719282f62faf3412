import type { ComplaintEvent } from '@redress/complaint';
import { story } from '@redress/testing';
import { storyOf, type Case } from './story.js';
import type { ToldEvent } from './told.js';

const complaintId = '0197b3a0-0000-7000-8000-000000000001';
const head = 'f'.repeat(64);
const occurredAt = '2026-11-22T08:00:00.000Z';

/** An event as it is told, by the handler and just stored, unless it says otherwise. */
function told(type: ComplaintEvent['type'], data: object = story.sample[type], how: Partial<ToldEvent> = {}): ToldEvent {
  return {
    id: 'e',
    stream: `complaint-${complaintId}`,
    revision: 0,
    recordedAt: occurredAt,
    occurredAt,
    schemaVersion: 1,
    commandId: 'c',
    actor: { sub: 'u1', roles: ['handler', 'supervisor'], unit: 'beijing', actingFor: 'u9' },
    subjectIds: [],
    $correlationId: 'c',
    $causationId: 'c',
    origin: 'api',
    policyVersions: {},
    previousHash: '0'.repeat(64),
    hash: head,
    type,
    data,
    ...how,
  } as ToldEvent;
}

const tell = (events: readonly ToldEvent[], how: Partial<Case> = {}): string =>
  storyOf({
    complaintId,
    events,
    of: events.length,
    cut: {},
    verdict: { verified: true, events: events.length, head },
    timeZone: 'Asia/Shanghai',
    ...how,
  });

const who = 'u1 (handler, supervisor; beijing), for u9,';
/** The lines of an only event, after its heading. */
const lines = (type: ComplaintEvent['type'], data?: object, how?: Partial<ToldEvent>): string[] =>
  tell([told(type, data, how)])
    .split('\n')
    .slice(
      tell([told(type)])
        .split('\n')
        .indexOf('') + 2,
      -2,
    );

test('a case from its receipt to its end', () => {
  const events = [
    told('Received'),
    told('ReplySent', story.sample.ReplySent, { revision: 1 }),
    told('Closed', story.sample.Closed, { revision: 2 }),
  ];
  expect(tell(events)).toBe(`Complaint ${complaintId}
  status    closed, upheld
  channel   phone
  product   warranty
  unit      beijing
  received  2026-11-22 16:00:00 +08:00
  times     Asia/Shanghai

revision 0 · 2026-11-22 16:00:00 +08:00 · Received
  ${who} took in a complaint via phone from a customer, about “staff-attitude”.
    First receiver: u-reception
    Complainant: Li Hua, 010-5550100
    Product: warranty
    Unit: beijing
    Jurisdiction: cn
    Happened: 2026-11-20 10:00:00 +08:00
    Place: Showroom, first floor
    Persons involved: the salesman at the door
    Complained about, and so recused: u-salesman
    Language: zh-CN
    Account: He laughed at my question and walked off.
    Demands: An apology, and somebody else to talk to.

revision 1 · 2026-11-22 16:00:00 +08:00 · ReplySent
  ${who} sent the final reply via letter, naming an internal review and the regulator as recourse.
    Reply: We found that you were right.
    Reasons: Two witnesses agree.

revision 2 · 2026-11-22 16:00:00 +08:00 · Closed
  ${who} closed the case: upheld. The customer was told via phone, naming an internal review as recourse.
    Summary: Apology given and accepted.

chain verified: 3 events, head ${head}`);
});

test.each<[ComplaintEvent['type'], object, string]>([
  [
    'Received',
    { channel: 'not-stated', complainantKind: 'not-stated' },
    'took in a complaint on a channel that is not stated from somebody whose part is not stated, about “staff-attitude”.',
  ],
  [
    'Received',
    { grade: 'grievance', complainantKind: 'anonymous' },
    'took in an on-site grievance via phone from somebody who stays anonymous, about “staff-attitude”.',
  ],
  ['Acknowledged', {}, 'told the customer via phone that the complaint is being handled; they hear more by 2026-11-25 16:00:00 +08:00.'],
  [
    'Acknowledged',
    { answerBy: null },
    'told the customer via phone that the complaint is being handled; by when they hear more is not stated.',
  ],
  [
    'Assigned',
    { team: 'night', skill: 'law' },
    'gave the case to u-handler, unit “beijing”, team “night” and whoever has the skill “law”.',
  ],
  ['Classified', {}, 'classified the complaint as “service”: of medium severity, urgent, about what we did ourselves.'],
  [
    'Classified',
    { severity: 'critical', urgency: 'normal', directness: 'indirect', sensitive: true },
    'classified the complaint as “service”: of critical severity, not urgent, about something that came of what we did. It is to be handled with discretion.',
  ],
  ['HandedBack', {}, 'handed the case back from level 2 to level 1, to u-handler, because of “customer-calmed”.'],
  ['HandedBack', { person: undefined }, 'handed the case back from level 2 to level 1, because of “customer-calmed”.'],
  ['Recused', {}, 'recorded that u-flatmate keeps out of the case from now on, because of “lives-with-respondent”.'],
  [
    'Recused',
    { vacates: ['cfo', 'board'] },
    'recorded that u-flatmate keeps out of the case from now on, because of “lives-with-respondent”. That leaves nobody to act as “cfo” and “board”.',
  ],
  ['EvidenceAdded', {}, 'added evidence.'],
  ['EvidenceAdded', { preReceipt: true }, 'added evidence, older than the complaint form.'],
  ['NoteAdded', {}, 'noted something for colleagues.'],
  ['ContactMade', {}, 'was in touch with the customer via phone.'],
  ['ContactMade', { reached: false }, 'tried to reach the customer via phone and did not.'],
  [
    'ContactMade',
    { direction: 'inbound', preReceipt: true },
    'recorded that the customer got in touch via phone, before the complaint form was written.',
  ],
  ['ContactMade', { direction: 'inbound', reached: false }, 'recorded that the customer got in touch via phone and reached nobody.'],
  ['PromiseMade', {}, 'promised the customer something via phone, by 2026-11-24 16:00:00 +08:00.'],
  [
    'PromiseMade',
    { amount: { amount: 1, currency: 'CNY' } },
    'promised the customer something worth CNY 0.01 via phone, by 2026-11-24 16:00:00 +08:00.',
  ],
  [
    'ResolutionProposed',
    {},
    'proposed a remedy, “voucher”, of which the company bears CNY 1,500.00; the customer had asked for CNY 3,000.00: round 1.',
  ],
  [
    'ResolutionProposed',
    { claimed: undefined, beneficiary: 'third-party' },
    'proposed a remedy, “voucher”, of which the company bears CNY 1,500.00: round 1. It goes to a third party.',
  ],
  ['ResolutionWithdrawn', {}, 'took the proposal of round 1 back, because of “customer-asks-for-less”.'],
  [
    'ApprovalRequested',
    {},
    `thereby asked for the approval of round 1. ${story.sample.ApprovalRequested.reason.en} The round lapses at 2026-12-22 16:00:00 +08:00.`,
  ],
  [
    'ApprovalRequested',
    { lapsesAt: undefined },
    `thereby asked for the approval of round 1. ${story.sample.ApprovalRequested.reason.en} The round does not lapse.`,
  ],
  ['ApprovalRequested', { required: [] }, `thereby asked for the approval of round 1. ${story.sample.ApprovalRequested.reason.en}`],
  ['ApprovalGranted', {}, 'signed for round 1 as “channel-head”. Nothing is missing any more.'],
  [
    'ApprovalGranted',
    { standsInFor: 'cfo', completes: false },
    'signed for round 1 as “channel-head” in the place of “cfo”. More signatures are missing.',
  ],
  ['ApprovalRefused', {}, 'refused to sign for round 1 as “channel-head”, because of “too-much”. That ends the round.'],
  ['ApprovalVoided', {}, 'thereby ended round 1: something else was proposed.'],
  [
    'ApprovalVoided',
    { cause: 'recused', approver: 'u-cfo' },
    'thereby made the signature of u-cfo in round 1 void: they keep out of the case.',
  ],
  ['CustomerAccepted', {}, 'recorded the answer to round 1: the customer accepted it by word of mouth, subject to approval.'],
  [
    'CustomerAccepted',
    { consent: 'written', acceptedBy: 'guardian', subjectToApproval: false },
    'recorded the answer to round 1: the guardian accepted it in writing.',
  ],
  ['CustomerRefused', {}, 'recorded the answer to round 1: the customer refused it.'],
  ['RemedyFulfilled', {}, 'confirmed that the customer has compensation 1.'],
  ['PaymentFailed', {}, 'recorded that compensation 1 did not reach the customer, because of “returned-by-post”; it is still owed.'],
  ['CompensationCancelled', {}, 'cancelled compensation 1, because of “customer-waives”; it is no longer owed.'],
  [
    'Apologised',
    { preReceipt: true },
    'recorded that u-salesman apologised via phone, admitting fault, before the complaint form was written.',
  ],
  ['Apologised', {}, 'recorded that u-salesman apologised via phone, admitting fault.'],
  ['Investigated', {}, 'found the complaint substantiated; the fault lies with us. The root cause is people.'],
  [
    'Investigated',
    { finding: 'not', faultParty: undefined, rootCause: undefined, unfavourableReading: true },
    'found the complaint not substantiated. An unclear text was read against ourselves.',
  ],
  [
    'Compensated',
    { borne: { amount: 20_000_05, currency: 'CNY' }, approvalRound: 2 },
    'ordered a remedy, “gift”, of which the company bears CNY 20,000.05. It needed no acceptance: it was given as goodwill. It was approved in round 2.',
  ],
  [
    'Compensated',
    { borne: { amount: 1500, currency: 'JPY' }, acceptance: 'written', acceptedBy: 'heir' },
    'ordered a remedy, “gift”, of which the company bears JPY 1,500. The heir accepted it in writing.',
  ],
  [
    'Compensated',
    { remedy: 'not-stated', borne: null, acceptance: 'not-stated' },
    'ordered a remedy, something that is not stated, of which the company bears an unknown amount. Whether it was accepted is not stated.',
  ],
  ['Escalated', {}, 'moved the case up from level 1 to level 2, because of “customer-insists”; what moved it was the customer.'],
  [
    'Escalated',
    { track: 'external', body: 'court', reference: '7' },
    'recorded that the case also runs at a court under the number 7, because of “customer-insists”; what moved it was the customer.',
  ],
  ['ReplySent', { recourse: [] }, 'sent the final reply via letter, naming no recourse.'],
  ['FollowedUp', {}, 'asked the customer via phone: satisfaction 4 of 5, solved, would buy again.'],
  ['FollowedUp', { reached: false }, 'tried to ask the customer via phone and did not reach them.'],
  ['FollowedUp', { reached: false, impossibility: 'declined' }, 'recorded that the customer cannot be asked: they declined.'],
  [
    'Closed',
    { outcome: 'not-stated', toldVia: null, recourse: [] },
    'closed the case: outcome not stated. How the customer was told is not on record.',
  ],
  [
    'Closed',
    { recourse: [], acceptedOnTheSpot: 'verbal' },
    'closed the case: upheld. The customer was told via phone. They accepted it by word of mouth on the spot.',
  ],
  [
    'Closed',
    { recourse: [], acceptedInSummary: 'written' },
    'closed the case: upheld. The customer was told via phone. They accepted it in writing within the time of a summary reply.',
  ],
  [
    'Compensated',
    { approvalRound: 1, lessBecause: 'customer-asks-for-less' },
    'ordered a remedy, “gift”, of which the company bears CNY 0.00. It needed no acceptance: it was given as goodwill. It was approved in round 1. It is less than was approved, because of “customer-asks-for-less”.',
  ],
  ['HandedOver', {}, 'handed the case over from u-handler and unit “beijing” to unit “workshop”, because of “needs-their-tools”.'],
  ['HandedOver', { from: null, to: { person: 'u-2' } }, 'handed the case over to u-2, because of “needs-their-tools”.'],
  ['ContributionRequested', {}, 'asked unit “workshop” to do their part, by 2026-11-24 16:00:00 +08:00: contribution 1.'],
  ['ContributionRequested', { answerBy: undefined, contribution: 2 }, 'asked unit “workshop” to do their part: contribution 2.'],
  ['ContributionGiven', {}, 'answered for contribution 1: they did their part.'],
  ['ContributionGiven', { result: 'refused', reason: 'not-ours' }, 'answered for contribution 1: they refused to, because of “not-ours”.'],
  ['InterimMeasureTaken', {}, 'took an interim measure, “stop-use” for “warranty”, until 2026-11-30 16:00:00 +08:00.'],
  ['InterimMeasureTaken', { product: undefined, until: undefined }, 'took an interim measure, “stop-use”.'],
  ['CustomerArrived', {}, 'recorded that the customer came to the branch “beijing”.'],
  ['CustomerDeparted', { unit: undefined }, 'recorded that the customer left the branch.'],
  ['ExternalDecisionReceived', {}, 'recorded that an ombudsman under the number O-99 upheld the complaint partly, and awarded CNY 500.00.'],
  [
    'ExternalDecisionReceived',
    { ruling: 'rejected', reference: undefined, award: undefined },
    'recorded that an ombudsman rejected the complaint.',
  ],
  ['Corrected', {}, 'corrected the product of the complaint form, because of “misread”: correction 1.'],
  ['Linked', {}, 'recorded that the case has to do with 0199f000-0000-7000-8000-000000000002.'],
  ['Linked', { kind: 'merged' }, 'recorded that the case is also where another goes on: 0199f000-0000-7000-8000-000000000002.'],
  [
    'Unlinked',
    { kind: 'joint' },
    'took back that the case is one matter with 0199f000-0000-7000-8000-000000000002, because of “another-salesman”.',
  ],
  ['MergedInto', {}, 'merged the case into 0199f000-0000-7000-8000-000000000003, in which it goes on, because of “same-matter”.'],
  [
    'Unmerged',
    {},
    'took the merge into 0199f000-0000-7000-8000-000000000003 back, because of “another-matter”: the case stands for itself again.',
  ],
  ['LegalHoldPlaced', {}, 'placed legal hold 1 on the case, because of “litigation”: nobody it is about is erased.'],
  ['LegalHoldLifted', {}, 'lifted legal hold 1, because of “judgment-final”.'],
  [
    'PersonalDataErased',
    {},
    'erased the personal data of the case, because of “request-of-the-person”: nothing personal in it can be read any more.',
  ],
  ['ApprovalVoided', { cause: 'merged' }, 'thereby ended round 1: the case goes on in another.'],
  ['Withdrawn', {}, 'recorded that the customer took the complaint back, via phone.'],
  ['Reopened', { count: 2 }, 'opened the case again, which makes it 2 times, because of “hidden-issue”.'],
])('%s %j', (type, data, sentence) => {
  expect(lines(type, { ...story.sample[type], ...data })).toContain(`  ${who} ${sentence}`);
});

const seats = (...roles: string[]) => roles.map((role) => ({ role, standIns: [] }));

test.each<[ComplaintEvent['type'], object, readonly string[]]>([
  ['Classified', {}, ['Impact: loss-of-trust', 'What the customer needs: to-be-heard and respect']],
  ['EvidenceAdded', {}, [`Evidence: film-1 (SHA-256 ${'b'.repeat(64)})`, 'Description: Filmed by the customer.']],
  ['NoteAdded', {}, ['Note: He was alone at the door that Saturday.']],
  ['ContactMade', {}, ['Summary: She will send what she filmed.']],
  ['PromiseMade', {}, ['Promise: A call when the salesman has spoken.']],
  ['ResolutionProposed', { terms: ['return-of-goods'] }, ['Terms: return-of-goods', 'Note: She drove there twice.']],
  ['ResolutionProposed', { incident: { incidentId: 'i-1', offer: 2 } }, ['Note: She drove there twice.', 'Incident: offer 2 of i-1']],
  [
    'ReplySent',
    { text: 'Fog.', reasons: undefined, incident: { incidentId: 'i-1', notice: 1 } },
    ['Reply: Fog.', 'Incident: notice 1 of i-1'],
  ],
  [
    'ApprovalRequested',
    {
      required: [
        { role: 'cfo', standIns: ['general-manager', 'board'] },
        { role: 'board', standIns: [] },
      ],
      mode: 'ordered',
    },
    ['Signatures: cfo, then board', 'Where recusals leave nobody: cfo by general-manager, then board'],
  ],
  ['ApprovalRequested', { required: seats('cfo', 'board') }, ['Signatures: cfo or board']],
  [
    'ApprovalRequested',
    { required: seats('cfo', 'general-manager', 'board'), mode: 'all' },
    ['Signatures: cfo, general-manager and board'],
  ],
  ['ApprovalRequested', { required: [] }, []],
  ['ApprovalGranted', { actingFor: 'u-9', delegation: 'd-1' }, ['Approver: u-channel', 'For: u-9, by delegation d-1', 'Note: Fair.']],
  [
    'ApprovalGranted',
    {
      role: 'board',
      resolution: { number: '2026-17', date: '2026-11-20', minutesHash: 'c'.repeat(64), voters: ['u-1', 'u-2'], recusals: ['u-3'] },
    },
    [
      'Approver: u-channel',
      'Resolution: 2026-17 of 2026-11-20',
      `Minutes: SHA-256 ${'c'.repeat(64)}`,
      'Voted: u-1 and u-2',
      'Kept out of the vote: u-3',
      'Note: Fair.',
    ],
  ],
  ['ApprovalRefused', {}, ['Approver: u-channel', 'Note: Half of it would do.']],
  [
    'CustomerAccepted',
    { evidence: { hash: 'd'.repeat(64), locator: 'letter-2' } },
    [`Evidence of acceptance: letter-2 (SHA-256 ${'d'.repeat(64)})`, 'Note: She is glad of it.'],
  ],
  ['CustomerRefused', {}, ['Reason: I do not shop there again.', 'New demand: Money instead.']],
  ['ContributionRequested', {}, ['Question: Was the belt checked in May?']],
  ['ContributionGiven', {}, ['Answer: It was not.', `Evidence: job-card (SHA-256 ${'c'.repeat(64)})`]],
  [
    'ExternalDecisionReceived',
    {},
    ['Decided: 2026-11-21 16:00:00 +08:00', `Decision: ruling (SHA-256 ${'d'.repeat(64)})`, 'Note: They read the recording too.'],
  ],
  ['Corrected', {}, ['Was: warranty', 'Is: maintenance', 'Note: Says the invoice.']],
  ['Corrected', { field: 'tags', old: [], new: ['vip', 'press'], note: undefined }, ['Was: nobody and nothing', 'Is: vip and press']],
  [
    'Corrected',
    { field: 'arrivedAt', old: null, new: '2026-11-20T02:00:00.000Z', note: undefined },
    ['Was: none', 'Is: 2026-11-20 10:00:00 +08:00'],
  ],
  [
    'Corrected',
    { field: 'complainant', old: undefined, new: undefined, personal: { name: 'Li Hua', others: [{ name: 'Wang Wei' }] }, note: undefined },
    ['Was: as the form says', 'Is: Li Hua; with Wang Wei'],
  ],
  [
    'Corrected',
    { field: 'account', replaces: 2, old: undefined, new: undefined, personal: { $withheld: true }, note: undefined },
    ['Was: as correction 2 says', 'Is: (withheld from this reader)'],
  ],
  ['Corrected', { field: 'place', old: undefined, new: undefined, note: undefined }, ['Was: as the form says', 'Is: struck out']],
  ['MergedInto', {}, ['Note: She wrote and called.']],
  ['RemedyFulfilled', {}, ['Reference: V-17']],
  ['PaymentFailed', {}, ['Reference: V-17']],
])('%s %j, in detail', (type, data, details) => {
  const [, ...told] = lines(type, { ...story.sample[type], ...data });
  expect(told).toEqual(details.map((detail) => `    ${detail}`));
});

test('an import: how exactly times are known, nobody credited with what the source does not tell, warnings and waived rules', () => {
  const importer = { origin: 'import', actor: { sub: 'import', roles: ['service'] }, recordedAt: '2026-12-01T00:00:00.000Z' } as const;
  const day = { ...importer, occurredAt: '2026-11-21T16:00:00.000Z', precision: 'day' } as const;
  const history = { ...story.sample.HistoryImported, source: { system: 'cfpb', id: '7', file: 'cfpb.csv', line: 2 } };
  const text = tell([
    told('Received', story.form, day),
    told('Assigned', { unit: 'ACME' }, { ...day, revision: 1, occurredAt: '2026-11-22T00:00:00.000Z' }),
    told('Closed', story.sample.Closed, { ...importer, revision: 2, precision: 'not-before' }),
    told(
      'HistoryImported',
      { ...history, waived: ['order'], warnings: [{ code: 'sent-blank', detail: 'no date' }] },
      { ...importer, revision: 3 },
    ),
  ]);
  expect(text).toContain('revision 0 · 2026-11-22 (the day only) · Received · imported by import (service)\n  Somebody took in');
  expect(text).toContain('revision 1 · the day that began at 2026-11-22 08:00:00 +08:00 · Assigned');
  expect(text).toContain('revision 2 · not before 2026-11-22 16:00:00 +08:00 · Closed');
  expect(text).toContain(`  import (service) took all of the above over from cfpb, where its number is 7 (cfpb.csv, line 2).
    Rule waived: order: events stand out of order
    Warning: sent-blank: no date
    Column State: closed`);
});

test('who, when and under what, where it is not what one expects', () => {
  expect(tell([told('Assigned', undefined, { recordedAt: '2026-11-23T08:00:00.000Z' })])).toContain(
    'Assigned · recorded 2026-11-23 16:00:00 +08:00',
  );
  expect(tell([told('Assigned', undefined, { origin: 'automation' })])).toContain('Assigned · automatic');
  expect(lines('Assigned', undefined, { policyVersions: { matrix: 3 } })).toContain('    Decided under: matrix version 3');
});

test('the taxonomy is told where it is another one', () => {
  const under = (revision: number, taxonomy: number) =>
    told('NoteAdded', undefined, { revision, policyVersions: { authority: 1, taxonomy } });
  const said = tell([under(0, 1), under(1, 1), under(2, 2)]);
  expect(said.split('\n').filter((line) => line.includes('Decided under'))).toEqual([
    '    Decided under: authority version 1, taxonomy version 1',
    '    Decided under: authority version 1',
    '    Decided under: authority version 1, taxonomy version 2',
  ]);
});

test('what is erased, withheld or still sealed says so', () => {
  const data = { ...story.form, account: { $erased: true }, complainant: { $withheld: true }, demands: { $sealed: 'x', subject: 's' } };
  expect(lines('Received', data)).toEqual(
    expect.arrayContaining([
      '    Account: (erased)',
      '    Complainant: (withheld from this reader)',
      '    Demands: (sealed, and not opened)',
    ]),
  );
});

test('a text can neither steer the terminal nor pass for a line of ours', () => {
  const account = 'first\r\nchain verified: 9 events\u2028\u001b[2J\u202Elast';
  expect(lines('Received', { ...story.form, account }).join('\n')).toContain(
    '    Account:\n      first\n      chain verified: 9 events\n      \\u{1b}[2J\\u{202e}last\n',
  );
});

test('a cut, and one before everything', () => {
  expect(tell([told('Received')], { of: 5, cut: { asOf: occurredAt, revision: 3 } })).toContain(
    '  status    open\n  channel   phone\n  product   warranty\n  unit      beijing\n  received  2026-11-22 16:00:00 +08:00\n' +
      '  told      up to revision 3, as of 2026-11-22 16:00:00 +08:00: 1 of 5 events\n',
  );
  expect(tell([], { of: 5, cut: { asOf: occurredAt } })).toContain('  status    not received\n');
});

test('a case that was corrected and merged says so at the top', () => {
  const { complaintId: into } = story.sample.MergedInto;
  const events = [told('Received'), told('Corrected', undefined, { revision: 1 }), told('MergedInto', undefined, { revision: 2 })];
  expect(tell(events)).toContain(`  status    open, merged into ${into}\n  channel   phone\n  product   maintenance\n`);
  expect(tell([...events, told('Unmerged', undefined, { revision: 3 })])).toContain('  status    open\n');
});

test('a chain that does not hold is said at both ends', () => {
  const text = tell([told('Received')], { verdict: { verified: false, stream: 'complaint-x', revision: 1, reason: 'it is missing' } });
  expect(text).toContain('  proof     fails at revision 1; only what comes before it is told\n');
  expect(text).toMatch(/\n\nchain NOT verified: complaint-x revision 1: it is missing$/);
});

test('an event newer than this program', () => {
  expect(lines('Teleported' as 'Assigned', {})).toContain(`  ${who} did something that this program is too old to tell.`);
});
