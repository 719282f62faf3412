import { DELETED } from './events.js';

/** What the settings of a stream, the last event of its metadata stream `$$…`, say about it. */
export interface StreamMetadata {
  /** Only this many of the last events are readable. */
  readonly maxCount?: number;
  /** Only events younger than this are readable, in milliseconds. */
  readonly maxAgeMs?: number;
  /** Only events from this revision on are readable; `DELETED` says that the stream is deleted and can be written again. */
  readonly truncateBefore?: number;
  readonly acl?: StreamAcl;
}

/** Who may do what: names of users or groups; undefined where the defaults hold. */
export interface StreamAcl {
  readonly $r?: readonly string[];
  readonly $w?: readonly string[];
  readonly $d?: readonly string[];
  readonly $mr?: readonly string[];
  readonly $mw?: readonly string[];
}

export const noMetadata: StreamMetadata = {};

/** Of a metadata stream only the last event counts, and nothing can change that. */
export const metadataOfMetastream: StreamMetadata = { maxCount: 1 };

export const METADATA_TYPE = '$metadata';
export const TOMBSTONE_TYPE = '$streamDeleted';

export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const originalOf = (metastream: string): string => metastream.slice(2);

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === DELETED;

/** The lowest revision that may be read, as far as it does not depend on time. It may lie behind the last one. */
export function lowestReadable({ maxCount, truncateBefore }: StreamMetadata, lastRevision: number): number {
  return Math.max(0, maxCount === undefined ? 0 : lastRevision - maxCount + 1, truncateBefore ?? 0);
}

/** The largest signed 64-bit integer, at which a number is not exact any more. */
const LONG_MAX = 0x7fff_ffff_ffff_ffffn;

/**
 * Reads the data of a metadata event as the server does: whatever is not JSON, or has a setting of the wrong kind, counts as no settings at
 * all; a setting out of range is left out.
 */
export function parseMetadata(event: { readonly json: boolean; readonly data: Uint8Array }): StreamMetadata {
  if (!event.json || event.data.length === 0) return noMetadata;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(event.data);
    const settings: unknown = JSON.parse(text);
    if (!isObject(settings)) return noMetadata;
    if (settings.$tmp !== undefined && typeof settings.$tmp !== 'boolean') return noMetadata;
    const integer = (name: string): number | undefined => integerOf(settings[name], name, text);
    integer('$cacheControl');
    const maxCount = integer('$maxCount');
    const maxAge = integer('$maxAge');
    const truncateBefore = integer('$tb');
    const acl = settings.$acl === undefined ? undefined : aclOf(settings.$acl);
    return {
      ...(maxCount !== undefined && maxCount > 0 && { maxCount }),
      ...(maxAge !== undefined && maxAge > 0 && { maxAgeMs: maxAge * 1000 }),
      ...(truncateBefore !== undefined && truncateBefore >= 0 && { truncateBefore }),
      ...(acl && { acl }),
    };
  } catch {
    return noMetadata;
  }
}

/** The metadata that deletes a stream until it is written again. */
export const softDeletion = (): Uint8Array => Buffer.from(`{"$tb":${LONG_MAX}}`);

/**
 * The metadata of a deleted stream that is written again: as it was, but readable from `revision` on.
 *
 * @returns undefined if it is not a JSON object
 */
export function undeleted(data: Uint8Array, revision: number): Uint8Array | undefined {
  try {
    const settings: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return isObject(settings) ? Buffer.from(JSON.stringify({ ...settings, $tb: revision })) : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws if the value is there and no signed 64-bit integer */
function integerOf(value: unknown, name: string, text: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError(`${name} is no integer`);
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  // Here JavaScript's number has lost digits: look at the text.
  const digits = new RegExp(`"\\${name}"\\s*:\\s*(-?\\d+)\\s*[,}]`).exec(text)?.[1];
  if (digits === undefined || BigInt(digits) > LONG_MAX || BigInt(digits) < -LONG_MAX - 1n) throw new TypeError(`${name} is out of range`);
  // Below the mark of a deleted stream, and above any revision.
  return BigInt(digits) === LONG_MAX ? DELETED : Math.sign(value) * Number.MAX_SAFE_INTEGER;
}

const aclKeys: ReadonlySet<string> = new Set(['$r', '$w', '$d', '$mr', '$mw']);

/** @throws if the value is no access control list */
export function aclOf(value: unknown): StreamAcl {
  if (!isObject(value)) throw new TypeError('$acl is no object');
  return Object.fromEntries(
    Object.entries(value).map(([key, roles]) => {
      const list: unknown[] = Array.isArray(roles) ? roles : [roles];
      if (!aclKeys.has(key) || !list.every((role) => typeof role === 'string')) throw new TypeError(`${key} is no list of roles`);
      return [key, list];
    }),
  );
}
