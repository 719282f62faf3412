import { Readable } from 'node:stream';
import { setImmediate as breath } from 'node:timers/promises';
import { Body, Controller, Headers, HttpCode, Inject, Logger, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { EventStore, StoreUnavailable } from '@redress/event-store';
import type { Instant, Recorded } from '@redress/kernel';
import { checkTime, checkZone, csvHeader, csvRows, QueryError, type Report } from '@redress/views';
import { caseColumns, caseRow, streamPrefixes, whatIf, type ChangedCase, type WhatIfQuestion } from '@redress/what-if';
import { Clock } from '../clock.js';
import { HttpProblem, problemOf } from '../http/problem.js';
import { idleMs, whileTaken } from '../http/while-taken.js';
import { InstallationZone } from '../installation-zone.js';
import { WhatIfCandidates, type NamedCandidate } from './candidates.js';
import { WhatIfDto } from './what-if.dto.js';

/** How often it is told how far the log was read, in ms. */
const progressMs = 500;
/** After so many events others get their turn: there is one thread. */
const breathEvery = 200;
const standardLimit = 1_000;

interface Run {
  readonly question: WhatIfQuestion;
  readonly named: readonly NamedCandidate[];
  /** Where the log ends for this question; null while it is empty. */
  readonly end: bigint | null;
  readonly knownAt: Instant | undefined;
  readonly stopping: AbortController;
}

/** History decided again under another matrix, pack or calendar; nothing is recorded. */
@ApiTags('reports')
@Controller('v1/what-if')
export class WhatIfController {
  private readonly logger = new Logger('what-if');
  private isBusy = false;
  private readonly idle = idleMs;

  constructor(
    private readonly candidates: WhatIfCandidates,
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /**
   * Report 13: what the candidates would have changed. NDJSON while the log is read: `{progress}`, `{case}` for each changed case, at last
   * `{result}` or `{problem}`; for `Accept: application/json` one document, for `text/csv` the changed cases.
   */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ description: 'NDJSON; by Accept JSON in one piece, or the changed cases as CSV.', type: Object })
  @ApiProduces('application/x-ndjson', 'application/json', 'text/csv')
  async ask(@Body() body: WhatIfDto, @Res({ passthrough: true }) reply: FastifyReply, @Headers('accept') accept = '') {
    const now = this.clock.now().toISOString();
    const { candidates, named } = await this.candidates.of(body, now);
    const { knownAt, ...times } = await this.times(body, now);
    const end = await this.endOf(body.knownAt);
    if (this.isBusy) {
      throw new HttpProblem(
        429,
        'what-if-busy',
        'another what-if is being answered, and there is one at a time: try again when it is done',
      );
    }
    this.isBusy = true;
    const stopping = new AbortController();
    // Nobody waits for what a client that left had asked.
    reply.raw.once('close', () => stopping.abort());
    const run: Run = { question: { ...candidates, ...times }, named, end, knownAt, stopping };
    if (/\bapplication\/json\b/.test(accept)) return this.document(run, body.limit ?? standardLimit);
    const isCsv = /\btext\/csv\b/.test(accept);
    // A reader who stops reading and stays would keep everybody else from asking.
    const tooLate = () => stream.destroy(new Error(`nobody took anything of the answer for ${this.idle} ms`));
    const chunks = whileTaken(isCsv ? this.csv(run) : this.lines(run), this.idle, tooLate);
    const stream = Readable.from(chunks, { objectMode: true, highWaterMark: 1 });
    // Freed also if nobody ever reads a line.
    stream.once('close', () => (this.isBusy = false));
    if (isCsv) void reply.header('Content-Disposition', 'attachment; filename="what-if.csv"');
    return new StreamableFile(stream, { type: isCsv ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson' });
  }

  private async document(run: Run, limit: number) {
    const cases: ChangedCase[] = [];
    try {
      for await (const item of this.items(run)) {
        if ('case' in item && cases.length < limit) cases.push(item.case);
        if ('result' in item && item.result) return { ...item.result, cases, casesLeftOut: item.result.changed - cases.length };
      }
      // The client left: nobody reads this.
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  private async *lines(run: Run): AsyncGenerator<string> {
    try {
      for await (const item of this.items(run)) yield `${JSON.stringify(item)}\n`;
    } catch (error) {
      this.logger.warn({ err: error });
      const { code, status, detail, facts } = problemOf(error);
      yield `${JSON.stringify({ problem: { status, code, detail, facts } })}\n`;
    }
  }

  private async *csv(run: Run): AsyncGenerator<string> {
    const columns = caseColumns as Report['columns'];
    yield csvHeader(columns);
    for await (const item of this.items(run)) if ('case' in item) yield csvRows(columns, [caseRow(item.case)]);
  }

  /** The items of the answer, progress now and then and against the whole. */
  private async *items({ question, named, end, knownAt, stopping }: Run) {
    let told = performance.now();
    try {
      for await (const item of whatIf(this.log(end, knownAt, stopping.signal), question)) {
        if (stopping.signal.aborted) return;
        if (!('progress' in item)) {
          yield 'result' in item ? { result: { ...item.result, knownAt: knownAt ?? null, candidates: named } } : item;
        } else if (performance.now() - told >= progressMs) {
          told = performance.now();
          yield { progress: { ...item.progress, of: end?.toString() ?? null } };
        }
      }
    } finally {
      stopping.abort();
    }
  }

  /** The log up to where it is known. */
  private async *log(end: bigint | null, knownAt: Instant | undefined, signal: AbortSignal): AsyncGenerator<Recorded> {
    if (end === null) return;
    let [read, latest] = [0, ''];
    for await (const item of this.store.all({ after: null, prefixes: streamPrefixes, signal })) {
      const position = 'event' in item ? item.event.position : item.checkpoint;
      if (position > end) return;
      if ('event' in item) {
        // The log's clock may be set back: what follows on something known later is known later.
        if (item.event.recordedAt > latest) latest = item.event.recordedAt;
        if (knownAt !== undefined && latest > knownAt) return;
        yield item.event;
        if ((read += 1) % breathEvery === 0) await breath();
      }
      if (position === end) return;
    }
    if (!signal.aborted) throw new StoreUnavailable('the log ended before its end');
  }

  /** @throws QueryError 422 `future-known-at` */
  private async endOf(knownAt: string | undefined): Promise<bigint | null> {
    const last = await this.store.lastPosition();
    if (knownAt === undefined || !isPosition(knownAt)) return last;
    if (BigInt(knownAt) > (last ?? -1n)) {
      throw new QueryError(
        'future-known-at',
        `knownAt is a position that the log does not have: it ends at ${last ?? 'none'}.`,
        'contradiction',
      );
    }
    return BigInt(knownAt);
  }

  /** @throws QueryError 400 `invalid-time`, `invalid-time-zone`, 422 `empty-period`, `future-known-at` */
  private async times({ from, to, asOf, knownAt, tz = this.zone }: WhatIfDto, now: Instant) {
    checkZone(tz);
    const said = Object.entries({ from, to, asOf, knownAt: knownAt !== undefined && isPosition(knownAt) ? undefined : knownAt });
    const times: { -readonly [T in 'from' | 'to' | 'asOf' | 'knownAt']?: Instant } = {};
    for (const [name, value] of said) {
      if (value === undefined) continue;
      checkTime(name, value);
      times[name as keyof typeof times] = /^\d{4}-\d\d-\d\d$/.test(value) ? await this.midnight(value, tz) : new Date(value).toISOString();
    }
    if (times.from !== undefined && times.to !== undefined && times.from >= times.to) {
      throw new QueryError('empty-period', 'from must be before to; from is in the period, to is not.', 'contradiction');
    }
    if (times.knownAt !== undefined && times.knownAt > now) {
      throw new QueryError(
        'future-known-at',
        'knownAt lies in the future: what will be recorded by then is not known yet.',
        'contradiction',
      );
    }
    return times;
  }

  /** As the reports have it, which leave zones to PostgreSQL. */
  private async midnight(day: string, tz: string): Promise<Instant> {
    const [row] = await this.dataSource.query<[{ at: Date }]>('SELECT $1::text::timestamp AT TIME ZONE $2::text AS at', [day, tz]);
    return row.at.toISOString();
  }
}

const isPosition = (text: string): boolean => /^\d{1,19}$/.test(text);
