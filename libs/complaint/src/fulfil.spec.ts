import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const { approved, cny, person } = rounds;
const received = event('Received', sample.Received);
const finance = { by: person('u-finance', 'finance') };
const paid = event('Compensated', { remedy: 'refund', borne: cny(200_000), approvalRound: 1, acceptance: 'goodwill' });
const gift = event('Compensated', sample.Compensated);
const ordered = [received, ...approved(200_000), paid];
const fulfilled = event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance', reference: 'pay-77' });
const failed = event('PaymentFailed', { compensation: 1, reason: 'account-closed' });
const cancelled = event('CompensationCancelled', { compensation: 1, reason: 'customer-declined' });

describe('fulfil', () => {
  it('is confirmed by finance', () => {
    given(...ordered)
      .when(command('fulfil', { reference: 'pay-77' }, finance))
      .thenHappens(fulfilled);
    given(...ordered)
      .when(command('fulfil', {}))
      .thenRefused('finance-confirms', { needed: 'finance', has: ['handler'] });
  });

  it('is confirmed by anybody where the company pays nothing', () => {
    given(received, gift)
      .when(command('fulfil', {}))
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-handler' }));
  });

  it('is not confirmed by who approved it, nor by whose authority was used', () => {
    given(...ordered)
      .when(command('fulfil', {}, { by: person('u-cfo', 'finance') }))
      .thenRefused('approver-confirms-payment', { compensation: 1 });
    const byDeputy = event('ApprovalGranted', {
      round: 1,
      role: 'channel-head',
      approver: 'u-deputy',
      actingFor: 'u-channel',
      completes: true,
    });
    given(received, ...rounds.requested(100), byDeputy, paid)
      .when(command('fulfil', {}, { by: person('u-channel', 'finance') }))
      .thenRefused('approver-confirms-payment', { compensation: 1 });
  });

  it('does not pay what another system ordered and nobody signed for here', () => {
    const imported = [paid, event('HistoryImported', sample.HistoryImported)];
    given(received, ...imported)
      .when(command('fulfil', {}, finance))
      .thenRefused('imported-unapproved', { compensation: 1 });
    given(received, ...imported)
      .when(command('cancelCompensation', { reason: 'paid-there' }))
      .thenHappens(event('CompensationCancelled', { compensation: 1, reason: 'paid-there' }));
    given(received, gift, event('HistoryImported', sample.HistoryImported))
      .when(command('fulfil', {}))
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-handler' }));
  });

  it('takes the only remedy that is owed, else the one that is named', () => {
    given(received, gift, gift)
      .when(command('fulfil', {}))
      .thenRefused('compensation-ambiguous', { owed: [1, 2] });
    given(received, gift, gift)
      .when(command('fulfil', { compensation: 2 }))
      .thenHappens(event('RemedyFulfilled', { compensation: 2, confirmedBy: 'u-handler' }));
    given(received, gift)
      .when(command('fulfil', { compensation: 2 }))
      .thenRefused('no-such-compensation', { compensation: 2, ordered: 1 });
    given(received).when(command('fulfil', {})).thenRefused('nothing-owed');
  });

  it('happens once, and not to what was cancelled', () => {
    given(...ordered, fulfilled)
      .when(command('fulfil', { compensation: 1 }, finance))
      .thenRefused('already-fulfilled', { compensation: 1 });
    given(...ordered, cancelled)
      .when(command('fulfil', { compensation: 1 }, finance))
      .thenRefused('compensation-cancelled', { compensation: 1 });
  });

  it('happens after a failure, and after closing', () => {
    given(...ordered, failed)
      .when(command('fulfil', { reference: 'pay-77' }, finance))
      .thenHappens(fulfilled);
    given(...ordered, event('Closed', { ...sample.Closed, outcome: 'withdrawn' }))
      .when(command('fulfil', { reference: 'pay-77' }, finance))
      .thenHappens(fulfilled);
  });
});

describe('fail a payment', () => {
  it('leaves the remedy owed, also if it bounces after it was confirmed', () => {
    given(...ordered)
      .when(command('failPayment', { reason: 'account-closed' }, finance))
      .thenHappens(failed);
    given(...ordered, fulfilled)
      .when(command('failPayment', { compensation: 1, reason: 'account-closed' }, finance))
      .thenHappens(failed);
  });

  it('is reported by finance, with a reason, of something that was ordered', () => {
    given(...ordered)
      .when(command('failPayment', { reason: 'account-closed' }))
      .thenRefused('finance-confirms', { needed: 'finance', has: ['handler'] });
    given(...ordered)
      .when(command('failPayment', { reason: '' }, finance))
      .thenContradicts('text-missing', { field: 'reason' });
    given(received)
      .when(command('failPayment', { reason: 'x' }, finance))
      .thenRefused('nothing-owed');
    given(...ordered, cancelled)
      .when(command('failPayment', { compensation: 1, reason: 'x' }, finance))
      .thenRefused('compensation-cancelled', { compensation: 1 });
  });
});

describe('cancel a compensation', () => {
  it('ends what is owed, with a reason, once', () => {
    given(...ordered)
      .when(command('cancelCompensation', { reason: 'customer-declined' }))
      .thenHappens(cancelled);
    given(...ordered)
      .when(command('cancelCompensation', { reason: '' }))
      .thenContradicts('text-missing', { field: 'reason' });
    given(...ordered, cancelled)
      .when(command('cancelCompensation', { compensation: 1, reason: 'x' }))
      .thenRefused('compensation-cancelled', { compensation: 1 });
    given(...ordered, fulfilled)
      .when(command('cancelCompensation', { compensation: 1, reason: 'x' }))
      .thenRefused('already-fulfilled', { compensation: 1 });
  });

  it('is not for respondents', () => {
    given(...ordered)
      .when(command('cancelCompensation', { reason: 'x' }, { by: person('u-salesman', 'handler') }))
      .thenRefused('respondent-recused', { command: 'cancelCompensation', respondent: 'u-salesman' });
  });
});
