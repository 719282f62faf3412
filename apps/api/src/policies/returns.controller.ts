import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Returns } from '@redress/policy';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PublishReturnsDto, ReturnsVersionDto } from './dto/returns.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** The taxonomies of the regulator returns: their categories, and which complaints belong into which. */
@ApiTags('policies')
@Controller('v1/return-taxonomies')
export class ReturnsController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The taxonomies in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<ReturnsVersionDto> {
    return this.desk.find('returns', question, minPosition) as Promise<object> as Promise<ReturnsVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('returns', minPosition);
  }

  /** Publishes the returns that change under the next version; the others are carried over. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() { document: { returns }, ...body }: PublishReturnsDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    const documents = [...returns].map(([name, { lists, ...said }]) => [name, { ...said, lists: Object.fromEntries(lists) }] as const);
    return this.desk.publish('returns', { ...body, document: { returns: Object.fromEntries(documents) } as Returns }, caller);
  }
}
