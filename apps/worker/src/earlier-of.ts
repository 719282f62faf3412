import { NotYet, type ReceivedOne } from '@redress/automations';
import { complaintList, earlierComplaint, waitForPosition } from '@redress/views';
import type { DataSource } from 'typeorm';

const waitMs = 2_000;

/** Finds the latest complaint before one of the same person about the same product, within 90 days: in the list, once that knows the one. */
export const earlierOf =
  (source: DataSource) =>
  async ({ position, ...one }: ReceivedOne): Promise<string | undefined> => {
    const { reached } = await waitForPosition(source, complaintList, position, waitMs);
    if (!reached) throw new NotYet('the list of complaints is behind');
    return earlierComplaint(source, one);
  };
