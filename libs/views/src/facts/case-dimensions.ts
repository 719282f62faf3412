import { asked, cutBy } from '../report-definition.js';
import { schemaOf } from '../view.js';
import { caseFacts } from './case-facts.js';

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

/** SQL: a table of `case-facts`. */
export function caseTable(name: string): string {
  return `${schemaOf(caseFacts)}.${name}`;
}

/** SQL, for `tables` of a report: what was recorded in a table whose facts corrections tell anew. */
export function recordsOf(name: string): string {
  return `(SELECT recorded_at, known_from AS position FROM ${caseTable(name)}) AS ${name}`;
}

/** SQL, for `tables` of a report: the ends of what lasts. */
export function endsOf(name: string): string {
  return `(SELECT end_recorded_at AS recorded_at, end_position AS position FROM ${caseTable(name)}) AS ${name}_end`;
}

/** Tables with the facts that the dimensions come from. */
export const caseTables: readonly string[] = [recordsOf('received'), caseTable('corrected'), caseTable('classified')];

/** SQL: a row of this table is the one that was known then; another correction of the form may have told it otherwise before or after. */
export function knownAs(table: string): string {
  return `${table}.known_from <= ${asked.known} AND (${table}.known_until IS NULL OR ${table}.known_until > ${asked.known})`;
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
    SELECT DISTINCT ON (complaint_id) complaint_id, category, severity, urgency FROM ${caseTable('classified')} AS one
    WHERE ${cutBy('one')} ORDER BY complaint_id, position DESC
  ) AS classified ON classified.complaint_id = fact.complaint_id`;

const latest = (column: string) => `
  (SELECT one.${column} FROM ${caseTable('classified')} AS one
   WHERE one.complaint_id = fact.complaint_id AND ${cutBy('one')} ORDER BY one.position DESC LIMIT 1) AS ${column}`;

/**
 * SQL: the same facts, each with its classification looked up: for those of some months, or of some complaints, where going through all
 * classifications that there are would take longer than the rest.
 */
export function lookingUp(sql: string): string {
  return sql.replaceAll(
    withClassification,
    ` CROSS JOIN LATERAL (SELECT ${['category', 'severity', 'urgency'].map(latest).join(',')}) AS classified`,
  );
}

/**
 * SQL: the facts of a table of `case-facts` that count at the cut, with the columns asked for and every dimension of their complaints.
 * PostgreSQL leaves out the join where nobody uses its columns, because it can give one row at most.
 */
export function caseFactsSql(table: string, ...columns: readonly string[]): string {
  const ofFact = ['fact.complaint_id', 'fact.position', 'fact.occurred_at', receivedAs];
  return `SELECT ${[...ofFact, 'category', 'severity', 'urgency', ...columns].join(', ')}
    FROM ${caseTable(table)} AS fact ${withClassification}
    WHERE ${countsAs('fact')}`;
}
