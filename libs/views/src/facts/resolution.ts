import { median, p90, ratio, type Aggregated, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  outcome: 'How it ended, a code such as upheld or rejected.',
  settlement: 'How it came to be closed: on-the-spot, in-summary, or handled.',
};
const days = [1, 3, 15, 30, 56] as const;
const of = 'closed';

/** Report 2, how long it took. */
export const resolution: ReportDefinition = {
  name: 'resolution',
  number: 2,
  version: 1,
  question: 'How long did it take from receipt to the closing?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('closed')],
  dimensions,
  facts: {
    closed: {
      sql: caseFactsSql('closed', 'fact.outcome', 'fact.settlement', 'fact.closing', 'fact.minutes'),
      dimensions: [...caseDimensionNames, 'outcome', 'settlement'],
    },
  },
  measures: [
    { name: 'closed', unit: 'closings', meaning: 'Closings in the {period}; what was reopened may close again.', of },
    { name: 'first', unit: 'closings', meaning: 'Of these, the first of their complaint.', of, where: 'closing = 1' },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median from receipt to the closing; of an even number the lower of the two in the middle. Null if there were none.',
      of,
      aggregate: median('minutes'),
    },
    {
      name: 'p90Minutes',
      unit: 'minutes',
      meaning: 'What 9 of 10 did not exceed. Null if there were none.',
      of,
      aggregate: p90('minutes'),
    },
    { name: 'longestMinutes', unit: 'minutes', meaning: 'The longest. Null if there were none.', of, aggregate: { max: 'minutes' } },
    {
      name: 'firstMedianMinutes',
      unit: 'minutes',
      meaning: 'Median of the first closings alone. Null if there were none.',
      of,
      where: 'closing = 1',
      aggregate: median('minutes'),
    },
    ...days.map((n): Aggregated => ({
      name: `within${n}Days`,
      unit: 'closings',
      meaning: `Closed less than ${n === 1 ? '24 hours' : `${n} days of 24 hours`} after receipt${n === 56 ? ' (8 weeks)' : ''}.`,
      of,
      where: `minutes < ${n * 1_440}`,
    })),
    {
      name: 'within15DaysShare',
      unit: 'ratio',
      meaning: 'within15Days of closed, to 4 places; null if there were none.',
      from: ['within15Days', 'closed'],
      derive: (row) => ratio(row['within15Days'], row['closed']),
    },
  ],
};
