import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsIn, IsInt, Min, ValidateIf } from 'class-validator';
import { keywordLanguages, type KeywordEntry, type KeywordLanguage, type Keywords } from '@redress/policy';
import { IsCode, IsNested, IsText, Optional } from '../../http/fields.js';
import { PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** Words that point to a category. */
export class KeywordEntryDto implements KeywordEntry {
  @IsCode()
  category: string;

  /** In `zh` a word is found wherever its characters stand, in `en` as a word of its own. */
  @IsIn(keywordLanguages)
  language: KeywordLanguage;

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsCode(100, { each: true })
  words: string[];

  /** What each word found adds to the category's score. */
  @IsInt()
  @Min(1)
  weight: number;
}

export class KeywordsDto implements Keywords {
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => KeywordEntryDto)
  entries: KeywordEntryDto[];
}

/** The next version of the library. */
export class PublishKeywordsDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => KeywordsDto)
  document: KeywordsDto;
}

export class KeywordsVersionDto extends PolicyVersionDto {
  document: KeywordsDto;
}

/** What a customer said, as `text` or in several `texts`; neither is stored or logged. */
export class SuggestDto {
  @ValidateIf(({ text, texts }: SuggestDto) => text !== undefined || texts === undefined)
  @IsText()
  text?: string;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsText(20_000, { each: true })
  texts?: string[];

  /** Words of this language alone; of both, if left out. */
  @Optional()
  @IsIn(keywordLanguages)
  language?: KeywordLanguage;
}

/** A category that the texts point to. */
export class SuggestedCategoryDto {
  category: string;
  /** The sum of the weights of the words found. */
  score: number;
  words: string[];
}

/** The likeliest first; empty if nothing was found. */
export class SuggestionsDto {
  /** Version of the library. */
  library: number;
  suggestions: SuggestedCategoryDto[];
}
