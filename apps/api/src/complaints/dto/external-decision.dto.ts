import { Type } from 'class-transformer';
import { IsIn } from 'class-validator';
import {
  externalBodies,
  externalRulings,
  type ExternalBody,
  type ExternalDecisionReceivedData,
  type ExternalRuling,
  type Opened,
} from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { EvidenceDto, MoneyDto } from './parts.dto.js';

/** A body outside decided on the complaint. */
export class ExternalDecisionDto extends CommandDto implements Opened<ExternalDecisionReceivedData> {
  @IsIn(externalBodies)
  body: ExternalBody;

  @IsIn(externalRulings)
  ruling: ExternalRuling;

  /** The case's number there. */
  @Optional()
  @IsCode()
  reference?: string;

  /** What it awards to the customer; ordered by a compensation with the acceptance `external-award`. */
  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  award?: MoneyDto;

  @Optional()
  @IsInstant()
  decidedAt?: Instant;

  @Optional()
  @IsNested()
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto;

  @Optional()
  @IsText()
  note?: string;
}
