import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const closed = event('Closed', sample.Closed);
const reopened = (count: number) => event('Reopened', { reason: 'hidden-issue', count });

describe('reopen', () => {
  it('opens a closed case with a reason, and counts', () => {
    given(received, closed)
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenHappens(reopened(1));
    given(received, closed, reopened(1), closed)
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenHappens(reopened(2));
  });

  it('opens a withdrawn case too', () => {
    given(received, event('Withdrawn', sample.Withdrawn), event('Closed', { ...sample.Closed, outcome: 'withdrawn' }))
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenHappens(reopened(1));
  });

  it('refuses an open case', () => {
    given(received)
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenRefused('not-closed');
    given(received, closed, reopened(1))
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenRefused('not-closed');
  });

  it('needs a reason', () => {
    given(received, closed)
      .when(command('reopen', { reason: '' }))
      .thenContradicts('text-missing', { field: 'reason' });
  });
});
