import { Inject, Injectable } from '@nestjs/common';
import { interval, merge, share, Subject, tap, throttleTime, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { answerReport, caseFacts, deadlines, listDeadlines, reports, waitForPosition, type ReportDefinition } from '@redress/views';
import { Clock } from '../clock.js';
import { InstallationZone } from '../installation-zone.js';
import { Gathered } from './gathered.js';
import type { HeadlinesDto } from './headlines.dto.js';
import { block, type LiveSource } from './live-source.js';
import { LogNews } from './log-news.js';

/** However much happens, the numbers are added up once in so long at most, in ms. */
const paceMs = 1_000;
/** How long the views are waited for, in ms. */
const patienceMs = 2_000;
/** Clocks become overdue, and days end, without an event: so often it is looked anyway, in ms. */
const anywayMs = 30_000;

interface Added {
  readonly at: number;
  /** Up to where the log had been heard when it was begun. */
  readonly heard: bigint;
  readonly told: Buffer;
  /** The numbers alone: who knows them need not be told again. */
  readonly key: string;
}

/** What of the day a manager looks at first, out of the reports and as they count it; added up once for all who listen. */
@Injectable()
export class Headlines {
  private readonly gathered = new Gathered<Added>();
  private readonly rings: Observable<unknown>;
  private heard = 0n;
  private latest: Added | undefined;
  private underWay: Promise<Added> | undefined;
  private readonly again = new Subject<void>();

  constructor(
    news: LogNews,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(InstallationZone) private readonly zone: string,
  ) {
    const heard = merge(news.of().pipe(tap(({ position }) => (this.heard = position))), this.again).pipe(
      throttleTime(paceMs, undefined, { leading: true, trailing: true }),
    );
    this.rings = merge(heard, interval(anywayMs)).pipe(share());
  }

  /** As they are now. */
  async now(): Promise<HeadlinesDto> {
    const now = this.clock.now().toISOString();
    const [from, to] = dayOf(now, this.zone);
    const ask = (name: string) => answerReport(this.dataSource, reportNamed(name), { from, to, tz: this.zone, now });
    const [backlog, escalation, { counts }] = await Promise.all([
      ask('backlog'),
      ask('escalation'),
      listDeadlines(this.dataSource, { now, tz: this.zone, limit: 1 }),
    ]);
    const { received, closed, reopened, open } = backlog.rows[0]! as Record<string, number>;
    const { escalations } = escalation.rows[0]! as Record<string, number>;
    return {
      date: from,
      tz: this.zone,
      asOf: backlog.asOf,
      position: backlog.position,
      received: received!,
      closed: closed!,
      reopened: reopened!,
      escalated: escalations!,
      open: open ?? 0,
      overdue: counts.overdue,
      dueToday: counts.dueToday,
    };
  }

  /** Each time that a number is another one. */
  live(): LiveSource {
    let key: string | undefined;
    return {
      rings: this.rings,
      next: async () => {
        const isFirst = key === undefined;
        const added = await (isFirst ? this.known() : this.gathered.do('', () => this.add()));
        // Who begins is told what is known, so that many who begin cost one reading; what was heard since is told with the end of the pace.
        if (isFirst && added.heard < this.heard) this.again.next();
        if (added.key === key) return { blocks: [] };
        key = added.key;
        return { blocks: [added.told] };
      },
    };
  }

  private async known(): Promise<Added> {
    if (this.latest && performance.now() < this.latest.at + paceMs) return this.latest;
    this.underWay ??= this.add().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async add(): Promise<Added> {
    const { heard } = this;
    for (const view of [caseFacts, deadlines]) await waitForPosition(this.dataSource, view, heard, patienceMs);
    const at = performance.now();
    const headlines = await this.now();
    const { asOf: _, position, ...numbers } = headlines;
    this.latest = { at, heard, told: block('headlines', position ?? '0', headlines), key: JSON.stringify(numbers) };
    return this.latest;
  }
}

const reportNamed = (name: string): ReportDefinition => reports.find((report) => report.name === name)!;

/** The local day of an instant, and the one after it. */
function dayOf(now: string, zone: string): [string, string] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(now));
  return [day, new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)];
}
