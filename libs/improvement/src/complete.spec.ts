import { decisions } from '@redress/testing';
import type { CompleteImprovement, ImprovementCommand } from './commands.js';
import { decide } from './decide.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const raised: ImprovementFact = {
  type: 'ImprovementRaised',
  data: { kind: 'corrective', cause: 'process', title: 'Clean up', from: { trend: 'volume by=cause' } },
};
const planned: ImprovementFact = { type: 'ImprovementPlanned', data: { measure: 'A mat.', owner: 'u-chief', due: '2026-12-01' } };
const adopted: ImprovementFact = { type: 'ImprovementAdopted', data: {} };
const done: ImprovementFact = { type: 'ImprovementDone', data: { result: 'Mats bought.' } };
const complete = (result = 'Mats bought.'): CompleteImprovement => ({
  type: 'completeImprovement',
  data: { result },
  by: { sub: 'u-chief', roles: ['handler'] },
  occurredAt: now,
  now,
  origin: 'api',
});

it('is done after it was adopted, with what was done in words', () => {
  given(raised, planned, adopted).when(complete()).thenHappens(done);
  given(raised, planned, adopted).when(complete(' ')).thenContradicts('text-missing', { field: 'result' });
});

it('is not done before it was adopted, nor twice, nor after it was dropped', () => {
  given(raised).when(complete()).thenRefused('not-adopted', { status: 'raised' });
  given(raised, planned).when(complete()).thenRefused('not-adopted', { status: 'planned' });
  given(raised, planned, adopted, done).when(complete()).thenRefused('improvement-done', { command: 'completeImprovement' });
  given(raised, { type: 'ImprovementDropped', data: { reason: 'too-dear' } })
    .when(complete())
    .thenRefused('improvement-dropped', { command: 'completeImprovement' });
  given().when(complete()).thenRefused('no-such-improvement');
});
