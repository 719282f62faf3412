import { ApiProperty } from '@nestjs/swagger';
import { IsText, Optional } from '../http/fields.js';
import { ComplaintAnswer } from '../complaints/dto/complaint-answer.dto.js';
import { CommandDto } from '../complaints/dto/command.dto.js';

/** When it came to be, in the query of a file. */
export class FileQueryDto extends CommandDto {}

/** What is said of a file beside its bytes. */
export class FileFieldsDto extends CommandDto {
  @Optional()
  @IsText()
  description?: string;
}

/** Which file of evidence joined the case. */
export class FileAnswer extends ComplaintAnswer {
  /** SHA-256 of the file as it is stored, encrypted: the file's name in `GET …/evidence/{hash}`. */
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  hash: string;
}
