import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { descendants } from '@redress/policy';
import { complaintList, deadlines, listDeadlines, type DeadlinesPage } from '@redress/views';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import { PolicyDesk } from '../policies/policy-desk.js';
import { DeadlinesDto } from './deadlines.dto.js';

/** What is due when, and what is overdue. */
@ApiTags('queries')
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    private readonly desk: PolicyDesk,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** One page of deadlines, what is due soonest first, and how many are overdue, due today and due within 24 hours. */
  @Get()
  @MinPosition()
  async list(
    @Query() { mine, person, unit, unitWithin, statutory, tz, ...question }: DeadlinesDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<DeadlinesPage> {
    if (mine === 'true' && person !== undefined) throw new HttpProblem(400, 'invalid-filter', 'mine is the caller: it goes without person');
    if (unit !== undefined && unitWithin !== undefined)
      throw new HttpProblem(400, 'invalid-filter', 'unitWithin names one unit, and goes without unit');
    const within = unitWithin === undefined ? undefined : descendants((await this.desk.now('units')).document, unitWithin);
    const units = unit === undefined ? within : [unit];
    const whose = mine === 'true' ? request.principal!.sub : person;
    const theirs = request.access!.within;
    await this.freshness.wait(deadlines, minPosition);
    if (theirs) await this.freshness.wait(complaintList, minPosition);
    return listDeadlines(this.dataSource, {
      ...question,
      ...(whose !== undefined && { person: whose }),
      ...(units && { units }),
      ...(statutory !== undefined && { statutory: statutory === 'true' }),
      theirs,
      tz: tz ?? this.zone,
      now: this.clock.now().toISOString(),
    });
  }
}
