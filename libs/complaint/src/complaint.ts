import type { Requirement } from '@redress/authority';
import type { Event, EventType, EventTypes, Instant, Money, Personal, Sealed } from '@redress/kernel';
import type { ChosenPack, Length, Moment } from '@redress/policy';
import type {
  Acceptance,
  Acceptor,
  Beneficiary,
  ComplainantKind,
  Consent,
  ContributionResult,
  CorrectableField,
  Directness,
  EscalationTrigger,
  ExternalBody,
  ExternalRuling,
  FaultParty,
  Finding,
  Grade,
  Impossibility,
  LinkKind,
  Outcome,
  Recourse,
  ReplyKind,
  RootCause,
  Severity,
  Urgency,
  VoidingCause,
  Waiver,
} from './codes.js';

/*
 * The events of the stream `complaint-<uuid>` (domain §1). Payloads are final: a later version only adds optional fields.
 * `Personal` fields are sealed once stored; everything a decision or a report needs is a plain code, id, staff `sub`, time or amount.
 * `null` means "the source does not say" and occurs in imports only; an absent field means "there was none".
 */

/** How to reach a person. All of it is sealed as one value. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  /** The person's number in the company's own records. */
  readonly customerNumber?: string;
}

/** The complaining customer, and who speaks for or with them. */
export interface Complainant extends Contact {
  /** A proxy or guardian, and in what right: "mother of", "attorney, power of 2026-03-01". */
  readonly representative?: Contact & { readonly capacity?: string };
  /** The others of a joint complaint. */
  readonly others?: readonly Contact[];
}

/** Bytes are kept elsewhere: their SHA-256 in hex, and where they are. */
export interface Evidence {
  readonly hash: string;
  readonly locator: string;
}

/** A text of the library of texts, by id and version. */
export interface Template {
  readonly id: string;
  readonly version: number;
}

/** Who has a case, or a part of the work on it: at least one of a person (staff `sub`), unit, team or skill. */
export interface Holder {
  readonly person?: string;
  readonly unit?: string;
  readonly team?: string;
  readonly skill?: string;
}

/** What the keyword library made of the complaint's words when it was received. */
export interface Suggestion {
  readonly category: string;
  /** Version of the keyword library. */
  readonly library: number;
}

/** The STAR-L note of an investigation: situation, task, action, result, and the lesson learnt (seed 004, 情境-任务-行动-结果-教训). */
export interface StarNote {
  readonly situation?: string;
  readonly task?: string;
  readonly action?: string;
  readonly result?: string;
  readonly lesson?: string;
}

/** The complaint form 咨诉单, the only evidence 唯一凭证: written once. */
export interface ReceivedData {
  readonly channel: string;
  /** 投诉原因, a code of the cause taxonomy. */
  readonly cause: string;
  /** 客户要求 in the customer's words. */
  readonly demands?: Personal<string>;
  /** 第一接待人, a staff `sub`; null where an imported source does not name one. */
  readonly firstReceiver: string | null;
  /** 事件经过, what happened. */
  readonly account?: Personal<string>;
  readonly happenedAt?: Instant;
  readonly place?: Personal<string>;
  readonly personsInvolved?: Personal<readonly string[]>;
  /** At a branch: when the customer came and left. */
  readonly arrivedAt?: Instant;
  readonly departedAt?: Instant;
  readonly product?: string;
  readonly unit?: string;
  readonly jurisdiction?: string;
  readonly complainantKind: ComplainantKind;
  readonly complainant?: Personal<Complainant>;
  /** Staff `sub`s complained about, or who handled the matter complained about: recused (rule 2). */
  readonly respondents: readonly string[];
  readonly grade: Grade;
  readonly tags: readonly string[];
  /** The complaint's number at whoever passed it on, e.g. a regulator. */
  readonly sourceReference?: string;
  /** BCP 47; `und` where unknown. */
  readonly language: string;
  /** Which category the words point to; absent if to none. */
  readonly suggestion?: Suggestion;
  /** The policy pack that the case is handled under; absent where there was none yet. */
  readonly pack?: ChosenPack;
  /** Signals of the pack whose words stand in what the customer said. */
  readonly words?: readonly string[];
}

/** The customer was told that, how and until when the complaint will be handled. */
export interface AcknowledgedData {
  readonly channel: string;
  /** When the customer can expect an answer. */
  readonly answerBy: Instant | null;
  /** How it will be handled, in words. */
  readonly handling?: Personal<string>;
  /** The named contact, a staff `sub`. */
  readonly contact?: string;
  readonly template?: Template;
  readonly recipients?: Personal<readonly string[]>;
  readonly cc?: Personal<readonly string[]>;
  /** The letter as it was sent. */
  readonly letter?: Evidence;
}

/** Who handles it from now on. */
export interface AssignedData extends Holder {
  readonly note?: Personal<string>;
}

/** The case went from one hand into the next, in series: the time in between belongs to who had it. */
export interface HandedOverData {
  /** Null if nobody had it. */
  readonly from: Holder | null;
  readonly to: Holder;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** Another department is asked to do its part, in parallel: the time until it answers belongs to it. */
export interface ContributionRequestedData {
  /** Ordinal within the complaint, from 1. */
  readonly contribution: number;
  readonly of: Holder;
  readonly question: Personal<string>;
  /** Until when it is wanted. */
  readonly answerBy?: Instant;
}

/** The other department answered; who, is in the envelope. */
export interface ContributionGivenData {
  readonly contribution: number;
  readonly result: ContributionResult;
  readonly answer?: Personal<string>;
  /** A code: why it is refused. */
  readonly reason?: string;
  readonly evidence: readonly Evidence[];
}

/** Something was done at once, so that nothing worse happens: stop use 停用, a replacement on loan, … */
export interface InterimMeasureTakenData {
  /** A code: what. */
  readonly measure: string;
  readonly product?: string;
  readonly until?: Instant;
  readonly note?: Personal<string>;
}

/** The customer came to a branch, or left it. Each is an event, so that the time in the branch is measured. */
export interface BranchVisitData {
  /** The branch; absent if it is the unit of the complaint. */
  readonly unit?: string;
}

/** A body outside decided. */
export interface ExternalDecisionReceivedData {
  readonly body: ExternalBody;
  readonly ruling: ExternalRuling;
  /** The case's number there. */
  readonly reference?: string;
  /** What it awards to the customer. */
  readonly award?: Money;
  readonly decidedAt?: Instant;
  readonly evidence?: Evidence;
  readonly note?: Personal<string>;
}

/** A value of the form that is no personal data; null: none. */
export type PlainValue = string | readonly string[] | null;

/** A field of the form was wrong (rule 1). The form stays as it was written; what counts from now on is this value. */
export interface CorrectedData {
  /** Ordinal within the complaint, from 1. */
  readonly correction: number;
  readonly field: CorrectableField;
  /** Where the old value was written: 0 the form, else the correction of this ordinal. */
  readonly replaces: number;
  /** Old and new value, unless the field is personal. */
  readonly old?: PlainValue;
  readonly new?: PlainValue;
  /** The new value of a personal field; absent if it was struck out. The old one is where `replaces` says. */
  readonly personal?: Personal<unknown>;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** The case has to do with another. The other's stream says the same, by automation. */
export interface LinkedData {
  readonly complaintId: string;
  readonly kind: LinkKind;
  readonly note?: Personal<string>;
}

export interface UnlinkedData {
  readonly complaintId: string;
  readonly kind: LinkKind;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** The case goes on in another; what was ordered here counts towards that one's total. */
export interface MergedIntoData {
  readonly complaintId: string;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** It was a case of its own after all: it stands as it stood before the merge, but for what voided its approvals. */
export interface UnmergedData {
  readonly complaintId: string;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** The case is needed as it is, for a court, an authority or an audit: nobody it is about is erased until the hold is lifted. */
export interface LegalHoldPlacedData {
  /** Ordinal within the complaint, from 1. */
  readonly hold: number;
  /** A code: why. */
  readonly reason: string;
  /** What it is kept for: a file number, who asked. */
  readonly reference?: Personal<string>;
}

export interface LegalHoldLiftedData {
  readonly hold: number;
  /** A code: why. */
  readonly reason: string;
}

/** The key of the complaint's data subject is destroyed: nothing personal in this stream can be read any more. */
export interface PersonalDataErasedData {
  /** A code: why, e.g. request-of-the-person. */
  readonly reason: string;
  /** The erasure request that was approved; absent before there were any. */
  readonly request?: string;
}

/** An apology was given, as a text of its own or a template's. */
export interface ApologisedData {
  /** Who apologised, a staff `sub`; a respondent may. */
  readonly apologist: string;
  readonly channel: string;
  readonly text?: Personal<string>;
  readonly template?: Template;
  readonly recipients?: Personal<readonly string[]>;
  readonly cc?: Personal<readonly string[]>;
  readonly admitsFault: boolean;
  /** The letter as it was sent. */
  readonly letter?: Evidence;
  /** It is older than the complaint form (rule 1). */
  readonly preReceipt?: true;
}

/** A finding was reached. */
export interface InvestigatedData {
  readonly finding: Finding;
  /** Absent only if nothing was substantiated. */
  readonly faultParty?: FaultParty;
  /** Fishbone branch; absent only if nothing was substantiated. */
  readonly rootCause?: RootCause;
  /** A branch of the company's own below it, a code of the taxonomy. */
  readonly branch?: string;
  readonly evidence: readonly Evidence[];
  readonly note?: Personal<StarNote>;
  /** Behind the visible issue 显性 lay a hidden one 隐性. */
  readonly hiddenIssue: boolean;
  /** 最不利解释原则: where a text was unclear, it was read against ourselves. */
  readonly unfavourableReading: boolean;
}

/** A remedy was ordered. */
export interface CompensatedData {
  /** A code of the remedy menu: refund, replacement, voucher, gift, … */
  readonly remedy: string;
  /** 公司承担金额, what the company bears. null: an imported relief without an amount is an unknown amount, not zero. */
  readonly borne: Money | null;
  /** What the customer asked for. */
  readonly claimed?: Money;
  /** Ordinal of the proposal's round within the complaint; absent where the total needed no signature, and in imports. */
  readonly approvalRound?: number;
  /** A code: why less was ordered than was approved. */
  readonly lessBecause?: string;
  readonly acceptance: Acceptance;
  readonly acceptedBy?: Acceptor;
  /** Required unless the customer accepted in person. */
  readonly acceptanceEvidence?: Evidence;
  readonly note?: Personal<string>;
}

interface Escalation {
  /** A code: why. */
  readonly reason: string;
  readonly trigger: EscalationTrigger;
  readonly note?: Personal<string>;
}

/** Handling moved up a level: 1 is the front line. */
export interface EscalatedWithin extends Escalation {
  readonly track: 'level';
  readonly from: number;
  readonly to: number;
}

/** The case also runs at a body outside; the level stays. */
export interface EscalatedOutside extends Escalation {
  readonly track: 'external';
  readonly body: ExternalBody;
  /** The case's number there. */
  readonly reference?: string;
}

export type EscalatedData = EscalatedWithin | EscalatedOutside;

/** A reply to the customer. A final one has reasons and names recourse (rule 6). */
export interface ReplySentData {
  readonly kind: ReplyKind;
  readonly channel: string;
  readonly text?: Personal<string>;
  readonly template?: Template;
  readonly reasons?: Personal<string>;
  readonly recourse: readonly Recourse[];
  readonly recipients?: Personal<readonly string[]>;
  readonly cc?: Personal<readonly string[]>;
  /** The letter as it was sent. */
  readonly letter?: Evidence;
  /** The notice of a mass incident, by its ordinal there: all members are told the same. */
  readonly incident?: { readonly incidentId: string; readonly notice: number };
}

/** The customer was asked, or it was tried, or it is recorded why they cannot be asked. */
export interface FollowedUpData {
  /** Absent only with an impossibility. */
  readonly channel?: string;
  readonly reached: boolean;
  /** 1 (very dissatisfied) to 5 (very satisfied). */
  readonly satisfaction?: number;
  readonly solved?: boolean;
  readonly comment?: Personal<string>;
  readonly newDemand?: Personal<string>;
  readonly wouldBuyAgain?: boolean;
  readonly impossibility?: Impossibility;
  /** As in `Received`. */
  readonly words?: readonly string[];
}

/** The case ended. */
export interface ClosedData {
  readonly outcome: Outcome;
  /** Absent in imports, and after a withdrawal without a reason. */
  readonly summary?: Personal<string>;
  /** The channel on which the customer was told; null if anonymous, or unknown to an import. */
  readonly toldVia: string | null;
  readonly recourse: readonly Recourse[];
  /** 当场解决: the customer accepted the resolution on the spot, and how. */
  readonly acceptedOnTheSpot?: Consent;
  /** The customer accepted the resolution of a summary reply within the summary period, and how. */
  readonly acceptedInSummary?: Consent;
}

/** The customer takes the complaint back; `Closed` follows in the same append (rule 8). */
export interface WithdrawnData {
  readonly channel: string;
  readonly reason?: Personal<string>;
}

/** A closed case is open again, for the n-th time. */
export interface ReopenedData {
  /** A code: why. */
  readonly reason: string;
  /** 1 for the first reopening. */
  readonly count: number;
  readonly note?: Personal<string>;
}

/** Which kind of complaint it is; a later classification replaces the earlier. */
export interface ClassifiedData {
  readonly category: string;
  readonly severity: Severity;
  readonly urgency: Urgency;
  /** A code: what it does to the customer or the company. */
  readonly impact?: string;
  readonly directness: Directness;
  /** Codes: what the customer needs, e.g. to be heard, respect, redress. */
  readonly needs: readonly string[];
  /** To be handled with discretion. */
  readonly sensitive: boolean;
}

/** The case goes back to a lower level: escalation itself never goes down (rule 9). */
export interface HandedBackData {
  readonly from: number;
  readonly to: number;
  /** A code: why. */
  readonly reason: string;
  /** Who handles it there, a staff `sub`. */
  readonly person?: string;
  readonly note?: Personal<string>;
}

/** Somebody keeps out of the case from now on (rule 2). */
export interface RecusedData {
  /** A staff `sub`. */
  readonly person: string;
  /** A code: why. */
  readonly reason: string;
  /** Roles in which nobody else is left to act: the matrix's stand-ins take their place. */
  readonly vacates: readonly string[];
  readonly note?: Personal<string>;
}

/** Bytes are kept elsewhere: in the evidence store, or where the locator says. */
export interface EvidenceAddedData extends Evidence {
  /** Of what is in the evidence store: what it is, and how many bytes before encryption. */
  readonly mediaType?: string;
  readonly bytes?: number;
  readonly description?: Personal<string>;
  /** True if it is older than the complaint form (rule 1). */
  readonly preReceipt: boolean;
}

/** For colleagues, not for the customer. */
export interface NoteAddedData {
  readonly text: Personal<string>;
}

/** Somebody spoke with the customer, or tried to. */
export interface ContactMadeData {
  readonly channel: string;
  readonly direction: 'inbound' | 'outbound';
  readonly reached: boolean;
  readonly summary?: Personal<string>;
  /** True if it was before the complaint form (rule 1). */
  readonly preReceipt: boolean;
  /** As in `Received`. */
  readonly words?: readonly string[];
}

/** The customer was promised something by a date, perhaps an amount. */
export interface PromiseMadeData {
  readonly promise: Personal<string>;
  readonly due: Instant;
  readonly amount?: Money;
  readonly channel: string;
}

/** A remedy was proposed. A round begins with it, unless it asks for less of the same: then the round goes on. */
export interface ResolutionProposedData {
  /** Ordinal of the round within the complaint, from 1. */
  readonly round: number;
  readonly remedy: string;
  readonly borne: Money;
  readonly claimed?: Money;
  readonly beneficiary: Beneficiary;
  /** Codes: on what terms, e.g. return-of-goods. */
  readonly terms: readonly string[];
  /** A staff `sub`. */
  readonly proposer: string;
  readonly note?: Personal<string>;
  /** What a mass incident offers to all of its members, by its ordinal there. */
  readonly incident?: { readonly incidentId: string; readonly offer: number };
}

export interface ResolutionWithdrawnData {
  readonly round: number;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** What another case of the same matter costs (rule 3), as it stands at a decision. */
export interface CountedCase {
  readonly complaintId: string;
  /** Ordered there and not cancelled; unknown amounts of imports are in no sum. */
  readonly ordered: readonly Money[];
  /** What is proposed there at this moment and not ordered yet. */
  readonly proposed?: Money;
}

/** The matrix's answer to a proposal, frozen in the same append. Nobody has to sign if `required` is empty. */
export interface ApprovalRequestedData extends Requirement {
  readonly round: number;
  /** Merged and joint cases that the total counts, with what is ordered or proposed in them; absent if there are none. */
  readonly counted?: readonly CountedCase[];
  /** From then on nothing can be signed or ordered in this round. */
  readonly lapsesAt?: Instant;
}

/** How a body such as the board decided. */
export interface Resolution {
  readonly number: string;
  /** The local day, `2026-11-22`. */
  readonly date: string;
  /** SHA-256 of the minutes, hex. */
  readonly minutesHash: string;
  /** Staff `sub`s. */
  readonly voters: readonly string[];
  readonly recusals: readonly string[];
}

interface Signature {
  readonly round: number;
  /** The role that was filled, and where it stands in for one that recusals emptied, that one. */
  readonly role: string;
  readonly standsInFor?: string;
  /** A staff `sub`; of a body's resolution, who recorded it. */
  readonly approver: string;
  /** Who delegated their authority, and by which delegation. */
  readonly actingFor?: string;
  readonly delegation?: string;
  readonly resolution?: Resolution;
  readonly note?: Personal<string>;
}

export interface ApprovalGrantedData extends Signature {
  /** True if nothing is missing any more. */
  readonly completes: boolean;
}

/** Ends the round. */
export interface ApprovalRefusedData extends Signature {
  /** A code: why. */
  readonly reason: string;
}

/** A round, or one signature in it, no longer counts. */
export interface ApprovalVoidedData {
  readonly round: number;
  readonly cause: VoidingCause;
  /** Whose signature alone is void; the round goes on. */
  readonly approver?: string;
}

export interface CustomerAcceptedData {
  readonly round: number;
  readonly consent: Consent;
  readonly acceptedBy: Acceptor;
  /** Required unless the customer accepted in person. */
  readonly evidence?: Evidence;
  /** The offer said that it is subject to approval. */
  readonly subjectToApproval: boolean;
  readonly note?: Personal<string>;
}

export interface CustomerRefusedData {
  readonly round: number;
  readonly refusedBy: Acceptor;
  readonly reason?: Personal<string>;
  readonly newDemand?: Personal<string>;
  /** As in `Received`. */
  readonly words?: readonly string[];
}

/** The customer has what was ordered. */
export interface RemedyFulfilledData {
  /** Ordinal of the `Compensated` within the complaint, from 1. */
  readonly compensation: number;
  /** A staff `sub`. */
  readonly confirmedBy: string;
  /** Of the payment or the parcel. */
  readonly reference?: string;
}

/** It did not reach the customer; it is still owed. */
export interface PaymentFailedData {
  readonly compensation: number;
  /** A code: why. */
  readonly reason: string;
  readonly reference?: string;
}

/** It is no longer owed. */
export interface CompensationCancelledData {
  readonly compensation: number;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** A promise was kept; the ordinal is that of its `PromiseMade` within the complaint, from 1. */
export interface PromiseKeptData {
  readonly promise: number;
  readonly note?: Personal<string>;
}

/** When something is said of a running clock before it is due: at so many per cent of its time. */
export interface Warning {
  readonly percent: number;
  readonly at: Instant;
}

/** A clock of the pack began to run, in the append that caused it. It says why it is due then, for good. */
export interface DeadlineSetData {
  /** Of the clock within the complaint: the rule's code, `promise-2` where each moment has one of its own, `reply-2` for the second time. */
  readonly clock: string;
  /** The code of the rule in the pack. */
  readonly rule: string;
  readonly pack: ChosenPack;
  readonly calendar: { readonly name: string; readonly version: number };
  /** What started it, and when. */
  readonly moment: Moment;
  readonly from: Instant;
  readonly length: Length | 'as-said';
  /** In time up to this very millisecond. */
  readonly due: Instant;
  readonly warnings: readonly Warning[];
  readonly statutory: boolean;
  /** The role that has to see to it. */
  readonly responsible: string;
  /** The paragraph that the rule comes from. */
  readonly source: string;
  /** It was typed in late and something of it would fire at once: not before this, so that people can say first what came of it. */
  readonly firesFrom?: Instant;
  /** The due time lies beyond the days for which the calendar knows the holidays, or on a provisional one's account. */
  readonly provisional?: true;
}

/** A share of a clock's time is over. */
export interface DeadlineWarnedData {
  readonly clock: string;
  readonly rule: string;
  readonly percent: number;
  readonly due: Instant;
}

/** Time stands still: it is the customer's turn. */
export interface DeadlinePausedData {
  readonly clock: string;
  /** What paused it, or the code of a person's reason. */
  readonly moment?: Moment;
  readonly reason?: string;
  readonly note?: Personal<string>;
}

export interface DeadlineResumedData {
  readonly clock: string;
  readonly moment?: Moment;
  readonly reason?: string;
  readonly due: Instant;
  readonly warnings: readonly Warning[];
  readonly note?: Personal<string>;
}

export interface DeadlineExtendedData {
  readonly clock: string;
  /** Ordinal among the extensions of this clock, from 1. */
  readonly extension: number;
  readonly before: Instant;
  readonly due: Instant;
  readonly warnings: readonly Warning[];
  readonly length: Length;
  /** Who approved it, a staff `sub`, in which role; and who had asked for it. */
  readonly approver: string;
  readonly role: string;
  readonly requestedBy?: string;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** What was owed is done, in time or not. */
export interface DeadlineMetData {
  readonly clock: string;
  readonly rule: string;
  readonly moment: Moment;
  readonly due: Instant;
  /** It happened after it was due. */
  readonly late?: true;
}

/** The due time went by. It is still owed. */
export interface DeadlineMissedData {
  readonly clock: string;
  readonly rule: string;
  readonly due: Instant;
}

/** Nothing is owed any more. */
export interface DeadlineStoppedData {
  readonly clock: string;
  readonly rule: string;
  readonly moment: Moment | 'merged';
}

/** What of a signal counts: how often it was there beyond what is let pass, and what that makes. */
export interface CountedSignal {
  readonly signal: string;
  readonly count: number;
  readonly points: number;
}

/** The case has come over the threshold of its pack: once per rise. */
export interface RiskRaisedData {
  readonly score: number;
  readonly threshold: number;
  /** Those with points, in the order of the pack. */
  readonly signals: readonly CountedSignal[];
  readonly pack: ChosenPack;
}

/** The case is below the threshold again. */
export type RiskEasedData = RiskRaisedData;

/** The case is one of many of the same cause. What the company does for all of them follows by automation. */
export interface JoinedIncidentData {
  readonly incidentId: string;
}

export interface LeftIncidentData {
  readonly incidentId: string;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** Where an imported history came from. */
export interface Source {
  readonly system: string;
  /** The source's id, else a hash of the row plus its ordinal among equal rows. */
  readonly id: string;
  readonly file?: string;
  readonly line?: number;
}

/** Something an importer noticed; not personal. */
export interface ImportWarning {
  readonly code: string;
  readonly detail: string;
}

/** Everything before this event in the same append was taken over from another system. */
export interface HistoryImportedData {
  readonly source: Source;
  /** The source's columns kept as they were, without personal ones. */
  readonly columns: Readonly<Record<string, string>>;
  readonly waived: readonly Waiver[];
  readonly warnings: readonly ImportWarning[];
}

export type Received = Event<'Received', ReceivedData>;
export type Acknowledged = Event<'Acknowledged', AcknowledgedData>;
export type Assigned = Event<'Assigned', AssignedData>;
export type Apologised = Event<'Apologised', ApologisedData>;
export type Investigated = Event<'Investigated', InvestigatedData>;
export type Compensated = Event<'Compensated', CompensatedData>;
export type Escalated = Event<'Escalated', EscalatedData>;
export type ReplySent = Event<'ReplySent', ReplySentData>;
export type FollowedUp = Event<'FollowedUp', FollowedUpData>;
export type Closed = Event<'Closed', ClosedData>;
export type Withdrawn = Event<'Withdrawn', WithdrawnData>;
export type Reopened = Event<'Reopened', ReopenedData>;
export type Classified = Event<'Classified', ClassifiedData>;
export type HandedBack = Event<'HandedBack', HandedBackData>;
export type Recused = Event<'Recused', RecusedData>;
export type EvidenceAdded = Event<'EvidenceAdded', EvidenceAddedData>;
export type NoteAdded = Event<'NoteAdded', NoteAddedData>;
export type ContactMade = Event<'ContactMade', ContactMadeData>;
export type PromiseMade = Event<'PromiseMade', PromiseMadeData>;
export type ResolutionProposed = Event<'ResolutionProposed', ResolutionProposedData>;
export type ResolutionWithdrawn = Event<'ResolutionWithdrawn', ResolutionWithdrawnData>;
export type ApprovalRequested = Event<'ApprovalRequested', ApprovalRequestedData>;
export type ApprovalGranted = Event<'ApprovalGranted', ApprovalGrantedData>;
export type ApprovalRefused = Event<'ApprovalRefused', ApprovalRefusedData>;
export type ApprovalVoided = Event<'ApprovalVoided', ApprovalVoidedData>;
export type CustomerAccepted = Event<'CustomerAccepted', CustomerAcceptedData>;
export type CustomerRefused = Event<'CustomerRefused', CustomerRefusedData>;
export type RemedyFulfilled = Event<'RemedyFulfilled', RemedyFulfilledData>;
export type PaymentFailed = Event<'PaymentFailed', PaymentFailedData>;
export type CompensationCancelled = Event<'CompensationCancelled', CompensationCancelledData>;
export type HandedOver = Event<'HandedOver', HandedOverData>;
export type ContributionRequested = Event<'ContributionRequested', ContributionRequestedData>;
export type ContributionGiven = Event<'ContributionGiven', ContributionGivenData>;
export type InterimMeasureTaken = Event<'InterimMeasureTaken', InterimMeasureTakenData>;
export type CustomerArrived = Event<'CustomerArrived', BranchVisitData>;
export type CustomerDeparted = Event<'CustomerDeparted', BranchVisitData>;
export type ExternalDecisionReceived = Event<'ExternalDecisionReceived', ExternalDecisionReceivedData>;
export type Corrected = Event<'Corrected', CorrectedData>;
export type Linked = Event<'Linked', LinkedData>;
export type Unlinked = Event<'Unlinked', UnlinkedData>;
export type MergedInto = Event<'MergedInto', MergedIntoData>;
export type Unmerged = Event<'Unmerged', UnmergedData>;
export type LegalHoldPlaced = Event<'LegalHoldPlaced', LegalHoldPlacedData>;
export type LegalHoldLifted = Event<'LegalHoldLifted', LegalHoldLiftedData>;
export type PersonalDataErased = Event<'PersonalDataErased', PersonalDataErasedData>;
export type PromiseKept = Event<'PromiseKept', PromiseKeptData>;
export type DeadlineSet = Event<'DeadlineSet', DeadlineSetData>;
export type DeadlineWarned = Event<'DeadlineWarned', DeadlineWarnedData>;
export type DeadlinePaused = Event<'DeadlinePaused', DeadlinePausedData>;
export type DeadlineResumed = Event<'DeadlineResumed', DeadlineResumedData>;
export type DeadlineExtended = Event<'DeadlineExtended', DeadlineExtendedData>;
export type DeadlineMet = Event<'DeadlineMet', DeadlineMetData>;
export type DeadlineMissed = Event<'DeadlineMissed', DeadlineMissedData>;
export type DeadlineStopped = Event<'DeadlineStopped', DeadlineStoppedData>;
export type RiskRaised = Event<'RiskRaised', RiskRaisedData>;
export type RiskEased = Event<'RiskEased', RiskEasedData>;
export type JoinedIncident = Event<'JoinedIncident', JoinedIncidentData>;
export type LeftIncident = Event<'LeftIncident', LeftIncidentData>;
export type HistoryImported = Event<'HistoryImported', HistoryImportedData>;

export type ComplaintEvent =
  | Received
  | Acknowledged
  | Assigned
  | Apologised
  | Investigated
  | Compensated
  | Escalated
  | ReplySent
  | FollowedUp
  | Closed
  | Withdrawn
  | Reopened
  | Classified
  | HandedBack
  | Recused
  | EvidenceAdded
  | NoteAdded
  | ContactMade
  | PromiseMade
  | ResolutionProposed
  | ResolutionWithdrawn
  | ApprovalRequested
  | ApprovalGranted
  | ApprovalRefused
  | ApprovalVoided
  | CustomerAccepted
  | CustomerRefused
  | RemedyFulfilled
  | PaymentFailed
  | CompensationCancelled
  | HandedOver
  | ContributionRequested
  | ContributionGiven
  | InterimMeasureTaken
  | CustomerArrived
  | CustomerDeparted
  | ExternalDecisionReceived
  | Corrected
  | Linked
  | Unlinked
  | MergedInto
  | Unmerged
  | LegalHoldPlaced
  | LegalHoldLifted
  | PersonalDataErased
  | PromiseKept
  | DeadlineSet
  | DeadlineWarned
  | DeadlinePaused
  | DeadlineResumed
  | DeadlineExtended
  | DeadlineMet
  | DeadlineMissed
  | DeadlineStopped
  | RiskRaised
  | RiskEased
  | JoinedIncident
  | LeftIncident
  | HistoryImported;

/** What happens to a proposal until its remedy is ordered. */
export type ProposalEvent =
  | ResolutionProposed
  | ResolutionWithdrawn
  | ApprovalRequested
  | ApprovalGranted
  | ApprovalRefused
  | ApprovalVoided
  | CustomerAccepted
  | CustomerRefused;

export type ComplaintEventType = ComplaintEvent['type'];

/** Data as it is before sealing or after opening: what commands carry. */
export type Opened<D> = D extends unknown ? { [K in keyof D]: Exclude<D[K], Sealed> } : never;

type PersonalField<D> = D extends unknown ? { [K in keyof D]-?: Sealed extends D[K] ? K : never }[keyof D] : never;

/** A record and not a list, so that a `Personal` field that is not named here does not compile. */
const version1 = <E extends ComplaintEvent>(personal: Record<PersonalField<E['data']>, 'personal'>): EventType => ({
  version: 1,
  personal: Object.keys(personal),
});

/** What is written today, and which fields are sealed (spine, "Envelope"). */
export const complaintEventTypes: EventTypes<ComplaintEvent> = {
  Received: version1<Received>({
    demands: 'personal',
    account: 'personal',
    place: 'personal',
    personsInvolved: 'personal',
    complainant: 'personal',
  }),
  Acknowledged: version1<Acknowledged>({ handling: 'personal', recipients: 'personal', cc: 'personal' }),
  Assigned: version1<Assigned>({ note: 'personal' }),
  Apologised: version1<Apologised>({ text: 'personal', recipients: 'personal', cc: 'personal' }),
  Investigated: version1<Investigated>({ note: 'personal' }),
  Compensated: version1<Compensated>({ note: 'personal' }),
  Escalated: version1<Escalated>({ note: 'personal' }),
  ReplySent: version1<ReplySent>({ text: 'personal', reasons: 'personal', recipients: 'personal', cc: 'personal' }),
  FollowedUp: version1<FollowedUp>({ comment: 'personal', newDemand: 'personal' }),
  Closed: version1<Closed>({ summary: 'personal' }),
  Withdrawn: version1<Withdrawn>({ reason: 'personal' }),
  Reopened: version1<Reopened>({ note: 'personal' }),
  Classified: version1<Classified>({}),
  HandedBack: version1<HandedBack>({ note: 'personal' }),
  Recused: version1<Recused>({ note: 'personal' }),
  EvidenceAdded: version1<EvidenceAdded>({ description: 'personal' }),
  NoteAdded: version1<NoteAdded>({ text: 'personal' }),
  ContactMade: version1<ContactMade>({ summary: 'personal' }),
  PromiseMade: version1<PromiseMade>({ promise: 'personal' }),
  ResolutionProposed: version1<ResolutionProposed>({ note: 'personal' }),
  ResolutionWithdrawn: version1<ResolutionWithdrawn>({ note: 'personal' }),
  ApprovalRequested: version1<ApprovalRequested>({}),
  ApprovalGranted: version1<ApprovalGranted>({ note: 'personal' }),
  ApprovalRefused: version1<ApprovalRefused>({ note: 'personal' }),
  ApprovalVoided: version1<ApprovalVoided>({}),
  CustomerAccepted: version1<CustomerAccepted>({ note: 'personal' }),
  CustomerRefused: version1<CustomerRefused>({ reason: 'personal', newDemand: 'personal' }),
  RemedyFulfilled: version1<RemedyFulfilled>({}),
  PaymentFailed: version1<PaymentFailed>({}),
  CompensationCancelled: version1<CompensationCancelled>({ note: 'personal' }),
  HandedOver: version1<HandedOver>({ note: 'personal' }),
  ContributionRequested: version1<ContributionRequested>({ question: 'personal' }),
  ContributionGiven: version1<ContributionGiven>({ answer: 'personal' }),
  InterimMeasureTaken: version1<InterimMeasureTaken>({ note: 'personal' }),
  CustomerArrived: version1<CustomerArrived>({}),
  CustomerDeparted: version1<CustomerDeparted>({}),
  ExternalDecisionReceived: version1<ExternalDecisionReceived>({ note: 'personal' }),
  Corrected: version1<Corrected>({ personal: 'personal', note: 'personal' }),
  Linked: version1<Linked>({ note: 'personal' }),
  Unlinked: version1<Unlinked>({ note: 'personal' }),
  MergedInto: version1<MergedInto>({ note: 'personal' }),
  Unmerged: version1<Unmerged>({ note: 'personal' }),
  LegalHoldPlaced: version1<LegalHoldPlaced>({ reference: 'personal' }),
  LegalHoldLifted: version1<LegalHoldLifted>({}),
  PersonalDataErased: version1<PersonalDataErased>({}),
  PromiseKept: version1<PromiseKept>({ note: 'personal' }),
  DeadlineSet: version1<DeadlineSet>({}),
  DeadlineWarned: version1<DeadlineWarned>({}),
  DeadlinePaused: version1<DeadlinePaused>({ note: 'personal' }),
  DeadlineResumed: version1<DeadlineResumed>({ note: 'personal' }),
  DeadlineExtended: version1<DeadlineExtended>({ note: 'personal' }),
  DeadlineMet: version1<DeadlineMet>({}),
  DeadlineMissed: version1<DeadlineMissed>({}),
  DeadlineStopped: version1<DeadlineStopped>({}),
  RiskRaised: version1<RiskRaised>({}),
  RiskEased: version1<RiskEased>({}),
  JoinedIncident: version1<JoinedIncident>({}),
  LeftIncident: version1<LeftIncident>({ note: 'personal' }),
  HistoryImported: version1<HistoryImported>({}),
};
