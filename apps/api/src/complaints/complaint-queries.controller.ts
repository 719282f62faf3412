import { applyDecorators, Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { complaintStream } from '@redress/commands';
import { EventStore, openSealed, withholdSealed } from '@redress/event-store';
import { TrackingCodes, Vault } from '@redress/privacy';
import {
  complaintDetail,
  complaintList,
  findComplaint,
  listComplaints,
  listSorts,
  relatedComplaints,
  type ComplaintDetail,
  type ListedComplaint,
  type RelatedComplaint,
} from '@redress/views';
import { Authorisation } from '../auth/authorisation.js';
import { rowOfRoute } from '../auth/policy-table.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { LiveHistories } from '../live/live-histories.js';
import { wholeAlone } from '../live/live-source.js';
import { LiveStreams } from '../live/live-streams.js';
import { PolicyDesk } from '../policies/policy-desk.js';
import { CutDto, HistoryDto } from './dto/cut.dto.js';
import { ListFilters } from './list-filters.js';
import { questionFrom, withinUnits, type RawQuery } from './list-question.js';
import { detailAfter, isWithin, itemsOf, readHistory, type ComplaintHistory } from './history.js';

const ListPages = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'sort', required: false, enum: listSorts.flatMap((sort) => [sort, `-${sort}`]) }),
    ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } }),
    ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' }, description: '`next` of the page before.' }),
  );

/** What can be asked of complaints. Who may not see personal data gets `{ "$withheld": true }` in its place. */
@ApiTags('queries')
@Controller('v1/complaints')
export class ComplaintQueriesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly freshness: Freshness,
    private readonly desk: PolicyDesk,
    private readonly codes: TrackingCodes,
    private readonly authorisation: Authorisation,
    private readonly live: LiveStreams,
    private readonly histories: LiveHistories,
  ) {}

  /** One page of complaints. */
  @Get()
  @ListFilters()
  @ListPages()
  @MinPosition()
  async list(
    @Query() query: RawQuery,
    @Req() { access }: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ items: ListedComplaint[]; next: string | null }> {
    const question = questionFrom(await withinUnits(query, async () => (await this.desk.now('units')).document));
    await this.freshness.wait(complaintList, minPosition);
    return listComplaints(this.dataSource, { ...question, theirs: access!.within });
  }

  /** The case as it is, or as it was at a revision, at an instant of business time, or as it was known at a recorded instant. */
  @Get(':id')
  @MinPosition()
  async detail(
    @Param('id', ComplaintIdPipe) id: string,
    @Query() cut: CutDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ComplaintDetail & { trackingCode: string }> {
    const isCut = Object.values(cut).some((value) => value !== undefined);
    const detail = isCut
      ? detailAfter((await readHistory(this.store, id, cut)).filter((event) => isWithin(cut, event)))
      : await this.current(id, minPosition);
    if (!isCut) void reply.header('ETag', `"${detail.revision}"`);
    return { ...(await this.forReader(detail, request)), trackingCode: this.codes.codeOf(id) };
  }

  /**
   * Every event of the case: what it changed, who did it, for whom, under which policies, and what caused it. As `text/event-stream` each
   * after `Last-Event-ID`, and those that follow as they happen.
   */
  @Get(':id/history')
  async history(
    @Param('id', ComplaintIdPipe) id: string,
    @Query() { include, ...cut }: HistoryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (LiveStreams.isAskedFor(request)) {
      wholeAlone({ include, ...cut });
      const row = rowOfRoute('GET /v1/complaints/:id/history')!;
      // Asked again with each event: it may be what puts the complaint into other hands.
      const access = () => this.authorisation.admit(row, request.principal!, { complaintId: id, body: undefined, query: request.query });
      return this.live.serve(request, reply, this.histories.of(id, await this.live.lastEventId(request), access));
    }
    const history = await readHistory(this.store, id, cut);
    const items = itemsOf(history).filter((_, index) => isWithin(cut, history[index]!));
    const events = history.filter((event) => isWithin(cut, event));
    const chain = { verified: true, events: events.length, head: events.at(-1)?.metadata.hash ?? null };
    const stored = include === 'stored' ? { stored: await this.stored(id, events) } : {};
    return { complaintId: id, chain, events: await this.forReader(items, request), ...stored };
  }

  /** The complaints that this one has to do with, and how: linked, merged, or the same person's about the same product within 90 days. */
  @Get(':id/related')
  @MinPosition()
  async related(
    @Param('id', ComplaintIdPipe) id: string,
    @Req() { access }: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ complaintId: string; items: RelatedComplaint[] }> {
    await this.freshness.wait(complaintList, minPosition);
    const items = await relatedComplaints(this.dataSource, id, access!.within);
    if (!items) throw new HttpProblem(404, 'no-such-complaint', 'no complaint is known under this id');
    return { complaintId: id, items };
  }

  private async current(id: string, minPosition: string | undefined): Promise<ComplaintDetail> {
    await this.freshness.wait(complaintDetail, minPosition);
    const detail = await findComplaint(this.dataSource, id);
    if (!detail) throw new HttpProblem(404, 'no-such-complaint', 'no complaint is known under this id');
    return detail;
  }

  /** The events in the form that is hashed, so that a client can verify the chain without trusting this answer. */
  private async stored(id: string, told: ComplaintHistory) {
    const revisions = new Set(told.map(({ revision }) => revision));
    const events = await this.store.readStored(complaintStream(id));
    return events
      .filter(({ revision }) => revisions.has(revision))
      .map(({ position, ...event }) => ({ ...event, position: position.toString() }));
  }

  private async forReader<T>(answer: T, { access }: FastifyRequest): Promise<T> {
    return access!.personal ? openSealed(answer, (ids) => this.vault.keysOf(ids)) : withholdSealed(answer);
  }
}
