import type { AssignedData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Who handles it from now on: at least one of person, unit, team or skill. */
export class AssignDto extends CommandDto implements Opened<AssignedData> {
  /** A staff `sub`. */
  @Optional()
  @IsCode()
  person?: string;

  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsCode()
  team?: string;

  @Optional()
  @IsCode()
  skill?: string;

  @Optional()
  @IsText()
  note?: string;
}
