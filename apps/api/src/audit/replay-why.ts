import type { Delegation, Matrix } from '@redress/authority';
import type { ComplaintCommand, ComplaintEvent, ComplaintEventType, DeadlineSetData } from '@redress/complaint';
import type { Actor, Instant, Labels, Origin, Precision, Recorded } from '@redress/kernel';
import { playbookFor, type PacksVersion, type Playbooks } from '@redress/policy';

/*
 * Why an event is there: who, by which command, under which rule in which words, caused by what. Told from the log alone, from events that never
 * change and versions that are never published twice: the same answer for ever.
 */

/** A version of a policy as it was published. */
export interface PublishedVersion<D> {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly document: D;
}

/** What an explanation reads beside the history itself. */
export interface Explaining {
  readonly packs: readonly PublishedVersion<PacksVersion['document']>[];
  readonly playbooks: readonly PublishedVersion<Playbooks>[];
  readonly matrices: readonly Matrix[];
  readonly delegations: readonly Delegation[];
}

/** The policy that a rule stands in. */
type RulePolicy = 'packs' | 'authority' | 'playbooks';

/** A rule that was applied, in the version and the words of then. */
export interface AppliedRule {
  readonly policy: RulePolicy;
  readonly version: number;
  /** When that version took effect. */
  readonly effectiveFrom: Instant;
  /** Which rule: `default/acknowledgement`, `band 200000`, `late-delivery`. */
  readonly rule: string;
  /** What it is called, or the sentence that it gave. */
  readonly text: Labels;
  /** The rule itself, whole. */
  readonly says: Readonly<Record<string, unknown>>;
}

/** Who acted. */
interface Who extends Actor {
  /** By which they act for somebody else. */
  readonly delegation?: Delegation;
}

/** The command that an event came of. */
interface CausingCommand {
  readonly id: string;
  /** What was commanded; null where the events do not tell. */
  readonly name: string | null;
  /** The revisions of all that came of it here. */
  readonly revisions: readonly number[];
}

/** One step back: what led to it. */
export type Cause =
  | {
      readonly kind: 'event';
      readonly id: string;
      readonly type: string;
      readonly stream: string;
      readonly revision: number;
      readonly by: string;
      readonly occurredAt: Instant;
      readonly recordedAt: Instant;
    }
  /** Time went by: of which clock, and until when. */
  | { readonly kind: 'clock'; readonly clock: string; readonly at: Instant }
  /** Somebody asked for it: a person or a machine by the API, an import, a demo, or the program itself where it began. */
  | { readonly kind: 'command'; readonly id: string; readonly by: string; readonly origin: Origin; readonly at: Instant }
  /** Not among the streams that this history names. */
  | { readonly kind: 'elsewhere'; readonly id: string };

/** Why one event is there. */
export interface Why {
  readonly who: Who;
  readonly command: CausingCommand;
  readonly rules: readonly AppliedRule[];
  /** The version of each policy that counted. */
  readonly policyVersions: Readonly<Record<string, number>>;
  /** What led to it, the nearest first; the last is where it began. */
  readonly causes: readonly Cause[];
  readonly correlationId: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** How exactly `occurredAt` is known; absent: to the millisecond. */
  readonly precision?: Precision;
  readonly origin: Origin;
}

/** Which command an event is the first of; null for what follows within the same append. */
const complaintCommands: Readonly<Record<ComplaintEventType, ComplaintCommand['type'] | null>> = {
  Received: 'receive',
  Acknowledged: 'acknowledge',
  Assigned: 'assign',
  Apologised: 'apologise',
  Investigated: 'investigate',
  Compensated: 'compensate',
  Escalated: 'escalate',
  ReplySent: 'reply',
  FollowedUp: 'followUp',
  Closed: 'close',
  Withdrawn: 'withdraw',
  Reopened: 'reopen',
  Classified: 'classify',
  HandedBack: 'handBack',
  Recused: 'recuse',
  EvidenceAdded: 'addEvidence',
  NoteAdded: 'addNote',
  ContactMade: 'recordContact',
  PromiseMade: 'makePromise',
  ResolutionProposed: 'propose',
  ResolutionWithdrawn: 'withdrawProposal',
  ApprovalRequested: null,
  ApprovalGranted: 'approve',
  ApprovalRefused: 'approve',
  ApprovalVoided: null,
  CustomerAccepted: 'recordCustomerDecision',
  CustomerRefused: 'recordCustomerDecision',
  RemedyFulfilled: 'fulfil',
  PaymentFailed: 'failPayment',
  CompensationCancelled: 'cancelCompensation',
  HandedOver: 'handOver',
  ContributionRequested: 'requestContribution',
  ContributionGiven: 'giveContribution',
  InterimMeasureTaken: 'takeInterimMeasure',
  CustomerArrived: 'arrive',
  CustomerDeparted: 'depart',
  ExternalDecisionReceived: 'recordExternalDecision',
  Corrected: 'correct',
  Linked: 'link',
  Unlinked: 'unlink',
  MergedInto: 'merge',
  Unmerged: 'unmerge',
  LegalHoldPlaced: 'placeLegalHold',
  LegalHoldLifted: 'liftLegalHold',
  PersonalDataErased: 'erasePersonalData',
  PromiseKept: 'keepPromise',
  DeadlineSet: null,
  DeadlineWarned: 'fireDeadline',
  DeadlinePaused: 'pauseDeadline',
  DeadlineResumed: 'resumeDeadline',
  DeadlineExtended: 'extendDeadline',
  DeadlineMet: null,
  DeadlineMissed: 'fireDeadline',
  DeadlineStopped: null,
  RiskRaised: null,
  RiskEased: null,
  JoinedIncident: 'joinIncident',
  LeftIncident: 'leaveIncident',
  HistoryImported: 'importHistory',
};

/** Of other streams, where the name of the event does not say it by itself. */
const otherCommands: Readonly<Record<string, string>> = {
  PolicyPublished: 'publishPolicy',
  MatrixPublished: 'publishMatrix',
  MatrixRetired: 'retireMatrix',
  AuthorityDelegated: 'delegateAuthority',
  DelegationRevoked: 'revokeDelegation',
  ImprovementRaised: 'raiseImprovement',
  ImprovementPlanned: 'planImprovement',
  ImprovementAdopted: 'adoptImprovement',
  ImprovementDone: 'completeImprovement',
  ImprovementDropped: 'dropImprovement',
  BenefitRecorded: 'recordBenefit',
  EffectivenessReviewed: 'reviewEffectiveness',
  TrainingCoverageRecorded: 'recordTrainingCoverage',
  ExposureRecorded: 'recordExposure',
  IncidentOpened: 'openIncident',
  IncidentClosed: 'closeIncident',
  NoticeSent: 'sendNotice',
  RemedyOffered: 'offerRemedy',
  ComplaintJoined: 'joinComplaints',
  ComplaintLeft: 'removeComplaint',
  MemberSkipped: 'skipMembers',
};

/** The command that these events of one append came of. */
function commandOf(events: readonly Recorded[]): string | null {
  const types = events.map(({ type }) => type);
  if (types.includes('HistoryImported')) return complaintCommands.HistoryImported;
  // A withdrawal closes, too; a merge begins with what it voids.
  for (const type of types) {
    const name = (complaintCommands as Readonly<Record<string, string | null>>)[type] ?? otherCommands[type];
    if (name) return name;
  }
  return null;
}

/** Why each event of a stream is there, but for what led to it. */
export function whysOf(events: readonly Recorded[], known: Explaining): readonly Omit<Why, 'causes'>[] {
  const together = new Map<string, Recorded[]>();
  for (const event of events) {
    const { commandId } = event.metadata;
    const own = together.get(commandId);
    if (own) own.push(event);
    else together.set(commandId, [event]);
  }
  const names = new Map([...together].map(([id, own]) => [id, commandOf(own)]));
  const standing: Standing = { clocks: new Map(), rounds: new Map(), category: null, product: null };
  return events.map((event) => {
    const { actor, commandId, policyVersions, $correlationId, occurredAt, precision, origin } = event.metadata;
    const delegationId = (event.data as { readonly delegation?: unknown }).delegation;
    const delegation = typeof delegationId === 'string' ? known.delegations.find(({ id }) => id === delegationId) : undefined;
    const rules = event.stream.startsWith('complaint-') ? rulesOf(event as Recorded<ComplaintEvent>, standing, known) : [];
    return {
      who: { ...actor, ...(delegation && { delegation }) },
      command: { id: commandId, name: names.get(commandId) ?? null, revisions: together.get(commandId)!.map(({ revision }) => revision) },
      rules,
      policyVersions,
      correlationId: $correlationId,
      occurredAt,
      recordedAt: event.recordedAt,
      ...(precision && { precision }),
      origin,
    };
  });
}

/** What earlier events of the case fixed for later ones. */
interface Standing {
  readonly clocks: Map<string, DeadlineSetData>;
  readonly rounds: Map<number, AppliedRule>;
  category: string | null;
  product: string | null;
}

function rulesOf(event: Recorded<ComplaintEvent>, standing: Standing, known: Explaining): readonly AppliedRule[] {
  switch (event.type) {
    case 'Received':
      standing.product = event.data.product ?? null;
      return chosenPack(event, known);
    case 'Corrected':
      if (event.data.field === 'product') standing.product = typeof event.data.new === 'string' ? event.data.new : null;
      return [];
    case 'Classified':
      standing.category = event.data.category;
      return playbook(event, standing, known);
    case 'ResolutionProposed':
    case 'InterimMeasureTaken':
      return playbook(event, standing, known);
    case 'ApprovalRequested': {
      const rule = bandRule(event.data, known);
      if (rule) standing.rounds.set(event.data.round, rule);
      return rule ? [rule] : [];
    }
    case 'ApprovalGranted':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
    case 'CustomerRefused':
      return ofRound(standing, event.data.round);
    case 'Compensated':
      return [...playbook(event, standing, known), ...ofRound(standing, event.data.approvalRound)];
    case 'DeadlineSet':
      standing.clocks.set(event.data.clock, event.data);
      return clockRule(event.data, known);
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped': {
      const set = standing.clocks.get(event.data.clock);
      return set ? clockRule(set, known) : [];
    }
    case 'RiskRaised':
    case 'RiskEased':
      return riskRule(event.data, known);
    default:
      return [];
  }
}

const ofRound = ({ rounds }: Standing, round: number | undefined): readonly AppliedRule[] => {
  const rule = round === undefined ? undefined : rounds.get(round);
  return rule ? [rule] : [];
};

function chosenPack(
  { data: { pack, product, unit, jurisdiction } }: Recorded<Extract<ComplaintEvent, { type: 'Received' }>>,
  { packs }: Explaining,
): AppliedRule[] {
  const version = pack && packs.find((one) => one.version === pack.version);
  if (!version) return [];
  const choice = version.document.choices.find((one) => one.pack === pack.name);
  const { labels } = version.document.packs[pack.name]!;
  return [
    {
      policy: 'packs',
      version: version.version,
      effectiveFrom: version.effectiveFrom,
      rule: pack.name,
      text: labels,
      says: { choice: choice ?? null, form: { product: product ?? null, unit: unit ?? null, jurisdiction: jurisdiction ?? null } },
    },
  ];
}

function clockRule({ pack, rule: code }: Pick<DeadlineSetData, 'pack' | 'rule'>, { packs }: Explaining): AppliedRule[] {
  const version = packs.find((one) => one.version === pack.version);
  const rule = version?.document.packs[pack.name]?.clocks.find(({ clock }) => clock === code);
  if (!version || !rule) return [];
  const { effectiveFrom } = version;
  return [{ policy: 'packs', version: version.version, effectiveFrom, rule: `${pack.name}/${code}`, text: rule.labels, says: { ...rule } }];
}

function riskRule({ pack, signals }: Extract<ComplaintEvent, { type: 'RiskRaised' }>['data'], { packs }: Explaining): AppliedRule[] {
  const version = packs.find((one) => one.version === pack.version);
  const risk = version?.document.packs[pack.name]?.risk;
  if (!version || !risk) return [];
  const counted = new Set(signals.map(({ signal }) => signal));
  const { threshold, escalateTo, source } = risk;
  return [
    {
      policy: 'packs',
      version: version.version,
      effectiveFrom: version.effectiveFrom,
      rule: `${pack.name}/risk`,
      text: { 'zh-CN': `升级临界点：满${threshold}分`, en: `tipping point at ${threshold} points` },
      says: { threshold, escalateTo, source, signals: risk.signals.filter(({ signal }) => counted.has(signal)) },
    },
  ];
}

function bandRule(
  { matrixVersion, band, reason, mode, required, validDays }: Extract<ComplaintEvent, { type: 'ApprovalRequested' }>['data'],
  { matrices }: Explaining,
): AppliedRule | undefined {
  const matrix = matrices.find(({ version }) => version === matrixVersion);
  if (!matrix) return undefined;
  const published = matrix.bands.find(({ from, scope }) => from === band.from && scope === band.scope);
  return {
    policy: 'authority',
    version: matrixVersion,
    effectiveFrom: matrix.effectiveFrom,
    rule: `band ${band.from}`,
    text: reason,
    says: {
      ...(published ?? { mode }),
      below: band.below,
      currency: matrix.currency,
      required,
      ...(validDays !== undefined && { validDays }),
      matrix: matrix.reason,
    },
  };
}

/** What was recommended for the kind of case, when it was decided. */
function playbook(event: Recorded<ComplaintEvent>, { category, product }: Standing, { playbooks }: Explaining): AppliedRule[] {
  if (category === null) return [];
  const version = playbooks.findLast(({ effectiveFrom }) => effectiveFrom <= event.metadata.occurredAt);
  const found = version && playbookFor(version.document, category, product);
  if (!version || !found) return [];
  const remedy = event.type === 'ResolutionProposed' || event.type === 'Compensated' ? event.data.remedy : undefined;
  const item = found.remedies.find((one) => one.remedy === remedy);
  const isListed = item !== undefined;
  return [
    {
      policy: 'playbooks',
      version: version.version,
      effectiveFrom: version.effectiveFrom,
      rule: found.product === undefined ? found.category : `${found.category}/${found.product}`,
      text:
        remedy === undefined
          ? { 'zh-CN': '该类投诉的处理手册', en: 'what is recommended for this kind of complaint' }
          : {
              'zh-CN': isListed ? `处理手册的补救清单中有“${remedy}”` : `处理手册的补救清单中没有“${remedy}”`,
              en: isListed ? `the playbook's menu lists ${remedy}` : `the playbook's menu does not list ${remedy}`,
            },
      says: { ...found, ...(item && { listed: item }) },
    },
  ];
}
