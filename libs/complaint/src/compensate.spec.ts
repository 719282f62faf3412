import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const cny = (amount: number) => ({ amount, currency: 'CNY' });

describe('compensate', () => {
  it('orders a remedy that costs the company nothing', () => {
    given(received).when(command('compensate', sample.Compensated)).thenHappens(event('Compensated', sample.Compensated));
  });

  it('records what was claimed, and that a guardian accepted', () => {
    const data = {
      remedy: 'replacement',
      borne: cny(0),
      claimed: cny(50_000),
      acceptance: 'written',
      acceptedBy: 'guardian',
      acceptanceEvidence: { hash: 'b'.repeat(64), locator: 'scan-1' },
    } as const;
    given(received).when(command('compensate', data)).thenHappens(event('Compensated', data));
  });

  it.each([1, 199_999, 50_000_000])('refuses %d fen without approval', (amount) => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, borne: cny(amount) }))
      .thenRefused('approval-required', { amount, currency: 'CNY' });
  });

  it('knows no approval round that it could refer to', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, approvalRound: 1 }))
      .thenRefused('no-such-approval', { approvalRound: 1 });
  });

  it('refuses an acceptance by a proxy without evidence', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptance: 'verbal', acceptedBy: 'proxy' }))
      .thenRefused('acceptance-not-evidenced', { acceptedBy: 'proxy' });
  });

  it('refuses goodwill that somebody accepted', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptedBy: 'customer' }))
      .thenContradicts('acceptance-inconsistent', { acceptance: 'goodwill', acceptedBy: 'customer' });
  });

  it.each([
    ['borne', -1, 'CNY'],
    ['borne', 0.5, 'CNY'],
    ['borne', Number.NaN, 'CNY'],
    ['claimed', 0, 'yuan'],
  ] as const)('refuses as %s: %d %s', (field, amount, currency) => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, [field]: { amount, currency } }))
      .thenContradicts('invalid-amount', { field, amount, currency });
  });

  it('leaves what is unknown to imports', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, borne: null }))
      .thenContradicts('only-in-imports', { field: 'borne' });
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptance: 'not-stated' }))
      .thenContradicts('only-in-imports', { field: 'acceptance' });
    given(received)
      .when(command('compensate', { ...sample.Compensated, remedy: '' }))
      .thenContradicts('text-missing', { field: 'remedy' });
  });
});
