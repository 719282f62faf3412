import type { ComplaintEvent, DeadlineSetData, Holder, Warning } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { complaintIdOf } from '../rows.js';
import type { Deadline, HolderColumns, TimedComplaint } from './deadlines.entity.js';

/** What the view knows of one complaint: itself, and every clock that was ever set. */
export interface CaseDeadlines {
  readonly complaint: Readonly<TimedComplaint>;
  readonly deadlines: readonly Readonly<Deadline>[];
}

type Concerning = Extract<
  ComplaintEvent,
  {
    type:
      | 'Received'
      | 'Assigned'
      | 'HandedOver'
      | 'HandedBack'
      | 'ContributionRequested'
      | 'Corrected'
      | 'DeadlineSet'
      | 'DeadlineWarned'
      | 'DeadlinePaused'
      | 'DeadlineResumed'
      | 'DeadlineExtended'
      | 'DeadlineMet'
      | 'DeadlineMissed'
      | 'DeadlineStopped';
  }
>;

const types: Readonly<Record<Concerning['type'], true>> = {
  Received: true,
  Assigned: true,
  HandedOver: true,
  HandedBack: true,
  ContributionRequested: true,
  Corrected: true,
  DeadlineSet: true,
  DeadlineWarned: true,
  DeadlinePaused: true,
  DeadlineResumed: true,
  DeadlineExtended: true,
  DeadlineMet: true,
  DeadlineMissed: true,
  DeadlineStopped: true,
};

/** True for events without which nothing changes here. An import tells of what others did long ago, and had no clocks. */
export function concerns(event: Recorded): event is Recorded<Concerning> {
  return Object.hasOwn(types, event.type) && event.metadata.origin !== 'import';
}

const nobody: HolderColumns = { assignee: null, assignedUnit: null, assignedTeam: null, assignedSkill: null };

/** The clocks of a complaint after one more event; the same ones if it has the event already. Pure. */
export function foldDeadlines(before: CaseDeadlines | undefined, event: Recorded<Concerning>): CaseDeadlines {
  if (before && event.revision <= before.complaint.revision) return before;
  const after = folded(before, event);
  // What a demo plays happened nowhere: its clocks are shown, and fire for nobody.
  if (event.metadata.origin !== 'simulation') return after;
  return { ...after, deadlines: after.deadlines.map((one) => (one.nextAt === null ? one : { ...one, nextAt: null })) };
}

function folded(before: CaseDeadlines | undefined, event: Recorded<Concerning>): CaseDeadlines {
  const { complaint, deadlines } = before ?? { complaint: unknown(event), deadlines: [] };
  const at: CaseDeadlines = { complaint: { ...complaint, revision: event.revision }, deadlines };
  const when = new Date(event.metadata.occurredAt);

  switch (event.type) {
    case 'Received':
      return described(at, { product: event.data.product ?? null, unit: event.data.unit ?? null });
    case 'Corrected': {
      const { field, new: value } = event.data;
      return field === 'product' || field === 'unit' ? described(at, { [field]: (value ?? null) as string | null }) : at;
    }
    case 'Assigned':
      return heldBy(at, event.data);
    case 'HandedOver':
      return heldBy(at, event.data.to);
    case 'HandedBack':
      return event.data.person === undefined ? at : heldBy(at, { person: event.data.person });
    case 'ContributionRequested':
      return { ...at, complaint: { ...at.complaint, asked: columnsOf(event.data.of) } };
    case 'DeadlineSet': {
      // Set again, as after an un-merging, it is with whom it was.
      const holder = deadlines.find(({ clock, moment }) => clock === event.data.clock && moment === 'contribution-requested');
      const begun = set(at.complaint, event, holder);
      return { ...at, deadlines: [...deadlines.filter(({ clock }) => clock !== begun.clock), begun] };
    }
    case 'DeadlineWarned':
      return onClock(at, event.data.clock, (one) => running(one, { warned: event.data.percent }));
    case 'DeadlinePaused':
      return onClock(at, event.data.clock, () => ({ status: 'paused', nextAt: null, pausedAt: when }));
    case 'DeadlineResumed': {
      const { clock, due, warnings } = event.data;
      return onClock(at, clock, (one) => running(one, { ...goesOn(one, when), due: new Date(due), warnings }));
    }
    case 'DeadlineExtended': {
      const { clock, due, warnings, extension: extensions } = event.data;
      return onClock(at, clock, (one) =>
        running(one, { ...goesOn(one, when), due: new Date(due), warnings, warned: 0, extensions, missedAt: null }),
      );
    }
    case 'DeadlineMet':
      return onClock(at, event.data.clock, (one) => ({ ...goesOn(one, when), status: 'met', nextAt: null, metAt: when }));
    case 'DeadlineMissed':
      return onClock(at, event.data.clock, (one) => ({ ...goesOn(one, when), status: 'missed', nextAt: null, missedAt: when }));
    case 'DeadlineStopped':
      return onClock(at, event.data.clock, (one) => ({ ...goesOn(one, when), status: 'stopped', nextAt: null, stoppedAt: when }));
  }
}

/** Nothing is known of what was imported before its first clock. */
function unknown(event: Recorded): TimedComplaint {
  return { complaintId: complaintIdOf(event), revision: -1, product: null, unit: null, holder: nobody, asked: null };
}

function columnsOf(holder: Holder): HolderColumns {
  const { person = null, unit = null, team = null, skill = null } = holder;
  return { assignee: person, assignedUnit: unit, assignedTeam: team, assignedSkill: skill };
}

function holderColumns({ assignee, assignedUnit, assignedTeam, assignedSkill }: HolderColumns): HolderColumns {
  return { assignee, assignedUnit, assignedTeam, assignedSkill };
}

type Description = Partial<Pick<Deadline, 'product' | 'unit'>>;

function described({ complaint, deadlines }: CaseDeadlines, description: Description): CaseDeadlines {
  return { complaint: { ...complaint, ...description }, deadlines: deadlines.map((one) => ({ ...one, ...description })) };
}

/** Who takes the case takes what is still owed in it, but for what was asked of somebody else; what is over stays with who had it. */
function heldBy({ complaint, deadlines }: CaseDeadlines, to: Holder): CaseDeadlines {
  const holder = columnsOf(to);
  return {
    complaint: { ...complaint, holder },
    deadlines: deadlines.map((one) => (isOwed(one) && !isContribution(one) ? { ...one, ...holder } : one)),
  };
}

const isOwed = ({ status }: Deadline): boolean => status !== 'met' && status !== 'stopped';
const isContribution = ({ moment }: Pick<Deadline, 'moment'>): boolean => moment === 'contribution-requested';

function set(
  { complaintId, product, unit, holder, asked }: TimedComplaint,
  event: Recorded & { readonly data: DeadlineSetData },
  before: HolderColumns | undefined,
): Deadline {
  const { clock, rule, pack, calendar, moment, from, length, due, warnings, statutory, responsible, source, provisional, firesFrom } =
    event.data;
  return {
    complaintId,
    clock,
    rule,
    pack: pack.name,
    packVersion: pack.version,
    calendar: calendar.name,
    calendarVersion: calendar.version,
    moment,
    length,
    source,
    statutory,
    responsible,
    provisional: provisional ?? false,
    status: 'running',
    from: new Date(from),
    due: new Date(due),
    nextAt: new Date(Math.max(nextOf(warnings, 0, new Date(due)).getTime(), firesFrom === undefined ? 0 : Date.parse(firesFrom))),
    warnings,
    warned: 0,
    extensions: 0,
    pausedAt: null,
    pausedMs: '0',
    metAt: null,
    missedAt: null,
    stoppedAt: null,
    product,
    unit,
    ...holderColumns((isContribution(event.data) && (before ?? asked)) || holder),
    setId: event.id,
    setRevision: event.revision,
    setPosition: event.position.toString(),
    correlationId: event.metadata.$correlationId,
  };
}

type Change = Partial<Deadline>;

/** What the decisions do not let happen, on a clock that was never set, changes nothing. */
function onClock(at: CaseDeadlines, clock: string, change: (deadline: Deadline) => Change): CaseDeadlines {
  return { ...at, deadlines: at.deadlines.map((one) => (one.clock === clock ? { ...one, ...change(one) } : one)) };
}

function running(before: Deadline, change: Change): Change {
  const { due = before.due, warnings = before.warnings, warned = before.warned } = change;
  return { ...change, status: 'running', nextAt: nextOf(warnings, warned, due) };
}

/** A pause, if there is one, is over. */
function goesOn({ pausedAt, pausedMs }: Deadline, at: Date): Change {
  if (pausedAt === null) return {};
  return { pausedAt: null, pausedMs: String(Number(pausedMs) + Math.max(0, at.getTime() - pausedAt.getTime())) };
}

/** The next warning that was not given, else the first millisecond after the due time. */
function nextOf(warnings: readonly Warning[], warned: number, due: Date): Date {
  const instants = warnings.filter(({ percent }) => percent > warned).map(({ at }) => Date.parse(at));
  return new Date(Math.min(due.getTime() + 1, ...instants));
}
