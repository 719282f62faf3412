import { IsBoolean } from 'class-validator';
import type { ApologisedData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { MessageDto } from './message.dto.js';

/** An apology was given, as a text of its own or a template's. */
export class ApologiseDto extends MessageDto implements Opened<ApologisedData> {
  /** Who apologised, a staff `sub`; a respondent may. */
  @IsCode()
  apologist: string;

  @IsCode()
  channel: string;

  @Optional()
  @IsText()
  text?: string;

  @IsBoolean()
  admitsFault: boolean;
}
