import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, ValidateBy } from 'class-validator';
import { recourses, type Recourse } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { isAddress } from '@redress/letters';
import { letterLanguages, type LetterLanguage } from '@redress/policy';
import { CommandDto } from '../complaints/dto/command.dto.js';
import { ComplaintAnswer } from '../complaints/dto/complaint-answer.dto.js';
import { IsCode, IsInstant, IsText, Optional } from '../http/fields.js';

const AreAddresses = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isAddress', validator: { validate: isAddress, defaultMessage: () => 'each value in $property must be one mail address' } },
    { each: true },
  );

const mostFields = 50;
const longestField = 20_000;

function areFields(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const isField = ([name, text]: [string, unknown]) =>
    /^[a-z][A-Za-z0-9]{0,49}$/.test(name) && typeof text === 'string' && text.length <= longestField && !text.includes('\0');
  return entries.length <= mostFields && entries.every(isField);
}

/** A letter to the customer: which template, and what only the writer knows. */
export class LetterDto extends CommandDto {
  /** Id of a template in force. */
  @IsCode()
  template: string;

  /** That of the complaint, if left out; where there is none in it, that in which the template comes first. */
  @Optional()
  @IsIn(letterLanguages)
  language?: LetterLanguage;

  /** `letter` and `post` are printed: nothing is mailed but to whom `recipients` and `cc` name. */
  @IsCode()
  channel: string = 'email';

  /** Mail addresses; the complainant's, if left out. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @AreAddresses()
  recipients?: string[];

  /** Mail addresses of those who get a copy. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @AreAddresses()
  cc?: string[];

  /** Why it was decided so; required of a final letter. */
  @Optional()
  @IsText()
  reasons?: string;

  /** Where the customer may turn next; a final letter names at least one. */
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(recourses, { each: true })
  recourse: Recourse[] = [];

  /** What was done to find out. */
  @Optional()
  @IsText()
  investigation?: string;

  /** A sentence of one's own about what the customer went through. */
  @Optional()
  @IsText()
  sympathy?: string;

  /** The measure by which it does not happen again. */
  @Optional()
  @IsText()
  noRepeat?: string;

  /** What the customer gets. */
  @Optional()
  @IsText()
  remedy?: string;

  /** What happens next. */
  @Optional()
  @IsText()
  handling?: string;

  /** Until when; required of an acknowledgement. */
  @Optional()
  @IsInstant()
  answerBy?: Instant;

  /** The named contact of an acknowledgement, a staff `sub`. */
  @Optional()
  @IsCode()
  contact?: string;

  /** Who apologises, a staff `sub`; who writes, if left out. */
  @Optional()
  @IsCode()
  apologist?: string;

  /** Whether an apology says that it was our fault. */
  @IsBoolean()
  admitsFault: boolean = false;

  /** What else the template says, by the name that it has there; what the case and the other fields say is not replaced. */
  @Optional()
  @ValidateBy({
    name: 'areFields',
    validator: {
      validate: areFields,
      defaultMessage: () =>
        `$property must be an object of at most ${mostFields} texts of at most ${longestField} characters, each named by letters and digits`,
    },
  })
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  fields?: Record<string, string>;
}

/** Which template, of which version of the letter templates. */
export class UsedTemplate {
  id: string;
  version: number;
}

/** A letter as it would be sent; nothing is stored. */
export class LetterPreview {
  template: UsedTemplate;
  @ApiProperty({ enum: letterLanguages })
  language: LetterLanguage;
  subject: string;
  text: string;
  /** The same words; markup is only the paragraphs'. */
  html: string;
  recipients: string[];
  cc: string[];
}

/** What came of a letter. */
export class LetterAnswer extends ComplaintAnswer {
  /** SHA-256 of the letter as it is kept: `GET /v1/complaints/{id}/evidence/{hash}` reads it. */
  letter: string;
}
