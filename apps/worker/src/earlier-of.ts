import { NotYet, type ReceivedOne } from '@redress/automations';
import { complaintList, relatedComplaints, waitForPosition } from '@redress/views';
import type { DataSource } from 'typeorm';

const waitMs = 2_000;

/** Finds the latest complaint before one of the same person about the same product, within 90 days: in the list, once that knows the one. */
export const earlierOf =
  (source: DataSource) =>
  async ({ complaintId, receivedAt, position }: ReceivedOne): Promise<string | undefined> => {
    const { reached } = await waitForPosition(source, complaintList, position, waitMs);
    if (!reached) throw new NotYet('the list of complaints is behind');
    const related = (await relatedComplaints(source, complaintId)) ?? [];
    const at = Date.parse(receivedAt);
    // Of two at the same moment the one with the lesser id comes first, so that never both name each other.
    const isEarlier = (other: string, time: number) => time < at || (time === at && other < complaintId);
    return related.find(({ how, complaint, complaintId: other }) => {
      return how.includes('repeat') && complaint !== null && isEarlier(other, complaint.receivedAt.getTime());
    })?.complaintId;
  };
