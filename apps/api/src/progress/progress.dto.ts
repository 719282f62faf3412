import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '@redress/kernel';
import { nextSteps, stages, type NextStep, type Progress, type Stage } from '@redress/views';

/** How far a complaint is: nothing of what it is about, and nothing of who complained. */
export class ProgressDto implements Progress {
  @ApiProperty({ enum: stages })
  stage: Stage;

  /** What comes next; null once nothing does. */
  @ApiProperty({ enum: [...nextSteps, null], nullable: true, type: String })
  nextStep: NextStep | null;

  /** The earliest date that the customer was given and that still stands, kept to or not; null if there is none. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  promisedBy: Instant | null;

  /** Whom to ask for, a staff `sub`; null if nobody was named. */
  @ApiProperty({ type: String, nullable: true })
  contact: string | null;

  @ApiProperty({ format: 'date-time' })
  receivedAt: Instant;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  closedAt: Instant | null;
}
