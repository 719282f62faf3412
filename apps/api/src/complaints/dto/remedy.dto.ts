import { IsInt, Min } from 'class-validator';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** What every command says that tells what became of a remedy. */
abstract class RemedyDto extends CommandDto {
  /** Which of the complaint's compensations, from 1; the only one that is still owed, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  compensation?: number;
}

/** The customer has what was ordered. */
export class FulfilDto extends RemedyDto {
  /** Of the payment or the parcel. */
  @Optional()
  @IsCode()
  reference?: string;
}

/** It did not reach the customer; it is still owed. */
export class FailPaymentDto extends RemedyDto {
  /** A code: why. */
  @IsCode()
  reason: string;

  /** Of the payment or the parcel. */
  @Optional()
  @IsCode()
  reference?: string;
}

/** It is no longer owed. */
export class CancelCompensationDto extends RemedyDto {
  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}
