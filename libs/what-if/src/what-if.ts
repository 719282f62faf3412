import { evolve, noComplaint, type ComplaintEvent, type Time } from '@redress/complaint';
import { RuleViolation, type Instant, type Recorded } from '@redress/kernel';
import { clocksThen, comparedClock, outcomeOf, packAgain, paired } from './clocks-again.js';
import { decideAgain, missingUnder } from './decide-again.js';
import { isSettled, KeptCases, type Case, type Complaint, type PendingRound } from './kept-cases.js';
import { only, PoliciesThen } from './policies-then.js';
import {
  inForce,
  type ChangedCase,
  type ChangedClock,
  type ChangedDecision,
  type Log,
  type WhatIfItem,
  type WhatIfQuestion,
  type WhatIfResult,
} from './question.js';
import { Tally } from './tally.js';

/** How often it is told how far the log was read, in events. */
const progressEvery = 1_000;
const prefix = 'complaint-';

/** The streams that matter. */
export const streamPrefixes: readonly string[] = [prefix, 'authority-', 'policy-'];

/**
 * Decides history again under other policies: reads the log once, in order, and tells what the candidates change, case by case, then all of it
 * in tables. Each decision is taken again by itself: what was ordered, signed and said before it stays as it was. The same log and question give
 * the same items.
 *
 * Changed clocks are told when they have ended, changed rounds after the last event: what they would wait for follows from all signatures.
 * Memory grows with complaints, by less than a kilobyte each, and with changed rounds, not with events.
 * @param log as far as it is known: whoever asks for an earlier state of knowledge ends it there
 */
export async function* whatIf(log: Log, question: WhatIfQuestion, cases = new KeptCases()): AsyncGenerator<WhatIfItem, void> {
  const history = new History(question, cases);
  for await (const event of log) {
    for (const changed of history.read(event)) yield { case: changed };
    if (history.events % progressEvery === 0) yield { progress: { events: history.events, position: event.position.toString() } };
  }
  for (const changed of history.ended()) yield { case: changed };
  yield { result: history.result() };
}

/** A changed decision as it is kept until the end; a text, as it may be one of many. */
type Waiting = Omit<ChangedDecision, 'expectedBefore' | 'expectedAfter'>;

class History {
  events = 0;
  private readonly policies = new PoliciesThen();
  private readonly tally = new Tally();
  private readonly waiting: string[] = [];
  private readonly versions = { authority: new Set<number>(), packs: new Set<number>(), calendars: new Set<number>() };
  private complaints = 0;
  private changed = 0;
  private position: bigint | null = null;
  /** The latest instant in what was read. */
  private latest: Instant | null = null;
  private readonly clocksAsked: boolean;

  constructor(
    private readonly question: WhatIfQuestion,
    private readonly cases: KeptCases,
  ) {
    this.clocksAsked = question.packs !== undefined || question.calendars !== undefined;
  }

  read(event: Recorded): ChangedCase[] {
    this.events += 1;
    this.position = event.position;
    const { occurredAt } = event.metadata;
    for (const at of [event.recordedAt, occurredAt]) if (this.latest === null || at > this.latest) this.latest = at;
    if (this.policies.heard(event) || !event.stream.startsWith(prefix)) return [];
    // A correction counts from when it is known: what it is about was so before.
    if (this.question.asOf !== undefined && occurredAt > this.question.asOf && event.type !== 'Corrected') return [];
    return this.follow(event.stream.slice(prefix.length), event as Recorded<ComplaintEvent>);
  }

  private follow(complaintId: string, event: Recorded<ComplaintEvent>): ChangedCase[] {
    const known = this.cases.find(complaintId);
    if (!known && event.type !== 'Received') return [];
    const before = known?.state;
    const state = evolve(before ?? noComplaint, event) as Complaint;
    const one: Case = known ?? { state, again: null, packAgain: null, pairs: [], round: null, signed: [] };
    if (!known) {
      this.complaints += 1;
      this.begin(one, event as Recorded<ComplaintEvent> & { readonly type: 'Received' });
      this.cases.put(complaintId, one);
    }
    if (before && this.question.matrix) this.decide(complaintId, one, before, event);
    one.state = state;
    if (this.question.matrix) this.round(complaintId, one, event);
    const changed = one.again ? this.clocks(complaintId, one, before, event) : [];
    if (isSettled(one)) this.cases.settle(complaintId, one);
    return changed;
  }

  /** Which pack the candidate gives it; none where its clocks are not asked about. */
  private begin(one: Case, event: Recorded<ComplaintEvent> & { readonly type: 'Received' }): void {
    if (!this.clocksAsked || !this.isIn(event.metadata.occurredAt)) return;
    const { pack } = event.data;
    if (event.metadata.origin === 'import') return this.tally.undecidable('clocks', 'imported');
    if (!pack) return this.tally.undecidable('clocks', 'no-pack-at-receipt');
    const { packs } = this.question;
    const version = packs === undefined || packs === inForce ? pack.version : packs.version;
    one.packAgain = packAgain(event, this.timeOf(event), version);
    if (!one.packAgain) return this.tally.undecidable('clocks', 'no-pack-at-receipt');
    one.again = [];
    this.versions.packs.add(pack.version);
  }

  private timeOf(event: Recorded): Time {
    const { packs, calendars } = this.question;
    const then = this.policies.timeOf(event);
    if ((packs === undefined || packs === inForce) && (calendars === undefined || calendars === inForce)) return then;
    return {
      packs: packs === undefined || packs === inForce ? then.packs : only(packs),
      calendars: calendars === undefined || calendars === inForce ? then.calendars : only(calendars),
    };
  }

  private decide(complaintId: string, one: Case, before: Complaint, event: Recorded<ComplaintEvent>): void {
    const { metadata, type } = event;
    if (!this.isIn(metadata.occurredAt)) return;
    const { matrix } = this.question;
    const decided = decideAgain(before, event, (version) => {
      const then = this.policies.matrix(version);
      return { before: then, after: matrix === inForce ? then : matrix };
    });
    if (!decided) return;
    if ('undecidable' in decided) {
      const kind = type === 'ApprovalRequested' ? 'round' : type === 'Compensated' ? 'order' : 'promise';
      return this.tally.undecidable(kind, decided.undecidable);
    }
    const { request, ...decision } = decided;
    this.versions.authority.add(decision.before.matrixVersion);
    this.tally.decided(decision);
    if (decision.kind === 'round') {
      const grantedAt = decision.before.roles.length === 0 ? decision.at : null;
      one.round = { decision, grantedAt, request: request && slimmed(request) };
      one.signed = [];
    } else if (decision.effect !== 'unchanged') {
      this.keep({ ...decision, complaintId, signed: [], missing: decision.after?.roles ?? [], sufficed: false, waitedMinutes: null });
    }
  }

  /** What becomes of a round that runs: signed, signatures taken back, over. */
  private round(complaintId: string, one: Case, { type, data, metadata }: Recorded<ComplaintEvent>): void {
    const { round } = one;
    if (!round) return;
    const at = metadata.occurredAt;
    if (type === 'ApprovalGranted') {
      const { before } = round.decision;
      const since = before.mode === 'ordered' ? (one.signed.at(-1)?.at ?? round.decision.at) : round.decision.at;
      this.tally.signed(data.role, minutesBetween(since, at));
      const { role, approver, actingFor } = data;
      one.signed = [...one.signed, { role, approver, ...(actingFor && { actingFor }), at, byResolution: data.resolution !== undefined }];
      if (data.completes) round.grantedAt = at;
    } else if (type === 'ApprovalVoided' && data.approver !== undefined) {
      one.signed = one.signed.filter(({ approver, actingFor }) => approver !== data.approver && actingFor !== data.approver);
      round.grantedAt = null;
    }
    const { proposal } = one.state;
    if (proposal?.round === round.decision.round && (proposal.status === 'requested' || proposal.status === 'granted')) return;
    this.endRound(complaintId, one, round);
  }

  private endRound(complaintId: string, one: Case, round: PendingRound): void {
    const { decision, grantedAt } = round;
    one.round = null;
    const missing = missingUnder(round, one);
    const sufficed = decision.after !== null && (decision.effect === 'unchanged' ? grantedAt !== null : missing.length === 0);
    this.tally.ended(decision, grantedAt !== null, sufficed);
    if (decision.effect === 'unchanged') return;
    const signed = one.signed.map(({ role }) => role);
    const waitedMinutes = grantedAt === null ? null : minutesBetween(decision.at, grantedAt);
    this.keep({ ...decision, complaintId, signed, missing, sufficed, waitedMinutes });
  }

  private clocks(complaintId: string, one: Case, before: Complaint | undefined, event: Recorded<ComplaintEvent>): ChangedClock[] {
    const at = event.metadata.occurredAt;
    const { again, state } = one;
    try {
      one.again = clocksThen(one, event, this.timeOf(event));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      one.again = null;
      one.pairs = [];
      this.tally.undecidable('clocks', error.code);
      return [];
    }
    if (event.type === 'DeadlineSet') this.versions.calendars.add(event.data.calendar.version);
    const isUntouched = one.again === again && before?.deadlines === state.deadlines;
    if (!isUntouched) {
      one.pairs = paired(one.pairs, 'after', again!, one.again, at);
      one.pairs = paired(one.pairs, 'before', before?.deadlines ?? [], state.deadlines, at);
    }
    // Once nothing runs on either side, what only one side had will not come on the other.
    const isOver = state.status === 'closed' && !isOwed(state.deadlines) && !isOwed(one.again);
    const [over, running] = split(one.pairs, ({ before: was, after: is }) => isOver || (was !== undefined && is !== undefined));
    one.pairs = running;
    return this.told(over.map((pair) => comparedClock(complaintId, pair)));
  }

  /** What still runs is judged at the end, and rounds are told. */
  *ended(): Generator<ChangedCase> {
    const asOf = this.question.asOf ?? this.latest ?? '';
    for (const [complaintId, one] of this.cases.unsettled()) {
      if (one.round) this.endRound(complaintId, one, one.round);
      const pairs = one.pairs.map((pair) => ({
        ...pair,
        before: pair.before ?? (pair.isBefore ? standing(one.state.deadlines, pair.clock, asOf) : undefined),
        after: pair.after ?? (pair.isAfter ? standing(one.again ?? [], pair.clock, asOf) : undefined),
      }));
      yield* this.told(pairs.map((pair) => comparedClock(complaintId, pair)));
    }
    for (const text of this.waiting) {
      const decision = JSON.parse(text) as Waiting;
      this.changed += 1;
      const [expectedBefore, expectedAfter] = [this.tally.expected(decision.before), this.tally.expected(decision.after)];
      yield { ...decision, expectedBefore, expectedAfter };
    }
  }

  result(): WhatIfResult {
    const { from = null, to = null, asOf, matrix } = this.question;
    const sorted = (versions: ReadonlySet<number>) => [...versions].toSorted((a, b) => a - b);
    const { authority, packs, calendars } = this.versions;
    return {
      report: 'what-if',
      number: 13,
      version: 1,
      from,
      to,
      asOf: asOf ?? this.latest,
      position: this.position?.toString() ?? null,
      decidedUnder: { authority: sorted(authority), packs: sorted(packs), calendars: sorted(calendars) },
      events: this.events,
      complaints: this.complaints,
      changed: this.changed,
      tables: this.tally.tables({ matrix: matrix !== undefined, clocks: this.clocksAsked }),
    };
  }

  private told(clocks: readonly ChangedClock[]): ChangedClock[] {
    for (const clock of clocks) this.tally.compared(clock);
    const changed = clocks.filter(({ effect }) => effect !== 'unchanged');
    this.changed += changed.length;
    return changed;
  }

  private keep(decision: Waiting): void {
    this.waiting.push(JSON.stringify(decision));
  }

  private isIn(at: Instant): boolean {
    const { from, to } = this.question;
    return (from === undefined || at >= from) && (to === undefined || at < to);
  }
}

const minutesBetween = (from: Instant, to: Instant): number => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));

const isOwed = (deadlines: Complaint['deadlines']): boolean => deadlines.some(({ status }) => status !== 'met' && status !== 'stopped');

function standing(deadlines: Complaint['deadlines'], clock: string, asOf: Instant) {
  const deadline = deadlines.findLast((one) => one.clock === clock);
  return deadline && outcomeOf(deadline, asOf);
}

function split<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** Of the candidate's answer what tells whether signatures are enough. */
function slimmed({ mode, required, bodies, lapsesAt }: NonNullable<PendingRound['request']>): PendingRound['request'] {
  return { mode, required, bodies, lapsesAt };
}
