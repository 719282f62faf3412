import { RuleViolation, type Facts, type Instant } from '@redress/kernel';
import { retentionOf, type Retained, type RetainedCase } from '@redress/policy';
import type { ErasePersonalData } from './commands.js';
import { codeIn } from './time.js';
import type { ClosedComplaint, OpenComplaint } from './state.js';

type Existing = OpenComplaint | ClosedComplaint;

/** What is known beside the case itself: see `ErasePersonalData`. */
type Known = Pick<ErasePersonalData, 'other' | 'retention' | 'zone' | 'now'>;

/** Why the person of a case may not be erased now; `complaintId` where several cases are told of. */
export type ErasureObstacle = { readonly complaintId?: string } & (
  | { readonly code: 'case-open'; readonly mergedInto?: string }
  | {
      readonly code: 'under-legal-hold';
      readonly hold: number;
      readonly reason: string;
      readonly placedAt?: Instant;
      readonly mergedInto?: string;
    }
  | ({ readonly code: 'under-retention' } & Retained)
);

/** All of them at once, so that whoever asked is told once: an open case, every legal hold, the period for which the file is kept. */
export function erasureObstacles(complaint: Existing, known: Known): ErasureObstacle[] {
  const { mergedInto } = complaint;
  const obstacles: ErasureObstacle[] = [];
  const worked = mergedInto === null ? complaint : known.other;
  if (worked?.status === 'open') obstacles.push({ code: 'case-open', ...(mergedInto !== null && { mergedInto }) });
  for (const hold of complaint.holds) obstacles.push({ code: 'under-legal-hold', ...hold });
  // What is kept of the case that this one goes on in is about whoever complained here, too.
  if (mergedInto !== null) for (const hold of known.other?.holds ?? []) obstacles.push({ code: 'under-legal-hold', mergedInto, ...hold });
  const retained = retainedUntil(complaint, known);
  if (retained && retained.until > known.now) obstacles.push({ code: 'under-retention', ...retained });
  return obstacles;
}

/** Until when the file of a case is or was kept, and why; null if no rule is for it, or while it is open. */
export function retainedUntil(complaint: Existing, { other, retention, zone = 'UTC' }: Omit<Known, 'now'>): Retained | null {
  const worked = complaint.mergedInto === null ? complaint : other;
  if (!retention || worked?.status !== 'closed' || worked.closedAt === undefined) return null;
  return retentionOf(retention, codesOf(complaint), worked.closedAt, zone);
}

function codesOf(complaint: Existing): RetainedCase {
  const { form, classification, pack } = complaint;
  const one = (code: string | undefined) => (code === undefined ? [] : [code]);
  const { tags } = form;
  return {
    jurisdictions: one(codeIn(form.jurisdiction)),
    packs: one(pack?.name),
    products: one(codeIn(form.product)),
    units: one(codeIn(form.unit)),
    causes: one(codeIn(form.cause)),
    categories: one(classification?.category),
    severities: one(classification?.severity),
    outcomes: complaint.status === 'closed' ? [complaint.outcome] : [],
    tags: Array.isArray(tags) ? (tags as readonly string[]) : [],
  };
}

/** The weightiest first. */
const refusals: readonly {
  readonly code: ErasureObstacle['code'];
  readonly because: string;
  readonly refusal: (detail: string, facts: Facts) => RuleViolation;
}[] = [
  { code: 'case-open', because: 'a case is open', refusal: (detail, facts) => new RuleViolation('case-open', detail, facts) },
  {
    code: 'under-legal-hold',
    because: 'a case is under legal hold',
    refusal: (detail, facts) => new RuleViolation('under-legal-hold', detail, facts),
  },
  {
    code: 'under-retention',
    because: 'the file must be kept',
    refusal: (detail, facts) => new RuleViolation('under-retention', detail, facts),
  },
];

/**
 * The refusal that names every reason. Its code is that of the weightiest: `case-open`, `under-legal-hold`, `under-retention`. `possibleFrom` is
 * the instant from which time alone allows it; null if people have to do something first.
 * @param reasons at least one
 */
export function erasureRefused(reasons: readonly ErasureObstacle[]): RuleViolation {
  const found = refusals.filter(({ code }) => reasons.some((one) => one.code === code));
  const ends = reasons.flatMap((one) => (one.code === 'under-retention' ? [one.until] : []));
  const possibleFrom = ends.length === reasons.length ? ends.toSorted().at(-1)! : null;
  return found[0]!.refusal(`Nobody is erased while ${found.map(({ because }) => because).join(', and ')}.`, { reasons, possibleFrom });
}
