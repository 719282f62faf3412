import { Controller, Get, HttpCode, Logger, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { findDelivery, listDeliveries, retryDelivery, type Delivery } from '@redress/automations';
import { complaintStream } from '@redress/commands';
import { Clock } from '../clock.js';
import { Caller } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { HttpProblem } from '../http/problem.js';
import { DeliveriesDto, DeliveriesPage, DeliveryAnswer } from './deliveries.dto.js';

/** What others are told, and whether it got there. */
@ApiTags('notifications')
@Controller('v1/notifications/deliveries')
export class DeliveriesController {
  private readonly logger = new Logger('notifications');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One page of deliveries, those of the latest events first; what was delivered is forgotten after 30 days. */
  @Get()
  async list(@Query() { status, rule, complaintId, limit = 50, cursor }: DeliveriesDto): Promise<DeliveriesPage> {
    const found = await listDeliveries(this.dataSource, {
      ...(status && { status }),
      ...(rule !== undefined && { rule }),
      ...(complaintId !== undefined && { stream: complaintStream(complaintId.toLowerCase()) }),
      ...(cursor !== undefined && { after: placeOf(cursor) }),
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return Object.assign(new DeliveriesPage(), {
      items: items.map(answerOf),
      next: found.length > limit && last ? `${last.position}.${last.deliveryId}` : null,
    });
  }

  /** Sends it within seconds, with all its tries before it, to where its rule says now. */
  @Post(':id/retry')
  @HttpCode(202)
  async retry(@Param('id', ParseUUIDPipe) deliveryId: string, @Caller() { principal }: CommandHeaders): Promise<DeliveryAnswer> {
    const isRetried = await retryDelivery(this.dataSource, deliveryId, this.clock.now());
    const delivery = await findDelivery(this.dataSource, deliveryId);
    if (!delivery) throw new HttpProblem(404, 'no-such-delivery', 'There is no such delivery, or it is forgotten.', { deliveryId });
    if (isRetried) this.logger.log({ msg: 'delivery retried', sub: principal.sub, deliveryId, rule: delivery.rule });
    else if (delivery.status === 'delivered') throw new HttpProblem(409, 'already-delivered', 'It has got there.', { deliveryId });
    // Else it is being sent at this very moment.
    return answerOf(delivery);
  }
}

function placeOf(cursor: string): Pick<Delivery, 'position' | 'deliveryId'> {
  const [, position, deliveryId] = /^(\d{1,18})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(cursor) ?? [];
  if (position === undefined || deliveryId === undefined) {
    throw new HttpProblem(400, 'invalid-cursor', 'The cursor is not one of this question: repeat the question without it.');
  }
  return { position, deliveryId };
}

function answerOf({ nextTryAt, createdAt, endedAt, ...delivery }: Delivery): DeliveryAnswer {
  return Object.assign(new DeliveryAnswer(), {
    ...delivery,
    nextTryAt: nextTryAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  });
}
