import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsInstance, IsString, MaxLength } from 'class-validator';
import type { ReturnCategory, ReturnCondition, ReturnRule } from '@redress/policy';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { RuleSourceDto } from './packs.dto.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/* Shapes alone; what they say is checked where returns are known, and refused with the path of the fault. */

/** Codes that complaints are coded with, of other systems too: as they are written. */
const Texts = (): PropertyDecorator => (target, key) => {
  const each = [IsString({ each: true }), MaxLength(200, { each: true })];
  for (const decorate of [Optional(), IsArray(), ArrayMaxSize(1_000), ...each]) decorate(target, key);
};

/** Which complaints: those that fit all that is named, by any of its codes. Each list has its own of these. */
export class ReturnConditionDto implements ReturnCondition {
  @Texts()
  products?: string[];

  /** As an import says in its column `Sub-product`. */
  @Texts()
  subProducts?: string[];

  @Texts()
  causes?: string[];

  /** Of the latest classification. */
  @Texts()
  categories?: string[];

  @Texts()
  units?: string[];

  /** That of a country is also that of its parts: `CN` of `CN-BJ`. */
  @Texts()
  jurisdictions?: string[];

  @Texts()
  outcomes?: string[];

  /** As an import says in its column `Company response`. */
  @Texts()
  responses?: string[];

  /** How the case stands: open, closed, closed-replied, closed-remedy or closed-money. */
  @Texts()
  standings?: string[];
}

/** What falls into a category. */
export class ReturnRuleDto implements ReturnRule {
  /** A category of the list. */
  @IsCode()
  to: string;

  @IsDefined()
  @IsNested()
  @Type(() => ReturnConditionDto)
  when: ReturnConditionDto;

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

/** A row of the form. */
export class ReturnCategoryDto implements ReturnCategory {
  @IsCode()
  code: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  /** The category of the same list that it is a part of. */
  @Optional()
  @IsCode()
  parent?: string;
}

/** The rows of a form, and what falls into them: the first rule that fits decides. */
export class ReturnListDto {
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => ReturnCategoryDto)
  categories: ReturnCategoryDto[];

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsNested({ each: true })
  @Type(() => ReturnRuleDto)
  rules: ReturnRuleDto[];
}

/** A regulator's form. */
export class ReturnDto {
  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;

  /** ISO 4217; amounts in others are counted and never added. */
  @IsCode(3)
  currency: string;

  /** Days that are no business days beside Saturdays and Sundays, `2026-12-25`. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsCode(10, { each: true })
  holidays?: string[];

  // Maps, since those are what is checked entry by entry.
  @IsInstance(Map)
  @IsNested({ each: true })
  @Type(() => ReturnListDto)
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(ReturnListDto) } })
  lists: Map<string, ReturnListDto>;
}

/** The returns that change, by name; the others stay as they are. */
@ApiExtraModels(ReturnDto, ReturnListDto)
export class ReturnsDto {
  @IsInstance(Map)
  @IsNested({ each: true })
  @Type(() => ReturnDto)
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(ReturnDto) } })
  returns: Map<string, ReturnDto>;
}

/** The next version of the taxonomies of returns. */
export class PublishReturnsDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => ReturnsDto)
  document: ReturnsDto;
}

/** A version of the taxonomies of returns. */
export class ReturnsVersionDto extends PolicyVersionDto {
  document: ReturnsDto;
}
