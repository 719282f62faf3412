import { Controller, Get, Headers, Param } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { TrackingCodes } from '@redress/privacy';
import { complaintDetail, findProgress } from '@redress/views';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { ProgressDto } from './progress.dto.js';

/** Looking up how far a complaint is takes no more of it; counted by address, or network of IPv6, before anything is looked up. */
const perMinute = 30;

/**
 * What a customer may ask who has no account: how far their complaint is, by the code that they were given.
 *
 * A code is a complaint's id as one encrypted block: nothing is stored that a guess could be compared with bit by bit, and one among 2^128 is not
 * met. What is no code is looked up all the same, under an id that nobody has: every answer that says no has cost the same.
 */
@ApiTags('progress')
@Controller('v1/progress')
export class ProgressController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly codes: TrackingCodes,
    private readonly freshness: Freshness,
  ) {}

  /** How far a complaint is. Needs no token; hyphens and case do not matter. */
  @Get(':trackingCode')
  @RouteConfig({ rateLimit: { max: perMinute, timeWindow: 60_000 } })
  @ApiOperation({ security: [] })
  @MinPosition()
  async find(@Param('trackingCode') trackingCode: string, @Headers('redress-min-position') minPosition?: string): Promise<ProgressDto> {
    const complaintId = this.codes.idOf(trackingCode) ?? randomUUID();
    await this.freshness.wait(complaintDetail, minPosition);
    const progress = await findProgress(this.dataSource, complaintId);
    // The same whatever is wrong with it: whether a code could be one is nobody's business.
    if (!progress) throw new HttpProblem(404, 'unknown-tracking-code', 'no complaint is known under this code: check it digit by digit');
    return progress;
  }
}
