import type { Requirement } from '@redress/authority';
import { evolve, noComplaint, type ClosedComplaint, type Deadline, type OpenComplaint } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import type { ChangedDecision, ClockOutcome } from './question.js';

export type Complaint = OpenComplaint | ClosedComplaint;

/** A clock on both sides, until both have ended. */
export interface ClockPair {
  readonly clock: string;
  readonly rule: string;
  readonly statutory: boolean;
  /** Whether it was set there. */
  isBefore: boolean;
  isAfter: boolean;
  /** Once it has ended there. */
  before?: ClockOutcome;
  after?: ClockOutcome;
}

/** What is known of a decision when it is taken; the rest follows from the signatures. */
export type Decision = Omit<
  ChangedDecision,
  'complaintId' | 'signed' | 'missing' | 'sufficed' | 'waitedMinutes' | 'expectedBefore' | 'expectedAfter'
>;

/** A round that runs, and what the candidate asks for; null if it refuses. */
export interface PendingRound {
  readonly decision: Decision;
  /** When nothing was missing any more. */
  grantedAt: Instant | null;
  readonly request: (Pick<Requirement, 'mode' | 'required' | 'bodies'> & { readonly lapsesAt: Instant | null }) | null;
}

/** A complaint as far as it was read, and what the candidate makes of it. */
export interface Case {
  state: Complaint;
  /** Its clocks as the candidate sets them; null if they are not asked about, or cannot be decided. */
  again: readonly Deadline[] | null;
  /** The pack that the candidate gives it, by name and version. */
  packAgain: OpenComplaint['pack'];
  pairs: ClockPair[];
  /** The running round; null also where nobody asks about it. */
  round: PendingRound | null;
  /** Signatures of the running round: when each was given, and which of them were by resolution of a body. */
  signed: readonly {
    readonly role: string;
    readonly approver: string;
    readonly actingFor?: string;
    readonly at: Instant;
    readonly byResolution: boolean;
  }[];
}

/**
 * Every complaint of the log, so that a million fit: those touched last as states, the others as the little that decides about them. Closed
 * cases of the same kind share one text.
 */
export class KeptCases {
  private readonly live = new Map<string, Case>();
  private readonly open = new Map<string, string>();
  private readonly closed = new Map<string, string>();
  private readonly shared = new Map<string, string>();

  /** @param mostLive how many are held as they are; what is more is a line of text each */
  constructor(private readonly mostLive = 20_000) {}

  find(complaintId: string): Case | undefined {
    const live = this.live.get(complaintId);
    if (live) {
      // Last in, last out.
      this.live.delete(complaintId);
      this.live.set(complaintId, live);
      return live;
    }
    const text = this.open.get(complaintId) ?? this.closed.get(complaintId);
    if (text === undefined) return undefined;
    this.open.delete(complaintId);
    this.closed.delete(complaintId);
    const found = unpacked(text);
    this.put(complaintId, found);
    return found;
  }

  put(complaintId: string, one: Case): void {
    this.live.set(complaintId, one);
    if (this.live.size <= this.mostLive) return;
    const [oldest] = this.live;
    this.pack(...oldest!);
  }

  /** Nothing of it is owed any more: it needs little room from now on. */
  settle(complaintId: string, one: Case): void {
    this.pack(complaintId, one);
  }

  /** Those that are not settled. */
  *unsettled(): Generator<[string, Case]> {
    for (const [complaintId, text] of this.open) yield [complaintId, unpacked(text)];
    yield* this.live;
  }

  private pack(complaintId: string, one: Case): void {
    this.live.delete(complaintId);
    const text = packed(one);
    if (!isSettled(one)) {
      this.open.set(complaintId, text);
      return;
    }
    const same = this.shared.get(text);
    if (same === undefined) this.shared.set(text, text);
    this.closed.set(complaintId, same ?? text);
  }
}

/** Whether only a reopening or the like can still change something. */
export function isSettled({ state, pairs, round }: Case): boolean {
  return state.status === 'closed' && pairs.length === 0 && round === null;
}

const formFields = ['product', 'unit', 'jurisdiction', 'channel', 'cause', 'grade'] as const;

/** An ended clock is its name, and its rule if that is another: nobody asks for more of it. What a merge stopped may go on. */
type PackedClock = string | readonly [clock: string, rule: string] | Deadline;

/** What decides about clocks and signatures, in this order; the rest of the state is not asked for here. */
type Packed = readonly [
  status: Complaint['status'],
  pack: Complaint['pack'],
  packAgain: Case['packAgain'],
  form: readonly (string | null)[],
  classification: readonly [category: string, severity: string] | 0,
  deadlines: readonly PackedClock[],
  /** Null as it is; 0 if they are the same names. */
  again: readonly PackedClock[] | null | 0,
  promises: number,
  contributions: number,
  remedies: readonly (readonly [Complaint['remedies'][number]['borne'], Complaint['remedies'][number]['status'], isImported: 0 | 1])[],
  ...rest: [] | [Pick<Complaint, 'vacant' | 'links' | 'mergedInto' | 'proposal'> & Pick<Case, 'pairs' | 'round' | 'signed'>],
];

function packed({ state, again, packAgain, pairs, round, signed }: Case): string {
  const { status, classification, promises, contributions, remedies, vacant, links, mergedInto, pack } = state;
  const proposal = state.proposal?.status === 'requested' || state.proposal?.status === 'granted' ? state.proposal : null;
  const deadlines = state.deadlines.map(packedClock);
  const others = again && again.map(packedClock);
  const hasMore = vacant.length > 0 || links.length > 0 || mergedInto !== null || proposal || pairs.length > 0 || round;
  const text: Packed = [
    status,
    pack,
    packAgain,
    formFields.map((field) => (state.form[field] ?? null) as string | null),
    classification ? [classification.category, classification.severity] : 0,
    deadlines,
    others && JSON.stringify(others) === JSON.stringify(deadlines) ? 0 : others,
    promises.length,
    contributions.length,
    remedies.map(({ borne, status: became, isImported }) => [borne, became, isImported ? 1 : 0] as const),
    ...((hasMore ? [{ vacant, links, mergedInto, proposal, pairs, round, signed: round ? signed : [] }] : []) as [] | [never]),
  ];
  return JSON.stringify(text);
}

function packedClock(deadline: Deadline): PackedClock {
  const { clock, rule, status, stoppedBy } = deadline;
  if ((status !== 'met' && status !== 'stopped') || stoppedBy === 'merged') return deadline;
  return clock === rule ? clock : [clock, rule];
}

function unpackedClock(said: PackedClock): Deadline {
  if (typeof said === 'object' && 'clock' in said) return said;
  const [clock, rule] = typeof said === 'string' ? [said, said] : said;
  return { clock, rule, status: 'met' } as Deadline;
}

/** A complaint of which nothing is known; what is known comes on top. */
const blank = evolve(noComplaint, {
  type: 'Received',
  data: {
    channel: '',
    cause: '',
    firstReceiver: null,
    complainantKind: 'customer',
    respondents: [],
    grade: 'complaint',
    tags: [],
    language: 'und',
  },
}) as OpenComplaint;

function unpacked(text: string): Case {
  const [status, pack, packAgain, form, classification, deadlines, again, promises, contributions, remedies, more] = JSON.parse(
    text,
  ) as Packed;
  const { pairs = [], round = null, signed = [], ...rest } = more ?? {};
  const known = Object.fromEntries(formFields.map((field, i) => [field, form[i] ?? null]));
  const clocks = deadlines.map(unpackedClock);
  const state = {
    ...blank,
    ...rest,
    status,
    pack,
    form: { ...blank.form, ...known },
    product: known['product'] ?? undefined,
    unit: known['unit'] ?? undefined,
    classification: classification === 0 ? null : { ...noClassification, category: classification[0], severity: classification[1] },
    deadlines: clocks,
    promises: Array.from({ length: promises }, () => ({ isKept: false })),
    contributions: Array.from({ length: contributions }, () => ({ of: {}, status: 'requested' as const })),
    remedies: remedies.map(([borne, became, isImported]) => ({ borne, status: became, isImported: isImported === 1, approvers: [] })),
  } as Complaint;
  return { state, again: again === 0 ? clocks : again && again.map(unpackedClock), packAgain, pairs, round, signed };
}

const noClassification = { urgency: 'not-urgent', directness: 'direct', needs: [], sensitive: false } as const;
