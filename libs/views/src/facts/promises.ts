import { asked, median, ratio, type ReportDefinition } from '../report-definition.js';
import {
  caseDimensionNames,
  caseDimensions,
  caseTable,
  caseTables,
  countsAs,
  endsOf,
  receivedAs,
  recordsOf,
  withClassification,
} from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const localDay = (instant: string) => `(${instant} AT TIME ZONE ${asked.tz})::date`;

/** SQL: promises, by when they were made, with how they stand at the cut. */
const made = `
  SELECT fact.complaint_id, fact.position, fact.occurred_at, ${receivedAs}, classified.category, classified.severity, classified.urgency,
         CASE
           WHEN known.ended_at IS NULL THEN CASE WHEN ${asked.asOf} <= fact.due THEN 'open' ELSE 'overdue' END
           WHEN fact.ended = 'stopped' THEN CASE WHEN known.ended_at <= fact.due THEN 'stopped' ELSE 'overdue' END
           WHEN known.ended_at > fact.due THEN 'late'
           WHEN ${localDay('known.ended_at')} < ${localDay('fact.due')} THEN 'early'
           ELSE 'on-the-day'
         END AS state,
         floor(extract(epoch FROM fact.due - known.ended_at) / 60) AS minutes_early
  FROM ${caseTable('promised')} AS fact
  CROSS JOIN LATERAL (
    SELECT CASE WHEN fact.end_position <= ${asked.known} AND fact.ended_at <= ${asked.asOf} THEN fact.ended_at END AS ended_at
  ) AS known ${withClassification}
  WHERE ${countsAs('fact')}`;

const of = 'made';

/** Report 2, what was promised to customers. */
export const promises: ReportDefinition = {
  name: 'promises',
  number: 2,
  version: 1,
  question: 'Was kept what was promised, and how early?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('promised'), endsOf('promised')],
  dimensions: caseDimensions,
  facts: { made: { sql: made, dimensions: caseDimensionNames } },
  measures: [
    {
      name: 'made',
      unit: 'promises',
      meaning: 'Promises made in the {period}; each is, at asOf, in one of keptEarly, keptOnTheDay, keptLate, overdue, open and stopped.',
      of,
    },
    { name: 'keptEarly', unit: 'promises', meaning: 'Kept on a local day before the promised one.', of, where: `state = 'early'` },
    { name: 'keptOnTheDay', unit: 'promises', meaning: 'Kept on the promised local day, in time.', of, where: `state = 'on-the-day'` },
    { name: 'keptLate', unit: 'promises', meaning: 'Kept after the promised time.', of, where: `state = 'late'` },
    {
      name: 'overdue',
      unit: 'promises',
      meaning: 'Not kept though their time is over, also where the case has ended since.',
      of,
      where: `state = 'overdue'`,
    },
    { name: 'open', unit: 'promises', meaning: 'Not kept and not due yet.', of, where: `state = 'open'` },
    { name: 'stopped', unit: 'promises', meaning: 'Not owed any more before they were due.', of, where: `state = 'stopped'` },
    {
      name: 'keptShare',
      unit: 'ratio',
      meaning: 'keptEarly and keptOnTheDay of these, keptLate and overdue, to 4 places; null if there are none.',
      from: ['keptEarly', 'keptOnTheDay', 'keptLate', 'overdue'],
      derive: ({ keptEarly, keptOnTheDay, keptLate, overdue }) => {
        const kept = (keptEarly ?? 0) + (keptOnTheDay ?? 0);
        return ratio(kept, kept + (keptLate ?? 0) + (overdue ?? 0));
      },
    },
    {
      name: 'medianMinutesEarly',
      unit: 'minutes',
      meaning:
        'Median of how long before the promised time those kept were; of an even number the lower of the two in the middle, negative if late.',
      of,
      where: `state IN ('early', 'on-the-day', 'late')`,
      aggregate: median('minutes_early'),
    },
  ],
};
