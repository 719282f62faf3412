import { story } from '@redress/testing';
import { complaintEventTypes, type ComplaintEventType } from './complaint.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { event, sample } = story;

// `satisfies` in libs/testing makes the sample name every event of the union.
const allTypes = Object.keys(sample) as ComplaintEventType[];

/** A life that visits every event and every branch of the fold. */
const life: ComplaintFact[] = [
  event('Received', sample.Received),
  event('Acknowledged', sample.Acknowledged),
  event('Assigned', sample.Assigned),
  event('Apologised', sample.Apologised),
  event('Investigated', sample.Investigated),
  event('Compensated', sample.Compensated),
  event('Escalated', { ...sample.Escalated, note: 'He insists.' } as typeof sample.Escalated),
  event('ReplySent', { ...sample.ReplySent, recipients: ['Li Hua'], cc: ['the regulator'] } as typeof sample.ReplySent),
  event('FollowedUp', { ...sample.FollowedUp, newDemand: 'A refund.' } as typeof sample.FollowedUp),
  event('FollowedUp', { channel: 'phone', reached: true, solved: false, comment: 'No.' }),
  event('Investigated', sample.Investigated),
  event('ReplySent', { kind: 'final', channel: 'letter', text: 'Again', reasons: 'As before', recourse: ['internal-review'] }),
  event('Withdrawn', sample.Withdrawn),
  event('Closed', sample.Closed),
  event('FollowedUp', sample.FollowedUp),
  event('Reopened', sample.Reopened),
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

describe('complaintEventTypes', () => {
  it('names exactly the events of the union', () => {
    expect(Object.keys(complaintEventTypes).sort()).toEqual([...allTypes].sort());
    expect(new Set(life.map(({ type }) => type))).toEqual(new Set(allTypes));
  });

  it('declares version 1 and what is personal or free text', () => {
    expect(Object.fromEntries(Object.entries(complaintEventTypes).map(([type, { personal }]) => [type, personal]))).toEqual({
      Received: ['demands', 'account', 'place', 'personsInvolved', 'complainant'],
      Acknowledged: ['handling'],
      Assigned: ['note'],
      Apologised: ['text', 'recipients', 'cc'],
      Investigated: ['note'],
      Compensated: ['note'],
      Escalated: ['note'],
      ReplySent: ['text', 'reasons', 'recipients', 'cc'],
      FollowedUp: ['comment', 'newDemand'],
      Closed: ['summary'],
      Withdrawn: ['reason'],
      Reopened: ['note'],
      HistoryImported: [],
    });
    expect(Object.values(complaintEventTypes).map(({ version }) => version)).toEqual(allTypes.map(() => 1));
  });
});

describe('evolve', () => {
  it('comes to the same state whether personal fields are sealed or not', () => {
    expect(states(life.map(sealed))).toEqual(states(life));
    expect(JSON.stringify(states(life))).not.toMatch(/Li Hua|laughed|refund/);
  });

  it('keeps the time of the latest event that keeps order, recorded or decided, but not of the import', () => {
    const recorded = { ...event('Received', sample.Received), metadata: { occurredAt: '2026-11-20T08:00:00.000Z' } };
    const acknowledged = event('Acknowledged', sample.Acknowledged, '2026-11-20T07:00:00.000Z');
    const apologised = event('Apologised', sample.Apologised, '2026-11-21T08:00:00.000Z');
    const imported = event('HistoryImported', sample.HistoryImported, '2026-11-22T08:00:00.000Z');
    expect(states([recorded, acknowledged, apologised, imported]).map((state) => 'latestAt' in state && state.latestAt)).toEqual([
      false,
      '2026-11-20T08:00:00.000Z',
      '2026-11-20T08:00:00.000Z',
      '2026-11-21T08:00:00.000Z',
      '2026-11-21T08:00:00.000Z',
    ]);
  });

  it('fails loudly on a stream that does not begin with Received', () => {
    expect(() => evolve(noComplaint, event('Closed', sample.Closed))).toThrow("A complaint's stream begins with Received, not with Closed");
  });
});
