import type { BranchVisitData } from '@redress/complaint';
import { IsCode, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The customer comes to a branch, or leaves it. */
export class BranchVisitDto extends CommandDto implements BranchVisitData {
  /** The branch; that of the complaint, if left out. */
  @Optional()
  @IsCode()
  unit?: string;
}
