import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { requirementOf, type Requirement } from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { authorityMatrix, findMatrix, listMatrices, type MatrixVersion } from '@redress/views';
import { Clock } from '../clock.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { AuthorityCommands } from './authority-commands.js';
import { AsOfDto, EvaluateDto, MatrixAnswer, RetireMatrixDto } from './dto/authority.dto.js';
import { PublishMatrixDto } from './dto/publish-matrix.dto.js';

/** Who may approve what: the authority matrix 审批权限矩阵. */
@ApiTags('authority')
@Controller('v1/authority-matrix')
export class AuthorityMatrixController {
  constructor(
    private readonly commands: AuthorityCommands,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /** The matrix in force, now or at an instant. */
  @Get()
  @MinPosition()
  async inForce(
    @Query() { asOf = this.now() }: AsOfDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<MatrixVersion & { asOf: Instant }> {
    return { asOf, ...(await this.matrixAt(asOf, minPosition)) };
  }

  /** Every matrix that was ever published, the latest first: when it was published, is in force from, and was retired. */
  @Get('versions')
  @MinPosition()
  async versions(@Headers('redress-min-position') minPosition?: string): Promise<{ items: MatrixVersion[] }> {
    await this.freshness.wait(authorityMatrix, minPosition);
    return { items: await listMatrices(this.dataSource) };
  }

  /** Publishes a matrix under the next version. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishMatrixDto, @Caller() caller: CommandHeaders): Promise<MatrixAnswer> {
    return this.commands.publish(body, caller);
  }

  /** Takes a version out of force; the highest other one that is in force decides from then on. */
  @Post('retirements')
  @HttpCode(200)
  @CommandHeaderDocs()
  retire(@Body() body: RetireMatrixDto, @Caller() caller: CommandHeaders): Promise<MatrixAnswer> {
    return this.commands.retire(body, caller);
  }

  /** Who would have to sign, and why; nothing is recorded. */
  @Post('evaluations')
  @HttpCode(200)
  @MinPosition()
  async evaluate(
    @Body() { asOf = this.now(), ...ask }: EvaluateDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<Requirement> {
    return requirementOf(await this.matrixAt(asOf, minPosition), ask);
  }

  private async matrixAt(asOf: Instant, minPosition: string | undefined): Promise<MatrixVersion> {
    await this.freshness.wait(authorityMatrix, minPosition);
    const matrix = await findMatrix(this.dataSource, asOf);
    if (!matrix) throw new HttpProblem(404, 'no-matrix-in-force', 'no authority matrix was in force then', { at: asOf });
    return matrix;
  }

  private now(): Instant {
    return this.clock.now().toISOString();
  }
}
