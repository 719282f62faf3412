import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const received = event('Received', sample.Received);
const cny = (amount: number) => ({ amount, currency: 'CNY' });
const money = (amount: number) => ({ ...sample.PromiseMade, amount: cny(amount) });
const as = (...roles: string[]) => ({ by: { sub: 'u-other', roles } });
const approved = [
  event('ResolutionProposed', sample.ResolutionProposed),
  event('ApprovalRequested', sample.ApprovalRequested),
  event('ApprovalGranted', sample.ApprovalGranted),
];
const beyond = (total: number, has: string[]) => ({
  total,
  currency: 'CNY',
  band: { from: 1, below: 200_000, scope: 'channel' },
  required: ['channel-head', 'operations-director'],
  has,
});

describe('makePromise', () => {
  it('promises something by a date', () => {
    given(received).when(command('makePromise', sample.PromiseMade)).thenHappens(event('PromiseMade', sample.PromiseMade));
  });

  it.each([now, '2026-11-22T07:59:59.999Z'])('is not due when it is made: %s', (due) => {
    given(received)
      .when(command('makePromise', { ...sample.PromiseMade, due }))
      .thenContradicts('promise-already-due', { due, occurredAt: now });
  });

  it('lets nobody promise money whose role may not approve it alone', () => {
    given(received)
      .when(command('makePromise', money(1)))
      .thenRefused('beyond-own-authority', beyond(1, ['handler']));
    given(received)
      .when(command('makePromise', money(0)))
      .thenHappens(event('PromiseMade', money(0)));
  });

  it('lets a channel head promise what is below the branch’s band, and not a fen more', () => {
    given(received)
      .when(command('makePromise', money(199_999), as('handler', 'channel-head')))
      .thenHappens(event('PromiseMade', money(199_999)));
    given(received)
      .when(command('makePromise', money(200_000), as('channel-head')))
      .thenRefused('beyond-own-authority', {
        total: 200_000,
        currency: 'CNY',
        band: { from: 200_000, below: 1_000_000, scope: 'branch' },
        required: ['channel-head', 'operations-director', 'cfo'],
        has: ['channel-head'],
      });
  });

  it('counts what the complaint costs already', () => {
    const ordered = event('Compensated', { ...sample.Compensated, borne: cny(199_000) });
    given(received, ordered)
      .when(command('makePromise', money(999), as('channel-head')))
      .thenHappens(event('PromiseMade', money(999)));
    given(received, ordered)
      .when(command('makePromise', money(1_000), as('channel-head')))
      .thenRefused('beyond-own-authority', {
        total: 200_000,
        currency: 'CNY',
        band: { from: 200_000, below: 1_000_000, scope: 'branch' },
        required: ['channel-head', 'operations-director', 'cfo'],
        has: ['channel-head'],
      });
    given(received, ordered, event('CompensationCancelled', sample.CompensationCancelled))
      .when(command('makePromise', money(1_000), as('channel-head')))
      .thenHappens(event('PromiseMade', money(1_000)));
  });

  it('lets anybody promise what is approved', () => {
    given(received, ...approved)
      .when(command('makePromise', money(150_000)))
      .thenHappens(event('PromiseMade', money(150_000)));
    given(received, ...approved)
      .when(command('makePromise', money(150_001)))
      .thenRefused('beyond-own-authority', beyond(150_001, ['handler']));
  });

  it('holds no approval for given that is outstanding, over, lapsed, or of another currency', () => {
    const refused = beyond(150_000, ['handler']);
    given(received, ...approved.slice(0, 2))
      .when(command('makePromise', money(150_000)))
      .thenRefused('beyond-own-authority', refused);
    given(received, ...approved, event('ApprovalVoided', sample.ApprovalVoided))
      .when(command('makePromise', money(150_000)))
      .thenRefused('beyond-own-authority', refused);
    const { lapsesAt } = sample.ApprovalRequested;
    const late = { occurredAt: lapsesAt, now: lapsesAt };
    given(received, ...approved)
      .when(command('makePromise', { ...money(150_000), due: '2027-01-01T00:00:00.000Z' }, late))
      .thenRefused('beyond-own-authority', refused);
    given(received, ...approved)
      .when(command('makePromise', { ...sample.PromiseMade, amount: { amount: 1, currency: 'EUR' } }))
      .thenRefused('no-exchange-rate', { currency: 'EUR' });
  });

  it.each([-1, 0.5, Number.NaN])('refuses the amount %d', (amount) => {
    given(received)
      .when(command('makePromise', money(amount)))
      .thenContradicts('invalid-amount', { field: 'amount', amount, currency: 'CNY' });
  });

  it.each(['promise', 'channel'] as const)('refuses an empty %s', (field) => {
    given(received)
      .when(command('makePromise', { ...sample.PromiseMade, [field]: '' }))
      .thenContradicts('text-missing', { field });
  });
});
