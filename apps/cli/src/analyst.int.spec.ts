import { createTestDatabase, type TestDatabase } from '@redress/testing';
import { prepareReporting } from '@redress/views';
import { Command } from 'commander';
import pg from 'pg';
import { registerAnalyst } from './analyst.js';
import { CliError } from './output.js';

/* The command alone: what an analyst may read is in libs/views/src/reporting/reporting.int.spec.ts. */

let database: TestDatabase;
let out: string;
const name = `cli_analyst_${process.pid}`;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.REDRESS_DATABASE = database.url;
  const fail = (facts: object): never => {
    throw new Error(JSON.stringify(facts));
  };
  await prepareReporting(database.url, { warn: fail, error: fail });
});
afterAll(async () => {
  delete process.env.REDRESS_DATABASE;
  await database.drop();
});
beforeEach(() => {
  out = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += text as string), true));
});
afterEach(() => jest.restoreAllMocks());

async function analyst(...args: string[]): Promise<string> {
  const program = new Command().option('--data <folder>').option('--json').exitOverride();
  registerAnalyst(program);
  program.commands.forEach((command) => command.exitOverride());
  out = '';
  await program.parseAsync(['analyst', ...args], { from: 'user' });
  return out.trim();
}

/** The user that a connection has; or the code of the refusal. */
async function userOf(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<{ user: string }>('SELECT current_user AS user')).rows[0]!.user;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.end().catch(() => undefined);
  }
}

it('prints a connection that works, until another is printed or the analyst is shut out', async () => {
  const first = await analyst(name);
  expect(await userOf(first)).toBe(name);
  const second = await analyst(name);
  expect([await userOf(first), await userOf(second)]).toEqual(['28P01', name]);
  expect(await analyst(name, '--remove')).toBe(`${name} may read nothing any more.`);
  expect(await userOf(second)).toBe('28P01');
  expect(JSON.parse(await analyst(name, '--remove', '--json'))).toEqual({ analyst: name, removed: false });
});

it('says in one line what is wrong: 2 for a name, 1 for what the database refuses', async () => {
  await expect(analyst('Li Hua')).rejects.toMatchObject({ exitCode: 2, facts: { code: 'invalid-analyst-name' } });
  await expect(analyst('pg_monitor', '--remove')).rejects.toMatchObject({ exitCode: 2 });
  const owner = decodeURIComponent(new URL(database.url).username);
  await expect(analyst(owner)).rejects.toMatchObject({ exitCode: 1, facts: { code: 'not-an-analyst' } });
  await expect(analyst(owner)).rejects.toBeInstanceOf(CliError);
});
