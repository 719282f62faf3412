import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { complainantKinds, grades, type Grade, type Opened, type ReceivedData } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { ComplainantDto } from './parts.dto.js';

type KnownKind = (typeof complainantKinds)[number];

/** The complaint form 咨诉单. */
export class ReceiveDto extends CommandDto implements Omit<Opened<ReceivedData>, 'firstReceiver' | 'complainantKind'> {
  /** How it came: web, phone, counter, regulator, … */
  @IsCode()
  channel: string;

  /** 投诉原因, a code of the cause taxonomy. */
  @IsCode()
  cause: string;

  /** 客户要求, in the customer's words. */
  @Optional()
  @IsText()
  demands?: string;

  /** 第一接待人, a staff `sub`; the caller, if left out. */
  @Optional()
  @IsCode()
  firstReceiver?: string;

  /** 事件经过, what happened. */
  @Optional()
  @IsText(100_000)
  account?: string;

  @Optional()
  @IsInstant()
  happenedAt?: Instant;

  @Optional()
  @IsText(1_000)
  place?: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsText(200, { each: true })
  personsInvolved?: string[];

  /** When the customer came to the branch. */
  @Optional()
  @IsInstant()
  arrivedAt?: Instant;

  @Optional()
  @IsInstant()
  departedAt?: Instant;

  @Optional()
  @IsCode()
  product?: string;

  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsCode()
  jurisdiction?: string;

  /** If left out: `customer` with a complainant, else `anonymous`. */
  @Optional()
  @IsIn(complainantKinds)
  complainantKind?: KnownKind;

  @Optional()
  @IsNested()
  @Type(() => ComplainantDto)
  complainant?: ComplainantDto;

  /** Staff `sub`s complained about, or who handled the matter: they are recused. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  respondents: string[] = [];

  /** `grievance` 抱怨 or `complaint` 投诉. */
  @IsIn(grades)
  grade: Grade = 'complaint';

  @IsArray()
  @ArrayMaxSize(50)
  @IsCode(100, { each: true })
  tags: string[] = [];

  /** The complaint's number at whoever passed it on. */
  @Optional()
  @IsCode()
  sourceReference?: string;

  /** BCP 47; `und` where unknown. */
  @IsCode(35)
  language: string = 'und';
}
