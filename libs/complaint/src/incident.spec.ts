import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const { cny, requested } = rounds;
const received = event('Received', sample.Received);
const incidentId = '0199f000-0000-7000-8000-0000000000aa';
const joined = event('JoinedIncident', { incidentId });

describe('joining and leaving', () => {
  it('is part of one incident at a time', () => {
    given(received).when(command('joinIncident', { incidentId })).thenHappens(joined);
    given(received, joined)
      .when(command('joinIncident', { incidentId: 'another' }))
      .thenRefused('already-in-incident', { incidentId });
    given(received, joined, event('LeftIncident', { incidentId, reason: 'mistaken' }))
      .when(command('joinIncident', { incidentId: 'another' }))
      .thenHappens(event('JoinedIncident', { incidentId: 'another' }));
  });

  it('leaves with a reason, closed or not', () => {
    const left = event('LeftIncident', { incidentId, reason: 'another-cause' });
    const leave = command('leaveIncident', { incidentId, reason: 'another-cause' });
    given(received, joined).when(leave).thenHappens(left);
    given(received, joined, event('Closed', sample.Closed)).when(leave).thenHappens(left);
    given(received).when(leave).thenRefused('not-in-incident', { incidentId, partOf: null });
    given(received, joined)
      .when(command('leaveIncident', { incidentId, reason: ' ' }))
      .thenContradicts('text-missing', { field: 'reason' });
  });
});

describe('what is offered to all members', () => {
  const incident = { incidentId, offer: 1 };
  const ask = { remedy: 'refund', borne: cny(10_000), beneficiary: 'customer', terms: [] } as const;
  const offer = (sub = 'u-director', said: object = {}) =>
    command('propose', { ...ask, incident, ...said }, { by: { sub, roles: ['operations-director'] }, origin: 'automation' });
  const offered = requested(10_000, { proposer: 'u-director', incident });
  const ordered = event('Compensated', { remedy: 'refund', borne: cny(10_000), acceptance: 'mass-incident', approvalRound: 1 });
  const alone = event('Compensated', { remedy: 'refund', borne: cny(10_000), acceptance: 'verbal' });

  it('is a proposal of whoever offers it, with the signatures that its total needs', () => {
    given(received, joined)
      .when(offer())
      .thenHappens(...offered);
    given(received, joined, ...offered)
      .when(command('approve', { decision: 'granted' }, { by: { sub: 'u-director', roles: ['operations-director'] } }))
      .thenRefused('self-approval', { round: 1, person: 'u-director', because: 'proposer' });
  });

  it('is for members alone', () => {
    given(received).when(offer()).thenRefused('not-in-incident', { incidentId, offer: 1, partOf: null });
  });

  it('waits for what is proposed in the case, and leaves it as it is', () => {
    given(received, joined, ...requested(150_000))
      .when(offer())
      .thenRefused('proposal-running', { round: 1 });
    given(received, joined, ...offered)
      .when(offer())
      .thenRefused('proposal-running', { round: 1, incident });
    given(received, joined, ...requested(150_000), event('ResolutionWithdrawn', { round: 1, reason: 'mistaken' }))
      .when(offer())
      .thenHappens(...requested(10_000, { proposer: 'u-director', incident, round: 2 }));
  });

  it('does not come on top of what was ordered for the case alone', () => {
    given(received, joined, alone).when(offer()).thenRefused('compensated-already');
    given(received, joined, ...requested(10_000), ordered)
      .when(offer())
      .thenRefused('compensated-already');
    given(received, joined, alone, event('CompensationCancelled', { compensation: 1, reason: 'typing-error' }))
      .when(offer())
      .thenHappens(...offered);
  });

  it('comes on top of what the incident gave before', () => {
    const second = { borne: cny(5_000), incident: { incidentId, offer: 2 } };
    given(received, joined, ...offered, ordered)
      .when(offer('u-director', second))
      .thenHappens(...requested(5_000, { proposer: 'u-director', incident: second.incident, round: 2 }, [cny(10_000)]));
  });

  it('is not proposed by who is complained about or keeps out, though an automation sends it', () => {
    given(received, joined).when(offer('u-salesman')).thenRefused('respondent-recused', { command: 'propose', respondent: 'u-salesman' });
    given(received, joined, event('Recused', { ...sample.Recused, person: 'u-director' }))
      .when(offer())
      .thenRefused('recused-person', { command: 'propose', person: 'u-director' });
  });
});
