import { Contradiction, instant, RuleViolation, text, type Decided } from '@redress/kernel';
import type { RequestContribution } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isSame, open, somebody } from './rules.js';
import { holderOf, type ComplaintState } from './state.js';

/**
 * Another department is asked to do its part while the case stays where it is. Any number at once, but the same one again only when it has
 * answered. A respondent may be asked: they testify (rule 2).
 * Codes: `already-asked`; 422 `nobody-assigned`, `answer-before-request`, `invalid-time`, `text-missing`.
 */
export function requestContribution(state: ComplaintState, command: RequestContribution): Decided<ComplaintEvent>[] {
  const { contributions } = open(state, command);
  const { data, occurredAt } = command;
  somebody(data.of);
  text('question', data.question);
  if (data.answerBy !== undefined) {
    instant('answerBy', data.answerBy);
    if (data.answerBy < occurredAt) {
      throw new Contradiction('answer-before-request', 'The answer cannot be wanted for a time that has passed.', {
        answerBy: data.answerBy,
        occurredAt,
      });
    }
  }
  const of = holderOf(data.of);
  const before = contributions.findIndex((one) => one.status === 'requested' && isSame(one.of, of));
  if (before >= 0) {
    throw new RuleViolation('already-asked', 'They were asked before and have not answered: wait for that answer, or ask somebody else.', {
      contribution: before + 1,
      of,
    });
  }
  return [{ type: 'ContributionRequested', data: { ...data, of, contribution: contributions.length + 1 } }];
}
