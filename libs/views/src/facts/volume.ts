import { ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTables } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

/** Report 1, volume and mix. */
export const volume: ReportDefinition = {
  name: 'volume',
  number: 1,
  version: 1,
  question: 'How many complaints were received, and of what kind?',
  view: caseFacts,
  tables: caseTables,
  dimensions: caseDimensions,
  facts: { received: { sql: caseFactsSql('received'), dimensions: caseDimensionNames } },
  measures: [
    {
      name: 'received',
      unit: 'complaints',
      meaning: 'Complaints received, by when they were received, also those that were merged into another since.',
      of: 'received',
    },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all received in the {period}, to 4 places; 0 if there were none.',
      from: ['received'],
      derive: (row, all) => ratio(row['received'], all['received'], 0),
    },
    {
      name: 'previous',
      unit: 'complaints',
      meaning: (bucket) =>
        `Received in ${
          bucket
            ? `the whole ${bucket} before, also where the period begins within it`
            : 'the period of equal length (by local clock) before'
        }, by the same cuts.`,
      previousOf: 'received',
    },
  ],
};
