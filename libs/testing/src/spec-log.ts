import type { ComplaintEvent } from '@redress/complaint';
import type { EventStore, LogItem } from '@redress/event-store';
import type { Instant, Metadata, Recorded } from '@redress/kernel';

/** For specs: an event as it would be read, of a complaint's number, with what matters to a spec said and the rest made up. */
export function recorded(
  complaint: number,
  revision: number,
  event: { readonly type: string; readonly data: object },
  said: { position?: bigint; recordedAt?: Instant; occurredAt?: Instant } & Partial<
    Pick<Metadata, 'origin' | 'precision' | 'actor' | 'policyVersions'>
  > = {},
): Recorded<ComplaintEvent> {
  const { position = 1n, occurredAt = '2026-11-22T08:00:00.000Z', recordedAt = occurredAt, ...metadata } = said;
  return {
    id: uuid(1_000_000 + Number(position)),
    stream: `complaint-${uuid(complaint)}`,
    revision,
    position,
    recordedAt,
    type: event.type,
    data: event.data,
    metadata: {
      schemaVersion: 1,
      commandId: uuid(2_000_000 + Number(position)),
      commandDigest: '',
      actor: { sub: 'u-handler', roles: ['handler'] },
      subjectIds: [],
      $correlationId: '',
      $causationId: '',
      occurredAt,
      origin: 'api',
      policyVersions: {},
      previousHash: '',
      hash: '',
      ...metadata,
    },
  } as Recorded<ComplaintEvent>;
}

export function uuid(n: number): string {
  return `00000000-0000-7000-8000-${n.toString().padStart(12, '0')}`;
}

/** For specs: a log in memory that can be appended to while it is read, end its streams, and fail. */
export class SpecLog implements Pick<EventStore, 'all'> {
  readonly items: LogItem[] = [];
  /** Every `after` that somebody subscribed with. */
  readonly subscriptions: (bigint | null)[] = [];
  /** How many items were handed over. */
  handedOver = 0;
  /** Asked before each event is handed over; what it returns is thrown. */
  fault: (event: Recorded) => Error | undefined = () => undefined;
  private waiting: (() => void)[] = [];
  private generation = 0;

  constructor(events: Iterable<Recorded> = []) {
    this.append(...events);
  }

  append(...events: readonly Recorded[]): void {
    this.push(...events.map((event) => ({ event })));
  }

  push(...items: readonly LogItem[]): void {
    this.items.push(...items);
    this.wake();
  }

  /** Ends every stream, as a node that goes away. */
  disconnect(): void {
    this.generation++;
    this.wake();
  }

  async *all({ after, signal, ...wanted }: Parameters<EventStore['all']>[0]): AsyncGenerator<LogItem> {
    this.subscriptions.push(after);
    const { generation } = this;
    const wake = () => this.wake();
    signal.addEventListener('abort', wake);
    for (let next = 0; ;) {
      if (signal.aborted || generation !== this.generation) return;
      const item = this.items[next++];
      if (!item) {
        next--;
        await new Promise<void>((resolve) => this.waiting.push(resolve));
        continue;
      }
      const position = 'event' in item ? item.event.position : item.checkpoint;
      if (after !== null && position <= after) continue;
      if ('event' in item) {
        const { stream, type } = item.event;
        const fits = 'prefixes' in wanted ? wanted.prefixes.some((begin) => stream.startsWith(begin)) : wanted.types.includes(type);
        if (!fits) continue;
        const fault = this.fault(item.event);
        if (fault) throw fault;
      }
      this.handedOver++;
      yield item;
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
