import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import type { Sealed } from '@redress/kernel';

/** A data subject and the key that seals what is known of them. */
export interface SubjectKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Looks up the keys of data subjects; a subject whose key was destroyed is simply absent from the answer. */
export type KeysOf = (subjectIds: readonly string[]) => Promise<ReadonlyMap<string, KeyObject>>;

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a fresh nonce; the subject's id is authenticated, so a value cannot be moved to another subject. */
export function sealValue(value: unknown, subject: SubjectKey): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', subject.key, nonce).setAAD(Buffer.from(subject.id));
  const body = Buffer.concat([nonce, cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { $sealed: Buffer.concat([body, cipher.getAuthTag()]).toString('base64url'), subject: subject.id };
}

function openValue(sealed: Sealed, key: KeyObject): unknown {
  const bytes = Buffer.from(sealed.$sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(sealed.subject))
    .setAuthTag(bytes.subarray(-tagBytes));
  const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  return JSON.parse(text) as unknown;
}

function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && '$sealed' in value && 'subject' in value;
}

/** Stands where a value stood whose key was destroyed at the subject's erasure. */
const erased = { $erased: true } as const;

/** Stands where the reader may not see personal data. */
const withheld = { $withheld: true } as const;

function subjectsIn(value: unknown, found: Set<string>): Set<string> {
  if (isSealed(value)) found.add(value.subject);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) subjectsIn(inner, found);
  return found;
}

function replaceSealed(value: unknown, replace: (sealed: Sealed) => unknown): unknown {
  if (isSealed(value)) return replace(value);
  if (Array.isArray(value)) return value.map((inner) => replaceSealed(inner, replace));
  if (value instanceof Date) return value; // of a row of a view
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaceSealed(inner, replace)]));
  }
  return value;
}

/** The same value with every sealed part opened; parts whose key is gone become `{ $erased: true }`. */
export async function openSealed<T>(value: T, keysOf: KeysOf): Promise<T> {
  const subjects = subjectsIn(value, new Set());
  if (subjects.size === 0) return value;
  const keys = await keysOf([...subjects]);
  return replaceSealed(value, (sealed) => {
    const key = keys.get(sealed.subject);
    return key ? openValue(sealed, key) : erased;
  }) as T;
}

/** The same value with every sealed part replaced by `{ $withheld: true }`: for readers without personal data. */
export function withholdSealed<T>(value: T): T {
  return replaceSealed(value, () => withheld) as T;
}
