import { asked, cutBy, median, type ReportDefinition } from '../report-definition.js';
import { approvals } from './approvals.js';

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

/** SQL: the step belongs to the round, and counts. */
const itsStep = (step: string) => `${step}.complaint_id = round.complaint_id AND ${step}.round = round.round AND ${cutBy(step)}`;
/** SQL: the round had been requested, as far as it was known. */
const isCut = (round: string) => `${round}.requested_at <= ${asked.asOf} AND ${round}.recorded_at <= ${asked.knownAt}`;

/** SQL: an answer that stands, because nobody behind it was recused since. */
const stands = `NOT EXISTS (
  SELECT FROM approvals_v1.step AS recusal
  WHERE ${itsStep('recusal')} AND recusal.kind = 'unsigned' AND recusal.revision > answer.revision
    AND recusal.approver IN (answer.approver, answer.acting_for))`;

/** SQL: what came of a round. It lapses without an event: nobody had to wait for one to see that its time was over. */
const outcome = `CASE
  WHEN done.status IN ('voided', 'withdrawn') THEN 'voided'
  WHEN done.status = 'requested' THEN CASE WHEN round.lapses_at <= ${asked.asOf} THEN 'lapsed' ELSE 'waiting' END
  WHEN done.status = 'spent' THEN 'granted'
  ELSE done.status END`;

const window = `interval '${90 * 24} hours'`;

/**
 * SQL: the round is one of those by which one customer's complaints stay under a band's edge. The latest round of each complaint counts, of
 * those requested within the 90 days up to any one of them: some of these, this one among them, are each under an edge that they reach
 * together. `ranked` adds them up from the lowest edge upwards: one alone is always under its own.
 */
const splits = `CASE WHEN EXISTS (
    SELECT FROM approvals_v1.round AS other WHERE other.subject_id = round.subject_id AND other.complaint_id <> round.complaint_id)
  THEN EXISTS (
    SELECT FROM approvals_v1.round AS latest CROSS JOIN LATERAL (
      SELECT band_below, sum(total) OVER (ORDER BY band_below) AS together, bool_or(is_this) OVER () AS has_this
      FROM (SELECT DISTINCT ON (one.complaint_id) one.band_below, one.total,
                   one.complaint_id = round.complaint_id AND one.round = round.round AS is_this
            FROM approvals_v1.round AS one
            WHERE one.subject_id = round.subject_id AND one.currency = round.currency AND ${isCut('one')}
              AND one.requested_at BETWEEN latest.requested_at - ${window} AND latest.requested_at
            ORDER BY one.complaint_id, one.round DESC) AS one_each
      WHERE band_below IS NOT NULL) AS ranked
    WHERE latest.subject_id = round.subject_id AND latest.currency = round.currency AND ${isCut('latest')}
      AND latest.requested_at BETWEEN round.requested_at AND round.requested_at + ${window}
      AND has_this AND together >= ranked.band_below AND ranked.band_below >= round.band_below)
  ELSE false END`;

const minutesTo = (decided: string) => `floor(extract(epoch FROM ${decided} - round.requested_at) / 60)`;

/** SQL: a row for each round, or, where it is asked by role or approver, for each role that the round asked for. */
function rounds(by: readonly string[]): string {
  const ofRole = by.some((name) => Object.hasOwn(ofSeats, name));
  const round = `
    SELECT round.*, ${outcome} AS outcome, done.answered_at
    FROM approvals_v1.round AS round CROSS JOIN LATERAL (
      SELECT coalesce((array_agg(step.status ORDER BY step.revision DESC) FILTER (WHERE step.status <> 'lapsed'))[1],
                      CASE WHEN jsonb_array_length(round.required) = 0 THEN 'granted' ELSE 'requested' END) AS status,
             max(step.occurred_at) FILTER (WHERE step.kind = 'refused' OR (step.kind = 'signed' AND step.status = 'granted')) AS answered_at
      FROM approvals_v1.step AS step WHERE ${itsStep('step')}) AS done
    WHERE ${isCut('round')}`;
  const columns = `
    round.complaint_id, round.position, round.requested_at AS occurred_at, ${dimensionsOfRounds}, round.total,
    coalesce(round.total * 20 >= round.band_below * 19, false) AS near_edge, ${splits} AS splits`;
  const whole = `SELECT ${columns}, NULL AS role, NULL AS approver, '' AS part, round.outcome, ${minutesTo('round.answered_at')} AS minutes
                 FROM (${round}) AS round`;
  const each = `
    SELECT ${columns}, seat.role, answer.approver, seat.role AS part,
           CASE WHEN answer.kind = 'refused' THEN 'refused'
                WHEN round.outcome = 'voided' THEN 'voided'
                WHEN answer.kind = 'signed' THEN 'granted'
                WHEN round.outcome IN ('lapsed', 'waiting') THEN round.outcome
                ELSE 'needless' END AS outcome,
           ${minutesTo('answer.occurred_at')} AS minutes
    FROM (${round}) AS round
    CROSS JOIN LATERAL jsonb_to_recordset(round.required) AS seat(role text)
    LEFT JOIN LATERAL (
      SELECT answer.kind, answer.approver, answer.occurred_at FROM approvals_v1.step AS answer
      WHERE ${itsStep('answer')} AND answer.kind IN ('signed', 'refused') AND answer.role = seat.role AND ${stands}
      ORDER BY answer.revision DESC LIMIT 1) AS answer ON true`;
  return ofRole ? each : whole;
}

const signatures = `
  SELECT answer.complaint_id, answer.position, answer.occurred_at, ${dimensionsOfRounds}, answer.role, answer.approver, answer.acting_for
  FROM approvals_v1.step AS answer JOIN approvals_v1.round AS round USING (complaint_id, round)
  WHERE ${cutBy('answer')} AND answer.kind = 'signed' AND ${stands}`;

const ofEach = 'split by role or approver, of each role of a round by itself';

/** Report 4, authority usage (domain §2, last paragraph): what was asked for in a period, what came of it by asOf, and who did that. */
export const authorityUsage: ReportDefinition = {
  name: 'authority-usage',
  number: 4,
  version: 1,
  question: 'What was asked of whose authority, what came of it, how soon, and is anything kept just under an edge?',
  view: approvals,
  tables: ['approvals_v1.round', 'approvals_v1.step'],
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
      aggregate: 'sum(total)',
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
