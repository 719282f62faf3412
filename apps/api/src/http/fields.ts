import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsObject, Matches, ValidateBy, ValidateIf, ValidateNested, type ValidationOptions } from 'class-validator';

const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const utc = /^(?:19|[2-9]\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The instant in UTC with milliseconds, or the value as it came if it is none. */
function toInstant(value: unknown): unknown {
  if (typeof value !== 'string' || !withOffset.test(value)) return value;
  const time = Date.parse(value);
  if (Number.isNaN(time) || !existsInCalendar(value)) return value;
  return new Date(time).toISOString();
}

/** `Date.parse` turns February 30th into March 2nd. */
function existsInCalendar(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** An ISO 8601 instant with offset; normalised to UTC. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => toInstant(value)),
    Matches(utc, { message: '$property must be an ISO 8601 date and time with offset from 1900 on, such as 2026-11-22T08:00:00+08:00' }),
    ApiProperty({ format: 'date-time' }),
  );

/** One validator for each field, not one for each property of it: a request has many fields. */
function written(
  name: string,
  max: number,
  fits: (text: string) => boolean,
  wanted: string,
  options: ValidationOptions,
): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= max && fits(value);
  const message = `${options.each ? 'each value in ' : ''}$property must be ${wanted} of 1 to ${max} characters`;
  const documented = options.each ? [] : [ApiProperty({ minLength: 1, maxLength: max })];
  return applyDecorators(
    ValidateBy({ name, constraints: [max], validator: { validate, defaultMessage: () => message } }, options),
    ...documented,
  );
}

/** A code of a taxonomy, an id or a name: one short line. */
export const IsCode = (max = 200, options: ValidationOptions = {}): PropertyDecorator =>
  written('isCode', max, (text) => !/\p{Cc}/u.test(text), 'a line without control characters', options);

/** What somebody wrote or said. PostgreSQL cannot hold U+0000. */
export const IsText = (max = 20_000, options: ValidationOptions = {}): PropertyDecorator =>
  written('isText', max, (text) => !text.includes('\0'), 'text without U+0000', options);

/** An object of a DTO, or with `each` every one in a list. `ValidateNested` alone would take a list for an object, and then find nothing to check in it. */
export const IsNested = (options: ValidationOptions = {}): PropertyDecorator => applyDecorators(IsObject(options), ValidateNested(options));

/** A SHA-256 in hex. */
export const IsSha256 = (): PropertyDecorator =>
  applyDecorators(
    Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 in lower-case hex' }),
    ApiProperty({ pattern: '^[0-9a-f]{64}$' }),
  );

/** A field of one decision only: with another it is refused, not dropped. */
export const OnlyWith = (decision: string): PropertyDecorator =>
  ValidateBy({
    name: 'onlyWith',
    validator: {
      validate: (_, args) => (args!.object as { readonly decision?: unknown }).decision === decision,
      defaultMessage: () => `$property goes with the decision ${decision} only`,
    },
  });

/** May be left out, but not null. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
