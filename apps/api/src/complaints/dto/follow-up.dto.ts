import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { impossibilities, type FollowedUpData, type Impossibility, type Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The customer was asked, or it was tried, or it is recorded why they cannot be asked. */
export class FollowUpDto extends CommandDto implements Opened<FollowedUpData> {
  /** Required unless an impossibility is recorded. */
  @Optional()
  @IsCode()
  channel?: string;

  @IsBoolean()
  reached: boolean;

  /** 1 (very dissatisfied) to 5 (very satisfied). */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(5)
  satisfaction?: number;

  @Optional()
  @IsBoolean()
  solved?: boolean;

  @Optional()
  @IsText()
  comment?: string;

  @Optional()
  @IsText()
  newDemand?: string;

  @Optional()
  @IsBoolean()
  wouldBuyAgain?: boolean;

  /** Why the customer cannot be asked. */
  @Optional()
  @IsIn(impossibilities)
  impossibility?: Impossibility;
}
