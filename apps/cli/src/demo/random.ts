import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same words, on every machine. */
export class Random {
  private state: number;

  constructor(...seed: readonly (string | number)[]) {
    this.state = createHash('sha256').update(JSON.stringify(seed)).digest().readUInt32LE();
  }

  /** At least 0, below 1: mulberry32, of which nothing is asked but to be quick and even. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** At least `from`, below `to`. */
  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of the keys, as often as their weights say. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][];
    return entries[this.indexBy(entries.map(([, weight]) => weight))]![0];
  }

  /** An index of the list, as often as its weight says. */
  indexBy(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    return index < 0 ? weights.length - 1 : index;
  }
}
