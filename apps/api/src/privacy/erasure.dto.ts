import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { IsCode } from '../http/fields.js';

/** The person of a complaint is to be erased. */
export class EraseDto {
  /** Any complaint of the person. */
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown)))
  @IsUUID()
  complaintId: string;

  /** A code: why, e.g. request-of-the-person; not their affairs in words, which the log would keep for ever. */
  @IsCode()
  reason: string;
}

/** What came of an erasure; `revision` and `events` are those of the complaint that was named, `position` covers all of them. */
export class ErasureAnswer extends CommandAnswer {
  complaintId: string;
  /** Every complaint of the person: nothing personal in them can be read any more. */
  complaints: string[];
  /** Joint complaints in which somebody else comes first: what is said there of this person is sealed under that one's key, and stays. */
  alsoNamedIn: string[];
}

/** Whether the personal data of a complaint is erased. */
export class ErasureState {
  complaintId: string;
  /** `begun`: it is on record, but the key is still there; erasing once more finishes it. */
  status: 'not-erased' | 'begun' | 'erased';
  /** A code: why; null, as the next three, if it is not erased. */
  reason: string | null;
  erasedAt: Instant | null;
  recordedAt: Instant | null;
  /** A staff `sub`. */
  by: string | null;
}
