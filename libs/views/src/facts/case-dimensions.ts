import { asked, cutBy } from '../report-definition.js';

/** What a complaint can be split by: as it was received, and as it was last classified at the cut. */
export const caseDimensions = {
  channel: 'How it came in.',
  cause: 'What it is about, a code of the cause taxonomy.',
  product: 'The product complained about; null if none was named.',
  unit: 'The org unit complained about; null if none was named.',
  jurisdiction: 'Whose rules apply; null if none was named.',
  grade: 'An on-site grievance or a complaint.',
  language: 'Language of the complaint, BCP 47.',
  origin: 'How it was entered: api, automation, import, or simulation for what a demo plays.',
  category: 'Which kind of complaint it is, by its latest classification; null until it is classified.',
  severity: 'low, medium, high or critical, by its latest classification; null until it is classified.',
  urgency: 'urgent or normal, by its latest classification; null until it is classified.',
} as const;

export const caseDimensionNames = Object.keys(caseDimensions);

/** Tables with the facts that the dimensions come from. */
export const caseTables = ['case_facts_v3.received', 'case_facts_v3.corrected', 'case_facts_v3.classified'] as const;

/** SQL: a row of this table is the one that was known then; another correction of the form may have told it otherwise before or after. */
export function knownAs(table: string): string {
  return `${table}.recorded_at <= ${asked.knownAt} AND (${table}.superseded_at IS NULL OR ${table}.superseded_at > ${asked.knownAt})`;
}

/** SQL: a fact of this table counts at the cut, as it was known then. */
export function countsAs(table: string): string {
  return `${table}.occurred_at <= ${asked.asOf} AND ${knownAs(table)}`;
}

const received = ['channel', 'cause', 'product', 'unit', 'jurisdiction', 'grade', 'language', 'origin'];
/** SQL: of a fact, what its complaint was received as. */
export const receivedAs = received.map((name) => `fact.${name}`).join(', ');

/** SQL: the latest classification of each complaint that counts at the cut, as `classified`, to the complaint of `fact`. */
export const withClassification = `
  LEFT JOIN (
    SELECT DISTINCT ON (complaint_id) complaint_id, category, severity, urgency FROM case_facts_v3.classified AS one
    WHERE ${cutBy('one')} ORDER BY complaint_id, position DESC
  ) AS classified ON classified.complaint_id = fact.complaint_id`;

/**
 * SQL: the facts of a table of `case_facts_v3` that count at the cut, with the columns asked for and every dimension of their complaints.
 * PostgreSQL leaves out the join where nobody uses its columns, because it can give one row at most.
 */
export function caseFactsSql(table: string, ...columns: readonly string[]): string {
  const ofFact = ['fact.complaint_id', 'fact.position', 'fact.occurred_at', receivedAs];
  return `SELECT ${[...ofFact, 'category', 'severity', 'urgency', ...columns].join(', ')}
    FROM case_facts_v3.${table} AS fact ${withClassification}
    WHERE ${countsAs('fact')}`;
}
