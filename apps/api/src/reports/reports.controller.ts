import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { answerReport, reports, toCsv, type Report } from '@redress/views';
import { Allow, reportReaders } from '../auth/allow.js';
import { Clock } from '../clock.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import { ReportDto } from './dto/report.dto.js';

/** A report that can be asked for. */
export class ReportEntry {
  name: string;
  question: string;
  /** What `by` may name. */
  dimensions: string[];
}

const ReportName = () => ApiParam({ name: 'name', enum: reports.map(({ name }) => name) });

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
    return { items: reports.map(({ name, question, dimensions }) => ({ name, question, dimensions: Object.keys(dimensions) })) };
  }

  /** A report. */
  @Get(':name')
  @Allow(...reportReaders)
  @ReportName()
  @ApiOkResponse({ description: 'The report, as JSON or CSV.' })
  async report(
    @Param('name') name: string,
    @Query() { format, by, tz = this.zone, ...question }: ReportDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<Report | string> {
    const definition = reportNamed(name);
    await this.freshness.wait(definition.view, minPosition);
    const report = await answerReport(this.dataSource, definition, {
      ...question,
      tz,
      by: by?.split(','),
      now: this.clock.now().toISOString(),
    });
    if (format !== 'csv') return report;
    void reply.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    void reply.header('Content-Disposition', `attachment; filename="${name}.csv"`);
    return toCsv(report);
  }
}

function reportNamed(name: string) {
  const found = reports.find((report) => report.name === name);
  if (found) return found;
  const known = reports.map((report) => report.name);
  throw new HttpProblem(404, 'no-such-report', `There is no report ${name}. There are: ${known.join(', ')}.`, { reports: known });
}
