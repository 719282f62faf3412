import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { roundStatuses } from '@redress/views';
import { IsCode, IsInstant, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** Which rounds of approval to list. */
export class ApprovalsDto extends PageDto {
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
}
