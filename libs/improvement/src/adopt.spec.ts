import { decisions } from '@redress/testing';
import type { AdoptImprovement, ImprovementCommand } from './commands.js';
import { decide } from './decide.js';
import type { ImprovementPlannedData } from './improvement.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const raised: ImprovementFact = {
  type: 'ImprovementRaised',
  data: { kind: 'corrective', cause: 'process', title: 'Clean up', from: { trend: 'volume by=cause' } },
};
const planned = (data: ImprovementPlannedData): ImprovementFact => ({ type: 'ImprovementPlanned', data });
const whole = planned({ measure: 'A mat under every tool.', owner: 'u-chief', due: '2026-12-01' });
const adopted: ImprovementFact = { type: 'ImprovementAdopted', data: {} };
const adopt = (data: AdoptImprovement['data'] = {}): AdoptImprovement => ({
  type: 'adoptImprovement',
  data,
  by: { sub: 'u-manager', roles: ['general-manager'] },
  occurredAt: now,
  now,
  origin: 'api',
});

it('is adopted as it is planned, also where the plan was made bit by bit', () => {
  given(raised, whole).when(adopt()).thenHappens(adopted);
  given(raised, planned({ measure: 'A mat.' }), planned({ due: '2026-12-01' }), planned({ owner: 'u-chief' }))
    .when(adopt({ note: 'Quickly, please.' }))
    .thenHappens({ type: 'ImprovementAdopted', data: { note: 'Quickly, please.' } });
});

it('needs a measure, an owner and a due day', () => {
  given(raised)
    .when(adopt())
    .thenRefused('not-planned', { missing: ['measure', 'owner', 'due'] });
  given(raised, planned({ measure: 'A mat.', due: '2026-12-01' }))
    .when(adopt())
    .thenRefused('not-planned', { missing: ['owner'] });
});

it('is adopted once, and not after it was done or dropped', () => {
  const command = 'adoptImprovement';
  given(raised, whole, adopted).when(adopt()).thenRefused('already-adopted');
  given(raised, whole, adopted, planned({ due: '2026-12-24' }))
    .when(adopt())
    .thenRefused('already-adopted');
  given(raised, whole, adopted, { type: 'ImprovementDone', data: { result: 'Mats bought.' } })
    .when(adopt())
    .thenRefused('improvement-done', { command });
  given(raised, whole, { type: 'ImprovementDropped', data: { reason: 'too-dear' } })
    .when(adopt())
    .thenRefused('improvement-dropped', { command });
  given().when(adopt()).thenRefused('no-such-improvement');
});

it('has a note that says something, or none', () => {
  given(raised, whole)
    .when(adopt({ note: ' ' }))
    .thenContradicts('text-missing', { field: 'note' });
});
