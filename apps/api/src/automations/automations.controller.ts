import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { automationStates, dismissParked, findParked, listParked, retryParked, type Parked } from '@redress/automations';
import { complaintStream } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import { isMissingTable } from '@redress/views';
import { Clock } from '../clock.js';
import { Caller } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { HttpProblem } from '../http/problem.js';
import { AutomationAnswer, AutomationsAnswer, DismissDto, ParkedAnswer, ParkedDto, ParkedPage } from './automations.dto.js';

/** What follows from events by itself: how far it is, and what could not be done. */
@ApiTags('automations')
@Controller('v1/automations')
export class AutomationsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Every automation: how far it is, what it is behind, how many events are parked. */
  @Get()
  async list(): Promise<AutomationsAnswer> {
    const [states, end] = await Promise.all([this.states(), this.store.lastPosition()]);
    const items = await Promise.all(
      states.map(async ({ automation: name, position, parked, doneAt, error }): Promise<AutomationAnswer> => {
        const at = position === null ? -1n : BigInt(position);
        const isAtEnd = end === null || at >= end;
        const since = isAtEnd ? null : await this.store.recordedAfter(position === null ? null : at);
        const behindSeconds = since === null ? 0 : Math.max(0, Math.round((this.clock.now().getTime() - Date.parse(since)) / 1_000));
        const behind = isAtEnd ? '0' : (end - (at < 0n ? 0n : at)).toString();
        return { name, position, behind, behindSeconds, doneAt: doneAt?.toISOString() ?? null, parked, error };
      }),
    );
    return Object.assign(new AutomationsAnswer(), { end: end?.toString() ?? null, items });
  }

  /** One page of what an automation could not do, in the order in which it happened. */
  @Get(':name/parked')
  async parked(@Param('name') name: string, @Query() { limit = 50, cursor, dismissed }: ParkedDto): Promise<ParkedPage> {
    await this.known(name);
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
      throw new HttpProblem(400, 'invalid-cursor', 'The cursor is not one of this question: repeat the question without it.');
    }
    const found = await listParked(this.dataSource, name, { after: cursor, limit: limit + 1, dismissed: dismissed === 'true' });
    const items = found.slice(0, limit);
    return Object.assign(new ParkedPage(), {
      items: items.map(parkedAnswer),
      next: found.length > limit ? items.at(-1)!.position : null,
    });
  }

  /** Has a parked event tried again within seconds, after what is parked before it of the same complaint. */
  @Post(':name/parked/:eventId/retry')
  @HttpCode(202)
  async retry(@Param('name') name: string, @Param('eventId', ParseUUIDPipe) eventId: string): Promise<ParkedAnswer> {
    const parked = await this.find(name, eventId);
    if (!(await retryParked(this.dataSource, name, eventId))) throw await this.gone(name, eventId);
    return parkedAnswer(parked);
  }

  /** It is not to happen any more: that stays on record with its reason, and what waited behind it goes on. */
  @Post(':name/parked/:eventId/dismissal')
  @HttpCode(200)
  async dismiss(
    @Param('name') name: string,
    @Param('eventId', ParseUUIDPipe) eventId: string,
    @Body() { reason }: DismissDto,
    @Caller() { principal }: CommandHeaders,
  ): Promise<ParkedAnswer> {
    await this.find(name, eventId);
    const by = { by: principal.sub, reason, at: this.clock.now() };
    if (!(await dismissParked(this.dataSource, name, eventId, by))) throw await this.gone(name, eventId);
    return parkedAnswer(await this.find(name, eventId));
  }

  /** None before the first worker has started. */
  private async states(): ReturnType<typeof automationStates> {
    try {
      return await automationStates(this.dataSource);
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }

  /** @throws HttpProblem 404 */
  private async known(name: string): Promise<void> {
    const known = (await this.states()).map(({ automation }) => automation);
    if (!known.includes(name))
      throw new HttpProblem(404, 'no-such-automation', 'No worker has run an automation of this name.', { name, known });
  }

  /** @throws HttpProblem 404 */
  private async find(name: string, eventId: string): Promise<Parked> {
    await this.known(name);
    const parked = await findParked(this.dataSource, name, eventId);
    if (!parked) throw notParked(eventId);
    return parked;
  }

  /** Why an event does not wait: it was dismissed, or is done meanwhile. */
  private async gone(name: string, eventId: string): Promise<HttpProblem> {
    const parked = await findParked(this.dataSource, name, eventId);
    if (!parked?.dismissed) return notParked(eventId);
    return new HttpProblem(409, 'already-dismissed', 'It was dismissed before.', { eventId, dismissed: parked.dismissed });
  }
}

function notParked(eventId: string): HttpProblem {
  return new HttpProblem(404, 'not-parked', 'The automation has not parked this event, or has done it since.', { eventId });
}

function parkedAnswer({ automation: _automation, stream, parkedAt, triedAt, ...parked }: Parked): ParkedAnswer {
  return Object.assign(new ParkedAnswer(), {
    ...parked,
    stream,
    complaintId: stream.startsWith(complaintStream('')) ? stream.slice(complaintStream('').length) : null,
    parkedAt: parkedAt.toISOString(),
    triedAt: triedAt.toISOString(),
  });
}
