import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsInstance, IsInt } from 'class-validator';
import type { Instant } from '@redress/kernel';
import {
  lengthUnits,
  type Calendar,
  type CountedDay,
  type Explanation,
  type Hours,
  type LengthUnit,
  type SkippedDay,
  type SpecialDay,
} from '@redress/policy';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { PolicyQuestionDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A stretch of a working day on the clock of the calendar's zone. */
export class HoursDto implements Hours {
  @IsCode(5)
  from: string;

  /** `24:00` is the end of the day. */
  @IsCode(5)
  to: string;
}

const WorkingHours = (): PropertyDecorator =>
  applyDecorators(
    Optional(),
    IsArray(),
    ArrayMaxSize(96),
    IsNested({ each: true }),
    Type(() => HoursDto),
    ApiProperty({ type: [HoursDto], required: false }),
  );

/** Of each weekday, 1 Monday to 7 Sunday; no business day, if left out. */
export class WeekDto {
  @WorkingHours()
  '1'?: HoursDto[];

  @WorkingHours()
  '2'?: HoursDto[];

  @WorkingHours()
  '3'?: HoursDto[];

  @WorkingHours()
  '4'?: HoursDto[];

  @WorkingHours()
  '5'?: HoursDto[];

  @WorkingHours()
  '6'?: HoursDto[];

  @WorkingHours()
  '7'?: HoursDto[];
}

/** A day that is other than its weekday. */
export class SpecialDayDto implements SpecialDay {
  /** Local, `2026-10-01`. */
  @IsCode(10)
  day: string;

  @IsCode()
  name: string;

  /** To be confirmed; left out otherwise. */
  @Optional()
  @IsIn([true])
  @ApiProperty({ type: 'boolean', enum: [true], required: false })
  provisional?: true;
}

/** A make-up day 调休, or a business day with hours of its own. */
export class WorkdayDto extends SpecialDayDto {
  /** Those of a Monday, if left out. */
  @WorkingHours()
  hours?: HoursDto[];
}

export class KnownDaysDto {
  @IsCode(10)
  from: string;

  @IsCode(10)
  to: string;
}

/** When a company works: what a business day and a business hour are. */
export class CalendarDto implements Calendar {
  /** IANA, `Asia/Shanghai`. */
  @IsCode(60)
  zone: string;

  @IsDefined()
  @IsNested()
  @Type(() => WeekDto)
  week: WeekDto;

  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => SpecialDayDto)
  holidays: SpecialDayDto[];

  @IsArray()
  @ArrayMaxSize(5_000)
  @IsNested({ each: true })
  @Type(() => WorkdayDto)
  workdays: WorkdayDto[];

  /** The days for which holidays are known, both in it. */
  @IsDefined()
  @IsNested()
  @Type(() => KnownDaysDto)
  known: KnownDaysDto;

  /** Where it was read, and when. */
  @IsText()
  source: string;
}

/** Calendars by name. */
@ApiExtraModels(CalendarDto)
export class CalendarsDto {
  // A map, since that is what is checked entry by entry.
  @IsInstance(Map)
  @IsNested({ each: true })
  @Type(() => CalendarDto)
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(CalendarDto) } })
  calendars: Map<string, CalendarDto>;
}

/** The calendars that change under the next version; the others stay as they are. */
export class PublishCalendarsDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => CalendarsDto)
  document: CalendarsDto;
}

/** A version of all calendars. */
export class CalendarsVersionDto extends PolicyVersionDto {
  document: CalendarsDto;
}

/** How long from when. */
export class DueQuestionDto extends PolicyQuestionDto {
  @IsInstant()
  from: Instant;

  /** A whole number. */
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt()
  amount: number;

  @IsIn(lengthUnits)
  @ApiProperty({ enum: lengthUnits })
  unit: LengthUnit;
}

/** A day that was counted: by its weekday, or because it is listed, under the name that it has there. */
export class CountedDayDto implements CountedDay {
  day: string;
  name?: string;
  /** Of working time, if hours were counted. */
  minutes?: number;
}

/** A day that was not: no working day of the week, a holiday, or a business day on which nobody worked any more. */
export class SkippedDayDto implements SkippedDay {
  day: string;
  @ApiProperty({ enum: ['weekday', 'holiday', 'closed'] })
  why: SkippedDay['why'];
  name?: string;
  @ApiProperty({ type: 'boolean', enum: [true], required: false })
  provisional?: true;
}

/** When something is due, and why then. */
export class DueDto implements Explanation {
  calendar: string;
  /** Of all calendars. */
  version: number;
  due: Instant;
  /** On the clocks of the zone. */
  local: string;
  zone: string;
  /** The first 100, in order. */
  counted: CountedDayDto[];
  /** The first 100, in order. */
  skipped: SkippedDayDto[];
  /** How many days more there are of both. */
  leftOut: number;
  /** Holidays on which it depends are not known yet. */
  isProvisional: boolean;
}
