import type { AcknowledgedData, Opened } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The customer is told that, how and until when the complaint will be handled. */
export class AcknowledgeDto extends CommandDto implements Opened<AcknowledgedData> {
  @IsCode()
  channel: string;

  /** When the customer can expect an answer. */
  @IsInstant()
  answerBy: Instant;

  /** How it will be handled, in words. */
  @IsText()
  handling: string;

  /** The named contact, a staff `sub`. */
  @Optional()
  @IsCode()
  contact?: string;
}
