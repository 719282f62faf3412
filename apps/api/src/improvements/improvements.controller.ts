import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { openSealed, withholdSealed } from '@redress/event-store';
import { Vault } from '@redress/privacy';
import {
  caseFacts,
  effectivenessOf,
  findImprovement,
  improvements,
  listImprovements,
  type Effectiveness,
  type ImprovementDetail,
  type ImprovementsPage,
} from '@redress/views';
import { Clock } from '../clock.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import { ImprovementCommands } from './improvement-commands.js';
import {
  AdoptImprovementDto,
  CompleteImprovementDto,
  DropImprovementDto,
  EffectivenessDto,
  ImprovementAnswer,
  ImprovementsDto,
  PlanImprovementDto,
  RaiseImprovementDto,
  RecordBenefitDto,
  ReviewEffectivenessDto,
} from './improvements.dto.js';

const noSuchImprovement = () => new HttpProblem(404, 'no-such-improvement', 'no improvement is known under this id');

/** An improvement's id in a path: a UUID. */
const improvementId = new ParseUUIDPipe({ exceptionFactory: noSuchImprovement });

const Step = (route: string): MethodDecorator => applyDecorators(Post(`:id/${route}`), HttpCode(200), CommandHeaderDocs());

/** What is done so that it does not happen again 整改, and whether it helped. */
@ApiTags('improvements')
@Controller('v1/improvements')
export class ImprovementsController {
  constructor(
    private readonly commands: ImprovementCommands,
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** Raises an improvement, from complaints or from a trend. */
  @Post()
  @CommandHeaderDocs()
  raise(@Body() body: RaiseImprovementDto, @Caller() caller: CommandHeaders): Promise<ImprovementAnswer> {
    return this.commands.raise(body, caller);
  }

  /** Says what is to be done, by whom and until when; also anew, until it is done. */
  @Step('plan')
  plan(
    @Param('id', improvementId) id: string,
    @Body() body: PlanImprovementDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'planImprovement', body, caller);
  }

  /** The company decides to do it, as it is planned. */
  @Step('adoption')
  adopt(
    @Param('id', improvementId) id: string,
    @Body() body: AdoptImprovementDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'adoptImprovement', body, caller);
  }

  /** It was done. */
  @Step('completion')
  complete(
    @Param('id', improvementId) id: string,
    @Body() body: CompleteImprovementDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'completeImprovement', body, caller);
  }

  /** What it brought in a period. */
  @Step('benefits')
  benefit(
    @Param('id', improvementId) id: string,
    @Body() body: RecordBenefitDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'recordBenefit', body, caller);
  }

  /** Somebody concludes whether it helped. */
  @Step('effectiveness-reviews')
  review(
    @Param('id', improvementId) id: string,
    @Body() body: ReviewEffectivenessDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'reviewEffectiveness', body, caller);
  }

  /** It will not be done. */
  @Step('drop')
  drop(
    @Param('id', improvementId) id: string,
    @Body() body: DropImprovementDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ImprovementAnswer> {
    return this.commands.run(id, 'dropImprovement', body, caller);
  }

  /** One page of improvements, those raised last first. */
  @Get()
  @MinPosition()
  async list(
    @Query() { overdue, tz = this.zone, ...question }: ImprovementsDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ImprovementsPage> {
    await this.freshness.wait(improvements, minPosition);
    const asked = { ...question, ...(overdue && { overdue: overdue === 'true' }), tz, now: this.clock.now().toISOString() };
    return this.forReader(await listImprovements(this.dataSource, asked), request);
  }

  /** The whole story of an improvement. */
  @Get(':id')
  @MinPosition()
  async detail(
    @Param('id', improvementId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ImprovementDetail> {
    await this.freshness.wait(improvements, minPosition);
    const found = await findImprovement(this.dataSource, id);
    if (!found) throw noSuchImprovement();
    void reply.header('ETag', `"${found.revision}"`);
    return this.forReader(found, request);
  }

  /** The complaints of its scope in the weeks before it was adopted and after. */
  @Get(':id/effectiveness')
  @MinPosition()
  async effectiveness(
    @Param('id', improvementId) id: string,
    @Query() { tz = this.zone, ...question }: EffectivenessDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<Effectiveness> {
    await this.freshness.wait(improvements, minPosition);
    await this.freshness.wait(caseFacts, minPosition);
    await this.freshness.known([improvements, caseFacts], question.knownAt, tz);
    const answer = await effectivenessOf(this.dataSource, id, { ...question, tz, now: this.clock.now().toISOString() });
    switch (answer) {
      case 'no-such-improvement':
        throw noSuchImprovement();
      case 'not-adopted':
        throw new HttpProblem(409, 'not-adopted', 'nobody had adopted the improvement by then: there is nothing to compare');
      case 'not-done':
        throw new HttpProblem(409, 'not-done', 'the improvement was not done by then: ask since its adoption');
      case 'no-scope':
        throw new HttpProblem(409, 'no-scope', 'the improvement does not say which complaints it should make fewer: plan it with a scope');
      default:
        return answer;
    }
  }

  private async forReader<T>(answer: T, { access }: FastifyRequest): Promise<T> {
    return access!.personal ? openSealed(answer, (ids) => this.vault.keysOf(ids)) : withholdSealed(answer);
  }
}
