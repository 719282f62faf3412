import type { Length } from '@redress/policy';
import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering, QueryError } from '../query-error.js';
import { checkZone } from '../report-time.js';
import { isTheirs, type Theirs } from '../theirs.js';
import { deadlines } from './deadlines.js';
import { Deadline, type DeadlineStatus } from './deadlines.entity.js';

/** `due` runs and is in time yet; `overdue` is owed after its due time, whether the miss is on record already or not. */
export const deadlineFilters = ['due', 'overdue', 'running', 'paused', 'missed', 'met', 'stopped'] as const;
type StatusFilter = (typeof deadlineFilters)[number];

export interface DeadlinesQuestion {
  /** Default: what is owed, in time or not, paused or not; of a single complaint, all. */
  readonly status?: StatusFilter;
  /** Due from this instant on, ISO 8601 with offset … */
  readonly dueAfter?: string;
  /** … and before this one. */
  readonly dueBefore?: string;
  /** Who has to see to it, a staff `sub`. */
  readonly person?: string;
  /** The unit that has to see to it. */
  readonly assignedUnit?: string;
  /** Complaints about any of these units. */
  readonly units?: readonly string[];
  /** The code of a rule: all its clocks. */
  readonly clock?: string;
  readonly statutory?: boolean;
  /** The role that has to see to it. */
  readonly responsible?: string;
  readonly complaint?: string;
  /** Of their complaints alone. */
  readonly theirs?: Theirs;
  /** ISO 8601. */
  readonly now: string;
  /** IANA: whose today. */
  readonly tz: string;
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

/** A clock of a complaint: why it is due then, how it stands, and who has to see to it. */
export interface ListedDeadline {
  readonly complaintId: string;
  /** Of the clock within the complaint, and its rule in the pack. */
  readonly clock: string;
  readonly rule: string;
  readonly status: DeadlineStatus;
  readonly overdue: boolean;
  readonly from: Date;
  /** In time up to this very millisecond. */
  readonly due: Date;
  /** The first instant at which something of it fires; null unless it runs. */
  readonly nextAt: Date | null;
  /** The highest share of its time that was warned of, in per cent; 0 if of none. */
  readonly warned: number;
  readonly extensions: number;
  readonly pausedAt: Date | null;
  /** Whole minutes that it stood still in all, without the pause that goes on. */
  readonly pausedMinutes: number;
  readonly metAt: Date | null;
  readonly missedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly statutory: boolean;
  /** Its due time depends on holidays that are not known yet. */
  readonly provisional: boolean;
  readonly responsible: string;
  /** What made the date: what started it, how long it is, in which calendar, by which pack and paragraph. */
  readonly moment: string;
  readonly length: Length | 'as-said';
  readonly calendar: { readonly name: string; readonly version: number };
  readonly pack: { readonly name: string; readonly version: number };
  readonly source: string;
  readonly product: string | null;
  /** The unit complained about. */
  readonly unit: string | null;
  readonly assignee: string | null;
  readonly assignedUnit: string | null;
  readonly assignedTeam: string | null;
  readonly assignedSkill: string | null;
}

export interface DeadlinesPage {
  readonly items: ListedDeadline[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
  /** Of all that the filters leave, whatever their status and due time: those that do not stand still. */
  readonly counts: { readonly overdue: number; readonly dueToday: number; readonly dueWithin24Hours: number };
}

/**
 * One page of deadlines, what is due soonest first.
 *
 * A page is the best of several walks along an index, one for each stored status and unit: a filter by several at once would sort them all.
 * @throws QueryError `invalid-limit`, `invalid-time-zone`, `invalid-cursor`; ViewNotReady
 */
export async function listDeadlines(dataSource: DataSource, question: DeadlinesQuestion): Promise<DeadlinesPage> {
  const { status, dueAfter, dueBefore, person, assignedUnit, units, clock, statutory, responsible, complaint } = question;
  const { now, tz, cursor, limit = 50, theirs } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  checkZone(tz);
  const asked = JSON.stringify([
    status,
    dueAfter,
    dueBefore,
    person,
    assignedUnit,
    units?.toSorted(),
    clock,
    statutory,
    responsible,
    complaint,
  ]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const gap = after?.id.indexOf(' ') ?? 0;

  const ofTheirs = theirs && isTheirs('one.complaint_id', theirs);
  const parameters = {
    ...ofTheirs?.parameters,
    dueAfter,
    dueBefore,
    person,
    assignedUnit,
    units: units && [...new Set(units)],
    clock,
    statutory,
    responsible,
    complaint,
    now,
    tz,
    most: limit + 1,
    afterDue: after?.value,
    afterId: after?.id.slice(0, gap),
    afterClock: after?.id.slice(gap + 1),
  };
  const filters = [
    ...(person === undefined ? [] : ['assignee = :person']),
    ...(assignedUnit === undefined ? [] : ['assigned_unit = :assignedUnit']),
    ...(clock === undefined ? [] : ['rule = :clock']),
    ...(statutory === undefined ? [] : ['statutory = :statutory']),
    ...(responsible === undefined ? [] : ['responsible = :responsible']),
    ...(complaint === undefined ? [] : ['complaint_id = :complaint']),
    ...(ofTheirs ? [ofTheirs.sql] : []),
  ];
  const range = [
    ...(dueAfter === undefined ? [] : ['due >= :dueAfter']),
    ...(dueBefore === undefined ? [] : ['due < :dueBefore']),
    ...(after === undefined ? [] : [`(${order}) > (:afterDue::timestamptz, :afterId::uuid, :afterClock)`]),
  ];
  const walks = walksOf(status ?? (complaint === undefined ? 'owed' : 'any')).map((conditions) => {
    const where = (...more: string[]) => [...conditions, ...filters, ...range, ...more].map((condition) => ` AND ${condition}`).join('');
    const walk = (...more: string[]) =>
      `SELECT ${order} FROM deadlines_v1.deadline AS one WHERE true${where(...more)} ORDER BY ${order} LIMIT :most`;
    if (units === undefined) return `(${walk()})`;
    return `(SELECT walked.* FROM unnest(:units::text[]) AS asked (unit) CROSS JOIN LATERAL (${walk('one.unit = asked.unit')}) AS walked)`;
  });
  const counted = [...filters, ...(units === undefined ? [] : ['unit = ANY(:units::text[])'])].map((filter) => ` AND ${filter}`).join('');

  return answering(deadlines.name, () =>
    // Of one moment: the counts are of the page's.
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const fields = dataSource.getMetadata(Deadline).columns.map(({ propertyName }) => propertyName);
      const rows = await manager
        .getRepository(Deadline)
        .createQueryBuilder('found')
        .select(fields.map((field) => `found.${field} AS "${field}"`))
        .innerJoin(
          `(SELECT ${order} FROM (${walks.join(' UNION ALL ')}) AS walked ORDER BY ${order} LIMIT :most)`,
          'key',
          'key.complaint_id = found.complaint_id AND key.clock = found.clock',
        )
        .orderBy({ 'found.due': 'ASC', 'found.complaintId': 'ASC', 'found.clock': 'ASC' })
        .setParameters(parameters)
        .getRawMany<Deadline>();
      const counts = await manager
        .createQueryBuilder()
        .select(`count(*) FILTER (WHERE status = 'missed' OR due < :now)::int`, 'overdue')
        .addSelect(`count(*) FILTER (WHERE status = 'running' AND due >= :now AND due < ${endOfDay})::int`, 'dueToday')
        .addSelect(
          `count(*) FILTER (WHERE status = 'running' AND due >= :now AND due < :now::timestamptz + interval '24 hours')::int`,
          'dueWithin24Hours',
        )
        .from(Deadline, 'one')
        .where(`status IN ('running', 'missed') AND due < greatest(${endOfDay}, :now::timestamptz + interval '24 hours')${counted}`)
        .setParameters(parameters)
        .getRawOne<DeadlinesPage['counts']>();
      if (!counts) throw new Error('nothing was counted');
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const end = last && { value: last.due.toISOString(), id: `${last.complaintId} ${last.clock}` };
      return {
        items: page.map((row) => toListed(row, new Date(now))),
        next: end && rows.length > limit ? encodeCursor(end, asked) : null,
        counts,
      };
    }),
  );
}

const order = 'due, complaint_id, clock';
const endOfDay = `((date_trunc('day', :now::timestamptz AT TIME ZONE :tz::text) + interval '1 day') AT TIME ZONE :tz::text)`;

/** The conditions of each walk along an index in the page's order. */
function walksOf(status: StatusFilter | 'owed' | 'any'): string[][] {
  const is = (stored: DeadlineStatus) => `status = '${stored}'`;
  switch (status) {
    case 'any':
      return [[]];
    case 'owed':
      return [[is('running')], [is('paused')], [is('missed')]];
    case 'due':
      return [[is('running'), 'due >= :now']];
    case 'overdue':
      return [[is('missed')], [is('running'), 'due < :now']];
    case 'running':
    case 'paused':
    case 'missed':
    case 'met':
    case 'stopped':
      return [[is(status)]];
  }
}

function toListed(row: Deadline, now: Date): ListedDeadline {
  const { complaintId, clock, rule, status, from, due, nextAt, warned, extensions, pausedAt, pausedMs, metAt, missedAt, stoppedAt } = row;
  const { statutory, provisional, responsible, moment, length, source, product, unit } = row;
  const { assignee, assignedUnit, assignedTeam, assignedSkill } = row;
  return {
    complaintId,
    clock,
    rule,
    status,
    overdue: status === 'missed' || (status === 'running' && due < now),
    from,
    due,
    nextAt,
    warned,
    extensions,
    pausedAt,
    pausedMinutes: Math.floor(Number(pausedMs) / 60_000),
    metAt,
    missedAt,
    stoppedAt,
    statutory,
    provisional,
    responsible,
    moment,
    length,
    calendar: { name: row.calendar, version: row.calendarVersion },
    pack: { name: row.pack, version: row.packVersion },
    source,
    product,
    unit,
    assignee,
    assignedUnit,
    assignedTeam,
    assignedSkill,
  };
}
