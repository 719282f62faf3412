import { caseDimensions, caseFactsSql, caseTable, caseTables, countsAs, knownAs, recordsOf } from '../facts/case-dimensions.js';
import { caseFacts } from '../facts/case-facts.js';
import { clocks } from '../facts/clock-state.js';
import { clockTables } from '../facts/timeliness.js';
import { asked, cutBy, ratio, type ReportDefinition } from '../report-definition.js';
import { inPeriodOf, mapped, returnTables, returnTaxonomyAt, taxonomyParameter, unmappedMeaning } from './return-taxonomy.js';
import { returnTable } from './returns.entity.js';
import { returns } from './returns.js';

const lists = {
  product: 'Product as the Bureau calls it; unmapped for what no rule of the taxonomy fits.',
  subProduct: 'Sub-product as the Bureau calls it; unmapped for what no rule of the taxonomy fits.',
  issue: 'Issue as the Bureau calls it; unmapped for what no rule of the taxonomy fits.',
  response: "The company's response as it stands at the cut; unmapped for what no rule of the taxonomy fits.",
} as const;
const answers = {
  timelyResponse: 'yes or no: whether the company answered in time; null where that is not known.',
  consumerDisputed: 'yes or no: whether the consumer disputed the response; null where nobody said.',
} as const;
// The Bureau's product takes the place of the company's own.
const { product: _, ...ofCase } = caseDimensions;
const dimensions = { ...lists, ...answers, unmapped: unmappedMeaning, ...ofCase };

const money = '(borne IS NOT NULL AND borne > 0)';

/** SQL: it is about a complaint of the period: of a large log these are few. */
const isOfPeriod = 'one.complaint_id IN (SELECT complaint_id FROM of_period)';

/**
 * SQL: complaints received, with what an import says of them and how they stand at the cut. What an import says holds until the case is closed after
 * it; like a correction it is cut by what is known alone, but an answer is none before its closing has happened.
 */
const standings = `
  WITH of_period AS MATERIALIZED (
    SELECT complaint_id FROM (${inPeriodOf(`SELECT * FROM ${caseTable('received')}`)}) AS one WHERE ${countsAs('one')}
  )
  SELECT fact.*, imported.sub_product,
         CASE WHEN is_told THEN imported.response END AS response,
         CASE
           WHEN is_told THEN NULL
           WHEN NOT is_closed THEN 'open'
           WHEN remedy.paid > 0 THEN 'closed-money'
           WHEN remedy.ordered > 0 THEN 'closed-remedy'
           WHEN reply.complaint_id IS NOT NULL THEN 'closed-replied'
           ELSE 'closed'
         END AS standing,
         is_closed,
         coalesce(
           CASE lower(imported.timely) WHEN 'yes' THEN 'yes' WHEN 'no' THEN 'no' END,
           CASE WHEN clock.state = 'in-time' THEN 'yes' WHEN clock.state IN ('late', 'overdue', 'stopped-overdue') THEN 'no' END
         ) AS "timelyResponse",
         coalesce(
           CASE lower(imported.disputed) WHEN 'yes' THEN 'yes' WHEN 'no' THEN 'no' END,
           CASE WHEN asked.is_dissatisfied THEN 'yes' WHEN NOT asked.is_dissatisfied THEN 'no' END
         ) AS "consumerDisputed"
  FROM (${caseFactsSql('received')}) AS fact
  LEFT JOIN ${returnTable('imported')} ON imported.complaint_id = fact.complaint_id AND imported.position <= ${asked.known}
  LEFT JOIN (
    SELECT complaint_id, max(position) FILTER (WHERE occurred_at <= ${asked.asOf}) AS at_cut, max(position) AS ever
    FROM ${caseTable('closed')} AS one WHERE ${knownAs('one')} AND ${isOfPeriod} GROUP BY complaint_id
  ) AS closing ON closing.complaint_id = fact.complaint_id
  LEFT JOIN (
    SELECT complaint_id, max(position) AS position FROM ${caseTable('reopened')} AS one WHERE ${countsAs('one')} AND ${isOfPeriod} GROUP BY complaint_id
  ) AS reopening ON reopening.complaint_id = fact.complaint_id
  LEFT JOIN (
    SELECT complaint_id, sum(ordered) AS ordered, sum(ordered) FILTER (WHERE is_money) AS paid FROM (
      SELECT complaint_id, 1 AS ordered, ${money} AS is_money FROM ${caseTable('compensated')} AS one WHERE ${countsAs('one')} AND ${isOfPeriod}
      UNION ALL
      SELECT complaint_id, -1, ${money} FROM ${caseTable('settled')} AS one WHERE how = 'cancelled' AND ${countsAs('one')} AND ${isOfPeriod}
    ) AS each GROUP BY complaint_id
  ) AS remedy ON remedy.complaint_id = fact.complaint_id
  LEFT JOIN (
    SELECT DISTINCT complaint_id FROM ${caseTable('replied')} AS one WHERE ${cutBy('one')} AND ${isOfPeriod}
  ) AS reply ON reply.complaint_id = fact.complaint_id
  LEFT JOIN (
    SELECT DISTINCT ON (complaint_id) complaint_id, state FROM (${clocks}) AS one WHERE clock = 'response' AND ${isOfPeriod} ORDER BY complaint_id, position DESC
  ) AS clock ON clock.complaint_id = fact.complaint_id
  LEFT JOIN (
    SELECT DISTINCT ON (complaint_id) complaint_id, coalesce(NOT solved, false) OR coalesce(satisfaction <= 2, false) AS is_dissatisfied
    FROM ${caseTable('followed_up')} AS one
    WHERE (solved IS NOT NULL OR satisfaction IS NOT NULL) AND ${countsAs('one')} AND ${isOfPeriod}
    ORDER BY complaint_id, position DESC
  ) AS asked ON asked.complaint_id = fact.complaint_id
  CROSS JOIN LATERAL (
    SELECT coalesce(closing.at_cut > coalesce(reopening.position, -1), false) AS is_closed OFFSET 0
  ) AS standing
  CROSS JOIN LATERAL (
    SELECT imported.response IS NOT NULL AND CASE
             WHEN closing.ever IS NULL THEN true
             ELSE is_closed AND closing.at_cut < imported.position
           END AS is_told
    OFFSET 0
  ) AS told`;

/** Report 12, what the Consumer Financial Protection Bureau publishes of a company: product, sub-product, issue, response, timely, disputed. */
export const returnUsCfpb: ReportDefinition = {
  name: 'return-us-cfpb',
  number: 12,
  version: 1,
  question: 'What would the CFPB publish: complaints by product, sub-product, issue and response, answered in time, disputed?',
  view: returns,
  besides: [caseFacts],
  tables: [
    ...returnTables,
    ...caseTables,
    ...clockTables,
    ...['closed', 'reopened', 'compensated', 'settled', 'followed_up'].map(recordsOf),
    caseTable('replied'),
    returnTable('imported'),
  ],
  taxonomyAt: returnTaxonomyAt,
  parameters: { taxonomy: taxonomyParameter },
  dimensions,
  always: ['unmapped'],
  byDefault: ['product', 'subProduct', 'issue', 'response'],
  facts: {
    received: {
      sql: (by) =>
        mapped('us-cfpb', standings, {
          lists: Object.keys(lists).filter((list) => list === 'response' || by.includes(list)),
          told: by,
          kept: [...Object.keys(answers), 'is_closed'],
        }),
      dimensions: Object.keys(dimensions),
    },
  },
  measures: [
    {
      name: 'received',
      unit: 'complaints',
      meaning: 'Complaints received in the {period}, also if merged since; the other columns are about these, as they stand at asOf.',
      of: 'received',
    },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all received in the {period}, to 4 places; 0 if there were none.',
      from: ['received'],
      derive: (row, all) => ratio(row['received'], all['received'], 0),
    },
    { name: 'closed', unit: 'complaints', meaning: 'Those that are closed.', of: 'received', where: 'is_closed' },
    {
      name: 'responseUnmapped',
      unit: 'complaints',
      meaning: 'Those whose response no rule of the taxonomy fits.',
      of: 'received',
      where: `response = 'unmapped'`,
    },
    {
      name: 'timely',
      unit: 'complaints',
      meaning: 'Answered in time: by what an import says, else by the clock `response` of the policy pack.',
      of: 'received',
      where: `"timelyResponse" = 'yes'`,
    },
    {
      name: 'untimely',
      unit: 'complaints',
      meaning: 'Not answered in time, or overdue.',
      of: 'received',
      where: `"timelyResponse" = 'no'`,
    },
    {
      name: 'timelyShare',
      unit: 'ratio',
      meaning: 'timely of timely and untimely, to 4 places; null where neither is known.',
      from: ['timely', 'untimely'],
      derive: ({ timely, untimely }) => ratio(timely, (timely ?? 0) + (untimely ?? 0)),
    },
    {
      name: 'disputed',
      unit: 'complaints',
      meaning:
        'The consumer disputed the response: by what an import says, else by the latest follow-up: not solved, or satisfaction 1 or 2.',
      of: 'received',
      where: `"consumerDisputed" = 'yes'`,
    },
    { name: 'undisputed', unit: 'complaints', meaning: 'The consumer did not.', of: 'received', where: `"consumerDisputed" = 'no'` },
    {
      name: 'disputedShare',
      unit: 'ratio',
      meaning: 'disputed of disputed and undisputed, to 4 places; null where nobody said.',
      from: ['disputed', 'undisputed'],
      derive: ({ disputed, undisputed }) => ratio(disputed, (disputed ?? 0) + (undisputed ?? 0)),
    },
  ],
};
