import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PublishRetentionDto, RetentionVersionDto } from './dto/retention.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** How long the files of complaints are kept after they are closed. */
@ApiTags('policies')
@Controller('v1/retention-rules')
export class RetentionController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The rules in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<RetentionVersionDto> {
    return this.desk.find('retention', question, minPosition) as Promise<object> as Promise<RetentionVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('retention', minPosition);
  }

  /** Publishes all rules under the next version. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishRetentionDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    return this.desk.publish('retention', body, caller);
  }
}
