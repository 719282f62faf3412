import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const at = '2026-11-21T08:00:00.000Z';
const received = event('Received', sample.Received, at);
const { preReceipt: _, ...data } = sample.ContactMade;

describe('recordContact', () => {
  it('says that somebody spoke with the customer, or tried to', () => {
    given(received).when(command('recordContact', data)).thenHappens(event('ContactMade', sample.ContactMade));
    const tried = { channel: 'phone', direction: 'outbound', reached: false } as const;
    given(received)
      .when(command('recordContact', tried))
      .thenHappens(event('ContactMade', { ...tried, preReceipt: false }));
  });

  it('may be older than what is on record, and marks what is older than the complaint form', () => {
    for (const [occurredAt, preReceipt] of [
      ['2026-11-21T07:59:59.999Z', true],
      [at, false],
    ] as const) {
      given(received, event('Investigated', sample.Investigated, now))
        .when(command('recordContact', data, { occurredAt }))
        .thenHappens(event('ContactMade', { ...data, preReceipt }));
    }
  });

  it('is a follow-up once the case is closed', () => {
    given(received, event('Closed', sample.Closed))
      .when(command('recordContact', data))
      .thenRefused('case-closed', { command: 'recordContact', outcome: 'upheld' });
  });

  it('names the channel', () => {
    given(received)
      .when(command('recordContact', { ...data, channel: '' }))
      .thenContradicts('text-missing', { field: 'channel' });
  });
});
