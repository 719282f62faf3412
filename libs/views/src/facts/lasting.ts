import type { ComplaintEvent, Holder } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { countedBy, placeOf, type CountedKind } from '../rows.js';
import type { BacklogFact, Ending, HeldFact } from './case-facts.entity.js';

/*
 * What lasts: being open, having a case, owing a contribution. All of it only while the complaint is open and not merged into another: a closing or
 * merging ends it; a reopening or un-merging begins it anew, with who had the case last and with the contributions still owed.
 */

/** How a complaint stands, as far as what lasts depends on it. */
export interface Handling {
  readonly kind: CountedKind;
  readonly receivedAt: Date;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  /** While it is open and not merged. */
  readonly backlog: Readonly<BacklogFact> | null;
  /** Who had it last, and the latest of each contribution. */
  readonly held: readonly Readonly<HeldFact>[];
}

type LastingFact =
  { readonly kind: 'backlog'; readonly row: Readonly<BacklogFact> } | { readonly kind: 'held'; readonly row: Readonly<HeldFact> };

/** Events that say who has a case, or owes a contribution to it. */
const moving: ReadonlySet<string> = new Set<ComplaintEvent['type']>([
  'ContributionRequested',
  'ContributionGiven',
  'Assigned',
  'HandedOver',
  'HandedBack',
]);

/** What begins with an event, and what ends with it. Pure. */
export function lastingAfter(before: Handling | undefined, after: Handling, event: Recorded<ComplaintEvent>): LastingFact[] {
  if (isHandled(before) === isHandled(after) && !moving.has(event.type)) return [];
  const at = placeOf(event);
  const begun = <R extends object>(told: R) =>
    Object.assign(countedBy(at, after.kind), { endedAt: null, endRecordedAt: null, endPosition: null }, told);
  const ended = { endedAt: at.occurredAt, endRecordedAt: at.recordedAt, endPosition: at.position };
  const take = ({ person, heldUnit, team, skill, contribution }: Holding): LastingFact => ({
    kind: 'held',
    row: begun({ person, heldUnit, team, skill, contribution, ended: null, minutes: null }),
  });
  const release = (held: Readonly<HeldFact>, how: Ending): LastingFact => {
    const minutes = Math.floor((at.occurredAt.getTime() - held.occurredAt.getTime()) / 60_000).toString();
    return { kind: 'held', row: { ...held, ...ended, ended: how, minutes } };
  };

  const held = before?.held ?? [];
  const running = held.filter(({ endedAt }) => endedAt === null);
  if (!isHandled(before) && isHandled(after)) {
    const interrupted = held.filter((one) => one.ended === 'closed' || one.ended === 'merged');
    return [{ kind: 'backlog', row: begun({ receivedAt: after.receivedAt }) }, ...interrupted.map(take)];
  }
  if (isHandled(before) && !isHandled(after)) {
    const how = event.type === 'Closed' ? 'closed' : 'merged';
    const backlog: LastingFact[] = before?.backlog ? [{ kind: 'backlog', row: { ...before.backlog, ...ended } }] : [];
    return [...backlog, ...running.map((one) => release(one, how))];
  }
  if (!isHandled(after)) return [];
  if (event.type === 'ContributionRequested') {
    const { contribution, of } = event.data;
    return running.some((one) => one.contribution === contribution) ? [] : [take(holdingOf(of, contribution))];
  }
  if (event.type === 'ContributionGiven') {
    const { contribution, result } = event.data;
    return running.filter((one) => one.contribution === contribution).map((one) => release(one, result));
  }
  const next = nextHolder(event);
  if (!next) return [];
  const last = running.find(({ contribution }) => contribution === 0);
  if (last && isSame(last, next.holding)) return [];
  return [...(last ? [release(last, next.how)] : []), take(next.holding)];
}

type Holding = Pick<HeldFact, 'person' | 'heldUnit' | 'team' | 'skill' | 'contribution'>;

function isHandled(standing: Handling | undefined): boolean {
  return standing !== undefined && standing.isOpen && !standing.isMerged;
}

function nextHolder(event: Recorded<ComplaintEvent>): { readonly holding: Holding; readonly how: Ending } | undefined {
  if (event.type === 'Assigned') return { holding: holdingOf(event.data), how: 'assigned' };
  if (event.type === 'HandedOver') return { holding: holdingOf(event.data.to), how: 'handed-over' };
  // Without a person it stays where it is, on a lower level.
  if (event.type === 'HandedBack' && event.data.person !== undefined)
    return { holding: holdingOf({ person: event.data.person }), how: 'handed-back' };
  return undefined;
}

function holdingOf(
  { person = null, unit = null, team = null, skill = null }: Partial<Record<keyof Holder, string | null>>,
  contribution = 0,
): Holding {
  return { person, heldUnit: unit, team, skill, contribution };
}

function isSame(a: Holding, b: Holding): boolean {
  return a.person === b.person && a.heldUnit === b.heldUnit && a.team === b.team && a.skill === b.skill;
}
