import { hash as digest, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson, genesisHash } from '@redress/event-store';
import type { EventTypes, Instant } from '@redress/kernel';
import { fingerprintOf, publicKeyOf, type PublicKey } from './keys.js';

/** The stream of checkpoints and of the keys that sign them. */
export const checkpointStream = 'audit-checkpoints';

/** A checkpoint proves at most so many events anew: whoever wants to prove one of them needs the leaves of so many. */
export const longestSegment = 1_000;

/** What stands before the first checkpoint. */
export const noCheckpoint = genesisHash;

/** What a checkpoint says. */
export interface CheckpointContent {
  /** How many events it covers: those with lower ordinals, from the first of the log on. */
  readonly ordinal: number;
  /** The running hash after the last of them. */
  readonly runningHash: string;
  /** `digestOf` the checkpoint before; 64 zeros for the first. */
  readonly previous: string;
  readonly signedAt: Instant;
  /** Fingerprint of the key that signs. */
  readonly key: string;
}

/** Data of `CheckpointSigned`. */
export interface Checkpoint extends CheckpointContent {
  /** Ed25519 over `checkpoint: ` and the RFC 8785 form of everything else; base64url. */
  readonly signature: string;
}

/** What is said when a key is introduced: from now on it signs, and no other. */
export interface KeyContent {
  readonly key: PublicKey;
  readonly fingerprint: string;
  /** Fingerprint of the key that signed so far; null for the first. */
  readonly former: string | null;
  /** Up to here the former key has signed: ordinal and digest of its last checkpoint, 0 and 64 zeros where there is none. */
  readonly ordinal: number;
  readonly previous: string;
  readonly introducedAt: Instant;
}

/** Data of `CheckpointKeyIntroduced`. */
export interface CheckpointKey extends KeyContent {
  /** By the key itself, over `key: ` and the RFC 8785 form of the content: whoever introduces it has it. */
  readonly signature: string;
  /** By the former key, over the same; null for the first, and where the former one was lost. */
  readonly endorsement: string | null;
}

export type CheckpointEvent =
  | { readonly type: 'CheckpointSigned'; readonly data: Checkpoint }
  | { readonly type: 'CheckpointKeyIntroduced'; readonly data: CheckpointKey };

export const checkpointEventTypes: EventTypes<CheckpointEvent> = {
  CheckpointSigned: { version: 1, personal: [] },
  CheckpointKeyIntroduced: { version: 1, personal: [] },
};

/** SHA-256, hex, over the RFC 8785 form of a checkpoint with its signature. */
export function digestOf(checkpoint: Checkpoint): string {
  return digest('sha256', canonicalJson(checkpoint), 'hex');
}

export function signCheckpoint(content: CheckpointContent, key: KeyObject): Checkpoint {
  return { ...content, signature: signed('checkpoint', content, key) };
}

/** @param former the key that signed so far; undefined for the first, and where it was lost */
export function introduceKey(content: Omit<KeyContent, 'key' | 'fingerprint'>, key: KeyObject, former?: KeyObject): CheckpointKey {
  const publicKey = publicKeyOf(key);
  const all = { key: publicKey, fingerprint: fingerprintOf(publicKey), ...content };
  return { ...all, signature: signed('key', all, key), endorsement: former ? signed('key', all, former) : null };
}

/** Whether a checkpoint is signed by this key. */
export function isSignedBy({ signature, ...content }: Checkpoint, key: KeyObject): boolean {
  return isSigned('checkpoint', content, signature, key);
}

export function isKeySignedBy({ signature: _, endorsement: __, ...content }: CheckpointKey, signature: string, key: KeyObject): boolean {
  return isSigned('key', content, signature, key);
}

/** The kind stands before the content, so that no signature of one is one of another. */
const bytesOf = (kind: 'checkpoint' | 'key', content: object): Buffer => Buffer.from(`${kind}: ${canonicalJson(content)}`);

function signed(kind: 'checkpoint' | 'key', content: object, key: KeyObject): string {
  return sign(null, bytesOf(kind, content), key).toString('base64url');
}

function isSigned(kind: 'checkpoint' | 'key', content: object, signature: string, key: KeyObject): boolean {
  return typeof signature === 'string' && verify(null, bytesOf(kind, content), key, Buffer.from(signature, 'base64url'));
}
