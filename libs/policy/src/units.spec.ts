import fc from 'fast-check';
import { descendants, units, type Unit, type Units } from './units.js';

const labels = { 'zh-CN': '单位', en: 'unit' };
const tree = (...pairs: readonly (readonly [string, string?])[]): Units => ({
  units: pairs.map(([code, parent]) => ({ code, labels, ...(parent !== undefined && { parent }) })),
});
const company = tree(
  ['company'],
  ['north', 'company'],
  ['beijing', 'north'],
  ['harbin', 'north'],
  ['south', 'company'],
  ['canton', 'south'],
);

describe('a unit and what is below it', () => {
  it.each([
    ['company', ['company', 'north', 'beijing', 'harbin', 'south', 'canton']],
    ['north', ['north', 'beijing', 'harbin']],
    ['canton', ['canton']],
    ['elsewhere', ['elsewhere']],
  ])('%s', (code, expected) => {
    expect(descendants(company, code)).toEqual(expected);
  });

  const forests = fc.array(fc.nat(), { minLength: 1, maxLength: 40 }).map((picks) =>
    // Each unit hangs below one of those before it, or at the top.
    picks.map((pick, i): Unit => ({ code: `u${i}`, labels, ...(pick % (i + 1) < i && { parent: `u${pick % (i + 1)}` }) })),
  );

  it('is every unit whose chain of parents leads to it, each once', () => {
    fc.assert(
      fc.property(forests, fc.nat(), (list, pick) => {
        const { code } = list[pick % list.length]!;
        const parents = new Map(list.map((unit) => [unit.code, unit.parent]));
        const leadsThere = (at: string | undefined): boolean => at === code || (at !== undefined && leadsThere(parents.get(at)));
        const expected = list.map((unit) => unit.code).filter(leadsThere);
        const found = descendants({ units: list }, code);
        expect(found.toSorted()).toEqual(expected.toSorted());
        expect(found[0]).toBe(code);
        expect(units.checked({ units: list }, units.standard)).toEqual({ units: list });
      }),
    );
  });
});

describe('a tree', () => {
  const check = (said: Units) => () => units.checked(said, units.standard);
  it('has at least one unit, and no unit is below itself', () => {
    expect(check({ units: [] })).toThrow(expect.objectContaining({ code: 'no-units', facts: { path: 'units' } }) as Error);
    expect(check(tree(['a', 'b'], ['b', 'a']))).toThrow(
      expect.objectContaining({ code: 'circular-parents', facts: { path: 'units[0].parent', code: 'a', parent: 'a' } }) as Error,
    );
    expect(check(tree(['a', 'b']))).toThrow(expect.objectContaining({ code: 'unknown-parent' }) as Error);
  });

  it('may be as deep and as wide as it likes', () => {
    const deep = tree(['u0'], ...Array.from({ length: 4_999 }, (_, i) => [`u${i + 1}`, `u${i}`] as const));
    const wide = tree(['u'], ...Array.from({ length: 4_999 }, (_, i) => [`u${i}`, 'u'] as const));
    for (const [said, top] of [
      [deep, 'u0'],
      [wide, 'u'],
    ] as const) {
      expect(check(said)).not.toThrow();
      expect(descendants(said, top)).toHaveLength(5_000);
    }
  });
});
