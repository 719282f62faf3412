import { median, ratio, type ReportDefinition } from '../report-definition.js';
import {
  caseDimensionNames,
  caseDimensions,
  caseFactsSql,
  caseTable,
  caseTables,
  countsAs,
  receivedAs,
  recordsOf,
  withClassification,
} from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  signal: 'What made it risky, a code of the policy pack. A rise has several: split by it, it counts once for each.',
};

/** SQL: rises, with what came first after them: the company moved the case up, or it went outside. */
const raised = (by: readonly string[]) => `
  SELECT fact.complaint_id, fact.position, fact.occurred_at, ${receivedAs}, classified.category, classified.severity, classified.urgency,
         fact.score, fact.minutes, ${by.includes('signal') ? 'signal.signal' : 'NULL::text AS signal'},
         up IS NOT NULL AND up < coalesce(outside, up + 1) AS moved_up,
         outside IS NOT NULL AND outside < coalesce(up, outside + 1) AS went_outside
  FROM ${caseTable('risk')} AS fact
  ${by.includes('signal') ? 'CROSS JOIN LATERAL unnest(fact.signals) AS signal(signal)' : ''}
  CROSS JOIN LATERAL (
    SELECT min(one.position) FILTER (WHERE one.track = 'level') AS up, min(one.position) FILTER (WHERE one.track = 'external') AS outside
    FROM ${caseTable('escalated')} AS one
    WHERE one.complaint_id = fact.complaint_id AND one.position > fact.position AND ${countsAs('one')}
  ) AS next ${withClassification}
  WHERE fact.how = 'raised' AND ${countsAs('fact')}`;

const of = 'raised';

/** Report 5, tipping points. */
export const risk: ReportDefinition = {
  name: 'risk',
  number: 5,
  version: 1,
  question: 'Which signals made cases risky, and was the company faster than the regulator?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('risk'), recordsOf('escalated')],
  dimensions,
  facts: {
    raised: { sql: raised, dimensions: Object.keys(dimensions), part: `coalesce(signal, '')` },
    eased: { sql: `${caseFactsSql('risk', 'fact.how')} AND fact.how = 'eased'`, dimensions: caseDimensionNames },
  },
  measures: [
    { name: 'raised', unit: 'risks', meaning: 'Times in the {period} that a case came over the threshold of its pack.', of },
    {
      name: 'movedUpFirst',
      unit: 'risks',
      meaning: 'Of these, those after which the case was escalated to a level before it went to a body outside, if it did, by asOf.',
      of,
      where: 'moved_up',
    },
    { name: 'wentOutsideFirst', unit: 'risks', meaning: 'Those after which it went outside first.', of, where: 'went_outside' },
    {
      name: 'movedUpShare',
      unit: 'ratio',
      meaning: 'movedUpFirst of raised, to 4 places; null if there were none.',
      from: ['movedUpFirst', 'raised'],
      derive: (row) => ratio(row['movedUpFirst'], row['raised']),
    },
    {
      name: 'medianScore',
      unit: 'score',
      meaning: 'Median of the points; of an even number the lower of the two in the middle.',
      of,
      aggregate: median('score'),
    },
    { name: 'medianMinutes', unit: 'minutes', meaning: 'Median from receipt to the rise.', of, aggregate: median('minutes') },
    { name: 'eased', unit: 'risks', meaning: 'Times that a case came under the threshold again. Null if split by signal.', of: 'eased' },
  ],
};
