import { asked, median, p90, type ReportDefinition } from '../report-definition.js';
import {
  caseDimensions,
  caseTable,
  caseTables,
  countsAs,
  endsOf,
  knownAs,
  receivedAs,
  recordsOf,
  withClassification,
} from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const ofSpans = {
  department: 'Who had it: the unit; where none was named, the team, the skill or the person.',
  person: 'The member of staff who had it; null if none was named.',
  kind: 'hand-over: who had the case, one after the other; contribution: who was asked for their part, in parallel.',
};
const dimensions = {
  ...caseDimensions,
  ...ofSpans,
  ending: 'What ended it: assigned, handed-over or handed-back to another; given or refused; closed or merged with the complaint.',
};

const columns = `
  fact.complaint_id, ${receivedAs}, classified.category, classified.severity, classified.urgency, fact.person,
  coalesce(fact.held_unit, fact.team, fact.skill, fact.person) AS department, fact.contribution::text AS part,
  CASE fact.contribution WHEN 0 THEN 'hand-over' ELSE 'contribution' END AS kind`;

/** SQL: what ended, by when it did. */
const ended = `
  SELECT ${columns}, fact.end_position AS position, fact.ended_at AS occurred_at, fact.ended AS ending, fact.minutes
  FROM ${caseTable('held')} AS fact ${withClassification}
  WHERE ${countsAs('fact')} AND fact.ended_at <= ${asked.asOf} AND fact.end_position <= ${asked.known}`;

/** SQL: what lasted. */
const waiting = `
  SELECT ${columns}, fact.position, fact.occurred_at, fact.occurred_at AS since, known.ended_at AS until
  FROM ${caseTable('held')} AS fact
  CROSS JOIN LATERAL (SELECT CASE WHEN fact.end_position <= ${asked.known} THEN fact.ended_at END AS ended_at) AS known
  ${withClassification}
  WHERE ${knownAs('fact')} AND fact.occurred_at < ${asked.to}
    AND (fact.ended_at IS NULL OR fact.ended_at >= ${asked.from} OR fact.end_position > ${asked.known})`;

/** Report 8, whose wait it was: in series the case, in parallel the contributions. */
export const departmentLatency: ReportDefinition = {
  name: 'department-latency',
  number: 8,
  version: 1,
  question: 'How long did which department have a case, or take to contribute to it, and who is waited for?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('held'), endsOf('held')],
  dimensions,
  facts: {
    ended: { sql: ended, dimensions: Object.keys(dimensions), part: 'part' },
    waiting: { sql: waiting, dimensions: [...Object.keys(caseDimensions), ...Object.keys(ofSpans)], part: 'part', lasts: true },
  },
  measures: [
    {
      name: 'ended',
      unit: 'spans',
      meaning:
        'Times that somebody had a case or owed a contribution, by when they ended. A closing or merging ends them; with a reopening or un-merging they ' +
        'begin anew.',
      of: 'ended',
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median of how long these lasted; of an even number the lower of the two in the middle. Null if there were none.',
      of: 'ended',
      aggregate: median('minutes'),
    },
    {
      name: 'p90Minutes',
      unit: 'minutes',
      meaning: 'What 9 of 10 of these did not exceed. Null if there were none.',
      of: 'ended',
      aggregate: p90('minutes'),
    },
    {
      name: 'maxMinutes',
      unit: 'minutes',
      meaning: 'The longest of these. Null if there were none.',
      of: 'ended',
      aggregate: { max: 'minutes' },
    },
    {
      name: 'totalMinutes',
      unit: 'minutes',
      meaning: 'All of these together. Null if there were none.',
      of: 'ended',
      aggregate: { sum: 'minutes' },
    },
    { name: 'answered', unit: 'spans', meaning: 'Of these, contributions given.', of: 'ended', where: `ending = 'given'` },
    { name: 'refused', unit: 'spans', meaning: 'Of these, contributions refused.', of: 'ended', where: `ending = 'refused'` },
    {
      name: 'waiting',
      unit: 'spans',
      meaning:
        'Those that lasted at the end of the {period}, or at asOf if that comes before; null if the {period} begins after it, as the column after.',
      of: 'waiting',
    },
    {
      name: 'longestMinutes',
      unit: 'minutes',
      meaning: 'How long the longest of these had lasted by then. Null if there were none.',
      of: 'waiting',
      aggregate: { minutesSince: 'occurred_at' },
    },
  ],
};
