import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, EntityManager } from 'typeorm';
import type { CheckpointChain } from './checkpoint-chain.js';
import { firstRunningHash, type Leaf } from './leaf.js';

/** How often it is looked whether a checkpoint was signed. */
const pollMs = 50;

/** Another worker took the leaves over: this one must not go on. */
export class LeavesTakenOver extends Error {
  override readonly name = 'LeavesTakenOver';

  constructor() {
    super('another worker has taken over the leaves of the log');
  }
}

/** How far the log is in the table, and the right to write it. */
export interface Progress {
  readonly epoch: string;
  /** Every event up to here is in the table, or is none that is covered; null before the first. */
  readonly position: bigint | null;
  /** So many leaves are there, which is the ordinal of the next. */
  readonly ordinal: number;
  readonly runningHash: string;
  /** The stream of checkpoints, as far as it was read; null before its first event. */
  readonly head: CheckpointHead | null;
}

/** The last event of the stream of checkpoints that was read, and how far the checkpoints went then. */
export interface CheckpointHead {
  readonly revision: number;
  readonly hash: string;
  readonly chain: CheckpointChain;
}

/** Why nothing is signed any more. */
export interface Contradiction {
  readonly reason: string;
}

/** How the checkpoints do, for those who look after the worker. */
export interface CheckpointState {
  readonly position: bigint | null;
  /** Events in the table of leaves. */
  readonly events: number;
  /** Of those, covered by a checkpoint that was held against them. */
  readonly sealed: number;
  /** Why nothing is signed any more; null while all is in order. */
  readonly error: Contradiction | null;
}

type StoredProgress = Pick<Progress, 'epoch' | 'runningHash' | 'head'> & { readonly position: string | null; readonly ordinal: string };
const storedProgress = 'epoch, position, ordinal, running_hash AS "runningHash", head';

function toProgress({ position, ordinal, ...row }: StoredProgress): Progress {
  return { ...row, position: position === null ? null : BigInt(position), ordinal: Number(ordinal) };
}

/** Takes the table over from any worker that has it: from now on that one can write nothing. */
export async function takeLeavesOver(dataSource: DataSource): Promise<Progress> {
  const [row] = await dataSource.query<[StoredProgress]>(
    `INSERT INTO audit.progress AS mine (epoch, ordinal, running_hash) VALUES (1, 0, $1)
     ON CONFLICT (one) DO UPDATE SET epoch = mine.epoch + 1, error = NULL RETURNING ${storedProgress}`,
    [firstRunningHash],
  );
  return toProgress(row);
}

/** As it is stored now. @throws LeavesTakenOver */
export async function progressNow(dataSource: DataSource, epoch: string): Promise<Progress> {
  const [row] = await dataSource.query<StoredProgress[]>(`SELECT ${storedProgress} FROM audit.progress WHERE epoch = $1`, [epoch]);
  if (!row) throw new LeavesTakenOver();
  return toProgress(row);
}

/**
 * Adds leaves, and moves to where they end, in one transaction; the commit need not wait for the disk, as both are lost or kept together, and the log
 * has it all.
 * @throws LeavesTakenOver
 */
export async function addLeaves(dataSource: DataSource, from: Progress, leaves: readonly Leaf[], to: Progress): Promise<void> {
  await dataSource.transaction(async (manager) => {
    // First, as it locks out whoever takes over until this is committed.
    const [moved] = await manager.query<[unknown[], number]>(
      `UPDATE audit.progress SET position = $1, ordinal = $2, running_hash = $3
       WHERE epoch = $4 AND position IS NOT DISTINCT FROM $5 AND ordinal = $6
       RETURNING set_config('synchronous_commit', 'off', true)`,
      [to.position?.toString() ?? null, to.ordinal, to.runningHash, from.epoch, from.position?.toString() ?? null, from.ordinal],
    );
    if (moved.length !== 1) throw new LeavesTakenOver();
    await copyLeaves(manager, leaves);
  });
}

async function copyLeaves(manager: EntityManager, leaves: readonly Leaf[]): Promise<void> {
  if (leaves.length === 0) return;
  let lines = '';
  for (const { ordinal, position, recordedAt, hash, stream, revision } of leaves)
    lines += `${ordinal}\t${position}\t${recordedAt}\t\\\\x${hash}\t${escaped(stream)}\t${revision}\n`;
  const client = (await manager.queryRunner!.connect()) as ClientBase;
  const copy = client.query(copyFrom('COPY audit.leaf (ordinal, position, recorded_at, hash, stream, revision) FROM STDIN'));
  copy.end(lines);
  await once(copy, 'finish');
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!) : text;
}

type LeafRow = Readonly<Record<'ordinal' | 'position' | 'hash' | 'stream', string>> & {
  readonly recordedAt: Date;
  readonly revision: number;
};
const leafColumns = `ordinal, position, recorded_at AS "recordedAt", encode(hash, 'hex') AS hash, stream, revision`;

function toLeaf({ ordinal, position, recordedAt, hash, stream, revision }: LeafRow): Leaf {
  return { ordinal: Number(ordinal), position: BigInt(position), recordedAt: recordedAt.toISOString(), hash, stream, revision };
}

/** The leaves from one ordinal up to another, which is not among them, in their order; fewer where the table does not go so far. */
export async function leavesBetween(dataSource: DataSource | EntityManager, from: number, to: number): Promise<Leaf[]> {
  const rows = await dataSource.query<LeafRow[]>(
    `SELECT ${leafColumns} FROM audit.leaf WHERE ordinal >= $1 AND ordinal < $2 ORDER BY ordinal`,
    [from, to],
  );
  return rows.map(toLeaf);
}

/** A checkpoint that was held against the leaves. */
export interface ProvenCheckpoint {
  /** How many events it covers. */
  readonly ordinal: number;
  readonly runningHash: string;
  /** In the stream of checkpoints. */
  readonly revision: number;
}

type CheckpointRow = Omit<ProvenCheckpoint, 'ordinal'> & { readonly ordinal: string };
const checkpointColumns = 'ordinal, running_hash AS "runningHash", revision';
const toCheckpoint = ({ ordinal, ...row }: CheckpointRow): ProvenCheckpoint => ({ ...row, ordinal: Number(ordinal) });

/** Notes how far the stream of checkpoints was read, and which of them were held against the leaves. @throws LeavesTakenOver */
export async function noteCheckpoints(
  dataSource: DataSource,
  { epoch }: Pick<Progress, 'epoch'>,
  head: CheckpointHead | null,
  proven: readonly ProvenCheckpoint[],
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    const [moved] = await manager.query<[unknown[], number]>(
      `UPDATE audit.progress SET head = $2 WHERE epoch = $1 RETURNING set_config('synchronous_commit', 'off', true)`,
      [epoch, head && JSON.stringify(head)],
    );
    if (moved.length !== 1) throw new LeavesTakenOver();
    await manager.query(
      `INSERT INTO audit.checkpoint (ordinal, running_hash, revision) SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[])
       ON CONFLICT (ordinal) DO NOTHING`,
      [proven.map(({ ordinal }) => ordinal), proven.map(({ runningHash }) => runningHash), proven.map(({ revision }) => revision)],
    );
  });
}

/** The last checkpoint that was held against the leaves; undefined before the first. */
export async function lastProven(dataSource: DataSource): Promise<ProvenCheckpoint | undefined> {
  const [row] = await dataSource.query<CheckpointRow[]>(`SELECT ${checkpointColumns} FROM audit.checkpoint ORDER BY ordinal DESC LIMIT 1`);
  return row && toCheckpoint(row);
}

/**
 * Waits until a checkpoint covers the event at a position of the log, so many ms at most; not at all where no worker has ever started, or the one
 * that did signs nothing more.
 */
export async function untilSealed(dataSource: DataSource, position: bigint, ms: number): Promise<void> {
  if (!(await checkpointState(dataSource))) return;
  for (let waited = 0; waited < ms; waited += pollMs) {
    const [row] = await dataSource.query<{ readonly isOver: boolean | null }[]>(
      `SELECT error IS NOT NULL OR $1 <= (SELECT position FROM audit.leaf WHERE ordinal = (SELECT max(ordinal) - 1 FROM audit.checkpoint))
         AS "isOver" FROM audit.progress`,
      [position.toString()],
    );
    if (!row || row.isOver) return;
    await delay(pollMs);
  }
}

/** Says for those who look after it why nothing is signed any more; a restart tries again. Null: all is in order again. */
export async function markContradicted(dataSource: DataSource, epoch: string, error: Contradiction | null): Promise<void> {
  await dataSource.query('UPDATE audit.progress SET error = $2 WHERE epoch = $1', [epoch, error && JSON.stringify(error)]);
}

/** How the checkpoints do; undefined before the first worker has started. */
export async function checkpointState(dataSource: DataSource): Promise<CheckpointState | undefined> {
  const [{ there }] = await dataSource.query<[{ there: string | null }]>(`SELECT to_regclass('audit.progress')::text AS there`);
  if (there === null) return undefined;
  const [row] = await dataSource.query<
    { readonly position: string | null; readonly events: string; readonly sealed: string | null; readonly error: Contradiction | null }[]
  >('SELECT position, ordinal AS events, (SELECT max(ordinal) FROM audit.checkpoint) AS sealed, error FROM audit.progress');
  if (!row) return undefined;
  const position = row.position === null ? null : BigInt(row.position);
  return { position, events: Number(row.events), sealed: Number(row.sealed ?? 0), error: row.error };
}

/** Throws away what was computed from the log; the worker that starts next computes it again and holds every checkpoint against it. */
export async function forgetLeaves(dataSource: DataSource): Promise<void> {
  await dataSource.query('TRUNCATE audit.leaf, audit.checkpoint, audit.progress');
}
