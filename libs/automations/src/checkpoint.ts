import type { Recorded } from '@redress/kernel';
import type { DataSource, EntityManager } from 'typeorm';

/** Another worker took the automation over: this one must not go on. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(automation: string) {
    super(`another worker has taken over the automation ${automation}`);
  }
}

/** The right to act for an automation, and how far it has acted. */
export interface Lease {
  readonly automation: string;
  readonly epoch: string;
  /** Every event up to here, inclusive, is dealt with or parked; null before the first. */
  readonly position: bigint | null;
}

/** An event that could not be acted on, or that waits behind one of the same complaint. */
export interface Parked {
  readonly automation: string;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  /** A stable code: a rule's, `failed`, or `behind` for what waits for an earlier one. */
  readonly code: string;
  /** No personal data. */
  readonly reason: string;
  readonly tries: number;
  readonly parkedAt: Date;
  readonly triedAt: Date;
}

/** Takes an automation over: from now on its former worker can do nothing. A new one begins at the end of the log. */
export async function takeOver(dataSource: DataSource, automation: string, end: () => Promise<bigint | null>): Promise<Lease> {
  const known = await dataSource.query<unknown[]>('SELECT FROM automations.checkpoint WHERE automation = $1', [automation]);
  const position = known.length > 0 ? null : await end();
  const [row] = await dataSource.query<[{ epoch: string; position: string | null }]>(
    `INSERT INTO automations.checkpoint AS mine (automation, position, epoch) VALUES ($1, $2, 1)
     ON CONFLICT (automation) DO UPDATE SET epoch = mine.epoch + 1, error = NULL
     RETURNING epoch, position`,
    [automation, position?.toString() ?? null],
  );
  return { automation, epoch: row.epoch, position: row.position === null ? null : BigInt(row.position) };
}

/**
 * Moves the checkpoint, as the first statement of the transaction in which something is done: whoever takes over waits until that has
 * ended, and who was taken over does nothing.
 * @throws LeaseLost
 */
export async function advance(manager: EntityManager, { automation, epoch }: Lease, to: bigint | null): Promise<void> {
  const [, moved] = await manager.query<[unknown, number]>(
    'UPDATE automations.checkpoint SET position = greatest(position, $3) WHERE automation = $1 AND epoch = $2',
    [automation, epoch, to?.toString() ?? null],
  );
  if (moved !== 1) throw new LeaseLost(automation);
}

/** Says why an automation stopped, for health; a restart tries again. */
export async function markStopped(dataSource: DataSource, { automation, epoch }: Lease, error: object): Promise<void> {
  await dataSource.query('UPDATE automations.checkpoint SET error = $3 WHERE automation = $1 AND epoch = $2', [
    automation,
    epoch,
    JSON.stringify(error),
  ]);
}

const columns = `automation, event_id AS "eventId", stream, revision, position, type, code, reason, tries, parked_at AS "parkedAt", tried_at AS "triedAt"`;

/** What waits, in the order in which it happened. */
export function parkedOf(dataSource: DataSource, automation: string): Promise<Parked[]> {
  return dataSource.query<Parked[]>(`SELECT ${columns} FROM automations.parked WHERE automation = $1 ORDER BY parked.position`, [
    automation,
  ]);
}

export async function park(
  manager: EntityManager,
  { automation }: Lease,
  event: Recorded,
  { code, reason }: Pick<Parked, 'code' | 'reason'>,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO automations.parked AS one (automation, event_id, stream, revision, position, type, code, reason, tries, parked_at, tried_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)
     ON CONFLICT (automation, event_id) DO UPDATE SET code = $7, reason = $8, tries = one.tries + 1, tried_at = $9`,
    [automation, event.id, event.stream, event.revision, event.position.toString(), event.type, code, reason, now],
  );
}

export async function unpark(manager: EntityManager, { automation }: Lease, eventId: string): Promise<void> {
  await manager.query('DELETE FROM automations.parked WHERE automation = $1 AND event_id = $2', [automation, eventId]);
}

/** How an automation does. */
export interface AutomationState {
  readonly automation: string;
  readonly position: string | null;
  /** Why it stopped, and at which event; null while it runs. */
  readonly error: object | null;
  readonly parked: number;
  /** The one that waits longest. */
  readonly oldest: Parked | null;
}

/** Every automation's state, by name; none before the first worker has started. */
export async function automationStates(dataSource: DataSource): Promise<AutomationState[]> {
  return dataSource.query<AutomationState[]>(
    `SELECT checkpoint.automation, checkpoint.position, checkpoint.error, waiting.parked, to_jsonb(oldest) AS oldest
     FROM automations.checkpoint
     CROSS JOIN LATERAL (SELECT count(*)::int AS parked FROM automations.parked WHERE parked.automation = checkpoint.automation) AS waiting
     LEFT JOIN LATERAL (
       SELECT ${columns} FROM automations.parked WHERE parked.automation = checkpoint.automation ORDER BY parked.position LIMIT 1
     ) AS oldest ON true
     ORDER BY checkpoint.automation`,
  );
}
