import { cutBy, median, p90, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseTable, caseTables, countsAs, receivedAs, withClassification } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

/** SQL: complaints received, with the minutes to the first contact. Few have a contact that is told later and was earlier: see `ContactedFact`. */
const received = `
  SELECT fact.complaint_id, fact.position, fact.occurred_at, ${receivedAs}, classified.category, classified.severity, classified.urgency,
         greatest(floor(extract(epoch FROM least(first.occurred_at, earlier.occurred_at) - fact.occurred_at) / 60), 0) AS minutes,
         least(first.occurred_at, earlier.occurred_at) IS NOT NULL AS is_contacted
  FROM ${caseTable('received')} AS fact
  LEFT JOIN ${caseTable('contacted')} AS first ON first.complaint_id = fact.complaint_id AND first.ordinal = 1 AND ${cutBy('first')}
  LEFT JOIN (
    SELECT one.complaint_id, min(one.occurred_at) AS occurred_at FROM ${caseTable('contacted')} AS one
    WHERE one.ordinal > 1 AND ${cutBy('one')} GROUP BY one.complaint_id
  ) AS earlier ON earlier.complaint_id = fact.complaint_id
  ${withClassification}
  WHERE ${countsAs('fact')}`;

const of = 'received';

/** Report 2, how soon somebody got through to the customer. */
export const firstContact: ReportDefinition = {
  name: 'first-contact',
  number: 2,
  version: 1,
  question: 'How soon did a person get in touch with the customer?',
  view: caseFacts,
  tables: [...caseTables, caseTable('contacted')],
  dimensions: caseDimensions,
  facts: { received: { sql: received, dimensions: caseDimensionNames } },
  measures: [
    { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}; the other columns are about these.', of },
    {
      name: 'contacted',
      unit: 'complaints',
      meaning:
        'Those in which a person of the company had got through to the customer by asOf, also after the {period}. An automatic acknowledgement is nobody, and ' +
        'what was before the complaint is no contact about it.',
      of,
      where: 'is_contacted',
    },
    { name: 'notYet', unit: 'complaints', meaning: 'The others.', of, where: 'NOT is_contacted' },
    {
      name: 'within24Hours',
      unit: 'complaints',
      meaning: 'Those contacted within 24 hours of receipt.',
      of,
      where: 'is_contacted AND minutes < 24 * 60',
    },
    {
      name: 'within24HoursShare',
      unit: 'ratio',
      meaning: 'within24Hours of received, to 4 places; who was not contacted yet is not within. Null if none was received.',
      from: ['within24Hours', 'received'],
      derive: (row) => ratio(row['within24Hours'], row['received']),
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median from receipt to the first contact, of those contacted; of an even number the lower of the two in the middle.',
      of,
      where: 'is_contacted',
      aggregate: median('minutes'),
    },
    {
      name: 'p90Minutes',
      unit: 'minutes',
      meaning: 'What 9 of 10 of these did not exceed.',
      of,
      where: 'is_contacted',
      aggregate: p90('minutes'),
    },
  ],
};
