import { createSecretKey, type KeyObject } from 'node:crypto';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { KeyRingError, type KeyRing } from './key-ring.js';
import { blindIndexOf, digestOf, newSubjectKey, unwrap } from './master-key.js';

/** A data subject of the vault. Destroying the row makes everything sealed under its key unreadable for ever. */
@Entity({ schema: 'privacy', name: 'subject' })
export class Subject {
  @PrimaryColumn('uuid', { name: 'subject_id' })
  subjectId: string;

  /** Keyed hash of what identifies the person, so that they are recognised without being named; null if unknown. */
  @Column('bytea', { name: 'blind_index', nullable: true, unique: true })
  blindIndex: Buffer | null;

  /** The subject's key, wrapped by a wrapping key of the ring. */
  @Column('bytea', { name: 'wrapped_key' })
  wrappedKey: Buffer;

  /** Which version of it. */
  @Column('integer', { name: 'key_version', default: 1 })
  keyVersion: number;
}

/** A data subject with the key that seals what is known of them. */
export interface EnrolledSubject {
  readonly id: string;
  readonly key: KeyObject;
}

/** How long a process may go on using a key that another process destroyed. */
const keyLifetimeMs = 60_000;

/** Keeps the key of every data subject; everything personal in the log is sealed under one of them. */
export class Vault {
  private readonly keys = new LRUCache<string, KeyObject>({ max: 20_000, ttl: keyLifetimeMs });
  private readonly enrolments: DataLoader<{ readonly identity: string | null }, EnrolledSubject>;
  private readonly lookups: DataLoader<string, KeyObject | null>;
  /** Destroyed by this process: what was asked before and is answered after must not bring a key back. */
  private readonly destroyed = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {
    this.enrolments = grouped((asked) => this.enrolAll(asked.map(({ identity }) => identity)));
    this.lookups = grouped((ids) => this.lookUpAll(ids));
  }

  /**
   * The subject known by this identity, or a new one; without an identity always a new one.
   * The row is committed when this returns.
   * @param identity anything that names one person for good: a customer number, an e-mail address
   */
  enrol(identity: string | null): Promise<EnrolledSubject> {
    return this.enrolments.load({ identity });
  }

  /** The keys of these subjects; a subject that was erased, or never was, is absent. */
  async keysOf(subjectIds: readonly string[]): Promise<Map<string, KeyObject>> {
    const found = new Map<string, KeyObject>();
    const missing = subjectIds.filter(isUuid).filter((id) => {
      const key = this.keys.get(id);
      if (key) found.set(id, key);
      return !key;
    });
    const keys = await Promise.all(missing.map((id) => this.lookups.load(id)));
    keys.forEach((key, index) => {
      if (key) found.set(missing[index]!, key);
    });
    return found;
  }

  /** Whether there is a key for a subject in the database, whatever this process remembers. */
  async holds(subjectId: string): Promise<boolean> {
    if (!isUuid(subjectId)) return false;
    const rows = await this.dataSource.query<unknown[]>('SELECT FROM privacy.subject WHERE subject_id = $1', [subjectId]);
    return rows.length > 0;
  }

  /** From now on the person is not recognised as this subject: when they come again, they are somebody new. The key stays. */
  async forgetIdentity(subjectId: string): Promise<void> {
    await this.dataSource.query('UPDATE privacy.subject SET blind_index = NULL WHERE subject_id = $1', [subjectId]);
  }

  /**
   * Destroys a subject's key and by what they were recognised: what is sealed under it can never be read again. As often as you like.
   * Another process may go on with the key for a minute.
   */
  async erase(subjectId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM privacy.subject WHERE subject_id = $1', [subjectId]);
    this.destroyed.add(subjectId);
    this.keys.delete(subjectId);
  }

  /** Keyed digest of a canonical text. */
  digest(text: string): string {
    return digestOf(this.ring.key('command digest'), text);
  }

  private async enrolAll(identities: readonly (string | null)[]): Promise<EnrolledSubject[]> {
    const { version, key: under } = this.ring.current();
    const blinding = this.ring.key('blind index');
    const fresh = identities.map((identity) => {
      const id = uuid();
      return { id, blindIndex: identity === null ? null : blindIndexOf(blinding, identity), ...newSubjectKey(under, id) };
    });
    const inserted = await this.dataSource.query<Pick<SubjectRow, 'subject_id'>[]>(
      // A version that was retired since it was read here wraps nobody any more: its key is destroyed.
      `INSERT INTO privacy.subject (subject_id, blind_index, wrapped_key, key_version)
       SELECT fresh.*, $4 FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS fresh
       WHERE EXISTS (SELECT FROM privacy.key_ring WHERE purpose = 'subject keys' AND version = $4 AND wrapped IS NOT NULL)
       ON CONFLICT (blind_index) DO NOTHING RETURNING subject_id`,
      [fresh.map((row) => row.id), fresh.map((row) => row.blindIndex), fresh.map((row) => row.wrapped), version],
    );
    const stored = new Set(inserted.map((row) => row.subject_id));
    // Nothing at all, or somebody without an identity: no conflict explains that.
    if (fresh.some(({ id, blindIndex }) => blindIndex === null && !stored.has(id)) || stored.size === 0) await this.ring.refresh();
    const known = await this.knownBy(fresh.flatMap(({ id, blindIndex }) => (blindIndex && !stored.has(id) ? [blindIndex] : [])));
    return Promise.all(
      fresh.map(async ({ id, key, blindIndex }, index) => {
        if (stored.has(id)) return this.known({ id, key });
        const subject = blindIndex && known.get(blindIndex.toString('hex'));
        if (subject) return this.unwrapped(subject);
        // Known a moment ago and erased since, or wrapped by a key that was retired: a key that is not stored must never seal anything.
        return (await this.enrolAll([identities[index]!]))[0]!;
      }),
    );
  }

  private async knownBy(blindIndexes: Buffer[]): Promise<Map<string, SubjectRow & { blind_index: Buffer }>> {
    if (blindIndexes.length === 0) return new Map();
    const rows = await this.rowsOf<SubjectRow & { blind_index: Buffer }>(
      'SELECT subject_id, blind_index, wrapped_key, key_version FROM privacy.subject WHERE blind_index = ANY($1::bytea[])',
      blindIndexes,
    );
    return new Map(rows.map((row) => [row.blind_index.toString('hex'), row]));
  }

  private async lookUpAll(ids: readonly string[]): Promise<(KeyObject | null)[]> {
    const rows = await this.rowsOf<SubjectRow>(
      'SELECT subject_id, wrapped_key, key_version FROM privacy.subject WHERE subject_id = ANY($1::uuid[])',
      ids,
    );
    const found = new Map(rows.map((row) => [row.subject_id, this.unwrapped(row).key]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /** Rows whose wrapping keys are at hand: where one is newer, or gone since, ring and rows are read again. */
  private async rowsOf<R extends SubjectRow>(sql: string, values: readonly unknown[]): Promise<R[]> {
    const rows = await this.dataSource.query<R[]>(sql, [values]);
    if (rows.every(({ key_version }) => this.ring.wrappingKey(key_version))) return rows;
    await this.ring.refresh();
    return this.dataSource.query<R[]>(sql, [values]);
  }

  private unwrapped({ subject_id: id, wrapped_key: wrapped, key_version: version }: SubjectRow): EnrolledSubject {
    const under = this.ring.wrappingKey(version);
    if (!under) throw new KeyRingError(`a subject's key is wrapped by version ${version}, which is not in the ring`);
    return this.known({ id, key: createSecretKey(unwrap(under, id, wrapped)) });
  }

  private known(subject: EnrolledSubject): EnrolledSubject {
    if (!this.destroyed.has(subject.id)) this.keys.set(subject.id, subject.key);
    return subject;
  }
}

interface SubjectRow {
  readonly subject_id: string;
  readonly wrapped_key: Buffer;
  readonly key_version: number;
}

/** What is asked while a statement runs shares the next one: one commit serves many complaints. */
function grouped<K, V>(work: (keys: readonly K[]) => Promise<V[]>): DataLoader<K, V> {
  let running: Promise<unknown> = Promise.resolve();
  const batch = (keys: readonly K[]) => {
    const answer = work(keys);
    running = answer.catch(() => undefined);
    return answer;
  };
  return new DataLoader(batch, {
    cache: false,
    maxBatchSize: 500,
    batchScheduleFn: (dispatch) => void running.then(() => setImmediate(dispatch)),
  });
}
