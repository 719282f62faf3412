import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { suggest } from '@redress/policy';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { KeywordsVersionDto, PublishKeywordsDto, SuggestDto, SuggestionsDto } from './dto/keywords.dto.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** The library of customers' words 客户关键词库, and what it makes of a text. */
@ApiTags('policies')
@Controller('v1')
export class KeywordsController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The library in force, now or at an instant, or a version of it. */
  @Get('keywords')
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<KeywordsVersionDto> {
    return this.desk.find('keywords', question, minPosition) as Promise<KeywordsVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('keywords/versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('keywords', minPosition);
  }

  /** Publishes the whole library under the next version. */
  @Post('keywords')
  @CommandHeaderDocs()
  publish(@Body() body: PublishKeywordsDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    return this.desk.publish('keywords', body, caller);
  }

  /** Which categories a customer's words point to, the likeliest first. Nothing is stored. */
  @Post('classification-suggestions')
  @HttpCode(200)
  async suggestions(@Body() { text, texts = [], language }: SuggestDto): Promise<SuggestionsDto> {
    const { version, document } = await this.desk.now('keywords');
    const found = suggest(document, text === undefined ? texts : [text, ...texts], language);
    return { library: version, suggestions: found.map((suggestion) => ({ ...suggestion, words: [...suggestion.words] })) };
  }
}
