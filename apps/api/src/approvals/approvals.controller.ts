import { Controller, Get, Headers, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Principal } from '@redress/platform';
import { approvals, listApprovals, type ApprovalsPage, type Signer } from '@redress/views';
import { Allow, approvalReaders } from '../auth/allow.js';
import { requireRole } from '../auth/auth.guard.js';
import { Clock } from '../clock.js';
import { Freshness } from '../http/freshness.js';
import { ApprovalsDto } from './approvals.dto.js';

/** Who must sign what now. */
@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /**
   * One page of rounds of approval, those that lapse soonest first, with what signing them means. Everybody may ask what waits for their own
   * signature (`mine`); what waits for others, those who oversee approvals.
   */
  @Get()
  @Allow('any-role')
  @ApiHeader({
    name: 'Redress-Min-Position',
    required: false,
    description: 'Wait until this position is answered from; 503 with the lag if it takes longer than 2 s.',
  })
  async list(
    @Query() { mine, ...question }: ApprovalsDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ApprovalsPage> {
    const principal = request.principal!;
    if (mine !== 'true') requireRole(principal, approvalReaders);
    const now = this.clock.now().toISOString();
    await this.freshness.wait(approvals, minPosition);
    const signers = mine === 'true' ? { signers: signersOf(principal) } : {};
    return listApprovals(this.dataSource, { ...question, ...signers, now });
  }
}

/** The roles in which somebody may sign. */
function signersOf({ sub, roles }: Principal): Signer[] {
  return roles.map((role) => ({ role, people: [sub] }));
}
