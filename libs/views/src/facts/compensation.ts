import { median, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const remedyDimensions = {
  remedy: 'A code of the remedy menu.',
  currency: 'Of what the company bears, ISO 4217; null where that is not known. Amounts of two currencies are never added.',
};
const dimensions = [...caseDimensionNames, ...Object.keys(remedyDimensions)];
/** Both amounts are known and can be compared. */
const comparable = 'borne IS NOT NULL AND claimed_currency = currency';

/** Report 3, what was ordered and what it costs. */
export const compensation: ReportDefinition = {
  name: 'compensation',
  number: 3,
  version: 1,
  question: 'Which remedies were ordered, what do they cost, and how much of what was claimed is that?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('compensated'), recordsOf('settled')],
  dimensions: { ...caseDimensions, ...remedyDimensions },
  always: ['currency'],
  facts: {
    ordered: {
      sql: caseFactsSql('compensated', 'fact.remedy', 'fact.currency', 'fact.borne', 'fact.claimed', 'fact.claimed_currency'),
      dimensions,
    },
    settled: { sql: caseFactsSql('settled', 'fact.remedy', 'fact.currency', 'fact.borne', 'fact.how'), dimensions },
  },
  measures: [
    { name: 'ordered', unit: 'remedies', meaning: 'Remedies ordered, by when they were.', of: 'ordered' },
    {
      name: 'unknown',
      unit: 'remedies',
      meaning: 'Of these, those whose amount the history does not tell; they are in no amount.',
      of: 'ordered',
      where: 'borne IS NULL',
    },
    {
      name: 'borne',
      unit: 'minor units',
      meaning: 'What the company bears for those ordered; null if no amount is known.',
      of: 'ordered',
      aggregate: { sum: 'borne' },
    },
    {
      name: 'medianBorne',
      unit: 'minor units',
      meaning: 'Median of what it bears for one; of an even number the lower of the two in the middle. Null if none is known.',
      of: 'ordered',
      aggregate: median('borne'),
    },
    {
      name: 'largestBorne',
      unit: 'minor units',
      meaning: 'The most that it bears for one; null if none is known.',
      of: 'ordered',
      aggregate: { max: 'borne' },
    },
    {
      name: 'compared',
      unit: 'remedies',
      meaning: 'Of those ordered, those for which an amount was claimed in the same currency.',
      of: 'ordered',
      where: comparable,
    },
    {
      name: 'claimed',
      unit: 'minor units',
      meaning: 'What was claimed in those compared; null if there are none.',
      of: 'ordered',
      where: comparable,
      aggregate: { sum: 'claimed' },
    },
    {
      name: 'borneOfClaimed',
      unit: 'minor units',
      meaning: 'What the company bears for those compared; null if there are none.',
      of: 'ordered',
      where: comparable,
      aggregate: { sum: 'borne' },
    },
    {
      name: 'borneShare',
      unit: 'ratio',
      meaning: 'borneOfClaimed of claimed, to 4 places; null if nothing was claimed.',
      from: ['borneOfClaimed', 'claimed'],
      derive: (row) => ratio(row['borneOfClaimed'], row['claimed']),
    },
    {
      name: 'fulfilled',
      unit: 'remedies',
      meaning: 'Remedies that reached the customer, by when they did.',
      of: 'settled',
      where: `how = 'fulfilled'`,
    },
    {
      name: 'failed',
      unit: 'remedies',
      meaning: 'Payments and the like that did not reach the customer, each time.',
      of: 'settled',
      where: `how = 'failed'`,
    },
    {
      name: 'cancelled',
      unit: 'remedies',
      meaning: 'Remedies cancelled, by when they were; they stay in what was ordered.',
      of: 'settled',
      where: `how = 'cancelled'`,
    },
    {
      name: 'cancelledBorne',
      unit: 'minor units',
      meaning: 'What the company no longer bears for those; null if no amount is known.',
      of: 'settled',
      where: `how = 'cancelled'`,
      aggregate: { sum: 'borne' },
    },
  ],
};
