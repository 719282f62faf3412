import { keywordLanguages, suggest } from '../keywords.js';
import { checkCalendarsOf, checkedPacks } from '../pack-checks.js';
import { kinds } from '../kinds.js';
import { packFor, type ClockRule, type RuleSource } from '../pack.js';
import { standardPacks } from './standard-packs.js';

const { packs } = standardPacks;
const clockOf = (pack: string, code: string): ClockRule => packs[pack]!.clocks.find(({ clock }) => clock === code)!;
const sourcesOf = (name: string): RuleSource[] => {
  const { clocks, summary, risk, rules } = packs[name]!;
  const extensions = clocks.flatMap(({ extensions: given = [] }) => given.flatMap(({ source }) => source ?? []));
  return [...clocks.map(({ source }) => source), ...extensions, summary.source, risk.source, ...rules.map(({ source }) => source)];
};

it('the standard packs are sound, and run by calendars that there are', () => {
  expect(checkedPacks(standardPacks, standardPacks)).toEqual(standardPacks);
  expect(() => checkCalendarsOf(standardPacks, kinds.calendars.standard)).not.toThrow();
  expect(Object.keys(packs)).toEqual(['default', 'cn-financial', 'uk-disp', 'us-cfpb', 'eu-payments']);
});

describe.each(Object.keys(packs))('the pack %s', (name) => {
  it('says of every rule where it comes from, and what to ask where that is not certain', () => {
    const sources = sourcesOf(name);
    expect(sources.filter(({ note }) => !note)).toEqual([]);
    expect(sources.filter(({ status, url }) => status !== 'own' && !url)).toEqual([]);
  });

  it('never pauses or restarts what a law asks for', () => {
    for (const clock of packs[name]!.clocks.filter(({ statutory }) => statutory)) {
      expect(clock).toMatchObject({ repeats: 'once', starts: ['received'] });
      expect(clock.pauses ?? []).toEqual([]);
    }
  });

  it('lets a receipt start few clocks', () => {
    const always = packs[name]!.clocks.filter(({ when, starts }) => !when && starts.includes('received'));
    expect(always.length).toBeLessThanOrEqual(name === 'default' ? 2 : 4);
  });
});

it('the company’s own standard: 24 hours, 48 for an interim measure, promises and contributions as they say', () => {
  expect(clockOf('default', 'acknowledgement').length).toEqual({ amount: 24, unit: 'hours' });
  expect(clockOf('default', 'first-reply')).toMatchObject({ length: { amount: 24, unit: 'hours' }, meets: ['contacted'] });
  expect(clockOf('default', 'interim-measure')).toMatchObject({ length: { amount: 48, unit: 'hours' }, meets: ['interim-measure'] });
  expect(clockOf('default', 'promise')).toMatchObject({ length: 'as-said', repeats: 'each', meets: ['promise-kept'] });
  expect(clockOf('default', 'contribution')).toMatchObject({ length: 'as-said', repeats: 'each' });
  expect(packs['default']!.summary.length).toEqual({ amount: 3, unit: 'calendar-days' });
});

it('the weights of the signals are those that were published', () => {
  const { threshold, escalateTo, signals } = packs['default']!.risk;
  expect({ threshold, escalateTo }).toEqual({ threshold: 100, escalateTo: 3 });
  expect(Object.fromEntries(signals.map(({ signal, points }) => [signal, points]))).toEqual({
    waiting: 100,
    refusals: 40,
    'broken-promise': 60,
    'third-contact': 40,
    anger: 30,
    exposure: 30,
    'regulator-or-media': 60,
    'repeat-complainant': 30,
    'hand-overs': 20,
    'high-severity': 40,
  });
});

it.each([
  ['cn-financial', 'decision', { amount: 15, unit: 'calendar-days' }, [15, 30], ['supervisor', 'general-manager']],
  ['uk-disp', 'final-response', { amount: 56, unit: 'calendar-days' }, [], []],
  ['uk-disp', 'payment-response', { amount: 15, unit: 'business-days' }, [20], ['supervisor']],
  ['us-cfpb', 'response', { amount: 15, unit: 'calendar-days' }, [], []],
  ['us-cfpb', 'final-response', { amount: 60, unit: 'calendar-days' }, [], []],
  ['eu-payments', 'payment-response', { amount: 15, unit: 'business-days' }, [20], ['supervisor']],
])('%s: %s', (name, code, length, extensions, approvers) => {
  const clock = clockOf(name, code);
  expect(clock).toMatchObject({ length, statutory: true });
  expect((clock.extensions ?? []).map((extension) => extension.length.amount)).toEqual(extensions);
  expect((clock.extensions ?? []).map(({ approver }) => approver)).toEqual(approvers);
});

it('the UK agrees in summary until the third business day, and five speak for a group in China', () => {
  expect(packs['uk-disp']!.summary).toMatchObject({ length: { amount: 3, unit: 'business-days' }, calendar: 'uk' });
  expect(packs['cn-financial']!.rules).toContainEqual(expect.objectContaining({ rule: 'representatives', limit: 5 }));
});

describe('customers’ words', () => {
  const entries = packs['default']!.risk.signals.flatMap(({ signal, by: { words } }) =>
    words ? keywordLanguages.map((language) => ({ category: signal, language, words: words[language], weight: 1 })) : [],
  );
  it.each([
    ['再不处理我就打12315，找记者曝光你们！', ['exposure', 'regulator-or-media']],
    ['你们太过分了，我忍无可忍。', ['anger']],
    ['我要向金融监管总局投诉，并发到网上让大家知道', ['exposure', 'regulator-or-media']],
    ['I am furious and will complain to the Ombudsman.', ['anger', 'regulator-or-media']],
    ['I will post about this on Facebook', ['exposure']],
    ['订单号201231599到现在还没到，请帮我查一下。', []],
    ['空调安装还没完成，抖音小店买的，有多媒体功能。', []],
    ['The television has an exposed wire. Order 5512315.', []],
  ])('are found where they mean it: %s', (text, expected) => {
    expect(
      suggest({ entries }, [text])
        .map(({ category }) => category)
        .toSorted(),
    ).toEqual(expected);
  });
});

it.each([
  ['cn', 'unit-linked', 'cn-financial'],
  ['CN-BJ', 'credit-card', 'cn-financial'],
  ['GB', 'insurance', 'uk-disp'],
  ['uk', 'payments', 'uk-disp'],
  ['US-TX', 'credit-card', 'us-cfpb'],
  ['US', 'life-insurance', 'default'],
  ['DE', 'payments', 'eu-payments'],
  ['DE', 'insurance', 'default'],
  ['CN', 'parcel', 'default'],
  ['CN', null, 'default'],
  [undefined, 'insurance', 'default'],
  ['hk', 'insurance', 'default'],
])('of jurisdiction %s and product %s the pack is %s', (jurisdiction, product, expected) => {
  expect(packFor(standardPacks, { jurisdiction, product })).toBe(expected);
});
