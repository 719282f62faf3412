import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { toCsv, volume, volumeDimensions, volumeReport, type Report } from '@redress/views';
import { Allow, reportReaders } from '../auth/allow.js';
import { Clock } from '../clock.js';
import { Freshness } from '../http/freshness.js';
import { InstallationZone } from '../installation-zone.js';
import { VolumeDto } from './dto/volume.dto.js';

/** A report that can be asked for. */
export class ReportEntry {
  name: string;
  question: string;
  /** What `by` may name. */
  dimensions: string[];
}

/** The management reports. */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** Which reports there are, and the question that each answers. */
  @Get()
  @Allow(...reportReaders)
  catalogue(): { items: ReportEntry[] } {
    return {
      items: [{ name: volume.name, question: 'How many complaints were received, and of what kind?', dimensions: [...volumeDimensions] }],
    };
  }

  /** Report 1, volume and mix: how many complaints were received, and of what kind. */
  @Get('volume')
  @Allow(...reportReaders)
  @ApiOkResponse({ description: 'The report, as JSON or CSV.' })
  async volume(
    @Query() { format, by, tz = this.zone, ...question }: VolumeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<Report | string> {
    await this.freshness.wait(volume, minPosition);
    const report = await volumeReport(this.dataSource, { ...question, tz, by: by?.split(','), now: this.clock.now().toISOString() });
    if (format !== 'csv') return report;
    void reply.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    void reply.header('Content-Disposition', 'attachment; filename="volume.csv"');
    return toCsv(report);
  }
}
