import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { recourses, type Opened, type Recourse, type WithdrawnData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The customer takes the complaint back; that ends it. */
export class WithdrawDto extends CommandDto implements Opened<WithdrawnData> {
  @IsCode()
  channel: string;

  @Optional()
  @IsText()
  reason?: string;

  /** Named to the customer with the closing. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(recourses, { each: true })
  recourse?: Recourse[];
}
