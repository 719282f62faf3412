import fc from 'fast-check';
import type { Facts } from '@redress/kernel';
import { retention, retentionOf, type Retention, type RetentionRule } from './retention.js';

const source = { paragraph: '§ 1', document: 'A law', read: '2026-11-22', status: 'own' } as const;
const sound: RetentionRule = { rule: 'files', labels: { 'zh-CN': '档案', en: 'files' }, when: {}, keep: { years: 5 }, source };
const checked = (rules: unknown) => retention.checked({ rules } as Retention, retention.standard);
const version = (...rules: RetentionRule[]) => ({ version: 1, document: { rules } });

describe('retention rules', () => {
  it('say nothing until the company publishes its own', () => {
    expect(checked(retention.standard.rules)).toEqual({ rules: [] });
    expect(retentionOf(version(), {}, '2026-01-31T12:00:00.000Z', 'UTC')).toBeNull();
  });

  it.each<[string, unknown, Facts]>([
    ['invalid-code', [{ ...sound, rule: 'two words' }], { path: 'rules[0].rule' }],
    ['duplicate-rule', [sound, sound], { path: 'rules[1].rule', rule: 'files' }],
    ['label-missing', [{ ...sound, labels: { en: 'files' } }], { path: 'rules[0].labels.zh-CN' }],
    ['unknown-field', [{ ...sound, when: { moods: ['bad'] } }], { path: 'rules[0].when.moods', field: 'moods' }],
    ['empty-condition', [{ ...sound, when: { packs: [] } }], { path: 'rules[0].when.packs' }],
    ['invalid-period', [{ ...sound, keep: {} }], { path: 'rules[0].keep' }],
    ['invalid-period', [{ ...sound, keep: { years: 0, days: 0 } }], { path: 'rules[0].keep' }],
    ['invalid-period', [{ ...sound, keep: { years: 101 } }], { path: 'rules[0].keep' }],
    ['invalid-period', [{ ...sound, keep: { months: 1.5 } }], { path: 'rules[0].keep' }],
    ['source-missing', [{ ...sound, source: undefined }], { path: 'rules[0].source' }],
  ])('%s, and where', (code, rules, facts) => {
    expect(() => checked(rules)).toThrow(expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error);
  });

  it.each([
    // The last day of a shorter month, and a leap day.
    ['2026-01-31T12:00:00.000Z', { months: 1 }, 'UTC', '2026-03-01T00:00:00.000Z'],
    ['2024-02-29T12:00:00.000Z', { years: 1 }, 'UTC', '2025-03-01T00:00:00.000Z'],
    ['2024-02-29T12:00:00.000Z', { years: 4 }, 'UTC', '2028-03-01T00:00:00.000Z'],
    // The clocks are put back meanwhile: it is midnight there all the same.
    ['2026-10-24T22:30:00.000Z', { days: 1 }, 'Europe/Berlin', '2026-10-26T23:00:00.000Z'],
    // There they are put forward at midnight: the day after begins at one.
    ['2026-04-22T12:00:00.000Z', { days: 1 }, 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2025-04-24T12:00:00.000Z', { years: 1 }, 'Africa/Cairo', '2026-04-24T21:00:00.000Z'],
  ])('closed %s, kept %j in %s: until %s', (closedAt, keep, zone, until) => {
    expect(retentionOf(version({ ...sound, keep }), {}, closedAt, zone)).toEqual({ rule: 'files', until, source, version: 1 });
  });

  it('keep as long as the longest that is for the case says, in whatever order they stand', () => {
    const rules = fc.array(fc.record({ packs: fc.subarray(['default', 'cn-financial']), days: fc.integer({ min: 1, max: 4_000 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(rules, (said) => {
        const all = said.map(({ packs, days }, i) => ({
          ...sound,
          rule: `r${i}`,
          when: packs.length > 0 ? { packs } : {},
          keep: { days },
        }));
        const closedAt = '2026-01-01T00:00:00.000Z';
        const until = (list: RetentionRule[]) => retentionOf(version(...list), { packs: ['default'] }, closedAt, 'UTC')?.until ?? null;
        const own = said.filter(({ packs }) => packs.length === 0 || packs.includes('default')).map(({ days }) => days);
        const longest = own.length > 0 ? new Date(Date.parse(closedAt) + (Math.max(...own) + 1) * 86_400_000).toISOString() : null;
        expect(until(all)).toBe(longest);
        expect(until(all.toReversed())).toBe(longest);
      }),
    );
  });
});
