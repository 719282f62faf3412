import { asked, ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensionNames, caseDimensions, caseFactsSql, caseTable, caseTables, countsAs, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = { ...caseDimensions, reason: 'Why it was reopened, merged or un-merged, a code.' };

/**
 * SQL: to each complaint that is merged at the cut, or that others are merged into, all that go on together with it. Each goes on in one other at
 * most, so that those that belong together end in the same one, or go round in the same circle.
 */
const together = `
  WITH RECURSIVE merger AS MATERIALIZED (
    SELECT complaint_id, other FROM (
      SELECT DISTINCT ON (complaint_id) complaint_id, how, other FROM ${caseTable('merged')} AS one
      WHERE ${countsAs('one')} ORDER BY complaint_id, position DESC
    ) AS latest WHERE how = 'merged'
  ), goes_on AS (
    SELECT complaint_id, other FROM merger
    UNION SELECT goes_on.complaint_id, merger.other FROM goes_on JOIN merger ON merger.complaint_id = goes_on.other
  ), ending AS (
    SELECT other AS complaint_id FROM merger EXCEPT SELECT complaint_id FROM merger
  ), family AS (
    SELECT complaint_id, complaint_id::text AS head FROM ending
    UNION ALL
    SELECT goes_on.complaint_id, max(goes_on.other::text) FROM goes_on
    JOIN (SELECT complaint_id FROM ending UNION ALL SELECT complaint_id FROM goes_on WHERE complaint_id = other) AS last
      ON last.complaint_id = goes_on.other
    GROUP BY goes_on.complaint_id
  ), together AS (
    SELECT complaint_id, members FROM family JOIN (SELECT head, array_agg(complaint_id) AS members FROM family GROUP BY head) AS all_of USING (head)
  )`;

/**
 * SQL: the complaints of the period that are repeats. Who complained is told by pseudonyms alone, so an erasure changes nothing.
 */
const repeats = `${together}
  SELECT later.complaint_id FROM ${caseTable('complained')} AS later
  LEFT JOIN together ON together.complaint_id = later.complaint_id
  WHERE ${countsAs('later')} AND NOT later.anonymous AND later.occurred_at >= ${asked.from} AND later.occurred_at < ${asked.to} AND EXISTS (
    SELECT FROM ${caseTable('complained')} AS earlier
    WHERE ${countsAs('earlier')} AND NOT earlier.anonymous
      AND earlier.subject_id = later.subject_id AND earlier.product = later.product
      AND earlier.occurred_at >= later.occurred_at - interval '${90 * 24} hours'
      AND (earlier.occurred_at, earlier.position) < (later.occurred_at, later.position)
      AND earlier.complaint_id <> ALL (coalesce(together.members, '{}')))`;

/** Report 9. What stays just under an edge of the matrix, or is split to do so, is told by `authority-usage`. */
export const repeatsAndReopenings: ReportDefinition = {
  name: 'repeats',
  number: 9,
  version: 1,
  question: 'Who had to complain again: how many complaints are repeats, were reopened, merged or linked?',
  view: caseFacts,
  tables: [...caseTables, ...['closed', 'reopened', 'merged', 'linked'].map(recordsOf)],
  dimensions,
  facts: {
    received: { sql: caseFactsSql('received', `fact.complaint_id IN (${repeats}) AS is_repeat`), dimensions: caseDimensionNames },
    closed: { sql: caseFactsSql('closed'), dimensions: caseDimensionNames },
    reopened: { sql: caseFactsSql('reopened', 'fact.reason'), dimensions: Object.keys(dimensions) },
    merged: { sql: caseFactsSql('merged', 'fact.reason', 'fact.how'), dimensions: Object.keys(dimensions) },
    linked: { sql: caseFactsSql('linked', 'fact.how', 'fact.kind'), dimensions: caseDimensionNames },
  },
  measures: [
    { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}, also if merged since.', of: 'received' },
    {
      name: 'repeats',
      unit: 'complaints',
      meaning:
        'Of these, those before which, within 90 days (of 24 hours), somebody who complains in it had complained about the same product, or as here about ' +
        'none. Not anonymous ones, and not of one that it is merged with.',
      of: 'received',
      where: 'is_repeat',
    },
    {
      name: 'repeatShare',
      unit: 'ratio',
      meaning: 'repeats of received, to 4 places; null if none was received.',
      from: ['repeats', 'received'],
      derive: (row) => ratio(row['repeats'], row['received']),
    },
    { name: 'closed', unit: 'closings', meaning: 'Closings in the {period}.', of: 'closed' },
    { name: 'reopened', unit: 'reopenings', meaning: 'Reopenings in the {period}, each time.', of: 'reopened' },
    {
      name: 'reopeningRate',
      unit: 'ratio',
      meaning: 'reopened for each of closed, to 4 places; null if none was closed. More than 1 where more was reopened than closed.',
      from: ['reopened', 'closed'],
      derive: (row) => ratio(row['reopened'], row['closed']),
    },
    {
      name: 'merged',
      unit: 'mergers',
      meaning: 'Complaints merged into another in the {period}.',
      of: 'merged',
      where: `how = 'merged'`,
    },
    { name: 'unmerged', unit: 'mergers', meaning: 'Those taken out of another again.', of: 'merged', where: `how = 'unmerged'` },
    ...(['repeat', 'joint', 'related'] as const).map((kind) => ({
      name: `linked${kind[0]!.toUpperCase()}${kind.slice(1)}`,
      unit: 'links' as const,
      meaning: `Links of the kind ${kind} made in the {period}, counted in each of the two complaints, also those cut since.`,
      of: 'linked',
      where: `how = 'linked' AND kind = '${kind}'`,
    })),
    {
      name: 'unlinked',
      unit: 'links',
      meaning: 'Links of these kinds cut in the {period}, counted in each of the two.',
      of: 'linked',
      where: `how = 'unlinked' AND kind <> 'merged'`,
    },
  ],
};
