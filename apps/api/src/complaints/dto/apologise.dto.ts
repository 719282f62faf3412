import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, ValidateNested } from 'class-validator';
import type { ApologisedData, Opened } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { TemplateDto } from './parts.dto.js';

/** An apology was given, as a text of its own or a template's. */
export class ApologiseDto extends CommandDto implements Opened<ApologisedData> {
  /** Who apologised, a staff `sub`; a respondent may. */
  @IsCode()
  apologist: string;

  @IsCode()
  channel: string;

  @Optional()
  @IsText()
  text?: string;

  @Optional()
  @ValidateNested()
  @Type(() => TemplateDto)
  template?: TemplateDto;

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsText(200, { each: true })
  recipients?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsText(200, { each: true })
  cc?: string[];

  @IsBoolean()
  admitsFault: boolean;
}
