import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('the RFC 8785 form', () => {
  it('is what the reference library makes of any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('sorts by code unit, numbers in names too, and writes numbers as the RFC shows them', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '10': 3, '9': 4, a: { z: null, b: [true, undefined] } })).toBe(
      '{"\\r":2,"10":3,"9":4,"a":{"b":[true,null],"z":null},"€":1}',
    );
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });

  it('leaves out what JSON leaves out, and refuses what it cannot say', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson({ a: NaN })).toThrow('NaN');
  });
});
