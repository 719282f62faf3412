import { Injectable } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EventStore } from '@redress/event-store';
import { isFinal, isPosition, waitForPosition, type View } from '@redress/views';
import { HttpProblem } from './problem.js';

const waitMs = 2_000;

/** The header of every query that can wait, for the API's description. */
export const MinPosition = (): MethodDecorator =>
  ApiHeader({
    name: 'Redress-Min-Position',
    required: false,
    schema: { type: 'string', pattern: '^[0-9]{1,19}$' },
    description: 'Wait until this position is answered from; 503 with the lag if it takes longer than 2 s.',
  });

/** Lets a client read what it wrote: a query waits until its view has folded the position that the client names. */
@Injectable()
export class Freshness {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
  ) {}

  /** @throws HttpProblem 503 with the lag if the view does not get there in time */
  async wait(view: View, minPosition: string | undefined, ms = waitMs): Promise<void> {
    if (minPosition === undefined) return;
    if (!/^\d{1,19}$/.test(minPosition)) {
      throw new HttpProblem(400, 'invalid-min-position', 'Redress-Min-Position must be the position of an earlier answer');
    }
    const { reached, lag, position } = await waitForPosition(this.dataSource, view, BigInt(minPosition), ms);
    if (reached) return;
    throw new HttpProblem(503, 'view-behind', `${view.name} has not got there yet: try again`, {
      view: view.name,
      position: position?.toString() ?? null,
      lag: lag.toString(),
    });
  }
  /**
   * What is asked as known at an instant or a position waits until its views have folded all that was recorded by then: the answer must not
   * be another one a moment later.
   * @throws HttpProblem 503 with the lag if a view does not get there in time
   */
  async known(views: readonly View[], knownAt: string | undefined, tz: string): Promise<void> {
    if (knownAt === undefined || (await isFinal(this.dataSource, views, { knownAt, tz }))) return;
    const end = await this.store.lastPosition();
    if (end === null) return;
    // A position that the log does not have yet is refused by the question itself.
    const until = isPosition(knownAt) && BigInt(knownAt) < end ? knownAt : end.toString();
    for (const view of views) await this.wait(view, until);
  }
}
