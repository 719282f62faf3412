import { median, p90, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensions, caseTable, caseTables, endsOf, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';
import { clockDimensions, clocks } from './clock-state.js';

const dimensions = { ...caseDimensions, ...clockDimensions };
const met = `state IN ('in-time', 'late')`;

/** SQL: what a clock's columns come from, for `tables`. */
export const clockTables = [recordsOf('clock'), caseTable('clock_step'), endsOf('clock')] as const;

/** Report 2, the clocks of the policy packs. A complaint that has none, as an import, is in no column: what has no target is never on time. */
export const timeliness: ReportDefinition = {
  name: 'timeliness',
  number: 2,
  version: 1,
  question: 'Was done in time what was due?',
  view: caseFacts,
  tables: [...caseTables, ...clockTables],
  dimensions,
  always: ['clock'],
  facts: { set: { sql: clocks, dimensions: Object.keys(dimensions) } },
  measures: [
    {
      name: 'set',
      unit: 'clocks',
      meaning:
        'Clocks set in the {period}, again too after an un-merging; the other columns are about these, as they stand at asOf. ' +
        'Each is in one of inTime, late, overdue, stoppedOverdue, running, paused and stopped.',
      of: 'set',
    },
    {
      name: 'inTime',
      unit: 'clocks',
      meaning:
        'Met by the time that they were due, to the millisecond, or while they stood still. Extensions and resumptions move that time.',
      of: 'set',
      where: `state = 'in-time'`,
    },
    { name: 'late', unit: 'clocks', meaning: 'Met after it.', of: 'set', where: `state = 'late'` },
    {
      name: 'overdue',
      unit: 'clocks',
      meaning: 'Due before asOf, not met and still owed, whether or not that was noticed.',
      of: 'set',
      where: `state = 'overdue'`,
    },
    {
      name: 'stoppedOverdue',
      unit: 'clocks',
      meaning: 'Stopped after they were due without having been met.',
      of: 'set',
      where: `state = 'stopped-overdue'`,
    },
    { name: 'running', unit: 'clocks', meaning: 'Not met and not due yet.', of: 'set', where: `state = 'running'` },
    { name: 'paused', unit: 'clocks', meaning: 'Standing still, since before they were due.', of: 'set', where: `state = 'paused'` },
    { name: 'stopped', unit: 'clocks', meaning: 'Stopped before they were due: nothing is owed.', of: 'set', where: `state = 'stopped'` },
    {
      name: 'inTimeShare',
      unit: 'ratio',
      meaning: 'inTime of inTime, late, overdue and stoppedOverdue, to 4 places; null if there are none.',
      from: ['inTime', 'late', 'overdue', 'stoppedOverdue'],
      derive: ({ inTime, late, overdue, stoppedOverdue }) =>
        ratio(inTime, (inTime ?? 0) + (late ?? 0) + (overdue ?? 0) + (stoppedOverdue ?? 0)),
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning:
        'Median by the wall clock from when their time began to when they were met; of an even number the lower of the two in the middle.',
      of: 'set',
      where: met,
      aggregate: median('minutes'),
    },
    {
      name: 'p90Minutes',
      unit: 'minutes',
      meaning: 'What 9 of 10 of those met did not exceed.',
      of: 'set',
      where: met,
      aggregate: p90('minutes'),
    },
    { name: 'extended', unit: 'clocks', meaning: 'Those that were extended.', of: 'set', where: 'extensions > 0' },
    {
      name: 'extensions',
      unit: 'extensions',
      meaning: 'How often these were, together. Null if no clock was set.',
      of: 'set',
      aggregate: { sum: 'extensions' },
    },
    {
      name: 'pausedMinutes',
      unit: 'minutes',
      meaning: 'How long they stood still by asOf, all together. Null if no clock was set.',
      of: 'set',
      aggregate: { sum: 'paused_minutes' },
    },
    {
      name: 'warned',
      unit: 'clocks',
      meaning: 'Those that were warned of before they were met or stopped.',
      of: 'set',
      where: 'is_warned',
    },
    {
      name: 'preventedByAlert',
      unit: 'clocks',
      meaning: 'Of these, those met in time.',
      of: 'set',
      where: `is_warned AND state = 'in-time'`,
    },
  ],
};
