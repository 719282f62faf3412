import type { Delegation, Matrix } from '@redress/authority';
import type { Command, Instant, Precision } from '@redress/kernel';
import type { CalendarsVersion, KeywordsVersion, PacksVersion, RetentionVersion, TaxonomyVersion } from '@redress/policy';
import type {
  AcknowledgedData,
  ApologisedData,
  AssignedData,
  BranchVisitData,
  ClassifiedData,
  ClosedData,
  CompensatedData,
  CompensationCancelledData,
  ComplaintEvent,
  ContactMadeData,
  ContributionGivenData,
  ContributionRequestedData,
  CorrectedData,
  CountedCase,
  CustomerAcceptedData,
  CustomerRefusedData,
  DeadlineExtendedData,
  DeadlinePausedData,
  DeadlineResumedData,
  EscalatedOutside,
  EscalatedWithin,
  EvidenceAddedData,
  ExternalDecisionReceivedData,
  FollowedUpData,
  HandedBackData,
  HandedOverData,
  ImportWarning,
  InterimMeasureTakenData,
  InvestigatedData,
  JoinedIncidentData,
  LeftIncidentData,
  LegalHoldLiftedData,
  LegalHoldPlacedData,
  LinkedData,
  MergedIntoData,
  NoteAddedData,
  Opened,
  PaymentFailedData,
  PersonalDataErasedData,
  PlainValue,
  PromiseKeptData,
  PromiseMadeData,
  ReceivedData,
  RecusedData,
  RemedyFulfilledData,
  ReopenedData,
  ReplySentData,
  Resolution,
  ResolutionProposedData,
  ResolutionWithdrawnData,
  Source,
  UnlinkedData,
  UnmergedData,
  WithdrawnData,
} from './complaint.js';
import type { CorrectableField, Recourse } from './codes.js';
import type { LegalHold } from './state.js';

/** Coded under the taxonomy in force, which arrives as data; without it codes are taken as they are. */
export interface Coded {
  readonly taxonomy?: TaxonomyVersion;
}

/**
 * Every version of packs and calendars that was published so far, the earliest first: a case goes on under the one that it began under.
 * A command without them sets no clocks.
 */
export interface Timed {
  readonly time?: {
    readonly packs: readonly PublishedVersion<PacksVersion>[];
    readonly calendars: readonly PublishedVersion<CalendarsVersion>[];
  };
}
type PublishedVersion<V> = V & { readonly effectiveFrom: Instant };

/**
 * Decided under the authority matrix in force, which arrives as data, as does what the merged and joint cases cost; absent where there are
 * none.
 */
type UnderMatrix<T extends string, D extends object> = Command<T, D> & {
  readonly matrix: Matrix;
  readonly others?: readonly CountedCase[];
};

/** The case that another is linked with or merged into, as it stands at the decision. */
export interface NamedCase {
  readonly status: 'none' | 'open' | 'closed';
  readonly mergedInto: string | null;
  /** When it was closed last; absent while it is open. */
  readonly closedAt?: Instant;
  /** Legal holds that are on it; absent where there are none. */
  readonly holds?: readonly LegalHold[];
}

/** Names another case: which one it is itself, and how the other stands, arrive as data. */
type OnTwo<T extends string, D extends object> = Command<T, D> & { readonly complaintId: string; readonly other: NamedCase };

type Optional<D, K extends keyof D> = D extends unknown ? Omit<D, K> & Partial<Pick<D, K>> : never;

/*
 * What can be asked of a complaint. A command carries the data of its event in plain text, less what the decision itself knows
 * (the level before, the count of reopenings). Shapes are validated at the edge; decisions refuse what makes no sense.
 */
/** With the keyword library in force the words of the complaint suggest a category. */
export type Receive = Command<'receive', Opened<Omit<ReceivedData, 'suggestion' | 'pack' | 'words'>>> &
  Coded & { readonly keywords?: KeywordsVersion };
export type Acknowledge = Command<'acknowledge', Opened<AcknowledgedData>>;
export type Assign = Command<'assign', Opened<AssignedData>>;
export type Apologise = Command<'apologise', Opened<Omit<ApologisedData, 'preReceipt'>>>;
export type Investigate = Command<'investigate', Opened<InvestigatedData>> & Coded;
/** Without `approvalRound` that of the current proposal; without `acceptance` what the customer decided on it. */
export type Compensate = UnderMatrix<'compensate', Opened<Optional<CompensatedData, 'acceptance'>>> & Coded;
export type Escalate = Command<'escalate', Opened<Omit<EscalatedWithin, 'from'>> | Opened<EscalatedOutside>>;
export type Reply = Command<'reply', Opened<ReplySentData>>;
export type FollowUp = Command<'followUp', Opened<Omit<FollowedUpData, 'words'>>>;
export type Close = Command<'close', Opened<ClosedData>> & Coded & Timed;
/** `recourse` is named to the customer with the closing; none if absent. */
export type Withdraw = Command<'withdraw', Opened<WithdrawnData> & { readonly recourse?: readonly Recourse[] }>;
export type Reopen = Command<'reopen', Opened<Omit<ReopenedData, 'count'>>>;

export type Classify = Command<'classify', ClassifiedData> & Coded;
export type HandBack = Command<'handBack', Opened<Omit<HandedBackData, 'from'>>>;
/** Without `person` it is who acts. */
export type Recuse = Command<'recuse', Opened<Optional<RecusedData, 'person'>>>;
export type AddEvidence = Command<'addEvidence', Opened<Omit<EvidenceAddedData, 'preReceipt'>>>;
export type AddNote = Command<'addNote', Opened<NoteAddedData>>;
export type RecordContact = Command<'recordContact', Opened<Omit<ContactMadeData, 'preReceipt' | 'words'>>>;
export type MakePromise = UnderMatrix<'makePromise', Opened<PromiseMadeData>>;
export type Propose = UnderMatrix<'propose', Opened<Omit<ResolutionProposedData, 'round' | 'proposer'>>> & Coded;
export type WithdrawProposal = Command<'withdrawProposal', Opened<Omit<ResolutionWithdrawnData, 'round'>>>;

/** Somebody signs for a role, or refuses to. */
export interface ApproveData {
  /** Default: the current round. */
  readonly round?: number;
  readonly decision: 'granted' | 'refused';
  /** Which role, where the actor could fill several; the first that is missing if left out. */
  readonly role?: string;
  /** A code: why it is refused. */
  readonly reason?: string;
  /** By which delegation. */
  readonly delegation?: string;
  /** Of a body. */
  readonly resolution?: Resolution;
  readonly note?: string;
}
/** `delegation` is that of `data.delegation` as it stands at this moment; absent if there is none in force. */
export type Approve = Command<'approve', ApproveData> & { readonly delegation?: Delegation };

interface ForRound {
  /** Default: the current round. */
  readonly round?: number;
}
/** What the customer, or who may decide for them, says to the current proposal. */
export type CustomerDecision =
  | (ForRound & { readonly decision: 'accepted' } & Opened<Optional<Omit<CustomerAcceptedData, 'round'>, 'subjectToApproval'>>)
  | (ForRound & { readonly decision: 'refused' } & Opened<Omit<CustomerRefusedData, 'round' | 'words'>>);
export type RecordCustomerDecision = Command<'recordCustomerDecision', CustomerDecision>;

/** Without `compensation` the only one that is still owed. */
export type Fulfil = Command<'fulfil', Opened<Optional<Omit<RemedyFulfilledData, 'confirmedBy'>, 'compensation'>>>;
export type FailPayment = Command<'failPayment', Opened<Optional<PaymentFailedData, 'compensation'>>>;
export type CancelCompensation = Command<'cancelCompensation', Opened<Optional<CompensationCancelledData, 'compensation'>>>;

export type HandOver = Command<'handOver', Opened<Omit<HandedOverData, 'from'>>>;
export type RequestContribution = Command<'requestContribution', Opened<Omit<ContributionRequestedData, 'contribution'>>>;
/** Without `contribution` the only one that is still asked for. */
export type GiveContribution = Command<'giveContribution', Opened<Optional<ContributionGivenData, 'contribution'>>>;
export type TakeInterimMeasure = Command<'takeInterimMeasure', Opened<InterimMeasureTakenData>>;
export type Arrive = Command<'arrive', BranchVisitData>;
export type Depart = Command<'depart', BranchVisitData>;
export type RecordExternalDecision = Command<'recordExternalDecision', Opened<ExternalDecisionReceivedData>>;

/** What of the form was wrong, and what is right. */
export interface CorrectData extends Pick<Opened<CorrectedData>, 'reason' | 'note'> {
  readonly field: CorrectableField;
  /** What the corrector takes the field to say; refused if it says something else. Not for personal fields. */
  readonly old?: PlainValue;
  /** Null: there should be none. Of a personal field whatever the form has there. */
  readonly new: unknown;
}
export type Correct = Command<'correct', CorrectData> & Coded;

export type Link = OnTwo<'link', Opened<LinkedData>>;
export type Unlink = Command<'unlink', Opened<Optional<UnlinkedData, 'kind'>>>;
export type Merge = OnTwo<'merge', Opened<MergedIntoData>>;
export type Unmerge = Command<'unmerge', Opened<Omit<UnmergedData, 'complaintId'>>>;
export type PlaceLegalHold = Command<'placeLegalHold', Opened<Omit<LegalHoldPlacedData, 'hold'>>>;
export type LiftLegalHold = Command<'liftLegalHold', LegalHoldLiftedData>;
/**
 * `other`: of a merged case, the one in which it goes on. `retention`: how long cases are kept, the years and months counted in `zone`, an
 * IANA name; without them nothing is.
 */
export type ErasePersonalData = Command<'erasePersonalData', PersonalDataErasedData> & {
  readonly other?: NamedCase;
  readonly retention?: RetentionVersion;
  readonly zone?: string;
};

/** Without `promise` the only one that was not kept yet. */
export type KeepPromise = Command<'keepPromise', Opened<Optional<PromiseKeptData, 'promise'>>>;
/** It is `due` by the clock of `now`, or a share of its time is over: what follows, the decision says. */
export type FireDeadline = Command<'fireDeadline', { readonly clock: string }>;
export type PauseDeadline = Command<'pauseDeadline', Pick<Opened<DeadlinePausedData>, 'clock' | 'note'> & { readonly reason: string }>;
export type ResumeDeadline = Command<'resumeDeadline', Pick<Opened<DeadlineResumedData>, 'clock' | 'note'> & { readonly reason: string }> &
  Timed;
/** Who acts approves it. */
export type ExtendDeadline = Command<'extendDeadline', Pick<Opened<DeadlineExtendedData>, 'clock' | 'reason' | 'requestedBy' | 'note'>> &
  Timed;
export type JoinIncident = Command<'joinIncident', JoinedIncidentData>;
export type LeaveIncident = Command<'leaveIncident', Opened<LeftIncidentData>>;

type Imported<E> = E extends ComplaintEvent
  ? { readonly type: E['type']; readonly occurredAt: Instant; readonly precision?: Precision; readonly data: Opened<E['data']> }
  : never;

/** What is taken over from other systems. */
export const importedTypes = [
  'Received',
  'Acknowledged',
  'Assigned',
  'Apologised',
  'Investigated',
  'Compensated',
  'Escalated',
  'ReplySent',
  'FollowedUp',
  'Closed',
  'Withdrawn',
  'Reopened',
] as const satisfies readonly ComplaintEvent['type'][];

/** An event as it is taken over from another system: its own time, and how exactly that is known. */
export type ImportedEvent = Imported<Extract<ComplaintEvent, { type: (typeof importedTypes)[number] }>>;

/** One case of another system (spine, "Import of histories"): one append, `Received` first. */
export interface ImportHistory {
  readonly source: Source;
  readonly events: readonly ImportedEvent[];
  /** The source's columns kept as they were, without personal ones. */
  readonly columns: Readonly<Record<string, string>>;
  readonly warnings: readonly ImportWarning[];
}

export type ImportHistoryCommand = Command<'importHistory', ImportHistory>;

export type ComplaintCommand = Timed & Asked;

type Asked =
  | Receive
  | Acknowledge
  | Assign
  | Apologise
  | Investigate
  | Compensate
  | Escalate
  | Reply
  | FollowUp
  | Close
  | Withdraw
  | Reopen
  | Classify
  | HandBack
  | Recuse
  | AddEvidence
  | AddNote
  | RecordContact
  | MakePromise
  | Propose
  | WithdrawProposal
  | Approve
  | RecordCustomerDecision
  | Fulfil
  | FailPayment
  | CancelCompensation
  | HandOver
  | RequestContribution
  | GiveContribution
  | TakeInterimMeasure
  | Arrive
  | Depart
  | RecordExternalDecision
  | Correct
  | Link
  | Unlink
  | Merge
  | Unmerge
  | PlaceLegalHold
  | LiftLegalHold
  | ErasePersonalData
  | KeepPromise
  | FireDeadline
  | PauseDeadline
  | ResumeDeadline
  | ExtendDeadline
  | JoinIncident
  | LeaveIncident
  | ImportHistoryCommand;
