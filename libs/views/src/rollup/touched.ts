import type { EntityManager } from 'typeorm';
import { caseFacts } from '../facts/case-facts.js';
import { rolledSchema, type RolledUpTo } from './rollups.js';

/** Since when and until when: complaints for which something was recorded or came about between these. */
type Since = Pick<RolledUpTo, 'position' | 'recordedAt' | 'asOf'>;

/**
 * The complaints whose facts in these tables may count otherwise now than they did then: something was recorded since; or its time has come since, as of
 * what was recorded ahead of its time and of what was due; or time goes by for it, as for a clock that stands still. Every other complaint is as it was.
 * Of more than `most` only some.
 */
export async function touchedSince(
  manager: EntityManager,
  tables: readonly string[],
  { position, recordedAt, asOf }: Since,
  now: Date,
  most: number,
): Promise<string[]> {
  // The API's clock may be behind the worker's: then what had come about may not have.
  const [early, late] = asOf < now ? [asOf, now] : [now, asOf];
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT complaint_id AS id FROM (${tables.flatMap((table) => touchedIn(manager, table)).join(' UNION ALL ')}) AS touched LIMIT ${most + 1}`,
    [position, recordedAt, early, late],
  );
  return rows.map(({ id }) => id);
}

/** SQL: those of one table, a SELECT for each index. */
function touchedIn({ dataSource }: EntityManager, table: string): string[] {
  const metadata = caseFacts.entities.map((entity) => dataSource.getMetadata(entity)).find(({ tableName }) => tableName === table);
  if (!metadata) throw new Error(`${rolledSchema} has no table ${table}`);
  const has = (name: string) => metadata.columns.some(({ databaseName }) => databaseName === name);
  const recorded = (at: string, known: string) => `${at} >= $2::timestamptz AND ${known} > $1::bigint`;
  const came = (at: string) => `${at} > $3::timestamptz AND ${at} <= $4::timestamptz`;
  const lasts = has('ended_at');
  return [
    recorded('recorded_at', has('known_from') ? 'known_from' : 'position'),
    came('occurred_at'),
    ...(lasts ? [recorded('end_recorded_at', 'end_position'), came('ended_at')] : []),
    ...(has('due') ? [lasts ? `ended_at IS NULL AND ${came('due')}` : came('due')] : []),
    ...(has('paused_at') ? ['paused_at IS NOT NULL AND ended_at IS NULL'] : []),
    ...['arrived_at', 'departed_at'].filter(has).map(came),
  ].map((condition) => `SELECT complaint_id FROM ${rolledSchema}.${table} WHERE ${condition}`);
}
