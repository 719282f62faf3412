import { Contradiction, RuleViolation, type Decided } from '@redress/kernel';
import type { Approve } from './commands.js';
import type { ComplaintEvent, Resolution } from './complaint.js';
import { barredAs, liveRound, openSeats, peopleBehind, type Round } from './proposal.js';
import { open } from './rules.js';
import { resolutionKey, type ComplaintState, type OpenComplaint } from './state.js';

/**
 * Somebody signs for one of the roles that the frozen request asks for, or refuses, which ends the round (domain §2). Proposer, handlers,
 * respondents and who is recused never sign, nor does anybody for them; one person fills one role only. A body decides by resolution.
 * Codes: those of `liveRound`, `no-open-round` also once everything is signed; `no-such-delegation`, `self-approval`, `role-not-missing`,
 * `not-your-turn`, `already-signed`, `resolution-required`, `resolution-outdated`, `resolution-used`, `resolution-not-expected`, `voter-not-neutral`;
 * 422 `refusal-without-reason`, `resolution-inconsistent`.
 */
export function approve(state: ComplaintState, command: Approve): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data, by, now } = command;
  const { decision, reason, resolution, note } = data;
  if (decision === 'refused' && !reason?.trim()) {
    throw new Contradiction('refusal-without-reason', 'Who refuses says why: the proposer has to know what to change.');
  }
  if (resolution) consistent(resolution, now);
  const proposal = liveRound(complaint, now, data.round);
  const { round, request } = proposal;
  if (proposal.status === 'granted') {
    throw new RuleViolation('no-open-round', `Nothing is missing in round ${round} any more.`, { round, status: proposal.status });
  }

  const delegator = delegatorOf(command);
  const people = delegator === undefined ? [by.sub] : [by.sub, delegator];
  for (const person of people) {
    const because = barredAs(complaint, proposal, person);
    if (because) {
      throw new RuleViolation('self-approval', 'Who proposes, handles, is complained about or is recused signs nothing in the case.', {
        round,
        person,
        because,
      });
    }
  }

  const seat = seatOf(complaint, proposal, command);
  const isBody = request.bodies.some((body) => body.role === seat.role);
  const deciders = isBody ? votersOf(complaint, proposal, seat.role, resolution) : people;
  if (!isBody && resolution) {
    throw new RuleViolation('resolution-not-expected', `${seat.role} is a person: only bodies decide by resolution.`, { role: seat.role });
  }
  const twice = deciders.find((person) => proposal.signatures.some((signed) => peopleBehind(signed).includes(person)));
  if (twice !== undefined) {
    throw new RuleViolation('already-signed', 'One person fills one role only: let somebody else sign for this one.', {
      round,
      person: twice,
      role: seat.role,
    });
  }

  const signature = {
    round,
    role: seat.role,
    ...(seat.standsInFor !== undefined && { standsInFor: seat.standsInFor }),
    approver: by.sub,
    ...(delegator !== undefined && { actingFor: delegator, delegation: data.delegation }),
    ...(resolution && { resolution }),
    ...(note !== undefined && { note }),
  };
  if (decision === 'refused') return [{ type: 'ApprovalRefused', data: { ...signature, reason: reason! } }];
  const completes = openSeats(complaint, proposal).afterwards(seat.role) === 0;
  return [{ type: 'ApprovalGranted', data: { ...signature, completes } }];
}

/** Whose authority is used, if not the actor's own. Code: `no-such-delegation`. */
function delegatorOf({ data, delegation, by }: Approve): string | undefined {
  if (data.delegation === undefined) return undefined;
  if (delegation?.delegate === by.sub) return delegation.delegator;
  throw new RuleViolation('no-such-delegation', 'No such delegation to you is in force now.', { delegation: data.delegation });
}

/** The missing role that the actor can fill and that is due. Codes: `role-not-missing`, `not-your-turn`. */
function seatOf(complaint: OpenComplaint, proposal: Round, { data, by, delegation }: Approve) {
  const { missing, next } = openSeats(complaint, proposal);
  const held = delegation && data.delegation !== undefined ? [delegation.role] : by.roles;
  const fills = (role: string) => held.includes(proposal.request.bodies.find((body) => body.role === role)?.recordedBy ?? role);
  const own = missing.filter(({ role }) => fills(role) && (data.role === undefined || data.role === role));
  const roles = missing.map(({ role }) => role);
  if (own.length === 0) {
    throw new RuleViolation('role-not-missing', `Missing are the signatures of ${roles.join(', ')}: yours is none of them.`, {
      round: proposal.round,
      missing: roles,
      has: held,
      ...(data.role !== undefined && { role: data.role }),
    });
  }
  const due = own.find(({ role }) => next.some((seat) => seat.role === role));
  if (!due) {
    const turn = next.map(({ role }) => role);
    throw new RuleViolation('not-your-turn', `The order is fixed: ${turn.join(', ')} signs first.`, { round: proposal.round, next: turn });
  }
  return due;
}

/** Who stands behind a body's decision. Codes: `resolution-required`, `resolution-outdated`, `resolution-used`, `voter-not-neutral`. */
function votersOf(complaint: OpenComplaint, proposal: Round, role: string, resolution: Resolution | undefined): readonly string[] {
  if (!resolution) {
    throw new RuleViolation('resolution-required', `${role} is a body: give number, date, minutes and voters of its resolution.`, { role });
  }
  const { number, date } = resolution;
  // A resolution decides on what was asked, so it cannot be older; its day is local, and ends last in the far west.
  if (proposal.requestedAt !== undefined && Date.parse(date) + 36 * 3_600_000 <= Date.parse(proposal.requestedAt)) {
    throw new RuleViolation('resolution-outdated', 'The resolution is older than the request that it shall decide on.', {
      date,
      requestedAt: proposal.requestedAt,
    });
  }
  if (complaint.resolutions.includes(resolutionKey(role, resolution))) {
    throw new RuleViolation('resolution-used', 'This resolution signed in this case before: the body must decide anew.', { role, number });
  }
  const partial = resolution.voters.filter((voter) => barredAs(complaint, proposal, voter) !== undefined);
  if (partial.length > 0) {
    throw new RuleViolation('voter-not-neutral', 'Who has a part in the case does not vote on it: the body must decide without them.', {
      voters: partial,
    });
  }
  return resolution.voters;
}

/** Code: 422 `resolution-inconsistent`. */
function consistent({ number, date, minutesHash, voters, recusals }: Resolution, now: string): void {
  const wrong = (detail: string, facts: Record<string, unknown>) => new Contradiction('resolution-inconsistent', detail, facts);
  if (!number.trim()) throw wrong('A resolution has a number.', {});
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) throw wrong('The date is a day such as 2026-11-22.', { date });
  // The day is local: in the east it has begun when it is still yesterday in UTC.
  if (Date.parse(date) > Date.parse(now) + 14 * 3_600_000) throw wrong('The date lies in the future.', { date, now });
  if (!/^[0-9a-f]{64}$/.test(minutesHash)) throw wrong('The minutes are named by their SHA-256 in lower-case hex.', { minutesHash });
  if (voters.length === 0) throw wrong('Somebody must have voted.', {});
  if (new Set(voters).size < voters.length) throw wrong('Everybody votes once.', { voters });
  const both = voters.filter((voter) => recusals.includes(voter));
  if (both.length > 0) throw wrong('Who recused themselves did not vote.', { voters: both });
}
