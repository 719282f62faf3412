import { rounds, story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const received = event('Received', sample.Received);
const decided = sample.ExternalDecisionReceived;

describe('recordExternalDecision', () => {
  it('records what a body outside decided, of a closed case too', () => {
    const ruling = { body: 'court', ruling: 'rejected' } as const;
    given(received).when(command('recordExternalDecision', ruling)).thenHappens(event('ExternalDecisionReceived', ruling));
    given(received, event('Closed', sample.Closed))
      .when(command('recordExternalDecision', decided))
      .thenHappens(event('ExternalDecisionReceived', decided));
  });

  it('leaves the award to be ordered, under the approvals that it needs', () => {
    const award = { remedy: 'refund', borne: rounds.cny(50_000), acceptance: 'external-award' } as const;
    given(received, event('ExternalDecisionReceived', decided), ...rounds.approved(50_000))
      .when(command('compensate', award))
      .thenHappens(event('Compensated', { ...award, approvalRound: 1 }));
  });

  it.each([
    ['invalid-amount', { award: { amount: -1, currency: 'CNY' } }, { field: 'award', amount: -1, currency: 'CNY' }],
    ['invalid-hash', { evidence: { hash: 'x', locator: 'ruling' } }, { field: 'evidence.hash' }],
    ['text-missing', { evidence: { hash: 'd'.repeat(64), locator: '' } }, { field: 'evidence.locator' }],
    ['text-missing', { reference: ' ' }, { field: 'reference' }],
    ['invalid-time', { decidedAt: 'yesterday' }, { field: 'decidedAt' }],
    ['future-time', { decidedAt: '2027-01-01T00:00:00.000Z' }, { field: 'decidedAt', value: '2027-01-01T00:00:00.000Z', now }],
  ])('refuses with %s: %j', (code, change, facts) => {
    given(received)
      .when(command('recordExternalDecision', { ...decided, ...change }))
      .thenContradicts(code, facts);
  });
});
