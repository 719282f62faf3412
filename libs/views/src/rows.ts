import type { ReceivedData } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
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

/** Inserts the rows, or puts them in the place of those with the same primary key, in one statement. */
export async function upsert<R extends object>(manager: EntityManager, entity: EntityClass<R>, rows: readonly R[]): Promise<void> {
  if (rows.length === 0) return;
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns, primaryColumns } = metadata;
  const names = columns.map(quoted);
  const keys = primaryColumns.map(quoted);
  const fields = columns.map(
    (column) => `"${column.propertyName}" ${manager.dataSource.driver.normalizeType(column)}${column.isArray ? '[]' : ''}`,
  );
  await manager.query(
    `INSERT INTO ${table(metadata)} (${names.join(', ')})
     SELECT ${columns.map((column) => `"${column.propertyName}"`).join(', ')} FROM json_to_recordset($1::json) AS row (${fields.join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${names.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}`,
    [toJson(rows)],
  );
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

/** JSON that PostgreSQL takes: it knows neither U+0000 nor half a surrogate pair, and no view shall stop for one in some code. */
function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'string' ? Buffer.from(item).toString().replaceAll('\0', '\uFFFD') : item,
  );
}
