import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PublishUnitsDto, UnitsVersionDto } from './dto/units.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** The company's units, as a tree. */
@ApiTags('policies')
@Controller('v1/units')
export class UnitsController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The tree in force, now or at an instant, or a version of it. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<UnitsVersionDto> {
    return this.desk.find('units', question, minPosition) as Promise<UnitsVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('units', minPosition);
  }

  /** Publishes the whole tree under the next version. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishUnitsDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    return this.desk.publish('units', body, caller);
  }
}
