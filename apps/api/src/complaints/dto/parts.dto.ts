import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsInt, IsISO4217CurrencyCode, Max, Min } from 'class-validator';
import type { Complainant, Contact, Evidence, Holder, StarNote, Template } from '@redress/complaint';
import type { Money } from '@redress/kernel';
import { IsCode, IsNested, IsSha256, IsText, Optional } from '../../http/fields.js';

/** An amount in minor units (cents, fen). */
export class MoneyDto implements Money {
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  amount: number;

  @IsISO4217CurrencyCode()
  currency: string;
}

/** How to reach a person. */
export class ContactDto implements Contact {
  @Optional()
  @IsText(200)
  name?: string;

  @Optional()
  @IsText(50)
  phone?: string;

  @Optional()
  @IsEmail()
  email?: string;

  @Optional()
  @IsText(1_000)
  address?: string;

  /** The person's number in the company's own records. */
  @Optional()
  @IsText(100)
  customerNumber?: string;
}

/** Somebody who speaks for the complainant. */
export class RepresentativeDto extends ContactDto {
  /** In what right: "mother of", "attorney, power of 2026-03-01". */
  @Optional()
  @IsText(200)
  capacity?: string;
}

/** The complaining customer, and who speaks for or with them. */
export class ComplainantDto extends ContactDto implements Complainant {
  @Optional()
  @IsNested()
  @Type(() => RepresentativeDto)
  representative?: RepresentativeDto;

  /** The others of a joint complaint. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsNested({ each: true })
  @Type(() => ContactDto)
  others?: ContactDto[];
}

/** Who has a case or a part of the work on it: at least one of person, unit, team or skill. */
export class HolderDto implements Holder {
  /** A staff `sub`. */
  @Optional()
  @IsCode()
  person?: string;

  @Optional()
  @IsCode()
  unit?: string;

  @Optional()
  @IsCode()
  team?: string;

  @Optional()
  @IsCode()
  skill?: string;
}

/** Bytes are kept elsewhere. */
export class EvidenceDto implements Evidence {
  /** SHA-256, hex. */
  @IsSha256()
  hash: string;

  @IsCode(1_000)
  locator: string;
}

/** A text of the library of texts. */
export class TemplateDto implements Template {
  @IsCode()
  id: string;

  @IsInt()
  @Min(1)
  version: number;
}

/** Situation, task, action, result, and the lesson learnt. */
export class StarNoteDto implements StarNote {
  @Optional()
  @IsText()
  situation?: string;

  @Optional()
  @IsText()
  task?: string;

  @Optional()
  @IsText()
  action?: string;

  @Optional()
  @IsText()
  result?: string;

  @Optional()
  @IsText()
  lesson?: string;
}
