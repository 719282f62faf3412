import { coversAlone, missingSeats, nextSeats, requirementOf, seatsOf, type Ask, type Requirement } from '@redress/authority';
import { RuleViolation, type Actor, type Decided, type Instant, type Money } from '@redress/kernel';
import type { VoidingCause } from './codes.js';
import type { Propose } from './commands.js';
import type { ComplaintEvent, CountedCase } from './complaint.js';
import type { ClosedComplaint, OpenComplaint, Proposal, Signed } from './state.js';

/*
 * What the commands on a proposal share. A round is live while it is requested or granted and has not lapsed; the matrix's answer was
 * frozen when it was requested, so nothing here asks the matrix of today about it.
 */

/** A proposal whose approvals were asked for, and the answer of the matrix. */
export type Round = Proposal & { readonly request: NonNullable<Proposal['request']> };

/** What the complaint costs already: ordered and not cancelled. Unknown amounts of imports are in no sum. */
export function alreadyOrdered({ remedies }: Pick<OpenComplaint, 'remedies'>): Money[] {
  return remedies.flatMap(({ borne, status }) => (borne && status !== 'cancelled' ? [borne] : []));
}

/** Under what is decided: the matrix, and what the merged and joint cases cost. */
type Under = Pick<Propose, 'matrix' | 'others'>;

/** What is ordered in the merged and joint cases, by case. */
const orderedIn = (others: readonly CountedCase[] = []) => others.map(({ ordered }) => ordered);

/** What the matrix asks for if this much is given now on top of what is ordered already, here and in other cases (rule 3). */
export function requirementFor(
  complaint: OpenComplaint,
  { matrix, others }: Under,
  remedy: string,
  now: Money,
  { committed = [], elsewhere = orderedIn(others) }: { committed?: readonly Money[]; elsewhere?: Ask['elsewhere'] } = {},
) {
  const { product, unit } = complaint;
  return requirementOf(matrix, { already: [...alreadyOrdered(complaint), ...committed], elsewhere, now, remedy, product, unit });
}

/**
 * What the total needs now, if the cases together cost more than was counted when the round was requested, and that is beyond its band and asks
 * for signatures that it does not; undefined if the round may be ordered as it is. Within its band a later matrix changes nothing.
 */
export function outgrown(complaint: OpenComplaint, { request, remedy }: Round, under: Under, borne: Money): Requirement | undefined {
  const { others } = under;
  if (!others) return undefined;
  const needed = requirementFor(complaint, under, remedy, borne);
  const { below } = request.band;
  // Beside the others this case too may have been given more since: small remedies that needed nobody while theirs were proposals yet.
  const isWithin =
    needed.currency === request.currency
      ? needed.total <= request.total || below === null || needed.total < below
      : !hasGrown(orderedIn(others).flat(), amountsOf(request.counted));
  return isWithin || covers(request, needed) ? undefined : needed;
}

/** All that a request counts of other cases. */
export function amountsOf(counted: readonly CountedCase[] = []): Money[] {
  return counted.flatMap(({ ordered, proposed }) => (proposed ? [...ordered, proposed] : ordered));
}

/** Whether there is more of any currency. */
function hasGrown(now: readonly Money[], then: readonly Money[]): boolean {
  const sum = (amounts: readonly Money[], currency: string) =>
    amounts.reduce((total, money) => (money.currency === currency ? total + money.amount : total), 0);
  return now.some(({ currency }) => sum(now, currency) > sum(then, currency));
}

/** Whether all signatures of the one request are enough for the other. */
function covers(asked: Pick<Requirement, 'mode' | 'required'>, needed: Pick<Requirement, 'mode' | 'required'>): boolean {
  const [has, needs] = [asked.required.map(({ role }) => role), needed.required.map(({ role }) => role)];
  if (needs.length === 0) return true;
  if (asked.mode === 'any')
    return has.length > 0 && has.every((role) => needs.includes(role)) && (needed.mode === 'any' || needs.length === 1);
  if (needed.mode === 'any') return needs.some((role) => has.includes(role));
  if (needed.mode === 'ordered' && asked.mode !== 'ordered' && needs.length > 1) return false;
  return needs.every((role) => has.includes(role));
}

/** Rule 4: nobody promises more than the highest band that one of their roles satisfies alone. Code: `beyond-own-authority`. */
export function ownAuthority(complaint: OpenComplaint, under: Under, by: Actor, remedy: string, amount: Money): void {
  const requirement = requirementFor(complaint, under, remedy, amount);
  if (coversAlone(requirement, by.roles)) return;
  const { total, currency, band, required } = requirement;
  throw new RuleViolation('beyond-own-authority', 'Nobody promises more than they may approve alone: say that it is subject to approval.', {
    total,
    currency,
    band,
    required: required.map(({ role }) => role),
    has: by.roles,
  });
}

/** The round that is signed, decided on or ordered now. Codes: `no-proposal`, `round-superseded`, `no-open-round`, `approval-lapsed`. */
export function liveRound(complaint: OpenComplaint, now: Instant, named?: number): Round {
  const { proposal } = complaint;
  if (!proposal) throw new RuleViolation('no-proposal', 'Propose a resolution first.');
  const { round, status, request } = proposal;
  if (named !== undefined && named !== round) {
    throw new RuleViolation('round-superseded', `The current round is ${round}.`, { round: named, current: round });
  }
  if (!isOpen(proposal)) throw new RuleViolation('no-open-round', `Round ${round} is over: propose anew.`, { round, status });
  if (hasLapsed(proposal, now)) {
    throw new RuleViolation('approval-lapsed', `Round ${round} lapsed at ${request?.lapsesAt}: propose anew.`, {
      round,
      lapsesAt: request?.lapsesAt,
    });
  }
  return proposal;
}

/** What ends a round that is still open, if one is. */
export function voidedBy(proposal: Proposal | null, cause: VoidingCause): Decided<ComplaintEvent>[] {
  return isOpen(proposal) ? [{ type: 'ApprovalVoided', data: { round: proposal.round, cause } }] : [];
}

/** Neither ordered nor ended; it may have lapsed all the same. */
export function isOpen(proposal: Proposal | null): proposal is Round {
  return proposal?.status === 'requested' || proposal?.status === 'granted';
}

/** Neither ordered, ended nor lapsed. */
export function isLive(proposal: Proposal | null, at: Instant): proposal is Round {
  return isOpen(proposal) && !hasLapsed(proposal, at);
}

export function hasLapsed({ request }: Proposal, at: Instant): boolean {
  return request?.lapsesAt !== undefined && request.lapsesAt <= at;
}

/** Whose signatures are missing, and who may sign next, once recusals have moved seats to stand-ins. */
export function openSeats({ vacant }: OpenComplaint, { request, signatures }: Round) {
  const signed = signatures.map(({ role }) => role);
  const seats = seatsOf(request.required, vacant, signed);
  const afterwards = (role: string) => missingSeats(request.mode, seats, [...signed, role]).length;
  return { missing: missingSeats(request.mode, seats, signed), next: nextSeats(request.mode, seats, signed), afterwards };
}

/** Who stands behind a signature: of a body those who voted, else who signed and whom they signed for. */
export function peopleBehind({ approver, actingFor, voters }: Signed): readonly string[] {
  if (voters.length > 0) return voters;
  return actingFor === undefined ? [approver] : [approver, actingFor];
}

/** Why a person may not sign in this round (domain §2); undefined if they may. */
export function barredAs(complaint: OpenComplaint, { proposer }: Proposal, person: string): string | undefined {
  if (person === proposer) return 'proposer';
  if (complaint.handlers.includes(person)) return 'handler';
  if (complaint.respondents.includes(person)) return 'respondent';
  return complaint.recused.includes(person) ? 'recused' : undefined;
}

/** Who signed in the running round does not handle the case: handlers do not sign (domain §2). Code: `approver-handles`. */
export function notSigned({ proposal }: OpenComplaint, person: string): void {
  if (!isOpen(proposal) || !proposal.signatures.some((signed) => peopleBehind(signed).includes(person))) return;
  throw new RuleViolation('approver-handles', 'Who signed for the remedy does not handle the case: give it to somebody else.', {
    round: proposal.round,
    person,
  });
}

/** Ordinals of the remedies that are still owed. */
export function owed({ remedies }: OpenComplaint | ClosedComplaint): number[] {
  return remedies.flatMap(({ status }, i) => (status === 'ordered' || status === 'failed' ? [i + 1] : []));
}
