import { complaintStream, HandleComplaint, idFrom, type Outcome } from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import { RuleViolation, type Recorded } from '@redress/kernel';
import type { Automation } from './automation.js';

/** Carries a command out: `ComplaintHandler` does. */
export interface Complaints {
  execute(command: HandleComplaint): Promise<Outcome>;
}

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
  origins: ['api'],
  async act(event) {
    const carried = event as Recorded<Carried>;
    const at = now().toISOString();
    const command = {
      ...mirrored(carried),
      by: { sub: 'redress', roles: [] },
      occurredAt: at,
      now: at,
      origin: 'automation' as const,
    };
    const request = {
      commandId: idFrom('automation', 'carry-links', event.id),
      body: {},
      correlationId: event.metadata.$correlationId,
      causationId: event.id,
    };
    try {
      await complaints.execute(new HandleComplaint(carried.data.complaintId, command, request));
    } catch (error) {
      if (!(error instanceof RuleViolation && done.includes(error.code))) throw error;
    }
  },
});

/** What the other case is to say. */
function mirrored(event: Recorded<Carried>) {
  const complaintId = event.stream.slice(complaintStream('').length);
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
