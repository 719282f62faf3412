import type { Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import type { ImprovementCommand, PlanImprovement } from './commands.js';
import { decide } from './decide.js';
import type { ImprovementPlannedData } from './improvement.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const raised: ImprovementFact = {
  type: 'ImprovementRaised',
  data: { kind: 'corrective', cause: 'process', title: 'Clean up', from: { trend: 'volume by=cause' } },
};
const whole: ImprovementPlannedData = { measure: 'A mat under every tool.', owner: 'u-chief', due: '2026-12-01' };
const planned: ImprovementFact = { type: 'ImprovementPlanned', data: whole };
const adopted: ImprovementFact = { type: 'ImprovementAdopted', data: {} };
const plan = (data: ImprovementPlannedData, occurredAt = now): PlanImprovement => ({
  type: 'planImprovement',
  data,
  by: { sub: 'u-handler', roles: ['handler'] },
  occurredAt,
  now,
  origin: 'api',
});

it('says what, who and until when, at once or bit by bit', () => {
  given(raised).when(plan(whole)).thenHappens(planned);
  given(raised, planned)
    .when(plan({ scope: { causes: ['dirt'] } }))
    .thenHappens({ type: 'ImprovementPlanned', data: { scope: { causes: ['dirt'] } } });
});

it('is planned anew until it is done; what was planned before stays on record', () => {
  const later = { due: '2026-12-24', owner: 'u-deputy', reason: 'owner-left' };
  for (const history of [
    [raised, planned],
    [raised, planned, adopted],
  ])
    given(...history)
      .when(plan(later))
      .thenHappens({ type: 'ImprovementPlanned', data: later });
});

it('is due on a day that is not over everywhere when it is planned', () => {
  given(raised)
    .when(plan({ due: '2026-11-21' }, '2026-11-22T07:59:59.999Z'))
    .thenHappens({ type: 'ImprovementPlanned', data: { due: '2026-11-21' } });
  given(raised)
    .when(plan({ due: '2026-11-20' }))
    .thenContradicts('due-over', { due: '2026-11-20' });
});

it.each<[string, ImprovementPlannedData, string, Facts]>([
  ['that says nothing', {}, 'nothing-planned', {}],
  ['that has a reason alone', { reason: 'late' }, 'nothing-planned', {}],
  ['due on no day', { due: '2026-02-30' }, 'invalid-day', { field: 'due' }],
  ['due at an instant', { due: now }, 'invalid-day', { field: 'due' }],
  ['without a measure in it', { measure: ' ' }, 'text-missing', { field: 'measure' }],
  ['of nobody', { owner: '' }, 'text-missing', { field: 'owner' }],
  ['of no unit', { unit: ' ' }, 'text-missing', { field: 'unit' }],
  ['for no reason', { owner: 'u-chief', reason: ' ' }, 'text-missing', { field: 'reason' }],
  ['with an empty scope', { scope: { units: [] } }, 'scope-names-nothing', { field: 'units' }],
])('refuses a plan %s', (_, data, code, facts) => {
  given(raised).when(plan(data)).thenContradicts(code, facts);
});

it('refuses what was never raised, is done or was dropped, and what happened before what is on record', () => {
  const command = 'planImprovement';
  given().when(plan(whole)).thenRefused('no-such-improvement');
  given(raised, planned, adopted, { type: 'ImprovementDone', data: { result: 'Mats bought.' } })
    .when(plan(whole))
    .thenRefused('improvement-done', { command });
  given(raised, { type: 'ImprovementDropped', data: { reason: 'too-dear' } })
    .when(plan(whole))
    .thenRefused('improvement-dropped', { command });
  given({ ...raised, occurredAt: '2026-11-22T07:00:00.000Z' })
    .when(plan(whole, '2026-11-22T06:00:00.000Z'))
    .thenRefused('out-of-order-time', { occurredAt: '2026-11-22T06:00:00.000Z', latestAt: '2026-11-22T07:00:00.000Z' });
});

it('follows what was written at the same moment by a clock that is ahead', () => {
  const occurredAt = '2026-11-22T08:00:00.005Z';
  given({ ...raised, occurredAt })
    .when(plan(whole))
    .thenHappens({ ...planned, occurredAt });
});
