import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { TrackingCodes } from './tracking-code.js';

const codes = new TrackingCodes(Buffer.alloc(32, 7));
const ids = fc.oneof(fc.uuid(), fc.constant(v7()));

describe('a tracking code', () => {
  it('leads back to its complaint, however somebody types it', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const code = codes.codeOf(id);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
        for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' '), code.replaceAll('0', 'o')]) {
          expect(codes.idOf(typed)).toBe(id);
        }
        expect(codes.idOf(code.replaceAll('1', 'l'))).toBe(id);
      }),
    );
  });

  it('is the same tomorrow, and another one in another installation', () => {
    const id = '01a20145-29db-77f6-868c-49ee37785622';
    expect(new TrackingCodes(Buffer.alloc(32, 7)).codeOf(id)).toBe(codes.codeOf(id));
    const other = new TrackingCodes(randomBytes(32));
    expect(other.codeOf(id)).not.toBe(codes.codeOf(id));
    expect(other.idOf(codes.codeOf(id))).not.toBe(id);
  });

  it('says nothing of the id: neighbours have nothing in common', () => {
    const near = ['01a20145-29db-77f6-868c-49ee37785622', '01a20145-29db-77f6-868c-49ee37785623'].map((id) => codes.codeOf(id));
    const same = Array.from(near[0]!.replaceAll('-', '')).filter((digit, i) => near[1]!.replaceAll('-', '')[i] === digit);
    expect(same.length).toBeLessThan(8);
  });

  it('is none if it is too short, too long, not of these letters, or of more than 128 bits', () => {
    const code = codes.codeOf(randomUUID());
    for (const wrong of [
      '',
      code.slice(1),
      `${code}0`,
      `${code.slice(0, -1)}U`,
      `8${code.slice(1)}`,
      `Z${code.slice(1)}`,
      '码'.repeat(26),
    ]) {
      expect(codes.idOf(wrong)).toBeUndefined();
    }
    expect(codes.idOf('-'.repeat(1_000_000))).toBeUndefined();
  });

  it('leads to no complaint that was meant if a digit is another one', () => {
    fc.assert(
      fc.property(ids, fc.nat(25), fc.nat(30), (id, place, by) => {
        const code = codes.codeOf(id).replaceAll('-', '');
        const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const other = digits[(digits.indexOf(code[place]!) + 1 + by) % 32]!;
        expect(codes.idOf(code.slice(0, place) + other + code.slice(place + 1))).not.toBe(id);
      }),
    );
  });
});
