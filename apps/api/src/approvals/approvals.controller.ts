import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Instant } from '@redress/kernel';
import type { Principal } from '@redress/platform';
import { approvals, authorityMatrix, complaintList, listApprovals, listDelegations, type ApprovalsPage, type Signer } from '@redress/views';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { LiveApprovals } from '../live/live-approvals.js';
import { wholeAlone } from '../live/live-source.js';
import { LiveStreams } from '../live/live-streams.js';
import { ApprovalsDto } from './approvals.dto.js';

/** Who must sign what now. */
@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    private readonly live: LiveStreams,
    private readonly liveApprovals: LiveApprovals,
  ) {}

  /**
   * One page of rounds of approval, those that lapse soonest first, with what signing them means. Everybody may ask what waits for their own
   * signature (`mine`); what waits for others, those who oversee approvals. As `text/event-stream` the first page, each time that it is another.
   */
  @Get()
  @MinPosition()
  async list(
    @Query() { mine, ...question }: ApprovalsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ApprovalsPage> {
    const theirs = request.access!.within;
    await this.freshness.wait(approvals, minPosition);
    if (mine === 'true') await this.freshness.wait(authorityMatrix, minPosition);
    if (theirs) await this.freshness.wait(complaintList, minPosition);
    const page = async (): Promise<ApprovalsPage> => {
      const now = this.clock.now().toISOString();
      const signers = mine === 'true' ? await this.signers(request.principal!, now) : undefined;
      return listApprovals(this.dataSource, { ...question, theirs, now, ...(signers && { signers }) });
    };
    if (!LiveStreams.isAskedFor(request)) return page();
    wholeAlone({ cursor: question.cursor });
    await this.live.lastEventId(request);
    return this.live.serve(request, reply, this.liveApprovals.of(page));
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
