import { ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTables } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

/** Report 10, where most complaints are. */
export const hotSpots: ReportDefinition = {
  name: 'hot-spots',
  number: 10,
  version: 1,
  question: 'Where do most complaints come from, and do they become more there?',
  view: caseFacts,
  tables: caseTables,
  dimensions: caseDimensions,
  byDefault: ['cause', 'unit'],
  parameters: { limit: { meaning: 'How many rows, the top ones first; of each bucket.', default: 20, least: 1, most: 1_000 } },
  top: { by: 'received', limit: 'limit' },
  facts: { received: { sql: caseFactsSql('received'), dimensions: caseDimensionNames } },
  measures: [
    {
      name: 'rank',
      unit: 'rank',
      meaning: 'Its place in the {period}, 1 for the most received; equal ones have the same.',
      rankOf: 'received',
    },
    { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}, also if merged since.', of: 'received' },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all received in the {period}, those of rows that are not listed too, to 4 places.',
      from: ['received'],
      derive: (row, all) => ratio(row['received'], all['received'], 0),
    },
    {
      name: 'previous',
      unit: 'complaints',
      meaning: (bucket) =>
        `Received in ${bucket ? `the whole ${bucket} before` : 'the period of equal length (by local clock) before'}, by the same cuts.`,
      previousOf: 'received',
    },
    {
      name: 'change',
      unit: 'complaints',
      meaning: 'received less previous; negative where they have become fewer.',
      from: ['received', 'previous'],
      derive: ({ received, previous }) => (received == null || previous == null ? null : received - previous),
    },
    {
      name: 'changeRate',
      unit: 'ratio',
      meaning: 'change of previous, to 4 places; null if there were none before.',
      from: ['received', 'previous'],
      derive: ({ received, previous }) => (received == null || previous == null ? null : ratio(received - previous, previous)),
    },
  ],
};
