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
import { automationStates } from '@redress/automations';
import { EventStore } from '@redress/event-store';
import { allViews, checkpoints, isMissingTable } from '@redress/views';
import { Public } from '../auth/allow.js';

/** Whether this process lives, and whether all that it needs works. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
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
    ]);
  }

  private async eventStore(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('eventStore');
    return (await this.store.isReachable()) ? check.up() : check.down('it does not answer');
  }

  private async views(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('views');
    const states = await checkpoints(this.dataSource).catch(() => []);
    const views = Object.fromEntries(states.map(({ view, version, ...state }) => [`${view}.v${version}`, state]));
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
    const automations = Object.fromEntries(
      states.map(({ automation, position, error, parked }) => [automation, { position, error, parked }]),
    );
    return states.every(({ error, parked }) => error === null && parked === 0) ? check.up(automations) : check.down(automations);
  }
}
