import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { KeyRingError, ringLock, type KeyRing } from './key-ring.js';
import type { OuterKey } from './kms.js';
import { unwrap, wrap } from './master-key.js';

/** How far a rotation is. */
export interface Rotation {
  /** That subjects' keys are wrapped by at its end. */
  readonly version: number;
  /** Keys that were wrapped anew by this run. */
  readonly done: number;
  /** About how many subjects there were at its beginning. */
  readonly of: number;
  /** Versions that were destroyed; empty until the end. */
  readonly retired: readonly number[];
  /** It went on where another run had broken off. */
  readonly resumed: boolean;
}

const batchSize = 5_000;

/**
 * Makes a new wrapping key, wraps every subject's key by it, and then destroys the former ones: what an old backup has of a subject cannot be
 * opened by this ring any more. Processes go on meanwhile. Broken off, it is finished by whoever runs it again.
 * @throws KeyRingError if another rotation is under way
 */
export async function* rotate(dataSource: DataSource, ring: KeyRing): AsyncGenerator<Rotation> {
  const lock = dataSource.createQueryRunner();
  try {
    await takeLock(lock);
    await ring.refresh();
    const usable = await lock.manager.query<{ version: number }[]>(
      `SELECT version FROM privacy.key_ring WHERE purpose = 'subject keys' AND wrapped IS NOT NULL ORDER BY version`,
    );
    // Two that can be used: a run before this one broke off.
    const resumed = usable.length > 1;
    const version = resumed ? usable.at(-1)!.version : await ring.add();
    const [{ subjects }] = await lock.manager.query<[{ subjects: number }]>(
      `SELECT greatest(reltuples, 0)::integer AS subjects FROM pg_class WHERE oid = 'privacy.subject'::regclass`,
    );
    const told = { version, of: subjects, resumed, retired: [] };
    let done = 0;
    yield { ...told, done };
    for (;;) {
      for await (const count of wrappedAnew(dataSource, ring, version)) yield { ...told, done: (done += count) };
      const retired = await dataSource.transaction((manager) => retireBefore(manager, version));
      if (!retired) continue;
      await ring.refresh();
      yield { ...told, done, of: Math.max(done, subjects), retired };
      return;
    }
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [ringLock]).catch(() => undefined);
    await lock.release();
  }
}

async function takeLock({ manager }: QueryRunner): Promise<void> {
  const [{ taken }] = await manager.query<[{ taken: boolean }]>('SELECT pg_try_advisory_lock($1) AS taken', [ringLock]);
  if (!taken) throw new KeyRingError('another process is changing the key ring: wait until it has finished');
}

interface Wrapped {
  readonly id: string;
  readonly wrapped: Buffer;
  readonly version: number;
}

/** Yields how many more are wrapped by this version. Who is erased meanwhile stays erased: a row that is gone is not updated. */
async function* wrappedAnew(dataSource: DataSource, ring: KeyRing, version: number): AsyncGenerator<number> {
  const under = ring.wrappingKey(version)!;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await dataSource.query<Wrapped[]>(
      `SELECT subject_id AS id, wrapped_key AS wrapped, key_version AS version FROM privacy.subject
       WHERE subject_id > $1 AND key_version <> $2 ORDER BY subject_id LIMIT ${batchSize}`,
      [after, version],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await dataSource.query(
      `UPDATE privacy.subject AS subject SET wrapped_key = new.wrapped, key_version = $4
       FROM unnest($1::uuid[], $2::bytea[], $3::integer[]) AS new (id, wrapped, was)
       WHERE subject.subject_id = new.id AND subject.key_version = new.was`,
      [
        rows.map(({ id }) => id),
        rows.map((row) => wrap(under, row.id, unwrap(known(ring, row.version), row.id, row.wrapped))),
        rows.map((row) => row.version),
        version,
      ],
    );
    yield rows.length;
  }
}

function known(ring: KeyRing, version: number): Buffer {
  const key = ring.wrappingKey(version);
  if (!key) throw new KeyRingError(`subjects' keys are wrapped by version ${version}, which is not in the ring: restore it from a backup`);
  return key;
}

/** Destroys the versions before, if nobody's key is wrapped by them; nobody can be enrolled under them while that is looked at, nor after. */
async function retireBefore(manager: EntityManager, version: number): Promise<number[] | undefined> {
  await manager.query('LOCK TABLE privacy.subject IN SHARE MODE');
  const left = await manager.query<unknown[]>('SELECT FROM privacy.subject WHERE key_version <> $1 LIMIT 1', [version]);
  if (left.length > 0) return undefined;
  const [rows] = await manager.query<[{ version: number }[], number]>(
    `UPDATE privacy.key_ring SET wrapped = NULL, retired_at = now()
     WHERE purpose = 'subject keys' AND version < $1 AND wrapped IS NOT NULL RETURNING version`,
    [version],
  );
  return rows.map((row) => row.version);
}

/**
 * Wraps the ring's root by another outer key as well: both open it until `finishRewrap`.
 * @throws KeyRingError if `from` does not wrap it; KmsUnavailable
 */
export async function rewrap(dataSource: DataSource, from: OuterKey, to: OuterKey): Promise<void> {
  const [row] = await dataSource.query<{ wrapped: Buffer }[]>('SELECT wrapped FROM privacy.key_ring_root WHERE outer_key = $1', [
    from.name,
  ]);
  if (!row) throw new KeyRingError(`the key ring is not wrapped by ${from.name}`);
  const root = await from.unwrap(row.wrapped);
  const wrapped = await to.wrap(root);
  // Before anybody relies on it.
  if (!root.equals(await to.unwrap(wrapped))) throw new KeyRingError(`${to.name} does not give back what it wrapped`);
  await dataSource.query(
    'INSERT INTO privacy.key_ring_root (outer_key, wrapped) VALUES ($1, $2) ON CONFLICT (outer_key) DO UPDATE SET wrapped = EXCLUDED.wrapped',
    [to.name, wrapped],
  );
}

/** From now on no other outer key opens the ring; names those that did. @throws KeyRingError if this one does not */
export async function finishRewrap(dataSource: DataSource, outer: OuterKey): Promise<string[]> {
  const [row] = await dataSource.query<{ wrapped: Buffer }[]>('SELECT wrapped FROM privacy.key_ring_root WHERE outer_key = $1', [
    outer.name,
  ]);
  if (!row) throw new KeyRingError(`the key ring is not wrapped by ${outer.name}`);
  await outer.unwrap(row.wrapped);
  const [gone] = await dataSource.query<[{ outer_key: string }[], number]>(
    'DELETE FROM privacy.key_ring_root WHERE outer_key <> $1 RETURNING outer_key',
    [outer.name],
  );
  return gone.map(({ outer_key }) => outer_key);
}
