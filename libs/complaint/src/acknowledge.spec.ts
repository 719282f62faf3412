import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const acknowledged = event('Acknowledged', sample.Acknowledged);

describe('acknowledge', () => {
  it('tells when and how the complaint will be handled', () => {
    given(received).when(command('acknowledge', sample.Acknowledged)).thenHappens(acknowledged);
  });

  it('is done once', () => {
    given(received, acknowledged).when(command('acknowledge', sample.Acknowledged)).thenRefused('already-acknowledged');
  });

  it('is done by somebody also where it was done by itself, and by itself no second time', () => {
    const by = { sub: 'redress', roles: [] };
    const metadata = { occurredAt: story.now, actor: by, origin: 'automation' as const };
    const automatically = { ...acknowledged, metadata };
    given(received, automatically).when(command('acknowledge', sample.Acknowledged)).thenHappens(acknowledged);
    for (const before of [automatically, acknowledged]) {
      given(received, before)
        .when({ ...command('acknowledge', sample.Acknowledged), by, origin: 'automation' })
        .thenRefused('already-acknowledged');
    }
  });

  it('keeps no order with what happened by itself: what people record next may be older', () => {
    const earlier = '2026-11-22T07:30:00.000Z';
    const metadata = { occurredAt: story.now, actor: { sub: 'redress', roles: [] }, origin: 'automation' as const };
    given(event('Received', sample.Received, '2026-11-22T07:00:00.000Z'), { ...acknowledged, metadata })
      .when({ ...command('acknowledge', sample.Acknowledged), occurredAt: earlier })
      .thenHappens(acknowledged);
  });

  it('is due again after a reopening', () => {
    given(received, acknowledged, event('Closed', sample.Closed), event('Reopened', sample.Reopened))
      .when(command('acknowledge', sample.Acknowledged))
      .thenHappens(acknowledged);
  });

  it('promises no answer for the past', () => {
    const answerBy = '2026-11-22T07:00:00.000Z';
    given(received)
      .when(command('acknowledge', { ...sample.Acknowledged, answerBy }))
      .thenContradicts('answer-before-acknowledgement', { answerBy, occurredAt: story.now });
  });

  it('leaves an unknown date to imports, and says how', () => {
    given(received)
      .when(command('acknowledge', { ...sample.Acknowledged, answerBy: null }))
      .thenContradicts('only-in-imports', { field: 'answerBy' });
    given(received)
      .when(command('acknowledge', { ...sample.Acknowledged, handling: '' }))
      .thenContradicts('text-missing', { field: 'handling' });
  });
});
