import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { EventStore } from '@redress/event-store';
import { Gathered } from './gathered.js';
import { block, type Told } from './live-source.js';
import { LiveStream } from './live-stream.js';
import { LogNews, type News } from './log-news.js';

/** A client's end: takes so many writes, then nothing until it is told to. */
class Client extends EventEmitter {
  readonly written: string[] = [];
  destroyed = false;
  isFull = false;

  constructor(private room: number) {
    super();
  }
  write(bytes: Buffer): boolean {
    this.written.push(bytes.toString());
    this.room -= 1;
    return this.room > 0;
  }
  takes(room: number): void {
    this.room = room;
    this.emit('drain');
  }
  end(last?: Buffer): void {
    if (last) this.written.push(last.toString());
    this.close();
  }
  destroy(): void {
    this.close();
  }
  private close(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** Numbers from 1 on, each told once. */
function counting() {
  const rings = new Subject<void>();
  const source = {
    rings,
    last: 0,
    told: 0,
    asked: 0,
    next(): Promise<Told> {
      source.asked += 1;
      const news = Array.from({ length: source.last - source.told }, (_, index) => source.told + index + 1);
      source.told = source.last;
      return Promise.resolve({ blocks: news.map((n) => Buffer.from(`${n}`)) });
    },
    happens(): void {
      source.last += 1;
      rings.next();
    },
  };
  return source;
}

const settled = async () => {
  for (let i = 0; i < 10; i += 1) await turn();
};
const streamOf = (source: ReturnType<typeof counting>, mayGoOn = () => Promise.resolve(), ended = jest.fn()) => ({
  ended,
  stream: new LiveStream(source, mayGoOn, (error) => Buffer.from(String(error)), ended),
});

describe('a stream', () => {
  it('tells each thing once, also what happens while it is asked and while it is begun', async () => {
    const source = counting();
    const { stream } = streamOf(source);
    source.happens();
    const begun = stream.begin(async () => source.happens());
    const client = new Client(100);
    const first = await begun;
    source.happens();
    stream.take(client as unknown as ServerResponse, first);
    source.happens();
    await settled();
    source.happens();
    await settled();
    expect(client.written.join(' ')).toBe('1 2 3 4 5');
  });

  it('keeps nothing for a client that does not read: it is asked for when it reads again', async () => {
    const source = counting();
    const { stream } = streamOf(source);
    const client = new Client(1);
    source.happens();
    stream.take(client as unknown as ServerResponse, await stream.begin(async () => undefined));
    await settled();
    const { asked } = source;
    for (let i = 0; i < 10_000; i += 1) source.happens();
    await settled();
    expect([client.written, source.asked, stream.stuckSince !== undefined]).toEqual([['1'], asked, true]);
    stream.beat();
    expect(client.written).toHaveLength(1);
    client.takes(20_000);
    await settled();
    expect(client.written).toHaveLength(10_001);
    expect([source.asked, stream.stuckSince]).toEqual([asked + 1, undefined]);
  });

  it('is told nothing once its reader may hear no more', async () => {
    const source = counting();
    let isGood = true;
    const { stream, ended } = streamOf(source, async () => {
      if (!isGood) throw new Error('no more');
    });
    const client = new Client(100);
    stream.take(client as unknown as ServerResponse, await stream.begin(async () => undefined));
    isGood = false;
    source.happens();
    await settled();
    expect([client.written, client.destroyed, ended.mock.calls.length]).toEqual([['Error: no more'], true, 1]);
    expect(source.rings.observed).toBe(false);
  });

  it('is gone with its client, whoever of them leaves first, and is let go of once', async () => {
    const source = counting();
    const { stream, ended } = streamOf(source);
    const client = new Client(1);
    source.happens();
    stream.take(client as unknown as ServerResponse, await stream.begin(async () => undefined));
    await settled();
    client.destroy();
    stream.end();
    await settled();
    expect([ended.mock.calls.length, source.rings.observed]).toEqual([1, false]);
  });
});

it('a message is one, whatever is said in it', () => {
  const text = 'a\r\n\r\nid: 9\nevent: x\rdata: y\n\n\u2028';
  const told = block('history', '7', { text }).toString();
  expect(told.split(/\r\n|\r|\n/)).toEqual(['id: 7', 'event: history', expect.stringMatching(/^data: \{/) as string, '', '']);
  expect(JSON.parse(told.split('\n')[2]!.slice(6))).toEqual({ text });
});

it('what many ask for at once is done once; who asks while it is done, has it done again', async () => {
  const gathered = new Gathered<number>();
  let done = 0;
  const work = async () => {
    const now = (done += 1);
    await turn();
    return now;
  };
  const first = [gathered.do('a', work), gathered.do('a', work), gathered.do('b', work)];
  while (done < 2) await turn();
  expect(await Promise.all([...first, gathered.do('a', work)])).toEqual([1, 1, 2, 3]);
});

describe('news of the log', () => {
  type Item = { readonly event: News } | { readonly checkpoint: bigint };
  const event = (position: bigint, stream = 'complaint-a') => ({ event: { position, stream, type: 'NoteAdded' } });

  /** A log whose subscriptions tell what they are given, and end with it or go on. */
  function logOf(...subscriptions: (readonly Item[] | Error)[]) {
    const after: (bigint | null)[] = [];
    const store = {
      lastPosition: jest.fn(() => Promise.resolve<bigint | null>(5n)),
      async *stored(asked: { after: bigint | null; signal: AbortSignal }) {
        after.push(asked.after);
        const items = subscriptions.shift();
        if (items instanceof Error) throw items;
        if (items) yield* items;
        else await new Promise((resolve) => asked.signal.addEventListener('abort', resolve));
      },
    };
    const news = new LogNews(store as unknown as EventStore);
    Object.assign(news as object, { pause: 1 });
    return { after, store, news };
  }

  beforeEach(() => void jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await turn();
  };

  it('come by one subscription to all who listen, each of its own stream, and by none when nobody does', async () => {
    const { after, store, news } = logOf([event(6n), event(7n, 'complaint-b'), event(8n)]);
    Object.assign(news as object, { pause: 60_000 });
    const heard: string[] = [];
    const subscriptions = [
      news.of('complaint-a').subscribe(({ position }) => heard.push(`a${position}`)),
      news.of('complaint-b').subscribe(({ position }) => heard.push(`b${position}`)),
      news.of().subscribe(({ position }) => heard.push(`all${position}`)),
    ];
    await news.ready();
    await settled();
    expect(heard).toEqual(['a6', 'all6', 'b7', 'all7', 'a8', 'all8']);
    expect([after, store.lastPosition.mock.calls.length]).toEqual([[5n], 1]);
    subscriptions.forEach((one) => one.unsubscribe());
    await settled();
    expect(after).toEqual([5n]);
  });

  it('go on where they were when the subscription ends or fails', async () => {
    const { after, news } = logOf([event(6n), { checkpoint: 9n }], new Error('away'), [event(12n)]);
    const heard: bigint[] = [];
    const subscription = news.of().subscribe(({ position }) => heard.push(position));
    await until(() => heard.length === 2);
    expect([heard, after.slice(0, 3)]).toEqual([
      [6n, 12n],
      [5n, 9n, 9n],
    ]);
    subscription.unsubscribe();
  });

  it('are not promised where the log cannot be asked', async () => {
    const { store, news } = logOf();
    store.lastPosition.mockRejectedValueOnce(new Error('away'));
    const subscription = news.of().subscribe();
    await expect(news.ready()).rejects.toThrow('away');
    await until(() => store.lastPosition.mock.calls.length === 2);
    await expect(news.ready()).resolves.toBeUndefined();
    subscription.unsubscribe();
  });
});
