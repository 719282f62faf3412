import { asked, median, p90, type ReportDefinition } from '../report-definition.js';
import { caseDimensions, caseTable, caseTables, knownAs, receivedAs, recordsOf, withClassification } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  branch: 'Where the customer was: the unit of the branch, else that of the complaint; null if neither is known.',
};

/** SQL: who came and who left, by the form and after it; each arrival with what came next. */
const ways = `
  SELECT complaint_id, position, at, branch, way,
         lead(way) OVER case_ways AS next_way, lead(at) OVER case_ways AS next_at
  FROM (
    SELECT one.complaint_id, one.position, one.arrived_at AS at, NULL::text AS branch, 'arrived' AS way, 0 AS n
    FROM ${caseTable('received')} AS one WHERE one.arrived_at IS NOT NULL AND ${knownAs('one')}
    UNION ALL
    SELECT one.complaint_id, one.position, one.departed_at, NULL, 'departed', 1
    FROM ${caseTable('received')} AS one WHERE one.departed_at IS NOT NULL AND ${knownAs('one')}
    UNION ALL
    SELECT one.complaint_id, one.position, one.occurred_at, one.branch, one.way, 0
    FROM ${caseTable('visited')} AS one WHERE ${knownAs('one')}
  ) AS way WHERE at <= ${asked.asOf}
  WINDOW case_ways AS (PARTITION BY complaint_id ORDER BY position, n)`;

const visits = `
  SELECT fact.complaint_id, visit.position, visit.at AS occurred_at, ${receivedAs}, classified.category, classified.severity, classified.urgency,
         coalesce(visit.branch, fact.unit) AS branch,
         CASE WHEN visit.next_way = 'departed' AND visit.next_at >= visit.at THEN floor(extract(epoch FROM visit.next_at - visit.at) / 60) END AS minutes
  FROM (${ways}) AS visit
  JOIN ${caseTable('received')} AS fact ON fact.complaint_id = visit.complaint_id AND ${knownAs('fact')}
  ${withClassification}
  WHERE visit.way = 'arrived'`;

/** Report 2, how long customers were in a branch. */
export const branchVisits: ReportDefinition = {
  name: 'branch-visits',
  number: 2,
  version: 1,
  question: 'How long did customers who came to a branch have to stay?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('visited')],
  dimensions,
  facts: { visits: { sql: visits, dimensions: Object.keys(dimensions) } },
  measures: [
    { name: 'visits', unit: 'visits', meaning: 'Arrivals at a branch in the {period}, by the complaint form or after it.', of: 'visits' },
    {
      name: 'left',
      unit: 'visits',
      meaning: 'Those whose end is known by asOf; the columns after are about these.',
      of: 'visits',
      where: 'minutes IS NOT NULL',
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median time in the branch; of an even number the lower of the two in the middle.',
      of: 'visits',
      aggregate: median('minutes'),
    },
    { name: 'p90Minutes', unit: 'minutes', meaning: 'What 9 of 10 did not exceed.', of: 'visits', aggregate: p90('minutes') },
    { name: 'longestMinutes', unit: 'minutes', meaning: 'The longest.', of: 'visits', aggregate: { max: 'minutes' } },
  ],
};
