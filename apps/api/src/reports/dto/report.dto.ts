import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt } from 'class-validator';
import { reports } from '@redress/views';
import { IsCode, Optional } from '../../http/fields.js';

/** What a report takes. */
export class ReportDto {
  /** Inclusive: a date (its local midnight) or an instant with offset. */
  @IsCode(40)
  from: string;

  /** Exclusive. */
  @IsCode(40)
  to: string;

  /** IANA zone, whose days and weeks these are; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;

  /** day, week, month, quarter or year; one row for the whole period, if left out. */
  @Optional()
  @IsCode(20)
  bucket?: string;

  /** What to split by, comma separated, in the order of the columns: dimensions of the report. */
  @Optional()
  @IsCode(200)
  by?: string;

  /** Business time: counts what had happened by then; now, if left out. */
  @Optional()
  @IsCode(40)
  asOf?: string;

  /** Recorded time: counts what was known by then; what is known now, if left out. */
  @Optional()
  @IsCode(40)
  knownAt?: string;

  /** json, if left out; html is a page to be printed, csv, xlsx and parquet are files. */
  @Optional()
  @IsIn(['json', 'csv', 'xlsx', 'parquet', 'html'])
  format?: 'json' | 'csv' | 'xlsx' | 'parquet' | 'html';

  /** Of html: zh-CN or en; by Accept-Language, if left out. */
  @Optional()
  @IsIn(['zh-CN', 'en'])
  lang?: 'zh-CN' | 'en';
}

/** A report's question, with what some reports take beside. */
export class ReportQuestionDto extends ReportDto {}

/** What any report takes of its own, each a parameter of the route. */
const ownParameters = new Map(reports.flatMap(({ parameters = {} }) => Object.entries(parameters)));
export const parameterNames = [...ownParameters.keys()];
/** Lets a class take them, but for those that mean something else there. */
export function takeOwnParameters(target: object, but: readonly string[] = []): void {
  for (const [name, { meaning, least, most, default: otherwise }] of ownParameters) {
    if (but.includes(name)) continue;
    const takers = reports.filter(({ parameters = {} }) => Object.hasOwn(parameters, name)).map((report) => report.name);
    const description = `Of ${takers.join(', ')}: ${meaning} ${least} to ${most}, ${otherwise} if left out.`;
    const wholeNumber = Transform(({ value }) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown),
    );
    for (const decorate of [Optional(), wholeNumber, IsInt(), ApiProperty({ type: 'integer', required: false, description })])
      decorate(target, name);
  }
}
takeOwnParameters(ReportQuestionDto.prototype);
