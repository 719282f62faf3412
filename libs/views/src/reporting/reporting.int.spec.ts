import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { caseFacts } from '../facts/case-facts.js';
import { answerReport } from '../report-answer.js';
import { reports } from '../reports.js';
import { allViews, startViews, viewEntities } from '../start-views.js';
import { schemaOf } from '../view.js';
import { waitForPosition } from '../wait-for-position.js';
import { AnalystRefused, letAnalystRead, removeAnalyst } from './analysts.js';
import { createReporting, prepareReporting, reportingRole } from './create-reporting.js';
import { reportingViews } from './reporting-views.js';

/* What analysts may read: that it is what the reports count, that nothing in it is personal, and that they can read and do nothing else. */

let database: TestDatabase;
let dataSource: DataSource;
let analyst: pg.Client;
let analystUrl: string;
const name = `analyst_${process.pid}`;

const { event, sample, form } = story;
const gbp = (amount: number) => ({ amount, currency: 'CNY' });
const events: Recorded<ComplaintEvent>[] = [];
const revisions = new Map<number, number>();
function happens(complaint: number, occurredAt: string, type: keyof typeof sample, data: object = {}, recordedAt = occurredAt): void {
  const revision = revisions.get(complaint) ?? 0;
  revisions.set(complaint, revision + 1);
  const said = { position: BigInt(events.length + 1), occurredAt, recordedAt, actor: { sub: 'u-secret', roles: ['handler'] } };
  const at = recorded(complaint, revision, event(type, { ...sample[type], ...data } as never), said);
  events.push({ ...at, metadata: { ...at.metadata, subjectIds: [uuid(900)] } });
}
const on = (month: number, day: number, hour = 8): string => new Date(Date.UTC(2014, month - 1, day, hour)).toISOString();
const receives = (complaint: number, at: string, said: object, recordedAt = at) =>
  happens(complaint, at, 'Received', { ...form, product: undefined, unit: undefined, jurisdiction: undefined, ...said }, recordedAt);

receives(1, on(1, 5), { product: 'parcel', unit: 'beijing', channel: 'phone', cause: 'late-delivery' });
happens(1, on(1, 5, 9), 'DeadlineSet', { clock: 'first-reply', rule: 'first-reply', from: on(1, 5), due: on(1, 6), moment: 'received' });
happens(1, on(1, 5, 10), 'Classified', { category: 'delay', severity: 'high' });
happens(1, on(1, 5, 20), 'DeadlineMet', { clock: 'first-reply' });
happens(1, on(1, 6), 'Escalated', { track: 'level', from: 1, to: 2, reason: 'customer-insists', trigger: 'customer' });
happens(1, on(1, 7), 'Investigated', {});
happens(1, on(1, 7, 9), 'Compensated', { remedy: 'refund', borne: gbp(50_000), claimed: undefined });
happens(1, on(1, 8), 'RemedyFulfilled', { compensation: 1 });
happens(1, on(1, 9), 'Closed', { outcome: 'upheld' });
happens(1, on(1, 12), 'FollowedUp', { reached: true, satisfaction: 4, solved: true });
receives(2, on(1, 20), { product: 'parcel', unit: 'beijing', channel: 'web', cause: 'late-delivery' });
happens(2, on(1, 21), 'Corrected', { field: 'channel', old: 'web', new: 'app', correction: 1 });
happens(2, on(1, 22), 'Linked', { complaintId: uuid(1), kind: 'repeat' });
happens(2, on(1, 23), 'Closed', { outcome: 'rejected' });
happens(2, on(1, 25), 'Reopened', { count: 1, reason: 'hidden-issue' });
happens(2, on(1, 30), 'Closed', { outcome: 'partly' });
receives(3, on(2, 2), { product: 'parcel', unit: 'shanghai', channel: 'phone', cause: 'lost-parcel' });
happens(3, on(2, 2, 9), 'DeadlineSet', { clock: 'first-reply', rule: 'first-reply', from: on(2, 2), due: on(2, 3), moment: 'received' });
happens(3, on(2, 4), 'DeadlineMet', { clock: 'first-reply' });
happens(3, on(2, 5), 'Compensated', { remedy: 'voucher', borne: gbp(300_000), claimed: undefined });
receives(4, on(2, 10), { product: 'freight', unit: 'shanghai', channel: 'phone', cause: 'late-delivery' });
happens(4, on(2, 11), 'MergedInto', { complaintId: uuid(3) });
receives(5, on(2, 12), { product: 'freight', channel: 'phone', cause: 'late-delivery' }, on(3, 1));
happens(5, on(3, 1), 'DeadlineSet', { clock: 'first-reply', rule: 'first-reply', from: on(2, 12), due: on(2, 13), moment: 'received' });

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  const views = await startViews({ dataSource, log: new SpecLog(events) });
  for (const view of allViews.filter(({ prefixes }) => prefixes.includes('complaint-'))) {
    if (!(await waitForPosition(dataSource, view, events.at(-1)!.position, 20_000)).reached)
      throw new Error(`${view.name} did not get there`);
  }
  await views.stop();
  await dataSource.transaction((manager) => createReporting(manager));
  const { password } = await dataSource.transaction((manager) => letAnalystRead(manager, name));
  const url = new URL(database.url);
  url.username = name;
  url.password = password;
  analystUrl = url.href;
  analyst = new pg.Client({ connectionString: analystUrl });
  await analyst.connect();
});
afterAll(async () => {
  await analyst?.end();
  await dataSource.transaction((manager) => removeAnalyst(manager, name));
  await dataSource.destroy();
  await database.drop();
});

/** The views with their columns, as docs/sql.md has them. */
const viewsAsMarkdown = (): string =>
  reportingViews
    .map(({ name: view, meaning, columns }) => {
      const rows = Object.entries(columns).map(([column, [, told]]) => `| \`${column}\` | ${told.replaceAll('|', '\\|')} |`);
      return [`### \`${view}\``, '', meaning, '', '| column | meaning |', '|---|---|', ...rows].join('\n');
    })
    .join('\n\n');

/** What the analyst gets. */
async function sql<Row extends object>(statement: string): Promise<Row[]> {
  return (await analyst.query<Row>(statement)).rows;
}
const refused = async (statement: string): Promise<string | undefined> => {
  await analyst.query('BEGIN READ WRITE');
  try {
    await analyst.query(statement);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await analyst.query('ROLLBACK');
  }
};

describe('the schema reporting', () => {
  it('tells of every view and of every column what it means, in the database itself', async () => {
    const found = await sql<{ view: string; column: string | null; meaning: string | null }>(
      `SELECT relname AS view, attname AS column, col_description(pg_class.oid, attnum) AS meaning
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
       WHERE nspname = 'reporting' ORDER BY relname, attnum`,
    );
    const told = reportingViews.flatMap(({ name: view, columns }) =>
      Object.entries(columns).map(([column, [, meaning]]) => ({ view, column, meaning })),
    );
    expect(found.toSorted((a, b) => (a.view < b.view ? -1 : a.view > b.view ? 1 : 0))).toEqual(
      told.toSorted((a, b) => (a.view < b.view ? -1 : a.view > b.view ? 1 : 0)),
    );
    const views = await sql<{ view: string; meaning: string | null }>(
      `SELECT relname AS view, obj_description(pg_class.oid) AS meaning FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = 'reporting'`,
    );
    expect(Object.fromEntries(views.map(({ view, meaning }) => [view, meaning]))).toEqual(
      Object.fromEntries(reportingViews.map((view) => [view.name, view.meaning])),
    );
  });

  it('is what docs/sql.md says', () => {
    const document = readFileSync(join(import.meta.dirname, '../../../../docs/sql.md'), 'utf8');
    const section = /<!-- views:[^>]*-->\n(.*?)\n<!-- end of views -->/s.exec(document)?.[1];
    expect(section?.trim()).toBe(viewsAsMarkdown().trim());
  });

  it('has nothing personal: no pseudonyms, no staff, no words', async () => {
    const whole: object[][] = [];
    for (const view of reportingViews) whole.push(await sql(`SELECT * FROM "${view.name}"`));
    const text = JSON.stringify(whole);
    expect(whole.flat().length).toBeGreaterThan(30);
    for (const secret of [uuid(900), 'u-secret', 'u-handler', 'Busy Saturday', 'voucher-text']) expect(text).not.toContain(secret);
    const names = reportingViews.flatMap(({ columns }) => Object.keys(columns));
    expect(
      names.filter((column) => /subject|actor|person|assignee|proposer|approver|tracking|title|note|summary|address/.test(column)),
    ).toEqual([]);
  });

  it('is created once, however often and by however many at once, and reads other tables once they are in place', async () => {
    const oids = () => dataSource.query<{ oid: string }[]>(`SELECT 'reporting.closings'::regclass::oid AS oid`);
    const before = await oids();
    const errors: object[] = [];
    const logger = { warn: (facts: object) => errors.push(facts), error: (facts: object) => errors.push(facts) };
    await Promise.all([1, 2, 3].map(() => prepareReporting(database.url, logger)));
    expect([await oids(), errors]).toEqual([before, []]);

    // As a rebuild does it, in one transaction.
    const schema = schemaOf(allViews.find((view) => view.name === 'case-facts')!);
    await dataSource.transaction(async (manager) => {
      await manager.query(`ALTER SCHEMA ${schema} RENAME TO former`);
      await manager.query(`CREATE SCHEMA ${schema}`);
      const tables = await manager.query<{ name: string }[]>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'former'`);
      for (const table of tables) await manager.query(`CREATE TABLE ${schema}."${table.name}" (LIKE former."${table.name}" INCLUDING ALL)`);
      for (const table of tables) await manager.query(`INSERT INTO ${schema}."${table.name}" SELECT * FROM former."${table.name}"`);
      await createReporting(manager);
    });
    await dataSource.query('DROP SCHEMA former CASCADE');
    expect(await oids()).toEqual(before);
    expect(await sql('SELECT count(*)::int AS n FROM closings')).toEqual([{ n: 3 }]);
  });

  it('is there also where the user of the database may not create roles or take rights back, and says so', async () => {
    const other = await createTestDatabase();
    const [owner, password] = [`owner_${process.pid}`, 'only-in-this-spec'];
    const admin = await new DataSource({ type: 'postgres', url: other.url }).initialize();
    await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD '${password}'`);
    await admin.query(`ALTER DATABASE "${new URL(other.url).pathname.slice(1)}" OWNER TO ${owner}`);
    const url = new URL(other.url);
    url.username = owner;
    url.password = password;
    const theirs = await new DataSource({ type: 'postgres', url: url.href, entities: viewEntities }).initialize();
    const views = await startViews({ dataSource: theirs, log: new SpecLog(events), views: [caseFacts] });
    await views.stop();
    const warnings: object[] = [];
    await prepareReporting(url.href, { warn: (facts) => warnings.push(facts), error: (facts) => warnings.push(facts) });
    expect(warnings).toEqual([{ reason: expect.stringContaining('create large objects') as unknown }]);
    expect(await theirs.query('SELECT count(*)::int AS n FROM reporting.receipts')).toEqual([{ n: expect.any(Number) as unknown }]);
    await theirs.destroy();
    await admin.destroy();
    await other.drop();
    await dataSource.query(`DROP ROLE ${owner}`);
  });
});

describe('an analyst', () => {
  it('reads every view', async () => {
    for (const view of reportingViews) await expect(sql(`SELECT * FROM ${view.name} LIMIT 1`)).resolves.toBeDefined();
    expect(await sql('SELECT current_setting($$statement_timeout$$) AS timeout')).toEqual([{ timeout: '1min' }]);
  });

  it('reads nothing else: no table of a view, of the vault or of anybody', async () => {
    await dataSource.query('CREATE SCHEMA IF NOT EXISTS vault_like; CREATE TABLE IF NOT EXISTS vault_like.subject (name text)');
    await dataSource.query('CREATE TABLE IF NOT EXISTS public.migration_like (id int)');
    const tables = await dataSource.query<{ path: string }[]>(
      `SELECT format('%I.%I', nspname, relname) AS path FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE relkind IN ('r', 'v', 'm', 'S') AND nspname NOT IN ('pg_catalog', 'information_schema', 'reporting', 'pg_toast')`,
    );
    expect(tables.length).toBeGreaterThan(40);
    for (const { path } of tables) expect([path, await refused(`SELECT * FROM ${path}`)]).toEqual([path, '42501']);
    expect(await refused('SELECT * FROM pg_authid')).toBe('42501');
    expect(await refused(`SELECT pg_read_file('PG_VERSION')`)).toBe('42501');
  });

  it.each([
    'INSERT INTO closings (complaint_id) VALUES (gen_random_uuid())',
    `UPDATE receipts SET channel = 'x'`,
    'DELETE FROM receipts',
    'TRUNCATE receipts',
    'DROP VIEW receipts',
    'CREATE TABLE reporting.mine (id int)',
    'CREATE TABLE public.mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE FUNCTION reporting.mine() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE VIEW public.mine AS SELECT 1',
    'SELECT lo_create(0)',
    `SELECT lo_from_bytea(0, 'x')`,
    'CREATE ROLE mine',
    `SELECT pg_advisory_lock(hashtext('redress.reporting'))`,
    `SELECT pg_try_advisory_xact_lock_shared(hashtext('redress.rebuild'), 1)`,
    'COPY receipts TO PROGRAM $$cat$$',
  ])('cannot %s', async (statement) => {
    expect(await refused(statement)).toMatch(/^(42501|22023|55000|42809|42846)$/);
  });

  it('has five sessions at once and no more', async () => {
    const another = () => new pg.Client({ connectionString: analystUrl });
    const others = [1, 2, 3, 4].map(another);
    for (const other of others) await other.connect();
    await expect(another().connect()).rejects.toMatchObject({ code: '53300' });
    for (const other of others) await other.end();
  });

  it('is let in anew with another password, and shut out', async () => {
    const other = `${name}_b`;
    const loginWith = async (password: string) => {
      const url = new URL(database.url);
      url.username = other;
      url.password = password;
      const client = new pg.Client({ connectionString: url.href });
      const failed = await client.connect().then(
        () => undefined,
        (error: { code?: string }) => error.code,
      );
      await client.end().catch(() => undefined);
      return failed;
    };
    const first = await dataSource.transaction((manager) => letAnalystRead(manager, other));
    expect([first.isNew, await loginWith(first.password)]).toEqual([true, undefined]);
    const second = await dataSource.transaction((manager) => letAnalystRead(manager, other));
    expect([second.isNew, await loginWith(first.password), await loginWith(second.password)]).toEqual([false, '28P01', undefined]);
    expect(await dataSource.transaction((manager) => removeAnalyst(manager, other))).toBe(true);
    expect(await dataSource.transaction((manager) => removeAnalyst(manager, other))).toBe(false);
    expect(await loginWith(second.password)).toBe('28P01');
  });

  it.each([
    ['Li Hua', 'invalid-analyst-name'],
    ['pg_monitor', 'invalid-analyst-name'],
    [reportingRole, 'invalid-analyst-name'],
    ['pg_read_all_data', 'invalid-analyst-name'],
  ])('is not called %s', async (wrong, code) => {
    const attempt = dataSource.transaction((manager) => letAnalystRead(manager, wrong));
    await expect(attempt).rejects.toBeInstanceOf(AnalystRefused);
    await expect(attempt).rejects.toMatchObject({ code });
  });

  it('is nobody who is something else already', async () => {
    const [{ user }] = await dataSource.query<[{ user: string }]>('SELECT current_user AS user');
    const attempt = dataSource.transaction((manager) => letAnalystRead(manager, user));
    await expect(attempt).rejects.toMatchObject({ code: 'not-an-analyst' });
    expect(await refused(`SET ROLE "${user}"`)).toBe('42501');
  });
});

describe('views on top of it', () => {
  const made = () => dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM bi.by_channel');
  const warn = jest.fn();
  const again = async () => {
    // As after a rebuild, or with another version of the program.
    await dataSource.query('COMMENT ON SCHEMA reporting IS NULL');
    await dataSource.transaction((manager) => createReporting(manager, { warn }));
  };
  beforeAll(() =>
    dataSource.query('CREATE SCHEMA bi; CREATE VIEW bi.by_channel AS SELECT channel, count(*) FROM reporting.receipts GROUP BY 1'),
  );
  afterAll(() => dataSource.query('DROP SCHEMA bi CASCADE'));

  it('stay when it is made anew', async () => {
    const before = await made();
    await again();
    expect(await made()).toEqual(before);
    expect(warn).not.toHaveBeenCalled();
  });

  it('are dropped, and named, where a column is no longer what it was', async () => {
    await dataSource.query('ALTER VIEW reporting.receipts RENAME COLUMN channel TO way');
    await again();
    expect(warn).toHaveBeenCalledWith({ view: 'reporting.receipts', dropped: ['bi.by_channel'] }, expect.anything());
    await expect(made()).rejects.toThrow('does not exist');
    expect(await sql('SELECT channel FROM receipts LIMIT 1')).toHaveLength(1);
  });
});

describe('parity with the reports', () => {
  const asked = { from: '2014-01-01', to: '2027-01-01', tz: 'UTC', by: [] as string[] };
  async function total(report: string, question: object = {}): Promise<Record<string, unknown>> {
    const definition = reports.find((one) => one.name === report)!;
    const { rows } = await answerReport(dataSource, definition, { ...asked, now: new Date().toISOString(), ...question });
    return rows.reduce<Record<string, unknown>>((sum, row) => {
      const added = Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'number' ? Number(sum[column] ?? 0) + value : value,
      ]);
      return { ...sum, ...(Object.fromEntries(added) as Record<string, unknown>) };
    }, {});
  }
  const count = async (statement: string) => (await sql<{ n: number }>(`SELECT (${statement})::float8 AS n`))[0]!.n;

  it.each<[report: string, column: string, statement: string]>([
    ['volume', 'received', 'SELECT count(*) FROM receipts'],
    ['volume', 'received', 'SELECT count(*) FROM complaints'],
    ['outcomes', 'closed', 'SELECT count(*) FROM closings'],
    ['outcomes', 'upheld', `SELECT count(*) FROM closings WHERE outcome IN ('upheld', 'partly')`],
    ['outcomes', 'afterReopening', 'SELECT count(*) FROM closings WHERE closing > 1'],
    ['compensation', 'ordered', 'SELECT count(*) FROM compensations'],
    ['compensation', 'borne', 'SELECT sum(borne) FROM compensations'],
    ['compensation', 'fulfilled', `SELECT count(*) FROM settlements WHERE how = 'fulfilled'`],
    ['escalation', 'escalations', 'SELECT count(*) FROM escalations'],
    ['satisfaction', 'solved', 'SELECT count(*) FROM follow_ups WHERE solved'],
    ['root-causes', 'investigated', 'SELECT count(*) FROM investigations'],
    ['timeliness', 'set', 'SELECT count(*) FROM clocks'],
    ['timeliness', 'inTime', `SELECT count(*) FROM clocks WHERE state = 'in-time'`],
    ['timeliness', 'late', `SELECT count(*) FROM clocks WHERE state = 'late'`],
    ['timeliness', 'overdue', `SELECT count(*) FROM clocks WHERE state = 'overdue'`],
    ['backlog', 'open', 'SELECT count(*) FROM backlog WHERE ended_at IS NULL'],
    ['backlog', 'reopened', 'SELECT count(*) FROM reopenings'],
    ['backlog', 'merged', `SELECT count(*) FROM mergers WHERE how = 'merged'`],
    ['repeats', 'linkedRepeat', `SELECT count(*) FROM links WHERE how = 'linked' AND kind = 'repeat'`],
  ])('%s: %s is %s', async (report, column, statement) => {
    const told = await total(report);
    expect(Object.keys(told)).toContain(column);
    expect(await count(statement)).toBe(told[column] ?? 0);
  });

  it('also as of what was known at an instant, and before a correction', async () => {
    const by = { by: ['channel'] };
    const volume = reports.find((one) => one.name === 'volume')!;
    for (const knownAt of [on(1, 20, 12), on(1, 21, 12), on(2, 20), on(3, 2)]) {
      const { rows } = await answerReport(dataSource, volume, { ...asked, ...by, knownAt, now: new Date().toISOString() });
      const found = await sql<{ channel: string; received: number }>(
        `SELECT channel, count(*)::int AS received FROM receipt_versions
         WHERE recorded_at <= '${knownAt}' AND (superseded_at IS NULL OR superseded_at > '${knownAt}') GROUP BY channel ORDER BY channel`,
      );
      expect(found).toEqual(rows.map(({ channel, received }) => ({ channel, received })));
    }
  });
});

describe('the example questions of docs/sql.md', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/sql.md'), 'utf8');
  const examples = [...document.matchAll(/^### (\d+)\. (.+?)\n.*?```sql\n(.*?)```/gms)].map(([, n, title, statement]) => ({
    n: Number(n),
    title: title!,
    statement: statement!,
  }));
  const expected: Readonly<Record<number, readonly object[]>> = {
    1: [
      { month: '2014-01', received: 2, change: null },
      { month: '2014-02', received: 3, change: 1 },
    ],
    2: [{ product: 'parcel', closed: 3, median_hours: 96 }],
    3: [
      { band: 'below 2 000.00', currency: 'CNY', remedies: 1, borne: '500.00' },
      { band: '2 000.00 to 9 999.99', currency: 'CNY', remedies: 1, borne: '3000.00' },
    ],
    4: [
      { channel: 'phone', received: 1 },
      { channel: 'web', received: 1 },
    ],
    5: [{ month: '2014-01', closed: 3, upheld: 2, uphold_rate: '0.6667' }],
    6: [
      { month: '2014-01', complaints: 2, repeats: 1, repeat_rate: '0.5000' },
      { month: '2014-02', complaints: 3, repeats: 0, repeat_rate: '0.0000' },
    ],
    7: [
      { unit: 'shanghai', open: 1 },
      { unit: null, open: 1 },
    ],
    8: [
      { unit: 'beijing', clock: 'first-reply', in_time: 1, late: 0, overdue: 0, in_time_share: '1.0000' },
      { unit: 'shanghai', clock: 'first-reply', in_time: 0, late: 1, overdue: 0, in_time_share: '0.0000' },
      { unit: null, clock: 'first-reply', in_time: 0, late: 0, overdue: 1, in_time_share: '0.0000' },
    ],
    9: [{ track: 'level', reached: 'level-2', escalations: 1, per_hundred: '20.0' }],
    10: [{ complaints: 1, median_days: 17 }],
  };

  it('are ten', () => expect(examples.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

  it.each(examples)('$n. $title', async ({ n, statement }) => {
    expect(await sql(statement)).toEqual(expected[n]);
  });
});
