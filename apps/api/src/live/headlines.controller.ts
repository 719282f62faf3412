import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { caseFacts, deadlines } from '@redress/views';
import { Freshness, MinPosition } from '../http/freshness.js';
import { Headlines } from './headlines.js';
import type { HeadlinesDto } from './headlines.dto.js';
import { LiveStreams } from './live-streams.js';

/** The day so far. */
@ApiTags('reports')
@Controller('v1/reports')
export class HeadlinesController {
  constructor(
    private readonly headlines: Headlines,
    private readonly live: LiveStreams,
    private readonly freshness: Freshness,
  ) {}

  /** What of the day a manager looks at first; as `text/event-stream` each time that a number is another one. */
  @Get('headlines')
  @MinPosition()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<HeadlinesDto> {
    for (const view of [caseFacts, deadlines]) await this.freshness.wait(view, minPosition);
    if (!LiveStreams.isAskedFor(request)) return this.headlines.now();
    await this.live.lastEventId(request);
    return this.live.serve(request, reply, this.headlines.live());
  }
}
