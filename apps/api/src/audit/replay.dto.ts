import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min, ValidateBy } from 'class-validator';
import { CutDto } from '../complaints/dto/cut.dto.js';
import type { Cut } from '../complaints/history.js';
import { Optional } from '../http/fields.js';

const whole = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value);

const instant = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A moment of a case as it is written in a question; undefined if it is none. `3`, `revision:3`, `2026-11-22T08:00:00Z`, `asOf:…`, `knownAt:…` */
export function cutFrom(text: string): Cut | undefined {
  const [, name, said] = /^(?:(revision|asOf|knownAt):)?(.+)$/.exec(text) ?? [];
  if (said === undefined) return undefined;
  if (/^\d{1,15}$/.test(said)) return name === undefined || name === 'revision' ? { revision: Number(said) } : undefined;
  const day = instant.exec(said)?.[1];
  if (day === undefined || name === 'revision' || Number.isNaN(Date.parse(said))) return undefined;
  // `Date.parse` turns February 30th into March 2nd.
  if (!new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) || day < '1900') return undefined;
  const at = new Date(said).toISOString();
  return name === 'knownAt' ? { knownAt: at } : { asOf: at };
}

const IsAuditMoment = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'isAuditMoment',
      validator: {
        validate: (value) => typeof value === 'string' && cutFrom(value) !== undefined,
        defaultMessage: () =>
          '$property must be a revision such as 3, an instant with offset such as 2026-11-22T08:00:00Z (business time), or knownAt: and one (in a URL the + of an offset is written %2B)',
      },
    }),
    ApiPropertyOptional({ type: String, example: '3', maxLength: 60 }),
  );

/** Between which two moments: each a revision (`3`), an instant of business time (`2026-11-22T08:00:00+08:00`) or of knowledge (`knownAt:…`). */
export class DifferenceDto {
  /** Before the beginning, if left out. */
  @Optional()
  @IsAuditMoment()
  from?: string;

  /** The end as it is now, if left out. */
  @Optional()
  @IsAuditMoment()
  to?: string;
}

/** Which events of a stream. */
export class StreamDto extends CutDto {
  /** Only those of later revisions: `next` of the page before. */
  @Optional()
  @Transform(whole)
  @IsInt()
  @Min(0)
  after?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 100 })
  @Optional()
  @Transform(whole)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}
