import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { followerGauges, poolGauges, startMetrics, type DatabasePool, type Metrics } from '@redress/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { WorkProgress } from './progress.js';

/** The API's metrics: how it answers, and how far the worker is. */
@Injectable()
export class ApiMetrics implements OnModuleInit, OnApplicationShutdown {
  private metrics: Metrics | undefined;
  private answered: ReturnType<Metrics['durations']> = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly progress: WorkProgress,
  ) {}

  async onModuleInit(): Promise<void> {
    this.metrics = await startMetrics('api');
    this.answered = this.metrics.durations(
      'redress_http_request_seconds',
      'From a request to the end of its answer, by route and status; routes as they are declared, without what is filled in.',
    );
    followerGauges(this.metrics, () => this.progress.now());
    poolGauges(this.metrics, () => (this.dataSource.driver as unknown as { readonly master: DatabasePool }).master);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.metrics?.stop();
  }

  /** An answer went out. What no route was found for is `none`, whatever was asked for. */
  count(request: FastifyRequest, reply: FastifyReply): void {
    this.answered(reply.elapsedTime / 1_000, {
      method: request.is404 ? 'any' : request.method,
      route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
      status: String(reply.statusCode),
    });
  }

  async text(): Promise<string> {
    return (await this.metrics?.text()) ?? '';
  }
}
