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
  /** That it is not to happen any more: who said so, a staff `sub`, when and why; null while it waits. */
  readonly dismissed: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/**
 * Takes an automation over: from now on its former worker can do nothing. A new one begins at the end of the log.
 * @param wants which events it reacts to; none if it goes by something else
 */
export async function takeOver(
  dataSource: DataSource,
  automation: string,
  wants: { readonly types: readonly string[]; readonly origins: readonly string[] },
  end: () => Promise<bigint | null>,
): Promise<Lease> {
  const known = await dataSource.query<unknown[]>('SELECT FROM automations.checkpoint WHERE automation = $1', [automation]);
  const position = known.length > 0 ? null : await end();
  const [row] = await dataSource.query<[{ epoch: string; position: string | null }]>(
    `INSERT INTO automations.checkpoint AS mine (automation, position, epoch, types, origins) VALUES ($1, $2, 1, $3, $4)
     ON CONFLICT (automation) DO UPDATE SET epoch = mine.epoch + 1, error = NULL, types = EXCLUDED.types, origins = EXCLUDED.origins
     RETURNING epoch, position`,
    [automation, position?.toString() ?? null, wants.types, wants.origins],
  );
  return { automation, epoch: row.epoch, position: row.position === null ? null : BigInt(row.position) };
}

/**
 * The first statement of the transaction in which something is done: whoever takes over waits until that has ended, and who was taken over
 * does nothing. A worker that hangs must not keep the next one waiting for ever. The commit need not wait for the disk: what is lost with it
 * is done again, and finds itself done.
 * @throws LeaseLost
 */
export async function hold(manager: EntityManager, { automation, epoch }: Lease): Promise<void> {
  const held = await manager.query<unknown[]>(
    `SELECT set_config('idle_in_transaction_session_timeout', '60s', true), set_config('synchronous_commit', 'off', true)
     FROM automations.checkpoint WHERE automation = $1 AND epoch = $2 FOR UPDATE`,
    [automation, epoch],
  );
  if (held.length !== 1) throw new LeaseLost(automation);
}

/** Moves the checkpoint, in a transaction that holds it. */
export async function move(manager: EntityManager, { automation }: Lease, to: bigint | null, doneAt: Date | null): Promise<void> {
  await manager.query(
    'UPDATE automations.checkpoint SET position = greatest(position, $2), done_at = coalesce($3, done_at) WHERE automation = $1',
    [automation, to?.toString() ?? null, doneAt],
  );
}

/**
 * Moves the checkpoint past events that nothing is done about: a statement of its own, which holds it as long as it takes.
 * @throws LeaseLost
 */
export async function pass({ manager }: DataSource, { automation, epoch }: Lease, to: bigint): Promise<void> {
  const [, moved] = await manager.query<[unknown[], number]>(
    `UPDATE automations.checkpoint SET position = greatest(position, $3) WHERE automation = $1 AND epoch = $2
     RETURNING set_config('synchronous_commit', 'off', true)`,
    [automation, epoch, to.toString()],
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

const columns = `automation, event_id AS "eventId", stream, revision, position, type, code, reason, tries, parked_at AS "parkedAt", tried_at AS "triedAt",
  CASE WHEN dismissed_at IS NOT NULL THEN jsonb_build_object('at', dismissed_at, 'by', dismissed_by, 'reason', dismissed_reason) END AS dismissed`;

/** What waits, in the order in which it happened; of one stream only, if it is named. */
export function parkedOf(dataSource: DataSource, automation: string, stream?: string): Promise<Parked[]> {
  return dataSource.query<Parked[]>(
    `SELECT ${columns} FROM automations.parked
     WHERE automation = $1 AND ($2::text IS NULL OR stream = $2) AND dismissed_at IS NULL ORDER BY parked.position`,
    [automation, stream ?? null],
  );
}

/** Notes that it could not be done, also when somebody had asked for it; what was dismissed stays so. */
export async function park(
  manager: EntityManager,
  { automation }: Lease,
  event: Pick<Recorded, 'id' | 'stream' | 'revision' | 'position' | 'type'>,
  { code, reason }: Pick<Parked, 'code' | 'reason'>,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO automations.parked AS one (automation, event_id, stream, revision, position, type, code, reason, tries, parked_at, tried_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)
     ON CONFLICT (automation, event_id) DO UPDATE SET code = $7, reason = $8, tries = one.tries + 1, tried_at = $9,
       asked = one.asked AND one.dismissed_at IS NOT NULL`,
    [automation, event.id, event.stream, event.revision, event.position.toString(), event.type, code, reason, now],
  );
}

/** Takes it up again. False if it does not wait any more. */
export async function unpark(manager: EntityManager, { automation }: Lease, eventId: string): Promise<boolean> {
  const [, gone] = await manager.query<[unknown, number]>(
    'DELETE FROM automations.parked WHERE automation = $1 AND event_id = $2 AND dismissed_at IS NULL',
    [automation, eventId],
  );
  return gone === 1;
}

/** Streams of which somebody asked for something. */
export async function askedFor(dataSource: DataSource, automation: string): Promise<string[]> {
  const rows = await dataSource.query<{ stream: string }[]>(
    'SELECT DISTINCT stream FROM automations.parked WHERE automation = $1 AND asked',
    [automation],
  );
  return rows.map(({ stream }) => stream);
}

/** What was asked for of a stream is being done. */
export async function takeUp(dataSource: DataSource, automation: string, stream: string): Promise<void> {
  await dataSource.query('UPDATE automations.parked SET asked = false WHERE automation = $1 AND stream = $2 AND asked', [
    automation,
    stream,
  ]);
}

/** One page of what is parked, in the order in which it happened; with `dismissed` what was, instead of what waits. */
export async function listParked(
  dataSource: DataSource,
  automation: string,
  { after, limit, dismissed }: { readonly after?: string; readonly limit: number; readonly dismissed: boolean },
): Promise<Parked[]> {
  return dataSource.query<Parked[]>(
    `SELECT ${columns} FROM automations.parked
     WHERE automation = $1 AND (dismissed_at IS NOT NULL) = $2 AND ($3::bigint IS NULL OR parked.position > $3)
     ORDER BY parked.position LIMIT $4`,
    [automation, dismissed, after ?? null, limit],
  );
}

/** One parked event, waiting or dismissed; undefined if it is done, or never was parked. */
export async function findParked(dataSource: DataSource, automation: string, eventId: string): Promise<Parked | undefined> {
  const [row] = await dataSource.query<Parked[]>(`SELECT ${columns} FROM automations.parked WHERE automation = $1 AND event_id = $2`, [
    automation,
    eventId,
  ]);
  return row;
}

/** Has it tried again soon, with whatever waits before it of the same complaint. False if it does not wait. */
export async function retryParked(dataSource: DataSource, automation: string, eventId: string): Promise<boolean> {
  const [, asked] = await dataSource.query<[unknown, number]>(
    'UPDATE automations.parked SET asked = true WHERE automation = $1 AND event_id = $2 AND dismissed_at IS NULL',
    [automation, eventId],
  );
  return asked === 1;
}

/** It is not to happen any more; what waited behind it goes on. False if it does not wait. */
export async function dismissParked(
  dataSource: DataSource,
  automation: string,
  eventId: string,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: Date },
): Promise<boolean> {
  const [, dismissed] = await dataSource.query<[unknown, number]>(
    `UPDATE automations.parked SET dismissed_at = $3, dismissed_by = $4, dismissed_reason = $5, asked = true
     WHERE automation = $1 AND event_id = $2 AND dismissed_at IS NULL`,
    [automation, eventId, at, by, reason],
  );
  return dismissed === 1;
}

/** How an automation does. */
export interface AutomationState {
  readonly automation: string;
  readonly position: string | null;
  /** Why it stopped, and at which event; null while it runs. */
  readonly error: object | null;
  /** When it last did something. */
  readonly doneAt: Date | null;
  /** How many wait. */
  readonly parked: number;
}

/** Every automation's state, by name; none before the first worker has started. */
export async function automationStates(dataSource: DataSource): Promise<AutomationState[]> {
  return dataSource.query<AutomationState[]>(
    `SELECT automation, position, error, done_at AS "doneAt",
       (SELECT count(*)::int FROM automations.parked WHERE parked.automation = checkpoint.automation AND dismissed_at IS NULL) AS parked
     FROM automations.checkpoint ORDER BY automation`,
  );
}

/** An automation as one that follows the log. */
export interface FollowingAutomation extends Pick<AutomationState, 'automation' | 'error' | 'parked'> {
  readonly position: bigint | null;
  /** Of the events that it reacts to. */
  readonly types: readonly string[];
  /** Where these come from. */
  readonly origins: readonly string[];
}

/** Every automation, by name, as it follows the log; none before the first worker has started. */
export async function followingAutomations(dataSource: DataSource): Promise<FollowingAutomation[]> {
  const states = await automationStates(dataSource);
  const rows = await dataSource.query<Pick<FollowingAutomation, 'automation' | 'types' | 'origins'>[]>(
    'SELECT automation, types, origins FROM automations.checkpoint',
  );
  const wants = new Map(rows.map((row) => [row.automation, row]));
  return states.map(({ automation, error, parked, position }) => ({
    automation,
    error,
    parked,
    position: position === null ? null : BigInt(position),
    types: wants.get(automation)?.types ?? [],
    origins: wants.get(automation)?.origins ?? [],
  }));
}
