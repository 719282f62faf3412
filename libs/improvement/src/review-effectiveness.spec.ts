import { decisions } from '@redress/testing';
import type { ImprovementCommand, ReviewEffectiveness } from './commands.js';
import { decide } from './decide.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const adoptedAt = '2026-09-01T08:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(adoptedAt) + hours * 3_600_000).toISOString();
const eightWeeks = 8 * 7 * 24;
const planned: ImprovementFact[] = [
  { type: 'ImprovementRaised', data: { kind: 'corrective', cause: 'process', title: 'Clean up', from: { trend: 'volume' } } },
  { type: 'ImprovementPlanned', data: { measure: 'A mat.', owner: 'u-chief', due: '2026-12-01' } },
];
const adopted: ImprovementFact[] = [...planned, { type: 'ImprovementAdopted', data: {}, occurredAt: adoptedAt }];
const fallen: ReviewEffectiveness['data'] = { weeks: 8, before: 40, after: 11, verdict: 'fallen', note: 'The mats help.' };
const review = (hours: number, said: Partial<ReviewEffectiveness['data']> = {}): ReviewEffectiveness => ({
  type: 'reviewEffectiveness',
  data: { ...fallen, ...said },
  by: { sub: 'u-supervisor', roles: ['supervisor'] },
  occurredAt: at(hours),
  now: at(hours),
  origin: 'api',
});

it('is reviewed when the weeks are over, done or not, and may be again', () => {
  const reviewed: ImprovementFact = { type: 'EffectivenessReviewed', data: fallen };
  const done: ImprovementFact = { type: 'ImprovementDone', data: { result: 'Mats bought.' } };
  given(...adopted)
    .when(review(eightWeeks))
    .thenHappens(reviewed);
  given(...adopted, done, reviewed)
    .when(review(eightWeeks))
    .thenHappens(reviewed);
});

it('is not reviewed before; the clock may have been put forward by an hour', () => {
  given(...adopted)
    .when(review(eightWeeks - 1))
    .thenHappens({ type: 'EffectivenessReviewed', data: fallen });
  given(...adopted)
    .when(review(eightWeeks - 2))
    .thenRefused('review-too-early', { from: at(eightWeeks - 1) });
});

it.each([
  [{ weeks: 0 }, 'weeks'],
  [{ weeks: 105 }, 'weeks'],
  [{ weeks: 1.5 }, 'weeks'],
  [{ before: -1 }, 'before'],
  [{ after: 0.5 }, 'after'],
])('refuses %o', (said, field) => {
  given(...adopted)
    .when(review(eightWeeks, said))
    .thenContradicts('invalid-review', { field });
});

it('refuses a blank note, and what was not adopted', () => {
  given(...adopted)
    .when(review(eightWeeks, { note: ' ' }))
    .thenContradicts('text-missing', { field: 'note' });
  given(...planned)
    .when(review(eightWeeks))
    .thenRefused('not-adopted', { status: 'planned' });
  given().when(review(eightWeeks)).thenRefused('no-such-improvement');
});
