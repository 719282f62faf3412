import { decisions } from '@redress/testing';
import type { DropImprovement, ImprovementCommand } from './commands.js';
import { decide } from './decide.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const raised: ImprovementFact = {
  type: 'ImprovementRaised',
  data: { kind: 'preventive', cause: 'system', title: 'A second pump', from: { trend: 'volume' } },
};
const planned: ImprovementFact = { type: 'ImprovementPlanned', data: { measure: 'Buy it.', owner: 'u-chief', due: '2026-12-01' } };
const adopted: ImprovementFact = { type: 'ImprovementAdopted', data: {} };
const data = { reason: 'too-dear', note: 'Next year perhaps.' };
const dropped: ImprovementFact = { type: 'ImprovementDropped', data };
const drop = (said: Partial<DropImprovement['data']> = {}): DropImprovement => ({
  type: 'dropImprovement',
  data: { ...data, ...said },
  by: { sub: 'u-manager', roles: ['general-manager'] },
  occurredAt: now,
  now,
  origin: 'api',
});

it('is dropped at any time before it is done, with a reason', () => {
  for (const history of [[raised], [raised, planned], [raised, planned, adopted]])
    given(...history)
      .when(drop())
      .thenHappens(dropped);
  given(raised)
    .when(drop({ reason: ' ' }))
    .thenContradicts('text-missing', { field: 'reason' });
  given(raised)
    .when(drop({ note: '' }))
    .thenContradicts('text-missing', { field: 'note' });
});

it('is not dropped twice, nor when it is done', () => {
  const command = 'dropImprovement';
  given(raised, dropped).when(drop()).thenRefused('improvement-dropped', { command });
  given(raised, planned, adopted, { type: 'ImprovementDone', data: { result: 'Bought.' } })
    .when(drop())
    .thenRefused('improvement-done', { command });
  given().when(drop()).thenRefused('no-such-improvement');
});
