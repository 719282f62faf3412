import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { erasureStatuses, type ErasureStatus } from '@redress/privacy';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { CommandDto } from '../complaints/dto/command.dto.js';
import { IsCode, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

const lowered = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** The person of a complaint is to be erased. */
export class ProposeErasureDto {
  /** Any complaint of the person. */
  @Transform(lowered)
  @IsUUID()
  complaintId: string;

  /** A code: why, e.g. request-of-the-person; not their affairs in words, which the log would keep for ever. */
  @IsCode()
  reason: string;
}

/** Somebody else than who proposed it approves: it is carried out at once. */
export class ApproveErasureDto extends CommandDto {}

/** It is not to be done. */
export class RejectErasureDto extends CommandDto {
  /** A code: why not. */
  @IsCode()
  reason: string;
}

/** Several are approved in one go, one after the other. */
export class ApproveErasuresDto {
  /** Ids of requests. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  requests: string[];
}

/** Whose files need not be kept any longer are proposed. */
export class ProposeDueDto {
  /** The most persons. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** Which requests. */
export class ErasuresDto extends PageDto {
  @Optional()
  @IsIn(erasureStatuses)
  status?: ErasureStatus;

  /** The complaint that was named. */
  @Optional()
  @Transform(lowered)
  @IsUUID()
  complaintId?: string;
}

/** What was erased. */
export class ErasureDone {
  /** Every complaint of the person: nothing personal in them can be read any more. */
  complaints: string[];
  /** Joint complaints in which somebody else comes first: what is said there of this person is sealed under that one's key, and stays. */
  alsoNamedIn: string[];
  /** Improvements whose free text named the person, or that were raised from their complaints alone: it cannot be read any more. */
  improvements: string[];
  /** Incidents whose free text named the person. */
  incidents: string[];
  /** Mails in the outbox that were removed. */
  mails: number;
  /** Uploads under way that were removed. */
  uploads: number;
}

/** A request for erasure. */
export class ErasureRequestDto {
  requestId: string;
  /** The complaint that was named. */
  complaintId: string;
  /** A code: why. */
  reason: string;
  /** `approved`: it is being carried out, or broke off; approving it once more finishes it, as does the next start of the server. */
  status: ErasureStatus;
  /** A staff `sub`. */
  proposedBy: string;
  proposedAt: Date;
  /** Who approved or rejected it; null while it waits. */
  decidedBy: string | null;
  decidedAt: Date | null;
  /** A code; null unless it was rejected. */
  rejectionReason: string | null;
  /** Null until it is done. */
  done: ErasureDone | null;
  doneAt: Date | null;
}

/** How many requests there are of each status. */
export class ErasureCounts {
  proposed: number;
  approved: number;
  rejected: number;
  done: number;
}

export class ErasuresPageDto {
  items: ErasureRequestDto[];
  counts: ErasureCounts;
  /** Cursor of the page after; null on the last. */
  next: string | null;
}

/** It was proposed: somebody else has to approve it. */
export class ErasureProposedAnswer extends CommandAnswer {
  requestId: string;
  complaintId: string;
  /** Every complaint of the person, as of now. */
  complaints: string[];
  /** Joint complaints in which somebody else comes first. */
  alsoNamedIn: string[];
}

/** It was rejected. */
export class ErasureRejectedAnswer extends CommandAnswer {
  requestId: string;
}

/** What came of an approval; `position` covers all of it. */
export class ErasureAnswer extends CommandAnswer {
  requestId: string;
  complaintId: string;
  complaints: string[];
  alsoNamedIn: string[];
  improvements: string[];
  incidents: string[];
  mails: number;
  uploads: number;
}

/** What came of one of several approvals. */
export class ErasureOutcome {
  requestId: string;
  /** As if it had been sent by itself: 200 where it is done. */
  status: number;
  /** Why it was refused, as a problem says it; absent where it is done. */
  code?: string;
  detail?: string;
  facts?: Readonly<Record<string, unknown>>;
}

export class ErasureOutcomes {
  items: ErasureOutcome[];
  done: number;
  refused: number;
  /** Where in the log the last of them is; null if nothing was done. */
  position: string | null;
}

/** A person whose files need not be kept any longer. */
export class ErasureDue {
  /** The complaint by which they were found; name it to propose them. */
  complaintId: string;
  complaints: string[];
  /** When the last of their files had been kept long enough. */
  since: Instant;
  /** The retention rule that kept it longest, and the version of the rules. */
  rule: string;
  version: number;
}

export class ErasuresDuePage {
  items: ErasureDue[];
  /** Cursor of the page after; null on the last. A page may have fewer than were asked for, or none, and not be the last. */
  next: string | null;
}

export class ProposedErasure {
  requestId: string;
  complaintId: string;
}

export class ErasuresProposedAnswer {
  items: ProposedErasure[];
  /** Where in the log the last of them is; null if there is none. */
  position: string | null;
  /** There are more. */
  more: boolean;
}

/** Whether the personal data of a complaint is erased. */
export class ErasureState {
  complaintId: string;
  /** `begun`: it is on record, but the key is still there; approving once more finishes it. */
  status: 'not-erased' | 'begun' | 'erased';
  /** A code: why; null, as the next three, if it is not erased. */
  reason: string | null;
  erasedAt: Instant | null;
  recordedAt: Instant | null;
  /** A staff `sub`: who approved it. */
  by: string | null;
  /** The latest request for the person, those that were not rejected before the others; null if there is none. */
  request: ErasureRequestDto | null;
}
