import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const anonymous = event('Received', { ...sample.Received, complainantKind: 'anonymous', complainant: undefined });

describe('followUp', () => {
  it('records what the customer said', () => {
    given(received).when(command('followUp', sample.FollowedUp)).thenHappens(event('FollowedUp', sample.FollowedUp));
  });

  it('records an attempt', () => {
    const attempt = { channel: 'phone', reached: false };
    given(received).when(command('followUp', attempt)).thenHappens(event('FollowedUp', attempt));
  });

  it.each(['unreachable', 'declined', 'through-authority'] as const)('records why nobody can be asked: %s', (impossibility) => {
    const data = { reached: false, impossibility };
    given(received).when(command('followUp', data)).thenHappens(event('FollowedUp', data));
  });

  it('knows who is anonymous', () => {
    const data = { reached: false, impossibility: 'anonymous' } as const;
    given(anonymous).when(command('followUp', data)).thenHappens(event('FollowedUp', data));
    given(received).when(command('followUp', data)).thenRefused('not-anonymous');
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses satisfaction %d', (satisfaction) => {
    given(received)
      .when(command('followUp', { ...sample.FollowedUp, satisfaction }))
      .thenContradicts('satisfaction-out-of-range', { satisfaction });
  });

  it.each([{ satisfaction: 3 }, { solved: false }, { wouldBuyAgain: true }, { comment: 'ok' }, { newDemand: 'a refund' }])(
    'refuses %j of a customer who was not reached',
    (answer) => {
      given(received)
        .when(command('followUp', { channel: 'phone', reached: false, ...answer }))
        .thenContradicts('answer-without-customer');
    },
  );

  it('refuses an impossibility that was possible, and an attempt on no channel', () => {
    given(received)
      .when(command('followUp', { reached: true, impossibility: 'declined' }))
      .thenContradicts('reached-though-impossible', { impossibility: 'declined' });
    given(received)
      .when(command('followUp', { reached: false }))
      .thenContradicts('text-missing', { field: 'channel' });
  });
});
