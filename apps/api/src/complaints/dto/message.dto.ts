import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray } from 'class-validator';
import { IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { TemplateDto } from './parts.dto.js';

/** What every command says that tells of a message to the customer. */
export abstract class MessageDto extends CommandDto {
  @Optional()
  @IsNested()
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
}
