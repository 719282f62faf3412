import type { KeyObject } from 'node:crypto';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { MasterKey } from './master-key.js';

/** A data subject of the vault. Destroying the row makes everything sealed under its key unreadable for ever. */
@Entity({ schema: 'privacy', name: 'subject' })
export class Subject {
  @PrimaryColumn('uuid', { name: 'subject_id' })
  subjectId: string;

  /** Keyed hash of what identifies the person, so that they are recognised without being named; null if unknown. */
  @Column('bytea', { name: 'blind_index', nullable: true, unique: true })
  blindIndex: Buffer | null;

  /** The subject's key, wrapped by the master key. */
  @Column('bytea', { name: 'wrapped_key' })
  wrappedKey: Buffer;
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
  private readonly masterKey: MasterKey;
  private readonly keys = new LRUCache<string, KeyObject>({ max: 20_000, ttl: keyLifetimeMs });
  private readonly enrolments: DataLoader<{ readonly identity: string | null }, EnrolledSubject>;
  private readonly lookups: DataLoader<string, KeyObject | null>;

  constructor(
    private readonly dataSource: DataSource,
    masterKey: Buffer,
  ) {
    this.masterKey = new MasterKey(masterKey);
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

  /** Keyed digest of a canonical text. */
  digest(text: string): string {
    return this.masterKey.digest(text);
  }

  private async enrolAll(identities: readonly (string | null)[]): Promise<EnrolledSubject[]> {
    const fresh = identities.map((identity) => {
      const id = uuid();
      return { id, blindIndex: identity === null ? null : this.masterKey.blindIndex(identity), ...this.masterKey.newKey(id) };
    });
    await this.dataSource.query(
      `INSERT INTO privacy.subject (subject_id, blind_index, wrapped_key)
       SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) ON CONFLICT (blind_index) DO NOTHING`,
      [fresh.map((row) => row.id), fresh.map((row) => row.blindIndex), fresh.map((row) => row.wrapped)],
    );
    const known = await this.knownBy(fresh.flatMap((row) => row.blindIndex ?? []));
    return fresh.map((row) => {
      const subject = row.blindIndex ? known.get(row.blindIndex.toString('hex')) : undefined;
      return subject ? this.unwrapped(subject.subject_id, subject.wrapped_key) : this.known({ id: row.id, key: row.key });
    });
  }

  private async knownBy(blindIndexes: Buffer[]): Promise<Map<string, SubjectRow & { blind_index: Buffer }>> {
    if (blindIndexes.length === 0) return new Map();
    const rows = await this.dataSource.query<(SubjectRow & { blind_index: Buffer })[]>(
      'SELECT subject_id, blind_index, wrapped_key FROM privacy.subject WHERE blind_index = ANY($1::bytea[])',
      [blindIndexes],
    );
    return new Map(rows.map((row) => [row.blind_index.toString('hex'), row]));
  }

  private async lookUpAll(ids: readonly string[]): Promise<(KeyObject | null)[]> {
    const rows = await this.dataSource.query<SubjectRow[]>(
      'SELECT subject_id, wrapped_key FROM privacy.subject WHERE subject_id = ANY($1::uuid[])',
      [ids],
    );
    const found = new Map(rows.map((row) => [row.subject_id, this.unwrapped(row.subject_id, row.wrapped_key).key]));
    return ids.map((id) => found.get(id) ?? null);
  }

  private unwrapped(id: string, wrapped: Subject['wrappedKey']): EnrolledSubject {
    return this.known({ id, key: this.masterKey.unwrap(id, wrapped) });
  }

  private known(subject: EnrolledSubject): EnrolledSubject {
    this.keys.set(subject.id, subject.key);
    return subject;
  }
}

interface SubjectRow {
  readonly subject_id: string;
  readonly wrapped_key: Buffer;
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
