import type { DataSource, EntityManager } from 'typeorm';
import { answering } from '../query-error.js';
import { ClosedComplaint, OpenComplaint, type ListedComplaint, type ListedRow } from './complaint-list.entity.js';
import { anyOf, lookupOf, subjectLookup } from './terms.js';
import { theirsSql, type Theirs } from '../theirs.js';

/**
 * How another complaint belongs to one: it is linked to it as of a kind; this one goes on in it (`merged-into`), or it in this one (`merged-from`);
 * or it is of the same data subject about the same product, received at most 90 days before or after (`repeat`).
 */
type Relation = 'linked-repeat' | 'linked-joint' | 'linked-related' | 'merged-into' | 'merged-from' | 'repeat';

export interface RelatedComplaint {
  readonly complaintId: string;
  readonly how: readonly Relation[];
  /** As it stands in the list; null if it is not there, or not shown to who asks. */
  readonly complaint: ListedComplaint | null;
}

/** 90 days of 24 hours, as in the report: the days of the database's own zone may be longer or shorter. */
const repeatHours = 90 * 24;
/** More is no small list. */
const most = 200;

/**
 * The complaints that one has to do with, those received last first, at most 200; undefined if there is no such complaint.
 * @param theirs what others there are is told of all, how they stand of theirs alone
 */
export async function relatedComplaints(
  dataSource: DataSource,
  complaintId: string,
  theirs?: Theirs,
): Promise<RelatedComplaint[] | undefined> {
  return answering('complaint-list', () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [own] = await rows<ListedRow>(manager, 'complaint_id = $1', [complaintId], { also: ['subjects', 'links'] });
      if (!own) return undefined;
      const how = relationsOf(own);
      const add = (id: string, relation: Relation) => how.set(id, [...new Set([...(how.get(id) ?? []), relation])]);

      await manager.query(`SELECT set_config('enable_seqscan', 'off', true)`);
      const mergedHere = await rows(manager, `merged_into = $2 ${newest}`, [anyOf([lookupOf('mergedInto', [complaintId])!]), complaintId], {
        isLookedUp: true,
      });
      for (const other of mergedHere) add(other.complaintId, 'merged-from');
      const repeats =
        own.product === null || own.subjects.length === 0
          ? []
          : await rows(
              manager,
              `subjects && $2::uuid[] AND product = $3 AND complaint_id <> $4
               AND received_at BETWEEN $5::timestamptz - make_interval(hours => $6) AND $5::timestamptz + make_interval(hours => $6) ${newest}`,
              [subjectLookup(own.subjects), own.subjects, own.product, complaintId, own.receivedAt, repeatHours],
              { isLookedUp: true },
            );
      for (const other of repeats) add(other.complaintId, 'repeat');

      const listed = new Map([...mergedHere, ...repeats].map((row) => [row.complaintId, row]));
      const missing = [...how.keys()].filter((id) => !listed.has(id));
      for (const row of await rows(manager, 'complaint_id = ANY($1::uuid[])', [missing])) listed.set(row.complaintId, row);
      const shown = theirs && (await idsOfTheirs(manager, [...listed.keys()], theirs));
      const time = ({ complaint }: RelatedComplaint) => complaint?.receivedAt.getTime() ?? -Infinity;
      return [...how]
        .map(([id, relations]) => ({ complaintId: id, how: relations, complaint: listed.get(id) ?? null }))
        .sort((a, b) => time(b) - time(a) || (a.complaintId < b.complaintId ? -1 : 1))
        .slice(0, most)
        .map((other) => (shown && !shown.has(other.complaintId) ? { ...other, complaint: null } : other));
    }),
  );
}

async function idsOfTheirs(manager: EntityManager, ids: readonly string[], theirs: Theirs): Promise<ReadonlySet<string>> {
  const parameters: unknown[] = [ids];
  const fits = theirsSql(theirs, (value) => `$${parameters.push(value)}`);
  const tables = [OpenComplaint, ClosedComplaint].map((table) => manager.dataSource.getMetadata(table).tablePath);
  const found = await manager.query<{ id: string }[]>(
    tables
      .map((table) => `SELECT complaint_id AS id FROM ${table} AS c WHERE complaint_id = ANY($1::uuid[]) AND ${fits}`)
      .join(' UNION ALL '),
    parameters,
  );
  return new Set(found.map(({ id }) => id));
}

const newest = `ORDER BY received_at DESC, complaint_id LIMIT ${most}`;

/** What its own events say: its links, and where it was merged into. */
function relationsOf({ links, mergedInto }: ListedRow): Map<string, Relation[]> {
  const how = new Map<string, Relation[]>();
  const add = (id: string, relation: Relation) => how.set(id, [...(how.get(id) ?? []), relation]);
  for (const link of links) {
    const [kind = '', id = ''] = link.split(':');
    add(id, kind === 'merged' ? 'merged-from' : (`linked-${kind}` as Relation));
  }
  if (mergedInto !== null) add(mergedInto, 'merged-into');
  return how;
}

/**
 * Rows of both tables, with what a list answers and these columns.
 * @param isLookedUp the first parameter is what they are found by in the index of terms, before anything else: looking through the latest for some
 *   that may not be there would take all
 */
async function rows<R extends ListedComplaint>(
  manager: EntityManager,
  condition: string,
  parameters: readonly unknown[],
  { also = [], isLookedUp = false }: { readonly also?: readonly (keyof R & string)[]; readonly isLookedUp?: boolean } = {},
): Promise<R[]> {
  const found: R[] = [];
  for (const entity of [OpenComplaint, ClosedComplaint]) {
    const { schema, tableName, columns } = manager.dataSource.getMetadata(entity);
    const chosen = columns.filter(({ isSelect, propertyName }) => isSelect || (also as readonly string[]).includes(propertyName));
    const names = chosen.map(({ databaseName, propertyName }) => `"${databaseName}" AS "${propertyName}"`).join(', ');
    const table = `"${schema}"."${tableName}"`;
    const from = isLookedUp ? `(SELECT * FROM ${table} WHERE terms @@ $1::tsquery OFFSET 0) AS found` : table;
    found.push(...(await manager.query<R[]>(`SELECT ${names} FROM ${from} WHERE ${condition}`, [...parameters])));
  }
  return found;
}
