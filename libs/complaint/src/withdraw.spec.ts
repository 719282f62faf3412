import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);

describe('withdraw', () => {
  it('ends the procedure in the same append, whatever was still missing', () => {
    given(received)
      .when(command('withdraw', { ...sample.Withdrawn, recourse: ['regulator'] }))
      .thenHappens(
        event('Withdrawn', sample.Withdrawn),
        event('Closed', { outcome: 'withdrawn', toldVia: 'phone', recourse: ['regulator'] }),
      );
  });

  it('needs no reason', () => {
    given(received)
      .when(command('withdraw', { channel: 'app' }))
      .thenHappens(event('Withdrawn', { channel: 'app' }), event('Closed', { outcome: 'withdrawn', toldVia: 'app', recourse: [] }));
  });

  it('refuses an empty channel', () => {
    given(received)
      .when(command('withdraw', { channel: '' }))
      .thenContradicts('text-missing', { field: 'channel' });
  });

  it('voids what was being approved, and keeps what is owed', () => {
    const { approved, requested } = rounds;
    given(received, ...requested(200_000))
      .when(command('withdraw', { channel: 'app' }))
      .thenHappens(
        event('Withdrawn', { channel: 'app' }),
        event('ApprovalVoided', { round: 1, cause: 'withdrawn' }),
        event('Closed', { outcome: 'withdrawn', toldVia: 'app', recourse: [] }),
      );
    const owed = event('Compensated', { remedy: 'refund', borne: rounds.cny(200_000), approvalRound: 1, acceptance: 'goodwill' });
    given(received, ...approved(200_000), owed)
      .when(command('withdraw', { channel: 'app' }))
      .thenHappens(event('Withdrawn', { channel: 'app' }), event('Closed', { outcome: 'withdrawn', toldVia: 'app', recourse: [] }));
  });
});
