import { createHash } from 'node:crypto';

/**
 * Who a row without an id of its own is: a SHA-256 over its columns and values, in the order of the column names, so that neither
 * the order of the columns nor quoting nor line endings nor the file's name change it.
 */
export function rowHasher(columns: readonly string[]): (valueOf: (column: string) => string) => Buffer {
  const sorted = [...columns].sort();
  return (valueOf) =>
    createHash('sha256')
      .update(JSON.stringify(sorted.map((column) => [column, valueOf(column)])))
      .digest();
}

/**
 * Counts equal rows: the first is 1, the second 2. Two customers may well have complained in the same words on the same day, and
 * both are complaints.
 *
 * Memory: 8 bytes of each distinct hash in an open-addressing table that is at most three quarters full, and a map for the few rows
 * that repeat: 16 MiB for a million rows (24 MiB for a moment while it grows), nothing at all for files with ids. Two distinct rows
 * that share 8 bytes (a chance of 1 in 37 million among a million rows) would do no harm: the second gets ordinal 2 beside its own
 * full hash, so it still is a complaint of its own.
 */
export class Ordinals {
  private table = new BigUint64Array(1 << 10);
  private distinct = 0;
  private readonly repeats = new Map<bigint, number>();

  next(hash: Buffer): number {
    // Zero marks an empty slot.
    const key = hash.readBigUInt64LE(0) || 1n;
    if (this.insert(key)) return 1;
    const ordinal = (this.repeats.get(key) ?? 1) + 1;
    this.repeats.set(key, ordinal);
    return ordinal;
  }

  /** Bytes held by the table, for the spec that guards the bound above. */
  get bytes(): number {
    return this.table.byteLength;
  }

  private insert(key: bigint): boolean {
    if (!place(this.table, key)) return false;
    this.distinct++;
    if (this.distinct * 4 > this.table.length * 3) this.grow();
    return true;
  }

  private grow(): void {
    const larger = new BigUint64Array(this.table.length * 2);
    for (const key of this.table) if (key !== 0n) place(larger, key);
    this.table = larger;
  }
}

/** Linear probing; false when the key is there already. */
function place(table: BigUint64Array, key: bigint): boolean {
  const mask = table.length - 1;
  for (let slot = Number(key & 0xffff_ffffn) & mask; ; slot = (slot + 1) & mask) {
    if (table[slot] === key) return false;
    if (table[slot] === 0n) {
      table[slot] = key;
      return true;
    }
  }
}
