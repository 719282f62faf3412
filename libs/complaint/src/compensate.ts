import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import { coded } from './coded.js';
import { consents } from './codes.js';
import type { Compensate } from './commands.js';
import type { CompensatedData, ComplaintEvent, Opened } from './complaint.js';
import { isLive, isOpen, liveRound, openSeats, outgrown, requirementFor } from './proposal.js';
import { evidenced } from './record-customer-decision.js';
import { money, neutral, onlyInImports, open } from './rules.js';
import type { ComplaintState, OpenComplaint, Proposal } from './state.js';

type Ordered = Opened<CompensatedData>;

/**
 * A remedy is ordered, but nothing without the approvals that its total needs (rule 3): under the current round, of which nothing may be
 * missing, or without a round where the matrix asks nobody to sign. Imports waive approval and say so.
 * Codes: `respondent-recused`, `recused-person`; those of `liveRound`; `no-such-approval`, `already-ordered`, `approval-outstanding`,
 * `another-remedy`, `another-currency`, `exceeds-approved`, `less-without-reason`, `approval-outgrown`, `approval-required`, `not-accepted`,
 * `acceptance-not-evidenced`, `no-exchange-rate`; 422 `invalid-amount`, `only-in-imports`, `text-missing`, `acceptance-inconsistent`;
 * those of `coded`.
 */
export function compensate(state: ComplaintState, command: Compensate): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data } = command;
  text('remedy', data.remedy);
  if (data.borne === null) onlyInImports('borne');
  money('borne', data.borne);
  if (data.claimed !== undefined) money('claimed', data.claimed);
  const { approvalRound, ...rest } = data;
  if (isUnderRound(complaint.proposal, command)) {
    const proposal = approvedFor(complaint, command);
    return [{ type: 'Compensated', data: { ...rest, approvalRound: proposal.round, ...acceptance(data, proposal.customer) } }];
  }
  if (approvalRound !== undefined) {
    throw new RuleViolation('no-such-approval', 'There is no such approval round in this complaint.', { approvalRound });
  }
  // Under a round the remedy is the one that was proposed, and was checked then.
  coded(command, 'remedies', 'remedy', data.remedy);
  needsNoSignature(complaint, command);
  return [{ type: 'Compensated', data: { ...rest, ...acceptance(data, null) } }];
}

/** Without a round named, what is proposed at this moment is what is ordered. */
function isUnderRound(proposal: Proposal | null, { data }: Compensate): proposal is Proposal {
  if (data.approvalRound !== undefined) return proposal?.round !== undefined && data.approvalRound <= proposal.round;
  return isOpen(proposal) && proposal.remedy === data.remedy;
}

/** Rule 3: ordered is at most what was approved, and of the same kind. */
function approvedFor(complaint: OpenComplaint, command: Compensate): Proposal {
  const { data, now } = command;
  const borne = data.borne!;
  if (complaint.proposal?.status === 'spent' && data.approvalRound === complaint.proposal.round) {
    throw new RuleViolation('already-ordered', 'The remedy of this round was ordered: what comes on top is a proposal of its own.', {
      round: data.approvalRound,
    });
  }
  const proposal = liveRound(complaint, now, data.approvalRound);
  const { round, borne: approved, remedy } = proposal;
  if (proposal.status !== 'granted') {
    const missing = openSeats(complaint, proposal).missing.map(({ role }) => role);
    throw new RuleViolation('approval-outstanding', `Signatures are missing: ${missing.join(', ')}.`, { round, missing });
  }
  if (data.remedy !== remedy) {
    throw new RuleViolation('another-remedy', `Approved was ${remedy}: another remedy is a new proposal.`, {
      round,
      remedy,
      asked: data.remedy,
    });
  }
  if (borne.currency !== approved.currency) {
    throw new RuleViolation('another-currency', `Approved was an amount in ${approved.currency}.`, { round, approved, asked: borne });
  }
  if (borne.amount > approved.amount) {
    throw new RuleViolation('exceeds-approved', 'More than was approved: propose the new amount.', { round, approved, asked: borne });
  }
  if (borne.amount < approved.amount && !data.lessBecause?.trim()) {
    throw new RuleViolation('less-without-reason', 'Less than was approved needs a reason: give lessBecause.', {
      round,
      approved,
      asked: borne,
    });
  }
  const needed = outgrown(complaint, proposal, command, borne);
  if (needed) {
    const { total, currency, band, required, reason } = needed;
    throw new RuleViolation(
      'approval-outgrown',
      `Other cases of the matter cost more than when this was requested: propose it anew. ${reason.en}`,
      {
        round,
        requested: proposal.request.total,
        total,
        currency,
        band,
        required: required.map(({ role }) => role),
      },
    );
  }
  return proposal;
}

/**
 * An order without a round: what runs in one counts as given too, so that small remedies beside it do not slip under its band.
 * Codes: `approval-required`, `no-exchange-rate`, `amount-too-large`.
 */
export function needsNoSignature(
  complaint: OpenComplaint,
  command: Pick<Compensate, 'now' | 'matrix' | 'others'> & { readonly data: Pick<Compensate['data'], 'remedy' | 'borne'> },
): void {
  const { data, now } = command;
  const { proposal } = complaint;
  const borne = data.borne!;
  const asked = [requirementFor(complaint, command, data.remedy, borne)];
  if (isLive(proposal, now)) {
    // All three, because nothing makes a matrix ask for more signatures the higher the total, nor for the same of every remedy.
    asked.push(
      requirementFor(complaint, command, data.remedy, borne, { committed: [proposal.borne] }),
      requirementFor(complaint, command, proposal.remedy, proposal.borne, { committed: [borne] }),
    );
  }
  for (const { required, band, total, currency, reason } of asked) {
    if (required.length === 0) continue;
    throw new RuleViolation('approval-required', `Propose it first. ${reason.en}`, {
      band,
      total,
      currency,
      required: required.map(({ role }) => role),
    });
  }
}

/** Rule 3: the customer accepts, or somebody whose right to is evidenced; some remedies need no acceptance. */
function acceptance(
  data: Compensate['data'],
  customer: Proposal['customer'],
): Pick<Ordered, 'acceptance' | 'acceptedBy' | 'acceptanceEvidence'> {
  if (data.acceptance === undefined) {
    if (customer === null || customer === 'refused') {
      throw new RuleViolation('not-accepted', 'Record that the customer accepts, or say why no acceptance is needed.');
    }
    const { consent, acceptedBy, evidence } = customer;
    return { acceptance: consent, acceptedBy, ...(evidence && { acceptanceEvidence: evidence }) };
  }
  if (data.acceptance === 'not-stated') onlyInImports('acceptance');
  if (data.acceptedBy !== undefined && !consents.some((consent) => consent === data.acceptance)) {
    throw new Contradiction('acceptance-inconsistent', 'A remedy that needs no acceptance was accepted by nobody.', {
      acceptance: data.acceptance,
      acceptedBy: data.acceptedBy,
    });
  }
  evidenced(data.acceptedBy, data.acceptanceEvidence);
  return { acceptance: data.acceptance };
}
