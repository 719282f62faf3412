import type { Notification } from '@redress/notifications';
import type { DataSource } from 'typeorm';

/** What is told of an event, as it waits to be sent. */
export type Told = Omit<Notification, 'deliveryId' | 'what'>;

export type DeliveryStatus = 'pending' | 'delivered' | 'dead';

/** One event on its way to where one rule says. */
export interface Delivery {
  readonly deliveryId: string;
  readonly rule: string;
  /** The version of the rules by which it is sent. */
  readonly ruleVersion: number;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;
  /** `dead`: given up; it may be retried. */
  readonly status: DeliveryStatus;
  /** Since it was enqueued, or retried by somebody. */
  readonly tries: number;
  readonly nextTryAt: Date | null;
  /** HTTP or SMTP. */
  readonly lastStatus: number | null;
  /** Why it did not get there the last time; holds no address. */
  readonly lastCode: string | null;
  readonly lastReason: string | null;
  readonly createdAt: Date;
  /** When it was delivered or given up. */
  readonly endedAt: Date | null;
}

/** A delivery that this process sends, and nobody else for a while. */
export interface Claimed {
  readonly deliveryId: string;
  readonly rule: string;
  readonly tries: number;
  readonly claim: number;
  readonly told: Told;
}

/** Notes what is to be sent; what is noted already stays as it is. */
export async function enqueue(
  dataSource: DataSource,
  waiting: readonly { readonly deliveryId: string; readonly rule: string; readonly ruleVersion: number; readonly told: Told }[],
  at: Date,
): Promise<void> {
  for (const { deliveryId, rule, ruleVersion, told } of waiting) {
    await dataSource.query(
      `INSERT INTO automations.delivery (delivery_id, rule, rule_version, event_id, stream, position, notification, status, next_try_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $8) ON CONFLICT DO NOTHING`,
      [deliveryId, rule, ruleVersion, told.eventId, told.stream, told.position, JSON.stringify(told), at],
    );
  }
}

/** Rules of which something is due. Steps from rule to rule, so that a receiver that is far behind costs no more than one that is not. */
export async function rulesWithDue(dataSource: DataSource, now: Date): Promise<string[]> {
  const rows = await dataSource.query<{ rule: string }[]>(
    `WITH RECURSIVE waiting AS (
       SELECT min(rule) AS rule FROM automations.delivery WHERE status = 'pending'
       UNION ALL
       SELECT (SELECT min(rule) FROM automations.delivery WHERE status = 'pending' AND rule > waiting.rule) FROM waiting WHERE rule IS NOT NULL
     )
     SELECT rule FROM waiting
     WHERE EXISTS (SELECT FROM automations.delivery AS one WHERE status = 'pending' AND one.rule = waiting.rule AND next_try_at <= $1)`,
    [now],
  );
  return rows.map(({ rule }) => rule);
}

/**
 * Takes what is due of a rule, the earliest first, and of each stream only what nothing earlier is due or being sent before; nobody else takes
 * it until `until`.
 */
export async function claim(dataSource: DataSource, rule: string, limit: number, now: Date, until: Date): Promise<Claimed[]> {
  const [rows] = await dataSource.query<[(Omit<Claimed, 'told'> & { readonly told: Told })[], number]>(
    `UPDATE automations.delivery AS mine SET claimed_until = $4, next_try_at = $4, claim = mine.claim + 1, tries = mine.tries + 1
     WHERE delivery_id IN (
       SELECT delivery_id FROM automations.delivery AS due
       WHERE status = 'pending' AND rule = $1 AND next_try_at <= $3 AND NOT EXISTS (
         SELECT FROM automations.delivery AS before
         WHERE before.status = 'pending' AND before.rule = $1 AND before.stream = due.stream AND before.position < due.position
           AND (before.next_try_at <= $3 OR before.claimed_until > $3))
       ORDER BY next_try_at, position LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING delivery_id AS "deliveryId", rule, tries, claim, notification AS told`,
    [rule, limit, now, until],
  );
  return rows;
}

/** What became of a try. */
export type Outcome =
  | { readonly status: 'delivered'; readonly answered?: number }
  | {
      readonly status: 'dead' | 'pending';
      readonly answered?: number;
      readonly code: string;
      readonly reason: string;
      readonly nextTryAt?: Date;
    };

/** Notes what became of a claim. False if it was lost meanwhile, to somebody who sends it too or retried it. */
export async function settle(dataSource: DataSource, { deliveryId, claim }: Claimed, outcome: Outcome, now: Date): Promise<boolean> {
  const { status, answered = null } = outcome;
  const failed = outcome.status === 'delivered' ? undefined : outcome;
  const [, settled] = await dataSource.query<[unknown, number]>(
    `UPDATE automations.delivery SET status = $3, last_status = $4, last_code = $5, last_reason = $6, next_try_at = $7, claimed_until = NULL,
       ended_at = $8
     WHERE delivery_id = $1 AND claim = $2 AND status = 'pending'`,
    [
      deliveryId,
      claim,
      status,
      answered,
      failed?.code ?? null,
      failed?.reason ?? null,
      failed?.nextTryAt ?? null,
      status === 'pending' ? null : now,
    ],
  );
  return settled === 1;
}

/** Gives a claim back as if it had not been made: this process stops. */
export async function release(dataSource: DataSource, { deliveryId, claim }: Claimed, now: Date): Promise<void> {
  await dataSource.query(
    `UPDATE automations.delivery SET claimed_until = NULL, next_try_at = $3, tries = tries - 1
     WHERE delivery_id = $1 AND claim = $2 AND status = 'pending'`,
    [deliveryId, claim, now],
  );
}

/** Forgets some of what ended long ago. Returns how many. */
export async function prune(dataSource: DataSource, status: 'delivered' | 'dead', before: Date, limit: number): Promise<number> {
  const [, pruned] = await dataSource.query<[unknown, number]>(
    `DELETE FROM automations.delivery WHERE delivery_id IN (
       SELECT delivery_id FROM automations.delivery WHERE status = $1 AND ended_at < $2 LIMIT $3)`,
    [status, before, limit],
  );
  return pruned;
}

const columns = `delivery_id AS "deliveryId", rule, rule_version AS "ruleVersion", event_id AS "eventId", notification ->> 'type' AS type, stream,
  position, status, tries, next_try_at AS "nextTryAt", last_status AS "lastStatus", last_code AS "lastCode", last_reason AS "lastReason",
  created_at AS "createdAt", ended_at AS "endedAt"`;

export interface DeliveryQuestion {
  readonly status?: DeliveryStatus;
  readonly rule?: string;
  readonly stream?: string;
  /** The last delivery of the page before. */
  readonly after?: Pick<Delivery, 'position' | 'deliveryId'>;
  readonly limit: number;
}

/** One page of what was, is or could not be sent: that of the latest events first. */
export function listDeliveries(dataSource: DataSource, { status, rule, stream, after, limit }: DeliveryQuestion): Promise<Delivery[]> {
  return dataSource.query<Delivery[]>(
    `SELECT ${columns} FROM automations.delivery
     WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR rule = $2) AND ($3::text IS NULL OR stream = $3)
       AND ($4::bigint IS NULL OR position < $4 OR (position = $4 AND delivery_id > $5))
     ORDER BY delivery.position DESC, delivery.delivery_id LIMIT $6`,
    [status ?? null, rule ?? null, stream ?? null, after?.position ?? null, after?.deliveryId ?? null, limit],
  );
}

export async function findDelivery(dataSource: DataSource, deliveryId: string): Promise<Delivery | undefined> {
  const [row] = await dataSource.query<Delivery[]>(`SELECT ${columns} FROM automations.delivery WHERE delivery_id = $1`, [deliveryId]);
  return row;
}

/** Sends it now, with all tries before it again, if it was given up or waits for its next try. False if it is delivered, or being sent. */
export async function retryDelivery(dataSource: DataSource, deliveryId: string, now: Date): Promise<boolean> {
  const [, retried] = await dataSource.query<[unknown, number]>(
    `UPDATE automations.delivery SET status = 'pending', tries = 0, next_try_at = $2, ended_at = NULL
     WHERE delivery_id = $1 AND status <> 'delivered' AND (claimed_until IS NULL OR claimed_until <= $2)`,
    [deliveryId, now],
  );
  return retried === 1;
}
