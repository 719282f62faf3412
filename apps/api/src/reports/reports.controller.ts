import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { answerReport, complaintsBehind, reports, toCsv, type CountedComplaints, type Report, type ReportDefinition } from '@redress/views';
import { Allow, caseReaders, reportReaders } from '../auth/allow.js';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import { entryOf } from './catalogue.js';
import { dimensionNames, ReportComplaintsDto } from './dto/report-complaints.dto.js';
import { ReportEntry } from './dto/report-entry.dto.js';
import { parameterNames, ReportQuestionDto } from './dto/report.dto.js';

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

  /** Which reports there are: the question that each answers, what it takes, and what its columns mean. */
  @Get()
  @Allow(...reportReaders)
  catalogue(): { items: ReportEntry[] } {
    return { items: reports.map(entryOf) };
  }

  /** A report: what happened in a period, counted. */
  @Get(':name')
  @Allow(...reportReaders)
  @ReportName()
  @MinPosition()
  @ApiOkResponse({ description: 'The report, as JSON or CSV.' })
  async report(
    @Param('name') name: string,
    @Query() query: ReportQuestionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<Report | string> {
    const definition = reportNamed(name);
    const { format, by, tz = this.zone, from, to, bucket, asOf, knownAt } = query;
    for (const view of [definition.view, ...(definition.besides ?? [])]) await this.freshness.wait(view, minPosition);
    const given = Object.entries(query as unknown as Record<string, number | undefined>);
    const report = await answerReport(this.dataSource, definition, {
      from,
      to,
      bucket,
      asOf,
      knownAt,
      tz,
      by: by?.split(','),
      parameters: Object.fromEntries(
        given.flatMap(([name, value]) => (parameterNames.includes(name) && value !== undefined ? [[name, value]] : [])),
      ),
      now: this.clock.now().toISOString(),
    });
    if (format !== 'csv') return report;
    void reply.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    void reply.header('Content-Disposition', `attachment; filename="${name}.csv"`);
    return toCsv(report);
  }

  /** The complaints behind a number of a report: with the row's parameters, as many items over all pages as the column counts. */
  @Get(':name/complaints')
  @Allow(...caseReaders)
  @ReportName()
  @MinPosition()
  async complaints(
    @Param('name') name: string,
    @Query() query: ReportComplaintsDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<CountedComplaints> {
    const definition = reportNamed(name);
    await this.freshness.wait(definition.view, minPosition);
    const { by, tz = this.zone, ...question } = query;
    const given = Object.entries(query as unknown as Record<string, string | undefined>);
    const where = given.flatMap(([dimension, value]) =>
      dimensionNames.includes(dimension) && value !== undefined ? [[dimension, value === '' ? null : value] as const] : [],
    );
    return complaintsBehind(this.dataSource, definition, {
      ...question,
      tz,
      by: by?.split(','),
      where: Object.fromEntries(where),
      now: this.clock.now().toISOString(),
    });
  }
}

/** @throws HttpProblem 404 */
function reportNamed(name: string): ReportDefinition {
  const found = reports.find((report) => report.name === name);
  if (found) return found;
  const known = reports.map((report) => report.name);
  throw new HttpProblem(404, 'no-such-report', `There is no report ${name}. There are: ${known.join(', ')}.`, { reports: known });
}
