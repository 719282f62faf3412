import { asked, cutBy } from '../report-definition.js';
import { caseTable, countsAs, receivedAs, withClassification } from './case-dimensions.js';

/** What a clock can be split by, beside its complaint. */
export const clockDimensions = {
  clock: 'The rule that set it, a code of the policy pack.',
  pack: 'The policy pack that the case is handled under.',
  responsible: 'The role that has to see to it.',
  obligation: 'statutory, or own for what no law demands.',
} as const;

const steps = `
  FROM ${caseTable('clock_step')} AS one
  WHERE one.complaint_id = fact.complaint_id AND one.set_position = fact.position AND ${cutBy('one')}`;

/** SQL: what happened to the clock of `fact` as known at the cut, as `step`. Most have no steps: they are not looked for, and nothing is aggregated. */
const withSteps = `
  CROSS JOIN LATERAL (
    SELECT CASE WHEN fact.steps > 0 THEN (
             SELECT ARRAY[
               (array_agg(one.due ORDER BY one.position DESC) FILTER (WHERE one.due IS NOT NULL))[1],
               (array_agg(CASE one.how WHEN 'paused' THEN one.occurred_at END ORDER BY one.position DESC) FILTER (WHERE one.how <> 'warned'))[1],
               min(one.occurred_at) FILTER (WHERE one.how = 'warned')
             ] ${steps}
           ) END AS times,
           CASE WHEN fact.steps > 0 THEN (
             SELECT ARRAY[count(*) FILTER (WHERE one.how = 'extended'), sum(one.minutes)::bigint] ${steps}
           ) END AS counts
    OFFSET 0
  ) AS looked
  CROSS JOIN LATERAL (
    SELECT times[1] AS due, times[2] AS paused_at, times[3] AS warned_at, counts[1] AS extensions, counts[2] AS paused_minutes
  ) AS step`;

/** SQL: when it ended and when it was due, as known at the cut, as `known`. */
const withEnd = `
  CROSS JOIN LATERAL (
    SELECT coalesce(step.due, fact.due) AS due,
           CASE WHEN fact.end_position <= ${asked.known} AND fact.ended_at <= ${asked.asOf} THEN fact.ended_at END AS ended_at
  ) AS known`;

/** SQL: it stands still, and did not stand still too late. */
const stoodStill = 'step.paused_at <= known.due';

/**
 * SQL: how the clock stands at the cut. In time up to the very due time; while it stands still no time goes by. What was stopped after it was due was
 * not done in time either.
 */
const state = `
  CASE
    WHEN known.ended_at IS NULL THEN CASE WHEN ${stoodStill} THEN 'paused' WHEN ${asked.asOf} <= known.due THEN 'running' ELSE 'overdue' END
    WHEN known.ended_at <= known.due OR ${stoodStill} THEN CASE fact.ended WHEN 'met' THEN 'in-time' ELSE 'stopped' END
    ELSE CASE fact.ended WHEN 'met' THEN 'late' ELSE 'stopped-overdue' END
  END`;

const minutesBetween = (from: string, to: string) => `floor(extract(epoch FROM ${to} - ${from}) / 60)`;

/** SQL: what is counted of the clock of `fact`, as `told`: computed once for each, not for each column that counts it (hence the OFFSET). */
const withState = `
  ${withSteps} ${withEnd}
  CROSS JOIN LATERAL (
    SELECT ${state} AS state,
           greatest(${minutesBetween('fact.started_at', 'known.ended_at')}, 0) AS minutes,
           coalesce(step.extensions, 0) AS extensions,
           coalesce(step.warned_at <= coalesce(known.ended_at, 'infinity'), false) AS is_warned,
           coalesce(step.paused_minutes, 0)
             + coalesce(greatest(${minutesBetween('step.paused_at', `coalesce(known.ended_at, ${asked.asOf})`)}, 0), 0) AS paused_minutes
    OFFSET 0
  ) AS told`;

const columns = `
  fact.complaint_id, ${receivedAs}, classified.category, classified.severity, classified.urgency,
  fact.rule AS clock, fact.pack, fact.responsible, CASE WHEN fact.statutory THEN 'statutory' ELSE 'own' END AS obligation, told.*`;

/** SQL: clocks by when they were set. */
export const clocks = `
  SELECT ${columns}, fact.position, fact.occurred_at
  FROM ${caseTable('clock')} AS fact ${withState} ${withClassification}
  WHERE ${countsAs('fact')}`;

/** SQL: clocks by when they were warned of for the first time, with how they stand at the cut. */
export const warnedClocks = `
  SELECT ${columns}, alert.position, alert.occurred_at
  FROM ${caseTable('clock_step')} AS alert
  JOIN ${caseTable('clock')} AS fact ON fact.complaint_id = alert.complaint_id AND fact.position = alert.set_position
  ${withState} ${withClassification}
  WHERE alert.how = 'warned' AND ${cutBy('alert')} AND ${countsAs('fact')}`;
