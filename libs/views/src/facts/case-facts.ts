import { isDissatisfied, type ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import { begunBefore, complaintIdOf, complaintPrefix, kindOf, rowsOfComplaints, upsert } from '../rows.js';
import type { EntityClass, View } from '../view.js';
import {
  ClassifiedFact,
  ClosedFact,
  CompensatedFact,
  EscalatedFact,
  FollowedUpFact,
  HandedBackFact,
  ReceivedFact,
  ReopenedFact,
  RepliedFact,
  SettledFact,
  type Resolution,
} from './case-facts.entity.js';

const kinds = {
  received: ReceivedFact,
  classified: ClassifiedFact,
  replied: RepliedFact,
  escalated: EscalatedFact,
  handedBack: HandedBackFact,
  followedUp: FollowedUpFact,
  compensated: CompensatedFact,
  settled: SettledFact,
  closed: ClosedFact,
  reopened: ReopenedFact,
} as const;
type Kind = keyof typeof kinds;
type Row<K extends Kind> = InstanceType<(typeof kinds)[K]>;
type FactOf<K extends Kind> = K extends Kind ? { readonly kind: K; readonly row: Row<K> } : never;
export type Fact = FactOf<Kind>;

/** Facts that say how a complaint stands, which others need: received as what and when, which closing, of which remedy. */
const formative = ['received', 'replied', 'followedUp', 'compensated', 'closed', 'reopened'] as const satisfies readonly Kind[];
const needStanding: ReadonlySet<string> = new Set<ComplaintEvent['type']>([
  'Escalated',
  'HandedBack',
  'FollowedUp',
  'Compensated',
  'RemedyFulfilled',
  'PaymentFailed',
  'CompensationCancelled',
  'Closed',
]);

/** What happened to complaints, to be counted by reports 1, 3, 5 and 6. (docs/adr/0010) */
export const caseFacts: View = {
  name: 'case-facts',
  version: 1,
  prefixes: [complaintPrefix],
  entities: Object.values(kinds),
  async write(events, manager) {
    const standings = await standingsBefore(events, manager);
    const found = new Map<Kind, object[]>();
    for (const event of events) {
      const id = complaintIdOf(event);
      const standing = standings.get(id);
      // Streams of complaints hold nothing else; `factOf` is exhaustive, so a type that this program does not know gives nothing.
      const fact: Fact | null | undefined = factOf(standing, event as Recorded<ComplaintEvent>);
      if (fact === undefined) throw new Error(`${event.type} is not an event of complaints that this program knows`);
      if (fact === null) continue;
      // Of the others no fact of this batch needs it.
      if (standing || fact.kind === 'received') standings.set(id, standingAfter(standing, fact));
      found.set(fact.kind, [...(found.get(fact.kind) ?? []), fact.row]);
    }
    for (const [kind, rows] of found) await upsert<object>(manager, kinds[kind], rows);
  },
};

/** How a complaint stands, as far as the next fact depends on it. */
export interface Standing {
  readonly kind: Pick<ReceivedFact, 'origin' | keyof ReturnType<typeof kindOf>>;
  readonly receivedAt: Date;
  /** First final or summary reply, or closing, since the customer was last dissatisfied or the case reopened: what came before did not hold. */
  readonly resolvedAt?: Date | undefined;
  readonly isOpen: boolean;
  readonly isSentBack: boolean;
  readonly closings: number;
  readonly remedies: readonly Pick<CompensatedFact, 'remedy' | 'borne' | 'currency'>[];
}

/** The fact that an event adds; null if none. Facts are final: what one says of the complaint is as it stood when it was recorded. Pure. */
export function factOf(standing: Standing | undefined, event: Recorded<ComplaintEvent>): Fact | null {
  const { metadata } = event;
  const occurredAt = new Date(metadata.occurredAt);
  const fact = {
    complaintId: complaintIdOf(event),
    position: event.position.toString(),
    occurredAt,
    recordedAt: new Date(event.recordedAt),
  };
  const begun = (): Standing => {
    if (standing) return standing;
    throw new Error(`${event.stream} begins with ${event.type}, not with Received`);
  };
  const counted = () => ({ ...fact, ...begun().kind });
  const minutes = () => Math.floor((occurredAt.getTime() - begun().receivedAt.getTime()) / 60_000).toString();
  const settled = (how: SettledFact['how'], compensation: number): Fact => {
    const ordered = begun().remedies[compensation - 1] ?? { remedy: null, borne: null, currency: null };
    return { kind: 'settled', row: { ...counted(), how, ...ordered } };
  };

  switch (event.type) {
    case 'Received':
      return { kind: 'received', row: { ...fact, origin: metadata.origin, ...kindOf(event.data) } };
    case 'Classified': {
      const { category, severity, urgency } = event.data;
      return { kind: 'classified', row: { ...fact, category, severity, urgency } };
    }
    case 'ReplySent': {
      const { kind } = event.data;
      return kind === 'final' || kind === 'summary' ? { kind: 'replied', row: { ...fact, kind } } : null;
    }
    case 'Escalated': {
      const { track, reason, trigger } = event.data;
      const reached = event.data.track === 'level' ? `level-${event.data.to}` : event.data.body;
      return { kind: 'escalated', row: { ...counted(), track, reached, reason, trigger, minutes: minutes() } };
    }
    case 'HandedBack':
      return { kind: 'handedBack', row: { ...counted(), reached: `level-${event.data.to}`, reason: event.data.reason } };
    case 'FollowedUp': {
      const { reached, impossibility = null, satisfaction = null, solved = null, wouldBuyAgain = null } = event.data;
      const { isOpen, isSentBack } = begun();
      const sentBack = isOpen && !isSentBack && isDissatisfied(event.data);
      const answer = { reached, impossibility, satisfaction, solved, wouldBuyAgain };
      return { kind: 'followedUp', row: { ...counted(), ...answer, resolution: resolutionOf(begun(), solved, occurredAt), sentBack } };
    }
    case 'Compensated': {
      const { remedy, borne, claimed } = event.data;
      const amounts = {
        borne: borne?.amount.toString() ?? null,
        currency: borne?.currency ?? null,
        claimed: claimed?.amount.toString() ?? null,
        claimedCurrency: claimed?.currency ?? null,
      };
      return { kind: 'compensated', row: { ...counted(), remedy, ...amounts } };
    }
    case 'RemedyFulfilled':
      return settled('fulfilled', event.data.compensation);
    case 'PaymentFailed':
      return settled('failed', event.data.compensation);
    case 'CompensationCancelled':
      return settled('cancelled', event.data.compensation);
    case 'Closed': {
      const { outcome, acceptedOnTheSpot, acceptedInSummary } = event.data;
      const settlement = acceptedOnTheSpot ? 'on-the-spot' : acceptedInSummary ? 'in-summary' : 'handled';
      return { kind: 'closed', row: { ...counted(), outcome, settlement, closing: begun().closings + 1, minutes: minutes() } };
    }
    case 'Reopened':
      return { kind: 'reopened', row: { ...fact, reason: event.data.reason } };
    case 'Acknowledged':
    case 'Assigned':
    case 'Apologised':
    case 'Investigated':
    case 'Withdrawn':
    case 'Recused':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'ContactMade':
    case 'PromiseMade':
    case 'ResolutionProposed':
    case 'ResolutionWithdrawn':
    case 'ApprovalRequested':
    case 'ApprovalGranted':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
    case 'CustomerRefused':
    case 'HandedOver':
    case 'ContributionRequested':
    case 'ContributionGiven':
    case 'InterimMeasureTaken':
    case 'CustomerArrived':
    case 'CustomerDeparted':
    case 'ExternalDecisionReceived':
    case 'Corrected':
    case 'Linked':
    case 'Unlinked':
    case 'MergedInto':
    case 'Unmerged':
    case 'PersonalDataErased':
    case 'HistoryImported':
      return null;
  }
}

/** How the complaint stands after one more fact. Pure. */
export function standingAfter(standing: Standing | undefined, { kind, row }: Fact): Standing {
  if (kind === 'received') {
    const { origin, channel, cause, product, unit, jurisdiction, grade, language } = row;
    return {
      kind: { origin, channel, cause, product, unit, jurisdiction, grade, language },
      receivedAt: row.occurredAt,
      isOpen: true,
      isSentBack: false,
      closings: 0,
      remedies: [],
    };
  }
  if (!standing) throw new Error(`the complaint ${row.complaintId} has facts but was never received`);
  const { resolvedAt = row.occurredAt } = standing;
  switch (kind) {
    case 'replied':
      return { ...standing, resolvedAt };
    case 'followedUp': {
      const answer = { satisfaction: row.satisfaction ?? undefined, solved: row.solved ?? undefined };
      const holds = isDissatisfied(answer) ? { resolvedAt: undefined } : {};
      return { ...standing, ...holds, isSentBack: standing.isSentBack || row.sentBack };
    }
    case 'compensated': {
      const { remedy, borne, currency } = row;
      return { ...standing, remedies: [...standing.remedies, { remedy, borne, currency }] };
    }
    case 'closed':
      return { ...standing, resolvedAt, isOpen: false, closings: standing.closings + 1 };
    case 'reopened':
      return { ...standing, resolvedAt: undefined, isOpen: true, isSentBack: false };
    case 'classified':
    case 'escalated':
    case 'handedBack':
    case 'settled':
      return standing;
  }
}

/** Read from the facts, all of which are of earlier events: what the view has folded already, its checkpoint keeps from coming again. */
async function standingsBefore(events: readonly Recorded[], manager: EntityManager): Promise<Map<string, Standing>> {
  const ids = begunBefore(events, ({ type }) => needStanding.has(type));
  const facts: Fact[] = [];
  for (const kind of formative) {
    const rows = await rowsOfComplaints(manager, kinds[kind] as EntityClass<Fact['row']>, ids);
    facts.push(...rows.map((row) => ({ kind, row }) as Fact));
  }
  facts.sort((a, b) => Number(BigInt(a.row.position) - BigInt(b.row.position)));
  const standings = new Map<string, Standing>();
  for (const fact of facts) standings.set(fact.row.complaintId, standingAfter(standings.get(fact.row.complaintId), fact));
  return standings;
}

const quickMs = 24 * 3_600_000;

function resolutionOf({ receivedAt, resolvedAt }: Standing, solved: boolean | null, askedAt: Date): Resolution | null {
  if (solved === null) return null;
  if (!solved) return 'unresolved';
  const at = resolvedAt && resolvedAt < askedAt ? resolvedAt : askedAt;
  return at.getTime() - receivedAt.getTime() <= quickMs ? 'quickly' : 'resolved';
}
