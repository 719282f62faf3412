import type { KeyObject } from 'node:crypto';
import {
  digestOf,
  isKeySignedBy,
  isSignedBy,
  longestSegment,
  noCheckpoint,
  type Checkpoint,
  type CheckpointEvent,
  type CheckpointKey,
} from './checkpoint.js';
import { fingerprintOf, keyObjectOf, type PublicKey } from './keys.js';
import { firstRunningHash } from './leaf.js';

/** How far the checkpoints go, one after the other; begin with `noCheckpoints`. */
export interface CheckpointChain {
  /** So many events are covered. */
  readonly ordinal: number;
  readonly runningHash: string;
  /** Digest of the last checkpoint. */
  readonly previous: string;
  /** When the last one was signed; null before the first. */
  readonly signedAt: string | null;
  /** The key that signs now; null before the first. */
  readonly key: { readonly fingerprint: string; readonly publicKey: PublicKey } | null;
  /** Keys that signed before it, and do not any more. */
  readonly retired: readonly string[];
  /** Keys that no key before them endorses, the first among them: each of them has to be known from elsewhere. */
  readonly unendorsed: readonly string[];
}

export const noCheckpoints: CheckpointChain = {
  ordinal: 0,
  runningHash: firstRunningHash,
  previous: noCheckpoint,
  signedAt: null,
  key: null,
  retired: [],
  unendorsed: [],
};

/** A checkpoint or a key is not what it has to be; `message` is the reason, to be said behind its place. */
export class BadCheckpoint extends Error {
  override readonly name = 'BadCheckpoint';
}

/**
 * The chain with what the stream of checkpoints says next. Proves signatures, keys and the order of both; what the running hash is over is
 * for those who have the leaves.
 * @throws BadCheckpoint
 */
export function following(chain: CheckpointChain, { type, data }: CheckpointEvent): CheckpointChain {
  switch (type) {
    case 'CheckpointKeyIntroduced':
      return withKey(chain, data);
    case 'CheckpointSigned':
      return withCheckpoint(chain, data);
    default:
      throw new BadCheckpoint(`an event of type ${String(type)} is no checkpoint`);
  }
}

function withKey(chain: CheckpointChain, introduced: CheckpointKey): CheckpointChain {
  const { key, fingerprint, former, ordinal, previous, endorsement, signature } = introduced;
  const publicKey = readable(key);
  if (fingerprintOf(key) !== fingerprint) throw new BadCheckpoint('the key has another fingerprint than it says');
  if (former !== (chain.key?.fingerprint ?? null)) throw new BadCheckpoint('the key follows on another than the one that signed so far');
  if (chain.key?.fingerprint === fingerprint || chain.retired.includes(fingerprint))
    throw new BadCheckpoint('the key was introduced before: it does not come back');
  if (ordinal !== chain.ordinal || previous !== chain.previous)
    throw new BadCheckpoint('the key takes over at another checkpoint than the last one');
  if (!isKeySignedBy(introduced, signature, publicKey)) throw new BadCheckpoint('the key is not signed by itself');
  if (endorsement !== null && (!chain.key || !isKeySignedBy(introduced, endorsement, readable(chain.key.publicKey))))
    throw new BadCheckpoint('the former key has not signed this one');
  const unendorsed = endorsement === null ? [...chain.unendorsed, fingerprint] : chain.unendorsed;
  const retired = chain.key ? [...chain.retired, chain.key.fingerprint] : chain.retired;
  return { ...chain, key: { fingerprint, publicKey: key }, retired, unendorsed };
}

function withCheckpoint(chain: CheckpointChain, checkpoint: Checkpoint): CheckpointChain {
  const { ordinal, runningHash, previous, signedAt, key } = checkpoint;
  if (!chain.key) throw new BadCheckpoint('no key was introduced before this checkpoint');
  if (key !== chain.key.fingerprint) throw new BadCheckpoint(`the checkpoint is signed by the key ${key}, not by ${chain.key.fingerprint}`);
  if (!isSignedBy(checkpoint, readable(chain.key.publicKey))) throw new BadCheckpoint('the signature of the checkpoint is not valid');
  if (previous !== chain.previous) throw new BadCheckpoint('the checkpoint does not follow the one before it');
  if (!Number.isSafeInteger(ordinal) || ordinal <= chain.ordinal || ordinal > chain.ordinal + longestSegment)
    throw new BadCheckpoint(`the checkpoint covers up to ${ordinal}, and the one before it up to ${chain.ordinal}`);
  return { ...chain, ordinal, runningHash, previous: digestOf(checkpoint), signedAt };
}

function readable(key: PublicKey): KeyObject {
  try {
    return keyObjectOf(key);
  } catch {
    throw new BadCheckpoint('the key cannot be read');
  }
}
