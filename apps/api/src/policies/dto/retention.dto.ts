import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsInt, Max, Min } from 'class-validator';
import type { Retention, RetentionCondition, RetentionPeriod, RetentionRule } from '@redress/policy';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { RuleSourceDto } from './packs.dto.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** Codes of a condition: any of them. */
const Codes = (): PropertyDecorator => (target, key) => {
  for (const decorate of [Optional(), IsArray(), ArrayMaxSize(1_000), IsCode(200, { each: true })]) decorate(target, key);
};

/** So many of a unit of the calendar. */
const Count =
  (most: number): PropertyDecorator =>
  (target, key) => {
    for (const decorate of [Optional(), IsInt(), Min(0), Max(most)]) decorate(target, key);
  };

/** Cases that fit all that is named, by any of its codes; all, if nothing is named. */
export class RetentionConditionDto implements RetentionCondition {
  /** That of a country is also that of its parts: `CN` of `CN-BJ`. */
  @Codes()
  jurisdictions?: string[];

  /** The policy pack that the case is handled under. */
  @Codes()
  packs?: string[];

  @Codes()
  products?: string[];

  @Codes()
  units?: string[];

  @Codes()
  causes?: string[];

  /** Of the latest classification. */
  @Codes()
  categories?: string[];

  /** Of the latest classification. */
  @Codes()
  severities?: string[];

  @Codes()
  outcomes?: string[];

  @Codes()
  tags?: string[];
}

/** By the calendar of the installation's zone: years first, then months, then days. */
export class RetentionPeriodDto implements RetentionPeriod {
  @Count(100)
  years?: number;

  @Count(1_200)
  months?: number;

  @Count(36_525)
  days?: number;
}

/** How long files are kept after the case was closed. */
export class RetentionRuleDto implements RetentionRule {
  @IsCode()
  rule: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @IsDefined()
  @IsNested()
  @Type(() => RetentionConditionDto)
  when: RetentionConditionDto;

  @IsDefined()
  @IsNested()
  @Type(() => RetentionPeriodDto)
  keep: RetentionPeriodDto;

  /** The law that asks for it. */
  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

/** Of several rules that are for a case the one that keeps it longest counts. */
export class RetentionDto implements Retention {
  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => RetentionRuleDto)
  rules: RetentionRuleDto[];
}

/** The next version of the retention rules. */
export class PublishRetentionDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => RetentionDto)
  document: RetentionDto;
}

export class RetentionVersionDto extends PolicyVersionDto {
  document: RetentionDto;
}
