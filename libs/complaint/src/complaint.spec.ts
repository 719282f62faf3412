import { story } from '@redress/testing';
import { complaintEventTypes, type ComplaintEventType } from './complaint.js';
import { evolve, noComplaint, type ClosedComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { event, sample } = story;

// `satisfies` in libs/testing makes the sample name every event of the union.
const allTypes = Object.keys(sample) as ComplaintEventType[];

const accepted = { remedy: 'voucher', borne: sample.ResolutionProposed.borne, acceptance: 'verbal', acceptedBy: 'customer' } as const;

/** A life that visits every event and every branch of the fold. */
const life: ComplaintFact[] = [
  event('Received', sample.Received),
  event('Acknowledged', sample.Acknowledged),
  event('Classified', sample.Classified),
  event('Assigned', sample.Assigned),
  event('Apologised', sample.Apologised),
  event('NoteAdded', sample.NoteAdded),
  event('ContactMade', sample.ContactMade),
  event('EvidenceAdded', sample.EvidenceAdded),
  event('Recused', sample.Recused),
  event('PromiseMade', sample.PromiseMade),
  event('Investigated', sample.Investigated),
  event('ResolutionProposed', sample.ResolutionProposed),
  event('ApprovalRequested', sample.ApprovalRequested),
  event('ApprovalRefused', sample.ApprovalRefused),
  event('ResolutionProposed', { ...sample.ResolutionProposed, round: 2 }),
  event('ApprovalRequested', { ...sample.ApprovalRequested, round: 2 }),
  event('CustomerRefused', { ...sample.CustomerRefused, round: 2 }),
  event('ApprovalVoided', { round: 2, cause: 'customer-refused' }),
  event('ResolutionProposed', { ...sample.ResolutionProposed, round: 3 }),
  event('ApprovalRequested', { ...sample.ApprovalRequested, round: 3 }),
  event('ResolutionWithdrawn', { ...sample.ResolutionWithdrawn, round: 3 }),
  event('ResolutionProposed', { ...sample.ResolutionProposed, round: 4 }),
  event('ApprovalRequested', { ...sample.ApprovalRequested, round: 4 }),
  event('ApprovalGranted', { ...sample.ApprovalGranted, round: 4 }),
  event('ApprovalVoided', { round: 4, cause: 'recused', approver: sample.ApprovalGranted.approver }),
  event('ApprovalGranted', { ...sample.ApprovalGranted, round: 4, approver: 'u-operations', role: 'operations-director' }),
  event('CustomerAccepted', { ...sample.CustomerAccepted, round: 4 }),
  event('Compensated', { ...sample.Compensated, ...accepted, approvalRound: 4, note: 'Sent by post.' }),
  event('PaymentFailed', sample.PaymentFailed),
  event('RemedyFulfilled', sample.RemedyFulfilled),
  event('Compensated', sample.Compensated),
  event('CompensationCancelled', { ...sample.CompensationCancelled, compensation: 2 }),
  event('Escalated', { ...sample.Escalated, note: 'He insists.' } as typeof sample.Escalated),
  event('HandedBack', sample.HandedBack),
  event('ReplySent', { ...sample.ReplySent, recipients: ['Li Hua'], cc: ['the regulator'] } as typeof sample.ReplySent),
  event('FollowedUp', { ...sample.FollowedUp, newDemand: 'A refund.' } as typeof sample.FollowedUp),
  event('FollowedUp', { channel: 'phone', reached: true, solved: false, comment: 'No.' }),
  event('Investigated', sample.Investigated),
  event('ReplySent', { kind: 'final', channel: 'letter', text: 'Again', reasons: 'As before', recourse: ['internal-review'] }),
  event('Withdrawn', sample.Withdrawn),
  event('Closed', sample.Closed),
  event('FollowedUp', sample.FollowedUp),
  event('Reopened', sample.Reopened),
  event('HandedOver', sample.HandedOver),
  event('ContributionRequested', sample.ContributionRequested),
  event('ContributionGiven', sample.ContributionGiven),
  event('InterimMeasureTaken', sample.InterimMeasureTaken),
  event('CustomerArrived', sample.CustomerArrived),
  event('CustomerDeparted', sample.CustomerDeparted),
  event('ExternalDecisionReceived', sample.ExternalDecisionReceived),
  event('Corrected', sample.Corrected),
  event('Corrected', { correction: 2, field: 'account', replaces: 0, personal: 'He laughed twice.', reason: 'misheard' }),
  event('Linked', sample.Linked),
  event('Unlinked', sample.Unlinked),
  event('MergedInto', sample.MergedInto),
  event('Unmerged', sample.Unmerged),
  event('PromiseKept', sample.PromiseKept),
  event('DeadlineSet', sample.DeadlineSet),
  event('DeadlineWarned', sample.DeadlineWarned),
  event('DeadlinePaused', sample.DeadlinePaused),
  event('DeadlineResumed', sample.DeadlineResumed),
  event('DeadlineExtended', sample.DeadlineExtended),
  event('DeadlineMissed', sample.DeadlineMissed),
  event('DeadlineMet', { ...sample.DeadlineMet, late: true }),
  event('DeadlineSet', { ...sample.DeadlineSet, clock: 'first-reply-2' }),
  event('DeadlineStopped', { ...sample.DeadlineStopped, clock: 'first-reply-2' }),
  event('RiskRaised', sample.RiskRaised),
  event('RiskEased', sample.RiskEased),
  event('JoinedIncident', sample.JoinedIncident),
  event('LeftIncident', sample.LeftIncident),
  event('Closed', sample.Closed),
  event('LegalHoldPlaced', sample.LegalHoldPlaced),
  event('LegalHoldLifted', sample.LegalHoldLifted),
  event('PersonalDataErased', sample.PersonalDataErased),
  event('HistoryImported', sample.HistoryImported),
];

const states = (events: readonly ComplaintFact[]) => {
  const visited: ComplaintState[] = [noComplaint];
  for (const fact of events) visited.push(evolve(visited.at(-1)!, fact));
  return visited;
};

/** As the store hands it out: each personal field sealed, if it is there. */
function sealed(fact: ComplaintFact): ComplaintFact {
  const data: Record<string, unknown> = { ...fact.data };
  for (const field of complaintEventTypes[fact.type].personal) {
    if (data[field] !== undefined) data[field] = { $sealed: 'c2VhbGVk', subject: 'subject-1' };
  }
  return { ...fact, data } as unknown as ComplaintFact;
}

/** Everything that is written in an event's personal fields. */
function personalTexts({ type, data }: ComplaintFact): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return complaintEventTypes[type].personal.flatMap((field) => texts((data as Readonly<Record<string, unknown>>)[field]));
}

describe('complaintEventTypes', () => {
  it('names exactly the events of the union', () => {
    expect(Object.keys(complaintEventTypes).sort()).toEqual([...allTypes].sort());
    expect(new Set(life.map(({ type }) => type))).toEqual(new Set(allTypes));
  });

  it('declares version 1 and what is personal or free text', () => {
    expect(Object.fromEntries(Object.entries(complaintEventTypes).map(([type, { personal }]) => [type, personal]))).toEqual({
      Received: ['demands', 'account', 'place', 'personsInvolved', 'complainant'],
      Acknowledged: ['handling', 'recipients', 'cc'],
      Classified: [],
      Assigned: ['note'],
      HandedBack: ['note'],
      Recused: ['note'],
      EvidenceAdded: ['description'],
      NoteAdded: ['text'],
      ContactMade: ['summary'],
      PromiseMade: ['promise'],
      Apologised: ['text', 'recipients', 'cc'],
      Investigated: ['note'],
      ResolutionProposed: ['note'],
      ResolutionWithdrawn: ['note'],
      ApprovalRequested: [],
      ApprovalGranted: ['note'],
      ApprovalRefused: ['note'],
      ApprovalVoided: [],
      CustomerAccepted: ['note'],
      CustomerRefused: ['reason', 'newDemand'],
      Compensated: ['note'],
      RemedyFulfilled: [],
      PaymentFailed: [],
      CompensationCancelled: ['note'],
      Escalated: ['note'],
      ReplySent: ['text', 'reasons', 'recipients', 'cc'],
      FollowedUp: ['comment', 'newDemand'],
      Closed: ['summary'],
      Withdrawn: ['reason'],
      Reopened: ['note'],
      HandedOver: ['note'],
      ContributionRequested: ['question'],
      ContributionGiven: ['answer'],
      InterimMeasureTaken: ['note'],
      CustomerArrived: [],
      CustomerDeparted: [],
      ExternalDecisionReceived: ['note'],
      Corrected: ['personal', 'note'],
      Linked: ['note'],
      Unlinked: ['note'],
      MergedInto: ['note'],
      Unmerged: ['note'],
      LegalHoldPlaced: ['reference'],
      LegalHoldLifted: [],
      PersonalDataErased: [],
      PromiseKept: ['note'],
      DeadlineSet: [],
      DeadlineWarned: [],
      DeadlinePaused: ['note'],
      DeadlineResumed: ['note'],
      DeadlineExtended: ['note'],
      DeadlineMet: [],
      DeadlineMissed: [],
      DeadlineStopped: [],
      RiskRaised: [],
      RiskEased: [],
      JoinedIncident: [],
      LeftIncident: ['note'],
      HistoryImported: [],
    });
    expect(Object.values(complaintEventTypes).map(({ version }) => version)).toEqual(allTypes.map(() => 1));
  });
});

describe('evolve', () => {
  it('comes to the same state whether personal fields are sealed or not', () => {
    expect(states(life.map(sealed))).toEqual(states(life));
    const kept = JSON.stringify(states(life));
    expect(life.flatMap(personalTexts).filter((text) => kept.includes(text))).toEqual([]);
  });

  it('keeps in the state what the approval flow came to', () => {
    const state = states(life).at(-1)!;
    expect(state).toMatchObject({
      status: 'closed',
      isErased: true,
      mergedInto: null,
      links: [],
      product: 'maintenance',
      holder: { unit: 'workshop' },
      contributions: [{ of: { unit: 'workshop' }, status: 'given' }],
      corrected: { product: 1, account: 2 },
      level: 1,
      recused: [sample.Recused.person],
      handlers: ['u-handler'],
      proposal: { round: 4, status: 'spent', signatures: [{ role: 'operations-director', approver: 'u-operations' }] },
      remedies: [
        { borne: accepted.borne, status: 'fulfilled', approvers: ['u-operations'] },
        { borne: sample.Compensated.borne, status: 'cancelled', approvers: [] },
      ],
    });
  });

  it('keeps of each clock how it stands, and that it was missed though it was met since', () => {
    const state = states(life).at(-1) as ClosedComplaint;
    expect(state).toMatchObject({
      promises: [{ isKept: true }],
      deadlines: [
        { clock: 'first-reply', status: 'met', due: sample.DeadlineExtended.due, warned: 0, extensions: 1, wasMissed: true },
        { clock: 'first-reply-2', status: 'stopped', stoppedBy: 'closed', wasMissed: false },
      ],
      classification: sample.Classified,
      isRisky: false,
      incidentId: null,
    });
    expect(Object.fromEntries(state.tally)).toMatchObject({ received: 1, 'promise-kept': 1, closed: 2, reopened: 1 });
  });

  it('keeps the time of the latest event that keeps order, recorded or decided, but not of the import and what may be back-dated', () => {
    const recorded = {
      ...event('Received', sample.Received),
      metadata: { occurredAt: '2026-11-20T08:00:00.000Z', actor: { sub: 'u-handler', roles: [] } },
    };
    const acknowledged = event('Acknowledged', sample.Acknowledged, '2026-11-20T07:00:00.000Z');
    const apologised = event('Apologised', sample.Apologised, '2026-11-21T08:00:00.000Z');
    const early = event('Apologised', { ...sample.Apologised, preReceipt: true }, '2026-11-19T08:00:00.000Z');
    const unordered = (['NoteAdded', 'ContactMade', 'EvidenceAdded', 'DeadlineMet', 'RiskRaised', 'HistoryImported'] as const).map((type) =>
      event(type, sample[type], '2026-11-22T08:00:00.000Z'),
    );
    expect(states([recorded, acknowledged, apologised, early, ...unordered]).map((state) => 'latestAt' in state && state.latestAt)).toEqual(
      [false, '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', ...Array.from({ length: 8 }, () => '2026-11-21T08:00:00.000Z')],
    );
  });

  it('fails loudly on a stream that does not begin with Received', () => {
    expect(() => evolve(noComplaint, event('Closed', sample.Closed))).toThrow("A complaint's stream begins with Received, not with Closed");
  });
});
