import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { recourses, replyKinds, type Opened, type Recourse, type ReplyKind, type ReplySentData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { MessageDto } from './message.dto.js';

/** A reply to the customer. */
export class ReplyDto extends MessageDto implements Opened<ReplySentData> {
  @IsIn(replyKinds)
  kind: ReplyKind;

  @IsCode()
  channel: string;

  @Optional()
  @IsText(100_000)
  text?: string;

  /** Required of a final reply. */
  @Optional()
  @IsText()
  reasons?: string;

  /** Where the customer may turn next; a final reply names at least one. */
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(recourses, { each: true })
  recourse: Recourse[] = [];
}
