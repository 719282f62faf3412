import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn } from 'class-validator';
import {
  letterKinds,
  letterLanguages,
  letterParts,
  type LetterKind,
  type LetterLanguage,
  type LetterPart,
  type Letters,
  type LetterTemplate,
} from '@redress/policy';
import { IsCode, IsNested, IsText } from '../../http/fields.js';
import { PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A part of a letter. */
export class LetterPartDto {
  @IsIn(letterParts)
  part: LetterPart;

  /** Liquid. */
  @IsText(10_000)
  text: string;
}

/** A letter with gaps. */
export class LetterTemplateDto implements LetterTemplate {
  /** The same in every language. */
  @IsCode()
  id: string;

  /** What it is for. */
  @IsIn(letterKinds)
  kind: LetterKind;

  @IsIn(letterLanguages)
  language: LetterLanguage;

  /** Liquid, one line. */
  @IsText(500)
  subject: string;

  /** In this order. */
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => LetterPartDto)
  parts: LetterPartDto[];
}

export class LettersDto implements Letters {
  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => LetterTemplateDto)
  templates: LetterTemplateDto[];
}

/** The next version of the templates. */
export class PublishLettersDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => LettersDto)
  document: LettersDto;
}

export class LettersVersionDto extends PolicyVersionDto {
  document: LettersDto;
}
