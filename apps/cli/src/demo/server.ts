import { setTimeout as delay } from 'node:timers/promises';
import { type Connection } from '../connection.js';
import { CliError } from '../output.js';
import { demoTag } from './step.js';

/* What the demo asks the running server for, over HTTP like anybody else. */

interface Page {
  readonly items: readonly { readonly complaintId: string }[];
  readonly next: string | null;
}

/**
 * Those of the demo's complaints that are in the list already.
 *
 * @param adds whether there may be others beside them; else the first one found ends the search
 * @throws CliError if there are others
 */
export async function alreadyListed(connection: Connection, mine: ReadonlySet<string>, adds: boolean): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: '200', ...(adds && { tags: demoTag }), ...(cursor && { cursor }) });
    const page: Page = await connection.json<Page>(`/v1/complaints?${query.toString()}`);
    for (const { complaintId } of page.items) {
      if (mine.has(complaintId)) found.add(complaintId);
      else if (!adds) {
        throw new CliError(
          'There are complaints already that are not of this demo (its seed, number and end make it): ' +
            'play it on another data folder, or among them with --add.',
        );
      }
    }
    cursor = page.next;
  }
  return found;
}

const patienceMs = 30_000;

/** Waits until every view has folded the log up to a position; false if they stand still. */
export async function viewsReach(connection: Connection, position: bigint, stop: AbortSignal): Promise<boolean> {
  let furthest = -1n;
  for (let since = performance.now(); performance.now() - since < patienceMs && !stop.aborted; await delay(50)) {
    const positions = await viewPositions(connection);
    if (positions.length > 0 && positions.every((at) => at >= position)) return true;
    const sum = positions.reduce((total, at) => total + at, 0n);
    if (sum > furthest) [furthest, since] = [sum, performance.now()];
  }
  return false;
}

async function viewPositions(connection: Connection): Promise<bigint[]> {
  // A view that stopped turns the answer red; what it says is the same.
  const { details } = await connection.json<Health>('/health/ready').catch((error: unknown) => {
    if (error instanceof CliError && typeof error.facts['details'] === 'object') return error.facts as unknown as Health;
    throw error;
  });
  return Object.values(details.views ?? {}).flatMap((view) => (typeof view === 'object' ? [BigInt(view.position ?? -1)] : []));
}

interface Health {
  readonly details: { readonly views?: Readonly<Record<string, string | { readonly position: string | null }>> };
}
