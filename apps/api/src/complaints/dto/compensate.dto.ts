import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, Min } from 'class-validator';
import { acceptances, acceptors, type Acceptor, type CompensatedData, type Opened } from '@redress/complaint';
import { IsCode, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { EvidenceDto, MoneyDto } from './parts.dto.js';

/** A remedy is ordered. */
export class CompensateDto extends CommandDto implements Omit<Opened<CompensatedData>, 'acceptance'> {
  /** A code of the remedy menu: refund, replacement, voucher, gift, … */
  @IsCode()
  remedy: string;

  /** 公司承担金额, what the company bears. */
  @IsDefined()
  @IsNested()
  @Type(() => MoneyDto)
  borne: MoneyDto;

  /** What the customer asked for. */
  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  claimed?: MoneyDto;

  /** Ordinal of the approval round; the current proposal's, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  approvalRound?: number;

  /** A code: why less is ordered than was approved. */
  @Optional()
  @IsCode()
  lessBecause?: string;

  /** How the customer accepted, or why no acceptance is needed; what they decided on the proposal, if left out. */
  @Optional()
  @IsIn(acceptances)
  acceptance?: (typeof acceptances)[number];

  @Optional()
  @IsIn(acceptors)
  acceptedBy?: Acceptor;

  /** Required unless the customer accepted in person. */
  @Optional()
  @IsNested()
  @Type(() => EvidenceDto)
  acceptanceEvidence?: EvidenceDto;

  @Optional()
  @IsText()
  note?: string;
}
