import type { StreamState } from './plan.js';

/** About 150 bytes each. */
const CAPACITY = 50_000;

/**
 * What the writer remembers of streams it wrote or looked up, the one not written for the longest time out first.
 *
 * Only committed state may enter, and only the one writer may keep it: it is dropped whenever another writer or a lost connection may have
 * changed the log.
 */
export class KnownStreams {
  private readonly states = new Map<string, StreamState>();

  get(name: string): StreamState | undefined {
    return this.states.get(name);
  }

  set(name: string, state: StreamState): void {
    this.states.delete(name);
    this.states.set(name, state);
    if (this.states.size > CAPACITY) {
      for (const oldest of this.states.keys()) {
        this.states.delete(oldest);
        break;
      }
    }
  }

  clear(): void {
    this.states.clear();
  }
}
