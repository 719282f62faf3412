import { caseDimensions, caseFactsSql, caseTable, caseTables, recordsOf } from '../facts/case-dimensions.js';
import { caseFacts } from '../facts/case-facts.js';
import { asked, ratio, type ReportDefinition } from '../report-definition.js';
import { mapped, returnTables, returnTaxonomyAt, taxonomyJson, taxonomyParameter, unmappedMeaning } from './return-taxonomy.js';
import { returns } from './returns.js';

const groups = {
  productGroup: 'Product and service grouping of the form; unmapped for what no rule of the taxonomy fits.',
  complaintCause: 'Cause of the form; unmapped for what no rule of the taxonomy fits.',
} as const;
const decision = { decision: 'What the closing is for the regulator: upheld or not-upheld; unmapped for what no rule fits.' } as const;
const dimensions = { ...groups, ...decision, unmapped: unmappedMeaning, ...caseDimensions };
const ofAll = Object.keys(dimensions).filter((name) => name !== 'decision');

/** SQL of a kind of fact in the categories of the form. */
const inForm =
  (facts: string, always: readonly string[], ...columns: readonly string[]) =>
  (by: readonly string[]) => {
    const lists = ['productGroup', 'complaintCause', 'decision'].filter((list) => by.includes(list) || always.includes(list));
    // No import says what product it is within a product where it is not of the CFPB.
    const withCodes = `SELECT fact.*, NULL::text AS sub_product FROM (${facts}) AS fact`;
    return mapped('uk-disp', withCodes, { lists, told: by, kept: columns });
  };

const localDay = (instant: string) => `((${instant}) AT TIME ZONE ${asked.tz})::date`;
/** SQL: the local day of receipt, from the minutes since; only where these leave it open, from the receipt itself. */
const dayOfReceipt = (() => {
  const [atMost, atLeast] = ['fact.minutes', 'fact.minutes + 1'].map((minutes) =>
    localDay(`fact.occurred_at - (${minutes}) * interval '1 minute'`),
  );
  const received = `SELECT one.occurred_at FROM ${caseTable('received')} AS one WHERE one.complaint_id = fact.complaint_id AND one.correction = 0`;
  return `CASE WHEN ${atMost} = ${atLeast} THEN ${atMost} ELSE ${localDay(received)} END`;
})();
/** SQL: how many days from Monday to Friday there have been before a day; 1900 began with a Monday. */
const weekdaysBefore = (day: string) => `((${day} - date '1900-01-01') / 7 * 5 + least((${day} - date '1900-01-01') % 7, 5))`;
/** SQL: holidays that are no Saturday or Sunday, in order; never empty, since it is searched in. */
const holidays = `ARRAY(
  SELECT day::date FROM jsonb_array_elements_text(${taxonomyJson('uk-disp', 'holidays')}) AS day WHERE extract(isodow FROM day::date) < 6
  UNION SELECT 'infinity' ORDER BY 1)`;
/** Longer than three business days can be, whatever holidays there are. */
const noLonger = 31 * 1_440;
/**
 * SQL: it was closed by the end of the third business day after the day of receipt: fewer than three business days lie between the two, by the days of the
 * question's zone and the holidays of the taxonomy.
 */
const isQuick = `
  fact.minutes < ${noLonger} AND ${weekdaysBefore('closed_on')} - ${weekdaysBefore('(received_on + 1)')}
    - width_bucket(closed_on - 1, holidays) + width_bucket(received_on, holidays) < 3`;
const closed = `
  SELECT fact.*, ${isQuick} AS is_quick
  FROM (
    SELECT fact.*, ${dayOfReceipt} AS received_on, ${localDay('fact.occurred_at')} AS closed_on, (SELECT ${holidays}) AS holidays
    FROM (${caseFactsSql('closed', 'fact.outcome', 'fact.minutes', 'fact.closing')}) AS fact
  ) AS fact`;
const inCurrency = `currency = ${taxonomyJson('uk-disp', 'currency')} #>> '{}'`;
const within8Weeks = 'minutes < 56 * 1440';

/** Report 12, the complaints return of a firm in the United Kingdom: opened, closed and how soon, upheld, redress. */
export const returnUkDisp: ReportDefinition = {
  name: 'return-uk-disp',
  number: 12,
  version: 1,
  question: 'What does the complaints return of the FCA ask for: opened, closed and how soon, upheld, redress paid?',
  view: returns,
  besides: [caseFacts],
  tables: [...returnTables, ...caseTables, recordsOf('closed'), recordsOf('settled')],
  taxonomyAt: returnTaxonomyAt,
  parameters: { taxonomy: taxonomyParameter },
  dimensions,
  always: ['unmapped'],
  byDefault: ['productGroup', 'complaintCause'],
  facts: {
    opened: { sql: inForm(caseFactsSql('received'), []), dimensions: ofAll },
    closed: {
      sql: inForm(closed, ['decision'], 'minutes', 'closing', 'is_quick'),
      dimensions: Object.keys(dimensions),
    },
    paid: {
      sql: inForm(
        `SELECT fact.*, coalesce(borne IS NOT NULL AND ${inCurrency}, false) AS is_counted
         FROM (${caseFactsSql('settled', 'fact.how', 'fact.borne', 'fact.currency')}) AS fact WHERE how = 'fulfilled'`,
        [],
        'borne',
        'is_counted',
      ),
      dimensions: ofAll,
    },
  },
  measures: [
    { name: 'opened', unit: 'complaints', meaning: 'Complaints received in the {period}, also if merged since.', of: 'opened' },
    {
      name: 'closed',
      unit: 'closings',
      meaning: 'Closings in the {period}, by when they happened, whatever the outcome; what was reopened may close again.',
      of: 'closed',
    },
    {
      name: 'within3BusinessDays',
      unit: 'closings',
      meaning:
        'Of these, by the end of the third business day after the day of receipt: without Saturdays, Sundays and the holidays of the taxonomy.',
      of: 'closed',
      where: 'is_quick',
    },
    {
      name: 'within8Weeks',
      unit: 'closings',
      meaning: 'Later than that, and less than 56 days of 24 hours after receipt.',
      of: 'closed',
      where: `NOT is_quick AND ${within8Weeks}`,
    },
    { name: 'after8Weeks', unit: 'closings', meaning: 'Later than that.', of: 'closed', where: `NOT is_quick AND NOT ${within8Weeks}` },
    {
      name: 'afterReopening',
      unit: 'closings',
      meaning: 'Of those closed, those that are not the first of their complaint.',
      of: 'closed',
      where: 'closing > 1',
    },
    {
      name: 'upheld',
      unit: 'closings',
      meaning: 'Of those closed, those that the taxonomy counts as upheld: by the standard one, upheld in part counts as upheld.',
      of: 'closed',
      where: `decision = 'upheld'`,
    },
    { name: 'notUpheld', unit: 'closings', meaning: 'Those that it counts as not upheld.', of: 'closed', where: `decision = 'not-upheld'` },
    {
      name: 'undecided',
      unit: 'closings',
      meaning: 'Those whose outcome no rule fits, as an import that does not state it: neither upheld nor not.',
      of: 'closed',
      where: `decision NOT IN ('upheld', 'not-upheld')`,
    },
    {
      name: 'upholdRate',
      unit: 'ratio',
      meaning: 'upheld of closed, to 4 places, so that each row weighs as much as it closed; null if none was closed.',
      from: ['upheld', 'closed'],
      derive: (row) => ratio(row['upheld'], row['closed']),
    },
    {
      name: 'paid',
      unit: 'remedies',
      meaning: 'Remedies that reached the customer in the {period}, with an amount in the currency of the taxonomy.',
      of: 'paid',
      where: 'is_counted',
    },
    {
      name: 'redress',
      unit: 'minor units',
      meaning: 'What the company bears for these, in the currency of the taxonomy; null if there are none.',
      of: 'paid',
      where: 'is_counted',
      aggregate: { sum: 'borne' },
    },
    {
      name: 'paidOtherwise',
      unit: 'remedies',
      meaning: 'Remedies that reached the customer in another currency, or without a known amount: in no sum.',
      of: 'paid',
      where: 'NOT is_counted',
    },
  ],
};
