import { story } from '@redress/testing';

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
});
