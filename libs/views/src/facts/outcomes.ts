import { median, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  outcome: 'How it ended: upheld, partly, rejected, goodwill, withdrawn, transferred, duplicate, inadmissible, unresolved, not-stated.',
  settlement: 'How it came to be closed: on-the-spot, in-summary, or handled with a final reply or what an import waives.',
};

/** Report 3, how complaints ended. What it cost is in `compensation`: a closing has no currency. */
export const outcomes: ReportDefinition = {
  name: 'outcomes',
  number: 3,
  version: 1,
  question: 'How did complaints end, and how often was the customer right?',
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
    { name: 'closed', unit: 'closings', meaning: 'Closings, by when they happened; what was reopened may close again.', of: 'closed' },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all closings in the {period}, to 4 places; 0 if there were none.',
      from: ['closed'],
      derive: (row, all) => ratio(row['closed'], all['closed'], 0),
    },
    {
      name: 'onMerits',
      unit: 'closings',
      meaning: 'Of these, those that say who was right: upheld, partly, rejected, goodwill.',
      of: 'closed',
      where: `outcome IN ('upheld', 'partly', 'rejected', 'goodwill')`,
    },
    {
      name: 'upheld',
      unit: 'closings',
      meaning: 'Of these, upheld or partly upheld: partly counts as upheld.',
      of: 'closed',
      where: `outcome IN ('upheld', 'partly')`,
    },
    {
      name: 'upholdRate',
      unit: 'ratio',
      meaning: 'upheld of onMerits, to 4 places; null if none was closed on the merits.',
      from: ['upheld', 'onMerits'],
      derive: (row) => ratio(row['upheld'], row['onMerits']),
    },
    {
      name: 'onTheSpot',
      unit: 'closings',
      meaning: 'With a resolution that the customer accepted on the spot.',
      of: 'closed',
      where: `settlement = 'on-the-spot'`,
    },
    {
      name: 'inSummary',
      unit: 'closings',
      meaning: 'With the resolution of a summary reply, accepted within the summary period.',
      of: 'closed',
      where: `settlement = 'in-summary'`,
    },
    {
      name: 'afterReopening',
      unit: 'closings',
      meaning: 'Not the first of their complaint.',
      of: 'closed',
      where: 'closing > 1',
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median from receipt to the closing; of an even number the lower of the two in the middle. Null if there were none.',
      of: 'closed',
      aggregate: median('minutes'),
    },
  ],
};
