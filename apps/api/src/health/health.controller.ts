import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { checkpointState } from '@redress/audit';
import { automationStates } from '@redress/automations';
import { EventStore } from '@redress/event-store';
import type { FollowerState } from '@redress/platform';
import { allViews, checkpoints, isMissingTable } from '@redress/views';
import { WorkProgress } from './progress.js';

/** Whether this process lives, and whether all that it needs works. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly progress: WorkProgress,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 if the database, the event store, a view or an automation is not in order; the answer names each. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.pingCheck('database', { connection: this.dataSource }).withTimeout(2_000),
      () => this.eventStore(),
      () => this.views(),
      () => this.automations(),
      () => this.checkpoints(),
      () => this.worker(),
    ]);
  }

  private async eventStore(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('eventStore');
    return (await this.store.isReachable()) ? check.up() : check.down('it does not answer');
  }

  private async views(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('views');
    const states = await checkpoints(this.dataSource).catch(() => []);
    const lagOf = await this.lags('view');
    const views = Object.fromEntries(
      states.map(({ view, version, ...state }) => [`${view}.v${version}`, { ...state, ...lagOf(`${view}.v${version}`) }]),
    );
    const missing = allViews.filter(({ name, version }) => !states.some((state) => state.view === name && state.version === version));
    const inOrder = missing.length === 0 && states.every(({ state }) => state === 'running');
    return inOrder ? check.up(views) : check.down({ ...views, ...(missing.length > 0 && { missing: missing.map(({ name }) => name) }) });
  }

  /** Red while something is parked: it was to happen and did not. What it is, only those are told who may. Before a worker has started there are none. */
  private async automations(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('automations');
    let states: Awaited<ReturnType<typeof automationStates>>;
    try {
      states = await automationStates(this.dataSource);
    } catch (error) {
      if (!isMissingTable(error)) return check.down('how they do cannot be read');
      states = [];
    }
    const lagOf = await this.lags('automation');
    const automations = Object.fromEntries(
      states.map(({ automation, position, error, parked }) => [automation, { position, error, parked, ...lagOf(automation) }]),
    );
    return states.every(({ error, parked }) => error === null && parked === 0) ? check.up(automations) : check.down(automations);
  }

  /** Red where nothing is signed any more: log, leaves, files and key contradict each other. Before a worker has begun with them there are none. */
  private async checkpoints(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('checkpoints');
    let state: Awaited<ReturnType<typeof checkpointState>>;
    try {
      state = await checkpointState(this.dataSource);
    } catch {
      return check.down('how they do cannot be read');
    }
    if (!state) return check.up();
    const { events, sealed, error } = state;
    // Why is for those who see the worker's log: it names places.
    return error === null ? check.up({ events, sealed }) : check.down({ events, sealed, error: 'nothing is signed any more' });
  }

  /** Which worker is at it and since when. Never red: what a missing worker leaves undone shows as lag, and commands go on without. */
  private async worker(): Promise<HealthIndicatorResult> {
    const { lease } = await this.progress.now().catch(() => ({ lease: undefined }));
    return this.indicators.check('worker').up({
      holder: lease?.holder ?? null,
      since: lease?.since?.toISOString() ?? null,
      standingBy: lease?.standingBy ?? 0,
    });
  }

  /** How far those of a kind are behind; nothing where that cannot be said. */
  private async lags(kind: FollowerState['kind']): Promise<(name: string) => { lag?: FollowerState['lag'] }> {
    const { followers } = await this.progress.now().catch(() => ({ followers: [] as readonly FollowerState[] }));
    const lags = new Map(followers.filter((follower) => follower.kind === kind).map(({ name, lag }) => [name, lag]));
    return (name) => (lags.has(name) ? { lag: lags.get(name) } : {});
  }
}
