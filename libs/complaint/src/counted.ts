import type { Instant } from '@redress/kernel';
import type { CountedCase } from './complaint.js';
import { alreadyOrdered, isLive } from './proposal.js';
import type { ComplaintState } from './state.js';

/*
 * Rule 3: the sum over the complaint, its merged and joint cases decides the band. What the others cost is in their own streams; whoever
 * hands a command in reads them, and gives it with the command.
 */

/** The cases that count together with this one, as far as it knows: joint ones, those merged into it, and the one that it was merged into. */
export function countedWith(state: ComplaintState): readonly string[] {
  if (state.status === 'none') return none;
  const { links, mergedInto } = state;
  if (links.length === 0 && mergedInto === null) return none;
  const linked = links.flatMap(({ complaintId, kind }) => (kind === 'joint' || kind === 'merged' ? [complaintId] : []));
  return mergedInto === null ? linked : [...linked, mergedInto];
}

const none: readonly string[] = [];

/** What a case costs at this moment; undefined if nothing is ordered or proposed in it. */
export function costOf(complaintId: string, state: ComplaintState, now: Instant): CountedCase | undefined {
  if (state.status === 'none') return undefined;
  const ordered = alreadyOrdered(state);
  const { proposal } = state;
  const proposed = isLive(proposal, now) ? { proposed: proposal.borne } : undefined;
  return ordered.length > 0 || proposed ? { complaintId, ordered, ...proposed } : undefined;
}
