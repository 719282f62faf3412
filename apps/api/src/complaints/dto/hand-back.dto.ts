import { IsInt, Max, Min } from 'class-validator';
import type { HandedBackData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The case goes back to a lower level. */
export class HandBackDto extends CommandDto implements Omit<Opened<HandedBackData>, 'from'> {
  /** The level it goes back to, 1 being the front line. */
  @IsInt()
  @Min(1)
  @Max(9)
  to: number;

  /** A code: why. */
  @IsCode()
  reason: string;

  /** Who handles it there, a staff `sub`. */
  @Optional()
  @IsCode()
  person?: string;

  @Optional()
  @IsText()
  note?: string;
}
