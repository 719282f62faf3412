import { Contradiction, instant, RuleViolation, text, type Decided } from '@redress/kernel';
import type { Acknowledge } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { onlyInImports, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The customer is told when and how the complaint will be handled: once by itself, once by somebody, and anew after a reopening.
 * Codes: `already-acknowledged`; 422 `answer-before-acknowledgement`.
 */
export function acknowledge(state: ComplaintState, command: Acknowledge): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data, occurredAt } = command;
  if (complaint.acknowledged === 'personally' || (complaint.acknowledged === 'automatically' && command.origin === 'automation')) {
    throw new RuleViolation('already-acknowledged', 'The complaint was acknowledged before; send an interim reply instead.');
  }
  text('channel', data.channel);
  if (data.template === undefined) text('handling', data.handling);
  if (data.answerBy === null) onlyInImports('answerBy');
  instant('answerBy', data.answerBy);
  if (data.answerBy < occurredAt) {
    throw new Contradiction('answer-before-acknowledgement', 'The answer cannot be promised for a time that has passed.', {
      answerBy: data.answerBy,
      occurredAt,
    });
  }
  return [{ type: 'Acknowledged', data }];
}
