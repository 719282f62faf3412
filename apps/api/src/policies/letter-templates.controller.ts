import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { checkTemplates } from '@redress/letters';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { LettersVersionDto, PublishLettersDto } from './dto/letters.dto.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** The letters that the company writes, as templates. */
@ApiTags('policies')
@Controller('v1/letter-templates')
export class LetterTemplatesController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The templates in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<LettersVersionDto> {
    return this.desk.find('letters', question, minPosition) as Promise<LettersVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('letters', minPosition);
  }

  /** Publishes all templates under the next version. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishLettersDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    // Liquid is a library's to read: what the decision checks is plain data.
    checkTemplates(body.document);
    return this.desk.publish('letters', body, caller);
  }
}
