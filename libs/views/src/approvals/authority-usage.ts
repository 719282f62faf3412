import { asked, cutBy, median, type ReportDefinition } from '../report-definition.js';
import { schemaOf } from '../view.js';
import { approvals } from './approvals.js';

const schema = schemaOf(approvals);

const ofRounds = {
  band: "From which total (inclusive) to which (exclusive) the matrix's band goes, in minor units of the currency.",
  scope: 'On whose authority, a code of the matrix.',
  unit: 'The org unit complained about; null if none was named.',
  product: 'The product complained about; null if none was named.',
  remedy: 'The remedy that was asked for.',
  matrixVersion: 'The version of the matrix that was frozen with the request.',
  currency: 'The currency of the matrix, in which its totals are.',
};
const ofSeats = {
  role: 'The role that the matrix asks for, also where another stood in for it.',
  approver: 'Who signed or refused; null for what nobody did. What was signed under a delegation is the work of who signed.',
};
const dimensions = { ...ofRounds, ...ofSeats };

const dimensionsOfRounds = `
  round.band_from || '-' || coalesce(round.band_below::text, '') AS band, round.scope, round.unit, round.product, round.remedy,
  round.matrix_version::text AS "matrixVersion", round.currency`;

/** SQL: a round that had been requested, as far as it was known. */
const isCut = `round.requested_at <= ${asked.asOf} AND round.position <= ${asked.known}`;

/** SQL: the step counts, and may be one of a round of the period: nothing happens in a round before it is requested. */
const isOf = (step: string) => `${cutBy(step)} AND ${step}.occurred_at >= ${asked.from}`;

/** SQL: an answer that stands, because nobody behind it was recused since. */
const stands = `NOT EXISTS (
  SELECT FROM ${schema}.step AS recusal
  WHERE recusal.complaint_id = answer.complaint_id AND recusal.round = answer.round AND ${cutBy('recusal')}
    AND recusal.kind = 'unsigned' AND recusal.revision > answer.revision AND recusal.approver IN (answer.approver, answer.acting_for))`;

const minutesTo = (decided: string) => `floor(extract(epoch FROM ${decided} - round.requested_at) / 60)`;

/** SQL: the rounds of the period, and what came of them. One lapses without an event: nobody had to wait for one to see its time was over. */
const requested = `
  SELECT round.*, ${minutesTo('done.answered_at')} AS minutes, CASE
    WHEN done.status IN ('voided', 'withdrawn') THEN 'voided'
    WHEN done.status = 'spent' THEN 'granted'
    WHEN done.status IN ('granted', 'refused') THEN done.status
    WHEN done.status IS NULL AND jsonb_array_length(round.required) = 0 THEN 'granted'
    WHEN round.lapses_at <= ${asked.asOf} THEN 'lapsed'
    ELSE 'waiting' END AS outcome
  FROM ${schema}.round LEFT JOIN (
    SELECT complaint_id, round, (array_agg(step.status ORDER BY step.revision DESC) FILTER (WHERE step.status <> 'lapsed'))[1] AS status,
           max(step.occurred_at) FILTER (WHERE step.kind = 'refused' OR (step.kind = 'signed' AND step.status = 'granted')) AS answered_at
    FROM ${schema}.step WHERE ${isOf('step')} GROUP BY complaint_id, round
  ) AS done USING (complaint_id, round)
  WHERE ${isCut} AND round.requested_at >= ${asked.from} AND round.requested_at < ${asked.to}`;

const days90 = `interval '${90 * 24} hours'`;
const instant = `interval '1 microsecond'`;
/** SQL: a round may split with one of the period. */
const isNear = `${isCut} AND round.requested_at >= ${asked.from} - ${days90} AND round.requested_at < ${asked.to} + ${days90}`;

/**
 * SQL: the rounds by which one customer's complaints stay under a band's edge. At any time the latest round of each complaint counts, for 90
 * days: some of these, each under an edge, reach it together. They are added up from the lowest edge upwards; one alone is always under its own.
 *
 * Once for each customer and edge, along time, because a pair of rounds each would be too many where somebody complains daily: `change` is a
 * round that begins or ceases to count, `together` the sum from then on, `reached` how often it had reached the edge before.
 */
const splitting = `
  WITH one AS (
    SELECT round.subject_id, round.currency, round.complaint_id, round.round, round.band_below, round.total, round.requested_at AS since,
           least(round.requested_at + ${days90} + ${instant},
                 lead(round.requested_at) OVER (PARTITION BY round.complaint_id, round.currency ORDER BY round.round)) AS until
    FROM ${schema}.round JOIN (
      SELECT subject_id FROM ${schema}.round WHERE ${isNear} GROUP BY subject_id HAVING count(DISTINCT complaint_id) > 1
    ) AS several USING (subject_id)
    WHERE ${isNear}
  ), change AS (
    SELECT subject_id, currency, edge, complaint_id, round, at, sum(more) OVER (PARTITION BY subject_id, currency, edge ORDER BY at) AS together
    FROM one
    JOIN (SELECT DISTINCT subject_id, currency, band_below AS edge FROM one) AS edges USING (subject_id, currency)
    CROSS JOIN LATERAL (VALUES (since, total), (until, -total)) AS change(at, more)
    WHERE band_below <= edge AND since < until
  ), counted AS (
    SELECT complaint_id, round, edge, count(*) FILTER (WHERE together >= edge) OVER (
             PARTITION BY subject_id, currency, edge ORDER BY at RANGE BETWEEN UNBOUNDED PRECEDING AND ${instant} PRECEDING) AS reached
    FROM change
  )
  SELECT DISTINCT complaint_id, round FROM counted GROUP BY complaint_id, round, edge HAVING max(reached) > min(reached)`;

/** SQL: a row for each round, or, where it is asked by role or approver, for each role that the round asked for. */
function rounds(by: readonly string[]): string {
  const ofRole = by.some((name) => Object.hasOwn(ofSeats, name));
  const columns = `
    round.complaint_id, round.position, round.requested_at AS occurred_at, ${dimensionsOfRounds}, round.total,
    coalesce(round.total * 20 >= round.band_below * 19, false) AS near_edge, splitting.round IS NOT NULL AS splits`;
  const whole = `
    SELECT ${columns}, NULL AS role, NULL AS approver, '' AS part, round.outcome, round.minutes
    FROM requested AS round LEFT JOIN splitting USING (complaint_id, round)`;
  const each = `
    SELECT ${columns}, seat.role, answer.approver, seat.role AS part,
           CASE WHEN answer.kind = 'refused' THEN 'refused'
                WHEN round.outcome = 'voided' THEN 'voided'
                WHEN answer.kind = 'signed' THEN 'granted'
                WHEN round.outcome IN ('lapsed', 'waiting') THEN round.outcome
                ELSE 'needless' END AS outcome,
           ${minutesTo('answer.occurred_at')} AS minutes
    FROM requested AS round LEFT JOIN splitting USING (complaint_id, round)
    CROSS JOIN LATERAL jsonb_to_recordset(round.required) AS seat(role text)
    LEFT JOIN (
      SELECT DISTINCT ON (complaint_id, round, role) answer.* FROM ${schema}.step AS answer
      WHERE ${isOf('answer')} AND answer.kind IN ('signed', 'refused') AND ${stands}
      ORDER BY complaint_id, round, role, revision DESC
    ) AS answer ON answer.complaint_id = round.complaint_id AND answer.round = round.round AND answer.role = seat.role`;
  return `WITH requested AS (${requested}), splitting AS (${splitting}) ${ofRole ? each : whole}`;
}

const signatures = `
  SELECT answer.complaint_id, answer.position, answer.occurred_at, ${dimensionsOfRounds}, answer.role, answer.approver, answer.acting_for
  FROM ${schema}.step AS answer JOIN ${schema}.round AS round USING (complaint_id, round)
  WHERE ${cutBy('answer')} AND answer.kind = 'signed' AND ${stands}`;

const ofEach = 'split by role or approver, of each role of a round by itself';

/** Report 4, authority usage (domain §2, last paragraph): what was asked for in a period, what came of it by asOf, and who did that. */
export const authorityUsage: ReportDefinition = {
  name: 'authority-usage',
  number: 4,
  version: 1,
  question: 'What was asked of whose authority, what came of it, how soon, and is anything kept just under an edge?',
  view: approvals,
  tables: [`${schema}.round`, `${schema}.step`],
  dimensions,
  always: ['currency'],
  facts: {
    rounds: { sql: rounds, dimensions: Object.keys(dimensions), part: 'part' },
    signatures: { sql: signatures, dimensions: Object.keys(dimensions) },
  },
  measures: [
    {
      name: 'requests',
      unit: 'rounds',
      meaning: `Rounds of approval requested in the {period}; ${ofEach}. The next six columns tell what had come of these by asOf.`,
      of: 'rounds',
    },
    {
      name: 'granted',
      unit: 'rounds',
      meaning: 'Signed by all who had to, whatever was ordered then; split by role or approver, signed by that one.',
      of: 'rounds',
      where: `outcome = 'granted'`,
    },
    {
      name: 'refused',
      unit: 'rounds',
      meaning: 'Refused; split by role or approver, by that one.',
      of: 'rounds',
      where: `outcome = 'refused'`,
    },
    {
      name: 'lapsed',
      unit: 'rounds',
      meaning: 'Not valid any longer before all had signed; split by role or approver, and not signed by that one.',
      of: 'rounds',
      where: `outcome = 'lapsed'`,
    },
    {
      name: 'voided',
      unit: 'rounds',
      meaning: 'Void or withdrawn: changed, refused by the customer, or the complaint was taken back.',
      of: 'rounds',
      where: `outcome = 'voided'`,
    },
    { name: 'waiting', unit: 'rounds', meaning: 'Still waiting for a signature.', of: 'rounds', where: `outcome = 'waiting'` },
    {
      name: 'needless',
      unit: 'rounds',
      meaning: 'Split by role or approver: not needed any more, because another one signed or refused. Else 0.',
      of: 'rounds',
      where: `outcome = 'needless'`,
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median of the whole minutes from the request to the decision, of those granted or refused; the lower of two in the middle.',
      of: 'rounds',
      where: `outcome IN ('granted', 'refused')`,
      aggregate: median('minutes'),
    },
    {
      name: 'total',
      unit: 'minor units',
      meaning: `Sum of the totals that decided the band, what was ordered before included; ${ofEach}. Null if there were no requests.`,
      of: 'rounds',
      aggregate: { sum: 'total' },
    },
    {
      name: 'nearEdge',
      unit: 'rounds',
      meaning: "Of the requests, those with a total at most 5 % under the next band's edge.",
      of: 'rounds',
      where: 'near_edge',
    },
    {
      name: 'splitting',
      unit: 'rounds',
      meaning:
        "Of the requests, those that add up, with rounds of the same customer's other complaints within 90 days, to a higher band than any of them alone.",
      of: 'rounds',
      where: 'splits',
    },
    {
      name: 'signatures',
      unit: 'signatures',
      meaning: 'Signatures given in the {period}, by when they were given, less those of people who were recused since.',
      of: 'signatures',
    },
    {
      name: 'delegated',
      unit: 'signatures',
      meaning: 'Of these, those given on the authority of somebody who had delegated it.',
      of: 'signatures',
      where: 'acting_for IS NOT NULL',
    },
  ],
};
