import { Controller, Get, Headers, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Instant } from '@redress/kernel';
import type { Principal } from '@redress/platform';
import { approvals, authorityMatrix, listApprovals, listDelegations, type ApprovalsPage, type Signer } from '@redress/views';
import { Allow, approvalReaders } from '../auth/allow.js';
import { requireRole } from '../auth/auth.guard.js';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
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
  @MinPosition()
  async list(
    @Query() { mine, ...question }: ApprovalsDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ApprovalsPage> {
    const principal = request.principal!;
    if (mine !== 'true') requireRole(principal, approvalReaders);
    const now = this.clock.now().toISOString();
    await this.freshness.wait(approvals, minPosition);
    if (mine !== 'true') return listApprovals(this.dataSource, { ...question, now });
    await this.freshness.wait(authorityMatrix, minPosition);
    return listApprovals(this.dataSource, { ...question, signers: await this.signers(principal, now), now });
  }

  /** The roles in which somebody may sign: their own, and those that others delegated to them. */
  private async signers({ sub, roles }: Principal, now: Instant): Promise<Signer[]> {
    const { items } = await listDelegations(this.dataSource, { delegate: sub, asOf: now, limit: 200 });
    return [
      ...roles.map((role) => ({ role, people: [sub] })),
      ...items.map(({ id, role, delegator }) => ({ role, people: [sub, delegator], delegation: id })),
    ];
  }
}
