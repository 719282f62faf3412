import { impossible, RuleViolation, text } from '@redress/kernel';
import type { RecordBenefit } from './commands.js';
import type { BenefitRecorded } from './improvement.js';
import { adopted, money, period } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * What it brought in a period. An opportunity may bring something as soon as it is adopted, everything else when it is done.
 * Codes: those of `adopted`; `not-done` (`kind`); 422: `benefit-inconsistent` (`kind`), `invalid-amount`, `period-reversed`,
 * `invalid-day`, `future-day`, `text-missing`, `invalid-time`, `future-time`.
 */
export function recordBenefit(state: ImprovementState, command: RecordBenefit): BenefitRecorded[] {
  const improvement = adopted(state, command);
  const { kind, amount, value, unit, note } = command.data;
  const isMoney = amount !== undefined && value === undefined && unit === undefined;
  const isNumber = amount === undefined && value !== undefined && Number.isFinite(value) && unit !== undefined;
  const detail = 'A benefit in money has an amount and nothing else; every other a value and its unit.';
  impossible(kind === 'money' ? !isMoney : !isNumber, 'benefit-inconsistent', detail, { kind });
  if (amount) money('amount', amount);
  if (unit !== undefined) text('unit', unit);
  if (note !== undefined) text('note', note as string);
  period(command.data.period, command.occurredAt);
  if (improvement.status !== 'done' && improvement.kind !== 'opportunity') {
    throw new RuleViolation('not-done', 'Only an opportunity brings something before it is done: complete the improvement first.', {
      kind: improvement.kind,
    });
  }
  return [{ type: 'BenefitRecorded', data: command.data }];
}
