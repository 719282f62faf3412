import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '@redress/kernel';

/** The day so far, in numbers as the reports `backlog` and `escalation` and the list of deadlines have them. */
export class HeadlinesDto {
  /** The local day. */
  @ApiProperty({ format: 'date' })
  date: string;

  /** Whose day it is, an IANA name: the installation's. */
  tz: string;

  @ApiProperty({ format: 'date-time' })
  asOf: Instant;

  /** Up to where the log is counted; null while it holds no complaint. */
  @ApiProperty({ type: String, nullable: true })
  position: string | null;

  /** Complaints received today. */
  @ApiProperty({ type: 'integer' })
  received: number;

  /** Closings today. */
  @ApiProperty({ type: 'integer' })
  closed: number;

  /** Reopenings today. */
  @ApiProperty({ type: 'integer' })
  reopened: number;

  /** Escalations today, to a level or a body outside. */
  @ApiProperty({ type: 'integer' })
  escalated: number;

  /** Complaints open now, and not merged into another. */
  @ApiProperty({ type: 'integer' })
  open: number;

  /** Clocks owed now and past their time. */
  @ApiProperty({ type: 'integer' })
  overdue: number;

  /** Clocks due in what is left of today. */
  @ApiProperty({ type: 'integer' })
  dueToday: number;
}
