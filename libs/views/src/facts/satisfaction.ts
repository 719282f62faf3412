import { ratio, type Aggregated, type Numbers, type ReportDefinition } from '../report-definition.js';
import { caseDimensions, caseFactsSql, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  resolution:
    'In the customer’s words: unresolved, resolved, or quickly where within 24 hours of receipt they had a final or summary reply or a ' +
    'closing that held, or said so; null where they did not say. What they were dissatisfied with, or was reopened, did not hold.',
};

const marks = [1, 2, 3, 4, 5] as const;

/** Of customers who buy again (seed 003, McKinsey): resolved quickly 82 %, resolved 54 %, unresolved 19 %, never complained 9 %. */
const anchors: Readonly<Record<string, number>> = { quickly: 0.82, resolved: 0.54, unresolved: 0.19 };

/** Report 6, satisfaction and loyalty. */
export const satisfaction: ReportDefinition = {
  name: 'satisfaction',
  number: 6,
  version: 1,
  question: 'How satisfied are the customers who were asked, and would they buy again?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('followed_up')],
  dimensions,
  facts: {
    followedUp: {
      sql: caseFactsSql(
        'followed_up',
        'fact.reached',
        'fact.impossibility',
        'fact.satisfaction',
        'fact.solved',
        'fact.would_buy_again',
        'fact.resolution',
        'fact.sent_back',
      ),
      dimensions: Object.keys(dimensions),
    },
  },
  measures: [
    { name: 'followUps', unit: 'follow-ups', meaning: 'Follow-ups made, tried or found impossible, by when.', of: 'followedUp' },
    { name: 'reached', unit: 'follow-ups', meaning: 'Those that reached the customer.', of: 'followedUp', where: 'reached' },
    {
      name: 'notReached',
      unit: 'follow-ups',
      meaning: 'Those that were tried and did not.',
      of: 'followedUp',
      where: 'NOT reached AND impossibility IS NULL',
    },
    {
      name: 'impossible',
      unit: 'follow-ups',
      meaning: 'Those on record as impossible: anonymous, unreachable, declined, or reply through the authority.',
      of: 'followedUp',
      where: 'impossibility IS NOT NULL',
    },
    ...marks.map((mark): Aggregated => ({
      name: `satisfaction${mark}`,
      unit: 'follow-ups',
      meaning: `Customers who gave ${mark} of 5${mark === 1 ? ' (very dissatisfied)' : mark === 5 ? ' (very satisfied)' : ''}.`,
      of: 'followedUp',
      where: `satisfaction = ${mark}`,
    })),
    {
      name: 'meanSatisfaction',
      unit: 'score',
      meaning: 'Mean of those marks, to 2 places; null if nobody gave one.',
      from: marks.map((mark) => `satisfaction${mark}`),
      derive: mean,
    },
    {
      name: 'solvedAnswers',
      unit: 'follow-ups',
      meaning: 'Customers who said whether it was solved.',
      of: 'followedUp',
      where: 'solved IS NOT NULL',
    },
    { name: 'solved', unit: 'follow-ups', meaning: 'Of these, those who said that it was.', of: 'followedUp', where: 'solved' },
    {
      name: 'solvedShare',
      unit: 'ratio',
      meaning: 'solved of solvedAnswers, to 4 places; null if nobody said.',
      from: ['solved', 'solvedAnswers'],
      derive: (row) => ratio(row['solved'], row['solvedAnswers']),
    },
    {
      name: 'buyAgainAnswers',
      unit: 'follow-ups',
      meaning: 'Customers who said whether they would buy again.',
      of: 'followedUp',
      where: 'would_buy_again IS NOT NULL',
    },
    { name: 'buyAgain', unit: 'follow-ups', meaning: 'Of these, those who would.', of: 'followedUp', where: 'would_buy_again' },
    {
      name: 'buyAgainShare',
      unit: 'ratio',
      meaning: 'buyAgain of buyAgainAnswers, to 4 places; null if nobody said.',
      from: ['buyAgain', 'buyAgainAnswers'],
      derive: (row) => ratio(row['buyAgain'], row['buyAgainAnswers']),
    },
    {
      name: 'buyAgainAnchor',
      unit: 'ratio',
      meaning:
        'To compare with: 0.82 where it was resolved quickly, 0.54 resolved, 0.19 unresolved (a McKinsey statistic; 0.09 of those who never ' +
        'complained, whom no follow-up reaches). Null unless split by resolution.',
      from: [],
      derive: (_row, _all, split) => anchors[split['resolution'] ?? ''] ?? null,
    },
    {
      name: 'sentBack',
      unit: 'follow-ups',
      meaning: 'Those in which a dissatisfied customer sent the case back to be evaluated again.',
      of: 'followedUp',
      where: 'sent_back',
    },
  ],
};

/** To 2 places, rounded half up. */
function mean(row: Numbers): number | null {
  const given = marks.map((mark) => ({ mark, count: row[`satisfaction${mark}`] ?? 0 }));
  const count = given.reduce((sum, one) => sum + one.count, 0);
  const sum = given.reduce((total, one) => total + one.mark * one.count, 0);
  return count === 0 ? null : Math.round((sum * 100) / count) / 100;
}
