import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { answering, QueryError } from '../query-error.js';
import { ListedComplaint } from './complaint-list.entity.js';
import { decodeCursor, encodeCursor, type PageEnd } from '../cursor.js';

/** Filters by equality; a list means any of these, `null` means "has none". */
export const equalityFilters = [
  'status',
  'channel',
  'cause',
  'product',
  'unit',
  'jurisdiction',
  'grade',
  'category',
  'severity',
  'urgency',
  'sensitive',
  'assignee',
  'assignedUnit',
  'assignedTeam',
  'assignedSkill',
  'level',
  'outcome',
  'language',
  'origin',
  'acknowledged',
  'investigated',
  'replied',
  'proposal',
  'proposalRound',
  'owed',
  'reopenedCount',
  'sourceReference',
  'sourceSystem',
  'sourceId',
] as const satisfies readonly (keyof ListedComplaint)[];
type EqualityFilter = (typeof equalityFilters)[number];

/** Filters by time: `from` inclusive, `to` exclusive, ISO 8601 with offset. */
export const timeFilters = {
  receivedFrom: ['receivedAt', '>='],
  receivedTo: ['receivedAt', '<'],
  lastEventFrom: ['lastEventAt', '>='],
  lastEventTo: ['lastEventAt', '<'],
  closedFrom: ['closedAt', '>='],
  closedTo: ['closedAt', '<'],
} as const satisfies Record<string, readonly [keyof ListedComplaint, '>=' | '<']>;
type TimeFilter = keyof typeof timeFilters;

/** What a list can be sorted by, ascending; with a leading `-` descending. Complaints without the value come last either way. */
export const listSorts = ['receivedAt', 'lastEventAt', 'closedAt'] as const;
type Sorted = (typeof listSorts)[number];

type Value<F extends EqualityFilter> = ListedComplaint[F];

export type ComplaintFilter = { readonly [F in EqualityFilter]?: Value<F> | readonly Value<F>[] } & {
  readonly [F in TimeFilter]?: string;
} & {
  /** Has at least one of these tags. */
  readonly tags?: string | readonly string[];
};

export interface ComplaintListQuestion {
  readonly filter?: ComplaintFilter;
  /** One of `listSorts`, or `-` and one of them. Default `-receivedAt`. Equal ones are ordered by id. */
  readonly sort?: string;
  /** `next` of the page before, with the same filters and sort. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export interface ComplaintPage {
  readonly items: ListedComplaint[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of complaints.
 * @throws QueryError `unknown-filter`, `invalid-filter`, `unknown-sort`, `invalid-cursor`, `invalid-limit`
 */
export async function listComplaints(dataSource: DataSource, question: ComplaintListQuestion = {}): Promise<ComplaintPage> {
  const { filter = {}, sort = '-receivedAt', cursor, limit = 50 } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const by = listSorts.find((name) => name === sort.replace(/^-/, ''));
  if (!by) throw new QueryError('unknown-sort', `sort must be one of ${listSorts.join(', ')}, with a leading - for descending.`);
  const order = { by, direction: sort.startsWith('-') ? 'DESC' : 'ASC' } as const;

  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const asked = JSON.stringify([sort, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const filtered = () => filteredBy(given, dataSource.getRepository(ListedComplaint).createQueryBuilder('complaint'));

  return answering('complaint-list', async () => {
    const items = after?.value === null ? [] : await withValue(filtered(), order, limit + 1, after);
    // What lacks the value comes in a query of its own: each of the two is a walk along the index, together they would be a sort.
    const missing = limit + 1 - items.length;
    if (by === 'closedAt' && missing > 0) items.push(...(await withoutValue(filtered(), order, missing, after)));
    const page = items.slice(0, limit);
    const last = page.at(-1);
    const next =
      last && items.length > limit ? encodeCursor({ value: last[by]?.toISOString() ?? null, id: last.complaintId }, asked) : null;
    return { items: page, next };
  });
}

type Query = SelectQueryBuilder<ListedComplaint>;
type Order = { readonly by: Sorted; readonly direction: 'ASC' | 'DESC' };

function withValue(query: Query, { by, direction }: Order, limit: number, after: PageEnd | undefined): Promise<ListedComplaint[]> {
  if (by === 'closedAt') query.andWhere('complaint.closedAt IS NOT NULL');
  if (after) {
    const sign = direction === 'ASC' ? '>' : '<';
    query.andWhere(`(complaint.${by}, complaint.complaintId) ${sign} (:value::timestamptz, :id::uuid)`, {
      value: after.value,
      id: after.id,
    });
  }
  return query.orderBy(`complaint.${by}`, direction).addOrderBy('complaint.complaintId', direction).limit(limit).getMany();
}

function withoutValue(query: Query, { by, direction }: Order, limit: number, after: PageEnd | undefined): Promise<ListedComplaint[]> {
  query.andWhere(`complaint.${by} IS NULL`);
  if (after?.value === null) query.andWhere(`complaint.complaintId ${direction === 'ASC' ? '>' : '<'} :id`, { id: after.id });
  return query.orderBy(`complaint.${by}`, direction).addOrderBy('complaint.complaintId', direction).limit(limit).getMany();
}

function filteredBy(filters: readonly (readonly [string, unknown])[], query: Query): Query {
  for (const [name, value] of filters) {
    if (isOneOf(equalityFilters, name)) equals(query, name, value);
    else if (Object.hasOwn(timeFilters, name)) within(query, name as TimeFilter, value);
    else if (name === 'tags') query.andWhere('complaint.tags && :tags::text[]', { tags: listOf(value) });
    else
      throw new QueryError(
        'unknown-filter',
        `${name} is no filter; there are ${[...equalityFilters, ...Object.keys(timeFilters), 'tags'].join(', ')}.`,
      );
  }
  return query;
}

function equals(query: Query, name: EqualityFilter, value: unknown): void {
  const values = listOf(value);
  const present = values.filter((one) => one !== null);
  const conditions = [
    ...(present.length > 0 || values.length === 0 ? [`complaint.${name} = ANY(:${name})`] : []),
    ...(present.length < values.length ? [`complaint.${name} IS NULL`] : []),
  ];
  // A single value is compared as such: with ANY the index would not give the order.
  if (values.length === 1 && present.length === 1) query.andWhere(`complaint.${name} = :${name}`, { [name]: present[0] });
  else query.andWhere(`(${conditions.join(' OR ')})`, { [name]: present });
}

function within(query: Query, name: TimeFilter, value: unknown): void {
  const [field, sign] = timeFilters[name];
  const valid = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value) && !Number.isNaN(Date.parse(value));
  if (!valid) throw new QueryError('invalid-filter', `${name} must be an instant with offset such as 2026-11-22T08:00:00+08:00.`);
  query.andWhere(`complaint.${field} ${sign} :${name}`, { [name]: new Date(value).toISOString() });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
