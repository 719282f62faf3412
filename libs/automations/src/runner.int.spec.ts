import { dataSource, migrate } from '@redress/database';
import { RuleViolation, type Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { NotYet, type Automation } from './automation.js';
import { automationStates, dismissParked, findParked, listParked, parkedOf, retryParked } from './checkpoint.js';
import { automationMigrations } from './migrations.js';
import type { Patience } from './runner.js';
import { startAutomations, type RunningAutomations } from './start-automations.js';

let database: TestDatabase;
let source: DataSource;
let log: SpecLog;
let running: RunningAutomations[];

beforeAll(async () => {
  database = await createTestDatabase();
  source = dataSource(database.url, { migrations: automationMigrations });
  await source.initialize();
  await migrate(source);
});
beforeEach(() => {
  log = new SpecLog();
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await source.query('TRUNCATE automations.checkpoint, automations.parked');
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** The log of the spec as automations read it. */
const asLog = () => ({
  all: (wanted: Parameters<SpecLog['all']>[0]) => log.all(wanted),
  lastPosition: () => Promise.resolve(null),
  read: (stream: string) =>
    Promise.resolve(log.items.flatMap((item) => ('event' in item && item.event.stream === stream ? [item.event] : []))),
});

async function run(act: Automation['act'], { concurrency = 4, ...patience }: Partial<Patience> & { concurrency?: number } = {}) {
  const automation: Automation = { name: 'spec', types: ['NoteAdded'], origins: ['api'], concurrency, act };
  const started = await startAutomations({
    dataSource: source,
    log: asLog(),
    automations: [automation],
    patience: { tries: 3, firstMs: 1, longestMs: 5, parkedMs: 3_600_000, askedMs: 5, idleMs: 0, ...patience },
  });
  running.push(started);
  return started;
}

/** The n-th event of the log, of a complaint. */
const note = (position: number, complaint: number, revision = 0): Recorded =>
  recorded(complaint, revision, { type: 'NoteAdded', data: {} }, { position: BigInt(position) });

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
}
const isAt = async (position: number) => (await automationStates(source))[0]?.position === String(position);

/** Acts that end when they are told to. */
function gate() {
  const open = new Map<bigint, () => void>();
  const begun: bigint[] = [];
  const ended: bigint[] = [];
  const act = async ({ position }: Recorded) => {
    begun.push(position);
    await new Promise<void>((resolve) => open.set(position, resolve));
    ended.push(position);
  };
  return { act, begun, ended, end: (position: number) => open.get(BigInt(position))?.() };
}

describe('an automation that acts on several complaints at a time', () => {
  it('acts on those at once, and of each on one event after the other', async () => {
    const { act, begun, ended, end } = gate();
    log.append(note(1, 1), note(2, 1, 1), note(3, 2), note(4, 3), note(5, 4), note(6, 5));
    await run(act, { concurrency: 4 });
    await until(() => begun.length === 3);
    expect(begun).toEqual([1n, 3n, 4n]);
    end(3);
    end(4);
    await until(() => ended.length === 2);
    expect(begun).not.toContain(2n);
    end(1);
    await until(() => begun.includes(2n));
    end(2);
    await until(() => begun.length === 6);
    end(5);
    end(6);
    await until(() => isAt(6));
    expect(ended.indexOf(1n)).toBeLessThan(begun.indexOf(2n));
  });

  it('moves the checkpoint over what is done without a gap, so that after a crash it goes on with the first that is not', async () => {
    const acts: bigint[] = [];
    log.append(note(1, 1), note(2, 2), note(3, 3));
    const first = await run(
      ({ position }) => {
        acts.push(position);
        return position === 2n ? Promise.reject(new Error('not today')) : Promise.resolve();
      },
      { tries: 1_000_000, firstMs: 1 },
    );
    await until(() => acts.filter((position) => position === 2n).length > 2);
    expect(acts.filter((position) => position !== 2n)).toEqual([1n, 3n]);
    expect(await isAt(1)).toBe(true);
    await first.stop();
    const again: bigint[] = [];
    await run(({ position }) => Promise.resolve(void again.push(position)));
    await until(() => isAt(3));
    expect(again).toEqual([2n, 3n]);
  });

  it('writes down how far it is where there is nothing to do, also what it reads while it writes', async () => {
    await run(() => Promise.resolve());
    for (let position = 1n; position <= 300n; position++) {
      log.push({ checkpoint: position });
      if (position % 3n === 0n) await new Promise(setImmediate);
    }
    await until(() => isAt(300));
    expect(await automationStates(source)).toMatchObject([{ position: '300', doneAt: null }]);
  });

  it('waits for what everybody waits for, without giving up on any event', async () => {
    let isThere = false;
    let tries = 0;
    log.append(note(1, 1), note(2, 2));
    await run(() => {
      tries += 1;
      return isThere ? Promise.resolve() : Promise.reject(new NotYet('the list is behind'));
    });
    await until(() => tries > 10);
    expect(await parkedOf(source, 'spec')).toEqual([]);
    isThere = true;
    await until(() => isAt(2));
  });

  it('is taken over only when nothing is under way any more; who was taken over begins nothing', async () => {
    const { act, begun, end } = gate();
    log.append(note(1, 1), note(2, 2));
    const first = await run(act);
    await until(() => begun.length === 2);
    const acts: bigint[] = [];
    const second = run(({ position }) => Promise.resolve(void acts.push(position)));
    // The second waits for the lock of the first.
    await until(async () => {
      const [{ waiting }] = await source.query<[{ waiting: number }]>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting > 0;
    });
    log.append(note(3, 1, 1), note(4, 3));
    expect(acts).toEqual([]);
    end(1);
    end(2);
    await second;
    await until(() => isAt(4));
    expect(await first.stopped).toBe('taken-over');
    expect(begun).toEqual([1n, 2n]);
    expect(acts).toEqual([3n, 4n]);
  });

  it('finishes what is under way when it is stopped, and begins nothing more', async () => {
    const { act, begun, end } = gate();
    log.append(note(1, 1), note(2, 1, 1), note(3, 2));
    const { stop } = await run(act);
    await until(() => begun.length === 2);
    const stopped = stop();
    end(1);
    end(3);
    await stopped;
    expect(begun).toEqual([1n, 3n]);
    expect(await isAt(1)).toBe(true);
  });
});

describe('what is parked', () => {
  const refused = new RuleViolation('closed-for-today', 'Come back tomorrow.');
  let isDown: boolean;
  let acts: bigint[];
  const act = ({ position, stream }: Recorded) => {
    if (isDown && stream.endsWith('1')) return Promise.reject(refused);
    acts.push(position);
    return Promise.resolve();
  };
  const idOf = (position: number) => note(position, 1).id;

  beforeEach(async () => {
    [isDown, acts] = [true, []];
    log.append(note(1, 1), note(2, 2), note(3, 1, 1));
    await run(act);
    await until(() => isAt(3));
  });

  it('is in its order, with what comes later of the same complaint', async () => {
    expect(await listParked(source, 'spec', { limit: 10, dismissed: false })).toMatchObject([
      { eventId: idOf(1), code: 'closed-for-today' },
      { eventId: idOf(3), code: 'behind' },
    ]);
  });

  it('is tried again when somebody asks, in its order', async () => {
    isDown = false;
    expect(await retryParked(source, 'spec', idOf(3))).toBe(true);
    await until(async () => (await parkedOf(source, 'spec')).length === 0);
    expect(acts).toEqual([2n, 1n, 3n]);
    expect(await retryParked(source, 'spec', idOf(3))).toBe(false);
  });

  it('stays parked if that does not help', async () => {
    await retryParked(source, 'spec', idOf(1));
    await until(async () => (await findParked(source, 'spec', idOf(1)))?.tries === 2);
    expect(await parkedOf(source, 'spec')).toHaveLength(2);
  });

  it('can be dismissed: that stays on record, and what waited behind it goes on', async () => {
    isDown = false;
    const at = new Date('2026-11-22T09:00:00.000Z');
    expect(await dismissParked(source, 'spec', idOf(1), { by: 'olga', reason: 'told by telephone', at })).toBe(true);
    await until(async () => (await parkedOf(source, 'spec')).length === 0);
    expect(acts).toEqual([2n, 3n]);
    expect(await listParked(source, 'spec', { limit: 10, dismissed: true })).toMatchObject([
      { eventId: idOf(1), dismissed: { by: 'olga', reason: 'told by telephone' } },
    ]);
    expect(await automationStates(source)).toMatchObject([{ automation: 'spec', parked: 0 }]);
    expect(await dismissParked(source, 'spec', idOf(1), { by: 'oleg', reason: 'again', at })).toBe(false);
    log.append(note(4, 1, 2));
    await until(() => acts.includes(4n));
  });

  it('that was dismissed as the last of its complaint lets what comes next through', async () => {
    isDown = false;
    const by = { by: 'olga', reason: 'told', at: new Date(0) };
    await dismissParked(source, 'spec', idOf(1), by);
    await dismissParked(source, 'spec', idOf(3), by);
    await until(async () => (await source.query<unknown[]>('SELECT FROM automations.parked WHERE asked')).length === 0);
    log.append(note(4, 1, 2));
    await until(() => isAt(4));
    expect(acts).toEqual([2n, 4n]);
  });
});
