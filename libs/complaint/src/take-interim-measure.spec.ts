import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const received = event('Received', sample.Received);

describe('takeInterimMeasure', () => {
  it('records what was done at once, as often as it is', () => {
    const taken = event('InterimMeasureTaken', sample.InterimMeasureTaken);
    given(received).when(command('takeInterimMeasure', sample.InterimMeasureTaken)).thenHappens(taken);
    given(received, taken).when(command('takeInterimMeasure', sample.InterimMeasureTaken)).thenHappens(taken);
  });

  it('refuses what says nothing, or is over before it begins', () => {
    given(received)
      .when(command('takeInterimMeasure', { measure: ' ' }))
      .thenContradicts('text-missing', { field: 'measure' });
    given(received)
      .when(command('takeInterimMeasure', { measure: 'stop-use', until: now }))
      .thenContradicts('measure-already-over', { until: now, occurredAt: now });
  });
});
