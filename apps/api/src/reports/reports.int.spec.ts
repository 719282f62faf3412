import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';

/*
 * Reports over HTTP. What the numbers are is proved in libs/views/src/reports.int.spec.ts.
 */

let system: TestSystem;
let app: NestFastifyApplication;
let token: string;
let views: Awaited<ReturnType<TestSystem['startViews']>>;

beforeAll(async () => {
  system = await startSystem();
  views = await system.startViews();
  app = await createApp(system.config);
  token = await system.token('u-handler', 'handler');
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

async function send(method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const sent = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status: sent.statusCode, headers: sent.headers, text: sent.body };
}

async function json(url: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { status, text } = await send('GET', url, undefined, headers);
  return { status, ...(JSON.parse(text) as object) };
}

/** Two complaints, one of them escalated twice; gives the position from which on they can be read, and the id of that one. */
async function twoComplaints(): Promise<{ position: string; id: string }> {
  const received = [{ product: 'parcel' }, {}].map(async (kind) =>
    send('POST', '/v1/complaints', { channel: 'web', cause: 'late', ...kind }),
  );
  const [parcel] = (await Promise.all(received)).map(({ text }) => (JSON.parse(text) as { complaintId: string }).complaintId);
  const escalation = { reason: 'customer-insists', trigger: 'customer' };
  await send('POST', `/v1/complaints/${parcel}/escalations`, { track: 'level', to: 2, ...escalation });
  const last = await send('POST', `/v1/complaints/${parcel}/escalations`, { track: 'external', body: 'regulator', ...escalation });
  return { id: parcel!, position: (JSON.parse(last.text) as { position: string }).position };
}

const ever = 'from=2000-01-01&to=2100-01-01';

test('the catalogue says what there is, what it takes, and what the columns mean', async () => {
  const { items } = (await json('/v1/reports')) as unknown as { items: Record<string, unknown>[] };
  const known = items.map(({ name, number }) => `${String(number)} ${String(name)}`);
  expect(known).toEqual([
    '1 volume',
    '2 timeliness',
    '2 first-contact',
    '2 resolution',
    '2 branch-visits',
    '2 promises',
    '3 outcomes',
    '3 compensation',
    '4 authority-usage',
    '5 escalation',
    '5 risk',
    '6 satisfaction',
    '7 root-causes',
    '7 classification',
    '7 training-gap',
    '8 backlog',
    '8 department-latency',
    '9 repeats',
    '10 hot-spots',
    '10 trend-alerts',
    '11 improvement',
    '11 improvement-benefit',
    '12 return-cn-bulletin',
    '12 return-uk-disp',
    '12 return-us-cfpb',
    '13 what-if',
  ]);
  expect(items[0]).toMatchObject({
    question: 'How many complaints were received, and of what kind?',
    version: expect.any(Number) as unknown,
    parameters: expect.arrayContaining([
      { name: 'from', type: 'time', needed: true, meaning: expect.any(String) as unknown },
      expect.objectContaining({ name: 'bucket', values: ['day', 'week', 'month', 'quarter', 'year'] }),
      expect.objectContaining({ name: 'by', values: expect.arrayContaining(['channel', 'severity']) as unknown }),
    ]) as unknown,
    sql: [expect.stringContaining('case_facts_v4.received')],
    dimensions: expect.arrayContaining(['channel', 'product', 'severity']) as unknown,
    always: [],
    columns: expect.arrayContaining([
      expect.objectContaining({
        name: 'channel',
        unit: 'code',
        meaning: 'How it came in.',
        drillDown: false,
        because: expect.any(String) as unknown,
      }),
      {
        name: 'received',
        unit: 'complaints',
        meaning: 'Complaints received, by when they were received, also those that were merged into another since.',
        drillDown: true,
        leadsTo: 'complaints',
        from: ['received'],
      },
      {
        name: 'share',
        unit: 'ratio',
        meaning: 'Part of all received in the period, to 4 places; 0 if there were none.',
        drillDown: true,
        leadsTo: 'complaints',
        from: ['received'],
      },
    ]) as unknown,
  });
  const named = (name: string) => items.find((item) => item['name'] === name);
  expect(named('compensation')).toMatchObject({ always: ['currency'], byDefault: [] });
  expect(named('hot-spots')).toMatchObject({
    byDefault: ['cause', 'unit'],
    parameters: expect.arrayContaining([
      {
        name: 'limit',
        type: 'integer',
        needed: false,
        least: 1,
        most: 1_000,
        default: 20,
        meaning: 'How many rows, the top ones first; of each bucket. 1 to 1000, 20 if left out.',
      },
    ]) as unknown,
  });
});

test('each column that is a number leads to what it was made of, or the catalogue says why not', async () => {
  const { items, sqlParameters } = (await json('/v1/reports')) as unknown as {
    sqlParameters: string[];
    items: {
      name: string;
      route?: string;
      sql: string[];
      columns: { name: string; drillDown: boolean; from?: string[]; because?: string }[];
    }[];
  };
  // Another route answers from the log: what-if.int.spec.ts.
  for (const { name, columns, sql } of items.filter(({ route }) => !route)) {
    const unknown = sql
      .flatMap((one) => one.match(/\$\d+/g) ?? [])
      .filter((used) => !sqlParameters.some((said) => said.startsWith(`${used} `)));
    expect([name, sql.length > 0, unknown]).toEqual([name, true, []]);
    for (const { name: measure, drillDown, from, because } of columns) {
      const isSaid = drillDown ? (from ?? []).length > 0 : (because ?? '').length > 0;
      expect([name, measure, isSaid]).toEqual([name, measure, true]);
      const behind = await json(`/v1/reports/${name}/complaints?${ever}&measure=${measure}&limit=1`);
      expect([name, measure, behind['status'], behind['code']]).toEqual([
        name,
        measure,
        ...(drillDown ? [200, undefined] : [400, 'unknown-measure']),
      ]);
    }
  }
});

test('each report comes as JSON and as CSV, with the columns that the catalogue tells of', async () => {
  const { items } = (await json('/v1/reports')) as unknown as {
    items: { name: string; route?: string; byDefault: string[]; columns: { name: string }[] }[];
  };
  for (const { name, columns } of items.filter(({ route }) => !route)) {
    const report = await json(`/v1/reports/${name}?from=2014-01-01&to=2015-01-01&bucket=quarter`);
    const by = items.find((item) => item.name === name)!.byDefault;
    const versions = { version: expect.any(Number) as unknown, taxonomy: { version: expect.any(Number) as unknown } };
    expect(report).toMatchObject({ status: 200, report: name, parameters: { bucket: 'quarter', by, tz: 'UTC' }, ...versions });
    const [bucket, ...others] = (report['columns'] as { name: string }[]).map((column) => column.name);
    expect([bucket, others.filter((other) => !columns.some((column) => column.name === other))]).toEqual(['bucket', []]);
    const csv = await send('GET', `/v1/reports/${name}?from=2014-01-01&to=2015-01-01&bucket=quarter&format=csv`);
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}.csv"`,
    });
    expect(csv.text.split('\r\n')[0]).toBe([bucket, ...others].join(','));
  }
});

test('from a number to the complaints behind it, page by page', async () => {
  const { id, position } = await twoComplaints();
  const seen = { 'redress-min-position': position };
  const split = `${ever}&by=product,reached`;
  const { rows } = await json(`/v1/reports/escalation?${split}`, seen);
  expect(rows).toMatchObject([
    { product: 'parcel', reached: 'level-2', escalations: 1, share: 0.5, received: null },
    { product: 'parcel', reached: 'regulator', escalations: 1, share: 0.5, received: null },
  ]);
  const behind = `/v1/reports/escalation/complaints?${ever}&measure=escalations`;
  const item = { complaintId: id, occurredAt: expect.any(String) as unknown, position };
  const regulator = await json(`${behind}&by=product,reached&product=parcel&reached=regulator`, seen);
  expect(regulator).toMatchObject({ report: 'escalation', measure: 'escalations', next: null });
  expect(regulator['items']).toEqual([{ ...item, product: 'parcel', reached: 'regulator' }]);
  expect(await json(`${behind}&product=`, seen)).toMatchObject({ items: [] });

  const first = await json(`${behind}&limit=1`, seen);
  expect(first['items']).toHaveLength(1);
  const second = await json(`${behind}&limit=1&cursor=${String(first['next'])}`, seen);
  expect(second).toMatchObject({ items: [item], next: null, asOf: first['asOf'], knownAt: first['knownAt'] });
});

test('hot spots come with the top ones first, as many as asked for', async () => {
  const causes = ['spot-a', 'spot-b', 'spot-b'];
  const sent = [];
  for (const cause of causes) sent.push(await send('POST', '/v1/complaints', { channel: 'web', cause, unit: 'spot' }));
  const seen = { 'redress-min-position': (JSON.parse(sent.at(-1)!.text) as { position: string }).position };
  const { rows, parameters } = await json(`/v1/reports/hot-spots?${ever}&by=unit,cause&limit=1`, seen);
  expect(parameters).toMatchObject({ limit: 1 });
  expect(rows).toEqual([
    { unit: 'spot', cause: 'spot-b', rank: 1, received: 2, share: expect.any(Number), previous: 0, change: 2, changeRate: null },
  ]);
});

test('what was known at a position, or at an instant, stays the answer, word for word, whatever comes after', async () => {
  const { position } = await twoComplaints();
  const asked = `/v1/reports/volume?${ever}&asOf=2099-01-01&knownAt=${position}`;
  // Not sent `Redress-Min-Position`: what is asked as known then waits for itself.
  const answer = await send('GET', asked);
  expect(answer).toMatchObject({ status: 200 });
  const { position: cutAt, knownAt } = JSON.parse(answer.text) as { position: string; knownAt: string };
  expect(BigInt(cutAt)).toBeLessThanOrEqual(BigInt(position));
  const before = await send('GET', asked.replace(position, '0'));
  expect(JSON.parse(before.text)).toMatchObject({ position: null, rows: [{ received: 0 }] });

  const { position: later } = await twoComplaints();
  expect((await send('GET', asked)).text).toBe(answer.text);
  expect(await json(asked, { 'redress-min-position': later })).toMatchObject({ position: cutAt, knownAt });
  expect(await json(asked.replace(position, later))).toMatchObject({ rows: [{ received: received(answer.text) + 2 }] });
  const then = asked.replace(position, encodeURIComponent(knownAt));
  expect((await send('GET', then)).text).toBe((await send('GET', then)).text);
  expect(await json(asked.replace(position, '999999999999'))).toMatchObject({ status: 422, code: 'future-known-at' });
});
test('what is asked as known at a time that no view has folded yet is not answered in part', async () => {
  const { position: folded } = await twoComplaints();
  const then = `/v1/reports/volume?${ever}&knownAt=`;
  expect(await json(`${then}${folded}`)).toMatchObject({ status: 200 });
  await views.stop();
  const { position } = await twoComplaints();
  const behind = { status: 503, code: 'view-behind', facts: { view: 'case-facts', lag: expect.stringMatching(/^[1-9]/) as unknown } };
  expect(await json(`${then}${position}`)).toMatchObject(behind);
  expect(await json(`${then}${encodeURIComponent(new Date().toISOString())}`)).toMatchObject(behind);
  // What is folded is answered all the same.
  expect(await json(`${then}${folded}`)).toMatchObject({ status: 200 });
  views = await system.startViews();
  expect(await json(`${then}${position}`)).toMatchObject({ status: 200 });
});
const received = (text: string) => (JSON.parse(text) as { rows: [{ received: number }] }).rows[0].received;

test.each([
  ['/v1/reports/moods?from=2026-01-01&to=2026-02-01', 404, 'no-such-report'],
  ['/v1/reports/moods/complaints?from=2026-01-01&to=2026-02-01&measure=received', 404, 'no-such-report'],
  ['/v1/reports/toString?from=2026-01-01&to=2026-02-01', 404, 'no-such-report'],
  [`/v1/reports/volume?${ever}&by=outcome`, 400, 'unknown-dimension'],
  [`/v1/reports/volume?${ever}&format=pdf`, 400, 'invalid-body'],
  [`/v1/reports/volume?${ever}&limit=3`, 400, 'unknown-parameter'],
  [`/v1/reports/hot-spots?${ever}&limit=0`, 400, 'invalid-parameter'],
  [`/v1/reports/hot-spots?${ever}&limit=ten`, 400, 'invalid-body'],
  [`/v1/reports/trend-alerts?${ever}&baseline=500`, 400, 'invalid-parameter'],
  [`/v1/reports/volume/complaints?${ever}`, 400, 'invalid-body'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&colour=red`, 400, 'invalid-body'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&channel=a&channel=b`, 400, 'invalid-body'],
  [`/v1/reports/volume/complaints?${ever}&measure=channel`, 400, 'unknown-measure'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&outcome=upheld`, 400, 'unknown-dimension'],
  [`/v1/reports/escalation/complaints?${ever}&measure=received&by=reason`, 400, 'unknown-dimension'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&bucketStart=2026-01-01`, 400, 'invalid-bucket-start'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&bucket=year&bucketStart=January`, 400, 'invalid-bucket-start'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&limit=201`, 400, 'invalid-limit'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&limit=ten`, 400, 'invalid-body'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&cursor=abc`, 400, 'invalid-cursor'],
  [`/v1/reports/volume/complaints?${ever}&measure=received&knownAt=2999-01-01`, 422, 'future-known-at'],
])('%s is a %i', async (url, status, code) => {
  expect(await json(url)).toMatchObject({ status, code });
});

test('an unknown report is answered with those that there are', async () => {
  expect(await json(`/v1/reports/moods?${ever}`)).toMatchObject({
    detail: expect.stringMatching(/^There is no report moods\. There are: volume, timeliness, .+\.$/) as unknown,
    facts: { reports: expect.arrayContaining(['volume', 'escalation']) as unknown },
  });
});
