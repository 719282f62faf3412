import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, Min, ValidateIf } from 'class-validator';
import { acceptors, consents, type Acceptor, type Consent } from '@redress/complaint';
import { IsNested, IsText, OnlyWith, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { EvidenceDto } from './parts.dto.js';

/** What the customer, or who may decide for them, says to the current proposal. */
export class CustomerDecisionDto extends CommandDto {
  @IsIn(['accepted', 'refused'])
  decision: 'accepted' | 'refused';

  /** The current one, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  round?: number;

  /** Who decided. */
  @IsIn(acceptors)
  by: Acceptor = 'customer';

  /** How they said yes. Required with `accepted`, and goes with it only. */
  @ValidateIf((dto: CustomerDecisionDto) => dto.decision === 'accepted' || dto.consent !== undefined)
  @OnlyWith('accepted')
  @IsIn(consents)
  consent?: Consent;

  /** Required unless the customer accepted in person; only with `accepted`. */
  @Optional()
  @OnlyWith('accepted')
  @IsNested()
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto;

  /** The offer said that it is subject to approval; only with `accepted`. */
  @Optional()
  @OnlyWith('accepted')
  @IsBoolean()
  subjectToApproval?: boolean;

  /** Only with `accepted`. */
  @Optional()
  @OnlyWith('accepted')
  @IsText()
  note?: string;

  /** Why not, in the customer's words; only with `refused`. */
  @Optional()
  @OnlyWith('refused')
  @IsText()
  reason?: string;

  /** What they want instead; only with `refused`. */
  @Optional()
  @OnlyWith('refused')
  @IsText()
  newDemand?: string;

  /** What the command carries: whoever decided is named by what they decided. */
  toJSON(): object {
    const { by, ...data } = this;
    return Object.assign({}, data, this.decision === 'accepted' ? { acceptedBy: by } : { refusedBy: by });
  }
}
