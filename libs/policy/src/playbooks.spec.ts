import type { Facts } from '@redress/kernel';
import { standardPlaybooks } from './default-playbooks.js';
import { standardTaxonomy } from './default-taxonomy.js';
import { checkedPlaybooks, playbookFor, type Playbook } from './playbooks.js';

const labels = { 'zh-CN': '步骤', en: 'step' };
const step = { code: 'look', role: 'handler', labels };
const playbook = (said: Partial<Playbook> = {}): Playbook => ({
  category: 'delay',
  steps: [step],
  remedies: [{ remedy: 'gift' }],
  ...said,
});

describe('the standard playbooks', () => {
  it('are sound, of categories and remedies of the standard taxonomy', () => {
    expect(checkedPlaybooks(standardPlaybooks)).toEqual(standardPlaybooks);
    const known = (list: 'categories' | 'remedies') => standardTaxonomy[list].entries.map(({ code }) => code);
    for (const { category, remedies } of standardPlaybooks.playbooks) {
      expect(known('categories')).toContain(category);
      for (const { remedy } of remedies) expect(known('remedies')).toContain(remedy);
    }
  });

  it('tell a repair shop apart: its own fault is reworked free of charge, another is inspected with consent', () => {
    const { steps, remedies } = playbookFor(standardPlaybooks, 'auto-repair')!;
    expect(steps.map(({ code }) => code)).toEqual(expect.arrayContaining(['own-fault-rework', 'other-fault-inspection']));
    expect(remedies.map(({ remedy }) => remedy)).toEqual(expect.arrayContaining(['free-rework', 'free-inspection']));
  });

  it('take an interim measure against a product defect within 48 hours', () => {
    expect(playbookFor(standardPlaybooks, 'product-defect')!.steps.map(({ code }) => code)).toContain('interim-measure-48h');
  });
});

describe('the playbook', () => {
  const general = playbook();
  const special = playbook({ product: 'parcel' });
  const said = { playbooks: [special, general, playbook({ category: 'fees', product: 'card' })] };

  it.each([
    ['delay', 'parcel', special],
    ['delay', 'freight', general],
    ['delay', undefined, general],
    ['delay', null, general],
    ['fees', 'card', said.playbooks[2]],
    ['fees', undefined, undefined],
    ['privacy', 'parcel', undefined],
  ])('for %s and %s is that of the product, else that of the category', (category, product, expected) => {
    expect(playbookFor(said, category, product)).toBe(expected);
  });
});

it.each<[string, readonly Playbook[], Facts]>([
  ['invalid-code', [playbook({ category: 'no code' })], { path: 'playbooks[0].category' }],
  ['invalid-code', [playbook({ product: ' ' })], { path: 'playbooks[0].product' }],
  ['invalid-code', [playbook({ steps: [{ ...step, role: '' }] })], { path: 'playbooks[0].steps[0].role' }],
  ['duplicate-playbook', [playbook(), playbook()], { path: 'playbooks[1]', category: 'delay' }],
  ['duplicate-playbook', [playbook({ product: 'p' }), playbook(), playbook({ product: 'p' })], { path: 'playbooks[2]', product: 'p' }],
  ['empty-playbook', [playbook({ steps: [], remedies: [] })], { path: 'playbooks[0]' }],
  ['duplicate-step', [playbook({ steps: [step, step] })], { path: 'playbooks[0].steps[1].code', code: 'look' }],
  ['label-missing', [playbook({ steps: [{ ...step, labels: { 'zh-CN': '', en: 'x' } }] })], { path: 'playbooks[0].steps[0].labels.zh-CN' }],
  ['duplicate-remedy', [playbook({ remedies: [{ remedy: 'gift' }, { remedy: 'gift' }] })], { path: 'playbooks[0].remedies[1].remedy' }],
  [
    'invalid-amount',
    [playbook({ remedies: [{ remedy: 'gift', upTo: { amount: 1.5, currency: 'CNY' } }] })],
    { path: 'playbooks[0].remedies[0].upTo' },
  ],
  [
    'label-missing',
    [playbook({ remedies: [{ remedy: 'gift', note: { 'zh-CN': '注', en: ' ' } }] })],
    { path: 'playbooks[0].remedies[0].note.en' },
  ],
])('%s, and where', (code, playbooks, facts) => {
  expect(() => checkedPlaybooks({ playbooks })).toThrow(
    expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error,
  );
});
