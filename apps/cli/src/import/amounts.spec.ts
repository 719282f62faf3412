import fc from 'fast-check';
import { minorUnits } from './amounts.js';

describe('minorUnits', () => {
  it.each([
    ['1,234.50', 'USD', '.', 123450],
    ['1.234,50', 'EUR', ',', 123450],
    ['1 234,5', 'EUR', ',', 123450],
    ['1\u00a0234\u00a0567,89', 'EUR', ',', 123456789],
    ["1'234.50", 'CHF', '.', 123450],
    ['0.07', 'CNY', '.', 7],
    ['8.29', 'USD', '.', 829],
    ['1234', 'JPY', '.', 1234],
    ['1.234', 'KWD', '.', 1234],
    ['90071992547409.91', 'USD', '.', 9007199254740991],
  ] as const)('reads %s %s', (text, currency, decimal, units) => {
    expect(minorUnits(text, currency, decimal)).toBe(units);
  });

  it.each([
    ['1.500', 'USD', '.', 'more decimals than USD (2)'],
    ['1.5', 'JPY', '.', 'more decimals than JPY (0)'],
    ['12,34.50', 'USD', '.', 'is no amount'],
    ['1,234,50', 'USD', '.', 'is no amount'],
    ['1,234 567.00', 'USD', '.', 'is no amount'],
    ['-5.00', 'USD', '.', 'is no amount'],
    ['5.', 'USD', '.', 'is no amount'],
    ['.50', 'USD', '.', 'is no amount'],
    ['$5.00', 'USD', '.', 'is no amount'],
    ['1e3', 'USD', '.', 'is no amount'],
    ['', 'USD', '.', 'is no amount'],
    ['90071992547409.92', 'USD', '.', 'too large'],
    ['5.00', 'usd', '.', 'no currency code'],
    ['5.00', 'ZZZ', '.', 'no currency code'],
  ] as const)('refuses %s %s', (text, currency, decimal, reason) => {
    expect(() => minorUnits(text, currency, decimal)).toThrow(reason);
  });

  it('is exact whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (units) => {
        const digits = String(units).padStart(3, '0');
        expect(minorUnits(`${digits.slice(0, -2)}.${digits.slice(-2)}`, 'USD')).toBe(units);
      }),
    );
  });
});
