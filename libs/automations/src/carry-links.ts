import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { Automation } from './automation.js';
import { complaintOf, followingFrom, unless, type Complaints } from './following.js';

export type { Complaints };

type Carried = Extract<ComplaintEvent, { type: 'Linked' | 'Unlinked' | 'MergedInto' | 'Unmerged' }>;

/** The other case says so already. */
const done: readonly string[] = ['already-linked', 'not-linked'];

/**
 * What one case says of another the other says of it: that they are linked, or not any more, and that the one was merged into it. What was
 * carried over is not carried back.
 */
export const carryLinks = (complaints: Complaints, now: () => Date): Automation => ({
  name: 'carry-links',
  types: ['Linked', 'Unlinked', 'MergedInto', 'Unmerged'] satisfies Carried['type'][],
  origins: ['api', 'simulation'],
  async act(event) {
    const carried = event as Recorded<Carried>;
    const command = followingFrom('carry-links', event, carried.data.complaintId, mirrored(carried), now());
    await unless(done, complaints, command);
  },
});

/** What the other case is to say. */
function mirrored(event: Recorded<Carried>) {
  const complaintId = complaintOf(event);
  switch (event.type) {
    case 'Linked':
      return { type: 'link' as const, data: { complaintId, kind: event.data.kind } };
    case 'MergedInto':
      return { type: 'link' as const, data: { complaintId, kind: 'merged' as const } };
    case 'Unlinked':
      return { type: 'unlink' as const, data: { complaintId, kind: event.data.kind, reason: event.data.reason } };
    case 'Unmerged':
      return { type: 'unlink' as const, data: { complaintId, kind: 'merged' as const, reason: event.data.reason } };
  }
}
