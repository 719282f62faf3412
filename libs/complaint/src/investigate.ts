import { Contradiction, text, type Decided } from '@redress/kernel';
import { topOf } from '@redress/policy';
import { coded } from './coded.js';
import type { Investigate } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A finding was reached, by somebody neutral (rule 2). A second finding replaces the first and needs a final reply of its own.
 * Codes: `respondent-recused`, `recused-person`; 422 `finding-unexplained`: what is substantiated has a fault party and a root cause;
 * `text-missing`, `branch-elsewhere`; those of `coded`.
 */
export function investigate(state: ComplaintState, command: Investigate): Decided<ComplaintEvent>[] {
  neutral(open(state, command), command);
  const { data } = command;
  for (const field of ['faultParty', 'rootCause'] as const) {
    if (data.finding !== 'not' && data[field] === undefined) {
      throw new Contradiction('finding-unexplained', `A complaint that is substantiated, even partly, has a ${field}.`, {
        finding: data.finding,
        field,
      });
    }
  }
  coded(command, 'faultParties', 'faultParty', data.faultParty);
  coded(command, 'rootCauses', 'rootCause', data.rootCause);
  if (data.branch !== undefined) branch(command, data.branch);
  return [{ type: 'Investigated', data }];
}

/** The fishbone's smaller branches are the company's, and each belongs to one of the six. Code: 422 `branch-elsewhere` (`branch`, `rootCause`, `below`). */
function branch(command: Investigate, code: string): void {
  text('branch', code);
  coded(command, 'rootCauses', 'branch', code);
  const { rootCause } = command.data;
  const below = command.taxonomy && topOf(command.taxonomy.document.rootCauses, code);
  if (rootCause !== undefined && rootCause !== code && (below === undefined || below === rootCause)) return;
  throw new Contradiction('branch-elsewhere', 'A branch is named with the root cause that it is below, and is not that itself.', {
    branch: code,
    rootCause,
    below,
  });
}
