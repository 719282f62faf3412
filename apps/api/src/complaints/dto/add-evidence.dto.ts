import { IsInt, Min } from 'class-validator';
import type { EvidenceAddedData, Opened } from '@redress/complaint';
import { IsCode, IsSha256, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Evidence that is kept elsewhere joins the case; for the file itself see `…/evidence/files`. */
export class AddEvidenceDto extends CommandDto implements Omit<Opened<EvidenceAddedData>, 'preReceipt'> {
  /** SHA-256, hex. */
  @IsSha256()
  hash: string;

  /** Where the bytes are. */
  @IsCode(1_000)
  locator: string;

  /** What it is; of what is kept here it is known. */
  @Optional()
  @IsCode(255)
  mediaType?: string;

  /** How large it is. */
  @Optional()
  @IsInt()
  @Min(0)
  bytes?: number;

  @Optional()
  @IsText()
  description?: string;
}
