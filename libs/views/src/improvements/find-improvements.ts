import type { ImprovementEvent } from '@redress/improvement';
import type { Actor, Instant } from '@redress/kernel';
import { LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { checkZone } from '../report-time.js';
import { foldImprovement, improvementPrefix, type ImprovementRow } from './fold-improvement.js';
import { Improvement, ImprovementStep } from './improvements.entity.js';
import { improvements } from './improvements.js';

/** Which improvements; what is left out does not matter. */
export interface ImprovementsQuestion {
  readonly status?: string;
  readonly kind?: string;
  readonly cause?: string;
  readonly owner?: string;
  readonly unit?: string;
  /** Raised from this complaint. */
  readonly complaint?: string;
  /** Only those whose due day is over and that were neither done nor dropped; or only the others. */
  readonly overdue?: boolean;
  /** Whose days these are, IANA. */
  readonly tz: string;
  /** ISO 8601. */
  readonly now: Instant;
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export type ListedImprovement = ImprovementRow & { readonly overdue: boolean };

export interface ImprovementsPage {
  readonly items: ListedImprovement[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

const isOverdue = `(improvement.due < (:now::timestamptz AT TIME ZONE :tz)::date AND improvement.status NOT IN ('done', 'dropped'))`;

/**
 * One page of improvements, those raised last first.
 * @throws QueryError `invalid-cursor`, `invalid-time-zone`; ViewNotReady
 */
export async function listImprovements(dataSource: DataSource, question: ImprovementsQuestion): Promise<ImprovementsPage> {
  const { complaint, overdue, tz, now, cursor, limit = 50, ...equal } = question;
  checkZone(tz);
  const filters = Object.entries(equal).filter(([, value]) => value !== undefined);
  const asked = JSON.stringify([filters, complaint, overdue]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  return answering(improvements.name, async () => {
    const query = dataSource
      .getRepository(Improvement)
      .createQueryBuilder('improvement')
      .addSelect(`coalesce(${isOverdue}, false)`, 'is_overdue')
      .setParameters({ tz, now });
    for (const [name, value] of filters) query.andWhere(`improvement.${name} = :${name}`, { [name]: value });
    if (complaint !== undefined) query.andWhere(':complaint::uuid = ANY(improvement.complaints)', { complaint });
    if (overdue !== undefined) query.andWhere(`coalesce(${isOverdue}, false) = :overdue`, { overdue });
    if (after) query.andWhere('(improvement.raisedAt, improvement.improvementId) < (:value::timestamptz, :id::uuid)', { ...after });
    const { entities, raw } = await query
      .orderBy('improvement.raisedAt', 'DESC')
      .addOrderBy('improvement.improvementId', 'DESC')
      .limit(limit + 1)
      .getRawAndEntities<{ is_overdue: boolean }>();
    const items = entities.slice(0, limit).map((row: ImprovementRow, i) => ({ ...row, overdue: raw[i]!.is_overdue }));
    const last = items.at(-1);
    const next =
      last && entities.length > limit ? encodeCursor({ value: last.raisedAt.toISOString(), id: last.improvementId }, asked) : null;
    return { items, next };
  });
}

/** What happened, by whom and when. */
export interface ImprovementHistoryEntry {
  readonly revision: number;
  readonly position: string;
  readonly type: ImprovementEvent['type'];
  readonly data: ImprovementEvent['data'];
  readonly by: Actor;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** An improvement with all that happened to it, in order: also what was planned before it was planned anew. */
export type ImprovementDetail = ImprovementRow & { readonly history: ImprovementHistoryEntry[] };

/** Only what had happened by then, and was recorded up to this position of the log; null: nothing. */
export interface ImprovementCut {
  readonly asOf: Date;
  readonly position: string | null;
}

/** The improvement as it stands, or stood at a cut; undefined if there is none. @param improvementId a UUID */
export async function findImprovement(
  on: DataSource | EntityManager,
  improvementId: string,
  at?: ImprovementCut,
): Promise<ImprovementDetail | undefined> {
  const cut = at && { occurredAt: LessThanOrEqual(at.asOf), position: LessThanOrEqual(at.position ?? '-1') };
  const steps = await answering(improvements.name, () =>
    on.getRepository(ImprovementStep).find({ where: { improvementId, ...cut }, order: { revision: 'ASC' } }),
  );
  const improvement = steps.map(eventOf).reduce<ImprovementRow | undefined>(foldImprovement, undefined);
  if (!improvement) return undefined;
  const history = steps.map(({ improvementId: _, actor: by, ...step }) => ({ ...step, by }));
  return { ...improvement, history };
}

function eventOf({ improvementId, revision, type, data, occurredAt, actor }: ImprovementStep) {
  const metadata = { occurredAt: occurredAt.toISOString(), actor };
  return { stream: `${improvementPrefix}${improvementId}`, revision, type, data, metadata } as Parameters<typeof foldImprovement>[1];
}
