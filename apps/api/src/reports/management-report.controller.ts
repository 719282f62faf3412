import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { commonCut, readBy } from '@redress/views';
import { Clock } from '../clock.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { InstallationZone } from '../installation-zone.js';
import { ManagementReportDto } from './dto/management-report.dto.js';
import { managementPage } from './pages/management-page.js';
import { managementReport, managementReports, type ManagementReport } from './pages/management-report.js';
import { languageOf, sendPage } from './pages/page.js';
import { wordsAt } from './words/company-words.js';

/** What a board is told of complaints. */
@ApiTags('reports')
@Controller('v1/management-report')
export class ManagementReportController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** The management report of a period: all that a board asks about complaints, cut at one moment. */
  @Get()
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`zh-CN` or `en`: of a page, where `lang` does not say.' })
  @MinPosition()
  @ApiProduces('text/html', 'application/json')
  @ApiOkResponse({ description: 'A page to be printed, or its numbers as JSON.', type: Object })
  async report(
    @Query() { from, to, tz = this.zone, asOf, knownAt, lang, format = 'html' }: ManagementReportDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
    @Headers('accept-language') acceptLanguage?: string,
  ): Promise<ManagementReport | string> {
    const views = [...new Set(managementReports.flatMap((definition) => readBy(definition).views))];
    for (const view of views) await this.freshness.wait(view, minPosition);
    await this.freshness.known(views, knownAt, tz);
    const question = { from, to, tz, asOf, knownAt, now: this.clock.now().toISOString() };
    const cut = await commonCut(this.dataSource, managementReports, question);
    const paper = await managementReport(this.dataSource, question, cut);
    if (format === 'json') return paper;
    return sendPage(reply, await managementPage(paper, await wordsAt(this.dataSource, cut.asOf, lang ?? languageOf(acceptLanguage))));
  }
}
