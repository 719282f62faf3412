import { RuleViolation, text } from '@redress/kernel';
import { money } from '../rules.js';
import type { OfferRemedy } from './commands.js';
import type { RemedyOffered } from './incident.js';
import { running } from './rules.js';
import type { IncidentState } from './state.js';

/** Terms that no remedy may have (rule 4), as in a proposal: each member's would be refused. */
export const unofferableTerms: readonly string[] = ['silence', 'withdrawal-from-authority'];

/**
 * Every member is to get the same. Nothing is promised by it: in each member's case it becomes a proposal, whose total decides who signs.
 * Codes: those of `running`; `forbidden-term` (`term`), `already-offered` (`offer`); 422: `invalid-amount`, `text-missing`.
 */
export function offerRemedy(state: IncidentState, command: OfferRemedy): RemedyOffered[] {
  const { offers } = running(state, command);
  const { remedy, borne, terms, reason } = command.data;
  text('remedy', remedy);
  text('reason', reason);
  money('borne', borne);
  const forbidden = terms.find((term) => unofferableTerms.includes(term.trim().toLowerCase()));
  if (forbidden !== undefined) {
    throw new RuleViolation('forbidden-term', 'No remedy may depend on silence or on taking a complaint back from an authority.', {
      term: forbidden,
    });
  }
  const same = offers.find((offer) => offer.remedy === remedy);
  if (same) {
    throw new RuleViolation('already-offered', 'This remedy is offered already: who joins gets it, and nobody gets it twice.', {
      offer: same.offer,
      remedy,
    });
  }
  return [{ type: 'RemedyOffered', data: { ...command.data, offer: offers.length + 1, acceptance: 'mass-incident' } }];
}
