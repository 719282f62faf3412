import { LRUCache } from 'lru-cache';

/** Complaints that a view remembers, at most: more than are under way at a time in a large company. */
const most = 10_000;

/**
 * How the complaints stand that a view folded lately, so that it need not read back what it wrote itself (docs/adr/0032). It belongs to one fold
 * of one view: whoever writes with it forgets everything when a transaction fails or what is stored is not what was written last.
 */
export class Memory {
  private readonly states = new LRUCache<string, object>({ max: most });

  /**
   * How these complaints stand: what is not remembered is read by `load`; who has nothing yet is absent. States are never changed in place.
   */
  async recall<S extends object>(
    complaintIds: readonly string[],
    load: (complaintIds: readonly string[]) => Promise<ReadonlyMap<string, S>>,
  ): Promise<Map<string, S>> {
    const found = new Map<string, S>();
    const unknown: string[] = [];
    for (const id of complaintIds) {
      const state = this.states.get(id) as S | undefined;
      if (state) found.set(id, state);
      else unknown.push(id);
    }
    if (unknown.length > 0) for (const [id, state] of await load(unknown)) found.set(id, state);
    return found;
  }

  /** What is being written, in the words that `load` would find. */
  keep(complaintId: string, state: object): void {
    this.states.set(complaintId, state);
  }

  forget(): void {
    this.states.clear();
  }
}
