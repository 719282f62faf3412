import { Injectable } from '@nestjs/common';
import { followingAutomations } from '@redress/automations';
import { leaseState, type LeaseState } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { followerStates, type FollowerState } from '@redress/platform';
import { followingViews, isMissingTable } from '@redress/views';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';

export interface Progress {
  readonly followers: readonly FollowerState[];
  readonly lease: LeaseState | undefined;
}

/** How long an answer serves who asks next, in ms: anybody may ask for health, and a far-off log takes some reading. */
const freshMs = 250;

/** How far views and automations are, and which worker is at it. */
@Injectable()
export class WorkProgress {
  private last: { readonly at: number; readonly progress: Promise<Progress> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Before the first worker has started there is nobody. @throws the database's error */
  now(): Promise<Progress> {
    const at = performance.now();
    if (!this.last || at > this.last.at + freshMs) this.last = { at, progress: this.ask() };
    return this.last.progress;
  }

  private async ask(): Promise<Progress> {
    const [views, automations, lease] = await Promise.all([
      followingViews(this.dataSource),
      followingAutomations(this.dataSource).catch((error: unknown) => {
        if (isMissingTable(error)) return [];
        throw error;
      }),
      leaseState(this.dataSource, 'worker'),
    ]);
    const lags = await this.store.lagsOf([...views, ...automations], this.clock.now()).catch(() => undefined);
    return { followers: followerStates(views, automations, lags), lease };
  }
}
