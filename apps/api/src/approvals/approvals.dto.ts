import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { roundStatuses } from '@redress/views';
import { IsCode, IsInstant, Optional } from '../http/fields.js';

/** Which rounds of approval to list. */
export class ApprovalsDto {
  /** Only what the caller may sign now: in a role of theirs, or by a delegation to them. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';

  /** What waits for this role's signature now; of a body, by its own name or that of the role that records its resolutions. */
  @Optional()
  @IsCode(60)
  role?: string;

  @Optional()
  @IsCode()
  unit?: string;

  /** `requested`, if left out; of a single complaint, all. `lapsed`: nothing was ordered before its validity ran out. */
  @ApiPropertyOptional({ enum: roundStatuses })
  @Optional()
  @IsIn(roundStatuses)
  status?: string;

  @Optional()
  @IsUUID()
  complaint?: string;

  /** Lapses before this instant. */
  @Optional()
  @IsInstant()
  lapsesBefore?: Instant;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** `next` of the page before. */
  @Optional()
  @IsCode(1_000)
  cursor?: string;
}
