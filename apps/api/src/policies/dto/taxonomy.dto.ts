import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined } from 'class-validator';
import type { SaidTaxonomy, TaxonomyEntry } from '@redress/policy';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A code and what people call it. */
export class TaxonomyEntryDto implements TaxonomyEntry {
  @IsCode()
  code: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  /** The code in the same list that it is a kind of. */
  @Optional()
  @IsCode()
  parent?: string;

  /** Kept for what was coded with it; a strict list refuses it for what is new. */
  @Optional()
  @IsBoolean()
  retired?: boolean;
}

/** A list of codes. */
export class CodeListDto {
  /** Whether codes that are not listed are refused; as before, if left out. */
  @Optional()
  @IsBoolean()
  strict?: boolean;

  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => TaxonomyEntryDto)
  entries: TaxonomyEntryDto[];
}

/** The lists that change; the others stay as they are. */
export class TaxonomyDto implements SaidTaxonomy {
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  channels?: CodeListDto;

  /** 投诉原因. */
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  causes?: CodeListDto;

  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  categories?: CodeListDto;

  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  products?: CodeListDto;

  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  remedies?: CodeListDto;

  /** Branches of the fishbone 鱼骨图: the six at the top, one's own below them. */
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  rootCauses?: CodeListDto;

  /** Own, customer, third: labels alone. */
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  faultParties?: CodeListDto;

  /** How cases end: labels alone. */
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  outcomes?: CodeListDto;

  /** Levels of handling, `1` to `3`: labels alone. */
  @Optional()
  @IsNested()
  @Type(() => CodeListDto)
  levels?: CodeListDto;
}

/** The next version of the taxonomy. */
export class PublishTaxonomyDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => TaxonomyDto)
  document: TaxonomyDto;
}

/** A version of the taxonomy; every list is there, and says whether it is strict. */
export class TaxonomyVersionDto extends PolicyVersionDto {
  document: TaxonomyDto;
}
