import type { InterimMeasureTakenData, Opened } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Something is done at once, so that nothing worse happens. */
export class InterimMeasureDto extends CommandDto implements Opened<InterimMeasureTakenData> {
  /** A code: what, such as `stop-use` 停用. */
  @IsCode()
  measure: string;

  @Optional()
  @IsCode()
  product?: string;

  @Optional()
  @IsInstant()
  until?: Instant;

  @Optional()
  @IsText()
  note?: string;
}
