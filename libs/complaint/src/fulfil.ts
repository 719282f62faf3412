import { RuleViolation, type Command, type Decided } from '@redress/kernel';
import type { Fulfil } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { owed } from './proposal.js';
import { neutral, received } from './rules.js';
import type { ClosedComplaint, ComplaintState, OpenComplaint, OrderedRemedy } from './state.js';

/**
 * The customer has what was ordered; of a closed case too (rule 8). Where the company bears anything, `finance` confirms it, and nobody
 * who signed for it (domain §2). Another system's order is not paid here, where nobody signed for it. Codes: `imported-unapproved`,
 * `respondent-recused`, `recused-person`, `nothing-owed`, `compensation-ambiguous`, `no-such-compensation`, `already-fulfilled`,
 * `compensation-cancelled`, `finance-confirms`, `approver-confirms-payment`.
 */
export function fulfil(state: ComplaintState, command: Fulfil): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  const { data, by } = command;
  const compensation = stillOwed(complaint, data.compensation);
  const { borne, approvers, isImported } = complaint.remedies[compensation - 1]!;
  confirmedByFinance(command, borne);
  if (isImported && borne?.amount !== 0) {
    throw new RuleViolation('imported-unapproved', 'Nobody signed here for what another system ordered: cancel it, and propose it anew.', {
      compensation,
    });
  }
  if ([by.sub, by.actingFor].some((person) => person !== undefined && approvers.includes(person))) {
    throw new RuleViolation('approver-confirms-payment', 'Who approved a payment does not confirm it.', { compensation });
  }
  return [{ type: 'RemedyFulfilled', data: { ...data, compensation, confirmedBy: by.sub } }];
}

/** Code: `finance-confirms`. */
export function confirmedByFinance({ by }: Command, borne: OrderedRemedy['borne']): void {
  if (borne?.amount === 0 || by.roles.includes('finance')) return;
  throw new RuleViolation('finance-confirms', 'What the company pays is confirmed by the role finance.', {
    needed: 'finance',
    has: by.roles,
  });
}

/** The remedy that is meant: the one named, else the only one that is owed. */
export function stillOwed(complaint: OpenComplaint | ClosedComplaint, named: number | undefined): number {
  const open = owed(complaint);
  if (named === undefined) {
    if (open[0] === undefined) throw new RuleViolation('nothing-owed', 'No remedy is owed in this case.');
    if (open.length > 1) {
      throw new RuleViolation('compensation-ambiguous', 'Several remedies are owed: name one by its ordinal.', { owed: open });
    }
    return open[0];
  }
  const remedy = existing(complaint, named);
  if (remedy.status === 'fulfilled') {
    throw new RuleViolation('already-fulfilled', 'The customer has this remedy already.', { compensation: named });
  }
  return named;
}

/** A remedy that was not cancelled. Codes: `no-such-compensation`, `compensation-cancelled`. */
export function existing({ remedies }: OpenComplaint | ClosedComplaint, named: number): OrderedRemedy {
  const remedy = remedies[named - 1];
  if (!remedy) {
    throw new RuleViolation('no-such-compensation', 'No remedy of this ordinal was ordered.', {
      compensation: named,
      ordered: remedies.length,
    });
  }
  if (remedy.status === 'cancelled') {
    throw new RuleViolation('compensation-cancelled', 'This remedy was cancelled.', { compensation: named });
  }
  return remedy;
}
