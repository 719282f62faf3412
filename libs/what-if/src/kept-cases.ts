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

/** What decides about clocks and signatures; the rest of the state is not asked for here. */
function packed({ state, again, packAgain, pairs, round, signed }: Case): string {
  const { status, classification, deadlines, promises, contributions, remedies, vacant, links, mergedInto, pack, proposal } = state;
  return JSON.stringify({
    status,
    pack,
    packAgain,
    form: formFields.map((field) => state.form[field] ?? null),
    classification: classification && [classification.category, classification.severity],
    deadlines: deadlines.map(slim),
    again: again && again.map(slim),
    promises: promises.length,
    contributions: contributions.length,
    remedies: remedies.map(({ borne, status: became, isImported }) => [borne, became, isImported]),
    vacant,
    links,
    mergedInto,
    proposal: proposal && (proposal.status === 'requested' || proposal.status === 'granted') ? proposal : null,
    pairs,
    round,
    signed: round ? signed : [],
  });
}

/** Of a clock that has ended its name is taken, and nothing more; what a merge stopped may go on. */
function slim(deadline: Deadline): Partial<Deadline> {
  const { clock, rule, status, stoppedBy } = deadline;
  return (status === 'met' || status === 'stopped') && stoppedBy !== 'merged' ? { clock, rule, status } : deadline;
}

type Packed = Pick<Complaint, 'status' | 'vacant' | 'links' | 'mergedInto' | 'pack' | 'proposal'> &
  Pick<Case, 'again' | 'packAgain' | 'pairs' | 'round' | 'signed'> & {
    readonly form: (string | null)[];
    readonly classification: [string, string] | null;
    readonly deadlines: Deadline[];
    readonly promises: number;
    readonly contributions: number;
    readonly remedies: [Complaint['remedies'][number]['borne'], Complaint['remedies'][number]['status'], boolean][];
  };

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
  const { form, classification, promises, contributions, remedies, again, packAgain, pairs, round, signed, ...rest } = JSON.parse(
    text,
  ) as Packed;
  const known = Object.fromEntries(formFields.map((field, i) => [field, form[i] ?? null]));
  const state = {
    ...blank,
    ...rest,
    form: { ...blank.form, ...known },
    product: known['product'] ?? undefined,
    unit: known['unit'] ?? undefined,
    classification: classification && { ...noClassification, category: classification[0], severity: classification[1] },
    promises: Array.from({ length: promises }, () => ({ isKept: false })),
    contributions: Array.from({ length: contributions }, () => ({ of: {}, status: 'requested' as const })),
    remedies: remedies.map(([borne, status, isImported]) => ({ borne, status, isImported, approvers: [] })),
  } as Complaint;
  return { state, again, packAgain, pairs, round, signed };
}

const noClassification = { urgency: 'not-urgent', directness: 'direct', needs: [], sensitive: false } as const;
