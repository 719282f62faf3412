import { asked, lastsAtMoment, type Aggregated, type ReportDefinition } from '../report-definition.js';
import {
  caseDimensionNames,
  caseDimensions,
  caseFactsSql,
  caseTable,
  caseTables,
  knownAs,
  receivedAs,
  recordsOf,
  withClassification,
} from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

/** Ages of what is open: from which day on, 24 hours each since receipt. */
const bands = [
  { name: 'under1Day', from: 0, age: 'less than 1 day' },
  { name: 'from1To3Days', from: 1, age: '1 day or more, less than 3' },
  { name: 'from3To7Days', from: 3, age: '3 days or more, less than 7' },
  { name: 'from7To15Days', from: 7, age: '7 days or more, less than 15' },
  { name: 'from15To30Days', from: 15, age: '15 days or more, less than 30' },
  { name: 'from30To60Days', from: 30, age: '30 days or more, less than 60' },
  { name: 'over60Days', from: 60, age: '60 days or more' },
] as const;

const endedAt = `(CASE WHEN fact.end_position <= ${asked.known} THEN fact.ended_at END)`;

/**
 * SQL: complaints while they were open, in parts: each as long as the age is in one band. An age that is reached at the very end of a bucket counts
 * there, though what happens at that instant is of the next bucket: hence the microsecond.
 */
const open = `
  SELECT fact.complaint_id, fact.position, fact.occurred_at, ${receivedAs}, classified.category, classified.severity, classified.urgency,
         fact.received_at, part.band, part.since, part.until
  FROM ${caseTable('backlog')} AS fact
  CROSS JOIN LATERAL (
    SELECT band, greatest(fact.occurred_at, fact.received_at + young) AS since, least(${endedAt}, fact.received_at + old) AS until
    FROM (VALUES ${bands.map(({ from }, i) => `(${i}, ${hours(from)}, ${hours(bands[i + 1]?.from)})`).join(', ')}) AS band(band, young, old)
  ) AS part ${withClassification}
  WHERE ${knownAs('fact')} AND fact.occurred_at < ${asked.to} AND (part.until IS NULL OR part.until > part.since)
    AND ${lastsAtMoment('fact.occurred_at', endedAt)}
    AND (fact.ended_at IS NULL OR fact.ended_at >= ${asked.from} OR fact.end_position > ${asked.known})`;

function hours(days: number | undefined): string {
  return days === undefined ? 'NULL::interval' : `interval '${days * 24} hours' - interval '1 microsecond'`;
}

/** Report 8, what is open. */
export const backlog: ReportDefinition = {
  name: 'backlog',
  number: 8,
  version: 1,
  question: 'How many complaints are open, for how long, and does the pile grow?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('closed'), recordsOf('reopened'), recordsOf('merged')],
  dimensions: caseDimensions,
  facts: {
    open: { sql: open, dimensions: caseDimensionNames, lasts: true },
    received: { sql: caseFactsSql('received'), dimensions: caseDimensionNames },
    closed: { sql: caseFactsSql('closed'), dimensions: caseDimensionNames },
    reopened: { sql: caseFactsSql('reopened'), dimensions: caseDimensionNames },
    merged: { sql: caseFactsSql('merged', 'fact.how'), dimensions: caseDimensionNames },
  },
  measures: [
    {
      name: 'open',
      unit: 'complaints',
      meaning:
        'Complaints open, and not merged into another, at the end of the {period}, or at asOf if that comes before; null if the {period} begins after it. ' +
        'So are the columns of ages.',
      of: 'open',
    },
    ...bands.map(({ name, age }, band): Aggregated => ({
      name,
      unit: 'complaints',
      meaning: `Of these, those received ${age} before, in 24 hours each.`,
      of: 'open',
      where: `band = ${band}`,
    })),
    {
      name: 'oldestMinutes',
      unit: 'minutes',
      meaning: 'Since the receipt of the one of these that was received first. Null if none is open.',
      of: 'open',
      aggregate: { minutesSince: 'received_at' },
    },
    { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}, also if merged since.', of: 'received' },
    { name: 'closed', unit: 'closings', meaning: 'Closings in the {period}.', of: 'closed' },
    { name: 'reopened', unit: 'reopenings', meaning: 'Reopenings in the {period}.', of: 'reopened' },
    {
      name: 'merged',
      unit: 'mergers',
      meaning: 'Complaints merged into another in the {period}, open or closed.',
      of: 'merged',
      where: `how = 'merged'`,
    },
    { name: 'unmerged', unit: 'mergers', meaning: 'Those taken out of another again.', of: 'merged', where: `how = 'unmerged'` },
  ],
};
