import { ArrayMaxSize, IsArray, IsIn, ValidateIf } from 'class-validator';
import { consents, outcomes, recourses, type ClosedData, type Consent, type Opened, type Recourse } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The case ends. */
export class CloseDto extends CommandDto implements Opened<ClosedData> {
  @IsIn(outcomes)
  outcome: (typeof outcomes)[number];

  @IsText()
  summary: string;

  /** The channel on which the customer was told; null if the complainant is anonymous. */
  @ValidateIf((dto: CloseDto) => dto.toldVia !== null)
  @IsCode()
  toldVia: string | null;

  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(recourses, { each: true })
  recourse: Recourse[] = [];

  /** 当场解决: the customer accepted the resolution on the spot, and how. */
  @Optional()
  @IsIn(consents)
  acceptedOnTheSpot?: Consent;

  /** The customer accepted the resolution of a summary reply within the summary period, and how. */
  @Optional()
  @IsIn(consents)
  acceptedInSummary?: Consent;
}
