import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID, Matches } from 'class-validator';
import type { Instant } from '@redress/kernel';
import { readDimensions, type ReadDimension } from '@redress/views';
import { IsCode, IsInstant, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** Which reads. */
export class ReadsDto extends PageDto {
  /** Read at this instant or after it. */
  @Optional()
  @IsInstant()
  from?: Instant;

  /** Read before this instant. */
  @Optional()
  @IsInstant()
  to?: Instant;

  /** Who read, a staff `sub`. */
  @Optional()
  @IsCode()
  reader?: string;

  /** Of this complaint, by its id. */
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown)))
  @IsUUID()
  complaintId?: string;

  /** What it was read for, as it was stated; empty: nothing was. */
  @Optional()
  @Matches(/^[A-Za-z0-9 .:/_-]{0,100}$/)
  purpose?: string;

  /** What was read: `complaints`, `reports`, `audit/bundles` … */
  @Optional()
  @IsCode()
  kind?: string;
}

/** Which reads are counted, and by what. */
export class CountReadsDto extends OmitType(ReadsDto, ['limit', 'cursor'] as const) {
  /** Some of reader, purpose, kind and day, comma-separated; reader and purpose, if left out. */
  @ApiPropertyOptional({ type: String, example: 'reader,purpose,kind' })
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',') : (value as unknown)))
  @IsArray()
  @ArrayMaxSize(readDimensions.length)
  @ArrayUnique()
  @IsIn(readDimensions, { each: true })
  by?: ReadDimension[];

  /** Whose days these are, IANA; the installation's, if left out. */
  @Optional()
  @IsCode()
  tz?: string;
}
