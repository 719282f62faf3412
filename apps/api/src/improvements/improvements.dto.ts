import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsDefined, IsIn, IsInt, IsNumber, IsUUID, Matches, Max, Min } from 'class-validator';
import {
  benefitKinds,
  improvementCauses,
  improvementKinds,
  improvementStatuses,
  verdicts,
  type BenefitKind,
  type BenefitRecordedData,
  type EffectivenessReviewedData,
  type ImprovementAdoptedData,
  type ImprovementCause,
  type ImprovementDoneData,
  type ImprovementDroppedData,
  type ImprovementKind,
  type ImprovementPlannedData,
  type ImprovementRaisedData,
  type Period,
  type Scope,
  type Verdict,
} from '@redress/improvement';
import { CommandDto } from '../complaints/dto/command.dto.js';
import { MoneyDto } from '../complaints/dto/parts.dto.js';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { IsCode, IsNested, IsText, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** The decision says whether the day exists. */
const IsDay = (): PropertyDecorator => Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day such as 2026-11-22' });

const whole = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value);

/** Which complaints it should make fewer: all that is named must fit. */
export class ScopeDto implements Scope {
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  causes?: string[];

  /** Of the latest classification. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  categories?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  products?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  units?: string[];

  /** Found by the latest investigation. */
  @ApiPropertyOptional({ enum: improvementCauses })
  @Optional()
  @IsIn(improvementCauses)
  rootCause?: ImprovementCause;
}

/** Complaints, a trend, or both. */
export class OriginDto {
  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Transform(({ value }) =>
    Array.isArray(value) ? value.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id)) : (value as unknown),
  )
  @IsUUID(undefined, { each: true })
  complaints?: string[];

  /** The report and what it was asked. */
  @Optional()
  @IsCode(1_000)
  trend?: string;
}

/** Something should be better. */
export class RaiseImprovementDto extends CommandDto implements ImprovementRaisedData {
  @ApiProperty({ enum: improvementKinds })
  @IsIn(improvementKinds)
  kind: ImprovementKind;

  /** Branch of the fishbone diagram. */
  @ApiProperty({ enum: improvementCauses })
  @IsIn(improvementCauses)
  cause: ImprovementCause;

  /** Shown to everybody: nothing about a person. */
  @IsCode()
  title: string;

  @Optional()
  @IsText()
  description?: string;

  @IsDefined()
  @IsNested()
  @Type(() => OriginDto)
  from: OriginDto;

  @Optional()
  @IsNested()
  @Type(() => ScopeDto)
  scope?: ScopeDto;

  /** The org unit that improves. */
  @Optional()
  @IsCode()
  unit?: string;
}

/** What is to be done, by whom, until when; what is left out stays as it was. */
export class PlanImprovementDto extends CommandDto implements ImprovementPlannedData {
  @Optional()
  @IsText()
  measure?: string;

  /** A staff `sub`. */
  @Optional()
  @IsCode()
  owner?: string;

  /** The last day on which it is in time. */
  @Optional()
  @IsDay()
  due?: string;

  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsNested()
  @Type(() => ScopeDto)
  scope?: ScopeDto;

  /** A code: why the plan was changed. */
  @Optional()
  @IsCode()
  reason?: string;
}

/** The company decides to do it. */
export class AdoptImprovementDto extends CommandDto implements ImprovementAdoptedData {
  @Optional()
  @IsText()
  note?: string;
}

/** It was done. */
export class CompleteImprovementDto extends CommandDto implements ImprovementDoneData {
  /** What was done. */
  @IsText()
  result: string;
}

/** Days, both in it. */
export class PeriodDto implements Period {
  @IsDay()
  from: string;

  @IsDay()
  to: string;
}

/** What it brought: an amount of money, or a value and its unit. */
export class RecordBenefitDto extends CommandDto implements BenefitRecordedData {
  @ApiProperty({ enum: benefitKinds })
  @IsIn(benefitKinds)
  kind: BenefitKind;

  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;

  @Optional()
  @IsNumber()
  @Min(-Number.MAX_SAFE_INTEGER)
  @Max(Number.MAX_SAFE_INTEGER)
  value?: number;

  /** Of the value. */
  @Optional()
  @IsCode(60)
  unit?: string;

  @IsDefined()
  @IsNested()
  @Type(() => PeriodDto)
  period: PeriodDto;

  @Optional()
  @IsText()
  note?: string;
}

/** What somebody concludes from the weeks before the adoption and after it. */
export class ReviewEffectivenessDto extends CommandDto implements EffectivenessReviewedData {
  @IsInt()
  @Min(1)
  @Max(104)
  weeks: number;

  /** Complaints within the scope in those weeks. */
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  before: number;

  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after: number;

  @ApiProperty({ enum: verdicts })
  @IsIn(verdicts)
  verdict: Verdict;

  @Optional()
  @IsText()
  note?: string;
}

/** It will not be done. */
export class DropImprovementDto extends CommandDto implements ImprovementDroppedData {
  /** A code. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}

/** Which improvements to list. */
export class ImprovementsDto extends PageDto {
  @ApiPropertyOptional({ enum: improvementStatuses })
  @Optional()
  @IsIn(improvementStatuses)
  status?: string;

  @ApiPropertyOptional({ enum: improvementKinds })
  @Optional()
  @IsIn(improvementKinds)
  kind?: string;

  @ApiPropertyOptional({ enum: improvementCauses })
  @Optional()
  @IsIn(improvementCauses)
  cause?: string;

  @Optional()
  @IsCode()
  owner?: string;

  @Optional()
  @IsCode()
  unit?: string;

  /** `true`: only those whose due day is over and that were neither done nor dropped; `false`: only the others. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  /** Raised from this complaint. */
  @Optional()
  @IsUUID()
  complaint?: string;

  /** IANA zone, by whose days something is overdue; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;
}

/** How to compare. */
export class EffectivenessDto {
  /** As many before as after; 8, if left out. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 104, default: 8 })
  @Optional()
  @Transform(whole)
  @IsInt()
  weeks?: number;

  /** Which instant parts the weeks: the adoption, if left out. */
  @Optional()
  @IsIn(['adoption', 'completion'])
  since?: 'adoption' | 'completion';

  /** IANA zone, by whose clock weeks are counted; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;

  /** Business time: counts what had happened by then; now, if left out. */
  @Optional()
  @IsCode(40)
  asOf?: string;

  /** Recorded time: counts what was known by then; what is known now, if left out. */
  @Optional()
  @IsCode(40)
  knownAt?: string;
}

/** What came of a command on an improvement. */
export class ImprovementAnswer extends CommandAnswer {
  improvementId: string;
}

/** How many of a unit's people were trained in a topic. */
export class RecordTrainingCoverageDto extends CommandDto {
  @IsCode()
  topic: string;

  @IsCode()
  unit: string;

  /** With one decimal at most. */
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  @Max(100)
  percent: number;

  /** The day for which it holds. */
  @IsDay()
  on: string;
}

/** What there was in a period that could be complained about; at least one figure. */
export class RecordExposureDto extends CommandDto {
  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsCode()
  product?: string;

  @IsDefined()
  @IsNested()
  @Type(() => PeriodDto)
  period: PeriodDto;

  /** On the average of the period. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  policies?: number;

  /** On the average of the period. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  customers?: number;

  /** In the whole period. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  orders?: number;

  /** In the whole period. */
  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  premium?: MoneyDto;
}

/** Which training coverages to list. */
export class TrainingCoverageDto extends PageDto {
  @Optional()
  @IsCode()
  topic?: string;

  @Optional()
  @IsCode()
  unit?: string;
}

/** Which exposures to list. */
export class ExposuresDto extends PageDto {
  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsCode()
  product?: string;
}
