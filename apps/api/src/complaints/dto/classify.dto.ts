import { ArrayMaxSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import { directnesses, severities, urgencies, type ClassifiedData, type Directness, type Severity, type Urgency } from '@redress/complaint';
import { IsCode, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Which kind of complaint it is; takes the place of the classification before. */
export class ClassifyDto extends CommandDto implements ClassifiedData {
  @IsCode()
  category: string;

  @IsIn(severities)
  severity: Severity;

  /** `urgent` 紧急 or `normal` 非紧急. */
  @IsIn(urgencies)
  urgency: Urgency;

  /** A code: what it does to the customer or the company. */
  @Optional()
  @IsCode()
  impact?: string;

  /** `direct` 直接: our own doing is complained about; `indirect` 间接: something that came of it. */
  @IsIn(directnesses)
  directness: Directness;

  /** Codes: what the customer needs, e.g. to be heard, respect, redress. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(100, { each: true })
  needs: string[] = [];

  /** To be handled with discretion. */
  @IsBoolean()
  sensitive: boolean = false;
}
