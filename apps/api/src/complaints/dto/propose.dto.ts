import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn } from 'class-validator';
import { beneficiaries, type Beneficiary, type Opened, type ResolutionProposedData } from '@redress/complaint';
import { IsCode, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { MoneyDto } from './parts.dto.js';

/** A remedy is proposed; the matrix says who must sign for it. */
export class ProposeDto extends CommandDto implements Omit<Opened<ResolutionProposedData>, 'round' | 'proposer'> {
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

  /** Who gets it. */
  @IsIn(beneficiaries)
  beneficiary: Beneficiary = 'customer';

  /** Codes: on what terms, e.g. return-of-goods. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsCode(100, { each: true })
  terms: string[] = [];

  @Optional()
  @IsText()
  note?: string;
}
