import { NotYet, type ReceivedOne } from '@redress/automations';
import { complaintList, earlierComplaints, waitForPosition } from '@redress/views';
import type { DataSource } from 'typeorm';

const waitMs = 2_000;

/**
 * Finds the latest complaint before one of the same person about the same product, within 90 days: in the list, once that knows the one.
 * Those that become known to it at once are asked for at once.
 */
export function earlierOf(source: DataSource): (one: ReceivedOne) => Promise<string | undefined> {
  let next: { readonly ones: ReceivedOne[]; readonly answers: Promise<(string | undefined)[]> } | undefined;
  const batch = () => {
    const ones: ReceivedOne[] = [];
    const ask = () => {
      next = undefined;
      return earlierComplaints(source, ones);
    };
    return { ones, answers: new Promise<void>((resolve) => setImmediate(resolve)).then(ask) };
  };
  return async (one) => {
    const { reached } = await waitForPosition(source, complaintList, one.position, waitMs);
    if (!reached) throw new NotYet('the list of complaints is behind');
    const { ones, answers } = (next ??= batch());
    const index = ones.push(one) - 1;
    return (await answers)[index];
  };
}
