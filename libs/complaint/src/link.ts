import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import type { Link, Merge } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The case has to do with another, which is on record too; closed or not (rule 8). That one case was merged into another is said by a merge,
 * and carried over by automation. What joint cases cost is counted together (rule 3).
 * Codes: `already-linked`, `no-such-case`, `respondent-recused`, `recused-person`; 422 `linked-to-itself`, `use-merge`, `text-missing`.
 */
export function link(state: ComplaintState, command: Link): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  const { data } = command;
  if (data.kind === 'merged' && command.origin !== 'automation') {
    throw new Contradiction('use-merge', 'Only a merge says that a case was merged: merge the other case into this one.');
  }
  text('complaintId', data.complaintId);
  if (data.complaintId === command.complaintId) throw new Contradiction('linked-to-itself', 'A case has to do with itself anyway.');
  if (complaint.links.some(({ complaintId, kind }) => complaintId === data.complaintId && kind === data.kind)) {
    throw new RuleViolation('already-linked', 'The two cases are linked in this way already.', {
      complaintId: data.complaintId,
      kind: data.kind,
    });
  }
  exists(command);
  return [{ type: 'Linked', data }];
}

/** Code: `no-such-case`. */
export function exists({ data, other }: Link | Merge): void {
  if (other.status !== 'none') return;
  throw new RuleViolation('no-such-case', 'No complaint was received under the id of the other case.', { complaintId: data.complaintId });
}
