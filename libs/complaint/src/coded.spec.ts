import { kinds, type KeywordsVersion, type TaxonomyList, type TaxonomyVersion } from '@redress/policy';
import { rounds, story } from '@redress/testing';
import type { ComplaintCommand } from './commands.js';
import { decide } from './decide.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { command, event, given, sample } = story;
const { approved, cny } = rounds;
const received = event('Received', sample.Received);

/** A company that is strict about one list, in which nothing of the story is. */
const strict = (list: TaxonomyList, ...codes: string[]): { taxonomy: TaxonomyVersion } => ({
  taxonomy: {
    version: 4,
    document: {
      ...kinds.taxonomy.standard,
      [list]: { strict: true, entries: codes.map((code) => ({ code, labels: { 'zh-CN': code, en: code } })) },
    },
  },
});
const investigated = event('Investigated', sample.Investigated);
const settled = [received, investigated, event('ReplySent', sample.ReplySent), event('FollowedUp', sample.FollowedUp)];
const proposal = { remedy: 'refund', borne: cny(100), beneficiary: 'customer', terms: [] } as const;
const correction = { field: 'channel', new: 'web', reason: 'misread' } as const;

const decided = (before: readonly ComplaintFact[], command: ComplaintCommand) => {
  const state = before.reduce<ComplaintState>((so, fact) => evolve(so, fact), noComplaint);
  return decide(state, command);
};

it.each([
  ['channels', 'channel', 'phone', [], (policies: object) => command('receive', story.form, policies)],
  ['causes', 'cause', 'staff-attitude', [], (policies: object) => command('receive', story.form, policies)],
  ['products', 'product', 'warranty', [], (policies: object) => command('receive', story.form, policies)],
  [
    'categories',
    'category',
    sample.Classified.category,
    [received],
    (policies: object) => command('classify', sample.Classified, policies),
  ],
  [
    'rootCauses',
    'rootCause',
    sample.Investigated.rootCause,
    [received],
    (policies: object) => command('investigate', sample.Investigated, policies),
  ],
  [
    'faultParties',
    'faultParty',
    sample.Investigated.faultParty,
    [received],
    (policies: object) => command('investigate', sample.Investigated, policies),
  ],
  ['remedies', 'remedy', 'refund', [received], (policies: object) => command('propose', proposal, policies)],
  ['remedies', 'remedy', sample.Compensated.remedy, [received], (policies: object) => command('compensate', sample.Compensated, policies)],
  ['outcomes', 'outcome', sample.Closed.outcome, settled, (policies: object) => command('close', sample.Closed, policies)],
  ['channels', 'channel', 'web', [received], (policies: object) => command('correct', correction, policies)],
] as const)('%s: %s is in the company’s list where that is strict', (list, field, code, before, ask) => {
  const facts = { field, code, list, version: 4 };
  given(...before)
    .when(ask(strict(list)))
    .thenContradicts('unknown-code', facts);
  const proposed = list === 'remedies' && ask({}).type === 'propose' ? 2 : 1;
  expect(decided(before, ask(strict(list, code)))).toHaveLength(proposed);
  expect(decided(before, ask({ taxonomy: { version: 1, document: kinds.taxonomy.standard } }))).toHaveLength(proposed);
});

it('is not asked again of what was approved before the list changed', () => {
  given(received, ...approved(100))
    .when(command('compensate', { remedy: 'refund', borne: cny(100), acceptance: 'goodwill' }, strict('remedies') as object))
    .thenHappens(event('Compensated', { remedy: 'refund', borne: cny(100), acceptance: 'goodwill', approvalRound: 1 }));
});

it('is not asked of a field that is struck out, nor of one that holds no code of a taxonomy', () => {
  for (const change of [
    { field: 'product', new: null },
    { field: 'tags', new: ['vip'] },
  ] as const) {
    expect(decided([received], command('correct', { reason: 'misread', ...change }, strict('products') as object))).toHaveLength(1);
  }
});

describe('a branch of the fishbone', () => {
  const labels = { 'zh-CN': '培训', en: 'training' };
  const fishbone = (isStrict: boolean): { taxonomy: TaxonomyVersion } => {
    const { rootCauses } = kinds.taxonomy.standard;
    const entries = [...rootCauses.entries, { code: 'training', labels, parent: 'people' }];
    return { taxonomy: { version: 2, document: { ...kinds.taxonomy.standard, rootCauses: { strict: isStrict, entries } } } };
  };
  const found = { ...sample.Investigated, rootCause: 'people', branch: 'training' } as const;

  it('is named with the root cause that it is below', () => {
    for (const policies of [fishbone(true), fishbone(false)]) {
      given(received)
        .when(command('investigate', found, policies))
        .thenHappens(event('Investigated', found));
      given(received)
        .when(command('investigate', { ...found, rootCause: 'process' }, policies))
        .thenContradicts('branch-elsewhere', { branch: 'training', rootCause: 'process', below: 'people' });
      given(received)
        .when(command('investigate', { ...found, branch: 'people' }, policies))
        .thenContradicts('branch-elsewhere', { branch: 'people', rootCause: 'people', below: 'people' });
    }
  });

  it('may be any where the list is not strict', () => {
    const other = { ...found, branch: 'induction' };
    given(received)
      .when(command('investigate', other, fishbone(false)))
      .thenHappens(event('Investigated', other));
    given(received)
      .when(command('investigate', other, fishbone(true)))
      .thenContradicts('unknown-code', { field: 'branch', code: 'induction', list: 'rootCauses', version: 2 });
  });

  it('says something', () => {
    given(received)
      .when(command('investigate', { ...found, branch: ' ' }))
      .thenContradicts('text-missing', { field: 'branch' });
  });
});

describe('what the words of a complaint suggest', () => {
  const entries = [{ category: 'attitude', language: 'en', weight: 2, words: ['laughed'] }] as const;
  const keywords: KeywordsVersion = {
    version: 3,
    document: { entries: [...entries, { ...entries[0], category: 'delay', words: ['else'] }] },
  };

  it('is kept with the version of the library: the likeliest of account and demands', () => {
    given()
      .when(command('receive', story.form, { keywords }))
      .thenHappens(event('Received', { ...story.form, suggestion: { category: 'attitude', library: 3 } }));
  });

  it('is nothing where they say nothing, or there are none', () => {
    const { account: _, demands: __, ...silent } = story.form;
    for (const form of [silent, { ...silent, account: 'Hm.' }]) {
      given()
        .when(command('receive', form, { keywords }))
        .thenHappens(event('Received', form));
    }
  });
});
