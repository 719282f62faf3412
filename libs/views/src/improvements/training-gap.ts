import { asked, type ReportDefinition } from '../report-definition.js';
import { improvements } from './improvements.js';

/** What a good company reaches: the bank of the case-analysis techniques had 65 %, below this mark of its industry 行业标杆. */
const target = 0.8;

const dimensions = { topic: 'What was trained, a code.', unit: 'The org unit whose people were.' };

/** SQL: a coverage holds from the beginning of the day on for which it was measured, in the reader's zone. */
const begins = `(row.measured_on::timestamp AT TIME ZONE ${asked.tz})`;

/**
 * SQL: the latest coverage of each topic and unit, and the one that was measured on another day before it. Of two records for one day the
 * later holds. What was measured before the period stands at its beginning.
 */
const standing = `
  SELECT DISTINCT ON (topic, unit) topic, unit, position, greatest(begins, ${asked.from}) AS occurred_at, per_mille / 1000.0 AS coverage,
         lag(per_mille) OVER (PARTITION BY topic, unit ORDER BY begins) / 1000.0 AS earlier
  FROM (
    SELECT DISTINCT ON (topic, unit, measured_on) topic, unit, position, per_mille, ${begins} AS begins
    FROM improvements_v1.coverage AS row
    WHERE ${begins} < ${asked.to} AND ${begins} <= ${asked.asOf} AND row.recorded_at <= ${asked.knownAt}
    ORDER BY topic, unit, measured_on, position DESC
  ) AS measured
  ORDER BY topic, unit, begins DESC`;

/** Report 7, how many were trained, against how many should be. */
export const trainingGap: ReportDefinition = {
  name: 'training-gap',
  number: 7,
  version: 1,
  question: 'How many of the people who should know have been trained, and how many are missing?',
  view: improvements,
  tables: ['improvements_v1.coverage'],
  dimensions,
  always: Object.keys(dimensions),
  facts: { standing: { sql: standing, dimensions: Object.keys(dimensions), isAboutOthers: true } },
  measures: [
    {
      name: 'coverage',
      unit: 'ratio',
      meaning: 'Part of them that was trained, as it was measured last before the end of the {period} and by asOf.',
      of: 'standing',
      aggregate: 'max(coverage)',
    },
    {
      name: 'earlier',
      unit: 'ratio',
      meaning: 'As it was measured on another day before; null if it never was.',
      of: 'standing',
      aggregate: 'max(earlier)',
    },
    {
      name: 'target',
      unit: 'ratio',
      meaning: 'What a good company reaches.',
      derive: () => target,
    },
    {
      name: 'gap',
      unit: 'ratio',
      meaning: 'What is missing to the target; negative where it is exceeded.',
      derive: ({ coverage }) => (coverage == null ? null : Math.round((target - coverage) * 10_000) / 10_000),
    },
  ],
};
