import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { metricsContentType } from '@redress/platform';
import { ApiMetrics } from './api-metrics.js';

/** What this process counts and measures. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: ApiMetrics) {}

  @Get()
  @ApiOperation({
    summary: 'Metrics in the Prometheus text format: requests by route and status, how far views and automations are behind.',
  })
  @ApiProduces('text/plain')
  @Header('Content-Type', metricsContentType)
  @Header('Cache-Control', 'no-store')
  scrape(): Promise<string> {
    return this.metrics.text();
  }
}
