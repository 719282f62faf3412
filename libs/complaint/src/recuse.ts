import { Contradiction, RuleViolation, text, type Command, type Decided } from '@redress/kernel';
import type { Recuse } from './commands.js';
import type { ApprovalVoided, ComplaintEvent } from './complaint.js';
import { isOpen, peopleBehind } from './proposal.js';
import { neutral, open } from './rules.js';
import type { ClosedComplaint, ComplaintState, OpenComplaint } from './state.js';

/**
 * Somebody keeps out of the case from now on (rule 2): by default who acts. What they signed in the running round, had signed for
 * them or voted for is void with it. A respondent keeps out already; recusing one is only good for vacating a role.
 * Who keeps out has no say in who else does, nor in whose roles are empty.
 * Codes: `respondent-recused`, `recused-person`, `party-recuses`, `already-recused`; 422 `role-vacated-twice`, `text-missing`.
 */
export function recuse(state: ComplaintState, command: Recuse): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { by } = command;
  const { person = by.sub, reason, vacates } = command.data;
  if (person !== by.sub || vacates.some((role) => !by.roles.includes(role))) {
    neutral(complaint, command);
    outsider(complaint, command);
  }
  text('person', person);
  text('reason', reason);
  for (const [index, role] of vacates.entries()) {
    text('vacates', role);
    if (vacates.indexOf(role) < index) {
      throw new Contradiction('role-vacated-twice', `The role ${role} is named more than once.`, { role });
    }
  }
  const keepsOut = complaint.recused.includes(person) || complaint.respondents.includes(person);
  if (keepsOut && vacates.every((role) => complaint.vacant.includes(role))) {
    throw new RuleViolation('already-recused', 'This person keeps out of the case already.', { person });
  }
  return [{ type: 'Recused', data: { ...command.data, person } }, ...takenBack(complaint, [person])];
}

/** Who proposed or handles steers nobody away from signing while the round runs. Code: `party-recuses`. */
export function outsider({ proposal, handlers }: OpenComplaint | ClosedComplaint, { by }: Command): void {
  if (!isOpen(proposal) || !handlers.includes(by.sub)) return;
  throw new RuleViolation(
    'party-recuses',
    'A round runs: who proposes or handles keeps only themselves out; somebody else recuses others.',
    {
      round: proposal.round,
    },
  );
}

/** What these people signed, had signed for them or voted for, in a round that still counts; one that was spent is history. */
export function takenBack({ proposal }: OpenComplaint | ClosedComplaint, people: readonly string[]): ApprovalVoided[] {
  if (!isOpen(proposal)) return [];
  const { round, signatures } = proposal;
  const theirs = signatures.filter((signed) =>
    people.some((person) => signed.approver === person || peopleBehind(signed).includes(person)),
  );
  // One event takes back all that its approver signed.
  return [...new Set(theirs.map(({ approver }) => approver))].map((approver) => ({
    type: 'ApprovalVoided',
    data: { round, cause: 'recused', approver },
  }));
}
