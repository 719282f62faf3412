import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, Min } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { IsInstant, Optional } from '../../http/fields.js';

/** Which of a complaint's events count: those up to a revision, those that had happened, those that were known. */
export class CutDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 0 })
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt()
  @Min(0)
  revision?: number;

  /** Business time: what had happened by then. */
  @Optional()
  @IsInstant()
  asOf?: Instant;

  /** Recorded time: what was known by then. */
  @Optional()
  @IsInstant()
  knownAt?: Instant;
}

export class HistoryDto extends CutDto {
  /** `stored`: also the events as they are stored and hashed, to verify the chain without trusting the answer. */
  @Optional()
  @IsIn(['stored'])
  include?: 'stored';
}
