import { Controller, Get, Headers, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { TrackingCodes } from '@redress/privacy';
import { complaintDetail, findProgress } from '@redress/views';
import { Public } from '../auth/allow.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { ProgressDto } from './progress.dto.js';

/** What a customer may ask who has no account: how far their complaint is, by the code that they were given. */
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
  @Public()
  @ApiOperation({ security: [] })
  @MinPosition()
  async find(@Param('trackingCode') trackingCode: string, @Headers('redress-min-position') minPosition?: string): Promise<ProgressDto> {
    const complaintId = this.codes.idOf(trackingCode);
    // Who tries codes waits for nothing.
    if (complaintId !== undefined) await this.freshness.wait(complaintDetail, minPosition);
    const progress = complaintId && (await findProgress(this.dataSource, complaintId));
    // The same whatever is wrong with it: whether a code could be one is nobody's business.
    if (!progress) throw new HttpProblem(404, 'unknown-tracking-code', 'no complaint is known under this code: check it digit by digit');
    return progress;
  }
}
