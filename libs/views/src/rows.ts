import { once } from 'node:events';
import type { ReceivedData } from '@redress/complaint';
import type { Origin, Recorded } from '@redress/kernel';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager, EntityMetadata } from 'typeorm';
import type { EntityClass } from './view.js';

/** The streams of complaints are `complaint-<uuid>`. */
export const complaintPrefix = 'complaint-';

export function complaintIdOf(event: Pick<Recorded, 'stream'>): string {
  return event.stream.slice(complaintPrefix.length);
}

/** Where and when an event is, as columns. */
export function placeOf(event: Recorded) {
  return {
    complaintId: complaintIdOf(event),
    position: event.position.toString(),
    occurredAt: new Date(event.metadata.occurredAt),
    recordedAt: new Date(event.recordedAt),
  };
}

/** From where in the log on a fact of an event is known, and until where as it is told now, as columns. */
export function knownBy({ position }: Pick<Recorded, 'position'>) {
  return { knownFrom: position.toString(), knownUntil: null };
}

/** What is copied into all that is counted of a complaint. */
export type CountedKind = ReturnType<typeof kindOf> & { readonly origin: Origin; readonly correction: number };

/**
 * Where and when an event is, of which kind of complaint, and from when on it is known, as columns of a row of its own. All are named here, and what else
 * the row has is for `Object.assign`: V8 takes some fifty times as long for a spread of objects that have different fields.
 */
export function countedBy({ complaintId, position, occurredAt, recordedAt }: ReturnType<typeof placeOf>, kind: CountedKind) {
  const { origin, correction, channel, cause, product, unit, jurisdiction, grade, language } = kind;
  return {
    complaintId,
    position,
    occurredAt,
    recordedAt,
    origin,
    correction,
    channel,
    cause,
    product,
    unit,
    jurisdiction,
    grade,
    language,
    knownFrom: position,
    knownUntil: null,
  };
}

/** What kind of complaint was received, as columns: what was left out is null. */
export function kindOf({ channel, cause, product, unit, jurisdiction, grade, language }: ReceivedData) {
  return { channel, cause, product: product ?? null, unit: unit ?? null, jurisdiction: jurisdiction ?? null, grade, language };
}

/**
 * Whether an event comes next after the revision that was folded last; false if it was folded already.
 * @throws Error if one is missing in between: folding on would hide it
 */
export function isNext(event: Pick<Recorded, 'stream' | 'revision'>, folded: number): boolean {
  if (event.revision > folded + 1) throw new Error(`${event.stream} revision ${event.revision} came after ${folded}: events are missing`);
  return event.revision === folded + 1;
}

/**
 * The complaints of these events that may have rows already. Of one whose stream begins here there are none to look up: that is every
 * complaint of an import.
 *
 * @param needs only those with an event for which it is true.
 */
export function begunBefore(events: readonly Recorded[], needs: (event: Recorded) => boolean = () => true): string[] {
  const begun = new Set(events.filter(({ revision }) => revision === 0).map(complaintIdOf));
  return [...new Set(events.filter(needs).map(complaintIdOf))].filter((id) => !begun.has(id));
}

/**
 * Inserts the rows, or puts them in the place of those with the same primary key.
 *
 * @param mayBeThere only for those for which it is true is a row looked for; one that is there all the same fails
 */
export async function upsert<R extends object>(
  manager: EntityManager,
  entity: EntityClass<R>,
  rows: readonly R[],
  mayBeThere: (row: R) => boolean = () => true,
): Promise<void> {
  const metadata = manager.dataSource.getMetadata(entity);
  const { primaryColumns: keys } = metadata;
  const old = rows.filter(mayBeThere);
  if (old.length > 0) {
    const lists = keys.map((key, i) => `$${i + 1}::${manager.dataSource.driver.normalizeType(key)}[]`);
    await manager.query(
      `DELETE FROM ${table(metadata)} AS old USING unnest(${lists.join(', ')}) AS gone (${keys.map(quoted).join(', ')})
       WHERE ${keys.map((key) => `old.${quoted(key)} = gone.${quoted(key)}`).join(' AND ')}`,
      keys.map((key) => old.map((row) => row[key.propertyName as keyof R])),
    );
  }
  await insert(manager, entity, rows);
}

/** Inserts rows that are not there, by `COPY`: half of what it costs PostgreSQL by any statement (docs/adr/0032). Within a transaction. */
export async function insert<R extends object>(manager: EntityManager, entity: EntityClass<R>, rows: readonly R[]): Promise<void> {
  if (rows.length === 0) return;
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns } = metadata;
  const fields = columns.map(({ propertyName, isArray, type }) => ({
    name: propertyName as keyof R,
    text: isArray ? arrayText : type === 'json' || type === 'jsonb' ? jsonText : plainText,
  }));
  let lines = '';
  for (const row of rows) {
    let end = '';
    for (const { name, text } of fields) {
      const value: unknown = row[name];
      lines += value === null || value === undefined ? `${end}\\N` : end + text(value);
      end = '\t';
    }
    lines += '\n';
  }
  const client = (await manager.queryRunner!.connect()) as ClientBase;
  const copy = client.query(copyFrom(`COPY ${table(metadata)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
  copy.end(lines);
  await once(copy, 'finish');
}

/** The rows of these complaints. */
export async function rowsOfComplaints<R extends object>(
  manager: EntityManager,
  entity: EntityClass<R>,
  ids: readonly string[],
): Promise<R[]> {
  if (ids.length === 0) return [];
  const metadata = manager.dataSource.getMetadata(entity);
  const columns = metadata.columns.map((column) => `${quoted(column)} AS "${column.propertyName}"`);
  return manager.query<R[]>(`SELECT ${columns.join(', ')} FROM ${table(metadata)} WHERE "complaint_id" = ANY($1::uuid[])`, [ids]);
}

function quoted({ databaseName }: EntityMetadata['columns'][number]): string {
  return `"${databaseName}"`;
}

function table({ schema, tableName }: EntityMetadata): string {
  return `"${schema}"."${tableName}"`;
}

/*
 * Values as `COPY` reads them: a tab ends a value, a line feed a row. PostgreSQL knows neither U+0000 nor half a surrogate pair, and no view shall
 * stop for one in some code: both become U+FFFD, the second where the text becomes bytes.
 */

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\uFFFD' };

function plainText(value: unknown): string {
  if (value instanceof Date) return instantText(value);
  return typeof value === 'string' ? escaped(value) : String(value);
}

/** The instants of an event are in rows of many tables, and to look one up takes a tenth of what it takes to write it. */
const mostInstants = 10_000;
const instants = new Map<number, string>();

function instantText(at: Date): string {
  const known = instants.get(at.getTime());
  if (known !== undefined) return known;
  if (instants.size >= mostInstants) instants.clear();
  const text = at.toISOString();
  instants.set(at.getTime(), text);
  return text;
}

function arrayText(value: unknown): string {
  if ((value as readonly unknown[]).length === 0) return '{}';
  const items = (value as readonly unknown[]).map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`);
  return escaped(`{${items.join(',')}}`);
}

function jsonText(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return escaped(json);
  const cleaned = (_: string, item: unknown) => (typeof item === 'string' ? Buffer.from(item).toString().replaceAll('\0', '\uFFFD') : item);
  return escaped(JSON.stringify(value, cleaned));
}

function escaped(text: string): string {
  return /[\\\t\n\r\0]/.test(text) ? text.replace(/[\\\t\n\r\0]/g, (character) => escapes[character]!) : text;
}
