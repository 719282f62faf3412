import { IsBoolean, IsIn } from 'class-validator';
import type { ContactMadeData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Somebody spoke with the customer, or tried to. */
export class RecordContactDto extends CommandDto implements Omit<Opened<ContactMadeData>, 'preReceipt'> {
  @IsCode()
  channel: string;

  /** `inbound`: the customer came to us. */
  @IsIn(['inbound', 'outbound'])
  direction: 'inbound' | 'outbound';

  @IsBoolean()
  reached: boolean;

  @Optional()
  @IsText()
  summary?: string;
}
