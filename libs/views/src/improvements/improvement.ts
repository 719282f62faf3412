import { asked, cutBy, median, ratio, type ReportDefinition } from '../report-definition.js';
import { schemaOf } from '../view.js';
import { improvements } from './improvements.js';

const schema = schemaOf(improvements);

const dimensions = {
  kind: 'corrective, preventive, opportunity or training.',
  cause: 'Branch of the fishbone diagram: people, process, product, policy, system or environment.',
  unit: 'The org unit that improves, as it was planned last; null if none was named.',
  owner: 'Who sees to it, as it was planned last; null if nobody was named.',
};

/** SQL: the latest value that a plan gave; what is left out of a plan stays as it was. */
const planned = (field: string) =>
  `(array_agg(one.data->>'${field}' ORDER BY one.revision DESC) FILTER (WHERE one.type = 'ImprovementPlanned' AND one.data->>'${field}' IS NOT NULL))[1]`;
const first = (type: string) => `min(one.occurred_at) FILTER (WHERE one.type = '${type}')`;

/** SQL: the improvements that had been raised, and what had become of them, as far as it was known. */
const raised = `
  SELECT raised.improvement_id, raised.position, raised.occurred_at, raised.data->>'kind' AS kind, raised.data->>'cause' AS cause,
         coalesce(became.unit, raised.data->>'unit') AS unit, became.owner, became.verdict,
         became.adopted_at, became.done_at, became.dropped_at,
         became.due < (${asked.asOf} AT TIME ZONE ${asked.tz})::date AND became.done_at IS NULL AND became.dropped_at IS NULL AS is_overdue
  FROM ${schema}.step AS raised CROSS JOIN LATERAL (
    SELECT ${planned('unit')} AS unit, ${planned('owner')} AS owner, ${planned('due')}::date AS due,
           ${first('ImprovementAdopted')} AS adopted_at, ${first('ImprovementDone')} AS done_at, ${first('ImprovementDropped')} AS dropped_at,
           (array_agg(one.data->>'verdict' ORDER BY one.revision DESC) FILTER (WHERE one.type = 'EffectivenessReviewed'))[1] AS verdict
    FROM ${schema}.step AS one WHERE one.improvement_id = raised.improvement_id AND ${cutBy('one')}
  ) AS became
  WHERE raised.type = 'ImprovementRaised' AND ${cutBy('raised')}`;

const minutes = (from: string, to: string) => `floor(extract(epoch FROM ${to} - ${from}) / 60)`;

/** Report 11, improvement. Everything is told of those raised in the period. */
export const improvement: ReportDefinition = {
  name: 'improvement',
  number: 11,
  version: 1,
  question: 'What was done so that it does not happen again, how soon, and did it help?',
  view: improvements,
  tables: [`${schema}.step`],
  dimensions,
  facts: { raised: { sql: raised, dimensions: Object.keys(dimensions), isAboutOthers: 'improvements' } },
  measures: [
    { name: 'raised', unit: 'improvements', meaning: 'Improvements raised, by when they were.', of: 'raised' },
    {
      name: 'adopted',
      unit: 'improvements',
      meaning: 'Of these, those that had been adopted by asOf, done or dropped since or not.',
      of: 'raised',
      where: 'adopted_at IS NOT NULL',
    },
    { name: 'done', unit: 'improvements', meaning: 'Of these, those that were done by asOf.', of: 'raised', where: 'done_at IS NOT NULL' },
    {
      name: 'dropped',
      unit: 'improvements',
      meaning: 'Of these, those that were dropped by asOf.',
      of: 'raised',
      where: 'dropped_at IS NOT NULL',
    },
    {
      name: 'overdue',
      unit: 'improvements',
      meaning: 'Of these, those whose due day was over at asOf, in tz, and that were neither done nor dropped.',
      of: 'raised',
      where: 'is_overdue',
    },
    {
      name: 'medianMinutesToAdoption',
      unit: 'minutes',
      meaning: 'Median from raised to adopted; of an even number the lower of the two in the middle. Null if none was adopted.',
      of: 'raised',
      where: 'adopted_at IS NOT NULL',
      aggregate: median(minutes('occurred_at', 'adopted_at')),
    },
    {
      name: 'medianMinutesToDone',
      unit: 'minutes',
      meaning: 'Median from adopted to done. Null if none was done.',
      of: 'raised',
      where: 'done_at IS NOT NULL',
      aggregate: median(minutes('adopted_at', 'done_at')),
    },
    {
      name: 'reviewed',
      unit: 'improvements',
      meaning: 'Of those raised, those whose effectiveness was reviewed by asOf; the latest review counts.',
      of: 'raised',
      where: 'verdict IS NOT NULL',
    },
    {
      name: 'fallen',
      unit: 'improvements',
      meaning: 'Of those reviewed, those after which there were fewer complaints.',
      of: 'raised',
      where: `verdict = 'fallen'`,
    },
    {
      name: 'same',
      unit: 'improvements',
      meaning: 'Of those reviewed, those that changed nothing.',
      of: 'raised',
      where: `verdict = 'same'`,
    },
    {
      name: 'risen',
      unit: 'improvements',
      meaning: 'Of those reviewed, those after which there were more complaints.',
      of: 'raised',
      where: `verdict = 'risen'`,
    },
    {
      name: 'fallenShare',
      unit: 'ratio',
      meaning: 'fallen of reviewed, to 4 places; null if none was reviewed.',
      from: ['fallen', 'reviewed'],
      derive: (row) => ratio(row['fallen'], row['reviewed']),
    },
  ],
};

const currency = 'Of the benefit, ISO 4217. Amounts of two currencies are never added.';

/** Report 11, what improvements brought in money. Apart, because an improvement has no currency. */
export const improvementBenefit: ReportDefinition = {
  name: 'improvement-benefit',
  number: 11,
  version: 1,
  question: 'What did the improvements bring, in money?',
  view: improvements,
  tables: [`${schema}.step`],
  dimensions: { ...dimensions, currency },
  always: ['currency'],
  facts: {
    benefits: {
      sql: `
        SELECT raised.*, benefit.revision::text AS part, benefit.data->'amount'->>'currency' AS currency, (benefit.data->'amount'->>'amount')::numeric AS amount
        FROM (${raised}) AS raised JOIN ${schema}.step AS benefit USING (improvement_id)
        WHERE benefit.type = 'BenefitRecorded' AND benefit.data->>'kind' = 'money' AND ${cutBy('benefit')}`,
      dimensions: [...Object.keys(dimensions), 'currency'],
      part: 'part',
      isAboutOthers: 'improvements',
    },
  },
  measures: [
    {
      name: 'benefits',
      unit: 'benefits',
      meaning: 'Benefits in money recorded by asOf, of improvements raised in the {period}.',
      of: 'benefits',
    },
    {
      name: 'improvements',
      unit: 'improvements',
      meaning: 'The improvements that brought them; null if there are none.',
      of: 'benefits',
      aggregate: { distinct: 'improvement_id' },
    },
    { name: 'benefit', unit: 'minor units', meaning: 'What they brought; null if nothing.', of: 'benefits', aggregate: { sum: 'amount' } },
  ],
};
