import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { checkLength, explained, type Calendars } from '@redress/policy';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { CalendarsVersionDto, DueDto, DueQuestionDto, PublishCalendarsDto } from './dto/calendars.dto.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** When people work: what business days and business hours are. */
@ApiTags('policies')
@Controller('v1/calendars')
export class CalendarsController {
  constructor(private readonly desk: PolicyDesk) {}

  /** All calendars in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<CalendarsVersionDto> {
    return this.desk.find('calendars', question, minPosition) as Promise<object> as Promise<CalendarsVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('calendars', minPosition);
  }

  /** When something would be due, and why then: which days count, and which do not. */
  @Get(':name/due')
  @MinPosition()
  async due(
    @Param('name') name: string,
    @Query() { from, amount, unit, ...question }: DueQuestionDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<DueDto> {
    checkLength('amount', { amount, unit });
    const { version, document } = await this.desk.find('calendars', question, minPosition);
    const calendar = Object.hasOwn(document.calendars, name) ? document.calendars[name] : undefined;
    if (!calendar) {
      throw new HttpProblem(404, 'no-such-calendar', 'no calendar of this name was in force', {
        name,
        calendars: Object.keys(document.calendars),
      });
    }
    return { calendar: name, version, ...explained(calendar, from, { amount, unit }) } as DueDto;
  }

  /** Publishes the calendars that change under the next version; the others are carried over. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() { document: { calendars }, ...body }: PublishCalendarsDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    const document: Calendars = { calendars: Object.fromEntries(calendars) };
    return this.desk.publish('calendars', { ...body, document }, caller);
  }
}
