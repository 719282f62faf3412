import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { IsCode, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** How an automation does. */
export class AutomationAnswer {
  name: string;
  /** Every event up to here is dealt with, or parked; null before the first. */
  position: string | null;
  /** How far that is from the end of the log, in positions, and since when what comes next waits, in seconds; 0 at the end. */
  behind: string;
  behindSeconds: number;
  /** When it last did something. */
  doneAt: Instant | null;
  /** How many events are parked. */
  parked: number;
  /** Why it stopped, and at which event; null while it runs. */
  error: object | null;
}

/** All automations, by name. */
export class AutomationsAnswer {
  /** Where the log ends; null while it is empty. */
  end: string | null;
  items: AutomationAnswer[];
}

/** Which parked events to list. */
export class ParkedDto extends PageDto {
  /** Those that were dismissed, instead of those that wait. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  dismissed?: 'true' | 'false';
}

/** That an event is not to be acted on any more. */
export class DismissDto {
  /** Why, in a line; nothing personal: it is kept. */
  @IsCode()
  reason: string;
}

/** An event that an automation could not act on. */
export class ParkedAnswer {
  eventId: string;
  stream: string;
  /** Null of an event of something else, such as an incident. */
  complaintId: string | null;
  revision: number;
  position: string;
  /** Of the event. */
  type: string;
  /** A rule's code, `failed`, or `behind` for what waits for an earlier event of the same complaint. */
  code: string;
  reason: string;
  tries: number;
  parkedAt: Instant;
  triedAt: Instant;
  /** Who dismissed it, when and why; null while it waits. */
  dismissed: object | null;
}

/** A page of parked events, in the order in which they happened. */
export class ParkedPage {
  items: ParkedAnswer[];
  /** `cursor` of the next page; null on the last. */
  next: string | null;
}
