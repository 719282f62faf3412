import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { IsCode, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

const statuses = ['pending', 'delivered', 'dead'] as const;

/** Which deliveries. */
export class DeliveriesDto extends PageDto {
  @Optional()
  @IsIn(statuses)
  @ApiPropertyOptional({ enum: statuses })
  status?: (typeof statuses)[number];

  /** The id of the rule. */
  @Optional()
  @IsCode(60)
  rule?: string;

  @Optional()
  @IsUUID()
  complaintId?: string;
}

/** One event on its way to where one rule says. */
export class DeliveryAnswer {
  deliveryId: string;
  /** The id of the rule, and the version of the rules by which it is sent. */
  rule: string;
  ruleVersion: number;
  eventId: string;
  type: string;
  /** Such as `complaint-<uuid>`. */
  stream: string;
  /** Of the event in the log. */
  position: string;
  /** `dead`: given up, until somebody retries it. */
  status: (typeof statuses)[number];
  /** Since it was enqueued, or retried by somebody. */
  tries: number;
  nextTryAt: Instant | null;
  /** What the receiver answered last, HTTP or SMTP. */
  lastStatus: number | null;
  /** Why it did not get there the last time. */
  lastCode: string | null;
  lastReason: string | null;
  createdAt: Instant;
  /** When it was delivered or given up. */
  endedAt: Instant | null;
}

/** The latest events first. */
export class DeliveriesPage {
  items: DeliveryAnswer[];
  /** `cursor` of the next page; null on the last. */
  next: string | null;
}
