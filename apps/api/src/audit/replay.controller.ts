import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CutDto } from '../complaints/dto/cut.dto.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { HttpProblem } from '../http/problem.js';
import { AuditReplay, type AuditedDifference, type AuditedState, type AuditedStream, type AuditedWhy } from './replay.js';
import { cutFrom, DifferenceDto, StreamDto } from './replay.dto.js';
import { AuditRead } from './reads.guard.js';

/** `policy-packs`, `authority-default`, `improvement-<uuid>`. */
const streamForm = /^[a-z][a-z0-9-]*-[A-Za-z0-9:_-]{1,100}$/;

/** Cases and all else that is on record, at any moment, with the why of each change. Straight from the log, verified, and never from a view. */
@ApiTags('audit')
@Controller('v1/audit')
@AuditRead()
export class AuditReplayController {
  constructor(private readonly replay: AuditReplay) {}

  /** The case as it stood at a revision, at an instant of business time, or as it was known at a recorded instant. */
  @Get('complaints/:id')
  state(@Param('id', ComplaintIdPipe) id: string, @Query() cut: CutDto, @Req() { principal }: FastifyRequest): Promise<AuditedState> {
    return this.replay.state(id, cut, principal!);
  }

  /** Each event with what it changed and why: who and for whom, by which command and rule, under which versions, caused by what. */
  @Get('complaints/:id/why')
  why(@Param('id', ComplaintIdPipe) id: string, @Query() cut: CutDto, @Req() { principal }: FastifyRequest): Promise<AuditedWhy> {
    return this.replay.why(id, cut, principal!);
  }

  /** What differs in the case between two moments, and the events between them with their why. */
  @Get('complaints/:id/difference')
  difference(
    @Param('id', ComplaintIdPipe) id: string,
    @Query() { from, to }: DifferenceDto,
    @Req() { principal }: FastifyRequest,
  ): Promise<AuditedDifference> {
    return this.replay.difference(id, from === undefined ? undefined : cutFrom(from), to === undefined ? {} : cutFrom(to)!, principal!);
  }

  /** Whatever else is on record: policies, matrix and delegations, improvements, incidents, measurements, erasures, reads. */
  @Get('streams/:stream')
  @ApiParam({
    name: 'stream',
    example: 'policy-packs',
    description: '`policy-<kind>`, `authority-default`, `improvement-<id>`, `incident-<id>` …',
  })
  stream(
    @Param('stream') stream: string,
    @Query() { after = -1, limit = 100, ...cut }: StreamDto,
    @Req() { principal }: FastifyRequest,
  ): Promise<AuditedStream> {
    if (!streamForm.test(stream)) throw new HttpProblem(404, 'no-such-stream', 'a stream is named like policy-packs or incident-<uuid>');
    return this.replay.stream(stream, cut, { after, limit }, principal!);
  }
}
