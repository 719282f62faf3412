import { cutBy, median, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTable, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';
import { warnedClocks } from './clock-state.js';
import { clockTables } from './timeliness.js';

const dimensions = {
  ...caseDimensions,
  reached: 'The level that was reached, such as level-2, or the body outside; of hand-backs the level the case went back to.',
  reason: 'Why, a code.',
  track: 'level, or external for a body outside.',
  trigger: 'What made it move: person, deadline, tipping-point, authority or customer.',
};

/** Report 5, escalation, and what an alert prevented. */
export const escalation: ReportDefinition = {
  name: 'escalation',
  number: 5,
  version: 2,
  question: 'How many complaints were escalated, where to, why, and how soon?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('escalated'), recordsOf('handed_back'), ...clockTables],
  dimensions,
  facts: {
    escalated: {
      sql: caseFactsSql('escalated', 'fact.reached', 'fact.reason', 'fact.track', 'fact.trigger', 'fact.minutes'),
      dimensions: Object.keys(dimensions),
    },
    handedBack: {
      sql: caseFactsSql('handed_back', 'fact.reached', 'fact.reason'),
      dimensions: [...caseDimensionNames, 'reached', 'reason'],
    },
    received: {
      sql: caseFactsSql(
        'received',
        `EXISTS (SELECT FROM ${caseTable('escalated')} AS one WHERE one.complaint_id = fact.complaint_id AND ${cutBy('one')}) AS is_escalated`,
      ),
      dimensions: caseDimensionNames,
    },
    warned: { sql: warnedClocks, dimensions: caseDimensionNames },
  },
  measures: [
    {
      name: 'escalations',
      unit: 'escalations',
      meaning: 'Escalations, to a level or a body outside, by when they happened.',
      of: 'escalated',
    },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all escalations in the {period}, to 4 places; 0 if there were none.',
      from: ['escalations'],
      derive: (row, all) => ratio(row['escalations'], all['escalations'], 0),
    },
    { name: 'outside', unit: 'escalations', meaning: 'Of these, to a body outside.', of: 'escalated', where: `track = 'external'` },
    {
      name: 'byDeadline',
      unit: 'escalations',
      meaning: 'Those that a missed deadline made.',
      of: 'escalated',
      where: `trigger = 'deadline'`,
    },
    {
      name: 'byTippingPoint',
      unit: 'escalations',
      meaning: 'Those that a tipping point made: a case became too risky.',
      of: 'escalated',
      where: `trigger = 'tipping-point'`,
    },
    {
      name: 'medianMinutes',
      unit: 'minutes',
      meaning: 'Median from receipt to the escalation; of an even number the lower of the two in the middle. Null if there were none.',
      of: 'escalated',
      aggregate: median('minutes'),
    },
    { name: 'handedBack', unit: 'hand-backs', meaning: 'Cases that went back to a lower level, each time.', of: 'handedBack' },
    { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}.', of: 'received' },
    {
      name: 'receivedEscalated',
      unit: 'complaints',
      meaning: 'Of these, those that had been escalated by asOf, also after the {period}.',
      of: 'received',
      where: 'is_escalated',
    },
    {
      name: 'escalatedShare',
      unit: 'ratio',
      meaning: 'receivedEscalated of received, to 4 places; null if none was received.',
      from: ['receivedEscalated', 'received'],
      derive: (row) => ratio(row['receivedEscalated'], row['received']),
    },
    { name: 'warned', unit: 'clocks', meaning: 'Clocks of which somebody was warned for the first time in the {period}.', of: 'warned' },
    {
      name: 'preventedByAlert',
      unit: 'clocks',
      meaning: 'Of these, those then met in time, by asOf: what the alert prevented.',
      of: 'warned',
      where: `is_warned AND state = 'in-time'`,
    },
  ],
};
