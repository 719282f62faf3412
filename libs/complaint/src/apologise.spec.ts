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

  it('may be older than the complaint form, and says so', () => {
    const form = event('Received', sample.Received, '2026-11-21T08:00:00.000Z');
    const early = { ...sample.Apologised, preReceipt: true } as const;
    const occurredAt = '2026-11-21T07:59:59.999Z';
    given(form)
      .when(command('apologise', sample.Apologised, { occurredAt }))
      .thenHappens(event('Apologised', early));
    given(form, event('Apologised', early, occurredAt))
      .when(command('acknowledge', sample.Acknowledged, { occurredAt: '2026-11-21T08:00:00.000Z' }))
      .thenHappens(event('Acknowledged', sample.Acknowledged));
  });

  it('keeps stream order from the complaint form on, and the case has to be open', () => {
    const form = event('Received', sample.Received, '2026-11-20T08:00:00.000Z');
    const acknowledged = event('Acknowledged', sample.Acknowledged, '2026-11-21T08:00:00.000Z');
    const between = '2026-11-20T08:00:00.000Z';
    given(form, acknowledged)
      .when(command('apologise', sample.Apologised, { occurredAt: between }))
      .thenRefused('out-of-order-time', { occurredAt: between, latestAt: '2026-11-21T08:00:00.000Z' });
    given(form, event('Closed', sample.Closed))
      .when(command('apologise', sample.Apologised, { occurredAt: '2026-11-19T08:00:00.000Z' }))
      .thenRefused('case-closed', { command: 'apologise', outcome: 'upheld' });
  });

  it.each(['apologist', 'channel', 'text'] as const)('refuses an empty %s', (field) => {
    given(received)
      .when(command('apologise', { ...sample.Apologised, [field]: '' }))
      .thenContradicts('text-missing', { field });
  });
});
