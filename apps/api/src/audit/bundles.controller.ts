import { Controller, Get, Headers, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { complaintList } from '@redress/views';
import type { RawQuery } from '../complaints/list-question.js';
import { ListFilters } from '../complaints/list-filters.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { Bundles } from './bundles.js';
import { AuditRead } from './reads.guard.js';

/** Complaints with all that proves them, for somebody who trusts nobody here. */
@ApiTags('audit')
@Controller('v1/audit/bundles')
@AuditRead()
export class BundlesController {
  constructor(
    private readonly bundles: Bundles,
    private readonly freshness: Freshness,
  ) {}

  /**
   * An export bundle (docs/bundles.md): the complaints that the filters of the list leave, or those named, with their events as they are stored,
   * checkpoints, keys, every version of every policy, and pages to read. A zip that is made while it is sent; cut off, it is no zip.
   */
  @Get()
  @ListFilters()
  @ApiQuery({ name: 'complaintId', required: false, type: [String], description: 'These complaints and no others; goes without filters.' })
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' }, description: 'Received then or later.' })
  @ApiQuery({ name: 'to', required: false, schema: { type: 'string', format: 'date-time' }, description: 'Received before.' })
  @ApiQuery({
    name: 'knownAt',
    required: false,
    schema: { type: 'string' },
    description: 'Nothing that was recorded later: an instant with offset, or a position of the log.',
  })
  @ApiQuery({
    name: 'personal',
    required: false,
    enum: ['withhold', 'include'],
    description: 'Whether the pages open what is personal; the events stay sealed. Default: withhold.',
  })
  @MinPosition()
  @ApiProduces('application/zip')
  @ApiOkResponse({ description: 'The bundle.', content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async bundle(
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Headers('redress-purpose') purpose: string,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<StreamableFile> {
    await this.freshness.wait(complaintList, minPosition);
    const { stream, name } = await this.bundles.send(query, request, purpose.trim());
    return new StreamableFile(stream, { type: 'application/zip', disposition: `attachment; filename="${name}"` });
  }
}
