import type { Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import type { ImprovementCommand, RecordBenefit } from './commands.js';
import { decide } from './decide.js';
import type { BenefitRecordedData, ImprovementKind } from './improvement.js';
import { evolve, noImprovement, type ImprovementFact, type ImprovementState } from './state.js';

const given = decisions<ImprovementState, ImprovementCommand, ImprovementFact>({ initial: noImprovement, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const adopted = (kind: ImprovementKind): ImprovementFact[] => [
  { type: 'ImprovementRaised', data: { kind, cause: 'process', title: 'Third-party deposits', from: { trend: 'volume by=cause' } } },
  { type: 'ImprovementPlanned', data: { measure: 'A form for it.', owner: 'u-chief', due: '2026-12-01' } },
  { type: 'ImprovementAdopted', data: {} },
];
const done: ImprovementFact = { type: 'ImprovementDone', data: { result: 'The form is there.' } };
const period = { from: '2026-10-01', to: '2026-10-31' };
const sold: BenefitRecordedData = { kind: 'money', amount: { amount: 1_200_000, currency: 'CNY' }, period, note: 'New deposits.' };
const record = (data: BenefitRecordedData): RecordBenefit => ({
  type: 'recordBenefit',
  data,
  by: { sub: 'u-chief', roles: ['handler'] },
  occurredAt: now,
  now,
  origin: 'api',
});

it('of an opportunity from the adoption on, of everything else once it is done; as often as there is one', () => {
  const benefit: ImprovementFact = { type: 'BenefitRecorded', data: sold };
  given(...adopted('opportunity'))
    .when(record(sold))
    .thenHappens(benefit);
  for (const kind of ['corrective', 'preventive', 'training'] as const) {
    given(...adopted(kind))
      .when(record(sold))
      .thenRefused('not-done', { kind });
    given(...adopted(kind), done, benefit)
      .when(record(sold))
      .thenHappens(benefit);
  }
});

it('is a number of something where it is no money', () => {
  const data: BenefitRecordedData = { kind: 'time', value: 12.5, unit: 'hours per week', period };
  given(...adopted('corrective'), done)
    .when(record(data))
    .thenHappens({ type: 'BenefitRecorded', data });
});

it.each<[string, BenefitRecordedData, string, Facts]>([
  ['in money without an amount', { kind: 'money', period }, 'benefit-inconsistent', { kind: 'money' }],
  ['in money with a value', { ...sold, value: 3, unit: 'hours' }, 'benefit-inconsistent', { kind: 'money' }],
  ['in time with an amount', { ...sold, kind: 'time' }, 'benefit-inconsistent', { kind: 'time' }],
  ['in volume without a unit', { kind: 'volume', value: 3, period }, 'benefit-inconsistent', { kind: 'volume' }],
  ['without end', { kind: 'volume', value: Infinity, unit: 'x', period }, 'benefit-inconsistent', { kind: 'volume' }],
  ['of a blank unit', { kind: 'volume', value: 3, unit: ' ', period }, 'text-missing', { field: 'unit' }],
  ['with a blank note', { ...sold, note: ' ' }, 'text-missing', { field: 'note' }],
  [
    'of half a fen',
    { ...sold, amount: { amount: 0.5, currency: 'CNY' } },
    'invalid-amount',
    { field: 'amount', amount: 0.5, currency: 'CNY' },
  ],
  [
    'that ends before it begins',
    { ...sold, period: { from: '2026-10-31', to: '2026-10-01' } },
    'period-reversed',
    { from: '2026-10-31', to: '2026-10-01' },
  ],
  ['to come', { ...sold, period: { from: '2026-11-23', to: '2026-12-01' } }, 'future-day', { field: 'period.from', value: '2026-11-23' }],
  ['until no day', { ...sold, period: { from: '2026-10-01', to: '2026-10-32' } }, 'invalid-day', { field: 'period.to' }],
])('refuses one %s', (_, data, code, facts) => {
  given(...adopted('corrective'), done)
    .when(record(data))
    .thenContradicts(code, facts);
});

it('has begun where the day begins first', () => {
  const soon = { ...sold, period: { from: '2026-11-23', to: '2026-11-23' } };
  given(...adopted('opportunity'))
    .when({ ...record(soon), occurredAt: '2026-11-22T10:00:00.000Z', now: '2026-11-22T10:00:00.000Z' })
    .thenHappens({ type: 'BenefitRecorded', data: soon });
});

it('refuses one of what was not adopted, or was dropped', () => {
  given(...adopted('opportunity').slice(0, 2))
    .when(record(sold))
    .thenRefused('not-adopted', { status: 'planned' });
  given(...adopted('opportunity'), { type: 'ImprovementDropped', data: { reason: 'too-dear' } })
    .when(record(sold))
    .thenRefused('improvement-dropped', { command: 'recordBenefit' });
  given().when(record(sold)).thenRefused('no-such-improvement');
});
