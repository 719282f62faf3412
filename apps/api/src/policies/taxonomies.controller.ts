import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PublishTaxonomyDto, TaxonomyVersionDto } from './dto/taxonomy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** What complaints are coded with: channels, causes, categories, products, remedies, and the labels of what the rules know. */
@ApiTags('policies')
@Controller('v1/taxonomies')
export class TaxonomiesController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The taxonomy in force, now or at an instant, or a version of it. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<TaxonomyVersionDto> {
    return this.desk.find('taxonomy', question, minPosition) as Promise<TaxonomyVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('taxonomy', minPosition);
  }

  /** Publishes the lists that change under the next version; the others are carried over. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishTaxonomyDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    return this.desk.publish('taxonomy', body, caller);
  }
}
