import { createHash } from 'node:crypto';
import { Ordinals, rowHasher } from './identity.js';

const hashOfRow = (row: Record<string, string>) => rowHasher(Object.keys(row))((column) => row[column]!);
const hash = (text: string) => createHash('sha256').update(text).digest();

describe('the hash of a row', () => {
  it('does not depend on the order of the columns', () => {
    expect(hashOfRow({ a: '1', b: '2' })).toEqual(hashOfRow({ b: '2', a: '1' }));
  });

  it('tells apart what only looks alike when run together', () => {
    const rows: Record<string, string>[] = [
      { a: '1,2', b: '' },
      { a: '1', b: '2,' },
      { a: '1', b: ',2' },
      { a: '12', b: ',' },
      { ab: '1', c: '2' },
    ];
    expect(new Set(rows.map((row) => hashOfRow(row).toString('hex'))).size).toBe(rows.length);
  });
});

describe('ordinals', () => {
  it('count equal rows from 1', () => {
    const ordinals = new Ordinals();
    expect(['a', 'b', 'a', 'a', 'b', 'c'].map((text) => ordinals.next(hash(text)))).toEqual([1, 1, 2, 3, 2, 1]);
  });

  it('stay right while the table grows, within 8 bytes a slot at three quarters full', () => {
    const ordinals = new Ordinals();
    const distinct = 100_000;
    const seen = { first: 0, second: 0 };
    for (let i = 0; i < distinct; i++) if (ordinals.next(hash(String(i))) === 1) seen.first++;
    for (let i = 0; i < distinct; i++) if (ordinals.next(hash(String(i))) === 2) seen.second++;
    expect(seen).toEqual({ first: distinct, second: distinct });
    // The next power of two above 100 000 ÷ ¾; of a million rows it is 16 MiB.
    expect(ordinals.bytes).toBe(2 ** 18 * 8);
  });

  it('take a hash that begins with zeros like any other', () => {
    const ordinals = new Ordinals();
    expect([ordinals.next(Buffer.alloc(32)), ordinals.next(Buffer.alloc(32)), ordinals.next(Buffer.alloc(32))]).toEqual([1, 2, 3]);
  });
});
