import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined } from 'class-validator';
import type { MenuItem, Playbook, Playbooks, Step } from '@redress/policy';
import { MoneyDto } from '../../complaints/dto/parts.dto.js';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyQuestionDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** Something to be done, by whom. */
export class StepDto implements Step {
  @IsCode()
  code: string;

  /** As in tokens. */
  @IsCode(60)
  role: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;
}

/** A remedy that may be offered; what it needs to be approved, the authority matrix says. */
export class MenuItemDto implements MenuItem {
  /** A code of the taxonomy's remedies. */
  @IsCode()
  remedy: string;

  /** What is usual at most. */
  @Optional()
  @IsNested()
  @Type(() => MoneyDto)
  upTo?: MoneyDto;

  /** When it is right. */
  @Optional()
  @IsNested()
  @Type(() => LabelsDto)
  note?: LabelsDto;
}

/** What is recommended for one category of complaint, of one product if that is named. */
export class PlaybookDto implements Playbook {
  @IsCode()
  category: string;

  @Optional()
  @IsCode()
  product?: string;

  /** In this order. */
  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => StepDto)
  steps: StepDto[];

  /** The remedy menu, what comes first first. */
  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => MenuItemDto)
  remedies: MenuItemDto[];
}

export class PlaybooksDto implements Playbooks {
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => PlaybookDto)
  playbooks: PlaybookDto[];
}

/** The next version of the playbooks. */
export class PublishPlaybooksDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => PlaybooksDto)
  document: PlaybooksDto;
}

/** A version of the playbooks; of one category if that was asked for, and with a product the one that counts for it. */
export class PlaybooksVersionDto extends PolicyVersionDto {
  document: PlaybooksDto;
}

/** Which playbooks. */
export class PlaybooksQuestionDto extends PolicyQuestionDto {
  /** Of this category alone. */
  @Optional()
  @IsCode()
  category?: string;

  /** With a category: the one for this product, else that of the category. */
  @Optional()
  @IsCode()
  product?: string;
}

/** Which menu. */
export class MenuQuestionDto extends PolicyQuestionDto {
  @IsCode()
  category: string;

  @Optional()
  @IsCode()
  product?: string;
}

/** A remedy of the menu, in the languages that were asked for. */
export class OfferedRemedyDto {
  /** What `proposals` and `compensations` take. */
  remedy: string;
  /** The taxonomy's words for it; none if it does not list it. */
  labels: Partial<LabelsDto>;
  /** What is usual at most. */
  upTo?: MoneyDto;
  /** When it is right. */
  note?: Partial<LabelsDto>;
}

/** The remedies for a category, and perhaps a product. */
export class RemedyMenuDto {
  category: string;
  /** Null if the menu is that of the category. */
  product: string | null;
  /** Of the playbooks. */
  version: number;
  remedies: OfferedRemedyDto[];
}

/** The playbook for a case. */
export class CasePlaybookDto extends PlaybookDto {
  complaintId: string;
  /** Of the playbooks. */
  version: number;
}
