import type { Asked, Expected } from './question.js';

/** How often each value was: median and percentiles are exact, however many there were. */
export class Values {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(value: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
    this.total += 1;
  }

  get size(): number {
    return this.total;
  }

  /** The least value that so much of all do not exceed, as in the reports; null of nothing. */
  percentile(share: number): number | null {
    let left = Math.max(Math.ceil(this.total * share), 1);
    for (const value of [...this.counts.keys()].toSorted((a, b) => a - b)) {
      left -= this.counts.get(value)!;
      if (left <= 0) return value;
    }
    return null;
  }
}

/** How long the people in each role take to sign, in whole minutes from when it was their turn. */
export class Latencies {
  private readonly byRole = new Map<string, Values>();

  add(role: string, minutes: number): void {
    let values = this.byRole.get(role);
    if (!values) this.byRole.set(role, (values = new Values()));
    values.add(minutes);
  }

  of(role: string): { readonly signatures: number; readonly median: number | null; readonly p90: number | null } {
    const values = this.byRole.get(role);
    return { signatures: values?.size ?? 0, median: values?.percentile(0.5) ?? null, p90: values?.percentile(0.9) ?? null };
  }

  get roles(): string[] {
    return [...this.byRole.keys()];
  }

  /** One after the other it adds up; side by side the slowest counts, of any the quickest that ever signed. */
  expected(asked: Pick<Asked, 'mode' | 'roles'> | null): Expected {
    if (!asked) return { median: null, p90: null };
    const each = asked.roles.map((role) => this.of(role));
    return {
      median: together(
        asked.mode,
        each.map(({ median }) => median),
      ),
      p90: together(
        asked.mode,
        each.map(({ p90 }) => p90),
      ),
    };
  }
}

function together(mode: Asked['mode'], minutes: readonly (number | null)[]): number | null {
  if (minutes.length === 0) return 0;
  const known = minutes.filter((one) => one !== null);
  if (mode === 'any') return known.length > 0 ? Math.min(...known) : null;
  if (known.length < minutes.length) return null;
  return mode === 'ordered' ? known.reduce((sum, one) => sum + one, 0) : Math.max(...known);
}
