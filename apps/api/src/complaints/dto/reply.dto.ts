import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { recourses, replyKinds, type Opened, type Recourse, type ReplyKind, type ReplySentData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { TemplateDto } from './parts.dto.js';

/** A reply to the customer. */
export class ReplyDto extends CommandDto implements Opened<ReplySentData> {
  @IsIn(replyKinds)
  kind: ReplyKind;

  @IsCode()
  channel: string;

  @Optional()
  @IsText(100_000)
  text?: string;

  @Optional()
  @ValidateNested()
  @Type(() => TemplateDto)
  template?: TemplateDto;

  /** Required of a final reply. */
  @Optional()
  @IsText()
  reasons?: string;

  /** Where the customer may turn next; a final reply names at least one. */
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(recourses, { each: true })
  recourse: Recourse[] = [];

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
}
