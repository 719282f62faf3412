import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import type { Unlink } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The case has nothing to do with another after all; of several kinds of link the one that is meant is named. A merge is undone by
 * un-merging, on the case that was merged.
 * Codes: `not-linked`, `link-ambiguous`, `respondent-recused`, `recused-person`; 422 `use-unmerging`, `text-missing`.
 */
export function unlink(state: ComplaintState, command: Unlink): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  const { data, origin } = command;
  const { complaintId } = data;
  text('reason', data.reason);
  if (data.kind === 'merged' && origin !== 'automation') {
    throw new Contradiction('use-unmerging', 'Only un-merging undoes a merge: un-merge the other case.', { complaintId });
  }
  const kinds = complaint.links
    .filter((link) => link.complaintId === complaintId && (link.kind !== 'merged' || origin === 'automation'))
    .map(({ kind }) => kind);
  const kind = data.kind ?? kinds[0];
  if (kind === undefined || !kinds.includes(kind)) {
    throw new RuleViolation('not-linked', 'The two cases are not linked in this way.', { complaintId, kinds });
  }
  if (data.kind === undefined && kinds.length > 1) {
    throw new RuleViolation('link-ambiguous', 'The two cases are linked in several ways: name one.', { complaintId, kinds });
  }
  return [{ type: 'Unlinked', data: { ...data, kind } }];
}
