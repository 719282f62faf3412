import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { outerKeyOf, type OuterKey } from './kms.js';
import { derivedKey, unwrap, wrap } from './master-key.js';

/** Each use has keys of its own. Only those that wrap subjects' keys ever have a second version: what the others made would not be found again. */
const ringPurposes = ['subject keys', 'blind index', 'command digest', 'tracking code', 'webhook secrets'] as const;
type RingPurpose = (typeof ringPurposes)[number];

/** What the keys of an installation from before there was a ring were derived as; webhooks derive for themselves, from the master key. */
const formerly: Readonly<Record<RingPurpose, string | null>> = {
  'subject keys': 'subject key wrapping',
  'blind index': 'blind index',
  'command digest': 'command digest',
  'tracking code': 'tracking code',
  'webhook secrets': null,
};

/** The ring cannot be opened, and why. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}

/** A version of a key, and whether it is in use. */
interface RingEntry {
  readonly purpose: RingPurpose;
  readonly version: number;
  readonly createdAt: Date;
  /** Since then the key is destroyed; null while it can be used. */
  readonly retiredAt: Date | null;
}

interface Row {
  readonly purpose: RingPurpose;
  readonly version: number;
  readonly wrapped: Buffer | null;
}

/** A key that wraps subjects' keys. */
interface WrappingKey {
  readonly version: number;
  readonly key: Buffer;
}

/** Any number that no other program in the same database uses: one process fills, rotates or re-wraps at a time. */
export const ringLock = 7_305_021;

/** How old what is known of the ring may be before it is read again, beside what goes on. */
const freshMs = 5_000;

/**
 * The keys of an installation. They are in its database, wrapped by the ring's root, and that by the outer key alone: to change it, nothing
 * else has to be wrapped anew. A process has them in memory from its start on, and takes note of new versions while it runs.
 */
export class KeyRing {
  private readonly wrapping = new Map<number, Buffer>();
  private readonly others = new Map<RingPurpose, Buffer>();
  private latest = 0;
  private readAt = 0;
  private refreshing: Promise<void> | undefined;

  private constructor(
    private readonly dataSource: Pick<DataSource, 'query'>,
    private readonly root: Buffer,
  ) {}

  /**
   * Opens the ring, and fills it at the first start: with what was derived from the master key until now, if there is one, so that codes,
   * indexes and digests stay what they are.
   * @param masterKey of an installation that had one before it had a ring, or has one still
   * @throws KeyRingError if it is wrapped by another outer key; KmsUnavailable
   */
  static async open(dataSource: DataSource, outer: OuterKey, masterKey?: Buffer): Promise<KeyRing> {
    let root = await rootUnder(dataSource, outer);
    root ??= await filled(dataSource, outer, masterKey);
    const ring = new KeyRing(dataSource, root);
    await ring.refresh();
    return ring;
  }

  /** The key of a use that has one version. */
  key(purpose: Exclude<RingPurpose, 'subject keys'>): Buffer {
    return this.others.get(purpose)!;
  }

  /** What new subjects' keys are wrapped by; costs nothing, and looks for a newer version now and then beside what goes on. */
  current(): WrappingKey {
    if (Date.now() - this.readAt > freshMs) void this.refresh().catch(() => undefined);
    return { version: this.latest, key: this.wrapping.get(this.latest)! };
  }

  /** A wrapping key of this version; undefined if it is not known yet, or destroyed. */
  wrappingKey(version: number): Buffer | undefined {
    return this.wrapping.get(version);
  }

  /** Reads what is new. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** A new wrapping key, from now on the one that new subjects' keys are wrapped by. */
  async add(): Promise<number> {
    const version = this.latest + 1;
    await insert(this.dataSource, this.root, 'subject keys', version, randomBytes(32));
    await this.refresh();
    return version;
  }

  private async read(): Promise<void> {
    // Before, so that a failure is not repeated by everybody who comes meanwhile.
    this.readAt = Date.now();
    const rows = await this.dataSource.query<Row[]>('SELECT purpose, version, wrapped FROM privacy.key_ring ORDER BY version');
    for (const { purpose, version, wrapped } of rows) {
      if (purpose !== 'subject keys') {
        if (wrapped && !this.others.has(purpose)) this.others.set(purpose, opened(this.root, purpose, version, wrapped));
      } else if (!wrapped) this.wrapping.delete(version);
      else {
        if (!this.wrapping.has(version)) this.wrapping.set(version, opened(this.root, purpose, version, wrapped));
        this.latest = Math.max(this.latest, version);
      }
    }
    const missing = ringPurposes.filter((purpose) =>
      purpose === 'subject keys' ? !this.wrapping.has(this.latest) : !this.others.has(purpose),
    );
    if (missing.length > 0) throw new KeyRingError(`the key ring has no key for ${missing.join(', ')}: restore it from a backup`);
  }
}

/**
 * The ring of an installation, opened by what it was given: a key of a service where one is named, else its master key.
 * @throws KeyRingError, KmsUnavailable
 */
export async function openKeyRing(dataSource: DataSource, keys: { readonly kms?: string; readonly masterKey?: Buffer }): Promise<KeyRing> {
  return KeyRing.open(dataSource, await outerKeyOf(keys), keys.masterKey);
}

/** @throws KeyRingError if it is another ring's, or was changed */
function opened(root: Buffer, purpose: RingPurpose, version: number, wrapped: Buffer): Buffer {
  try {
    return unwrap(root, aboutOf(purpose, version), wrapped);
  } catch (error) {
    const message = `version ${version} of the key for ${purpose} cannot be opened by this ring's root: restore the ring from a backup`;
    throw new KeyRingError(message, { cause: error });
  }
}

const aboutOf = (purpose: RingPurpose, version: number): string => `${purpose} ${version}`;

async function insert(on: Pick<DataSource, 'query'>, root: Buffer, purpose: RingPurpose, version: number, key: Buffer): Promise<void> {
  await on.query('INSERT INTO privacy.key_ring (purpose, version, wrapped) VALUES ($1, $2, $3)', [
    purpose,
    version,
    wrap(root, aboutOf(purpose, version), key),
  ]);
}

/** The root as this outer key wraps it; undefined while there is no ring. @throws KeyRingError if only others wrap it */
async function rootUnder(on: Pick<DataSource, 'query'>, outer: OuterKey): Promise<Buffer | undefined> {
  const rows = await on.query<{ outer_key: string; wrapped: Buffer }[]>('SELECT outer_key, wrapped FROM privacy.key_ring_root');
  if (rows.length === 0) return undefined;
  const own = rows.find(({ outer_key }) => outer_key === outer.name);
  if (own) return outer.unwrap(own.wrapped);
  const names = rows.map(({ outer_key }) => outer_key).join(' and ');
  throw new KeyRingError(
    `the key ring is wrapped by ${names}, and this process was given ${outer.name}: give it that one, or wrap the ring anew first (redress keys rewrap)`,
  );
}

/** Makes the ring, once, however many processes start together. */
function filled(dataSource: DataSource, outer: OuterKey, masterKey: Buffer | undefined): Promise<Buffer> {
  return dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [ringLock]);
    const there = await rootUnder(manager, outer);
    if (there) return there;
    const root = randomBytes(32);
    await manager.query('INSERT INTO privacy.key_ring_root (outer_key, wrapped) VALUES ($1, $2)', [outer.name, await outer.wrap(root)]);
    const subjects = await manager.query<unknown[]>('SELECT FROM privacy.subject LIMIT 1');
    for (const purpose of ringPurposes) await insert(manager, root, purpose, 1, firstKey(purpose, masterKey, subjects.length > 0));
    return root;
  });
}

/** Where nobody is sealed yet, no wrapping key has to follow from a master key that somebody may have noted down. */
function firstKey(purpose: RingPurpose, masterKey: Buffer | undefined, areSubjects: boolean): Buffer {
  if (!masterKey || (purpose === 'subject keys' && !areSubjects)) return randomBytes(32);
  const derivation = formerly[purpose];
  return derivation === null ? masterKey : derivedKey(masterKey, derivation);
}

/** What is in the ring, and what wraps it. */
export async function ringStatus(
  on: Pick<DataSource, 'query'>,
): Promise<{ outerKeys: string[]; entries: RingEntry[]; subjects: Record<number, number> }> {
  const roots = await on.query<{ outer_key: string }[]>('SELECT outer_key FROM privacy.key_ring_root ORDER BY created_at');
  const entries = await on.query<RingEntry[]>(
    `SELECT purpose, version, created_at AS "createdAt", retired_at AS "retiredAt" FROM privacy.key_ring ORDER BY purpose, version`,
  );
  const counts = await on.query<{ version: number; subjects: number }[]>(
    'SELECT key_version AS version, count(*)::integer AS subjects FROM privacy.subject GROUP BY key_version',
  );
  return {
    outerKeys: roots.map(({ outer_key }) => outer_key),
    entries,
    subjects: Object.fromEntries(counts.map(({ version, subjects }) => [version, subjects])),
  };
}
