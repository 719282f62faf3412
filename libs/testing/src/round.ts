import { requirementOf } from '@redress/authority';
import type { Resolution, ResolutionProposedData } from '@redress/complaint';
import type { Actor, Money } from '@redress/kernel';
import { command, event, matrix, now } from './complaint.js';

/* Rounds of approval under the default matrix, for stories. */

/** Thirty days after `now`, when the default matrix's rounds lapse. */
export const lapsesAt = new Date(Date.parse(now) + 30 * 86_400_000).toISOString();

/** Minor units, fen. */
export const cny = (amount: number): Money => ({ amount, currency: 'CNY' });

export const person = (sub: string, ...roles: string[]): Actor => ({ sub, roles });

/** Who signs in a story, by role. */
export const approvers = {
  'channel-head': person('u-channel', 'channel-head'),
  'operations-director': person('u-operations', 'operations-director'),
  cfo: person('u-cfo', 'cfo'),
  'general-manager': person('u-manager', 'general-manager'),
  'chief-actuary': person('u-actuary', 'chief-actuary'),
  board: person('u-secretary', 'board-secretary'),
} as const satisfies Record<string, Actor>;
export type Approver = keyof typeof approvers;

export const resolution: Resolution = {
  number: '2026-17',
  date: '2026-11-20',
  minutesHash: 'c'.repeat(64),
  voters: ['u-chair', 'u-member'],
  recusals: [],
};

type Proposed = Omit<ResolutionProposedData, 'note'>;

export const proposal = (amount: number, change: Partial<Proposed> = {}): Proposed => ({
  round: 1,
  remedy: 'refund',
  borne: cny(amount),
  beneficiary: 'customer',
  terms: [],
  proposer: 'u-handler',
  ...change,
});

/** A proposal, and what the default matrix asks for it. */
export function requested(amount: number, change: Partial<Proposed> = {}, already: readonly Money[] = []) {
  const data = proposal(amount, change);
  const { remedy, borne, round } = data;
  const { validDays, ...requirement } = requirementOf(matrix, { already, now: borne, remedy, product: 'warranty', unit: 'beijing' });
  return [
    event('ResolutionProposed', data),
    event('ApprovalRequested', { ...requirement, ...(validDays !== undefined && { validDays, lapsesAt }), round }),
  ];
}

/** A signature of the role's person; of the board a resolution. */
export function granted(role: Approver, { completes = false, round = 1 } = {}) {
  const { sub: approver } = approvers[role];
  return event('ApprovalGranted', { round, role, approver, ...(role === 'board' && { resolution }), completes });
}

/** All signatures that the amount needs. */
export function approved(amount: number, change: Partial<Proposed> = {}, already: readonly Money[] = []) {
  const round = requested(amount, change, already);
  const { required, mode } = requirementOf(matrix, { already, now: cny(amount), remedy: 'refund' });
  const roles = required.map(({ role }) => role as Approver).slice(0, mode === 'any' ? 1 : undefined);
  return [...round, ...roles.map((role, i) => granted(role, { completes: i === roles.length - 1, round: change.round ?? 1 }))];
}

/** The command to sign, by the role's person; of the board with its resolution. */
export const sign = (role: Approver, data: object = {}, by: Actor = approvers[role]) =>
  command('approve', { decision: 'granted', ...(role === 'board' && { resolution }), ...data }, { by });
