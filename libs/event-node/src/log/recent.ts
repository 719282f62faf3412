import { bytesOf } from './events.js';
import type { RecordedEvent } from './events.js';

/** Events kept, a power of two. */
const CAPACITY = 8192;
const CAPACITY_BYTES = 16 * 1024 * 1024;

/**
 * The last committed events, in memory, for live subscriptions.
 *
 * Bounded in events and bytes: a subscriber that is too slow finds its next position gone and reads it from the database, so it neither
 * stops the writer nor grows memory.
 */
export class RecentEvents {
  private readonly slots = new Array<RecordedEvent | undefined>(CAPACITY);
  private first: number;
  private bytes = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private last: number) {
    this.first = last + 1;
  }

  /** Position of the last committed event, 0 if the log is empty. */
  get head(): number {
    return this.last;
  }

  /** True if every event behind `position` is either here or not yet committed. */
  covers(position: number): boolean {
    return position + 1 >= this.first;
  }

  /** The event at a position that is covered and not behind the head. */
  at(position: number): RecordedEvent {
    const event = position >= this.first && position <= this.last ? this.slots[position % CAPACITY] : undefined;
    if (!event) throw new Error(`position ${position} is not among the recent events`);
    return event;
  }

  /**
   * Calls `listener` whenever the head has moved.
   *
   * @returns a function that ends that
   */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes committed events, gap-free behind the head. */
  push(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.position !== this.last + 1) throw new Error(`position ${event.position} does not follow ${this.last}`);
      if (this.last - this.first + 1 === CAPACITY) this.drop();
      this.last = event.position;
      this.slots[event.position % CAPACITY] = event;
      this.bytes += bytesOf(event);
    }
    while (this.bytes > CAPACITY_BYTES) this.drop();
    this.signal();
  }

  /**
   * Takes events that were committed before all others here, the last one first, as long as they are gap-free and there is room. Subscribers
   * that come back after a restart of the node mostly need just these.
   */
  prepend(backwards: readonly RecordedEvent[]): void {
    for (const event of backwards) {
      const fits = this.last - this.first + 1 < CAPACITY && this.bytes + bytesOf(event) <= CAPACITY_BYTES;
      if (event.position !== this.first - 1 || !fits) return;
      this.first--;
      this.slots[event.position % CAPACITY] = event;
      this.bytes += bytesOf(event);
    }
  }

  /** Forgets everything: the log was found to end at `head`, which may include events that never came through here. */
  reset(head: number): void {
    this.slots.fill(undefined);
    this.bytes = 0;
    this.last = head;
    this.first = head + 1;
    this.signal();
  }

  private drop(): void {
    const slot = this.first++ % CAPACITY;
    this.bytes -= bytesOf(this.slots[slot]!);
    this.slots[slot] = undefined;
  }

  private signal(): void {
    for (const listener of this.listeners) listener();
  }
}
