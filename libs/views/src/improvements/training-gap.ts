import { asked, type ReportDefinition } from '../report-definition.js';
import { lengthOf, type Bucket } from '../report-time.js';
import { schemaOf } from '../view.js';
import { improvements } from './improvements.js';

const schema = schemaOf(improvements);

/** What a good company reaches: the bank of the case-analysis techniques had 65 %, below this mark of its industry 行业标杆. */
const target = 0.8;

const dimensions = { topic: 'What was trained, a code.', unit: 'The org unit whose people were.' };

/** SQL: a coverage holds from the beginning of the day on for which it was measured, in the reader's zone. */
const begins = `(row.measured_on::timestamp AT TIME ZONE ${asked.tz})`;

/**
 * SQL: the coverages that were measured, with the one of another day before each, and when the next one begins. Of two records for one day the
 * later holds.
 */
const measured = `
  SELECT topic, unit, position, begins, per_mille / 1000.0 AS coverage,
         lag(per_mille) OVER days / 1000.0 AS earlier, lead(begins) OVER days AS next
  FROM (
    SELECT DISTINCT ON (topic, unit, measured_on) topic, unit, position, per_mille, ${begins} AS begins
    FROM ${schema}.coverage AS row
    WHERE ${begins} < ${asked.to} AND ${begins} <= ${asked.asOf} AND row.position <= ${asked.known}
    ORDER BY topic, unit, measured_on, position DESC
  ) AS each
  WINDOW days AS (PARTITION BY topic, unit ORDER BY begins)`;

/**
 * SQL: the latest coverage of each topic and unit at the end of the period, or of each bucket from its own on that has begun by `asOf`: what was
 * measured before stands at its beginning.
 */
function standing(bucket?: Bucket): string {
  const columns = 'topic, unit, position, coverage, earlier';
  if (!bucket) return `SELECT ${columns}, greatest(begins, ${asked.from}) AS occurred_at FROM (${measured}) AS measured WHERE next IS NULL`;
  const local = (instant: string) => `${instant} AT TIME ZONE ${asked.tz}`;
  return `
    SELECT ${columns}, greatest(begins, ${asked.from}, ${local('start')}) AS occurred_at
    FROM (${measured}) AS measured
    CROSS JOIN LATERAL generate_series(
      date_trunc('${bucket}', ${local(`greatest(begins, ${asked.from})`)}),
      ${local(`least(${asked.to}, greatest(${asked.asOf}, ${asked.from}))`)}, ${lengthOf(bucket)}
    ) AS start
    WHERE next IS NULL OR next >= ${local(`(start + ${lengthOf(bucket)})`)}`;
}

/** Report 7, how many were trained, against how many should be. */
export const trainingGap: ReportDefinition = {
  name: 'training-gap',
  number: 7,
  version: 1,
  question: 'How many of the people who should know have been trained, and how many are missing?',
  view: improvements,
  tables: [`${schema}.coverage`],
  dimensions,
  always: Object.keys(dimensions),
  facts: { standing: { sql: (_by, bucket) => standing(bucket), dimensions: Object.keys(dimensions), isAboutOthers: 'measurements' } },
  measures: [
    {
      name: 'coverage',
      unit: 'ratio',
      meaning: 'Part of them that was trained, as it was measured last before the end of the {period} and by asOf, in it or before it.',
      of: 'standing',
      aggregate: { max: 'coverage' },
    },
    {
      name: 'earlier',
      unit: 'ratio',
      meaning: 'As it was measured on another day before; null if it never was.',
      of: 'standing',
      aggregate: { max: 'earlier' },
    },
    {
      name: 'target',
      unit: 'ratio',
      meaning: 'What a good company reaches.',
      from: [],
      derive: () => target,
    },
    {
      name: 'gap',
      unit: 'ratio',
      meaning: 'What is missing to the target; negative where it is exceeded.',
      from: ['coverage'],
      derive: ({ coverage }) => (coverage == null ? null : Math.round((target - coverage) * 10_000) / 10_000),
    },
  ],
};
