import { impossible, inTime, text, type Command, type Event, type EventTypes, type Money } from '@redress/kernel';
import type { Period } from './improvement.js';
import { begunDay, money, period } from './rules.js';

/*
 * Numbers that somebody reports and that complaints are held against (domain §4). A later record for the same key takes the place of the
 * earlier one from then on; both stay readable. The key is the stream: topic and unit of a coverage, unit, product and period of an
 * exposure. Nothing in them is personal.
 */

/** How many of a unit's people were trained in a topic. */
export interface TrainingCoverageRecordedData {
  readonly topic: string;
  readonly unit: string;
  /** 0 to 1000: whole numbers, so that nothing is rounded. 65 % are 650. */
  readonly perMille: number;
  /** The day for which it holds. */
  readonly on: string;
}

/** What there was in a period that could be complained about: rates get a denominator. Of the whole company where nothing is named. */
export interface ExposureRecordedData {
  readonly unit?: string;
  readonly product?: string;
  readonly period: Period;
  /** In force, on the average of the period. */
  readonly policies?: number;
  /** There were, on the average of the period. */
  readonly customers?: number;
  /** In the whole period. */
  readonly orders?: number;
  /** In the whole period, minor units. */
  readonly premium?: Money;
}

export type TrainingCoverageRecorded = Event<'TrainingCoverageRecorded', TrainingCoverageRecordedData>;
export type ExposureRecorded = Event<'ExposureRecorded', ExposureRecordedData>;
/** The events of streams `training-<uuid>` and `exposure-<uuid>`. */
export type MeasurementEvent = TrainingCoverageRecorded | ExposureRecorded;

export type RecordTrainingCoverage = Command<'recordTrainingCoverage', TrainingCoverageRecordedData>;
export type RecordExposure = Command<'recordExposure', ExposureRecordedData>;
export type MeasurementCommand = RecordTrainingCoverage | RecordExposure;

const plain = { version: 1, personal: [] };

export const measurementEventTypes: EventTypes<MeasurementEvent> = { TrainingCoverageRecorded: plain, ExposureRecorded: plain };

/**
 * Puts a number on record; what was recorded before does not matter.
 * Codes, all 422: `coverage-out-of-range`, `exposure-without-figure`, `invalid-figure` (`field`), `invalid-amount`, `invalid-day`,
 * `future-day`, `period-reversed`, `text-missing`, `invalid-time`, `future-time`.
 */
export function decideMeasurement(command: MeasurementCommand): MeasurementEvent[] {
  inTime(command);
  switch (command.type) {
    case 'recordTrainingCoverage':
      return recordTrainingCoverage(command);
    case 'recordExposure':
      return recordExposure(command);
  }
}

function recordTrainingCoverage({ data, occurredAt }: RecordTrainingCoverage): TrainingCoverageRecorded[] {
  const { topic, unit, perMille, on } = data;
  text('topic', topic);
  text('unit', unit);
  const isPart = Number.isInteger(perMille) && perMille >= 0 && perMille <= 1_000;
  impossible(!isPart, 'coverage-out-of-range', 'A coverage is 0 to 100 percent, with one decimal at most.', { perMille });
  begunDay('on', on, occurredAt);
  return [{ type: 'TrainingCoverageRecorded', data }];
}

function recordExposure({ data, occurredAt }: RecordExposure): ExposureRecorded[] {
  const { unit, product, policies, customers, orders, premium } = data;
  if (unit !== undefined) text('unit', unit);
  if (product !== undefined) text('product', product);
  period(data.period, occurredAt);
  const figures = Object.entries({ policies, customers, orders }).filter(([, value]) => value !== undefined);
  const none = figures.length === 0 && premium === undefined;
  impossible(none, 'exposure-without-figure', 'An exposure has policies, customers, orders or premium.');
  const field = figures.find(([, value]) => !Number.isSafeInteger(value) || value! < 0)?.[0];
  impossible(field !== undefined, 'invalid-figure', 'A figure of an exposure is a whole number, not negative.', { field });
  if (premium) money('premium', premium);
  return [{ type: 'ExposureRecorded', data }];
}
