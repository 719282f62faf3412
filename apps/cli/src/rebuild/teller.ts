import type { RebuildNews, RebuildOptions } from '@redress/views';
import { Progress } from '../import/progress.js';

type Read = Extract<RebuildNews, { kind: 'read' }>;

/** How often progress is said, in ms: on a terminal, to a machine, and to a file. */
const every = { terminal: 100, json: 1_000, file: 10_000 };

/** Says on standard error how far a rebuild is: a bar on a terminal, else lines, of JSON for machines. */
export class RebuildTeller {
  private bar: { readonly progress: Progress; readonly until: bigint; counted: number } | undefined;
  /** Where this run began, of what there is to read. */
  private begun: { readonly position: bigint; readonly at: number; events: number } | undefined;
  private last: Read | undefined;
  private saidAt = performance.now();

  constructor(
    private readonly json: boolean,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  /** What the reading of the log has to say. */
  get logger(): RebuildOptions['logger'] {
    const say = (_facts: object, message: string) => this.say({ warning: message }, message);
    return { info: () => undefined, warn: say, error: () => undefined };
  }

  tell(news: RebuildNews): void {
    switch (news.kind) {
      case 'begins': {
        const { view, position, until } = news;
        if (position === null || until === null) return;
        return this.say({ view, resumesAt: position.toString() }, `${view}: resuming at ${percent(position, until)} %`);
      }
      case 'waits':
        return this.say({ view: news.view, waits: news.reason }, `${news.view} waits: ${news.reason}`);
      case 'read':
        return this.read(news);
    }
  }

  end(): void {
    this.bar?.progress.end();
    this.bar = undefined;
  }

  private read(news: Read): void {
    // Each part of the work counts from its own beginning.
    if (!this.begun || this.last?.until !== news.until) {
      this.end();
      this.begun = { position: news.position, at: performance.now(), events: news.events };
    }
    this.last = news;
    const isLast = news.position >= news.until;
    const pace = this.json ? every.json : this.stream.isTTY ? every.terminal : every.file;
    if (!isLast && performance.now() < this.saidAt + pace) return;
    this.saidAt = performance.now();
    if (this.stream.isTTY && !this.json) this.draw(news);
    else this.write(news);
  }

  private draw({ events, until }: Read): void {
    const done = () => Number(this.last?.position ?? 0);
    if (this.bar?.until !== until) {
      this.end();
      this.bar = { progress: new Progress(Number(until), done, 'events', this.stream, Number(this.begun!.position)), until, counted: 0 };
    }
    this.bar.progress.add(events - this.bar.counted);
    this.bar.counted = events;
  }

  private write({ events, position, until }: Read): void {
    const begun = this.begun!;
    const seconds = Math.max((performance.now() - begun.at) / 1_000, 0.001);
    const rate = Math.round((events - begun.events) / seconds);
    const passed = Number(position - begun.position);
    const secondsLeft = passed === 0 ? null : Math.round((seconds * Number(until - position)) / passed);
    const done = percent(position, until);
    this.say(
      { events, position: position.toString(), until: until.toString(), percent: done, rate, secondsLeft },
      `${events} events, ${done} %, ${rate}/s, ${secondsLeft ?? '…'} s left`,
    );
  }

  private say(machine: object, human: string): void {
    if (this.json) this.stream.write(`${JSON.stringify({ progress: machine })}\n`);
    else this.stream.write(`${human}\n`);
  }
}

/** Rounded down: what is not done is not 100 %. */
function percent(position: bigint, until: bigint): number {
  return until === 0n ? 100 : Number((position * 100n) / until);
}
