import { cutBy, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensions, caseTable, caseTables, countsAs, receivedAs } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  firstCategory: 'The category of the first classification.',
  suggestion: 'The category that the keyword library suggested at receipt; null if none.',
};

/**
 * SQL: complaints by when they were first classified. Few are classified again, so that the latest is looked for among those alone: it is the
 * first wherever there is no later one.
 */
const classified = `
  SELECT fact.complaint_id, first.position, first.occurred_at, ${receivedAs}, coalesce(later.category, first.category) AS category,
         coalesce(later.severity, first.severity) AS severity, coalesce(later.urgency, first.urgency) AS urgency,
         first.category AS "firstCategory", fact.suggested AS suggestion
  FROM ${caseTable('classified')} AS first
  JOIN ${caseTable('received')} AS fact ON fact.complaint_id = first.complaint_id
  LEFT JOIN (
    SELECT DISTINCT ON (complaint_id) complaint_id, category, severity, urgency FROM ${caseTable('classified')} AS one
    WHERE ordinal > 1 AND ${cutBy('one')} ORDER BY complaint_id, position DESC
  ) AS later ON later.complaint_id = first.complaint_id
  WHERE first.ordinal = 1 AND ${cutBy('first')} AND ${countsAs('fact')}`;

/**
 * Also report 7: root causes are counted by category and found by who knows the category, so they are worth as much as the categories are right.
 * The measure is the rate of misjudgement 误判率 (domain §4, classification help).
 */
export const classification: ReportDefinition = {
  name: 'classification',
  number: 7,
  version: 1,
  question: 'How often was a complaint classified wrongly at first, and how good are the suggestions of the keyword library?',
  view: caseFacts,
  tables: caseTables,
  dimensions,
  facts: { classified: { sql: classified, dimensions: Object.keys(dimensions) } },
  measures: [
    {
      name: 'classified',
      unit: 'complaints',
      meaning: 'Complaints classified for the first time in the {period}; the other columns are about these.',
      of: 'classified',
    },
    {
      name: 'reclassified',
      unit: 'complaints',
      meaning: 'Those whose latest category by asOf is another than the first.',
      of: 'classified',
      where: 'category <> "firstCategory"',
    },
    {
      name: 'misjudgementRate',
      unit: 'ratio',
      meaning: 'reclassified of classified, to 4 places; null if none was classified.',
      from: ['reclassified', 'classified'],
      derive: (row) => ratio(row['reclassified'], row['classified']),
    },
    {
      name: 'suggested',
      unit: 'complaints',
      meaning: 'Those for which the keyword library had suggested a category.',
      of: 'classified',
      where: 'suggestion IS NOT NULL',
    },
    {
      name: 'followed',
      unit: 'complaints',
      meaning: 'Of these, those first classified as suggested.',
      of: 'classified',
      where: 'suggestion = "firstCategory"',
    },
    {
      name: 'suggestedWrongly',
      unit: 'complaints',
      meaning: 'Of those suggested, those whose latest category by asOf is another than the suggested.',
      of: 'classified',
      where: 'suggestion <> category',
    },
    {
      name: 'followedRate',
      unit: 'ratio',
      meaning: 'followed of suggested, to 4 places; null if nothing was suggested.',
      from: ['followed', 'suggested'],
      derive: (row) => ratio(row['followed'], row['suggested']),
    },
    {
      name: 'suggestionMisjudgementRate',
      unit: 'ratio',
      meaning: 'suggestedWrongly of suggested, to 4 places; null if nothing was suggested.',
      from: ['suggestedWrongly', 'suggested'],
      derive: (row) => ratio(row['suggestedWrongly'], row['suggested']),
    },
  ],
};
