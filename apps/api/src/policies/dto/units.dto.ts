import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined } from 'class-validator';
import type { Unit, Units } from '@redress/policy';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A part of the company. */
export class UnitDto implements Unit {
  @IsCode()
  code: string;

  /** What it is a part of; left out at the top. */
  @Optional()
  @IsCode()
  parent?: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  /** It takes no new work; what it did stays its own. */
  @Optional()
  @IsBoolean()
  closed?: boolean;
}

/** The company's units as they belong together. */
export class UnitsDto implements Units {
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => UnitDto)
  units: UnitDto[];
}

/** The next version of the tree of units. */
export class PublishUnitsDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => UnitsDto)
  document: UnitsDto;
}

export class UnitsVersionDto extends PolicyVersionDto {
  document: UnitsDto;
}
