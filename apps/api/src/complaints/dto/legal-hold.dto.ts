import { IsInt, Min } from 'class-validator';
import type { LegalHoldLiftedData, LegalHoldPlacedData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The case has to stay as it is: nobody it is about is erased until the hold is lifted. */
export class PlaceLegalHoldDto extends CommandDto implements Omit<Opened<LegalHoldPlacedData>, 'hold'> {
  /** A code: why, e.g. litigation, regulator, audit. */
  @IsCode()
  reason: string;

  /** What it is kept for: a file number, who asked. Sealed like all that is personal. */
  @Optional()
  @IsText(2_000)
  reference?: string;
}

/** A legal hold is lifted; its ordinal is in the path. */
export class LiftHoldDto extends CommandDto implements Omit<LegalHoldLiftedData, 'hold'> {
  /** A code: why, e.g. judgment-final. */
  @IsCode()
  reason: string;
}

/** The same, where there is no path. */
export class LiftLegalHoldDto extends LiftHoldDto implements LegalHoldLiftedData {
  /** Ordinal of the hold within the complaint, from 1. */
  @IsInt()
  @Min(1)
  hold: number;
}
