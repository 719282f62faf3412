import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const dissatisfied = event('FollowedUp', { channel: 'phone', reached: true, satisfaction: 2 });
const investigated = event('Investigated', sample.Investigated);
const final = sample.ReplySent;

describe('reply', () => {
  it.each(['interim', 'holding', 'summary'] as const)('keeps the customer informed: %s', (kind) => {
    const data = { kind, channel: 'email', template: { id: 'wait', version: 1 }, recourse: [] };
    given(received).when(command('reply', data)).thenHappens(event('ReplySent', data));
  });

  it('answers finally, with reasons and recourse', () => {
    given(received).when(command('reply', final)).thenHappens(event('ReplySent', final));
  });

  it('refuses a final reply without reasons or recourse', () => {
    given(received)
      .when(command('reply', { ...final, reasons: ' ' }))
      .thenRefused('final-reply-without-reasons');
    given(received)
      .when(command('reply', { ...final, recourse: [] }))
      .thenRefused('final-reply-without-recourse');
  });

  it('after dissatisfaction waits for the re-evaluation, then names recourse outside the company', () => {
    const inside = { ...final, recourse: ['internal-review'] } as const;
    given(received, investigated, dissatisfied).when(command('reply', final)).thenRefused('not-re-evaluated');
    given(received, investigated, dissatisfied, investigated)
      .when(command('reply', inside))
      .thenRefused('no-external-recourse', { recourse: ['internal-review'] });
    given(received, investigated, dissatisfied, investigated).when(command('reply', final)).thenHappens(event('ReplySent', final));
  });

  it.each(['channel', 'text'] as const)('refuses an empty %s', (field) => {
    given(received)
      .when(command('reply', { ...final, [field]: '' }))
      .thenContradicts('text-missing', { field });
  });
});
