import type { ComplaintEvent } from '@redress/complaint';
import { recorded, story, uuid } from '@redress/testing';
import type { ComplaintDetail } from './detail.js';
import { foldDetail } from './fold-detail.js';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;

const day = (n: number) => `2026-11-${10 + n}T08:00:00.000Z`;
const stamp = (revision: number) => ({
  revision,
  occurredAt: day(revision),
  recordedAt: day(revision),
  by: { sub: 'u-handler', roles: ['handler'] },
});

/** One event a day, from the 10th on. */
function fold(...events: readonly Told[]): ComplaintDetail {
  return events.reduce<ComplaintDetail | undefined>(
    (detail, told, i) => foldDetail(detail, recorded(1, i, told, { position: BigInt(100 + i), occurredAt: day(i) })),
    undefined,
  )!;
}

const { event, sample } = story;
const nothing = { amount: 0, currency: 'CNY' };
const received = event('Received', story.form);

test('Received begins the case', () => {
  expect(fold(received)).toMatchObject({
    complaintId: uuid(1),
    status: 'open',
    level: 1,
    revision: 0,
    position: '100',
    received: { ...story.form, ...stamp(0) },
    form: story.form,
    assigned: null,
    closed: null,
  });
});

test.each<[Told, (entry: object) => object]>([
  [event('Acknowledged', sample.Acknowledged), (entry) => ({ acknowledgements: [entry] })],
  [event('Assigned', sample.Assigned), (entry) => ({ assigned: entry, assignments: [entry] })],
  [event('Classified', sample.Classified), (entry) => ({ classified: entry, classifications: [entry] })],
  [event('Recused', sample.Recused), (entry) => ({ recusals: [entry] })],
  [event('EvidenceAdded', sample.EvidenceAdded), (entry) => ({ evidence: [entry] })],
  [event('NoteAdded', sample.NoteAdded), (entry) => ({ notes: [entry] })],
  [event('ContactMade', sample.ContactMade), (entry) => ({ contacts: [entry] })],
  [event('PromiseMade', sample.PromiseMade), (entry) => ({ promises: [entry] })],
  [event('Apologised', sample.Apologised), (entry) => ({ apologies: [entry] })],
  [event('Investigated', sample.Investigated), (entry) => ({ investigations: [entry] })],
  [
    event('Compensated', sample.Compensated),
    (entry) => ({
      compensations: [entry],
      borne: [nothing],
      owed: [{ compensation: 1, remedy: 'gift', borne: nothing, status: 'ordered' }],
    }),
  ],
  [
    event('Compensated', { ...sample.Compensated, borne: null }),
    (entry) => ({ compensations: [entry], unknownAmounts: 1, owed: [{ compensation: 1, remedy: 'gift', borne: null, status: 'ordered' }] }),
  ],
  [event('Escalated', sample.Escalated), (entry) => ({ escalations: [entry], level: 2 })],
  [event('Escalated', { track: 'external', body: 'court', reason: 'r', trigger: 'customer' }), (entry) => ({ escalations: [entry] })],
  [event('ReplySent', sample.ReplySent), (entry) => ({ replies: [entry] })],
  [event('FollowedUp', sample.FollowedUp), (entry) => ({ followUps: [entry] })],
  [event('Withdrawn', sample.Withdrawn), (entry) => ({ withdrawals: [entry] })],
  [event('Closed', sample.Closed), (entry) => ({ status: 'closed', closed: entry, closures: [entry] })],
  [event('Reopened', sample.Reopened), (entry) => ({ reopenings: [entry] })],
  [event('HandedOver', sample.HandedOver), (entry) => ({ assigned: { ...sample.HandedOver.to, ...stamp(1) }, handOvers: [entry] })],
  [event('ContributionRequested', sample.ContributionRequested), (entry) => ({ contributions: [{ requested: entry, given: null }] })],
  [event('InterimMeasureTaken', sample.InterimMeasureTaken), (entry) => ({ interimMeasures: [entry] })],
  [event('CustomerArrived', sample.CustomerArrived), (entry) => ({ arrivals: [entry] })],
  [event('CustomerDeparted', sample.CustomerDeparted), (entry) => ({ departures: [entry] })],
  [event('ExternalDecisionReceived', sample.ExternalDecisionReceived), (entry) => ({ externalDecisions: [entry] })],
  [event('Corrected', sample.Corrected), (entry) => ({ form: { ...story.form, product: 'maintenance' }, corrections: [entry] })],
  [event('Linked', sample.Linked), (entry) => ({ links: [entry] })],
  [event('MergedInto', sample.MergedInto), (entry) => ({ mergedInto: entry, mergers: [entry] })],
  [event('LegalHoldPlaced', sample.LegalHoldPlaced), (entry) => ({ legalHolds: [entry], legalHoldsPlaced: [entry] })],
  [event('PersonalDataErased', sample.PersonalDataErased), (entry) => ({ erasures: [entry] })],
  [event('HistoryImported', sample.HistoryImported), (entry) => ({ imports: [entry], lastEventAt: day(0) })],
  [event('PromiseKept', sample.PromiseKept), (entry) => ({ promisesKept: [entry] })],
  [event('RiskRaised', sample.RiskRaised), (entry) => ({ risk: entry, risksRaised: [entry] })],
  [event('RiskEased', sample.RiskEased), (entry) => ({ risksEased: [entry] })],
  [event('JoinedIncident', sample.JoinedIncident), (entry) => ({ incident: entry, incidentsJoined: [entry] })],
  [event('LeftIncident', sample.LeftIncident), (entry) => ({ incidentsLeft: [entry] })],
])('%j', (told, changes) => {
  const always = { revision: 1, position: '101', recordedAt: day(1), lastEventAt: day(1) };
  expect(fold(received, told)).toEqual({ ...fold(received), ...always, ...changes({ ...told.data, ...stamp(1) }) });
});

test('a case is risky until it is eased, and of an incident until it leaves it', () => {
  const before = fold(received, event('RiskRaised', sample.RiskRaised), event('JoinedIncident', sample.JoinedIncident));
  expect(before).toMatchObject({ risk: { score: 100 }, incident: sample.JoinedIncident });
  const after = fold(
    received,
    event('RiskRaised', sample.RiskRaised),
    event('RiskEased', sample.RiskEased),
    event('JoinedIncident', sample.JoinedIncident),
    event('LeftIncident', sample.LeftIncident),
  );
  expect(after).toMatchObject({ risk: null, risksRaised: [{ revision: 1 }], incident: null, incidentsJoined: [{ revision: 3 }] });
});

test('a clock tells why it is due then, and everything that happened to it', () => {
  const [set, warned, paused, resumed] = [
    event('DeadlineSet', sample.DeadlineSet),
    event('DeadlineWarned', sample.DeadlineWarned),
    event('DeadlinePaused', sample.DeadlinePaused),
    event('DeadlineResumed', sample.DeadlineResumed),
  ];
  const extended = event('DeadlineExtended', sample.DeadlineExtended);
  const [missed, met] = [event('DeadlineMissed', sample.DeadlineMissed), event('DeadlineMet', sample.DeadlineMet)];
  const other = event('DeadlineSet', { ...sample.DeadlineSet, clock: 'promise-1' });
  const stopped = event('DeadlineStopped', { ...sample.DeadlineStopped, clock: 'promise-1' });
  const story = [received, set, other, warned, paused, resumed, extended, missed, met, stopped];
  expect(fold(...story).deadlines).toEqual([
    {
      clock: 'first-reply',
      rule: 'first-reply',
      status: 'met',
      due: extended.data.due,
      set: { ...set.data, ...stamp(1) },
      warnings: [{ ...warned.data, ...stamp(3) }],
      pauses: [{ ...paused.data, ...stamp(4) }],
      resumptions: [{ ...resumed.data, ...stamp(5) }],
      extensions: [{ ...extended.data, ...stamp(6) }],
      missed: [{ ...missed.data, ...stamp(7) }],
      met: { ...met.data, ...stamp(8) },
      stopped: null,
    },
    expect.objectContaining({ clock: 'promise-1', status: 'stopped', stopped: { ...stopped.data, ...stamp(9) } }),
  ]);
  const statuses = story.map((_, i) => fold(...story.slice(0, i + 1)).deadlines[0]?.status);
  expect(statuses.slice(1)).toEqual(['running', 'running', 'running', 'paused', 'running', 'running', 'missed', 'met', 'met']);
});

test('amounts are summed per currency, unknown ones are counted apart', () => {
  const compensated = (borne: { amount: number; currency: string } | null) => event('Compensated', { ...sample.Compensated, borne });
  const detail = fold(
    received,
    compensated({ amount: 100, currency: 'USD' }),
    compensated(null),
    compensated({ amount: 7, currency: 'CNY' }),
    compensated({ amount: 50, currency: 'USD' }),
  );
  expect(detail.borne).toEqual([
    { amount: 7, currency: 'CNY' },
    { amount: 150, currency: 'USD' },
  ]);
  expect(detail.unknownAmounts).toBe(1);
});

test('what is proposed, signed and decided is told round by round', () => {
  const [proposed, requested] = [
    event('ResolutionProposed', sample.ResolutionProposed),
    event('ApprovalRequested', sample.ApprovalRequested),
  ];
  const less = event('ResolutionProposed', { ...sample.ResolutionProposed, borne: { amount: 100_000, currency: 'CNY' } });
  const voided = event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-channel' });
  const granted = event('ApprovalGranted', sample.ApprovalGranted);
  const detail = fold(
    received,
    proposed,
    requested,
    granted,
    voided,
    less,
    event('CustomerRefused', sample.CustomerRefused),
    event('ApprovalVoided', { round: 1, cause: 'customer-refused' }),
    event('ResolutionProposed', { ...sample.ResolutionProposed, round: 2 }),
    event('ApprovalRequested', { ...sample.ApprovalRequested, round: 2 }),
    event('ApprovalRefused', { ...sample.ApprovalRefused, round: 2 }),
    event('ResolutionProposed', { ...sample.ResolutionProposed, round: 3 }),
    event('ApprovalRequested', { ...sample.ApprovalRequested, round: 3, required: [] }),
    event('CustomerAccepted', { ...sample.CustomerAccepted, round: 3 }),
    event('Compensated', { ...sample.Compensated, approvalRound: 3 }),
    event('ResolutionProposed', { ...sample.ResolutionProposed, round: 4 }),
    event('ResolutionWithdrawn', { ...sample.ResolutionWithdrawn, round: 4 }),
  );
  const empty = { proposed: [], requested: [], signatures: [], refusals: [], voidings: [], withdrawals: [], customerDecisions: [] };
  expect(detail.proposals).toEqual([
    {
      ...empty,
      round: 1,
      status: 'ended',
      proposed: [
        { ...proposed.data, ...stamp(1) },
        { ...less.data, ...stamp(5) },
      ],
      requested: [{ ...requested.data, ...stamp(2) }],
      signatures: [{ ...granted.data, ...stamp(3) }],
      voidings: [
        { ...voided.data, ...stamp(4) },
        { round: 1, cause: 'customer-refused', ...stamp(7) },
      ],
      customerDecisions: [{ decision: 'refused', ...sample.CustomerRefused, ...stamp(6) }],
    },
    expect.objectContaining({ round: 2, status: 'ended', refusals: [{ ...sample.ApprovalRefused, round: 2, ...stamp(10) }] }),
    expect.objectContaining({ round: 3, status: 'spent', customerDecisions: [expect.objectContaining({ decision: 'accepted' })] }),
    expect.objectContaining({ round: 4, status: 'ended', withdrawals: [{ ...sample.ResolutionWithdrawn, round: 4, ...stamp(16) }] }),
  ]);
});

test('a remedy is owed until it has reached the customer or is cancelled, and then it costs nothing', () => {
  const compensated = event('Compensated', { ...sample.Compensated, borne: { amount: 300, currency: 'CNY' } });
  const owed = (compensation: number, status: string) => ({ compensation, remedy: 'gift', borne: compensated.data.borne, status });
  const story: [Told, Partial<ComplaintDetail> | object][] = [
    [compensated, { owed: [owed(1, 'ordered')] }],
    [compensated, { owed: [owed(1, 'ordered'), owed(2, 'ordered')] }],
    [event('RemedyFulfilled', sample.RemedyFulfilled), { owed: [owed(2, 'ordered')], fulfilments: [{ revision: 3 }] }],
    [event('PaymentFailed', sample.PaymentFailed), { owed: [owed(1, 'failed'), owed(2, 'ordered')], paymentFailures: [{ revision: 4 }] }],
    [event('RemedyFulfilled', { ...sample.RemedyFulfilled, compensation: 2 }), { owed: [owed(1, 'failed')], borne: [{ amount: 600 }] }],
    [
      event('CompensationCancelled', sample.CompensationCancelled),
      { owed: [], borne: [{ amount: 300 }], cancellations: [{ revision: 6 }] },
    ],
  ];
  story.forEach(([, expected], i) => {
    expect(fold(received, ...story.slice(0, i + 1).map(([told]) => told))).toMatchObject(expected);
  });
});

test('a remedy of unknown amount that is cancelled is counted no more', () => {
  const unknown = event('Compensated', { ...sample.Compensated, borne: null });
  const detail = fold(received, unknown, event('CompensationCancelled', sample.CompensationCancelled));
  expect(detail).toMatchObject({ borne: [], unknownAmounts: 0, owed: [] });
});

test('who a case is handed back to handles it', () => {
  const { person: _, ...toNobody } = sample.HandedBack;
  const handed = fold(received, event('Escalated', sample.Escalated), event('HandedBack', sample.HandedBack));
  expect(handed).toMatchObject({ level: 1, assigned: { person: 'u-handler', revision: 2 }, handBacks: [{ reason: 'customer-calmed' }] });
  expect(fold(received, event('Assigned', { person: 'u-9' }), event('HandedBack', toNobody))).toMatchObject({
    level: 1,
    assigned: { person: 'u-9' },
  });
});

test('what departments were asked for is told with what they answered', () => {
  const [requested, given] = [
    event('ContributionRequested', sample.ContributionRequested),
    event('ContributionGiven', sample.ContributionGiven),
  ];
  const second = event('ContributionRequested', { ...sample.ContributionRequested, contribution: 2, of: { team: 'law' } });
  expect(fold(received, requested, second, given).contributions).toEqual([
    { requested: { ...requested.data, ...stamp(1) }, given: { ...given.data, ...stamp(3) } },
    { requested: { ...second.data, ...stamp(2) }, given: null },
  ]);
});

test('the form stands as it was corrected last, and is kept as it was written', () => {
  const account = { $sealed: 'first', subject: 's-1' };
  const better = { $sealed: 'second', subject: 's-1' };
  const written = { ...event('Received', story.form), data: { ...story.form, account } } as never;
  const correct = (correction: number, data: object) => ({ ...sample.Corrected, correction, ...data }) as never;
  const detail = fold(
    written,
    event('Corrected', sample.Corrected),
    event('Corrected', correct(2, { field: 'product', replaces: 1, old: 'maintenance', new: null })),
    event('Corrected', correct(3, { field: 'account', replaces: 0, old: undefined, new: undefined, personal: better })),
    event('Corrected', correct(4, { field: 'account', replaces: 3, old: undefined, new: undefined })),
    event('Corrected', correct(5, { field: 'tags', replaces: 0, old: [], new: ['press'] })),
  );
  const { product: _product, ...rest } = story.form;
  const { account: _account, ...form } = { ...rest, tags: ['press'] };
  expect(detail.received).toMatchObject({ product: 'warranty', account, tags: [] });
  expect(detail.form).toEqual(form);
  expect(detail.corrections.map(({ field, old, new: value }) => [field, old, value])).toEqual([
    ['product', 'warranty', 'maintenance'],
    ['product', 'maintenance', null],
    ['account', account, better],
    ['account', better, null],
    ['tags', [], ['press']],
  ]);
});

test('a link that was taken back and a merge that was undone stay in the lists', () => {
  const [linked, joint] = [event('Linked', sample.Linked), event('Linked', { ...sample.Linked, kind: 'joint' })];
  expect(fold(received, linked, joint, event('Unlinked', sample.Unlinked))).toMatchObject({
    links: [{ kind: 'joint', revision: 2 }],
    unlinkings: [{ kind: 'related', revision: 3 }],
  });
  expect(fold(received, event('MergedInto', sample.MergedInto), event('Unmerged', sample.Unmerged))).toMatchObject({
    mergedInto: null,
    mergers: [{ revision: 1 }],
    unmergings: [{ revision: 2 }],
  });
});

test('a reopened case keeps its closure in the list and may be closed again', () => {
  const [closed, reopened] = [event('Closed', sample.Closed), event('Reopened', sample.Reopened)];
  expect(fold(received, closed, reopened)).toMatchObject({ status: 'open', closed: null, closures: [{ revision: 1 }] });
  expect(fold(received, closed, reopened, closed)).toMatchObject({
    status: 'closed',
    closed: { revision: 3 },
    closures: [{ revision: 1 }, { revision: 3 }],
  });
});

test('sealed fields stay sealed', () => {
  const account = { $sealed: 'bytes', subject: 's-1' };
  expect(fold({ type: 'Received', data: { ...story.form, account } as never }).received.account).toEqual(account);
});

test('how exactly an imported time is known is kept', () => {
  const detail = foldDetail(undefined, recorded(1, 0, received, { precision: 'day', origin: 'import' }));
  expect(detail).toMatchObject({ origin: 'import', received: { precision: 'day' } });
});

test('the version of the taxonomy is that of what was coded last', () => {
  const told = [received, event('Closed', sample.Closed), event('NoteAdded', sample.NoteAdded), event('Corrected', sample.Corrected)];
  const versions: Record<string, number>[] = [{ taxonomy: 2, keywords: 1 }, { taxonomy: 3, authority: 1 }, { taxonomy: 4 }, {}];
  const details = told.map((_, i) =>
    told
      .slice(0, i + 1)
      .map((one, revision) => recorded(1, revision, one, { policyVersions: versions[revision] }))
      .reduce<ReturnType<typeof foldDetail> | undefined>(foldDetail, undefined),
  );
  expect(details.map((detail) => detail!.taxonomy)).toEqual([2, 3, 3, 3]);
  expect(fold(received).taxonomy).toBeNull();
});

test('folding never changes what was folded before', () => {
  const before = fold(received, event('Assigned', sample.Assigned));
  const copy = structuredClone(before);
  foldDetail(before, recorded(1, 2, event('Assigned', sample.Assigned)));
  expect(before).toEqual(copy);
});

test('an event that it has already changes nothing, one that is left out is left out', () => {
  const [assigned, closed] = [event('Assigned', sample.Assigned), event('Closed', sample.Closed)];
  const detail = fold(received, assigned);
  expect(foldDetail(detail, recorded(1, 1, assigned))).toBe(detail);
  expect(foldDetail(detail, recorded(1, 3, closed))).toMatchObject({ status: 'closed', revision: 3, assignments: [{ revision: 1 }] });
});

test('a stream that does not begin with Received is refused', () => {
  expect(() => fold(event('Closed', sample.Closed))).toThrow('begins with Closed');
});
