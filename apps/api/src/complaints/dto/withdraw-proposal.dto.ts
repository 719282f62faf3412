import type { Opened, ResolutionWithdrawnData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** The current proposal is taken back. */
export class WithdrawProposalDto extends CommandDto implements Omit<Opened<ResolutionWithdrawnData>, 'round'> {
  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}
