import type { Part, StartedPart } from './part.js';
import { backoffMs, Supervisor } from './supervisor.js';

/** A part that ends when the spec says so. */
class FakePart implements Part {
  starts = 0;
  failNextStart = false;
  private end: (how: string) => void = () => undefined;

  constructor(
    readonly name: string,
    private readonly journal: string[],
  ) {}

  async start(): Promise<StartedPart> {
    if (this.failNextStart) {
      this.failNextStart = false;
      throw new Error(`${this.name} did not start`);
    }
    this.starts++;
    this.journal.push(`start ${this.name}`);
    const exited = new Promise<string>((resolve) => (this.end = resolve));
    const stop = async (): Promise<void> => {
      this.journal.push(`stop ${this.name}`);
      this.end('exit code 0');
    };
    return { pid: 1, exited, stop };
  }

  kill(): void {
    this.end('signal SIGKILL');
  }
}

let journal: string[];
let said: string[];
let waits: number[];
let supervisor: Supervisor;
let database: FakePart;
let api: FakePart;

beforeEach(async () => {
  [journal, said, waits] = [[], [], []];
  supervisor = new Supervisor(
    (line) => said.push(line),
    () => undefined,
    async (ms) => waits.push(ms),
  );
  database = new FakePart('database', journal);
  api = new FakePart('api', journal);
  await supervisor.add(database, []);
  await supervisor.add(api, [database]);
});

/** Lets everything that is due happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function crash(part: FakePart): Promise<void> {
  part.kill();
  await settle();
}

describe('the supervisor', () => {
  it('starts a part again when it ends, and says so', async () => {
    await crash(api);
    expect(api.starts).toBe(2);
    expect(database.starts).toBe(1);
    expect(said).toEqual(['api ended (signal SIGKILL); starting it again.']);
  });

  it('waits longer after each crash, and gives up after five within a minute', async () => {
    for (let n = 1; n <= 4; n++) await crash(api);
    expect(waits).toEqual([0, 250, 500, 1000]);
    expect(api.starts).toBe(5);
    await crash(api);
    await expect(supervisor.failed).rejects.toThrow('api ended 5 times within a minute');
    expect(api.starts).toBe(5);
  });

  it('counts a restart that fails as a crash', async () => {
    api.failNextStart = true;
    await crash(api);
    expect(waits).toEqual([0, 250]);
    expect(api.starts).toBe(2);
  });

  it('starts nothing before what it needs is back, and does not count what ends meanwhile', async () => {
    let back: () => void = () => undefined;
    const start = database.start.bind(database);
    database.start = () => new Promise<void>((resolve) => (back = resolve)).then(start);
    await crash(database);
    for (let n = 0; n < 6; n++) await crash(api);
    expect(api.starts).toBe(1);
    back();
    await settle();
    expect([database.starts, api.starts]).toEqual([2, 2]);
    expect(journal.slice(-2)).toEqual(['start database', 'start api']);
  });

  it('stops the last started first, and starts none of them again', async () => {
    await supervisor.stop();
    await settle();
    expect(journal).toEqual(['start database', 'start api', 'stop api', 'stop database']);
  });

  it('passes on why a first start failed', async () => {
    const worker = new FakePart('worker', journal);
    worker.failNextStart = true;
    await expect(supervisor.add(worker, [database])).rejects.toThrow('worker did not start');
  });
});

it('backoff starts at nothing and ends at five seconds', () => {
  expect([1, 2, 3, 10].map(backoffMs)).toEqual([0, 250, 500, 5000]);
});
