import { isDissatisfied, type ComplaintEvent, type CorrectedData } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import { Memory } from '../memory.js';
import { begunBefore, complaintIdOf, complaintPrefix, countedBy, kindOf, knownBy, placeOf, rowsOfComplaints, upsert } from '../rows.js';
import type { EntityClass, View } from '../view.js';
import {
  BacklogFact,
  caseFactsVersion,
  ClassifiedFact,
  ClockFact,
  ClockStepFact,
  ClosedFact,
  CompensatedFact,
  ComplainedFact,
  ContactedFact,
  CorrectedFact,
  DecidedOutsideFact,
  EscalatedFact,
  FollowedUpFact,
  HandedBackFact,
  HeldFact,
  InterimMeasureFact,
  InvestigatedFact,
  LinkedFact,
  MergedFact,
  PromisedFact,
  ReceivedFact,
  ReopenedFact,
  RepliedFact,
  RiskFact,
  SettledFact,
  VisitedFact,
  type Resolution,
} from './case-facts.entity.js';
import { timedBy, type Timing } from './clocks.js';
import { lastingAfter, type Handling } from './lasting.js';

const kinds = {
  received: ReceivedFact,
  complained: ComplainedFact,
  corrected: CorrectedFact,
  classified: ClassifiedFact,
  replied: RepliedFact,
  escalated: EscalatedFact,
  handedBack: HandedBackFact,
  followedUp: FollowedUpFact,
  compensated: CompensatedFact,
  settled: SettledFact,
  closed: ClosedFact,
  reopened: ReopenedFact,
  investigated: InvestigatedFact,
  merged: MergedFact,
  linked: LinkedFact,
  visited: VisitedFact,
  decidedOutside: DecidedOutsideFact,
  interimMeasure: InterimMeasureFact,
  backlog: BacklogFact,
  held: HeldFact,
  clock: ClockFact,
  clockStep: ClockStepFact,
  contacted: ContactedFact,
  promised: PromisedFact,
  risk: RiskFact,
} as const;
type Kind = keyof typeof kinds;
type Row<K extends Kind> = InstanceType<(typeof kinds)[K]>;
type FactOf<K extends Kind> = K extends Kind ? { readonly kind: K; readonly row: Readonly<Row<K>> } : never;
export type Fact = FactOf<Kind>;

/** Facts that say how a complaint stands, which others need: received as what and when, which closing, of which remedy, who has it, what is due. */
const formative = [
  'received',
  'classified',
  'replied',
  'followedUp',
  'compensated',
  'closed',
  'reopened',
  'investigated',
  'merged',
  'backlog',
  'held',
  'clock',
  'contacted',
  'promised',
] as const satisfies readonly Kind[];
/** Facts that are not told anew when the form is corrected. */
const background: readonly Kind[] = ['corrected', 'classified', 'replied', 'clockStep', 'contacted'];
const correctable = (Object.keys(kinds) as Kind[]).filter((kind) => !background.includes(kind));
/** Events whose facts, or what comes of them, do not depend on how the complaint stands. */
const needNoStanding: ReadonlySet<string> = new Set<ComplaintEvent['type']>([
  'Received',
  'Withdrawn',
  'Recused',
  'EvidenceAdded',
  'NoteAdded',
  'ResolutionProposed',
  'ResolutionWithdrawn',
  'ApprovalRequested',
  'ApprovalGranted',
  'ApprovalRefused',
  'ApprovalVoided',
  'JoinedIncident',
  'LeftIncident',
  'DeadlineMissed',
  'LegalHoldPlaced',
  'LegalHoldLifted',
  'PersonalDataErased',
  'HistoryImported',
]);

/** What happened to complaints, to be counted by reports 1 to 3 and 5 to 10. (docs/adr/0010, 0020, 0029) */
export const caseFacts: View = {
  name: 'case-facts',
  version: caseFactsVersion,
  prefixes: [complaintPrefix],
  entities: Object.values(kinds),
  async write(events, manager, memory = new Memory()) {
    const ids = begunBefore(events, ({ type }) => !needNoStanding.has(type));
    const standings = await memory.recall(ids, (unknown) => standingsOf(unknown, manager));
    const told = await factsToCorrect(events, manager);
    const found = new Map<Kind, Map<string, object>>();
    for (const event of events as readonly Recorded<ComplaintEvent>[]) {
      const id = complaintIdOf(event);
      const before = standings.get(id);
      const facts = factsOf(before, event);
      if (event.type === 'Corrected') facts.push(...factsCorrected([...(told.get(id)?.values() ?? [])], event));
      // Of the others no fact of this batch needs it.
      if (before || event.type === 'Received') standings.set(id, standingAfterAll(before, facts)!);
      for (const fact of facts) {
        let rows = found.get(fact.kind);
        if (!rows) found.set(fact.kind, (rows = new Map()));
        rows.set(keyOf(fact), fact.row);
        const corrigible = told.get(id);
        if (isSuperseded(fact)) corrigible?.delete(`${fact.kind} ${keyOf(fact)}`);
        else corrigible?.set(`${fact.kind} ${keyOf(fact)}`, fact);
      }
    }
    for (const [id, standing] of standings) memory.keep(id, standing);
    // What is told of an event of this batch for the first time is new; the rest is older, and told its end or how it was corrected.
    const [first] = events;
    const isOld = (row: object) => BigInt((row as Fact['row']).position) < first!.position;
    for (const [kind, rows] of found) await upsert<object>(manager, kinds[kind], [...rows.values()], isOld);
  },
};

/** How a complaint stands, as far as the next fact depends on it. */
export interface Standing extends Handling, Timing {
  /** First final or summary reply, or closing, since the customer was last dissatisfied or the case reopened: what came before did not hold. */
  readonly resolvedAt?: Date | undefined;
  readonly isSentBack: boolean;
  readonly closings: number;
  readonly classifications: number;
  readonly investigations: number;
  readonly remedies: readonly Pick<CompensatedFact, 'remedy' | 'borne' | 'currency'>[];
}

/** All facts that an event adds, and those of what lasts that it ends; but for what a correction tells anew. Pure. */
export function factsOf(before: Standing | undefined, event: Recorded<ComplaintEvent>): Fact[] {
  // Streams of complaints hold nothing else; `factOf` is exhaustive, so a type that this program does not know gives nothing.
  const fact: Fact | null | undefined = factOf(before, event);
  if (fact === undefined) throw new Error(`${event.type} is not an event of complaints that this program knows`);
  const facts = fact ? [fact] : [];
  // What does not depend on how the complaint stands begins and ends nothing either.
  const after = before || event.type === 'Received' ? standingAfterAll(before, facts) : undefined;
  const timed = before && event.type !== 'Received' ? timedBy(before, event) : [];
  return [...facts, ...complainedOf(event), ...(after ? lastingAfter(before, after, event) : []), ...timed];
}

/** The fact that an event adds; null if none. Facts are final: what one says of the complaint is as it stood when it was recorded. Pure. */
export function factOf(standing: Standing | undefined, event: Recorded<ComplaintEvent>): Fact | null {
  const { metadata } = event;
  const begun = (): Standing => {
    if (standing) return standing;
    throw new Error(`${event.stream} begins with ${event.type}, not with Received`);
  };
  const counted = <R extends object>(told: R) => Object.assign(countedBy(placeOf(event), begun().kind), told);
  const background = <R extends object>(told: R) => Object.assign(placeOf(event), told);
  const minutes = () => Math.floor((Date.parse(metadata.occurredAt) - begun().receivedAt.getTime()) / 60_000).toString();
  const settled = (how: SettledFact['how'], compensation: number): Fact => {
    const ordered = begun().remedies[compensation - 1] ?? { remedy: null, borne: null, currency: null };
    return { kind: 'settled', row: Object.assign(counted({ how }), ordered) };
  };

  switch (event.type) {
    case 'Received': {
      const { suggestion, arrivedAt, departedAt } = event.data;
      const visit = { arrivedAt: arrivedAt ? new Date(arrivedAt) : null, departedAt: departedAt ? new Date(departedAt) : null };
      const kind = Object.assign(kindOf(event.data), { origin: metadata.origin, correction: 0 });
      return { kind: 'received', row: Object.assign(countedBy(placeOf(event), kind), visit, { suggested: suggestion?.category ?? null }) };
    }
    case 'Corrected':
      return isCounted(event.data) ? { kind: 'corrected', row: background({ field: event.data.field }) } : null;
    case 'Classified': {
      const { category, severity, urgency } = event.data;
      return { kind: 'classified', row: background({ ordinal: begun().classifications + 1, category, severity, urgency }) };
    }
    case 'Investigated': {
      const { finding, faultParty = null, rootCause = null, hiddenIssue, unfavourableReading } = event.data;
      const found = { finding, faultParty, rootCause, hiddenIssue, unfavourableReading, ordinal: begun().investigations + 1 };
      return { kind: 'investigated', row: counted(found) };
    }
    case 'ReplySent': {
      const { kind } = event.data;
      return kind === 'final' || kind === 'summary' ? { kind: 'replied', row: background({ kind }) } : null;
    }
    case 'Escalated': {
      const { track, reason, trigger } = event.data;
      const reached = event.data.track === 'level' ? `level-${event.data.to}` : event.data.body;
      return { kind: 'escalated', row: counted({ track, reached, reason, trigger, minutes: minutes() }) };
    }
    case 'HandedBack':
      return { kind: 'handedBack', row: counted({ reached: `level-${event.data.to}`, reason: event.data.reason }) };
    case 'FollowedUp': {
      const { reached, impossibility = null, satisfaction = null, solved = null, wouldBuyAgain = null } = event.data;
      const { isOpen, isSentBack } = begun();
      const sentBack = isOpen && !isSentBack && isDissatisfied(event.data);
      const resolution = resolutionOf(begun(), solved, new Date(metadata.occurredAt));
      const answer = { reached, impossibility, satisfaction, solved, wouldBuyAgain };
      return { kind: 'followedUp', row: Object.assign(counted(answer), { resolution, sentBack }) };
    }
    case 'Compensated': {
      const { remedy, borne, claimed } = event.data;
      const amounts = {
        borne: borne?.amount.toString() ?? null,
        currency: borne?.currency ?? null,
        claimed: claimed?.amount.toString() ?? null,
        claimedCurrency: claimed?.currency ?? null,
      };
      return { kind: 'compensated', row: Object.assign(counted({ remedy }), amounts) };
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
      return { kind: 'closed', row: counted({ outcome, settlement, closing: begun().closings + 1, minutes: minutes() }) };
    }
    case 'Reopened':
      return { kind: 'reopened', row: counted({ reason: event.data.reason }) };
    case 'MergedInto':
    case 'Unmerged': {
      const { complaintId: other, reason } = event.data;
      return { kind: 'merged', row: counted({ how: event.type === 'MergedInto' ? 'merged' : 'unmerged', other, reason }) };
    }
    case 'Linked':
    case 'Unlinked': {
      const { complaintId: other, kind } = event.data;
      return { kind: 'linked', row: counted({ how: event.type === 'Linked' ? 'linked' : 'unlinked', other, kind }) };
    }
    case 'CustomerArrived':
    case 'CustomerDeparted': {
      const way = event.type === 'CustomerArrived' ? 'arrived' : 'departed';
      return { kind: 'visited', row: counted({ way, branch: event.data.unit ?? null }) };
    }
    case 'ExternalDecisionReceived': {
      const { body, ruling, award } = event.data;
      const awarded = { award: award?.amount.toString() ?? null, currency: award?.currency ?? null };
      return { kind: 'decidedOutside', row: Object.assign(counted({ body, ruling }), awarded) };
    }
    case 'InterimMeasureTaken':
      return { kind: 'interimMeasure', row: counted({ measure: event.data.measure, minutes: minutes() }) };
    case 'RiskRaised':
    case 'RiskEased': {
      const { score, signals } = event.data;
      const how = event.type === 'RiskRaised' ? 'raised' : 'eased';
      return { kind: 'risk', row: counted({ how, score, signals: signals.map(({ signal }) => signal), minutes: minutes() }) };
    }
    case 'PromiseKept':
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
    case 'JoinedIncident':
    case 'LeftIncident':
    case 'Acknowledged':
    case 'Assigned':
    case 'Apologised':
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
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
    case 'PersonalDataErased':
    case 'HistoryImported':
      return null;
  }
}

/** How the complaint stands after one more fact. Pure. */
export function standingAfter(standing: Standing | undefined, { kind, row }: Fact): Standing {
  if (kind === 'received') {
    const { origin, correction, channel, cause, product, unit, jurisdiction, grade, language } = row;
    const kindNow = { origin, correction, channel, cause, product, unit, jurisdiction, grade, language };
    if (standing) return { ...standing, kind: kindNow };
    return {
      kind: kindNow,
      receivedAt: row.occurredAt,
      isOpen: true,
      isMerged: false,
      isSentBack: false,
      closings: 0,
      classifications: 0,
      investigations: 0,
      remedies: [],
      backlog: null,
      held: [],
      clocks: [],
      promises: [],
      promised: 0,
      contacts: 0,
      contactedAt: null,
      resolvedAt: undefined,
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
    case 'merged':
      return { ...standing, isMerged: row.how === 'merged' };
    case 'classified':
      return { ...standing, classifications: row.ordinal };
    case 'investigated':
      return { ...standing, investigations: row.ordinal };
    case 'backlog':
      return { ...standing, backlog: row.endedAt === null ? row : null };
    case 'held':
      return { ...standing, held: [...standing.held.filter(({ contribution }) => contribution !== row.contribution), row] };
    case 'clock':
      return { ...standing, clocks: openAfter(standing.clocks, row) };
    case 'promised': {
      const promised = Math.max(standing.promised, row.promise);
      return { ...standing, promised, promises: openAfter(standing.promises, row) };
    }
    case 'contacted':
      return { ...standing, contacts: row.ordinal, contactedAt: row.occurredAt };
    case 'complained':
    case 'clockStep':
    case 'risk':
    case 'corrected':
    case 'escalated':
    case 'handedBack':
    case 'settled':
    case 'linked':
    case 'visited':
    case 'decidedOutside':
    case 'interimMeasure':
      return standing;
  }
}

/** What still lasts, after one more fact of it. */
function openAfter<R extends Readonly<ClockFact | PromisedFact>>(open: readonly R[], row: R): R[] {
  const others = open.filter(({ position }) => position !== row.position);
  return row.endedAt === null ? [...others, row] : others;
}

/** Of what a correction tells anew, only what it was received as, and what lasts, says how the complaint stands: the rest would count twice. */
function standingAfterAll(standing: Standing | undefined, facts: readonly Fact[]): Standing | undefined {
  const corrects = facts.some(({ kind }) => kind === 'corrected');
  return facts
    .filter((fact) => !isSuperseded(fact) && (!corrects || ['received', 'backlog', 'held', 'clock', 'promised'].includes(fact.kind)))
    .reduce<Standing | undefined>(standingAfter, standing);
}

/** Read from the facts, all of which are of earlier events: what the view has folded already, its checkpoint keeps from coming again. */
async function standingsOf(ids: readonly string[], manager: EntityManager): Promise<Map<string, Standing>> {
  const facts = await factsThatHold(manager, formative, ids);
  facts.sort(byPosition);
  const standings = new Map<string, Standing>();
  for (const fact of facts) standings.set(fact.row.complaintId, standingAfter(standings.get(fact.row.complaintId), fact));
  return standings;
}

/** By complaint and primary key, for the complaints of the batch that are corrected. */
async function factsToCorrect(events: readonly Recorded[], manager: EntityManager): Promise<Map<string, Map<string, Fact>>> {
  const corrects = ({ type }: Recorded) => type === 'Corrected';
  const told = new Map(events.filter(corrects).map((event) => [complaintIdOf(event), new Map<string, Fact>()]));
  for (const fact of await factsThatHold(manager, correctable, begunBefore(events, corrects)))
    told.get(fact.row.complaintId)!.set(`${fact.kind} ${keyOf(fact)}`, fact);
  return told;
}

/** Those that no correction has superseded. */
async function factsThatHold(manager: EntityManager, of: readonly Kind[], ids: readonly string[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const kind of of) {
    const rows = await rowsOfComplaints(manager, kinds[kind] as EntityClass<Fact['row']>, ids);
    facts.push(...rows.map((row) => ({ kind, row }) as Fact).filter((fact) => !isSuperseded(fact)));
  }
  return facts;
}

function complainedOf(event: Recorded<ComplaintEvent>): Fact[] {
  if (event.type !== 'Received') return [];
  const { product = '', complainantKind } = event.data;
  const row = Object.assign(placeOf(event), { correction: 0, product, anonymous: complainantKind === 'anonymous' }, knownBy(event));
  return [...new Set(event.metadata.subjectIds)].map((subjectId) => ({
    kind: 'complained',
    row: Object.assign({ ...row }, { subjectId }),
  }));
}

const fieldsOfKind = ['channel', 'cause', 'product', 'unit', 'jurisdiction', 'grade', 'language'];
const fieldsOfVisit = ['arrivedAt', 'departedAt'];

/** True if reports count what was corrected. */
function isCounted({ field }: CorrectedData): boolean {
  return [...fieldsOfKind, ...fieldsOfVisit, 'complainantKind'].includes(field);
}

/** What held so far ends when the correction was recorded, and holds as corrected from then on, whenever it happened. Pure. */
export function factsCorrected(told: readonly Fact[], event: Extract<Recorded<ComplaintEvent>, { type: 'Corrected' }>): Fact[] {
  const { correction } = event.data;
  const { position: knownFrom, recordedAt } = placeOf(event);
  return told.toSorted(byPosition).flatMap((fact) => {
    const changes = changesOf(fact, event.data);
    if (!changes) return [];
    const { kind, row } = fact;
    return [
      { kind, row: { ...row, knownUntil: knownFrom } },
      { kind, row: { ...row, ...changes, correction, knownFrom, recordedAt } },
    ] as Fact[];
  });
}

/** The columns of a fact that the correction changes, if any. */
function changesOf({ kind, row }: Fact, { field, new: value = null }: CorrectedData): object | undefined {
  if (kind === 'complained') {
    if (field === 'product') return { product: value ?? '' };
    return field === 'complainantKind' ? { anonymous: value === 'anonymous' } : undefined;
  }
  if (fieldsOfKind.includes(field)) return 'channel' in row ? { [field]: value } : undefined;
  const isOfVisit = kind === 'received' && fieldsOfVisit.includes(field);
  return isOfVisit ? { [field]: value === null ? null : new Date(value as string) } : undefined;
}

function byPosition(a: Fact, b: Fact): number {
  return Number(BigInt(a.row.position) - BigInt(b.row.position));
}

function isSuperseded({ row }: Fact): boolean {
  return 'knownUntil' in row && row.knownUntil !== null;
}

/** The primary key, within its kind: of all complaints one has an event at a position. Short, as there is one for every fact. */
function keyOf({ row }: Fact): string {
  const { correction = 0, contribution = 0, subjectId = '' } = row as Partial<HeldFact & ComplainedFact>;
  return correction === 0 && contribution === 0 && subjectId === ''
    ? row.position
    : `${row.position} ${correction} ${contribution} ${subjectId}`;
}

const quickMs = 24 * 3_600_000;

function resolutionOf({ receivedAt, resolvedAt }: Standing, solved: boolean | null, askedAt: Date): Resolution | null {
  if (solved === null) return null;
  if (!solved) return 'unresolved';
  const at = resolvedAt && resolvedAt < askedAt ? resolvedAt : askedAt;
  return at.getTime() - receivedAt.getTime() <= quickMs ? 'quickly' : 'resolved';
}
