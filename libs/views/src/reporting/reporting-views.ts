import { approvals } from '../approvals/approvals.js';
import { caseFacts } from '../facts/case-facts.js';
import { improvements } from '../improvements/improvements.js';
import { incidents } from '../incidents/incidents.js';
import { returns } from '../returns/returns.js';
import { schemaOf, type View } from '../view.js';

/*
 * The schema `reporting` as data: what analysts may read by SQL. (docs/adr/0038, docs/sql.md)
 *
 * Nothing in it is personal: no names, texts or contacts, no pseudonyms of customers, no tracking codes or numbers of other systems, and no `sub` of staff,
 * whose work is nobody's statistics; units, teams and roles are there. Facts are as they are known now; both of their times are there.
 */

/** A view of the schema. */
export interface ReportingView {
  readonly name: string;
  /** What a row is. */
  readonly meaning: string;
  /** Whose tables it reads; it is there when they are. */
  readonly of: View;
  /** By name: its SQL, and what it means, with its unit. */
  readonly columns: Readonly<Record<string, Column>>;
  /** SQL after FROM. */
  readonly from: string;
}

type Column = readonly [sql: string, meaning: string];
type Columns = ReportingView['columns'];

const places: Columns = {
  complaint_id: ['fact.complaint_id', 'The complaint.'],
  occurred_at: ['fact.occurred_at', 'When it happened: business time.'],
  recorded_at: ['fact.recorded_at', 'When it was recorded, or corrected to be as it is here.'],
  position: ['fact.position', 'Of its event in the log.'],
};
const kinds: Columns = {
  channel: ['fact.channel', 'How the complaint came in, a code.'],
  cause: ['fact.cause', 'What it is about, a code of the cause taxonomy.'],
  product: ['fact.product', 'The product complained about, a code; null if none was named.'],
  unit: ['fact.unit', 'The org unit complained about, a code; null if none was named.'],
  jurisdiction: ['fact.jurisdiction', 'Whose rules apply; null if none was named.'],
  grade: ['fact.grade', 'grievance (on the spot) or complaint.'],
  language: ['fact.language', 'Language of the complaint, BCP 47.'],
  origin: ['fact.origin', 'How it was entered: api, automation, import or simulation.'],
};
const ended: Columns = {
  ended_at: ['fact.ended_at', 'When it ended; null as long as it lasts.'],
  end_recorded_at: ['fact.end_recorded_at', 'When that was recorded.'],
};
const own = (meanings: Readonly<Record<string, string>>): Columns =>
  Object.fromEntries(Object.entries(meanings).map(([name, meaning]) => [name, [`fact.${name}`, meaning]]));
const minutesSince = 'Whole minutes from receipt to then.';

const cases = schemaOf(caseFacts);
/** What corrections tell anew: as it is known now. */
const known = (table: string) => `${cases}.${table} AS fact WHERE fact.known_until IS NULL`;
const counted = (name: string, table: string, meaning: string, columns: Columns): ReportingView => ({
  name,
  meaning,
  of: caseFacts,
  from: known(table),
  columns: { ...places, ...kinds, ...columns },
});
const background = (name: string, table: string, meaning: string, columns: Columns): ReportingView => ({
  name,
  meaning,
  of: caseFacts,
  from: `${cases}.${table} AS fact`,
  columns: { ...places, ...columns },
});

const latest = (table: string, where = '') =>
  `LEFT JOIN LATERAL (SELECT one.* FROM ${cases}.${table} AS one WHERE one.complaint_id = fact.complaint_id ${where} ORDER BY one.position DESC LIMIT 1) AS ${table} ON true`;
const standing = 'AND one.known_until IS NULL';

const complaints: ReportingView = {
  name: 'complaints',
  meaning: 'A complaint as it stands now, merged ones too.',
  of: caseFacts,
  columns: {
    complaint_id: places['complaint_id']!,
    received_at: ['fact.occurred_at', 'When it was received: business time.'],
    recorded_at: places['recorded_at']!,
    ...kinds,
    category: ['classified.category', 'Which kind it is, a code, by its latest classification; null until it is classified.'],
    severity: ['classified.severity', 'low, medium, high or critical, by its latest classification.'],
    urgency: ['classified.urgency', 'urgent or normal, by its latest classification.'],
    status: [
      `CASE WHEN closed.position > coalesce(reopened.position, -1) THEN 'closed' ELSE 'open' END`,
      'open or closed; a merged one goes on in the other case, whatever stands here.',
    ],
    is_merged: [`coalesce(merged.how = 'merged', false)`, 'Whether it was merged into another and not taken out again.'],
    merged_into: [`CASE WHEN merged.how = 'merged' THEN merged.other END`, 'The complaint that it goes on in.'],
    outcome: [
      `CASE WHEN closed.position > coalesce(reopened.position, -1) THEN closed.outcome END`,
      'How it ended: upheld, partly, rejected, goodwill, withdrawn, transferred, duplicate, inadmissible, unresolved, not-stated; null while open.',
    ],
    closed_at: [
      `CASE WHEN closed.position > coalesce(reopened.position, -1) THEN closed.occurred_at END`,
      'When it was closed; null while open.',
    ],
    minutes_to_close: [
      `CASE WHEN closed.position > coalesce(reopened.position, -1) THEN closed.minutes END`,
      'Whole minutes from receipt to that closing; null while open.',
    ],
    closings: ['coalesce(closed.closing, 0)', 'How often it was closed.'],
    age_days: [
      `CASE WHEN closed.position > coalesce(reopened.position, -1) THEN NULL ELSE floor(extract(epoch FROM now() - fact.occurred_at) / 86400)::integer END`,
      'Whole days of 24 hours since receipt; null once closed.',
    ],
  },
  from: `${cases}.received AS fact
    ${latest('classified')} ${latest('closed', standing)} ${latest('reopened', standing)} ${latest('merged', standing)}
    WHERE fact.known_until IS NULL`,
};

const visits: Columns = {
  arrived_at: ['fact.arrived_at', 'When the customer came to a branch, by the form; null if they did not.'],
  departed_at: ['fact.departed_at', 'When they left it, by the form.'],
  suggested_category: ['fact.suggested', 'The category that the keyword library suggested; null if none.'],
};

const clockDue = `coalesce(step.due, fact.due)`;
const stoodStill = `fact.paused_at <= ${clockDue}`;
const clocksWithSteps = `${cases}.clock AS fact
  LEFT JOIN LATERAL (
    SELECT (array_agg(one.due ORDER BY one.position DESC) FILTER (WHERE one.due IS NOT NULL))[1] AS due,
           (count(*) FILTER (WHERE one.how = 'extended'))::integer AS extensions
    FROM ${cases}.clock_step AS one
    WHERE fact.steps > 0 AND one.complaint_id = fact.complaint_id AND one.set_position = fact.position
  ) AS step ON true
  WHERE fact.known_until IS NULL`;
const setClocks = counted('clocks', 'clock', 'A clock of a policy pack, from when it was set. What became of it is as of now.', {
  clock: ['fact.rule', 'The rule that set it, a code of the policy pack.'],
  pack: ['fact.pack', 'The policy pack that the case is handled under.'],
  statutory: ['fact.statutory', 'Whether a law demands it.'],
  responsible: ['fact.responsible', 'The role that has to see to it.'],
  started_at: ['fact.started_at', 'From when its time is counted.'],
  due_at: [clockDue, 'When it is due, extensions and pauses included.'],
  first_due_at: ['fact.due', 'When it was due as it was set.'],
  state: [
    `CASE
      WHEN fact.ended_at IS NULL THEN CASE WHEN ${stoodStill} THEN 'paused' WHEN now() <= ${clockDue} THEN 'running' ELSE 'overdue' END
      WHEN fact.ended_at <= ${clockDue} OR ${stoodStill} THEN CASE fact.ended WHEN 'met' THEN 'in-time' ELSE 'stopped' END
      ELSE CASE fact.ended WHEN 'met' THEN 'late' ELSE 'stopped-overdue' END
    END`,
    'in-time, late, overdue, stopped-overdue, running, paused or stopped, as in the report timeliness. Of the first four, in-time is the share in time.',
  ],
  minutes: [
    `greatest(floor(extract(epoch FROM fact.ended_at - fact.started_at) / 60)::bigint, 0)`,
    'Whole minutes by the wall clock from started_at to when it ended; null as long as it lasts.',
  ],
  extensions: ['coalesce(step.extensions, 0)', 'How often it was extended.'],
  warned: ['fact.warned', 'Whether it was warned of.'],
  ...ended,
});

const rounds = schemaOf(approvals);
const improved = schemaOf(improvements);

const clocks: ReportingView = { ...setClocks, from: clocksWithSteps };

/** Every view, in the order of docs/sql.md. */
export const reportingViews: readonly ReportingView[] = [
  complaints,
  counted('receipts', 'received', 'A complaint that was received, with what the form says as it is corrected now.', visits),
  {
    name: 'receipt_versions',
    meaning: 'What the form of a complaint said, from one correction to the next: for questions as of what was known at an instant.',
    of: caseFacts,
    columns: {
      ...places,
      recorded_at: ['fact.recorded_at', 'From when on it was known like this …'],
      superseded_at: [
        'lead(fact.recorded_at) OVER (PARTITION BY fact.complaint_id ORDER BY fact.known_from)',
        '… until when: the next correction; null for what is known now.',
      ],
      correction: ['fact.correction', 'The latest correction that it is told under; 0 for the form as it was written.'],
      ...kinds,
    },
    from: `${cases}.received AS fact`,
  },
  background('corrections', 'corrected', 'A correction of the form in what is counted.', own({ field: 'The field that was corrected.' })),
  background(
    'classifications',
    'classified',
    'A classification; the latest of a complaint holds.',
    own({
      ordinal: 'Which classification of the complaint it is, from 1.',
      category: 'A code of the categories.',
      severity: 'low, medium, high or critical.',
      urgency: 'urgent or normal.',
    }),
  ),
  background('replies', 'replied', 'A final or summary reply that was sent.', own({ kind: 'final or summary.' })),
  {
    name: 'first_contacts',
    meaning: 'The first time that a person got through to the customer; a row for each complaint that had one.',
    of: caseFacts,
    columns: { ...places, minutes: [`floor(extract(epoch FROM fact.occurred_at - received.occurred_at) / 60)::bigint`, minutesSince] },
    from: `(SELECT DISTINCT ON (complaint_id) * FROM ${cases}.contacted ORDER BY complaint_id, ordinal DESC) AS fact
      JOIN ${cases}.received ON received.complaint_id = fact.complaint_id AND received.known_until IS NULL`,
  },
  counted(
    'escalations',
    'escalated',
    'An escalation, to a higher level or to a body outside.',
    own({
      track: 'level or external.',
      reached: 'level-2, level-3, or the body outside.',
      reason: 'A code.',
      trigger: 'Who or what set it off: person, deadline, tipping-point, authority, customer.',
      minutes: minutesSince,
    }),
  ),
  counted('hand_backs', 'handed_back', 'A case that was handed back to a lower level.', own({ reached: 'The level.', reason: 'A code.' })),
  counted(
    'risks',
    'risk',
    'A case came over the threshold of its pack, or under it again.',
    own({ how: 'raised or eased.', score: 'Points.', signals: 'Codes of the signals with points.', minutes: minutesSince }),
  ),
  counted(
    'investigations',
    'investigated',
    'An investigation.',
    own({
      finding: 'substantiated, partly or not.',
      fault_party: 'own, customer or third; null if not said.',
      root_cause: 'A branch of the fishbone; null if not said.',
      hidden_issue: 'Whether a hidden issue was found.',
      unfavourable_reading: 'Whether the reading most unfavourable to ourselves was applied.',
      ordinal: 'Which investigation of the complaint it is, from 1.',
    }),
  ),
  counted(
    'interim_measures',
    'interim_measure',
    'Something that was done at once, such as a stop of use.',
    own({ measure: 'A code.', minutes: minutesSince }),
  ),
  counted(
    'closings',
    'closed',
    'A closing; what was reopened may close again.',
    own({
      outcome: 'How it ended, as in complaints. Upheld in part counts as upheld.',
      settlement: 'How it came to be closed: on-the-spot, in-summary, or handled.',
      closing: 'Which closing of the complaint it is, from 1.',
      minutes: minutesSince,
    }),
  ),
  counted('reopenings', 'reopened', 'A closed case that was opened again.', own({ reason: 'A code.' })),
  counted(
    'follow_ups',
    'followed_up',
    'The customer was asked, or it was tried, or it is on record why they cannot be.',
    own({
      reached: 'Whether the customer was reached.',
      impossibility: 'Why they cannot be asked, a code; null if they can.',
      satisfaction: '1 to 5; null if not said.',
      solved: 'Whether the customer calls it solved; null if not said.',
      would_buy_again: 'Whether they would buy again; null if not said.',
      resolution: 'quickly (within 24 hours), resolved or unresolved, by the customer; null if not said.',
      sent_back: 'Whether the answer sent the case back.',
    }),
  ),
  counted(
    'compensations',
    'compensated',
    'A remedy that was ordered.',
    own({
      remedy: 'A code of the remedy menu.',
      borne: 'What the company bears, minor units of currency; null where a history does not say.',
      currency: 'ISO 4217. Never add amounts of two.',
      claimed: 'What was claimed, minor units of claimed_currency; null if nothing was.',
      claimed_currency: 'ISO 4217.',
    }),
  ),
  counted(
    'settlements',
    'settled',
    'What became of a remedy that was ordered.',
    own({
      how: 'fulfilled, failed or cancelled.',
      remedy: 'As it was ordered; null where a history does not say.',
      borne: 'As it was ordered, minor units of currency.',
      currency: 'ISO 4217.',
    }),
  ),
  {
    name: 'approval_rounds',
    meaning: 'A round of approval: what was asked, frozen, and how it stands now.',
    of: approvals,
    columns: {
      complaint_id: places['complaint_id']!,
      round: ['fact.round', 'Ordinal within the complaint, from 1.'],
      requested_at: ['fact.requested_at', 'Business time.'],
      recorded_at: ['fact.recorded_at', 'When the request was recorded.'],
      position: ['fact.position', 'Of the request in the log.'],
      status: [
        `CASE WHEN fact.status = 'requested' AND fact.lapses_at <= now() THEN 'lapsed' ELSE fact.status END`,
        'requested, granted, refused, voided, lapsed, withdrawn or spent (what was granted was ordered).',
      ],
      decided_at: ['fact.decided_at', 'When it was refused, or the last signature was given.'],
      minutes_to_decide: [
        `floor(extract(epoch FROM fact.decided_at - fact.requested_at) / 60)::bigint`,
        'Whole minutes; null if not decided.',
      ],
      lapses_at: [
        `CASE WHEN fact.lapses_at < '9999-01-01' THEN fact.lapses_at END`,
        'From then on nothing can be signed; null: it does not lapse.',
      ],
      product: kinds['product']!,
      unit: kinds['unit']!,
      remedy: ['fact.remedy', 'The remedy that was asked for.'],
      matrix_version: ['fact.matrix_version', 'The version of the authority matrix that was frozen.'],
      band_from: ['fact.band_from', 'From which total its band goes, inclusive, minor units.'],
      band_below: ['fact.band_below', 'To which, exclusive; null: no upper bound.'],
      scope: ['fact.scope', 'On whose authority, a code of the matrix.'],
      mode: ['fact.mode', 'any, all or ordered.'],
      currency: ['fact.currency', 'Of the matrix, ISO 4217.'],
      asked: ['fact.now', 'What was asked for, minor units.'],
      total: ['fact.total', 'With what had been ordered before: what decided the band, minor units.'],
      required_roles: [`ARRAY(SELECT seat ->> 'role' FROM jsonb_array_elements(fact.required) AS seat)`, 'Roles that have to sign.'],
      customer: ['fact.customer', 'What the customer says to it: accepted or refused; null: nothing yet.'],
    },
    from: `${rounds}.round AS fact`,
  },
  {
    name: 'signatures',
    meaning: 'An answer to a request for approval: a signature, a refusal, or that a signature is void because its signer was recused.',
    of: approvals,
    columns: {
      complaint_id: places['complaint_id']!,
      round: ['fact.round', 'Of which round.'],
      occurred_at: places['occurred_at']!,
      recorded_at: ['fact.recorded_at', 'When it was recorded.'],
      position: places['position']!,
      kind: ['fact.kind', 'signed, refused or unsigned.'],
      role: ['fact.role', 'The role that was answered for.'],
      delegated: ['fact.acting_for IS NOT NULL', 'Whether it was under a delegation.'],
    },
    from: `${rounds}.step AS fact WHERE fact.kind IN ('signed', 'refused', 'unsigned')`,
  },
  clocks,
  background(
    'clock_steps',
    'clock_step',
    'What happened to a clock while it lasted.',
    own({
      set_position: 'Of the clock: its position in clocks.',
      how: 'warned, paused, resumed or extended.',
      due: 'When it is due from then on; null where that stays.',
      minutes: 'How long it had stood still, whole minutes, where this let it run again.',
    }),
  ),
  counted('promises', 'promised', 'A promise to the customer, from when it was made.', {
    promise: ['fact.promise', 'Which promise of the complaint it is, from 1.'],
    due_at: ['fact.due', 'When it is due.'],
    ended: ['fact.ended', 'kept or stopped; null as long as it is open.'],
    ...ended,
  }),
  counted('backlog', 'backlog', 'A time in which a case was open and not merged; open now where ended_at is null.', {
    received_at: ['fact.received_at', 'Ages are counted from receipt, also after a reopening.'],
    ...ended,
  }),
  counted('holdings', 'held', 'A time in which somebody had the case, or owed a contribution to it.', {
    contribution: ['fact.contribution', 'Of a contribution its ordinal; 0: who had the case itself.'],
    held_unit: ['fact.held_unit', 'The unit that had it; null if none was named.'],
    team: ['fact.team', 'The team; null if none was named.'],
    skill: ['fact.skill', 'The skill that was asked for; null if none was.'],
    ended: ['fact.ended', 'assigned, handed-over, handed-back, given, refused, closed or merged; null as long as it lasts.'],
    minutes: ['fact.minutes', 'Whole minutes from its beginning to its end.'],
    ...ended,
  }),
  counted('mergers', 'merged', 'A case went on in another, or was taken out of it again.', {
    how: ['fact.how', 'merged or unmerged.'],
    other_complaint_id: ['fact.other', 'The other case.'],
    reason: ['fact.reason', 'A code.'],
  }),
  counted('links', 'linked', 'A case was found to have to do with another, or not to.', {
    how: ['fact.how', 'linked or unlinked.'],
    other_complaint_id: ['fact.other', 'The other case.'],
    kind: ['fact.kind', 'What they have to do with each other: repeat for the same matter again.'],
  }),
  counted('branch_visits', 'visited', 'The customer came to a branch or left it, after the form was written.', {
    way: ['fact.way', 'arrived or departed.'],
    branch: ['coalesce(fact.branch, fact.unit)', 'The branch.'],
  }),
  counted(
    'external_decisions',
    'decided_outside',
    'A body outside decided.',
    own({ body: 'The body.', ruling: 'A code.', award: 'Minor units of currency; null if none.', currency: 'ISO 4217.' }),
  ),
  {
    name: 'import_answers',
    meaning: 'What the columns of an imported complaint say that its events do not, as in the files of the CFPB.',
    of: returns,
    columns: {
      complaint_id: places['complaint_id']!,
      recorded_at: ['fact.recorded_at', 'When it was imported.'],
      ...own({
        position: 'Of the import in the log.',
        sub_product: 'Sub-product.',
        response: 'What the company answered.',
        timely: 'Yes or No.',
        disputed: 'Yes or No; N/A where nobody asked.',
      }),
    },
    from: `${schemaOf(returns)}.imported AS fact`,
  },
  {
    name: 'incidents',
    meaning: 'A mass incident as it stands now.',
    of: incidents,
    columns: own({
      incident_id: 'The incident.',
      status: 'open or closed.',
      cause: 'A code.',
      product: 'A code; null if none was named.',
      unit: 'A code; null if none was named.',
      started_at: 'When it began.',
      eta: 'When it should be over, as it was said last.',
      opened_at: 'When it was opened.',
      closed_at: 'When it was closed; null while open.',
      members: 'Complaints that are members now; the next columns are about these.',
      told: 'Were told a notice.',
      offered: 'Have, or had, a remedy of the incident proposed.',
      compensated: 'One was ordered and not cancelled.',
      fulfilled: 'One reached the customer.',
    }),
    from: `${schemaOf(incidents)}.incident AS fact`,
  },
  {
    name: 'improvements',
    meaning: 'An improvement as it stands now.',
    of: improvements,
    columns: {
      ...own({
        improvement_id: 'The improvement.',
        status: 'How it stands.',
        kind: 'corrective, preventive, opportunity or training.',
        cause: 'people, process, product, policy, system or environment.',
        unit: 'Whose it is; null if none was named.',
        due: 'A local day; null if none.',
        raised_at: 'When it was raised.',
        adopted_at: 'When it was adopted; null if not yet.',
        done_at: 'When it was done; null if not yet.',
        dropped_at: 'When it was dropped; null if it was not.',
        verdict: 'Of the latest review of its effect; null if there was none.',
      }),
      complaints: ['cardinality(fact.complaints)', 'How many complaints it was raised from.'],
    },
    from: `${improved}.improvement AS fact`,
  },
  {
    name: 'training_coverage',
    meaning: 'A training coverage as it was recorded.',
    of: improvements,
    columns: {
      ...own({
        position: 'In the log.',
        occurred_at: 'Business time.',
        recorded_at: 'When it was recorded.',
        topic: 'A code.',
        unit: 'A code.',
        measured_on: 'The local day for which it holds.',
        per_mille: 'How many of 1000 were trained: 650 are 65 %.',
      }),
    },
    from: `${improved}.coverage AS fact`,
  },
  {
    name: 'exposures',
    meaning: 'What there was in a period that could be complained about, as it was recorded: rates get a denominator.',
    of: improvements,
    columns: own({
      position: 'In the log.',
      occurred_at: 'Business time.',
      recorded_at: 'When it was recorded.',
      unit: 'Null: of the whole company.',
      product: 'Null: of all products.',
      first_day: 'A local day.',
      last_day: 'A local day, in it.',
      policies: 'In force, on the average; null if not said.',
      customers: 'On the average; null if not said.',
      orders: 'In the whole period; null if not said.',
      premium: 'In the whole period, minor units of currency.',
      currency: 'ISO 4217.',
    }),
    from: `${improved}.exposure AS fact`,
  },
];
