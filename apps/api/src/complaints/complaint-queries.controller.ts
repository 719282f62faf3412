import { applyDecorators, Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { complaintStream } from '@redress/commands';
import { EventStore, openSealed, withholdSealed } from '@redress/event-store';
import type { Principal } from '@redress/platform';
import { TrackingCodes, Vault } from '@redress/privacy';
import {
  complaintDetail,
  complaintList,
  equalityFilters,
  findComplaint,
  listComplaints,
  listFilters,
  listSorts,
  relatedComplaints,
  timeFilters,
  type ComplaintDetail,
  type ListedComplaint,
  type RelatedComplaint,
} from '@redress/views';
import { Allow, caseReaders, personalDataReaders } from '../auth/allow.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { PolicyDesk } from '../policies/policy-desk.js';
import { CutDto, HistoryDto } from './dto/cut.dto.js';
import { questionFrom, withinUnits, type RawQuery } from './list-question.js';
import { changesOf, detailAfter, isWithin, readHistory, type ComplaintHistory } from './history.js';

const ListFilters = () =>
  applyDecorators(
    ...[...equalityFilters, ...listFilters].map((name) =>
      ApiQuery({ name, required: false, type: [String], description: 'Repeat it for any of several; empty for none.' }),
    ),
    ...Object.keys(timeFilters).map((name) => ApiQuery({ name, required: false, schema: { type: 'string', format: 'date-time' } })),
    ApiQuery({
      name: 'sameSubjectAs',
      required: false,
      schema: { type: 'string', format: 'uuid' },
      description: 'The other complaints of the same data subjects.',
    }),
    ApiQuery({
      name: 'q',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 200 },
      description: 'Words of codes and numbers, each by its beginning, all of which must occur. Personal data is not searched.',
    }),
    ApiQuery({ name: 'unitWithin', required: false, type: String, description: 'This unit or any below it, by the tree in force now.' }),
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
  ) {}

  /** One page of complaints. */
  @Get()
  @Allow(...caseReaders)
  @ListFilters()
  @MinPosition()
  async list(
    @Query() query: RawQuery,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ items: ListedComplaint[]; next: string | null }> {
    const question = questionFrom(await withinUnits(query, async () => (await this.desk.now('units')).document));
    await this.freshness.wait(complaintList, minPosition);
    return listComplaints(this.dataSource, question);
  }

  /** The case as it is, or as it was at a revision, at an instant of business time, or as it was known at a recorded instant. */
  @Get(':id')
  @Allow(...caseReaders)
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
    return { ...(await this.forReader(detail, request.principal!)), trackingCode: this.codes.codeOf(id) };
  }

  /** Every event of the case: what it changed, who did it, for whom, under which policies, and what caused it. */
  @Get(':id/history')
  @Allow(...caseReaders)
  async history(
    @Param('id', ComplaintIdPipe) id: string,
    @Query() { include, ...cut }: HistoryDto,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const history = await readHistory(this.store, id, cut);
    // Over the whole history: what an event changed does not depend on which of the others are asked for.
    const changes = changesOf(history);
    const events = history.filter((event) => isWithin(cut, event));
    const items = events.map(({ data, metadata, ...event }) => {
      const { commandDigest: _, ...envelope } = metadata;
      return { ...event, position: event.position.toString(), ...envelope, data, changes: changes[event.revision] };
    });
    const chain = { verified: true, events: events.length, head: events.at(-1)?.metadata.hash ?? null };
    const stored = include === 'stored' ? { stored: await this.stored(id, events) } : {};
    return { complaintId: id, chain, events: await this.forReader(items, request.principal!), ...stored };
  }

  /** The complaints that this one has to do with, and how: linked, merged, or the same person's about the same product within 90 days. */
  @Get(':id/related')
  @Allow(...caseReaders)
  @MinPosition()
  async related(
    @Param('id', ComplaintIdPipe) id: string,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ complaintId: string; items: RelatedComplaint[] }> {
    await this.freshness.wait(complaintList, minPosition);
    const items = await relatedComplaints(this.dataSource, id);
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
  private async stored(id: string, told: ComplaintHistory): Promise<object[]> {
    const revisions = new Set(told.map(({ revision }) => revision));
    const events = await this.store.readStored(complaintStream(id));
    return events
      .filter(({ revision }) => revisions.has(revision))
      .map(({ position, ...event }) => ({ ...event, position: position.toString() }));
  }

  private async forReader<T>(answer: T, { roles }: Principal): Promise<T> {
    const mayRead = roles.some((role) => personalDataReaders.has(role));
    return mayRead ? openSealed(answer, (ids) => this.vault.keysOf(ids)) : withholdSealed(answer);
  }
}
