import { Column, Entity, PrimaryColumn, type DataSource, type EntityManager } from 'typeorm';
import { isMissingTable } from './query-error.js';
import type { View } from './view.js';

/** Why a view stopped, and where: the event that it could not take. */
export interface Stop {
  readonly reason: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly eventId?: string;
  /** The event's position in the log, if known. */
  readonly position?: string;
}

/** How far a view has folded the log, and which worker may fold it. */
@Entity({ schema: 'views', name: 'checkpoint' })
export class Checkpoint {
  @PrimaryColumn({ type: 'text' })
  view: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  /** Every event up to here, inclusive, is in the tables; null before the first. */
  @Column({ type: 'bigint', nullable: true })
  position: string | null;

  /** Up to when everything that was recorded is folded, by the log's clock; null before the first event. */
  @Column({ name: 'recorded_at', type: 'timestamptz', nullable: true })
  recordedAt: Date | null;

  /** Goes up when a worker takes the view over; who has an older one can write nothing any more. */
  @Column({ type: 'bigint' })
  epoch: string;

  @Column({ type: 'text' })
  state: 'running' | 'stopped';

  @Column({ type: 'jsonb', nullable: true })
  error: Stop | null;
}

/** Another worker took the view over: this one must not go on. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(view: string) {
    super(`another worker has taken over the view ${view}`);
  }
}

/** The stored checkpoint is not as this worker left it, though it still has the lease: go on from the stored one. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';

  constructor(
    view: string,
    readonly stored: Lease,
  ) {
    super(`the checkpoint of ${view} was set to ${stored.position ?? 'the beginning'}`);
  }
}

/** The right to write a view, and where it stands. */
export interface Lease {
  readonly epoch: string;
  readonly position: bigint | null;
  /** Up to when everything recorded is folded; null before the first event. */
  readonly recordedAt: string | null;
  /** The transaction that wrote the checkpoint last: another's, when the tables were replaced by a rebuild. */
  readonly writtenBy: string;
}

type StoredLease = { epoch: string; position: string | null; recordedAt: Date | null; writtenBy: string };
const storedLease = 'epoch, position, recorded_at AS "recordedAt", xmin::text AS "writtenBy"';

/** Takes a view over: from now on its former worker can write nothing. What it stopped at is tried again. */
export async function takeOver(dataSource: DataSource, { name, version }: View): Promise<Lease> {
  const [row] = await dataSource.query<[StoredLease]>(
    `INSERT INTO ${tableOf(dataSource)} AS mine (view, version, epoch, state) VALUES ($1, $2, 1, 'running')
     ON CONFLICT (view, version) DO UPDATE SET epoch = mine.epoch + 1, state = 'running', error = NULL
     RETURNING ${storedLease}`,
    [name, version],
  );
  return toLease(row);
}

/**
 * Moves the checkpoint, as the first statement of the transaction that writes the rows: it locks out a worker that takes over until
 * this is committed, and nothing is written by one that was taken over, or that remembers tables which were replaced.
 *
 * The commit need not wait for the disk: the log is the truth, and rows and checkpoint are lost or kept together.
 * @returns what is stored once this is committed
 * @throws LeaseLost, CheckpointMoved
 */
export async function advance(
  manager: EntityManager,
  { name, version }: View,
  { epoch, position, writtenBy }: Lease,
  to: Pick<Lease, 'recordedAt'> & { readonly position: bigint },
): Promise<Lease> {
  const [[moved]] = await manager.query<[{ writtenBy: string }[], number]>(
    `UPDATE ${tableOf(manager.dataSource)} SET position = $1, recorded_at = $2
     WHERE view = $3 AND version = $4 AND epoch = $5 AND position IS NOT DISTINCT FROM $6 AND xmin::text = $7
     RETURNING xmin::text AS "writtenBy", set_config('synchronous_commit', 'off', true)`,
    [to.position.toString(), to.recordedAt, name, version, epoch, position?.toString() ?? null, writtenBy],
  );
  if (moved) return { epoch, ...to, writtenBy: moved.writtenBy };
  const [stored] = await manager.query<StoredLease[]>(
    `SELECT ${storedLease} FROM ${tableOf(manager.dataSource)} WHERE view = $1 AND version = $2`,
    [name, version],
  );
  if (stored?.epoch !== epoch) throw new LeaseLost(name);
  throw new CheckpointMoved(name, toLease(stored));
}

/** Says in the database that a view stopped and why, for health; a restart tries again. */
export async function markStopped(dataSource: DataSource, { name, version }: View, { epoch }: Lease, stop: Stop): Promise<void> {
  await dataSource.query(
    `UPDATE ${tableOf(dataSource)} SET state = 'stopped', error = $1 WHERE view = $2 AND version = $3 AND epoch = $4`,
    [JSON.stringify(stop), name, version, epoch],
  );
}

/** Every view's checkpoint, by name and version; none before the first worker has started. */
export async function checkpoints(dataSource: DataSource): Promise<Checkpoint[]> {
  try {
    return await dataSource.getRepository(Checkpoint).find({ order: { view: 'ASC', version: 'ASC' } });
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

/** A view that is built again has its checkpoint beside its tables. */
function tableOf(dataSource: DataSource): string {
  return dataSource.getMetadata(Checkpoint).tablePath;
}

function toLease({ epoch, position, recordedAt, writtenBy }: StoredLease): Lease {
  return { epoch, position: position === null ? null : BigInt(position), recordedAt: recordedAt?.toISOString() ?? null, writtenBy };
}
