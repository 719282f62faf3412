import { decisions } from '@redress/testing';
import type { ImprovementCommand, RaiseImprovement } from './commands.js';
import { decide } from './decide.js';
import type { ImprovementRaisedData } from './improvement.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const dirt: ImprovementRaisedData = {
  kind: 'corrective',
  cause: 'process',
  title: 'Fitters leave the place clean',
  description: 'Three customers sent pictures.',
  from: { complaints: ['c-1', 'c-2'] },
  scope: { causes: ['dirt'], products: ['gas'] },
  unit: 'fitters',
};
const raise = (said: Partial<ImprovementRaisedData> = {}): RaiseImprovement => ({
  type: 'raiseImprovement',
  data: { ...dirt, ...said },
  by: { sub: 'u-handler', roles: ['handler'] },
  occurredAt: now,
  now,
  origin: 'api',
});

it('is raised from complaints, from a trend, or from both', () => {
  for (const from of [{ complaints: ['c-1'] }, { trend: 'root-causes by=unit' }, { complaints: ['c-1'], trend: 'volume by=cause' }])
    given()
      .when(raise({ from }))
      .thenHappens({ type: 'ImprovementRaised', data: { ...dirt, from } });
});

it('is raised once', () => {
  given({ type: 'ImprovementRaised', data: dirt }).when(raise()).thenRefused('already-raised');
});

it('is raised from something', () => {
  given()
    .when(raise({ from: {} }))
    .thenContradicts('raised-from-nothing');
  given()
    .when(raise({ from: { complaints: [] } }))
    .thenContradicts('raised-from-nothing');
});

it.each<[string, Partial<ImprovementRaisedData>]>([
  ['title', { title: ' ' }],
  ['description', { description: '' }],
  ['unit', { unit: ' ' }],
  ['from.trend', { from: { trend: ' ' } }],
])('has a %s that says something', (field, said) => {
  given().when(raise(said)).thenContradicts('text-missing', { field });
});

it('has a scope that names something, or none', () => {
  given()
    .when(raise({ scope: {} }))
    .thenContradicts('scope-names-nothing', { field: 'scope' });
  given()
    .when(raise({ scope: { causes: ['dirt'], units: [] } }))
    .thenContradicts('scope-names-nothing', { field: 'units' });
});

it('is not raised in the future', () => {
  const occurredAt = '2026-11-22T08:00:00.001Z';
  given()
    .when({ ...raise(), occurredAt })
    .thenContradicts('future-time', { field: 'occurredAt', value: occurredAt, now });
});
