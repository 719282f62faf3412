/** An event of the model, whose place in `$all` is its place in the list. */
export interface ModelEvent {
  readonly stream: string;
  /** -1 stands for a tombstone. */
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

export type Expected = number | 'any' | 'no-stream' | 'stream-exists';

/** `next` is the revision that is answered, `events` how many of them can be read by the position that is answered. */
export type Answer = { readonly revision: number } | 'wrong-revision' | 'deleted';

const FOREVER = '9223372036854775807';

/**
 * The contract of streams as plainly as it can be said: a list of events, searched from its beginning for every question. Slow, without any
 * state but the list, and written apart from the node: the truth that the node is compared with.
 */
export class Model {
  readonly log: ModelEvent[] = [];
  private made = 0;

  append(stream: string, expected: Expected, events: readonly Omit<ModelEvent, 'stream' | 'revision'>[]): Answer {
    const refused = this.refusal(
      stream,
      expected,
      events.map(({ id }) => id),
    );
    if (refused !== undefined) return refused;
    const original = isMeta(stream) ? stream.slice(2) : stream;
    const wasDeleted = this.isDeleted(original);
    for (const event of events) this.log.push({ ...event, stream, revision: this.revision(stream) + 1 });
    const answer = { revision: this.revision(stream) };
    if (wasDeleted) {
      const settings = this.parsed(original);
      // Whole events of the stream before this append are behind the new beginning.
      const written = isMeta(stream) ? 0 : events.length;
      if (settings) this.setMetadata(original, { ...settings, $tb: this.revision(original) + 1 - written });
    }
    return answer;
  }

  delete(stream: string, expected: Expected): Answer {
    const refused = this.refusal(stream, expected, ['an id that nobody has']);
    if (refused !== undefined) return refused;
    if (this.isEnded(`$$${stream}`)) return 'deleted';
    if (this.of(stream).length === 0 && !this.hasMetadata(stream)) return 'wrong-revision';
    this.write(`$$${stream}`, `{"$tb":${FOREVER}}`);
    return { revision: -1 };
  }

  tombstone(stream: string, expected: Expected): Answer {
    const refused = this.refusal(stream, expected, ['an id that nobody has']);
    if (refused !== undefined) return refused;
    this.log.push({ stream, revision: -1, id: `tombstone of ${stream}`, type: '$streamDeleted', data: '' });
    return { revision: -1 };
  }

  /** The events that can be read at all, in order. */
  readable(stream: string): readonly ModelEvent[] | 'missing' | 'deleted' {
    if (this.isEnded(stream)) return 'deleted';
    const events = this.of(stream);
    if (events.length === 0) return 'missing';
    if (isMeta(stream)) return events.slice(-1);
    if (this.isDeleted(stream)) return 'missing';
    const { $tb = 0, $maxCount = 0 } = (this.parsed(stream) ?? {}) as { $tb?: number; $maxCount?: number };
    const first = Math.max($tb, $maxCount > 0 ? events.length - $maxCount : 0);
    return events.filter(({ revision }) => revision >= first);
  }

  /** @returns undefined if the link points to nothing that can be read */
  resolve(link: ModelEvent): ModelEvent | undefined {
    const [revision, stream] = link.data.split('@') as [string, string];
    const events = this.readable(stream);
    return typeof events === 'string' ? undefined : events.find((event) => event.revision === Number(revision));
  }

  private refusal(stream: string, expected: Expected, ids: readonly string[]): Answer | undefined {
    const events = this.of(stream);
    const last = events.length - 1;
    if (this.isEnded(stream)) return 'deleted';
    const gone = !isMeta(stream) && this.isDeleted(stream);
    if (expected === 'stream-exists') {
      if (gone) return 'deleted';
      if (last < 0 && !this.hasMetadata(stream)) return 'wrong-revision';
    }
    const places = (id: string): number[] => events.flatMap((event, revision) => (event.id === id ? [revision] : []));
    if (expected === 'any' || expected === 'stream-exists') {
      if (ids.length === 0 || places(ids[0]!).length === 0) return undefined;
      return ids.every((id) => places(id).length > 0) ? { revision: places(ids.at(-1)!).at(-1)! } : 'wrong-revision';
    }
    const start = expected === 'no-stream' ? -1 : expected;
    if (start === last) return undefined;
    if (start > last) return 'wrong-revision';
    const same = ids.map((id, index) => places(id).includes(start + 1 + index));
    if (same.length > 0 && same.every(Boolean)) return { revision: start + ids.length };
    return gone && expected === 'no-stream' && same[0] === false ? undefined : 'wrong-revision';
  }

  private of(stream: string): ModelEvent[] {
    return this.log.filter((event) => event.stream === stream && event.revision >= 0);
  }

  private revision(stream: string): number {
    return this.of(stream).length - 1;
  }

  private isEnded(stream: string): boolean {
    const ended = (name: string): boolean => this.log.some((event) => event.stream === name && event.revision < 0);
    return ended(stream) || (isMeta(stream) && ended(stream.slice(2)));
  }

  private hasMetadata(stream: string): boolean {
    return this.log.some((event) => event.stream === `$$${stream}`);
  }

  private isDeleted(stream: string): boolean {
    return !this.isEnded(`$$${stream}`) && (this.of(`$$${stream}`).at(-1)?.data.includes(FOREVER) ?? false);
  }

  private parsed(stream: string): Record<string, unknown> | undefined {
    if (this.isEnded(`$$${stream}`)) return undefined;
    return JSON.parse(this.of(`$$${stream}`).at(-1)?.data ?? 'null') as Record<string, unknown> | undefined;
  }

  private setMetadata(stream: string, settings: Record<string, unknown>): void {
    this.write(`$$${stream}`, JSON.stringify(settings));
  }

  private write(stream: string, data: string): void {
    this.log.push({ stream, revision: this.revision(stream) + 1, id: `made ${++this.made}`, type: '$metadata', data });
  }
}

const isMeta = (stream: string): boolean => stream.startsWith('$$');
