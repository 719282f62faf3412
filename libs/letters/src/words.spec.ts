import { daysBetween, dayIn, findingWords, listIn, momentIn, recourseWords, worded } from './words.js';

describe('words of letters', () => {
  it('tell a day as the people of the zone and the language do', () => {
    const at = '2025-11-02T17:30:00.000Z';
    expect(dayIn('en', at, 'UTC')).toBe('2 November 2025');
    expect(dayIn('en', at, 'Asia/Shanghai')).toBe('3 November 2025');
    expect(dayIn('zh-CN', at, 'Asia/Shanghai')).toBe('2025年11月3日');
    expect(momentIn('zh-CN', at, 'Asia/Shanghai')).toBe('2025年11月3日 01:30');
    expect(momentIn('en', at, 'UTC')).toMatch(/^2 November 2025.*17:30$/);
  });

  it('count days by the calendar', () => {
    expect(daysBetween('2025-11-02T23:59:00.000Z', '2025-11-03T00:01:00.000Z', 'UTC')).toBe(1);
    expect(daysBetween('2025-11-02T23:59:00.000Z', '2025-11-03T00:01:00.000Z', 'Asia/Shanghai')).toBe(0);
    // The night when clocks were set forward.
    expect(daysBetween('2026-03-28T12:00:00.000Z', '2026-03-30T11:00:00.000Z', 'Europe/Berlin')).toBe(2);
  });

  it('name codes, and lists of them', () => {
    const where = (language: 'zh-CN' | 'en') => ['regulator', 'court'].map((code) => worded(recourseWords, code, language));
    expect(listIn('en', where('en'), 'disjunction')).toBe('the regulator or the courts');
    expect(listIn('zh-CN', where('zh-CN'), 'disjunction')).toBe('监管机构或人民法院');
    expect(worded(findingWords, 'unheard-of', 'en')).toBe('unheard-of');
  });
});
