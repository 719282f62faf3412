import type { Metadata, Recorded } from '@redress/kernel';
import type { LoggedEvent, LogItem, Wanted } from './event-store.js';
import { SharedLog } from './shared-log.js';

type Stored = { readonly event: LoggedEvent } | { readonly checkpoint: bigint };

/** A log in memory that is read as a node's is: what is there, then what comes; it counts who reads and what is verified. */
class Source {
  readonly items: Stored[] = [];
  readonly readFrom: (bigint | null)[] = [];
  reading = 0;
  verifications = 0;
  damaged: bigint | undefined;
  private generation = 0;
  private waiting: (() => void)[] = [];

  append(...types: readonly string[]): void {
    for (const type of types) {
      const position = BigInt(this.items.length + 1);
      const metadata = {} as Metadata;
      const event = { id: `${position}`, stream: `complaint-${position}`, revision: 0, type, data: {}, metadata, position, recordedAt: '' };
      this.items.push({ event });
    }
    this.wake();
  }

  disconnect(): void {
    this.generation++;
    this.wake();
  }

  wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  async *stored({ after, signal }: Wanted & { after: bigint | null; signal: AbortSignal }): AsyncGenerator<Stored> {
    this.readFrom.push(after);
    this.reading++;
    const { generation } = this;
    signal.addEventListener('abort', () => this.wake(), { once: true });
    try {
      for (let at = Number(after ?? 0n); ;) {
        if (signal.aborted) return;
        if (generation !== this.generation) throw new Error('the connection broke');
        const item = this.items[at];
        if (item) {
          at++;
          yield item;
        } else await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    } finally {
      this.reading--;
    }
  }

  verified(event: LoggedEvent): Recorded {
    this.verifications++;
    if (event.position === this.damaged) throw new Error('damaged');
    return event;
  }
}

let source: Source;
let log: SharedLog;
let leaving: AbortController;

beforeEach(() => {
  source = new Source();
  log = new SharedLog(source, ['complaint-']);
  leaving = new AbortController();
});
afterEach(async () => {
  leaving.abort();
  await until(() => source.reading === 0);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

interface Followed {
  readonly seen: bigint[];
  checkpoint: bigint;
  end?: unknown;
}

/** Follows until it ends; `take` may keep it from taking the next. */
function follow(types: readonly string[], after: bigint | null = null, take: () => Promise<void> = () => Promise.resolve()): Followed {
  const followed: Followed = { seen: [], checkpoint: -1n };
  void (async () => {
    try {
      for await (const item of log.all({ after, types, signal: leaving.signal })) {
        note(followed, item);
        await take();
      }
      followed.end = 'ended';
    } catch (error) {
      followed.end = error;
    }
  })();
  return followed;
}

function note(followed: Followed, item: LogItem): void {
  if ('event' in item) followed.seen.push(item.event.position);
  else followed.checkpoint = item.checkpoint;
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => BigInt(first + i));

it('is read, and each event verified, once for all', async () => {
  const followers = [follow(['Received']), follow(['Received']), follow(['Received', 'Closed'])];
  source.append('Received', 'Closed', 'Received');
  await until(() => followers.every(({ seen }) => seen.at(-1) === 3n));
  expect(followers.map(({ seen }) => seen)).toEqual([[1n, 3n], [1n, 3n], upTo(3)]);
  expect(source.readFrom).toEqual([null]);
  expect(source.verifications).toBe(3);
});

it('is handed over as it is stored to who asks for that, verified for nobody, beside those for whom it is', async () => {
  const seen: bigint[] = [];
  source.damaged = 1n;
  void (async () => {
    for await (const item of log.stored({ after: null, prefixes: [''], signal: leaving.signal }))
      if ('event' in item) seen.push(item.event.position);
  })();
  source.append('Received', 'Closed');
  await until(() => seen.length === 2);
  expect([seen, source.verifications]).toEqual([upTo(2), 0]);
  const followed = follow(['Closed'], 1n);
  source.append('Closed');
  await until(() => followed.seen.length === 2 && seen.length === 3);
  expect(source.reading).toBe(1);
});

it('is told first to whoever hears, once for all who want it', async () => {
  const heard: [bigint, number][] = [];
  const followed = follow(['Received']);
  log.hear(({ position }) => heard.push([position, followed.seen.length]));
  follow(['Received']);
  source.append('Received', 'Closed', 'Received');
  await until(() => followed.seen.length === 2);
  expect(heard.map(([position]) => position)).toEqual([1n, 3n]);
  expect(heard[0]![1]).toBe(0);
});

it('is verified for nobody where nobody wants it; how far it was read is said all the same', async () => {
  const followed = follow(['Received']);
  source.append('Closed', 'Closed');
  await until(() => followed.checkpoint === 2n);
  expect(followed.seen).toEqual([]);
  expect(source.verifications).toBe(0);
});

it('brings who begins elsewhere to where the others are, without a gap and nothing twice', async () => {
  source.append(...Array<string>(50).fill('Received'));
  const early = follow(['Received'], 40n);
  const late = follow(['Received']);
  const ahead = follow(['Received'], 45n);
  await until(() => late.seen.length === 50 && early.seen.length === 10 && ahead.seen.length === 5);
  source.append('Received', 'Received');
  await until(() => [late, early, ahead].every(({ seen }) => seen.at(-1) === 52n));
  expect([late.seen, early.seen, ahead.seen]).toEqual([upTo(52), upTo(52, 41), upTo(52, 46)]);
  expect(source.reading).toBe(1);
});

it('goes on for the others where one does not keep up; that one has everything in the end', async () => {
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  const slow = follow(['Received'], null, () => held);
  const fast = follow(['Received']);
  for (let n = 1; n <= 50; n++) {
    source.append(...Array<string>(100).fill('Received'));
    await until(() => fast.seen.length === n * 100);
  }
  expect(slow.seen).toHaveLength(1);
  go();
  await until(() => slow.seen.length === 5_000);
  expect(slow.seen).toEqual(upTo(5_000));
  expect(fast.seen).toEqual(upTo(5_000));
  source.append('Received');
  await until(() => slow.seen.length === 5_001);
  expect(source.reading).toBe(1);
});

it('reads on only as fast as the one who follows alone', async () => {
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  source.append(...Array<string>(6_000).fill('Received'));
  const alone = follow(['Received'], null, () => held);
  await until(() => source.verifications >= 2_000);
  await new Promise(setImmediate);
  expect(source.verifications).toBeLessThanOrEqual(2_001);
  go();
  await until(() => alone.seen.length === 6_000);
  expect(source.readFrom).toEqual([null]);
});

it('ends for those who want an event that cannot be handed over, before it', async () => {
  source.damaged = 2n;
  const [wants, others] = [follow(['Received', 'Closed']), follow(['Received'])];
  source.append('Received', 'Closed', 'Received');
  await until(() => wants.end !== undefined && others.seen.length === 2);
  expect(wants).toMatchObject({ seen: [1n], end: new Error('damaged') });
  expect(others).toEqual({ seen: [1n, 3n], checkpoint: expect.any(BigInt) as bigint });
});

it('fails for all when the connection breaks, and is read on from where each was', async () => {
  const before = [follow(['Received']), follow(['Closed'])];
  source.append('Received', 'Closed');
  await until(() => before.every(({ seen }) => seen.length === 1));
  source.disconnect();
  await until(() => before.every(({ end }) => end instanceof Error));
  const after = [follow(['Received'], 1n), follow(['Closed'], 2n)];
  source.append('Received', 'Closed');
  await until(() => after.every(({ seen }) => seen.length === 1));
  expect(after.map(({ seen }) => seen)).toEqual([[3n], [4n]]);
});
