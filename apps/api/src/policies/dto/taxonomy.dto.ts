import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, ValidateNested } from 'class-validator';
import type { SaidTaxonomy, TaxonomyEntry } from '@redress/policy';
import { IsCode, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A code and what people call it. */
export class TaxonomyEntryDto implements TaxonomyEntry {
  @IsCode()
  code: string;

  @IsDefined()
  @ValidateNested()
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
  @ValidateNested({ each: true })
  @Type(() => TaxonomyEntryDto)
  entries: TaxonomyEntryDto[];
}

/** The lists that change; the others stay as they are. */
export class TaxonomyDto implements SaidTaxonomy {
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  channels?: CodeListDto;

  /** 投诉原因. */
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  causes?: CodeListDto;

  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  categories?: CodeListDto;

  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  products?: CodeListDto;

  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  remedies?: CodeListDto;

  /** Branches of the fishbone 鱼骨图: the six at the top, one's own below them. */
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  rootCauses?: CodeListDto;

  /** Own, customer, third: labels alone. */
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  faultParties?: CodeListDto;

  /** How cases end: labels alone. */
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  outcomes?: CodeListDto;

  /** Levels of handling, `1` to `3`: labels alone. */
  @Optional()
  @ValidateNested()
  @Type(() => CodeListDto)
  levels?: CodeListDto;
}

/** The next version of the taxonomy. */
export class PublishTaxonomyDto extends PublishPolicyDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => TaxonomyDto)
  document: TaxonomyDto;
}

/** A version of the taxonomy; every list is there, and says whether it is strict. */
export class TaxonomyVersionDto extends PolicyVersionDto {
  document: TaxonomyDto;
}
