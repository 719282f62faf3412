import { Injectable } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { waitForPosition, type View } from '@redress/views';
import { HttpProblem } from './problem.js';

const waitMs = 2_000;

/** The header of every query that can wait, for the API's description. */
export const MinPosition = (): MethodDecorator =>
  ApiHeader({
    name: 'Redress-Min-Position',
    required: false,
    description: 'Wait until this position is answered from; 503 with the lag if it takes longer than 2 s.',
  });

/** Lets a client read what it wrote: a query waits until its view has folded the position that the client names. */
@Injectable()
export class Freshness {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws HttpProblem 503 with the lag if the view does not get there in time */
  async wait(view: View, minPosition: string | undefined): Promise<void> {
    if (minPosition === undefined) return;
    if (!/^\d{1,19}$/.test(minPosition)) {
      throw new HttpProblem(400, 'invalid-min-position', 'Redress-Min-Position must be the position of an earlier answer');
    }
    const { reached, lag, position } = await waitForPosition(this.dataSource, view, BigInt(minPosition), waitMs);
    if (reached) return;
    throw new HttpProblem(503, 'view-behind', `${view.name} has not got there yet: try again`, {
      view: view.name,
      position: position?.toString() ?? null,
      lag: lag.toString(),
    });
  }
}
