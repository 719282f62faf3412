import { after, effective, instant, inTime, RuleViolation, text, type Instant } from '@redress/kernel';
import type { Kind } from './kind.js';
import { kinds } from './kinds.js';
import type { PolicyPublished, PublishPolicy } from './policy.js';
import type { PolicyState } from './state.js';

/**
 * Publishes the next version of a policy. The very first may have been in force from ever, so that no instant is without one.
 *
 * Codes: `effective-before-version-before` (`effectiveFrom`, `version`, `from`); 422: `effective-too-soon`, `invalid-time`, `future-time`,
 * `text-missing`, and those of the kind, each with the `path` of the fault.
 */
export function publishPolicy({ versions }: PolicyState, command: PublishPolicy): PolicyPublished[] {
  inTime(command);
  const { kind, reason, document: said } = command.data;
  text('reason', reason);
  const before = versions.at(-1);
  // The union of the kinds has lost which document is whose.
  const { checked, standard } = kinds[kind] as unknown as Kind<object>;
  const document = checked(said, before?.document ?? standard) as PolicyPublished['data']['document'];
  return [
    {
      type: 'PolicyPublished',
      data: { kind, version: versions.length + 1, effectiveFrom: inForceFrom(versions, command), reason, document },
    },
  ];
}

/** Later than the version before, so that the versions follow each other in force as they do in the stream. */
function inForceFrom(versions: PolicyState['versions'], { data: { effectiveFrom: said }, now }: PublishPolicy): Instant {
  const before = versions.at(-1);
  if (!before && said !== undefined) {
    instant('effectiveFrom', said);
    return said;
  }
  const from = effective('effectiveFrom', said, now);
  if (!before || from > before.effectiveFrom) return from;
  if (said === undefined) return after(before.effectiveFrom, 1);
  throw new RuleViolation('effective-before-version-before', 'A version is in force later than the version before it.', {
    effectiveFrom: said,
    version: before.version,
    from: before.effectiveFrom,
  });
}
