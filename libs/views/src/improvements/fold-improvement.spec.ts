import type { ImprovementEvent } from '@redress/improvement';
import { foldImprovement, type ImprovementEntry, type ImprovementRow } from './fold-improvement.js';

const id = '00000000-0000-7000-8000-000000000001';
const complaint = '00000000-0000-7000-8000-000000000002';
const at = (revision: number): string => new Date(Date.UTC(2026, 10, 1 + revision)).toISOString();
const entry = (revision: number, event: ImprovementEvent): ImprovementEntry => ({
  ...event,
  stream: `improvement-${id}`,
  revision,
  metadata: { occurredAt: at(revision), actor: { sub: `u-${revision}`, roles: [] } },
});
const fold = (...events: ImprovementEvent[]): ImprovementRow =>
  events.map((event, i) => entry(i, event)).reduce<ImprovementRow | undefined>(foldImprovement, undefined)!;

const sealed = { $sealed: 'x', subject: 's' };
const raised: ImprovementEvent = {
  type: 'ImprovementRaised',
  data: {
    kind: 'corrective',
    cause: 'process',
    title: 'Clean up',
    description: sealed,
    from: { complaints: [complaint] },
    scope: { causes: ['dirt'] },
    unit: 'fitters',
  },
};
const planned: ImprovementEvent = { type: 'ImprovementPlanned', data: { measure: sealed, owner: 'u-chief', due: '2026-12-01' } };
const begun: ImprovementRow = {
  improvementId: id,
  revision: 0,
  status: 'raised',
  kind: 'corrective',
  cause: 'process',
  title: 'Clean up',
  description: sealed,
  complaints: [complaint],
  trend: null,
  scope: { causes: ['dirt'] },
  unit: 'fitters',
  measure: null,
  owner: null,
  due: null,
  raisedAt: new Date(at(0)),
  raisedBy: 'u-0',
  adoptedAt: null,
  adoptedBy: null,
  doneAt: null,
  droppedAt: null,
  droppedReason: null,
  verdict: null,
};

it('begins as it was raised, with null for what was not said', () => {
  expect(fold(raised)).toEqual(begun);
  expect(fold({ type: 'ImprovementRaised', data: { kind: 'training', cause: 'people', title: 'x', from: { trend: 'y' } } })).toMatchObject({
    description: null,
    complaints: [],
    trend: 'y',
    scope: null,
    unit: null,
  });
});

it('keeps of a plan what the next one leaves out', () => {
  expect(fold(raised, planned)).toMatchObject({ status: 'planned', measure: sealed, owner: 'u-chief', due: '2026-12-01', unit: 'fitters' });
  const anew: ImprovementEvent = { type: 'ImprovementPlanned', data: { due: '2026-12-24', unit: 'stores', scope: { products: ['gas'] } } };
  expect(fold(raised, planned, anew)).toMatchObject({
    owner: 'u-chief',
    due: '2026-12-24',
    unit: 'stores',
    measure: sealed,
    scope: { products: ['gas'] },
  });
});

it('is adopted, planned anew, done, reviewed', () => {
  const adopted: ImprovementEvent = { type: 'ImprovementAdopted', data: {} };
  const done: ImprovementEvent = { type: 'ImprovementDone', data: { result: sealed } };
  const review = (verdict: 'risen' | 'fallen'): ImprovementEvent => ({
    type: 'EffectivenessReviewed',
    data: { weeks: 8, before: 2, after: 1, verdict },
  });
  const stands = fold(raised, planned, adopted, { type: 'ImprovementPlanned', data: { owner: 'u-other' } });
  expect(stands).toMatchObject({ status: 'adopted', adoptedAt: new Date(at(2)), adoptedBy: 'u-2', owner: 'u-other', revision: 3 });
  expect(fold(raised, planned, adopted, done, review('risen'), review('fallen'))).toMatchObject({
    status: 'done',
    doneAt: new Date(at(3)),
    verdict: 'fallen',
    revision: 5,
  });
});

it('is dropped with its reason; a benefit changes nothing but the revision', () => {
  const period = { from: '2026-10-01', to: '2026-10-31' };
  expect(fold(raised, { type: 'ImprovementDropped', data: { reason: 'too-dear' } })).toEqual({
    ...begun,
    revision: 1,
    status: 'dropped',
    droppedAt: new Date(at(1)),
    droppedReason: 'too-dear',
  });
  expect(fold(raised, { type: 'BenefitRecorded', data: { kind: 'time', value: 1, unit: 'hours', period } })).toEqual({
    ...begun,
    revision: 1,
  });
});

it('is the same when an event comes twice, and notices one that is missing', () => {
  const row = fold(raised, planned);
  expect(foldImprovement(row, entry(1, planned))).toBe(row);
  expect(foldImprovement(row, entry(0, raised))).toBe(row);
  expect(() => foldImprovement(row, entry(3, planned))).toThrow('events are missing');
  expect(() => foldImprovement(undefined, entry(0, planned))).toThrow('begins with ImprovementPlanned');
});
