import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const at = '2026-11-21T08:00:00.000Z';
const received = event('Received', sample.Received, at);
const { preReceipt: _, ...data } = sample.EvidenceAdded;

describe('addEvidence', () => {
  it('puts the hash on record, and where the bytes are', () => {
    given(received).when(command('addEvidence', data)).thenHappens(event('EvidenceAdded', sample.EvidenceAdded));
  });

  it('marks what is older than the complaint form', () => {
    for (const [occurredAt, preReceipt] of [
      ['2026-11-21T07:59:59.999Z', true],
      [at, false],
    ] as const) {
      given(received)
        .when(command('addEvidence', data, { occurredAt }))
        .thenHappens(event('EvidenceAdded', { ...data, preReceipt }));
    }
  });

  it('may be older than what is on record, and leaves the order of the rest as it was', () => {
    const old = event('EvidenceAdded', { ...data, preReceipt: true }, '2026-11-20T08:00:00.000Z');
    given(received, event('Investigated', sample.Investigated, now))
      .when(command('addEvidence', data, { occurredAt: at }))
      .thenHappens(event('EvidenceAdded', sample.EvidenceAdded));
    given(received, old)
      .when(command('investigate', sample.Investigated, { occurredAt: at }))
      .thenHappens(event('Investigated', sample.Investigated));
  });

  it('takes the same bytes twice, and into a closed case', () => {
    given(received, event('EvidenceAdded', sample.EvidenceAdded), event('Closed', sample.Closed))
      .when(command('addEvidence', data))
      .thenHappens(event('EvidenceAdded', sample.EvidenceAdded));
  });

  it.each(['', 'b'.repeat(63), 'b'.repeat(65), 'B'.repeat(64), `${'b'.repeat(63)}g`, `${'b'.repeat(64)}\n`])(
    'refuses the hash %j',
    (hash) => {
      given(received)
        .when(command('addEvidence', { ...data, hash }))
        .thenContradicts('invalid-hash', { field: 'hash' });
    },
  );

  it('says where the bytes are', () => {
    given(received)
      .when(command('addEvidence', { ...data, locator: '' }))
      .thenContradicts('text-missing', { field: 'locator' });
  });
});
