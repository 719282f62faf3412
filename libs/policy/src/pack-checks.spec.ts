import type { Facts } from '@redress/kernel';
import { checkCalendarsOf, checkedPacks } from './pack-checks.js';
import type { Choice, ClockRule, Pack, Packs, RuleSource, Signal } from './pack.js';
import { standardPacks } from './packs/standard-packs.js';

const labels = { 'zh-CN': '钟', en: 'clock' };
const source: RuleSource = { paragraph: 'art. 1', document: 'Our rules', read: '2026-11-22', status: 'own' };
const clock: ClockRule = {
  clock: 'answer',
  labels,
  starts: ['received'],
  meets: ['replied-final'],
  repeats: 'once',
  statutory: false,
  responsible: 'handler',
  length: { amount: 5, unit: 'business-days' },
  calendar: 'cn',
  warnings: [75, 90],
  source,
};
const signal: Signal = { signal: 'refused', labels, points: 40, by: { moments: ['customer-refused'] } };
const pack: Pack = {
  labels,
  clocks: [clock],
  summary: { length: { amount: 3, unit: 'calendar-days' }, calendar: 'cn', source },
  acknowledgement: { automatic: true, answerBy: 'answer' },
  risk: { threshold: 100, escalateTo: 3, signals: [signal], source },
  rules: [{ rule: 'five', labels, limit: 5, source }],
};
const before: Packs = { choices: [{ when: {}, pack: 'default' }], packs: { default: pack } };

const checked = (ours: Pack) => checkedPacks({ packs: { ours } }, before);
const withClock = (change: object) => ({ ...pack, clocks: [{ ...clock, ...change }] });
const withSignal = (change: object) => ({ ...pack, risk: { ...pack.risk, signals: [{ ...signal, ...change }] } });
const withRisk = (change: object) => ({ ...pack, risk: { ...pack.risk, ...change } });
const extension = { length: { amount: 5, unit: 'business-days' }, times: 1, approver: 'supervisor' };
const refused = (code: string, facts: Facts) =>
  expect.objectContaining({ name: 'Contradiction', code, facts: expect.objectContaining(facts) as unknown }) as Error;

describe('a publication of packs', () => {
  it('gives those that change, and the rest is carried over', () => {
    expect(checked(pack)).toEqual({ ...before, packs: { default: pack, ours: pack } });
    const choices: Choice[] = [
      { when: { products: ['card'] }, pack: 'default' },
      { when: {}, pack: 'default' },
    ];
    expect(checkedPacks({ choices }, before)).toEqual({ choices, packs: before.packs });
    const changed = { ...pack, rules: [] };
    expect(checkedPacks({ packs: { default: changed } }, before).packs).toEqual({ default: changed });
  });

  it('takes whatever the language allows', () => {
    const rich = withClock({
      when: { products: ['card'], anyOf: [{ severities: ['high'] }, { grades: ['complaint'] }], not: { jurisdictions: ['CN'] } },
      starts: ['contribution-requested'],
      stops: ['withdrawn'],
      pauses: ['proposed'],
      resumes: ['customer-accepted', 'customer-refused'],
      repeats: 'each',
      length: 'as-said',
      warnings: [],
      extensions: [{ ...extension, reasons: ['complex'], source }, extension],
      onMiss: { escalateTo: 'next' },
    });
    expect(checked(rich).packs['ours']).toEqual(rich);
    expect(checked(withClock({ statutory: true })).packs['ours']!.clocks[0]!.statutory).toBe(true);
  });

  it('is sound as a company begins with it', () => {
    expect(checkedPacks(standardPacks, standardPacks)).toEqual(standardPacks);
  });
});

it.each<[string, Partial<Packs>, Facts]>([
  ['nothing-published', {}, { path: '' }],
  ['nothing-published', { packs: {} }, { path: '' }],
  ['invalid-code', { packs: { 'no name': pack } }, { path: 'packs.no name' }],
  ['reserved-name', { packs: { choice: pack } }, { path: 'packs.choice', name: 'choice' }],
  ['no-choice', { choices: [] }, { path: 'choices' }],
  ['unknown-pack', { choices: [{ when: {}, pack: 'theirs' }] }, { path: 'choices[0].pack', pack: 'theirs', packs: ['default'] }],
  ['unknown-pack', { choices: [{ when: {}, pack: 'constructor' }] }, { path: 'choices[0].pack' }],
  ['choice-too-narrow', { choices: [{ when: { products: ['card'] }, pack: 'default' }] }, { path: 'choices[0].when' }],
  [
    'choice-for-all-last',
    {
      choices: [
        { when: {}, pack: 'default' },
        { when: {}, pack: 'default' },
      ],
    },
    { path: 'choices[0]' },
  ],
  [
    'empty-condition',
    {
      choices: [
        { when: { units: [] }, pack: 'default' },
        { when: {}, pack: 'default' },
      ],
    },
    { path: 'choices[0].when.units' },
  ],
])('packs are refused with %s', (code, said, facts) => {
  expect(() => checkedPacks(said, before)).toThrow(refused(code, facts));
});

it.each<[string, Pack, string, Facts]>([
  ['label-missing', { ...pack, labels: { 'zh-CN': '包', en: ' ' } }, 'labels.en', {}],
  ['no-clocks', { ...pack, clocks: [] }, 'clocks', {}],
  ['duplicate-clock', { ...pack, clocks: [clock, clock] }, 'clocks[1].clock', { clock: 'answer' }],
  [
    'duplicate-clock',
    {
      ...pack,
      clocks: [
        { ...clock, clock: 'answer-2' },
        { ...clock, repeats: 'again' },
      ],
    },
    'clocks[0].clock',
    { clock: 'answer-2', of: 'answer' },
  ],
  ['invalid-code', withClock({ clock: 'an answer' }), 'clocks[0].clock', {}],
  ['label-missing', withClock({ labels: { 'zh-CN': '', en: 'x' } }), 'clocks[0].labels.zh-CN', {}],
  ['no-start', withClock({ starts: [] }), 'clocks[0].starts', {}],
  ['no-end', withClock({ meets: [] }), 'clocks[0].meets', {}],
  ['unknown-moment', withClock({ meets: ['replied-final', 'answered'] }), 'clocks[0].meets[1]', { moment: 'answered' }],
  ['moment-twice', withClock({ stops: ['withdrawn', 'withdrawn'] }), 'clocks[0].stops[1]', { moment: 'withdrawn' }],
  ['resumes-what-never-pauses', withClock({ resumes: ['contacted'] }), 'clocks[0].resumes', {}],
  ['invalid-repeats', withClock({ repeats: 'twice' }), 'clocks[0].repeats', { repeats: 'twice' }],
  ['invalid-repeats', withClock({ repeats: 'each', starts: ['promised', 'reopened'] }), 'clocks[0].starts', {}],
  ['statutory-clock-pauses', withClock({ statutory: true, pauses: ['proposed'] }), 'clocks[0].pauses', {}],
  ['statutory-clock-restarts', withClock({ statutory: true, starts: ['received', 'reopened'] }), 'clocks[0].starts', {}],
  ['statutory-clock-restarts', withClock({ statutory: true, repeats: 'again' }), 'clocks[0].repeats', {}],
  ['invalid-code', withClock({ responsible: '' }), 'clocks[0].responsible', {}],
  ['invalid-code', withClock({ calendar: 'C N' }), 'clocks[0].calendar', {}],
  ['no-date-said', withClock({ length: 'as-said', starts: ['promised', 'received'] }), 'clocks[0].starts', { moments: ['received'] }],
  ...[0, -1, 1.5, Number.NaN, 3_661].map((amount): [string, Pack, string, Facts] => [
    'invalid-length',
    withClock({ length: { amount, unit: 'business-days' } }),
    'clocks[0].length',
    { amount },
  ]),
  ['invalid-length', withClock({ length: { amount: 8_785, unit: 'hours' } }), 'clocks[0].length', { amount: 8_785 }],
  ['invalid-length', withClock({ length: { amount: 1, unit: 'fortnights' } }), 'clocks[0].length', { unit: 'fortnights' }],
  ...[[0], [100], [90, 75], [75, 75], [75.5]].map((warnings): [string, Pack, string, Facts] => [
    'invalid-warnings',
    withClock({ warnings }),
    'clocks[0].warnings',
    { warnings },
  ]),
  ['invalid-extension', withClock({ extensions: [{ ...extension, times: 0 }] }), 'clocks[0].extensions[0].times', {}],
  ['invalid-extension', withClock({ extensions: [{ ...extension, reasons: [] }] }), 'clocks[0].extensions[0].reasons', {}],
  ['invalid-code', withClock({ extensions: [{ ...extension, approver: ' ' }] }), 'clocks[0].extensions[0].approver', {}],
  [
    'invalid-length',
    withClock({ extensions: [{ ...extension, length: { amount: 0, unit: 'hours' } }] }),
    'clocks[0].extensions[0].length',
    {},
  ],
  ['invalid-level', withClock({ onMiss: { escalateTo: 4 } }), 'clocks[0].onMiss.escalateTo', { escalateTo: 4 }],
  ['source-missing', withClock({ source: undefined }), 'clocks[0].source', {}],
  ['invalid-source', withClock({ source: { ...source, paragraph: ' ' } }), 'clocks[0].source.paragraph', {}],
  ['invalid-source', withClock({ source: { ...source, url: 'javascript:1' } }), 'clocks[0].source.url', {}],
  ['invalid-day', withClock({ source: { ...source, read: '2026-02-30' } }), 'clocks[0].source.read', {}],
  ['invalid-day', withClock({ source: { ...source, read: 'yesterday' } }), 'clocks[0].source.read', {}],
  ['unknown-status', withClock({ source: { ...source, status: 'surely' } }), 'clocks[0].source.status', { status: 'surely' }],
  ['empty-condition', withClock({ when: {} }), 'clocks[0].when', {}],
  ['empty-condition', withClock({ when: { products: undefined } }), 'clocks[0].when', {}],
  ['duplicate-code', withClock({ when: { causes: ['late', 'late'] } }), 'clocks[0].when.causes[1]', {}],
  ['unknown-severity', withClock({ when: { severities: ['huge'] } }), 'clocks[0].when.severities[0]', {}],
  ['unknown-grade', withClock({ when: { grades: ['a'] } }), 'clocks[0].when.grades[0]', {}],
  ['empty-condition', withClock({ when: { anyOf: [] } }), 'clocks[0].when.anyOf', {}],
  ['invalid-code', withClock({ when: { anyOf: [{ units: ['?'] }] } }), 'clocks[0].when.anyOf[0].units[0]', {}],
  ['condition-too-deep', withClock({ when: { not: { not: { not: { units: ['u'] } } } } }), 'clocks[0].when.not.not.not', {}],
  ['invalid-length', { ...pack, summary: { ...pack.summary, length: { amount: 0, unit: 'hours' } } }, 'summary.length', {}],
  ['invalid-code', { ...pack, summary: { ...pack.summary, calendar: '' } }, 'summary.calendar', {}],
  [
    'unknown-clock',
    { ...pack, acknowledgement: { automatic: true, answerBy: 'reply' } },
    'acknowledgement.answerBy',
    { clocks: ['answer'] },
  ],
  ['invalid-threshold', withRisk({ threshold: 0 }), 'risk.threshold', {}],
  ['invalid-level', withRisk({ escalateTo: 'up' }), 'risk.escalateTo', {}],
  ['duplicate-signal', withRisk({ signals: [signal, signal] }), 'risk.signals[1].signal', {}],
  ['invalid-points', withSignal({ points: 0 }), 'risk.signals[0].points', {}],
  ['invalid-points', withSignal({ points: 1_001 }), 'risk.signals[0].points', {}],
  ['invalid-beyond', withSignal({ beyond: -1 }), 'risk.signals[0].beyond', {}],
  ['one-basis', withSignal({ by: {} }), 'risk.signals[0].by', { given: [] }],
  ['one-basis', withSignal({ by: { moments: ['received'], missed: ['answer'] } }), 'risk.signals[0].by', { given: ['moments', 'missed'] }],
  ['one-basis', withSignal({ by: { moments: [] } }), 'risk.signals[0].by.moments', {}],
  ['unknown-moment', withSignal({ by: { moments: ['angry'] } }), 'risk.signals[0].by.moments[0]', {}],
  ['unknown-clock', withSignal({ by: { overdue: ['answer', 'reply'] } }), 'risk.signals[0].by.overdue[1]', { clock: 'reply' }],
  ['unknown-clock', withSignal({ by: { missed: ['reply'] } }), 'risk.signals[0].by.missed[0]', {}],
  ['unknown-severity', withSignal({ by: { severities: ['grave'] } }), 'risk.signals[0].by.severities[0]', {}],
  ['no-words', withSignal({ by: { words: { zh: [], en: [] } } }), 'risk.signals[0].by.words', {}],
  ['invalid-word', withSignal({ by: { words: { zh: [], en: ['!'] } } }), 'risk.signals[0].by.words.en[0]', { word: '!' }],
  ['invalid-word', withSignal({ by: { words: { zh: ['x'.repeat(101)], en: [] } } }), 'risk.signals[0].by.words.zh[0]', {}],
  ['duplicate-rule', { ...pack, rules: [pack.rules[0]!, pack.rules[0]!] }, 'rules[1].rule', { rule: 'five' }],
  ['invalid-rule-limit', { ...pack, rules: [{ ...pack.rules[0]!, limit: 0 }] }, 'rules[0].limit', {}],
  [
    'too-many-entries',
    { ...pack, clocks: Array.from({ length: 51 }, (_, i) => ({ ...clock, clock: `c${i}` })) },
    'clocks',
    { entries: 51 },
  ],
])('a pack is refused with %s, and where', (code, said, path, facts) => {
  expect(() => checked(said)).toThrow(refused(code, { path: `packs.ours.${path}`, ...facts }));
});

describe('the calendars of packs', () => {
  const calendars = { calendars: { cn: {} as never } };

  it('are there', () => {
    expect(() => checkCalendarsOf({ packs: { ours: pack } }, calendars)).not.toThrow();
    expect(() => checkCalendarsOf({ choices: before.choices }, calendars)).not.toThrow();
  });

  it.each([
    [withClock({ calendar: 'mars' }), 'clocks[0].calendar'],
    [{ ...pack, summary: { ...pack.summary, calendar: 'mars' } }, 'summary.calendar'],
  ])('are refused where there is none', (ours, path) => {
    expect(() => checkCalendarsOf({ packs: { ours } }, calendars)).toThrow(
      refused('unknown-calendar', { path: `packs.ours.${path}`, calendar: 'mars', calendars: ['cn'] }),
    );
  });
});
