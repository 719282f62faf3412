import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);

describe('apologise', () => {
  it('records the words', () => {
    given(received).when(command('apologise', sample.Apologised)).thenHappens(event('Apologised', sample.Apologised));
  });

  it('records a template instead', () => {
    const data = { apologist: 'u-1', channel: 'email', template: { id: 'delay', version: 3 }, admitsFault: false };
    given(received).when(command('apologise', data)).thenHappens(event('Apologised', data));
  });

  it.each(['apologist', 'channel', 'text'] as const)('refuses an empty %s', (field) => {
    given(received)
      .when(command('apologise', { ...sample.Apologised, [field]: '' }))
      .thenContradicts('text-missing', { field });
  });
});
