import { createTestDatabase, wireTo, type TestDatabase, type Wire } from '@redress/testing';
import { Client } from 'pg';
import { dataSource } from './database.js';
import { Lease, leaseState, type LeaseTimes } from './lease.js';

const silent = { info: () => undefined, warn: () => undefined };
/** Short, so that an end is soon seen; who is late by a machine that is slow only hands over, and nothing here asserts that nobody does. */
const quick: LeaseTimes = { ttlMs: 600, renewMs: 100, pollMs: 20 };
/** A holder that is silent is not taken over from while a test lasts: only what is asked for hands over. */
const patient: LeaseTimes = { ttlMs: 60_000, renewMs: 20, pollMs: 20 };

let database: TestDatabase;
let wire: Wire;
const leases: Lease[] = [];
let stop: AbortController;
let names = 0;
let name: string;

beforeAll(async () => {
  database = await createTestDatabase();
  wire = await wireTo(Number(new URL(database.url).port));
});
afterAll(async () => {
  await wire.cut().catch(() => undefined);
  await database.drop();
});
beforeEach(() => {
  stop = new AbortController();
  name = `lease-${(names += 1)}`;
});
afterEach(async () => {
  stop.abort();
  await Promise.all(leases.splice(0).map((lease) => lease.close()));
});

function leaseOn(url: string, times: LeaseTimes): Lease {
  const lease = new Lease({ databaseUrl: url, name, logger: silent, times });
  leases.push(lease);
  return lease;
}
const lease = (times = patient) => leaseOn(database.url, times);
const behindTheWire = (times: LeaseTimes) => leaseOn(database.url.replace(/:\d+\//, `:${wire.port}/`), times);

async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('goes to one of several that start at once, and to the next when it is let go of', async () => {
  const all = [lease(), lease(), lease()];
  const got: Lease[] = [];
  let standing = 0;
  const turns = all.map(async (one) => {
    const tenure = await one.acquire(stop.signal, () => (standing += 1));
    got.push(one);
    return tenure;
  });
  await until(() => standing === 2);
  expect(got).toHaveLength(1);
  expect(all.map((one) => one.mayAct())).toEqual(all.map((one) => one === got[0]));
  await got[0]!.release();
  await until(() => got.length === 2);
  expect(got[0]!.mayAct()).toBe(false);
  await got[1]!.release();
  expect((await Promise.all(turns)).map((tenure) => tenure!.epoch).sort()).toEqual(['1', '2', '3']);
});

it('stays with a holder that renews it, however long that is', async () => {
  const [holder, other] = [lease({ ...quick, ttlMs: 5_000 }), lease(quick)];
  await holder.acquire(stop.signal);
  const standsBy = new Promise<void>((resolve) => void other.acquire(stop.signal, resolve));
  await standsBy;
  const expiries = new Set<string>();
  await until(async () => {
    const [row] = await sql<{ at: string }>('SELECT expires_at::text AS at FROM workers.lease WHERE name = $1', [name]);
    return expiries.add(row!.at).size > 5;
  });
  expect([holder.mayAct(), other.mayAct()]).toEqual([true, false]);
});

it('goes over from a holder that is silent, once it has expired, and may do nothing any more', async () => {
  const holder = lease({ ...quick, renewMs: 60_000 });
  const tenure = await holder.acquire(stop.signal);
  const next = await lease().acquire(stop.signal);
  expect(holder.mayAct()).toBe(false);
  expect(Number(next!.epoch)).toBe(Number(tenure!.epoch) + 1);
});

it('goes over at once from a holder whose session is gone, as when it is killed; what it had under way in the database is cut', async () => {
  const holder = behindTheWire(patient);
  const tenure = await holder.acquire(stop.signal);
  const [mine, others] = [new Client({ connectionString: database.url, application_name: holder.applicationName }), lease()];
  const cut = new Promise((resolve) => mine.on('error', resolve));
  await mine.connect();
  await mine.query('BEGIN');
  await wire.cut();
  const next = await others.acquire(stop.signal);
  expect(next!.epoch).toBe('2');
  await cut;
  // Without the database it knows nothing yet, and may do nothing all the same.
  expect(holder.mayAct()).toBe(false);
  await wire.mend();
  await tenure!.over;
  expect([holder.mayAct(), others.mayAct()]).toEqual([false, true]);
});

it('stays with who has it when the database was away for everybody', async () => {
  const holder = behindTheWire(patient);
  const tenure = await holder.acquire(stop.signal);
  await wire.cut();
  await until(() => !holder.mayAct());
  await wire.mend();
  await until(() => holder.mayAct());
  expect(await sql('SELECT epoch FROM workers.lease WHERE name = $1', [name])).toEqual([{ epoch: tenure!.epoch }]);
});

it('is waited for where the database is away, until it is there or nobody waits any more', async () => {
  await wire.cut();
  const waiting = behindTheWire(patient);
  const tenure = waiting.acquire(stop.signal);
  const given = new AbortController();
  const givenUp = behindTheWire(patient).acquire(given.signal);
  given.abort();
  expect(await givenUp).toBeUndefined();
  await wire.mend();
  expect(await tenure).toMatchObject({ epoch: '1' });
});

it('says who has it since when, and how many stand by', async () => {
  const source = dataSource(database.url, {});
  await source.initialize();
  try {
    expect(await leaseState(source, 'nobody-asked-for')).toBeUndefined();
    const [holder, other] = [lease(), lease()];
    await holder.acquire(stop.signal);
    await new Promise<void>((resolve) => void other.acquire(stop.signal, resolve));
    const state = await leaseState(source, name);
    expect(state).toMatchObject({
      holder: expect.stringContaining(`pid ${process.pid}`) as string,
      epoch: '1',
      since: expect.any(Date) as Date,
    });
    expect(state!.standingBy).toBeGreaterThanOrEqual(1);
    stop.abort();
    await holder.release();
    expect(await leaseState(source, name)).toMatchObject({ holder: null, since: null });
  } finally {
    await source.destroy();
  }
});
