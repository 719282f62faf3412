import type { DataSource, EntityManager } from 'typeorm';
import { answering, QueryError } from '../query-error.js';
import { ClosedComplaint, OpenComplaint, type ListedComplaint } from './complaint-list.entity.js';
import { decodeCursor, encodeCursor, type PageEnd } from '../cursor.js';
import { pageOf, usualReach, type Conditions, type Page, type Part, type Reach } from './page.js';
import { allOf, lookupOf, searchesOf, subjectLookup, theirsLookup } from './terms.js';
import { isDay } from '../report-time.js';
import { theirsSql, type Theirs } from '../theirs.js';

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
  'handedOver',
  'contributions',
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
  'mergedInto',
  'linked',
  'inBranch',
  'suggestedCategory',
  'erased',
  'incident',
  'atRisk',
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

/** Filters by lists of codes: has at least one of these; `null` means "has none". */
export const listFilters = ['tags', 'contributionsFrom', 'externalBodies'] as const satisfies readonly (keyof ListedComplaint)[];
type ListFilter = (typeof listFilters)[number];

/** What a list can be sorted by, ascending; with a leading `-` descending. Complaints without the value come last either way. */
export const listSorts = ['receivedAt', 'lastEventAt', 'closedAt'] as const;

type Value<F extends EqualityFilter> = ListedComplaint[F];

export type ComplaintFilter = { readonly [F in EqualityFilter]?: Value<F> | readonly Value<F>[] } & {
  readonly [F in TimeFilter]?: string;
} & {
  readonly [F in ListFilter]?: string | null | readonly (string | null)[];
} & {
  /** The other complaints of the same data subjects as this one, by its id; none if it is unknown, or tells nothing personal. */
  readonly sameSubjectAs?: string;
};

export interface ComplaintListQuestion {
  readonly filter?: ComplaintFilter;
  /**
   * Words of codes and numbers, 1 to 200 characters, each by its beginning, all of which must occur: the complaint's id (six digits or more) and
   * reference, channel, cause, product, unit, category, tags, assignment, outcome … Never what is personal.
   */
  readonly q?: string;
  /** One of `listSorts`, or `-` and one of them. Default `-receivedAt`. Equal ones are ordered by id. */
  readonly sort?: string;
  /** `next` of the page before, with the same filters and sort. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  /** Of theirs alone. */
  readonly theirs?: Theirs;
}

export interface ComplaintPage {
  /** At most `limit`. Fewer do not make it the last page: who asks for what hardly occurs is answered with what was found in time. */
  readonly items: ListedComplaint[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of complaints.
 * @throws QueryError `unknown-filter`, `invalid-filter`, `unknown-sort`, `invalid-cursor`, `invalid-limit`
 */
export async function listComplaints(
  dataSource: DataSource,
  question: ComplaintListQuestion = {},
  reach = usualReach,
): Promise<ComplaintPage> {
  const { filter = {}, q, sort = '-receivedAt', cursor, limit = 50, theirs } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const by = listSorts.find((name) => name === sort.replace(/^-/, ''));
  if (!by) throw new QueryError('unknown-sort', `sort must be one of ${listSorts.join(', ')}, with a leading - for descending.`);
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';

  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const asked = JSON.stringify([sort, q, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const { sameSubjectAs, ...plain } = Object.fromEntries(given);
  const conditions = conditionsOf(Object.entries(plain), q);
  const { status } = plain;
  if (theirs) onlyTheirs(conditions, theirs);
  if (conditions.isImpossible) return { items: [], next: null };

  return answering('complaint-list', () =>
    // Of one moment: a case that is closed meanwhile is neither missed nor met twice.
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      if (sameSubjectAs !== undefined) await addSubjects(manager, conditions, sameSubjectAs);
      const isAsked = (one: string) => status === undefined || listOf(status).includes(one);
      const open = isAsked('open') ? [{ table: OpenComplaint, order: { by, direction } } as const] : [];
      const closed = isAsked('closed') ? [{ table: ClosedComplaint, order: { by, direction } } as const] : [];
      // Open cases have no time of closing: they come after the others, by their ids.
      const parts: Part[][] =
        by === 'closedAt' ? [closed, open.map(({ table }) => ({ table, order: { by: null, direction } }))] : [[...open, ...closed]];
      const { rows, end } = await inTurn(manager, parts, conditions, after, limit + 1, reach);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const next = last && rows.length > limit ? { value: last[by]?.toISOString() ?? null, id: last.complaintId } : end;
      return { items, next: next && encodeCursor(next, asked) };
    }),
  );
}

/** The page out of groups of tables that come one after the other, those with a time before those without. */
async function inTurn(
  manager: EntityManager,
  groups: readonly Part[][],
  conditions: Conditions,
  after: PageEnd | undefined,
  count: number,
  reach: Reach,
): Promise<Page> {
  const rows: ListedComplaint[] = [];
  for (const parts of groups) {
    const isTimed = parts.some(({ order }) => order.by !== null);
    const isOver = isTimed && after?.value === null;
    if (parts.length === 0 || isOver) continue;
    const isBegun = after !== undefined && (after.value !== null) === isTimed;
    const page = await pageOf(manager, parts, conditions, isBegun ? after : undefined, count - rows.length, reach);
    rows.push(...page.rows);
    if (page.end || rows.length === count) return { rows, end: page.end };
  }
  return { rows, end: null };
}

/** Whoever asks for complaints without one of these need not be answered by a search. */
const alwaysThere: ReadonlySet<EqualityFilter> = new Set([
  'channel',
  'cause',
  'grade',
  'handedOver',
  'contributions',
  'level',
  'language',
  'origin',
  'acknowledged',
  'investigated',
  'replied',
  'owed',
  'reopenedCount',
  'linked',
  'inBranch',
  'erased',
  'atRisk',
]);

/** What must hold of the columns, what can be looked up instead of searched, and which range of the order is asked for. */
function conditionsOf(filters: readonly (readonly [string, unknown])[], q: string | undefined): Conditions {
  const conditions: Conditions = { where: [], ranges: [], lookups: [], isImpossible: false };
  for (const [name, value] of filters) {
    if (name === 'status') continue; // is which table
    if (isOneOf(equalityFilters, name)) equals(conditions, name, value);
    else if (isOneOf(listFilters, name)) overlaps(conditions, name, value);
    else if (Object.hasOwn(timeFilters, name)) within(conditions, name as TimeFilter, value);
    else
      throw new QueryError(
        'unknown-filter',
        `${name} is no filter; there are ${[...equalityFilters, ...Object.keys(timeFilters), ...listFilters, 'sameSubjectAs'].join(', ')}.`,
      );
  }
  if (q !== undefined) searched(conditions, q);
  return conditions;
}

/** Filters by the id of something. */
const ids: ReadonlySet<EqualityFilter> = new Set(['mergedInto', 'incident']);

function equals(conditions: Conditions, name: EqualityFilter, value: unknown): void {
  const { where, lookups } = conditions;
  const values = listOf(value).map((one) => (ids.has(name) && one !== null ? uuidOf(name, one) : one));
  if (values.every((one) => one === null) && alwaysThere.has(name)) conditions.isImpossible = true;
  const present = values.filter((one) => one !== null);
  where.push(({ column, value: parameter }) => {
    const field = column(name);
    if (present.length === 1 && values.length === 1) return `${field} = ${parameter(present[0])}`;
    const any = present.length > 0 || values.length === 0 ? [`${field} = ANY(${parameter(present)})`] : [];
    const none = present.length < values.length ? [`${field} IS NULL`] : [];
    return `(${[...any, ...none].join(' OR ')})`;
  });
  const lookup = lookupOf(name, values);
  if (lookup !== undefined) lookups.push(lookup);
}

function overlaps({ where, lookups }: Conditions, name: ListFilter, value: unknown): void {
  const values = listOf(value);
  const present = values.filter((one) => one !== null);
  where.push(({ column, value: parameter }) => {
    const any = `${column(name)} && ${parameter(present)}::text[]`;
    return present.length < values.length ? `(${any} OR ${column(name)} = '{}')` : any;
  });
  const lookup = lookupOf(name, values);
  if (lookup !== undefined) lookups.push(lookup);
}

function within({ ranges }: Conditions, name: TimeFilter, value: unknown): void {
  const [field, sign] = timeFilters[name];
  const valid =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    isDay(value.slice(0, 10));
  if (!valid) throw new QueryError('invalid-filter', `${name} must be an instant with offset such as 2026-11-22T08:00:00+08:00.`);
  ranges.push({ field, sign, at: new Date(value).toISOString() });
}

function searched({ where, lookups }: Conditions, q: string): void {
  const searches = q.length <= 200 ? searchesOf(q) : [];
  if (searches.length === 0) throw new QueryError('invalid-filter', 'q must have 1 to 200 characters, some of them letters or digits.');
  where.push(({ column, value }) => `${column('terms')} @@ ${value(allOf(searches.map(({ exact }) => exact)))}::tsquery`);
  lookups.push(...searches.map(({ lookup }) => lookup));
}

function onlyTheirs({ where, lookups }: Conditions, theirs: Theirs): void {
  where.push(({ value }) => theirsSql(theirs, value));
  const lookup = theirsLookup(theirs);
  if (lookup !== undefined) lookups.push(lookup);
}

async function addSubjects(manager: EntityManager, { where, lookups }: Conditions, complaint: unknown): Promise<void> {
  const id = uuidOf('sameSubjectAs', complaint);
  const rows = await manager.query<{ subjects: string[] }[]>(
    `SELECT subjects FROM complaint_list_v5.open WHERE complaint_id = $1
     UNION ALL SELECT subjects FROM complaint_list_v5.closed WHERE complaint_id = $1`,
    [id],
  );
  const subjects = rows.flatMap((row) => row.subjects);
  where.push(({ column, value }) => `${column('subjects')} && ${value(subjects)}::uuid[] AND ${column('complaintId')} <> ${value(id)}`);
  // Nobody's: there is no such subject.
  lookups.push(subjectLookup(subjects.length > 0 ? subjects : ['']));
}

function uuidOf(name: string, value: unknown): string {
  if (typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return value.toLowerCase();
  throw new QueryError('invalid-filter', `${name} must be an id, a UUID.`);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
