import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import type { GiveContribution } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { kept, open } from './rules.js';
import type { ComplaintState, Contribution, OpenComplaint } from './state.js';

/**
 * The other department does its part, or says why it does not. Who answers need not be neutral: they testify (rule 2). What comes after
 * closing is a note or evidence (rule 8).
 * Codes: `no-open-contribution`, `contribution-ambiguous`, `no-such-contribution`, `already-answered`; 422 `refusal-without-reason`,
 * `invalid-hash`, `text-missing`: what is given says or shows something.
 */
export function giveContribution(state: ComplaintState, command: GiveContribution): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  if (data.result === 'refused' && !data.reason?.trim()) {
    throw new Contradiction('refusal-without-reason', 'Who refuses says why: whoever asked has to know what to do instead.');
  }
  if (data.result === 'given' && data.evidence.length === 0) text('answer', data.answer);
  data.evidence.forEach((one, i) => kept(`evidence.${i}`, one));
  return [{ type: 'ContributionGiven', data: { ...data, contribution: asked(complaint, data.contribution) } }];
}

/** The request that is meant: the one named, else the only one without an answer. */
function asked({ contributions }: OpenComplaint, named: number | undefined): number {
  const open = contributions.flatMap(({ of, status }, i) => (status === 'requested' ? [{ contribution: i + 1, of }] : []));
  if (named === undefined) {
    if (open[0] === undefined) throw new RuleViolation('no-open-contribution', 'Nobody is asked for anything at this moment.');
    if (open.length > 1) {
      throw new RuleViolation('contribution-ambiguous', 'Several were asked: name the request by its ordinal.', { open });
    }
    return open[0].contribution;
  }
  const request: Contribution | undefined = contributions[named - 1];
  if (!request) {
    throw new RuleViolation('no-such-contribution', 'Nobody was asked under this ordinal.', {
      contribution: named,
      requested: contributions.length,
    });
  }
  if (request.status !== 'requested') {
    throw new RuleViolation('already-answered', 'This request was answered before: ask anew, or add a note.', {
      contribution: named,
      status: request.status,
    });
  }
  return named;
}
