import type { CallError } from './statuses.js';

/** Streaming calls that would go on for ever: when the node stops, each is told why and ended. */
export class OpenCalls {
  private readonly ends = new Set<(error: CallError) => void>();

  /** @returns a function that forgets the call; to be called when it has ended */
  add(end: (error: CallError) => void): () => void {
    this.ends.add(end);
    return () => this.ends.delete(end);
  }

  endAll(error: CallError): void {
    for (const end of this.ends) end(error);
  }
}
