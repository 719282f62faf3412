import { effective, inTime, RuleViolation, text } from '@redress/kernel';
import type { RetireMatrix } from './commands.js';
import type { MatrixRetired } from './matrix.js';
import { isInForce, type AuthorityState } from './state.js';

/**
 * Takes a matrix out of force; the highest other version that is in force decides from then on.
 * Codes: `unknown-matrix` (`version`), `matrix-retired` (`version`, `retiredFrom`), `last-matrix` (`version`, `at`: when there would be
 * none); 422: `effective-too-soon`, `invalid-time`, `future-time`, `text-missing`.
 */
export function retireMatrix({ matrices }: AuthorityState, command: RetireMatrix): MatrixRetired[] {
  inTime(command);
  const { version, reason, retiredFrom: said } = command.data;
  text('reason', reason);
  const retiredFrom = effective('retiredFrom', said, command.now);
  const kept = matrices.find(({ matrix }) => matrix.version === version);
  if (!kept) throw new RuleViolation('unknown-matrix', 'No matrix was published under this version.', { version });
  if (kept.retiredFrom !== undefined) {
    throw new RuleViolation('matrix-retired', 'This version was retired before.', { version, retiredFrom: kept.retiredFrom });
  }
  const others = matrices.filter((other) => other !== kept);
  // Where one is in force only a retirement can leave none.
  const ends = [retiredFrom, ...others.flatMap((other) => other.retiredFrom ?? []).filter((end) => end > retiredFrom)];
  const at = ends.find((end) => !others.some((other) => isInForce(other, end)));
  if (at !== undefined) {
    throw new RuleViolation('last-matrix', 'No other matrix would be in force: publish the next one first.', { version, at });
  }
  return [{ type: 'MatrixRetired', data: { version, retiredFrom, reason } }];
}
