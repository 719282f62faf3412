import { Type } from 'class-transformer';

import type { Opened, PromiseMadeData } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { MoneyDto } from './parts.dto.js';

/** The customer was promised something by a date. */
export class MakePromiseDto extends CommandDto implements Opened<PromiseMadeData> {
  /** What was promised, in words. */
  @IsText()
  promise: string;

  @IsInstant()
  due: Instant;

  /** Not beyond the authority of who promises it. */
  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;

  @IsCode()
  channel: string;
}
