import type { EventStore, LoggedEvent } from '@redress/event-store';
import type { DataSource } from 'typeorm';
import type { BundleProofs } from './bundle.js';
import { checkpointStream } from './checkpoint.js';
import { lastProven, leavesBetween } from './leaf-table.js';

/** Leaves in one statement; a file of them closes behind the segment that fills it. */
const mostLeaves = 20_000;
/** Readings of the stream of checkpoints at once. */
const width = 8;

/** What the worker has proven so far: what it signs from now on is of another bundle. */
export async function bundleProofs(dataSource: DataSource, store: Pick<EventStore, 'readStored'>): Promise<BundleProofs> {
  const [{ there }] = await dataSource.query<[{ there: string | null }]>(`SELECT to_regclass('audit.checkpoint')::text AS there`);
  const last = there === null ? undefined : await lastProven(dataSource);
  return new StoredProofs(dataSource, store, last);
}

class StoredProofs implements BundleProofs {
  /** Read once, so that a bundle is signed by the last key that is in it. */
  private since: Promise<LoggedEvent[]> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: Pick<EventStore, 'readStored'>,
    private readonly last: { readonly ordinal: number; readonly revision: number } | undefined,
  ) {}

  async placesOf(positions: readonly bigint[]): Promise<Map<bigint, { ordinal: number; segment: number }>> {
    if (!this.last) return new Map();
    const rows = await this.dataSource.query<Readonly<Record<'position' | 'ordinal' | 'segment', string>>[]>(
      `SELECT position, ordinal, (SELECT min(ordinal) FROM audit.checkpoint WHERE ordinal > leaf.ordinal) AS segment
       FROM audit.leaf WHERE position = ANY($1::bigint[]) AND ordinal < $2`,
      [positions.map(String), this.last.ordinal],
    );
    return new Map(
      rows.map(({ position, ordinal, segment }) => [BigInt(position), { ordinal: Number(ordinal), segment: Number(segment) }]),
    );
  }

  async checkpoints(segments: readonly number[]): Promise<LoggedEvent[]> {
    const revisions = await this.revisionsOf(segments);
    const runs = runsOf(revisions);
    const events: LoggedEvent[] = [];
    for (let at = 0; at < runs.length; at += width) {
      const read = runs.slice(at, at + width).map(({ from, to }) => this.store.readStored(checkpointStream, from, to - from));
      events.push(...(await Promise.all(read)).flat());
    }
    return [...events, ...(await (this.since ??= this.keysSince()))];
  }

  /** A key may have been introduced since, and then it is the one that signs. */
  private async keysSince(): Promise<LoggedEvent[]> {
    const since = await this.store.readStored(checkpointStream, (this.last?.revision ?? -1) + 1);
    return since.filter(({ type }) => type === 'CheckpointKeyIntroduced');
  }

  async *leaves(segments: readonly number[]): AsyncGenerator<Awaited<ReturnType<typeof leavesBetween>>> {
    for (const { from, to } of await this.rangesOf(segments)) yield await leavesBetween(this.dataSource, from, to);
  }

  /** In the stream of checkpoints: both ends of each segment, the last one, and what is no checkpoint and so a key. */
  private async revisionsOf(segments: readonly number[]): Promise<number[]> {
    if (!this.last) return [];
    const rows = await this.dataSource.query<{ readonly revision: number }[]>(
      `WITH known AS (
         SELECT ordinal, revision, lag(revision, 1, -1) OVER (ORDER BY ordinal) AS former, lead(ordinal) OVER (ORDER BY ordinal) AS next
         FROM audit.checkpoint WHERE ordinal <= $2)
       SELECT revision FROM known WHERE ordinal = ANY($1::bigint[]) OR next = ANY($1::bigint[]) OR ordinal = $2
       UNION SELECT generate_series(former + 1, revision - 1) FROM known WHERE revision > former + 1
       ORDER BY revision`,
      [segments, this.last.ordinal],
    );
    return rows.map(({ revision }) => revision);
  }

  /** Ranges of ordinals: segments that touch are read together, as far as one statement goes. */
  private async rangesOf(segments: readonly number[]): Promise<{ from: number; to: number }[]> {
    if (segments.length === 0) return [];
    const rows = await this.dataSource.query<Readonly<Record<'begins' | 'ends', string>>[]>(
      `SELECT coalesce((SELECT max(ordinal) FROM audit.checkpoint WHERE ordinal < ends), 0) AS begins, ends FROM unnest($1::bigint[]) AS ends ORDER BY ends`,
      [segments],
    );
    const ranges: { from: number; to: number }[] = [];
    for (const { begins, ends } of rows) {
      const [range, from, to] = [ranges.at(-1), Number(begins), Number(ends)];
      if (range && range.to === from && to - range.from <= mostLeaves) range.to = to;
      else ranges.push({ from, to });
    }
    return ranges;
  }
}

/** Ascending numbers as ranges, `to` not in them. */
function runsOf(numbers: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.to === number) run.to += 1;
    else runs.push({ from: number, to: number + 1 });
  }
  return runs;
}
