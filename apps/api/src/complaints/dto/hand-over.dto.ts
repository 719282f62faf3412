import { Type } from 'class-transformer';
import { IsDefined } from 'class-validator';
import type { HandedOverData, Opened } from '@redress/complaint';
import { IsCode, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { HolderDto } from './parts.dto.js';

/** The case goes from one hand into the next. */
export class HandOverDto extends CommandDto implements Omit<Opened<HandedOverData>, 'from'> {
  @IsDefined()
  @IsNested()
  @Type(() => HolderDto)
  to: HolderDto;

  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}
