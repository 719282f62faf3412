import type {
  AcknowledgedData,
  ApologisedData,
  ApprovalGrantedData,
  ApprovalRefusedData,
  ApprovalRequestedData,
  ApprovalVoidedData,
  AssignedData,
  ClassifiedData,
  ClosedData,
  CompensatedData,
  CompensationCancelledData,
  ComplaintEvent,
  ContactMadeData,
  CustomerAcceptedData,
  CustomerRefusedData,
  DeadlineExtendedData,
  DeadlineMetData,
  DeadlineMissedData,
  DeadlinePausedData,
  DeadlineResumedData,
  DeadlineSetData,
  DeadlineStoppedData,
  DeadlineWarnedData,
  EscalatedData,
  EvidenceAddedData,
  FollowedUpData,
  HandedBackData,
  HistoryImportedData,
  InvestigatedData,
  JoinedIncidentData,
  LegalHoldLiftedData,
  LegalHoldPlacedData,
  LeftIncidentData,
  NoteAddedData,
  PaymentFailedData,
  PromiseKeptData,
  PromiseMadeData,
  ReceivedData,
  RecusedData,
  RemedyFulfilledData,
  ReopenedData,
  ReplySentData,
  RiskEasedData,
  RiskRaisedData,
  ResolutionProposedData,
  ResolutionWithdrawnData,
  WithdrawnData,
  BranchVisitData,
  ContributionGivenData,
  ContributionRequestedData,
  CorrectedData,
  ExternalDecisionReceivedData,
  HandedOverData,
  InterimMeasureTakenData,
  LinkedData,
  MergedIntoData,
  PersonalDataErasedData,
  UnlinkedData,
  UnmergedData,
} from '@redress/complaint';
import type { Actor, Instant, Metadata, Money, Origin, Precision, Recorded } from '@redress/kernel';
import type { ProposalStatus } from '../round.js';

/** Of an event, what a case is told from. */
export type CaseEvent = ComplaintEvent &
  Pick<Recorded, 'stream' | 'revision' | 'position' | 'recordedAt'> & {
    readonly metadata: Pick<Metadata, 'occurredAt' | 'precision' | 'actor' | 'origin' | 'policyVersions'>;
  };

/** What an event said, and when and by whom. Personal fields are as they were read: sealed, unless the reader opened them. */
export type Entry<D> = D & {
  readonly revision: number;
  readonly occurredAt: Instant;
  readonly precision?: Precision;
  readonly recordedAt: Instant;
  readonly by: Actor;
};

/** What the customer, or who may decide for them, said to a proposal. */
export type CustomerDecided =
  (Entry<CustomerAcceptedData> & { readonly decision: 'accepted' }) | (Entry<CustomerRefusedData> & { readonly decision: 'refused' });

/** A proposal and all that came of it. */
export interface ProposalRound {
  /** Ordinal within the complaint, from 1. */
  readonly round: number;
  readonly status: ProposalStatus;
  /** What began it, and what asked for less of the same later; the last one counts. */
  readonly proposed: readonly Entry<ResolutionProposedData>[];
  /** What the matrix asks for; the last one counts. */
  readonly requested: readonly Entry<ApprovalRequestedData>[];
  /** All that were given; those of a voiding's `approver` no longer count. */
  readonly signatures: readonly Entry<ApprovalGrantedData>[];
  readonly refusals: readonly Entry<ApprovalRefusedData>[];
  readonly voidings: readonly Entry<ApprovalVoidedData>[];
  readonly withdrawals: readonly Entry<ResolutionWithdrawnData>[];
  readonly customerDecisions: readonly CustomerDecided[];
}

/** A remedy that was ordered, and neither fulfilled nor cancelled. */
export interface OwedRemedy {
  /** Ordinal among the complaint's compensations, from 1. */
  readonly compensation: number;
  readonly remedy: string;
  readonly borne: Money | null;
  /** `failed`: it was tried, and did not reach the customer. */
  readonly status: 'ordered' | 'failed';
}

/** A correction with what the field said before and says now, sealed where that is personal; null: nothing. */
export type Correction = Entry<Omit<CorrectedData, 'old' | 'new' | 'personal'>> & { readonly old: unknown; readonly new: unknown };

/** What another department was asked for, and what it said; null until it does. */
export interface Contribution {
  readonly requested: Entry<ContributionRequestedData>;
  readonly given: Entry<ContributionGivenData> | null;
}

/** A clock of the case: why it is due then, and everything that happened to it. */
export interface CaseDeadline {
  readonly clock: string;
  readonly rule: string;
  /** `missed`: still owed. */
  readonly status: 'running' | 'paused' | 'missed' | 'met' | 'stopped';
  /** As it was set, resumed or extended last; in time up to this very millisecond. */
  readonly due: Instant;
  readonly set: Entry<DeadlineSetData>;
  /** Those that were given. */
  readonly warnings: readonly Entry<DeadlineWarnedData>[];
  readonly pauses: readonly Entry<DeadlinePausedData>[];
  readonly resumptions: readonly Entry<DeadlineResumedData>[];
  readonly extensions: readonly Entry<DeadlineExtendedData>[];
  readonly missed: readonly Entry<DeadlineMissedData>[];
  readonly met: Entry<DeadlineMetData> | null;
  readonly stopped: Entry<DeadlineStoppedData> | null;
}

/** A whole case, as of one of its events. Plain JSON. Lists are in order of revision. */
export interface ComplaintDetail {
  readonly complaintId: string;
  readonly status: 'open' | 'closed';
  readonly origin: Origin;
  /** Of the latest event. */
  readonly revision: number;
  /** Of the latest event, in the log. */
  readonly position: string;
  readonly recordedAt: Instant;
  /** When the latest event of the case occurred; the import of a history is not one. */
  readonly lastEventAt: Instant;
  /** The complaint form, as it was written. */
  readonly received: Entry<ReceivedData>;
  /** The form as it stands, with every correction. */
  readonly form: ReceivedData;
  /** Version of the taxonomy under which it was coded last, by the form, a correction or what followed; null if only elsewhere. */
  readonly taxonomy: number | null;
  /** 1 is the front line. */
  readonly level: number;
  /** Which kind of complaint it is; null until it was classified. */
  readonly classified: Entry<ClassifiedData> | null;
  /** Who handles it now, by assignment or because it was handed back to them; null if nobody. */
  readonly assigned: Entry<AssignedData> | null;
  /** How it is closed; null while it is open. */
  readonly closed: Entry<ClosedData> | null;
  readonly acknowledgements: readonly Entry<AcknowledgedData>[];
  readonly classifications: readonly Entry<ClassifiedData>[];
  readonly assignments: readonly Entry<AssignedData>[];
  readonly handBacks: readonly Entry<HandedBackData>[];
  readonly recusals: readonly Entry<RecusedData>[];
  readonly evidence: readonly Entry<EvidenceAddedData>[];
  readonly notes: readonly Entry<NoteAddedData>[];
  readonly contacts: readonly Entry<ContactMadeData>[];
  readonly promises: readonly Entry<PromiseMadeData>[];
  readonly apologies: readonly Entry<ApologisedData>[];
  readonly investigations: readonly Entry<InvestigatedData>[];
  /** In order of their rounds. */
  readonly proposals: readonly ProposalRound[];
  readonly compensations: readonly Entry<CompensatedData>[];
  /** What the company bears in total, cancelled remedies left out: one sum per currency, in order of its code. */
  readonly borne: readonly Money[];
  /** Remedies, cancelled ones left out, whose amount the source does not say; they are in no sum. */
  readonly unknownAmounts: number;
  readonly owed: readonly OwedRemedy[];
  readonly fulfilments: readonly Entry<RemedyFulfilledData>[];
  readonly paymentFailures: readonly Entry<PaymentFailedData>[];
  readonly cancellations: readonly Entry<CompensationCancelledData>[];
  readonly escalations: readonly Entry<EscalatedData>[];
  readonly replies: readonly Entry<ReplySentData>[];
  readonly followUps: readonly Entry<FollowedUpData>[];
  readonly withdrawals: readonly Entry<WithdrawnData>[];
  readonly closures: readonly Entry<ClosedData>[];
  readonly reopenings: readonly Entry<ReopenedData>[];
  readonly handOvers: readonly Entry<HandedOverData>[];
  /** What other departments were asked for, in order of their ordinals. */
  readonly contributions: readonly Contribution[];
  readonly interimMeasures: readonly Entry<InterimMeasureTakenData>[];
  /** The customer in a branch, beside what the form says. */
  readonly arrivals: readonly Entry<BranchVisitData>[];
  readonly departures: readonly Entry<BranchVisitData>[];
  readonly externalDecisions: readonly Entry<ExternalDecisionReceivedData>[];
  /** What of the form was wrong; `received` stays as it was written. */
  readonly corrections: readonly Correction[];
  /** The cases that this one has to do with now, and everything that was said about that. */
  readonly links: readonly Entry<LinkedData>[];
  readonly unlinkings: readonly Entry<UnlinkedData>[];
  /** The case that this one was merged into; null if it stands for itself. */
  readonly mergedInto: Entry<MergedIntoData> | null;
  readonly mergers: readonly Entry<MergedIntoData>[];
  readonly unmergings: readonly Entry<UnmergedData>[];
  /** Those that were not lifted; while there is one, nobody the case is about is erased. */
  readonly legalHolds: readonly Entry<LegalHoldPlacedData>[];
  readonly legalHoldsPlaced: readonly Entry<LegalHoldPlacedData>[];
  readonly legalHoldsLifted: readonly Entry<LegalHoldLiftedData>[];
  readonly erasures: readonly Entry<PersonalDataErasedData>[];
  /** Every clock, in the order in which they were set; `promises` are kept by `promise`, their ordinal from 1. */
  readonly deadlines: readonly CaseDeadline[];
  readonly promisesKept: readonly Entry<PromiseKeptData>[];
  /** Why the case is over the threshold of its pack; null while it is not. */
  readonly risk: Entry<RiskRaisedData> | null;
  readonly risksRaised: readonly Entry<RiskRaisedData>[];
  readonly risksEased: readonly Entry<RiskEasedData>[];
  /** The mass incident that it is part of; null if of none. */
  readonly incident: Entry<JoinedIncidentData> | null;
  readonly incidentsJoined: readonly Entry<JoinedIncidentData>[];
  readonly incidentsLeft: readonly Entry<LeftIncidentData>[];
  /** Where it was taken over from, and what was noticed then. */
  readonly imports: readonly Entry<HistoryImportedData>[];
}
