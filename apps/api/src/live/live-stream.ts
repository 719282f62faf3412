import type { ServerResponse } from 'node:http';
import type { Subscription } from 'rxjs';
import type { LiveSource, Told } from './live-source.js';

/** A comment: says that the line is alive, to both ends and whatever is between. */
const heartbeat = Buffer.from(':\n\n');
const nothing: Told = { blocks: [] };

/**
 * What one client is told as it happens. A client that does not read holds what Node keeps for one answer and where it is, no more: what comes
 * meanwhile is asked for when it reads again.
 */
export class LiveStream {
  /** When it was last written to, and since when the client takes nothing; in ms of `performance.now()`. */
  writtenAt = performance.now();
  stuckSince: number | undefined;
  private subscription: Subscription | undefined;
  private isAsking = false;
  private isRung = false;
  private hasEnded = false;
  private answer: ServerResponse | undefined;

  /**
   * @param mayGoOn throws once its reader may be told no more
   * @param ended called once
   */
  constructor(
    private readonly source: LiveSource,
    private readonly mayGoOn: () => Promise<unknown>,
    private readonly failed: (error: unknown) => Buffer,
    private readonly ended: () => void,
  ) {}

  /** From now on nothing that happens is missed; tells what there is to begin with. */
  async begin(ready: () => Promise<void>): Promise<Told> {
    this.isAsking = true;
    this.subscription = this.source.rings.subscribe(() => this.ring());
    await ready();
    return this.source.next();
  }

  /** Takes the answer over, with its headers and first blocks written. */
  take(answer: ServerResponse, { blocks, isMore = false }: Told): void {
    this.answer = answer;
    answer.once('close', () => this.end());
    if (answer.destroyed) this.end();
    else void this.tellAll(blocks, isMore);
  }

  /** Says that it is alive, if the client takes anything. */
  beat(): void {
    if (this.stuckSince === undefined && !this.isAsking) this.write(heartbeat);
  }

  /** Throws the reader out who may be told no more. */
  async check(): Promise<void> {
    try {
      await this.mayGoOn();
    } catch (error) {
      this.end(this.failed(error));
    }
  }

  /** Ends it at once. @param last what to say before; not to who does not listen */
  end(last?: Buffer): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.subscription?.unsubscribe();
    this.ended();
    if (!this.answer || this.answer.destroyed) return;
    if (this.stuckSince === undefined) this.answer.end(last);
    else this.answer.destroy();
  }

  private ring(): void {
    this.isRung = true;
    if (!this.isAsking && this.answer) void this.tellAll(nothing.blocks, false);
  }

  private async tellAll(first: Told['blocks'], isMore: boolean): Promise<void> {
    this.isAsking = true;
    try {
      let told: Told = { blocks: first, isMore };
      for (;;) {
        if (told.blocks.length > 0) await this.tell(told.blocks);
        if (this.hasEnded || !(told.isMore || this.isRung)) return;
        this.isRung = false;
        told = await this.source.next();
      }
    } catch (error) {
      this.end(this.failed(error));
    } finally {
      this.isAsking = false;
    }
  }

  private async tell(blocks: readonly Buffer[]): Promise<void> {
    await this.mayGoOn();
    for (const one of blocks) {
      if (this.hasEnded) return;
      if (!this.write(one)) await this.taken();
    }
  }

  private write(bytes: Buffer): boolean {
    this.writtenAt = performance.now();
    return this.answer!.write(bytes);
  }

  /** Until the client has taken what was written, or is gone. */
  private async taken(): Promise<void> {
    const answer = this.answer!;
    this.stuckSince = performance.now();
    await new Promise<void>((resolve) => {
      const done = () => {
        answer.off('drain', done).off('close', done);
        resolve();
      };
      answer.on('drain', done).on('close', done);
    });
    this.stuckSince = undefined;
  }
}
