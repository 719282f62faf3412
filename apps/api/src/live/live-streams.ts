import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStore } from '@redress/event-store';
import { Tokens, type LiveConfig } from '@redress/platform';
import { HttpProblem, problemOf } from '../http/problem.js';
import type { LiveSource } from './live-source.js';
import { LiveStream } from './live-stream.js';
import { LogNews } from './log-news.js';

/** How many streams there may be; a name for injection. */
export const MaxLiveStreams = 'redress:max-live-streams';

const eventStream = 'text/event-stream';
/** How often it is looked after all streams, in ms: so long may somebody go on listening whose token was revoked. */
const roundMs = 2_000;
/** What says nothing for so long says that it is alive, in ms. Proxies give up after 30 s or more. */
const heartbeatMs = 15_000;
/** Who takes nothing for so long is gone, in ms. */
const stuckMs = 60_000;
/** Then a stream ends and its client comes back: what it may hear is decided again, as units and hands change. In ms. */
const mostMs = 15 * 60_000;
/** How soon a client comes back whose stream ended, in ms. */
const retryMs = 2_000;

interface Open {
  readonly stream: LiveStream;
  readonly until: number;
}

/** Every client that is told as it happens, and what is done for all of them. */
@Injectable()
export class LiveStreams implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('live');
  private readonly open = new Set<Open>();
  private readonly bySub = new Map<string, number>();
  private round: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly news: LogNews,
    private readonly store: EventStore,
    private readonly tokens: Tokens,
    @Inject(MaxLiveStreams) private readonly most: LiveConfig,
  ) {}

  /** Whether an answer is asked for as it happens: `Accept: text/event-stream`. */
  static isAskedFor({ headers: { accept = '' } }: FastifyRequest): boolean {
    return accept.split(',').some((one) => one.split(';')[0]!.trim().toLowerCase() === eventStream);
  }

  /**
   * Up to where a client was told already; null if it begins.
   * @throws HttpProblem 400 `invalid-last-event-id`
   */
  async lastEventId({ headers }: FastifyRequest): Promise<bigint | null> {
    const id = headers['last-event-id'];
    if (id === undefined || id === '') return null;
    const isPosition = typeof id === 'string' && /^\d{1,19}$/.test(id);
    // What the log does not have yet would be left out once it does.
    if (isPosition && BigInt(id) <= ((await this.store.lastPosition()) ?? -1n)) return BigInt(id);
    throw new HttpProblem(400, 'invalid-last-event-id', 'Last-Event-ID must be the id of an event that a stream of this server told');
  }

  /** How many there are. */
  get count(): number {
    return this.open.size;
  }

  /**
   * Answers with what a source tells, until the client leaves, its token is no longer good, or this process stops. Whatever prevents the first
   * answer is a problem like that of any other question.
   * @returns nothing that anybody may use: a route that answers so has the type of its other answer
   * @throws HttpProblem 429 `too-many-streams`, 503 `stopping`, and what the source throws
   */
  async serve(request: FastifyRequest, reply: FastifyReply, source: LiveSource): Promise<never> {
    const { sub } = request.principal!;
    this.enter(sub, reply);
    const { authorization } = request.headers;
    const one: Open = {
      stream: new LiveStream(
        source,
        // The issuer's times are real ones, whatever clock a story has.
        () => this.tokens.principalOf(authorization, Date.now()),
        (error) => this.lastWords(error),
        () => this.leave(one, sub),
      ),
      until: performance.now() + mostMs,
    };
    this.open.add(one);
    this.round ??= setInterval(() => this.lookAfterAll(), roundMs);
    try {
      const first = await one.stream.begin(() => this.news.ready());
      if (this.isStopping) throw stopping();
      if (reply.raw.destroyed) return one.stream.end() as never;
      reply.hijack();
      const { raw } = reply;
      // Who listens is silent, and so may we be between two heartbeats.
      raw.socket?.setTimeout(0);
      raw.socket?.setNoDelay(true);
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': `${eventStream}; charset=utf-8`,
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        // When it ends so does the connection: nothing is left open when this process stops.
        connection: 'close',
      });
      raw.write(`retry: ${retryMs}\n\n`);
      return one.stream.take(raw, first) as never;
    } catch (error) {
      one.stream.end();
      throw error;
    }
  }

  onModuleDestroy(): void {
    this.endAll();
  }

  /** Before connections are waited for. */
  beforeApplicationShutdown(): void {
    this.endAll();
  }

  private endAll(): void {
    this.isStopping = true;
    clearInterval(this.round);
    for (const { stream } of this.open) stream.end();
  }

  private enter(sub: string, reply: FastifyReply): void {
    if (this.isStopping) throw stopping();
    const own = this.bySub.get(sub) ?? 0;
    const [most, whose] = own >= this.most.each ? [this.most.each, 'you have'] : [this.most.streams, 'there are'];
    if (own >= this.most.each || this.open.size >= this.most.streams) {
      void reply.header('Retry-After', '10');
      throw new HttpProblem(
        429,
        'too-many-streams',
        `${whose} ${most} live streams open, and there may be no more: close one, or ask later`,
        {
          most,
        },
      );
    }
    this.bySub.set(sub, own + 1);
  }

  private leave(one: Open, sub: string): void {
    this.open.delete(one);
    const left = (this.bySub.get(sub) ?? 1) - 1;
    if (left === 0) this.bySub.delete(sub);
    else this.bySub.set(sub, left);
    if (this.open.size > 0) return;
    clearInterval(this.round);
    this.round = undefined;
  }

  /** Of all: who may hear no more is thrown out, who is gone is let go, who heard nothing for long is told that the line is alive. */
  lookAfterAll(): void {
    const now = performance.now();
    for (const { stream, until } of this.open) {
      if (now > until || (stream.stuckSince !== undefined && now > stream.stuckSince + stuckMs)) {
        stream.end();
        continue;
      }
      void stream.check();
      if (now > stream.writtenAt + heartbeatMs) stream.beat();
    }
  }

  /** Why it ends, where its client can still be told. */
  private lastWords(error: unknown): Buffer {
    const problem = problemOf(error);
    if (problem.status >= 500) this.logger[problem.status === 503 ? 'warn' : 'error']({ err: error, code: problem.code });
    return Buffer.from(`event: problem\ndata: ${JSON.stringify(problem)}\n\n`);
  }
}

const stopping = () => new HttpProblem(503, 'server-stopping', 'this server stops: ask again, another one or the next answers');
