import { createCipheriv, createDecipheriv } from 'node:crypto';
import { parse, validate } from 'uuid';

/** Crockford's: no letter that could be taken for a digit, or for another one when it is read out. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 128 bits, five to a digit. */
const length = 26;

/**
 * What a customer follows a complaint by: its id as one encrypted block, so that a code tells nothing, is found without being stored, and
 * one among 2^128 is not guessed. `6QXV-84ZT-0B1M-…`
 */
export class TrackingCodes {
  /** @param key 32 random bytes; under another one no code is known any more */
  constructor(private readonly key: Buffer) {}

  /** @param complaintId a UUID */
  codeOf(complaintId: string): string {
    const cipher = createCipheriv('aes-256-ecb', this.key, null).setAutoPadding(false);
    let number = BigInt(`0x${Buffer.concat([cipher.update(parse(complaintId)), cipher.final()]).toString('hex')}`);
    let code = '';
    for (let i = 0; i < length; i += 1, number >>= 5n) code = digits[Number(number & 31n)]! + code;
    return code.match(/.{1,4}/g)!.join('-');
  }

  /** The complaint's id, whether there is one or not; undefined if it is no code. As people type it: in any case, with or without hyphens. */
  idOf(code: string): string | undefined {
    // Nobody's code is longer, however it is written.
    if (code.length > 2 * length) return undefined;
    const typed = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
    const values = Array.from(typed, (digit) => digits.indexOf(digit));
    // The first digit has three bits only.
    if (values.length !== length || values.includes(-1) || values[0]! > 7) return undefined;
    const number = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
    const decipher = createDecipheriv('aes-256-ecb', this.key, null).setAutoPadding(false);
    const block = Buffer.concat([decipher.update(Buffer.from(number.toString(16).padStart(32, '0'), 'hex')), decipher.final()]);
    const hex = block.toString('hex');
    const id = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
    return validate(id) ? id : undefined;
  }
}
