import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsString, MaxLength } from 'class-validator';
import { reports } from '@redress/views';
import { IsCode, Optional } from '../../http/fields.js';
import { ReportDto, takeOwnParameters } from './report.dto.js';

/** Which number of a report, as what its row says: `measure` and, of the row, `bucketStart` and the dimensions. */
export class ReportComplaintsDto extends OmitType(ReportDto, ['format', 'lang']) {
  /** json, if left out, is a page of them; csv, xlsx and parquet are all of them. */
  @Optional()
  @IsIn(['json', 'csv', 'xlsx', 'parquet'])
  format?: 'json' | 'csv' | 'xlsx' | 'parquet';

  /** A column that counts. */
  @IsCode(60)
  measure: string;

  /** The row's `bucket`; all buckets, if left out. */
  @Optional()
  @IsCode(10)
  bucketStart?: string;

  /** 1 to 200, 50 if left out; files have no pages. */
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt()
  limit?: number;

  /** `next` of the page before, with the same question. */
  @Optional()
  @IsCode(2_000)
  cursor?: string;
}

// How many rows a report has says nothing of what is behind one.
takeOwnParameters(ReportComplaintsDto.prototype, ['limit']);

/** The dimensions of any report, each a parameter of its own. */
export const dimensionNames = [...new Set(reports.flatMap(({ dimensions }) => Object.keys(dimensions)))];
for (const name of dimensionNames) {
  const description = "The row's value, where it was split by this; empty for none.";
  for (const decorate of [Optional(), IsString(), MaxLength(200), ApiProperty({ type: String, required: false, description })])
    decorate(ReportComplaintsDto.prototype, name);
}
