import { coversAlone, missingSeats, requirementOf, seatsOf, type Matrix, type Requirement } from '@redress/authority';
import {
  alreadyOrdered,
  amountsOf,
  countedWith,
  isLive,
  needsNoSignature,
  type ApprovalRequestedData,
  type ComplaintEvent,
  type OpenComplaint,
} from '@redress/complaint';
import { after as later, RuleViolation, type Instant, type Money, type Recorded } from '@redress/kernel';
import type { Case, Complaint, Decision, PendingRound } from './kept-cases.js';
import type { Asked, Effect } from './question.js';

/* Decisions on money under another matrix, each by itself: what was ordered, counted and signed before it stays as it was. */

/** A decision as it was and as it would be; or why that cannot be told. */
export type DecidedAgain = { readonly undecidable: string } | (Decision & { readonly request: PendingRound['request'] });

/** How the matrix's answer is compared and told. */
function askedIn(requirement: Requirement): Asked {
  const { matrixVersion, band, mode, required, total, currency, validDays } = requirement;
  return { matrixVersion, band, mode, roles: required.map(({ role }) => role), total, currency, validDays: validDays ?? null };
}

/**
 * What the matrix would have said to a decision that it was asked for: a request for approvals, an order without a round, a promise of money;
 * undefined of every other event.
 * @param state the complaint just before the event
 */
export function decideAgain(
  state: Complaint,
  event: Recorded<ComplaintEvent>,
  matrixOf: (version: number | undefined) => { readonly before: Matrix | undefined; readonly after: Matrix | undefined },
): DecidedAgain | undefined {
  const { type, data, metadata } = event;
  if (type !== 'ApprovalRequested' && type !== 'Compensated' && type !== 'PromiseMade') return undefined;
  const complaint = state as OpenComplaint;
  if (type === 'ApprovalRequested') {
    const { proposal } = complaint;
    if (!proposal) return undefined;
    const { after } = matrixOf(data.matrixVersion);
    if (!after) return { undecidable: 'matrix-not-recorded' };
    const { remedy, borne } = proposal;
    const elsewhere = data.counted?.map((one) => amountsOf([one]));
    const about = { kind: 'round', round: data.round, at: metadata.occurredAt, remedy, amount: borne } as const;
    const decided = compared(about, askedIn(data), () => requirementOf(after, { ...askOf(complaint, remedy, borne), elsewhere }));
    return { ...decided, request: decided.request && { ...decided.request, lapsesAt: lapsesAt(data, decided.after, metadata.occurredAt) } };
  }
  if (type === 'Compensated') {
    const { borne, remedy, approvalRound } = data;
    if (approvalRound !== undefined) return undefined;
    if (metadata.origin === 'import') return { undecidable: 'imported' };
    if (borne === null) return undefined;
    return alone(event, complaint, matrixOf, { kind: 'order', remedy, amount: borne }, (matrix, now) =>
      needsNoSignature(complaint, { data: { remedy, borne }, now, matrix }),
    );
  }
  const { amount } = data;
  if (amount === undefined || isWithinRound(complaint, amount, metadata.occurredAt)) return undefined;
  return alone(event, complaint, matrixOf, { kind: 'promise', remedy: 'promise', amount }, (matrix) => {
    const requirement = requirementOf(matrix, askOf(complaint, 'promise', amount));
    if (!coversAlone(requirement, metadata.actor.roles))
      throw new RuleViolation('beyond-own-authority', 'More than they may approve alone.');
  });
}

/** Until when signatures count: as it was, if the round is valid for as long; else from when the request was made. */
function lapsesAt(data: ApprovalRequestedData, after: Asked | null, requestedAt: Instant): Instant | null {
  const validDays = after?.validDays ?? null;
  if (validDays === (data.validDays ?? null)) return data.lapsesAt ?? null;
  return validDays === null ? null : later(requestedAt, validDays * 86_400_000);
}

/** What was approved may be promised, whatever the matrix says. */
function isWithinRound({ proposal }: OpenComplaint, { amount, currency }: Money, at: Instant): boolean {
  return isLive(proposal, at) && proposal.status === 'granted' && proposal.borne.currency === currency && amount <= proposal.borne.amount;
}

/** What was decided without a round: it was permitted, and is refused or not. */
function alone(
  { metadata, recordedAt }: Recorded<ComplaintEvent>,
  complaint: OpenComplaint,
  matrixOf: Parameters<typeof decideAgain>[2],
  what: Pick<Decision, 'kind' | 'remedy' | 'amount'>,
  check: (matrix: Matrix, now: Instant) => void,
): DecidedAgain {
  const { before, after } = matrixOf(metadata.policyVersions['authority']);
  if (!before || !after) return { undecidable: 'matrix-not-recorded' };
  // The order does not tell what they cost at that moment.
  if (countedWith(complaint).length > 0) return { undecidable: 'joint-cases-not-recorded' };
  const ask = askOf(complaint, what.remedy, what.amount);
  const was = attempt(() => requirementOf(before, ask));
  // What was in its way when it happened had lapsed when it was decided.
  const now = [metadata.occurredAt, recordedAt].find((at) => 'value' in attempt(() => check(before, at)));
  if ('refusal' in was || now === undefined) return { undecidable: 'not-as-recorded' };
  const is = attempt(() => requirementOf(after, ask));
  const refused = 'value' in is ? attempt(() => check(after, now)) : is;
  return {
    ...what,
    round: null,
    at: metadata.occurredAt,
    before: askedIn(was.value),
    after: 'value' in is ? askedIn(is.value) : null,
    ...('refusal' in refused ? { effect: 'forbidden', code: refused.refusal.code } : { effect: 'unchanged', code: null }),
    request: null,
  };
}

/** What is decided, or the refusal. */
function attempt<T>(decision: () => T): { readonly value: T } | { readonly refusal: RuleViolation } {
  try {
    return { value: decision() };
  } catch (refusal) {
    if (refusal instanceof RuleViolation) return { refusal };
    throw refusal;
  }
}

function askOf(complaint: OpenComplaint, remedy: string, now: Money) {
  const { product, unit } = complaint;
  return { already: alreadyOrdered(complaint), now, remedy, product, unit };
}

function compared(
  about: Pick<Decision, 'kind' | 'round' | 'at' | 'remedy' | 'amount'>,
  before: Asked,
  evaluate: () => Requirement,
): Decision & { readonly request: Requirement | null } {
  const evaluated = attempt(evaluate);
  if ('refusal' in evaluated) return { ...about, before, after: null, effect: 'forbidden', code: evaluated.refusal.code, request: null };
  const after = askedIn(evaluated.value);
  return { ...about, before, after, effect: effectOf(before, after), code: null, request: evaluated.value };
}

/** How many have to sign. */
export const signaturesOf = ({ mode, roles }: Pick<Asked, 'mode' | 'roles'>): number =>
  mode === 'any' ? Math.min(roles.length, 1) : roles.length;

function effectOf(before: Asked, after: Asked): Effect {
  const [was, is] = [signaturesOf(before), signaturesOf(after)];
  if (is === 0 && was > 0) return 'free';
  if (is !== was) return is > was ? 'more-signatures' : 'fewer-signatures';
  const isOrdered = before.mode === 'ordered' && after.mode === 'ordered';
  const list = ({ roles }: Asked) => (isOrdered ? roles : roles.toSorted()).join(' ');
  if (list(before) !== list(after)) return 'other-roles';
  if (was > 0 && before.mode !== after.mode && (before.roles.length > 1 || after.roles.length > 1)) return 'other-mode';
  const { band } = after;
  if (
    before.currency !== after.currency ||
    before.band.from !== band.from ||
    before.band.below !== band.below ||
    before.band.scope !== band.scope
  )
    return 'other-band';
  return was > 0 && before.validDays !== after.validDays ? 'other-validity' : 'unchanged';
}

/** Whose signatures would be missing under the candidate, of those that were given; at the end of the round. */
export function missingUnder({ request }: PendingRound, { state, signed }: Pick<Case, 'state' | 'signed'>): string[] {
  if (!request) return [];
  const { mode, required, bodies, lapsesAt } = request;
  const isBody = (role: string) => bodies.some((body) => body.role === role);
  const counting = signed.filter(({ role, at, byResolution }) => isBody(role) === byResolution && (lapsesAt === null || at < lapsesAt));
  const given = counting.map(({ role }) => role);
  const seats = seatsOf(required, state.vacant, given);
  if (mode !== 'ordered') return missingSeats(mode, seats, given).map(({ role }) => role);
  // Who signed before it was their turn would have been sent away.
  const inTurn: string[] = [];
  for (const role of given) if (seats[inTurn.length]?.role === role) inTurn.push(role);
  return seats.slice(inTurn.length).map(({ role }) => role);
}
