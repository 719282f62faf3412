import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Labels } from '@redress/kernel';
import {
  auditReads,
  checkZone,
  countAuditReads,
  listAuditReads,
  readDimensions,
  type AuditReadsPage,
  type CountedReads,
  type ReadDimension,
} from '@redress/views';
import { Freshness, MinPosition } from '../http/freshness.js';
import { InstallationZone } from '../installation-zone.js';
import { AuditRead } from './reads.guard.js';
import { CountReadsDto, ReadsDto } from './reads.dto.js';

type CountedColumn = ReadDimension | 'reads' | 'complaints' | 'readers' | 'first' | 'last';

const words: Readonly<Record<CountedColumn, Labels>> = {
  reader: { 'zh-CN': '查阅人', en: 'reader' },
  purpose: { 'zh-CN': '查阅目的', en: 'purpose' },
  kind: { 'zh-CN': '查阅对象', en: 'what was read' },
  day: { 'zh-CN': '日期', en: 'day' },
  reads: { 'zh-CN': '查阅次数', en: 'reads' },
  complaints: { 'zh-CN': '涉及投诉件数', en: 'complaints asked for' },
  readers: { 'zh-CN': '查阅人数', en: 'readers' },
  first: { 'zh-CN': '首次查阅', en: 'first read' },
  last: { 'zh-CN': '末次查阅', en: 'last read' },
};

/** Reads, counted: a row for each combination of what they are counted by that occurs. */
export interface ReadsReport {
  readonly tz: string;
  readonly by: readonly ReadDimension[];
  readonly columns: readonly { readonly name: CountedColumn; readonly labels: Labels }[];
  readonly rows: readonly CountedReads[];
}

/** Who read what for an audit or as an auditor, when, and what for. Asking this is a read as well. */
@ApiTags('audit')
@Controller('v1/audit/reads')
@AuditRead()
export class AuditReadsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** One page of reads, the latest first. */
  @Get()
  @MinPosition()
  async list(@Query() question: ReadsDto, @Headers('redress-min-position') minPosition?: string): Promise<AuditReadsPage> {
    await this.freshness.wait(auditReads, minPosition);
    return listAuditReads(this.dataSource, question);
  }

  /** How many reads there were, by reader, purpose, kind of thing that was read, or day; the most first. */
  @Get('report')
  @MinPosition()
  async report(
    @Query() { by = ['reader', 'purpose'], tz = this.zone, ...filter }: CountReadsDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<ReadsReport> {
    checkZone(tz);
    await this.freshness.wait(auditReads, minPosition);
    const rows = await countAuditReads(this.dataSource, filter, by, tz);
    const names = [...readDimensions.filter((one) => by.includes(one)), 'reads', 'complaints', 'readers', 'first', 'last'] as const;
    return { tz, by, columns: names.map((name) => ({ name, labels: words[name] })), rows };
  }
}
