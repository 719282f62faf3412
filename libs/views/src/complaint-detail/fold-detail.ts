import type { Money } from '@redress/kernel';
import { complaintIdOf } from '../rows.js';
import type { CaseEvent, ComplaintDetail, Entry } from './detail.js';

/**
 * The case after one more event; `undefined` before `Received`, the same case if it has the event already. Pure: folding a prefix of
 * the stream gives the case as it was then. Revisions may be left out, as those are that happened later than an `asOf`.
 * @throws Error if the first event is not `Received`
 */
export function foldDetail(detail: ComplaintDetail | undefined, event: CaseEvent): ComplaintDetail {
  if (detail && event.revision <= detail.revision) return detail;
  const { occurredAt, precision, actor: by, origin } = event.metadata;
  const { revision, recordedAt } = event;
  const position = event.position.toString();
  const entry = <D extends object>(data: D): Entry<D> => ({
    ...data,
    revision,
    occurredAt,
    ...(precision && { precision }),
    recordedAt,
    by,
  });

  if (event.type === 'Received') {
    return {
      complaintId: complaintIdOf(event),
      status: 'open',
      origin,
      revision,
      position,
      recordedAt,
      lastEventAt: occurredAt,
      received: entry(event.data),
      level: 1,
      assigned: null,
      closed: null,
      acknowledgements: [],
      assignments: [],
      apologies: [],
      investigations: [],
      compensations: [],
      borne: [],
      unknownAmounts: 0,
      escalations: [],
      replies: [],
      followUps: [],
      withdrawals: [],
      closures: [],
      reopenings: [],
      imports: [],
    };
  }
  if (!detail) throw new Error(`${event.stream} begins with ${event.type}, not with Received`);

  const lastEventAt = occurredAt > detail.lastEventAt ? occurredAt : detail.lastEventAt;
  const next = { ...detail, revision, position, recordedAt, lastEventAt };
  switch (event.type) {
    case 'Acknowledged':
      return { ...next, acknowledgements: [...detail.acknowledgements, entry(event.data)] };
    case 'Assigned': {
      const assigned = entry(event.data);
      return { ...next, assigned, assignments: [...detail.assignments, assigned] };
    }
    case 'Apologised':
      return { ...next, apologies: [...detail.apologies, entry(event.data)] };
    case 'Investigated':
      return { ...next, investigations: [...detail.investigations, entry(event.data)] };
    case 'Compensated': {
      const { borne } = event.data;
      return {
        ...next,
        compensations: [...detail.compensations, entry(event.data)],
        borne: borne ? plus(detail.borne, borne) : detail.borne,
        unknownAmounts: detail.unknownAmounts + (borne ? 0 : 1),
      };
    }
    case 'Escalated': {
      const level = event.data.track === 'level' ? event.data.to : detail.level;
      return { ...next, level, escalations: [...detail.escalations, entry(event.data)] };
    }
    case 'ReplySent':
      return { ...next, replies: [...detail.replies, entry(event.data)] };
    case 'FollowedUp':
      return { ...next, followUps: [...detail.followUps, entry(event.data)] };
    case 'Withdrawn':
      return { ...next, withdrawals: [...detail.withdrawals, entry(event.data)] };
    case 'Closed': {
      const closed = entry(event.data);
      return { ...next, status: 'closed', closed, closures: [...detail.closures, closed] };
    }
    case 'Reopened':
      return { ...next, status: 'open', closed: null, reopenings: [...detail.reopenings, entry(event.data)] };
    case 'HistoryImported':
      return { ...next, lastEventAt: detail.lastEventAt, imports: [...detail.imports, entry(event.data)] };
  }
}

function plus(sums: readonly Money[], { amount, currency }: Money): Money[] {
  const before = sums.find((sum) => sum.currency === currency)?.amount ?? 0;
  const others = sums.filter((sum) => sum.currency !== currency);
  return [...others, { amount: before + amount, currency }].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
