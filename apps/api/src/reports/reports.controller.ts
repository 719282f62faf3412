import type { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import {
  answerReport,
  complaintList,
  complaintsBehind,
  openComplaints,
  readBy,
  reports,
  statementParameters,
  tableOf,
  type CountedComplaints,
  type Report,
  type ReportDefinition,
  type ReportQuestion,
} from '@redress/views';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import { catalogue } from './catalogue.js';
import { dimensionNames, ReportComplaintsDto } from './dto/report-complaints.dto.js';
import { ReportEntry } from './dto/report-entry.dto.js';
import { parameterNames, ReportQuestionDto } from './dto/report.dto.js';
import { Downloads, fileFormats, fileOf, type FileFormat } from './files/downloads.js';
import { mostRowsOfSheet } from './files/workbook.js';
import { languageOf, sendPage } from './pages/page.js';
import { cutAgain, periodBefore } from './pages/period-before.js';
import { reportPage } from './pages/report-page.js';
import { wordsAt } from './words/company-words.js';

const fileTypes = Object.values(fileFormats).map(({ type }) => type.split(';')[0]!);

const ReportName = () => ApiParam({ name: 'name', enum: reports.map(({ name }) => name) });

/** The management reports. */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    private readonly downloads: Downloads,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** Which reports there are: the question that each answers, what it takes, what its columns mean and lead to, and its SQL. */
  @Get()
  async catalogue(): Promise<{ items: readonly ReportEntry[]; sqlParameters: string[] }> {
    return { items: await catalogue(), sqlParameters: [...statementParameters] };
  }

  /** A report: what happened in a period, counted. */
  @Get(':name')
  @ReportName()
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`zh-CN` or `en`: of a page, where `lang` does not say.' })
  @MinPosition()
  @ApiOkResponse({ description: 'The report, as JSON, CSV, workbook, Parquet or a page to be printed.', type: Object })
  @ApiProduces('application/json', ...fileTypes, 'text/html')
  async report(
    @Param('name') name: string,
    @Query() query: ReportQuestionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
    @Headers('accept-language') acceptLanguage?: string,
  ): Promise<Report | Readable | string> {
    const definition = reportNamed(name);
    const { format = 'json', lang, by, tz = this.zone, from, to, bucket, asOf, knownAt } = query;
    const { views } = readBy(definition);
    for (const view of views) await this.freshness.wait(view, minPosition);
    await this.freshness.known(views, knownAt, tz);
    const now = this.clock.now().toISOString();
    const answer = async (other: Partial<ReportQuestion> = {}): Promise<Report> =>
      answerReport(this.dataSource, definition, {
        from,
        to,
        bucket,
        asOf,
        knownAt,
        tz,
        now,
        by: by?.split(','),
        parameters: ownOf(query),
        ...other,
      });
    if (format === 'json') return answer();
    if (format === 'html') {
      const report = await answer();
      // Other questions, and the same cut.
      const whole = { ...cutAgain(report), bucket: undefined, by: [] };
      const totals = { report, now: await answer(whole), before: await answer({ ...whole, ...periodBefore({ from, to }) }) };
      return sendPage(reply, await reportPage(totals, await wordsAt(this.dataSource, report.asOf, lang ?? languageOf(acceptLanguage))));
    }
    return asFile(reply, format, name, fileOf(format, tableOf(await answer())));
  }

  /**
   * The complaints behind a number of a report: with the row's parameters, as many items over all pages as the column counts. As a file
   * all of them at once.
   */
  @Get(':name/complaints')
  @ReportName()
  @MinPosition()
  @ApiOkResponse({ description: 'A page as JSON, or all as CSV, workbook or Parquet.', type: Object })
  @ApiProduces('application/json', ...fileTypes)
  async complaints(
    @Param('name') name: string,
    @Query() query: ReportComplaintsDto,
    @Req() { access }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<CountedComplaints | Readable> {
    const definition = reportNamed(name);
    const { views } = readBy(definition);
    const theirs = access!.within;
    for (const view of theirs ? [...views, complaintList] : views) await this.freshness.wait(view, minPosition);
    const { format = 'json', by, tz = this.zone, limit, cursor, ...rest } = query;
    await this.freshness.known(views, rest.knownAt, tz);
    const given = Object.entries(query as unknown as Record<string, string | undefined>);
    const where = given.flatMap(([dimension, value]) =>
      dimensionNames.includes(dimension) && value !== undefined ? [[dimension, value === '' ? null : value] as const] : [],
    );
    const { limit: _, ...own } = ownOf(query);
    const question = {
      ...rest,
      ...(theirs && { theirs }),
      tz,
      by: by?.split(','),
      where: Object.fromEntries(where),
      parameters: own,
      now: this.clock.now().toISOString(),
    };
    if (format === 'json') return complaintsBehind(this.dataSource, definition, { ...question, limit, cursor });
    if (limit !== undefined || cursor !== undefined)
      throw new HttpProblem(400, 'no-pages-in-files', `A file has all complaints: leave out limit and cursor, or ask for json.`);
    const most = format === 'xlsx' ? mostRowsOfSheet : undefined;
    const file = await this.downloads.send(format, () => openComplaints(this.dataSource, definition, question, most));
    return asFile(reply, format, `${name}-complaints`, file);
  }
}

function asFile(reply: FastifyReply, format: FileFormat, name: string, file: Readable): Readable {
  void reply.header('Content-Type', fileFormats[format].type);
  void reply.header('Content-Disposition', `attachment; filename="${name}.${format}"`);
  return file;
}

/** The report's own parameters. */
function ownOf(query: object): Record<string, number> {
  const given = Object.entries(query as Record<string, number | undefined>);
  return Object.fromEntries(
    given.flatMap(([name, value]) => (parameterNames.includes(name) && value !== undefined ? [[name, value]] : [])),
  );
}

/** @throws HttpProblem 404 */
function reportNamed(name: string): ReportDefinition {
  const found = reports.find((report) => report.name === name);
  if (found) return found;
  const known = reports.map((report) => report.name);
  throw new HttpProblem(404, 'no-such-report', `There is no report ${name}. There are: ${known.join(', ')}.`, { reports: known });
}
