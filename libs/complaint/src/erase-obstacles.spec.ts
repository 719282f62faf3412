import type { RetentionRule } from '@redress/policy';
import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const source = { paragraph: '§ 1', document: 'A law', read: '2026-11-22', status: 'own' } as const;
const rule = (name: string, when: RetentionRule['when'], keep: RetentionRule['keep']): RetentionRule => ({
  rule: name,
  labels: { 'zh-CN': name, en: name },
  when,
  keep,
  source,
});
const keeping = (...rules: RetentionRule[]) => ({ version: 3, document: { rules } });
const erase = (retention = keeping(), also: object = {}) =>
  command('erasePersonalData', sample.PersonalDataErased, { retention, zone: 'Asia/Shanghai', ...also });
const erased = event('PersonalDataErased', sample.PersonalDataErased);
const received = event('Received', story.form, '2026-11-20T08:00:00.000Z');
// Late in the evening of the 20th in London, and the 21st in Shanghai.
const closed = event('Closed', sample.Closed, '2026-11-20T20:00:00.000Z');
const until = (instant: string, name: string) => ({ code: 'under-retention', rule: name, until: instant, source, version: 3 });

describe('who may be erased', () => {
  it('is nobody whose file must be kept: the longest period that is for the case counts, by the days of the zone', () => {
    const rules = keeping(
      rule('short', {}, { months: 1 }),
      rule('long', { jurisdictions: ['CN'] }, { years: 5 }),
      rule('days', {}, { days: 30 }),
    );
    const [inChina, elsewhere] = ['cn-bj', 'GB'].map((jurisdiction) =>
      event('Received', { ...story.form, jurisdiction }, '2026-11-20T08:00:00.000Z'),
    );
    given(elsewhere!, closed)
      .when(erase(rules))
      .thenRefused('under-retention', {
        reasons: [until('2026-12-21T16:00:00.000Z', 'short')],
        possibleFrom: '2026-12-21T16:00:00.000Z',
      });
    given(inChina!, closed)
      .when(erase(rules))
      .thenRefused('under-retention', { reasons: [until('2031-11-21T16:00:00.000Z', 'long')], possibleFrom: '2031-11-21T16:00:00.000Z' });
  });

  it('is free at the very instant at which the period is over', () => {
    const rules = keeping(rule('a-day', {}, { days: 1 }));
    // Closed on the 21st, kept that day and the next: until the midnight that begins the 23rd in Shanghai.
    const over = '2026-11-22T16:00:00.000Z';
    given(received, closed)
      .when(erase(rules, { now: over, occurredAt: over }))
      .thenHappens(erased);
    const before = '2026-11-22T15:59:59.999Z';
    given(received, closed)
      .when(erase(rules, { now: before, occurredAt: before }))
      .thenRefused('under-retention', { reasons: [until(over, 'a-day')], possibleFrom: over });
  });

  it('is told all reasons at once', () => {
    const placed = event('LegalHoldPlaced', sample.LegalHoldPlaced, '2026-11-21T08:00:00.000Z');
    const hold = { code: 'under-legal-hold', hold: 1, reason: 'litigation', placedAt: '2026-11-21T08:00:00.000Z' };
    given(received, placed)
      .when(erase())
      .thenRefused('case-open', { reasons: [{ code: 'case-open' }, hold], possibleFrom: null });
    given(received, closed, placed)
      .when(erase(keeping(rule('years', {}, { years: 3 }))))
      .thenRefused('under-legal-hold', { reasons: [hold, until('2029-11-21T16:00:00.000Z', 'years')], possibleFrom: null });
  });

  it('is judged by where the case goes on, and from when that one was closed', () => {
    const merged = event('MergedInto', sample.MergedInto, '2026-11-20T21:00:00.000Z');
    const rules = keeping(rule('days', {}, { days: 10 }));
    const other = { status: 'closed', mergedInto: null, closedAt: '2026-11-21T20:00:00.000Z' } as const;
    given(received, merged)
      .when(erase(rules, { other }))
      .thenRefused('under-retention', { reasons: [until('2026-12-02T16:00:00.000Z', 'days')], possibleFrom: '2026-12-02T16:00:00.000Z' });
  });

  it('is nobody whose case goes on in one that is held', () => {
    const merged = event('MergedInto', sample.MergedInto, '2026-11-20T21:00:00.000Z');
    const hold = { hold: 2, reason: 'litigation', placedAt: '2026-11-21T08:00:00.000Z' };
    const other = { status: 'closed', mergedInto: null, closedAt: '2026-11-21T20:00:00.000Z', holds: [hold] } as const;
    const mergedInto = sample.MergedInto.complaintId;
    given(received, merged)
      .when(erase(undefined, { other }))
      .thenRefused('under-legal-hold', { reasons: [{ code: 'under-legal-hold', mergedInto, ...hold }], possibleFrom: null });
  });

  it('is counted anew when the case was reopened and closed again', () => {
    const rules = keeping(rule('days', {}, { days: 10 }));
    const again = [event('Reopened', sample.Reopened, '2026-11-21T08:00:00.000Z'), event('Closed', sample.Closed, now)];
    given(received, closed, ...again)
      .when(erase(rules))
      .thenRefused('under-retention', { reasons: [until('2026-12-02T16:00:00.000Z', 'days')], possibleFrom: '2026-12-02T16:00:00.000Z' });
  });
});
