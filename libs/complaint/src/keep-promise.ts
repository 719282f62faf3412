import { Contradiction, RuleViolation, type Decided } from '@redress/kernel';
import type { KeepPromise } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * What was promised was done; early or late, its clock says. Without `promise` it is the only one that was not kept yet.
 * Codes: `no-promise-open`, `which-promise` (`open`), `promise-already-kept`, `respondent-recused`, `recused-person`; 422 `unknown-promise`.
 */
export function keepPromise(state: ComplaintState, command: KeepPromise): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { promises } = complaint;
  const unkept = promises.flatMap(({ isKept }, i) => (isKept ? [] : [i + 1]));
  const { data } = command;
  if (data.promise === undefined) {
    if (unkept.length === 0) throw new RuleViolation('no-promise-open', 'No promise is open in this case: make it first.');
    if (unkept.length > 1) throw new RuleViolation('which-promise', 'Several promises are open: say which was kept.', { open: unkept });
    return [{ type: 'PromiseKept', data: { ...data, promise: unkept[0]! } }];
  }
  const { promise } = data;
  const made = promises[promise - 1];
  if (!made)
    throw new Contradiction('unknown-promise', 'There is no promise of this number in the case.', { promise, promises: promises.length });
  if (made.isKept) throw new RuleViolation('promise-already-kept', 'This promise is on record as kept.', { promise });
  return [{ type: 'PromiseKept', data: { ...data, promise } }];
}
