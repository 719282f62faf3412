import type {
  AcknowledgedData,
  ApologisedData,
  AssignedData,
  ClosedData,
  CompensatedData,
  ComplaintEvent,
  EscalatedData,
  FollowedUpData,
  HistoryImportedData,
  InvestigatedData,
  ReceivedData,
  ReopenedData,
  ReplySentData,
  WithdrawnData,
} from '@redress/complaint';
import type { Actor, Instant, Metadata, Money, Origin, Precision, Recorded } from '@redress/kernel';

/** Of an event, what a case is told from. */
export type CaseEvent = ComplaintEvent &
  Pick<Recorded, 'stream' | 'revision' | 'position' | 'recordedAt'> & {
    readonly metadata: Pick<Metadata, 'occurredAt' | 'precision' | 'actor' | 'origin'>;
  };

/** What an event said, and when and by whom. Personal fields are as they were read: sealed, unless the reader opened them. */
export type Entry<D> = D & {
  readonly revision: number;
  readonly occurredAt: Instant;
  readonly precision?: Precision;
  readonly recordedAt: Instant;
  readonly by: Actor;
};

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
  /** 1 is the front line. */
  readonly level: number;
  /** Who handles it now; null if nobody was assigned. */
  readonly assigned: Entry<AssignedData> | null;
  /** How it is closed; null while it is open. */
  readonly closed: Entry<ClosedData> | null;
  readonly acknowledgements: readonly Entry<AcknowledgedData>[];
  readonly assignments: readonly Entry<AssignedData>[];
  readonly apologies: readonly Entry<ApologisedData>[];
  readonly investigations: readonly Entry<InvestigatedData>[];
  readonly compensations: readonly Entry<CompensatedData>[];
  /** What the company bears in total: one sum per currency, in order of its code. */
  readonly borne: readonly Money[];
  /** Remedies whose amount the source does not say; they are in no sum. */
  readonly unknownAmounts: number;
  readonly escalations: readonly Entry<EscalatedData>[];
  readonly replies: readonly Entry<ReplySentData>[];
  readonly followUps: readonly Entry<FollowedUpData>[];
  readonly withdrawals: readonly Entry<WithdrawnData>[];
  readonly closures: readonly Entry<ClosedData>[];
  readonly reopenings: readonly Entry<ReopenedData>[];
  /** Where it was taken over from, and what was noticed then. */
  readonly imports: readonly Entry<HistoryImportedData>[];
}
