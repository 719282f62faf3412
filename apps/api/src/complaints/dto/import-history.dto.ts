import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, Min, ValidateBy } from 'class-validator';
import { importedTypes } from '@redress/complaint';
import type { Instant, Precision } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';

function areColumns(columns: unknown): boolean {
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) return false;
  const values = Object.values(columns);
  return values.length <= 200 && values.every((value) => typeof value === 'string' && value.length <= 5_000);
}

/** Where the history comes from. */
export class SourceDto {
  /** The other system's name. */
  @IsCode(100)
  system: string;

  /** The case's id there: the same system and id are imported once. */
  @IsCode()
  id: string;

  @Optional()
  @IsCode(1_000)
  file?: string;

  @Optional()
  @IsInt()
  @Min(1)
  line?: number;
}

/** An event as it is taken over. */
export class ImportedEventDto {
  @IsIn(importedTypes)
  type: (typeof importedTypes)[number];

  @IsInstant()
  occurredAt: Instant;

  /** How exactly the time is known: to the day, or only that it was not before. */
  @Optional()
  @IsIn(['day', 'not-before'])
  precision?: Precision;

  /** What the event carries; checked by the rules. */
  @IsObject()
  data: object;
}

/** Something the importer noticed; not personal. */
export class ImportWarningDto {
  @IsCode()
  code: string;

  @IsText(1_000)
  detail: string;
}

/** One case of another system: one append, `Received` first. */
export class ImportHistoryDto {
  @IsNested()
  @Type(() => SourceDto)
  @IsObject()
  source: SourceDto;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsNested({ each: true })
  @Type(() => ImportedEventDto)
  events: ImportedEventDto[];

  /** The source's columns kept as they were, without personal ones. */
  @ValidateBy({ name: 'columns', validator: { validate: areColumns, defaultMessage: () => 'columns must be at most 200 texts by name' } })
  columns: Record<string, string> = {};

  @IsArray()
  @ArrayMaxSize(100)
  @IsNested({ each: true })
  @Type(() => ImportWarningDto)
  warnings: ImportWarningDto[] = [];
}
