import type { RequiredRole, Seat, SigningMode } from '@redress/authority';
import type { Labels, Money } from '@redress/kernel';
import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering, QueryError } from '../query-error.js';
import { isTheirs, type Theirs } from '../theirs.js';
import { approvals } from './approvals.js';
import { ApprovalRound, never, roundStatuses, type RoundStatus, type Signed } from './approvals.entity.js';
import { barredFrom, signingRole, statusAt } from './fold-approvals.js';

/** A role that somebody may sign in, and the people who would then stand behind the signature: themselves, and who delegated it. */
export interface Signer {
  readonly role: string;
  readonly people: readonly string[];
  /** By which delegation. */
  readonly delegation?: string;
}

export interface ApprovalsQuestion {
  /** Only what one of these may sign now. */
  readonly signers?: readonly Signer[];
  /** Only what waits for this role's signature now, or for its recording that of a body. */
  readonly role?: string;
  readonly unit?: string;
  /** Default: `requested`; of a single complaint, all. `lapsed` are those whose validity ran out before anything was ordered. */
  readonly status?: string;
  readonly complaint?: string;
  /** Of their complaints alone. */
  readonly theirs?: Theirs;
  /** Lapses before this instant, ISO 8601 with offset. */
  readonly lapsesBefore?: string;
  /** ISO 8601: what has lapsed by now is lapsed. */
  readonly now: string;
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

/** A round of approval, and what signing it means. Amounts in minor units of `currency`, the matrix's. */
export interface Approval {
  readonly complaintId: string;
  readonly round: number;
  readonly status: RoundStatus;
  readonly product: string | null;
  readonly unit: string | null;
  readonly remedy: string;
  /** What is proposed now; it may have become less since the request. */
  readonly proposed: Money;
  readonly proposer: string;
  readonly matrixVersion: number;
  readonly band: { readonly from: number; readonly below: number | null; readonly scope: string };
  readonly mode: SigningMode;
  readonly currency: string;
  /** Ordered before, asked for now, and both: what decided the band. */
  readonly already: number;
  readonly now: number;
  readonly total: number;
  /** The matrix's sentence. */
  readonly reason: Labels;
  readonly required: readonly RequiredRole[];
  readonly signed: readonly Signed[];
  readonly missing: readonly Seat[];
  /** Those of the missing that may sign now. */
  readonly next: readonly Seat[];
  /** Who signs nothing in the case; who signed for one role does not sign for another either. */
  readonly involved: readonly string[];
  /** How the caller may sign, where what the caller may sign was asked for. */
  readonly signAs?: readonly { readonly role: string; readonly delegation?: string }[];
  readonly customer: 'accepted' | 'refused' | null;
  readonly requestedAt: Date;
  readonly lapsesAt: Date | null;
  readonly decidedAt: Date | null;
  readonly endedBecause: string | null;
}

export interface ApprovalsPage {
  readonly items: Approval[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of rounds, those that lapse soonest first, then those that wait longest.
 *
 * A page is the best of several walks along an index, one for each role or stored status: a filter by several at once would sort them all.
 * @throws QueryError `invalid-limit`, `invalid-filter`, `invalid-cursor`; ViewNotReady
 */
export async function listApprovals(dataSource: DataSource, question: ApprovalsQuestion): Promise<ApprovalsPage> {
  const { signers, role, unit, complaint, lapsesBefore, now, cursor, limit = 50, theirs } = question;
  const ofTheirs = theirs && isTheirs('one.complaint_id', theirs);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const status = statusOf(question);
  const asked = JSON.stringify([role, unit, question.status, complaint, lapsesBefore, signers !== undefined]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const [lapses, requested] = after?.value?.split(' ') ?? [];
  const [complaintId, round] = after?.id.split(' ') ?? [];

  const parameters = {
    ...ofTheirs?.parameters,
    role,
    unit,
    complaint,
    lapsesBefore,
    now,
    most: limit + 1,
    lapses,
    requested,
    complaintId,
    round,
  };
  const common = [
    ...(unit === undefined ? [] : ['unit = :unit']),
    ...(complaint === undefined ? [] : ['complaint_id = :complaint']),
    ...(lapsesBefore === undefined ? [] : ['lapses_at < :lapsesBefore']),
    ...(ofTheirs ? [ofTheirs.sql] : []),
    ...(after === undefined ? [] : [`(${order}) > (:lapses::timestamptz, :requested::timestamptz, :complaintId::uuid, :round::integer)`]),
  ];
  const walks: Walk[] = signers || role !== undefined ? bySeat(signers, role) : byStatus(status);
  if (walks.length === 0) return { items: [], next: null };
  // A round may wait for one role twice, as for two bodies with one secretary: counted twice, it would end the pages early.
  const keys = walks.map(
    ({ table, conditions }) =>
      `(SELECT DISTINCT ${order} FROM approvals_v2.${table} AS one WHERE ${[...conditions, ...common].join(' AND ')} ORDER BY ${order} LIMIT :most)`,
  );

  const fields = dataSource.getMetadata(ApprovalRound).columns.map(({ propertyName }) => propertyName);
  const rows = await answering(approvals.name, () =>
    dataSource
      .getRepository(ApprovalRound)
      .createQueryBuilder('found')
      // Plain rows: making entities of a page takes longer than finding it.
      .select(fields.map((field) => `found.${field} AS "${field}"`))
      .innerJoin(
        `(SELECT DISTINCT ${order} FROM (${keys.join(' UNION ALL ')}) AS walked ORDER BY ${order} LIMIT :most)`,
        'key',
        'key.complaint_id = found.complaint_id AND key.round = found.round',
      )
      .orderBy({ 'found.lapsesAt': 'ASC', 'found.requestedAt': 'ASC', 'found.complaintId': 'ASC', 'found.round': 'ASC' })
      .setParameters({ ...parameters, ...Object.assign({}, ...walks.map((walk) => walk.parameters)) })
      .getRawMany<ApprovalRound>(),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const end = last && {
    value: `${last.lapsesAt.toISOString()} ${last.requestedAt.toISOString()}`,
    id: `${last.complaintId} ${last.round}`,
  };
  return {
    items: page.map((row) => toApproval(row, new Date(now), signers)),
    next: end && rows.length > limit ? encodeCursor(end, asked) : null,
  };
}

const order = 'lapses_at, requested_at, complaint_id, round';

/** One walk along an index in the page's order. */
interface Walk {
  readonly table: 'round' | 'waiting';
  readonly conditions: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const inForce = 'lapses_at > :now';

function bySeat(signers: readonly Signer[] | undefined, role: string | undefined): Walk[] {
  if (!signers) return [{ table: 'waiting', conditions: ['role = :role', inForce] }];
  return signers.map(({ role: held, people }, i) => ({
    table: 'waiting',
    conditions: [
      `role = :held${i}`,
      'signs',
      `NOT barred && :people${i}::text[]`,
      inForce,
      ...(role === undefined ? [] : ['(role = :role OR seat = :role)']),
    ],
    parameters: { [`held${i}`]: held, [`people${i}`]: people },
  }));
}

function byStatus(status: RoundStatus | undefined): Walk[] {
  const walk = (stored: RoundStatus, ...conditions: string[]): Walk => ({
    table: 'round',
    conditions: [`status = '${stored}'`, ...conditions],
  });
  if (status === undefined) return [{ table: 'round', conditions: [] }];
  if (status === 'lapsed') return [walk('lapsed'), walk('requested', 'lapses_at <= :now'), walk('granted', 'lapses_at <= :now')];
  return [status === 'requested' || status === 'granted' ? walk(status, inForce) : walk(status)];
}

/** Undefined: any. */
function statusOf({ status, signers, role, complaint }: ApprovalsQuestion): RoundStatus | undefined {
  if (status === undefined) return complaint === undefined ? 'requested' : undefined;
  const known = roundStatuses.find((one) => one === status);
  if (!known) throw new QueryError('invalid-filter', `status must be one of ${roundStatuses.join(', ')}.`);
  if (known !== 'requested' && (signers || role !== undefined)) {
    throw new QueryError('invalid-filter', 'Only a requested round waits for somebody: leave out the status, or role and mine.');
  }
  return known;
}

function toApproval(row: ApprovalRound, now: Date, signers: readonly Signer[] | undefined): Approval {
  const { complaintId, round, product, unit, remedy, proposed, proposer, matrixVersion, mode, currency, reason, required } = row;
  const { signed, missing, next, involved, customer, requestedAt, lapsesAt, decidedAt, endedBecause } = row;
  return {
    complaintId,
    round,
    status: statusAt(row, now),
    product,
    unit,
    remedy,
    proposed,
    proposer,
    matrixVersion,
    band: { from: Number(row.bandFrom), below: row.bandBelow === null ? null : Number(row.bandBelow), scope: row.scope },
    mode,
    currency,
    already: Number(row.already),
    now: Number(row.now),
    total: Number(row.total),
    reason,
    required,
    signed,
    missing,
    next,
    involved,
    ...(signers && { signAs: signAs(row, signers) }),
    customer,
    requestedAt,
    lapsesAt: lapsesAt.getTime() === never.getTime() ? null : lapsesAt,
    decidedAt,
    endedBecause,
  };
}

/** The seats that are due to somebody and that they are not barred from. */
function signAs(round: ApprovalRound, signers: readonly Signer[]): Approval['signAs'] {
  return round.next.flatMap(({ role: seat }) => {
    const barred = barredFrom(round, seat);
    return signers
      .filter(({ role, people }) => role === signingRole(round, seat) && !people.some((person) => barred.includes(person)))
      .map(({ delegation }) => ({ role: seat, ...(delegation !== undefined && { delegation }) }));
  });
}
