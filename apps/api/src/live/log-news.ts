import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Observable, Subject } from 'rxjs';
import { EventStore, type LoggedEvent } from '@redress/event-store';

/** Of what streams somebody may want to hear at once: complaints, and who signs for whom. */
const prefixes = ['complaint-', 'authority-'];
/** Before the log is followed again after it was lost, in ms. */
const pauseMs = 1_000;

/** That something was appended, as a bell that rings: what it is, proven and opened, is for who wants it to read. */
export type News = Pick<LoggedEvent, 'stream' | 'type' | 'position'>;

/** The subscription that all share, while there is anybody. */
interface Following {
  readonly stopping: AbortController;
  /** Settles once everything that is appended from then on will be heard of. */
  ready: Promise<void>;
}

/** What is appended to the log, heard by one subscription for all who listen in this process; there is none while nobody does. */
@Injectable()
export class LogNews implements OnModuleDestroy {
  private readonly logger = new Logger('live');
  private readonly all = new Subject<News>();
  private readonly ofStream = new Map<string, Subject<News>>();
  private readonly pause = pauseMs;
  private listeners = 0;
  private following: Following | undefined;

  constructor(private readonly store: EventStore) {}

  /** News of all streams, or of one; complete from when `ready` resolves after the subscription. */
  of(stream?: string): Observable<News> {
    return new Observable((listener) => {
      const subject = stream === undefined ? this.all : this.subjectOf(stream);
      const subscription = subject.subscribe(listener);
      this.listeners += 1;
      this.following ??= this.begin();
      return () => {
        subscription.unsubscribe();
        if (stream !== undefined && !subject.observed) this.ofStream.delete(stream);
        this.listeners -= 1;
        if (this.listeners === 0) this.stop();
      };
    });
  }

  /** Resolves once nothing is missed any more. @throws StoreUnavailable if the log cannot be asked */
  async ready(): Promise<void> {
    await this.following?.ready;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private subjectOf(stream: string): Subject<News> {
    const known = this.ofStream.get(stream) ?? new Subject<News>();
    this.ofStream.set(stream, known);
    return known;
  }

  private begin(): Following {
    const stopping = new AbortController();
    const following: Following = { stopping, ready: Promise.resolve() };
    void this.follow(following);
    return following;
  }

  private stop(): void {
    this.following?.stopping.abort();
    this.following = undefined;
  }

  /** From where the log ends now, and after whatever ended the subscription from where it was. */
  private async follow(following: Following): Promise<void> {
    const { signal } = following.stopping;
    let from: { after: bigint | null } | undefined;
    while (!signal.aborted) {
      try {
        if (!from) {
          const end = this.store.lastPosition();
          following.ready = end.then(() => undefined);
          following.ready.catch(() => undefined); // also if nobody waits
          from = { after: await end };
        }
        for await (const item of this.store.stored({ ...from, prefixes, signal })) {
          if ('event' in item) this.tell(item.event);
          from.after = 'event' in item ? item.event.position : item.checkpoint;
        }
      } catch (error) {
        this.logger.warn({ err: error, msg: 'the log cannot be followed for live streams; trying again' });
      }
      await delay(this.pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell({ stream, type, position }: News): void {
    const news = { stream, type, position };
    this.ofStream.get(stream)?.next(news);
    this.all.next(news);
  }
}
