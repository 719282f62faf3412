import type { UUID as Uuid } from '@eventstore/db-client/generated/shared_pb.js';
import { UUID } from './messages.js';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns the id in lower case with dashes, or undefined if it is missing, malformed or all zeros */
export function fromUuid(uuid: Uuid | undefined): string | undefined {
  if (!uuid) return undefined;
  const structured = uuid.getStructured();
  const text = structured
    ? dashed(hex64(structured.getMostSignificantBits()) + hex64(structured.getLeastSignificantBits()))
    : uuid.getString().toLowerCase();
  return pattern.test(text) && text !== '00000000-0000-0000-0000-000000000000' ? text : undefined;
}

export function stringUuid(id: string): Uuid {
  return new UUID().setString(id);
}

/** Two signed 64-bit halves, most significant first. */
export function structuredUuid(id: string): Uuid {
  const hex = id.replaceAll('-', '');
  const half = (digits: string): string => BigInt.asIntN(64, BigInt(`0x${digits}`)).toString();
  const structured = new UUID.Structured();
  structured.setMostSignificantBits(half(hex.slice(0, 16)));
  structured.setLeastSignificantBits(half(hex.slice(16)));
  return new UUID().setStructured(structured);
}

function hex64(bits: string | number): string {
  return BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
}

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Positions and revisions are unsigned 64-bit integers on the wire, decimal strings in the generated messages, and numbers here: the log
 * counts events, so 2^53 is out of reach. Anything larger stands for the end, as the protocol's own end marker does.
 */
export function fromWire(value: string | number): number {
  const number = Number(value);
  if (!(number >= 0)) return Number.MAX_SAFE_INTEGER;
  return number > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : number;
}

/** Milliseconds since the Unix epoch as the `created` metadata: 100-ns ticks, as a string because it exceeds 2^53. */
export function ticks(ms: number): string {
  return `${Math.trunc(ms)}0000`;
}
