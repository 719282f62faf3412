import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { choiceFor, type SaidPacks } from '@redress/policy';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { ChoiceQuestionDto, ChosenPackDto, PacksVersionDto, PackVersionDto, PublishPacksDto } from './dto/packs.dto.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** What time and risk mean: clocks, signals, and where each rule comes from. */
@ApiTags('policies')
@Controller('v1/packs')
export class PacksController {
  constructor(private readonly desk: PolicyDesk) {}

  /** All packs in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<PacksVersionDto> {
    return this.desk.find('packs', question, minPosition) as Promise<object> as Promise<PacksVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('packs', minPosition);
  }

  /** Which pack a complaint of this product, unit and jurisdiction would have. */
  @Get('choice')
  @MinPosition()
  async choice(
    @Query() { product, unit, jurisdiction, ...question }: ChoiceQuestionDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ChosenPackDto> {
    const { version, document } = await this.desk.find('packs', question, minPosition);
    const { pack, when } = choiceFor(document, { product, unit, jurisdiction });
    return { pack, version, labels: document.packs[pack]!.labels, when: when as ChosenPackDto['when'] };
  }

  /** One pack by its name: its clocks, signals and other rules, each with its source. */
  @Get(':name')
  @MinPosition()
  async findOne(
    @Param('name') name: string,
    @Query() question: PolicyQuestionDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<PackVersionDto> {
    const { document, ...outline } = await this.desk.find('packs', question, minPosition);
    if (!Object.hasOwn(document.packs, name)) {
      throw new HttpProblem(404, 'no-such-pack', 'no pack of this name was in force', { name, packs: Object.keys(document.packs) });
    }
    return { ...outline, name, pack: document.packs[name] as PackVersionDto['pack'] };
  }

  /** Publishes the packs that change under the next version; the others are carried over. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() { document: { choices, packs }, ...body }: PublishPacksDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    const document: SaidPacks = { ...(choices && { choices }), ...(packs && { packs: Object.fromEntries(packs) }) };
    return this.desk.publish('packs', { ...body, document }, caller);
  }
}
