import type { NoteAddedData, Opened } from '@redress/complaint';
import { IsText } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** For colleagues, not for the customer. */
export class AddNoteDto extends CommandDto implements Opened<NoteAddedData> {
  @IsText()
  text: string;
}
