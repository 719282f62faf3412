import type { Command, Instant, Precision } from '@redress/kernel';
import type {
  AcknowledgedData,
  ApologisedData,
  AssignedData,
  ClosedData,
  CompensatedData,
  ComplaintEvent,
  EscalatedOutside,
  EscalatedWithin,
  FollowedUpData,
  HistoryImported,
  ImportWarning,
  InvestigatedData,
  Opened,
  ReceivedData,
  ReopenedData,
  ReplySentData,
  Source,
  WithdrawnData,
} from './complaint.js';
import type { Recourse } from './codes.js';

/*
 * What can be asked of a complaint. A command carries the data of its event in plain text, less what the decision itself knows
 * (the level before, the count of reopenings). Shapes are validated at the edge; decisions refuse what makes no sense.
 */
export type Receive = Command<'receive', Opened<ReceivedData>>;
export type Acknowledge = Command<'acknowledge', Opened<AcknowledgedData>>;
export type Assign = Command<'assign', Opened<AssignedData>>;
export type Apologise = Command<'apologise', Opened<ApologisedData>>;
export type Investigate = Command<'investigate', Opened<InvestigatedData>>;
export type Compensate = Command<'compensate', Opened<CompensatedData>>;
export type Escalate = Command<'escalate', Opened<Omit<EscalatedWithin, 'from'>> | Opened<EscalatedOutside>>;
export type Reply = Command<'reply', Opened<ReplySentData>>;
export type FollowUp = Command<'followUp', Opened<FollowedUpData>>;
export type Close = Command<'close', Opened<ClosedData>>;
/** `recourse` is named to the customer with the closing; none if absent. */
export type Withdraw = Command<'withdraw', Opened<WithdrawnData> & { readonly recourse?: readonly Recourse[] }>;
export type Reopen = Command<'reopen', Opened<Omit<ReopenedData, 'count'>>>;

type Imported<E> = E extends ComplaintEvent
  ? { readonly type: E['type']; readonly occurredAt: Instant; readonly precision?: Precision; readonly data: Opened<E['data']> }
  : never;

/** An event as it is taken over from another system: its own time, and how exactly that is known. */
export type ImportedEvent = Imported<Exclude<ComplaintEvent, HistoryImported>>;

/** One case of another system (spine, "Import of histories"): one append, `Received` first. */
export interface ImportHistory {
  readonly source: Source;
  readonly events: readonly ImportedEvent[];
  /** The source's columns kept as they were, without personal ones. */
  readonly columns: Readonly<Record<string, string>>;
  readonly warnings: readonly ImportWarning[];
}

export type ImportHistoryCommand = Command<'importHistory', ImportHistory>;

export type ComplaintCommand =
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
  | ImportHistoryCommand;
