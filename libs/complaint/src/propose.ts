import { RuleViolation, text, type Decided, type Instant } from '@redress/kernel';
import { coded } from './coded.js';
import { forbiddenTerms } from './codes.js';
import type { Propose } from './commands.js';
import type { ComplaintEvent, ResolutionProposedData } from './complaint.js';
import { offeredToAll } from './incident.js';
import { amountsOf, isLive, outgrown, requirementFor, voidedBy, type Round } from './proposal.js';
import { money, neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A remedy is proposed, and the matrix's answer to the new total is frozen in the same append (domain §2). Another remedy,
 * beneficiary or term, or more money, voids the round before (rule 5); less of the same by the same proposer goes on with its signatures.
 * Codes: `respondent-recused`, `recused-person`, `forbidden-term`, `already-proposed`, `no-exchange-rate`; those of `offeredToAll`; 422
 * `invalid-amount`, `text-missing`; those of `coded`.
 */
export function propose(state: ComplaintState, command: Propose): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  if (command.data.incident) offeredToAll(complaint, command);
  const { data, by, now, others } = command;
  text('remedy', data.remedy);
  coded(command, 'remedies', 'remedy', data.remedy);
  money('borne', data.borne);
  if (data.claimed !== undefined) money('claimed', data.claimed);
  const forbidden = data.terms.find((term) => (forbiddenTerms as readonly string[]).includes(term.trim().toLowerCase()));
  if (forbidden !== undefined) {
    throw new RuleViolation('forbidden-term', 'No remedy may depend on silence or on taking a complaint back from an authority.', {
      term: forbidden,
    });
  }

  const before = complaint.proposal;
  const running = isLive(before, now) ? before : undefined;
  // What other cases cost by now may need more signatures than the round asks for: then nothing of it goes on.
  if (running && sameButForAmount(running, data, by.sub) && !outgrown(complaint, running, command, data.borne)) {
    const { round, borne } = running;
    if (data.borne.amount === borne.amount) {
      throw new RuleViolation('already-proposed', `This is what is proposed already, in round ${round}.`, { round });
    }
    if (data.borne.amount < borne.amount) return [{ type: 'ResolutionProposed', data: { ...data, round, proposer: by.sub } }];
  }

  const round = (before?.round ?? 0) + 1;
  const { validDays, ...requirement } = requirementFor(complaint, command, data.remedy, data.borne, {
    elsewhere: others?.map((one) => amountsOf([one])),
  });
  const lapsesAt = validDays === undefined ? {} : { validDays, lapsesAt: daysAfter(now, validDays) };
  return [
    ...voidedBy(before, running ? 'changed' : 'lapsed'),
    { type: 'ResolutionProposed', data: { ...data, round, proposer: by.sub } },
    { type: 'ApprovalRequested', data: { ...requirement, ...lapsesAt, ...(others && others.length > 0 && { counted: others }), round } },
  ];
}

function sameButForAmount(running: Round, asked: Propose['data'], proposer: string): boolean {
  const terms = (data: Pick<ResolutionProposedData, 'terms'>) => [...new Set(data.terms)].sort().join(' ');
  return (
    running.proposer === proposer &&
    running.remedy === asked.remedy &&
    running.beneficiary === asked.beneficiary &&
    running.borne.currency === asked.borne.currency &&
    terms(running) === terms(asked)
  );
}

function daysAfter(instant: Instant, days: number): Instant {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString();
}
