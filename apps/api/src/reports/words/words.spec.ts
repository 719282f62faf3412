import {
  grades,
  outcomes,
  severities,
  urgencies,
  escalationTriggers,
  externalBodies,
  findings,
  rootCauses,
  faultParties,
} from '@redress/complaint';
import { roles } from '@redress/platform';
import { columnOf, reports } from '@redress/views';
import { bucketWords, codeWords, unitWords } from './codes.js';
import { reportWords } from './reports.js';
import { Words, wordsOfColumn } from './words.js';

const hasBoth = (words: readonly string[] | undefined, count = 2): boolean =>
  words !== undefined && words.length >= count && words.every((word) => word.trim() !== '') && /\p{Script=Han}|^\d/u.test(words[1]!);

describe.each(reports.map((report) => [report.name, report] as const))('%s', (name, { dimensions, measures }) => {
  it('has a title, and its question in Chinese', () => {
    expect(hasBoth(reportWords[name], 3)).toBe(true);
  });

  it('has words for every dimension and column, with their meanings in Chinese', () => {
    const names = ['bucket', ...Object.keys(dimensions), ...measures.map((measure) => measure.name)];
    expect(names.filter((column) => !hasBoth(wordsOfColumn(name, column), 3))).toEqual([]);
  });

  it('has words for every unit', () => {
    expect(measures.map((measure) => columnOf(measure).unit).filter((unit) => !hasBoth(unitWords[unit]))).toEqual([]);
  });
});

test.each<[string, readonly string[]]>([
  ['grade', grades],
  ['severity', severities],
  ['urgency', urgencies],
  ['outcome', [...outcomes, 'not-stated']],
  ['trigger', escalationTriggers],
  ['reached', [...externalBodies, 'level-1', 'level-2', 'level-3']],
  ['finding', findings],
  ['rootCause', rootCauses],
  ['faultParty', faultParties],
  ['role', [...roles, 'board']],
  ['origin', ['api', 'automation', 'import', 'simulation']],
  ['settlement', ['on-the-spot', 'in-summary', 'handled']],
  ['trend-alerts.kind', ['rise', 'rise-against-exposure', 'rise-against-quality', 'cliff-fall']],
  ['improvement.kind', ['corrective', 'preventive', 'opportunity', 'training']],
])('each code of %s has its words', (dimension, codes) => {
  expect(codes.filter((code) => !hasBoth(codeWords[dimension]?.[code]))).toEqual([]);
});

test('a period is called by its name', () => {
  expect(Object.keys(bucketWords)).toEqual(['day', 'week', 'month', 'quarter', 'year']);
  const column = { name: 'received', unit: 'complaints', meaning: 'Complaints received.' } as const;
  const meaning = (bucket: string | null) => new Words('zh-CN').meaning({ report: 'volume', parameters: { bucket } }, column);
  expect([meaning('month').slice(0, 2), meaning(null).slice(0, 2)]).toEqual(['当月', '本期']);
});

test('what a company calls its codes comes from its taxonomy; a code without a word is itself', () => {
  const entries = [{ code: 'late', labels: { 'zh-CN': '延误', en: 'late delivery' } }];
  const empty = { strict: false, entries: [] };
  const lists = ['channels', 'causes', 'categories', 'products', 'remedies', 'rootCauses', 'faultParties', 'outcomes', 'levels'] as const;
  const taxonomy = { ...Object.fromEntries(lists.map((list) => [list, empty])), causes: { strict: false, entries } };
  const words = new Words('zh-CN', { taxonomy: taxonomy as never });
  expect([words.code('volume', 'cause', 'late'), words.code('volume', 'cause', 'other'), words.code('volume', 'cause', null)]).toEqual([
    '延误',
    'other',
    '未指明',
  ]);
});
