import { Contradiction, RuleViolation, type Decided } from '@redress/kernel';
import { consents } from './codes.js';
import type { Compensate } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { money, onlyInImports, open, text } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A remedy is ordered, but nothing without the approvals that its total needs (rule 3). There are no approvals yet, so this takes only
 * what lies in band 0 of the authority matrix: a remedy that costs the company nothing. Imports waive approval and say so.
 * Codes: `approval-required`, `no-such-approval`, `acceptance-not-evidenced`;
 * 422 `invalid-amount`, `only-in-imports`, `text-missing`, `acceptance-inconsistent`.
 */
export function compensate(state: ComplaintState, command: Compensate): Decided<ComplaintEvent>[] {
  open(state, command);
  const { data } = command;
  text('remedy', data.remedy);
  if (data.borne === null) onlyInImports('borne');
  money('borne', data.borne);
  if (data.claimed !== undefined) money('claimed', data.claimed);
  accepted(data);
  if (data.approvalRound !== undefined) {
    throw new RuleViolation('no-such-approval', 'No such approval round was granted for this complaint.', {
      approvalRound: data.approvalRound,
    });
  }
  if (data.borne.amount > 0) {
    throw new RuleViolation('approval-required', 'What the company bears must be approved first.', { ...data.borne });
  }
  return [{ type: 'Compensated', data }];
}

/** Rule 3: the customer accepts, or somebody whose right to is evidenced; some remedies need no acceptance. */
function accepted({ acceptance, acceptedBy, acceptanceEvidence }: Compensate['data']): void {
  if (acceptance === 'not-stated') onlyInImports('acceptance');
  if (acceptedBy === undefined) return;
  if (!consents.some((consent) => consent === acceptance)) {
    throw new Contradiction('acceptance-inconsistent', 'A remedy that needs no acceptance was accepted by nobody.', {
      acceptance,
      acceptedBy,
    });
  }
  if (acceptedBy !== 'customer' && acceptanceEvidence === undefined) {
    throw new RuleViolation('acceptance-not-evidenced', `Give the evidence that the ${acceptedBy} may accept for the customer.`, {
      acceptedBy,
    });
  }
}
