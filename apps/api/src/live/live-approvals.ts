import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { filter, interval, merge, mergeMap, share, Subject, tap, throttleTime } from 'rxjs';
import { DataSource } from 'typeorm';
import { approvals, authorityMatrix, concernsApprovals, waitForPosition, type ApprovalsPage } from '@redress/views';
import { block, type LiveSource } from './live-source.js';
import { LogNews } from './log-news.js';

/** However much happens, a page is read once in so long at most, in ms. */
const paceMs = 1_000;
/** How long the view is waited for, in ms. */
const patienceMs = 2_000;
/** What lapses does so without an event, and a view may be behind: so often it is looked anyway, in ms. */
const anywayMs = 30_000;
/** So many pages are read at once for all who listen: those who ask otherwise must not wait behind them. */
const atOnce = 4;

/** What waits for whose signature, each time that it is something else. */
@Injectable()
export class LiveApprovals {
  private readonly anyway = interval(anywayMs).pipe(share());
  private readonly turns = new Subject<() => Promise<void>>();

  constructor(
    private readonly news: LogNews,
    private readonly dataSource: DataSource,
  ) {
    this.turns.pipe(mergeMap((turn) => turn(), atOnce)).subscribe();
  }

  /** @param page the first page as it is now */
  of(page: () => Promise<ApprovalsPage>): LiveSource {
    let heard: bigint | undefined;
    let told: string | undefined;
    const concerning = this.news.of().pipe(
      filter(({ type, stream }) => isAboutApprovals(type) || stream.startsWith('authority-')),
      tap(({ position }) => (heard = position)),
      throttleTime(paceMs, undefined, { leading: true, trailing: true }),
    );
    return {
      rings: merge(concerning, this.anyway),
      next: async () => {
        const { position, items } = await this.inTurn(() => this.read(page, heard));
        const digest = createHash('sha256').update(JSON.stringify(items)).digest('base64');
        if (digest === told) return { blocks: [] };
        told = digest;
        return { blocks: [block('approvals', position, items)] };
      },
    };
  }

  private async read(page: () => Promise<ApprovalsPage>, heard: bigint | undefined) {
    await waitForPosition(this.dataSource, authorityMatrix, heard ?? 0n, patienceMs);
    const { position } = await waitForPosition(this.dataSource, approvals, heard ?? 0n, patienceMs);
    return { position: (position ?? 0n).toString(), items: await page() };
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => this.turns.next(() => work().then(resolve, reject)));
  }
}

/** A receipt asks nobody to sign, and there are many. */
const isAboutApprovals = (type: string): boolean => type !== 'Received' && concernsApprovals.has(type);
