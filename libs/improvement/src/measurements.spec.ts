import { decisions } from '@redress/testing';
import {
  decideMeasurement,
  type ExposureRecordedData,
  type MeasurementCommand,
  type MeasurementEvent,
  type TrainingCoverageRecordedData,
} from './measurements.js';

const given = decisions<null, MeasurementCommand, MeasurementEvent>({
  initial: null,
  evolve: (state) => state,
  decide: (_, command) => decideMeasurement(command),
});
const now = '2026-11-22T08:00:00.000Z';
const how = { by: { sub: 'u-admin', roles: ['policy-admin'] }, occurredAt: now, now, origin: 'api' } as const;

const coverage: TrainingCoverageRecordedData = { topic: 'third-party deposits', unit: 'beijing', perMille: 650, on: '2026-11-22' };
const train = (said: Partial<TrainingCoverageRecordedData> = {}): MeasurementCommand => ({
  type: 'recordTrainingCoverage',
  data: { ...coverage, ...said },
  ...how,
});
const exposure: ExposureRecordedData = { product: 'gas', period: { from: '2026-10-01', to: '2026-10-31' }, customers: 8_000 };
const expose = (said: Partial<ExposureRecordedData> = {}): MeasurementCommand => ({
  type: 'recordExposure',
  data: { ...exposure, ...said },
  ...how,
});

describe('a training coverage', () => {
  it('is recorded for a day, again as often as it is measured', () => {
    const recorded: MeasurementEvent = { type: 'TrainingCoverageRecorded', data: coverage };
    given().when(train()).thenHappens(recorded);
    given(recorded)
      .when(train({ perMille: 1_000 }))
      .thenHappens({ type: 'TrainingCoverageRecorded', data: { ...coverage, perMille: 1_000 } });
  });

  it.each([-1, 1_001, 0.5, Number.NaN])('is 0 to 1000 per mille, not %s', (perMille) => {
    given().when(train({ perMille })).thenContradicts('coverage-out-of-range', { perMille });
  });

  it('names topic, unit and a day that has begun somewhere', () => {
    given()
      .when(train({ topic: ' ' }))
      .thenContradicts('text-missing', { field: 'topic' });
    given()
      .when(train({ unit: '' }))
      .thenContradicts('text-missing', { field: 'unit' });
    given()
      .when(train({ on: '2026-11-31' }))
      .thenContradicts('invalid-day', { field: 'on' });
    given()
      .when(train({ on: '2026-11-23' }))
      .thenContradicts('future-day', { field: 'on', value: '2026-11-23' });
  });
});

describe('an exposure', () => {
  it('is of the company, a unit, a product or both', () => {
    for (const key of [{}, { unit: 'beijing' }, { product: undefined, unit: 'beijing' }, { unit: 'beijing', product: 'gas' }]) {
      const data = { ...exposure, ...key, policies: 0, orders: 12, premium: { amount: 5, currency: 'CNY' } };
      given()
        .when({ type: 'recordExposure', data, ...how })
        .thenHappens({ type: 'ExposureRecorded', data });
    }
  });

  it('has a figure, and each is whole', () => {
    given()
      .when(expose({ customers: undefined }))
      .thenContradicts('exposure-without-figure');
    given()
      .when(expose({ orders: -1 }))
      .thenContradicts('invalid-figure', { field: 'orders' });
    given()
      .when(expose({ policies: 1.5 }))
      .thenContradicts('invalid-figure', { field: 'policies' });
    given()
      .when(expose({ premium: { amount: 1, currency: 'yuan' } }))
      .thenContradicts('invalid-amount', { field: 'premium', amount: 1, currency: 'yuan' });
  });

  it('has a period that has begun and does not end before it begins, and names what it names', () => {
    const reversed = { from: '2026-10-31', to: '2026-10-01' };
    given()
      .when(expose({ period: reversed }))
      .thenContradicts('period-reversed', reversed);
    given()
      .when(expose({ period: { from: '2027-01-01', to: '2027-01-31' } }))
      .thenContradicts('future-day', { field: 'period.from', value: '2027-01-01' });
    given()
      .when(expose({ product: ' ' }))
      .thenContradicts('text-missing', { field: 'product' });
  });
});
