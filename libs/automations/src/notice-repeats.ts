import type { Received } from '@redress/complaint';
import type { Instant, Recorded } from '@redress/kernel';
import type { Automation } from './automation.js';
import { complaintOf, followingFrom, unless, type Complaints } from './following.js';

/** A complaint as it was received, and the place in the log up to which has to be known what is searched. */
export interface ReceivedOne {
  readonly complaintId: string;
  readonly subjects: readonly string[];
  readonly product: string;
  readonly receivedAt: Instant;
  readonly position: bigint;
}

interface Memory {
  readonly complaints: Complaints;
  /**
   * The latest complaint before this one of the same person about the same product, received at most 90 days earlier.
   * @throws NotYet while what it looks in does not know the complaint
   */
  readonly earlierOf: (one: ReceivedOne) => Promise<string | undefined>;
  readonly now: () => Date;
}

/** It is said, or there is nothing to say it of any more. */
const done: readonly string[] = ['already-linked', 'no-such-case'];

/** Who complains again about the same is noticed: the new case names the last one. That one does not name the new one; whoever looks sees both. */
export const noticeRepeats = ({ complaints, earlierOf, now }: Memory): Automation => ({
  name: 'notice-repeats',
  types: ['Received'],
  origins: ['api'],
  concurrency: 64,
  // It waits for the list, which holds a connection: seldom, and then for many.
  paceMs: 250,
  async act(event) {
    const { data, metadata, position } = event as Recorded<Received>;
    if (metadata.subjectIds.length === 0 || data.product === undefined) return;
    const complaintId = complaintOf(event);
    const earlier = await earlierOf({
      complaintId,
      subjects: metadata.subjectIds,
      product: data.product,
      receivedAt: metadata.occurredAt,
      position,
    });
    if (earlier === undefined) return;
    const command = { type: 'link' as const, data: { complaintId: earlier, kind: 'repeat' } };
    await unless(done, complaints, followingFrom('notice-repeats', event, complaintId, command, now()));
  },
});
