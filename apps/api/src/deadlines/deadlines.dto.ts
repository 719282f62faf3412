import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { deadlineFilters } from '@redress/views';
import { IsCode, IsInstant, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** Which deadlines to list. */
export class DeadlinesDto extends PageDto {
  /**
   * `due` runs and is in time yet, `overdue` is owed after its due time; the others as they stand. What is owed, in time or not, if left out; of a
   * single complaint, all.
   */
  @ApiPropertyOptional({ enum: deadlineFilters })
  @Optional()
  @IsIn(deadlineFilters)
  status?: (typeof deadlineFilters)[number];

  /** Due from this instant on. */
  @Optional()
  @IsInstant()
  dueAfter?: Instant;

  /** Due before this instant. */
  @Optional()
  @IsInstant()
  dueBefore?: Instant;

  /** What this person, a staff `sub`, has to see to. */
  @Optional()
  @IsCode()
  person?: string;

  /** What the caller has to see to. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';

  /** What this unit has to see to. */
  @Optional()
  @IsCode()
  assignedUnit?: string;

  /** Complaints about this unit. */
  @Optional()
  @IsCode()
  unit?: string;

  /** Complaints about this unit or any below it, by the tree in force now. */
  @Optional()
  @IsCode()
  unitWithin?: string;

  /** The code of a rule of a pack. */
  @Optional()
  @IsCode()
  clock?: string;

  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  statutory?: 'true' | 'false';

  /** The role that has to see to it. */
  @Optional()
  @IsCode(60)
  responsible?: string;

  @Optional()
  @IsUUID()
  complaint?: string;

  /** IANA: whose today is counted; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;
}
