import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;

/** The clock of the story; the log keeps its own. */
let now = new Date(Date.now() - 300 * 86_400_000);
const passes = (days: number): void => void (now = new Date(now.getTime() + days * 86_400_000));
const day = (days = 0): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

/** What somebody with one role gets; what was written before is read. */
let position = '0';
async function as(role: string, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const sent = await app.inject({
    method,
    url: `/v1/${url}`,
    headers: { authorization: `Bearer ${await system.token(`u-${role}`, role)}`, 'redress-min-position': position, ...headers },
    ...(body && { payload: body }),
  });
  const answer = sent.json<Record<string, unknown>>();
  if (method === 'POST' && typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, etag: sent.headers['etag'], body: answer };
}
const problem = (status: number, code: string, facts: object = {}) =>
  expect.objectContaining({ status, body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown });

async function complaint(cause: string, form: object = {}): Promise<string> {
  const { body } = await as('handler', 'POST', 'complaints', { channel: 'phone', cause, ...form });
  return body['complaintId'] as string;
}
async function raised(said: object): Promise<string> {
  const { status, body } = await as('handler', 'POST', 'improvements', { kind: 'corrective', cause: 'process', title: 'Better', ...said });
  expect([status, body]).toEqual([
    201,
    expect.objectContaining({ revision: 0, events: [expect.objectContaining({ type: 'ImprovementRaised' })] }),
  ]);
  return body['improvementId'] as string;
}
const step = async (role: string, id: string, route: string, body: object = {}) => as(role, 'POST', `improvements/${id}/${route}`, body);

describe('the gas company (domain §7, scenario 6)', () => {
  let id: string;
  const complaints: string[] = [];

  it('has complaints about dirt, week by week, and raises an improvement from them', async () => {
    for (let week = 0; week < 8; week += 1) {
      if (week > 0) passes(7);
      complaints.push(await complaint('dirt', { product: 'gas', unit: 'fitters' }));
      if (week % 2) complaints.push(await complaint('dirt', { product: 'gas', unit: 'fitters' }));
      await complaint('late', { product: 'gas', unit: 'fitters' });
    }
    expect(complaints).toHaveLength(12);
    id = await raised({
      title: 'Fitters leave the place clean',
      description: 'Mrs Li sent pictures.',
      from: { complaints: complaints.map((one) => one.toUpperCase()), trend: 'volume by=cause product=gas' },
      scope: { causes: ['dirt'], products: ['gas'] },
      unit: 'fitters',
    });
  });

  it('plans it before it is adopted, within three days', async () => {
    passes(1);
    expect(await step('supervisor', id, 'adoption')).toEqual(problem(409, 'not-planned', { missing: ['measure', 'owner', 'due'] }));
    expect(await step('supervisor', id, 'plan', { measure: 'A mat under every tool.', owner: 'u-chief', due: day(14) })).toMatchObject({
      status: 200,
    });
    passes(1);
    expect(await step('handler', id, 'adoption')).toEqual(problem(403, 'role-not-allowed'));
    expect(await step('general-manager', id, 'adoption', { note: 'At once.' })).toMatchObject({ status: 200, body: { improvementId: id } });
  });

  it('cannot tell yet whether it helped', async () => {
    passes(7);
    const { status, body } = await as('auditor', 'GET', `improvements/${id}/effectiveness?weeks=8&tz=Asia/Shanghai`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: 'too-early',
      basis: 'complaints',
      missing: ['weeks-after', 'exposure-before', 'exposure-after'],
    });
    expect(body['before']).toMatchObject({ complaints: 12, perWeek: 1.5, exposure: { customers: null } });
  });

  it('is done in time, and the rate of the cause is lower eight weeks after than before', async () => {
    await step('handler', id, 'completion', { result: 'Mats for all twelve vans.' });
    for (let week = 0; week < 8; week += 1) {
      if (week % 4 === 0) await complaint('dirt', { product: 'gas', unit: 'fitters' });
      await complaint('late', { product: 'gas', unit: 'fitters' });
      passes(7);
    }
    const { body } = await as('auditor', 'GET', `improvements/${id}/effectiveness?weeks=8&tz=Asia/Shanghai`);
    expect(body).toMatchObject({
      since: 'adoption',
      verdict: 'fallen',
      basis: 'complaints',
      missing: ['exposure-before', 'exposure-after'],
    });
    const [before, after] = [body['before'], body['after']] as {
      complaints: number;
      weekly: number[];
      perWeek: number;
      from: string;
      to: string;
    }[];
    expect(before!.to).toBe(body['at']);
    expect(after!.from).toBe(body['at']);
    expect([before!.complaints, after!.complaints]).toEqual([12, 2]);
    expect([before!.weekly.length, after!.weekly.length]).toEqual([8, 8]);
    expect(after!.perWeek).toBe(0.25);

    const review = { weeks: 8, before: before!.complaints, after: after!.complaints, verdict: 'fallen' };
    expect(await step('supervisor', id, 'effectiveness-reviews', review)).toMatchObject({ status: 200 });
    const saved = { kind: 'money', amount: { amount: 480_000, currency: 'CNY' }, period: { from: day(-56), to: day(-1) } };
    expect(await step('supervisor', id, 'benefits', saved)).toMatchObject({ status: 200 });
  });

  it('counts for a thousand customers where it says how many there were', async () => {
    const period = { from: day(-200), to: day() };
    expect(await as('policy-admin', 'POST', 'exposures', { product: 'gas', period, customers: 400 })).toMatchObject({ status: 201 });
    expect(await as('handler', 'POST', 'exposures', { product: 'gas', period, customers: 400 })).toEqual(problem(403, 'role-not-allowed'));
    const { body } = await as('analyst', 'GET', `improvements/${id}/effectiveness?tz=Asia/Shanghai`);
    expect(body).toMatchObject({
      basis: 'customers',
      verdict: 'fallen',
      missing: [],
      before: { exposure: { customers: 400, policies: null }, perThousand: { customers: 30 } },
      after: { perThousand: { customers: 5 } },
    });
    expect((await as('analyst', 'GET', 'exposures?product=gas')).body).toMatchObject({
      items: [{ unit: null, product: 'gas', period, customers: 400, policies: null, premium: null, by: 'u-policy-admin' }],
      next: null,
    });
  });

  it('tells the whole story, to analysts without what is personal', async () => {
    const { body, etag } = await as('handler', 'GET', `improvements/${id}`);
    expect(etag).toBe('"5"');
    expect(body).toMatchObject({
      status: 'done',
      title: 'Fitters leave the place clean',
      description: 'Mrs Li sent pictures.',
      complaints,
      measure: 'A mat under every tool.',
      owner: 'u-chief',
      raisedBy: 'u-handler',
      adoptedBy: 'u-general-manager',
      verdict: 'fallen',
    });
    const types = [
      'ImprovementRaised',
      'ImprovementPlanned',
      'ImprovementAdopted',
      'ImprovementDone',
      'EffectivenessReviewed',
      'BenefitRecorded',
    ];
    expect((body['history'] as { type: string }[]).map(({ type }) => type)).toEqual(types);
    const $withheld = { $withheld: true };
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
    expect((await as('analyst', 'GET', `improvements/${id}`)).body).toMatchObject({
      description: $withheld,
      measure: $withheld,
      owner: 'u-chief',
      raisedAt: instant,
      adoptedAt: instant,
      history: types.map((type) => ({ type, occurredAt: instant, recordedAt: instant })),
    });
    expect((await as('handler', 'GET', `improvements?complaint=${complaints[0]}`)).body).toMatchObject({
      items: [{ improvementId: id, overdue: false, description: 'Mrs Li sent pictures.', raisedAt: instant, adoptedAt: instant }],
    });
  });

  it('is counted in the reports', async () => {
    const period = `from=${day(-200)}&to=${day(1)}&by=unit`;
    const { body } = await as('analyst', 'GET', `reports/improvement?${period}`);
    expect(body['rows']).toEqual([
      expect.objectContaining({
        unit: 'fitters',
        raised: 1,
        adopted: 1,
        done: 1,
        dropped: 0,
        overdue: 0,
        medianMinutesToAdoption: 2 * 24 * 60,
        medianMinutesToDone: 7 * 24 * 60,
        reviewed: 1,
        fallen: 1,
        fallenShare: 1,
      }),
    ]);
    const benefit = await as('analyst', 'GET', `reports/improvement-benefit?${period}`);
    expect(benefit.body['rows']).toEqual([{ unit: 'fitters', currency: 'CNY', benefits: 1, improvements: 1, benefit: 480_000 }]);
    const raised = await as('handler', 'GET', `reports/improvement/complaints?${period}&measure=raised`);
    expect(raised.body).toMatchObject({ leadsTo: 'improvements', items: [{ unit: 'fitters' }] });
  });
});

describe('the bank (domain §7, scenario 8)', () => {
  const topic = 'third-party-deposits';
  const coverage = (percent: number) => as('supervisor', 'POST', 'training-coverage', { topic, unit: 'branch-1', percent, on: day() });
  const gap = async (query = '') => {
    const { body } = await as('analyst', 'GET', `reports/training-gap?from=2000-01-01&to=2100-01-01&by=unit${query}`);
    return body['rows'];
  };

  it('has 65 % trained, where 80 % should be', async () => {
    expect(await coverage(65)).toMatchObject({ status: 201, body: { events: [{ type: 'TrainingCoverageRecorded' }] } });
    expect(await gap()).toEqual([{ unit: 'branch-1', topic, coverage: 0.65, earlier: null, target: 0.8, gap: 0.15 }]);
  });

  it('trains, and has 82 %; both stay readable', async () => {
    const then = now.toISOString();
    const id = await raised({ kind: 'training', cause: 'people', from: { trend: 'training-gap by=unit' }, unit: 'branch-1' });
    await step('supervisor', id, 'plan', { measure: 'Two evenings.', owner: 'u-trainer', due: day(30) });
    await step('operations-director', id, 'adoption');
    expect(await as('analyst', 'GET', `improvements/${id}/effectiveness`)).toEqual(problem(409, 'no-scope'));
    passes(28);
    await step('handler', id, 'completion', { result: 'Nine of eleven came.' });
    expect(await coverage(82)).toMatchObject({ status: 201 });
    expect(await gap()).toEqual([{ unit: 'branch-1', topic, coverage: 0.82, earlier: 0.65, target: 0.8, gap: -0.02 }]);
    expect(await gap(`&asOf=${then}`)).toEqual([expect.objectContaining({ coverage: 0.65, gap: 0.15 })]);
    const { body } = await as('analyst', 'GET', `training-coverage?topic=${topic}`);
    expect((body['items'] as { percent: number }[]).map(({ percent }) => percent)).toEqual([82, 65]);
  });
});

describe('the bank branch (domain §7, scenario 7)', () => {
  it('makes an opportunity of twelve like cases, and records what it brings while it is under way', async () => {
    const complaints = await Promise.all(Array.from({ length: 12 }, () => complaint('no-coin-counter')));
    const id = await raised({ kind: 'opportunity', cause: 'product', from: { complaints }, title: 'Coins are counted' });
    await step('handler', id, 'plan', { measure: 'Rent a counter.', owner: 'u-head', due: day(10) });
    const brings = { kind: 'volume', value: 31, unit: 'new accounts', period: { from: day(), to: day(30) } };
    expect(await step('handler', id, 'benefits', brings)).toEqual(problem(409, 'not-adopted', { status: 'planned' }));
    await step('supervisor', id, 'adoption');
    expect(await step('handler', id, 'benefits', brings)).toMatchObject({ status: 200 });
  });
});

describe('the list', () => {
  it('finds what is overdue by the days of the reader, and turns its pages', async () => {
    const ids = [await raised({ unit: 'stores', from: { trend: 'x' } }), await raised({ unit: 'stores', from: { trend: 'x' } })];
    for (const id of ids) await step('handler', id, 'plan', { owner: 'u-late', measure: 'Later.', due: day(1) });
    const overdue = async (query = '') =>
      ((await as('handler', 'GET', `improvements?unit=stores&overdue=true&${query}`)).body['items'] as { improvementId: string }[]).map(
        ({ improvementId }) => improvementId,
      );
    expect(await overdue()).toEqual([]);
    passes(3);
    expect((await overdue()).sort()).toEqual([...ids].sort());
    const first = (await as('handler', 'GET', 'improvements?owner=u-late&limit=1')).body;
    const second = (await as('handler', 'GET', `improvements?owner=u-late&limit=1&cursor=${String(first['next'])}`)).body;
    expect([...(first['items'] as object[]), ...(second['items'] as object[])]).toHaveLength(2);
    expect(second).toMatchObject({ next: null });
    expect(await step('general-manager', ids[0]!, 'drop', { reason: 'too-dear' })).toMatchObject({ status: 200 });
    expect(await overdue()).toEqual([ids[1]]);
    expect((await as('handler', 'GET', 'improvements?status=dropped&kind=corrective&cause=process')).body).toMatchObject({
      items: [{ improvementId: ids[0], droppedReason: 'too-dear', overdue: false }],
    });
    expect(await as('handler', 'GET', `improvements?unit=stores&cursor=${String(first['next'])}`)).toEqual(problem(400, 'invalid-cursor'));
  });
});

const nobody = '00000000-0000-7000-8000-000000000001';

it.each<[string, object, number, string]>([
  ['of no kind', { kind: 'magic' }, 400, 'invalid-body'],
  ['without a title', { title: undefined }, 400, 'invalid-body'],
  ['with a field that there is not', { colour: 'red' }, 400, 'invalid-body'],
  ['from nothing', { from: {} }, 422, 'raised-from-nothing'],
  ['from nowhere', { from: undefined }, 400, 'invalid-body'],
  ['from no id', { from: { complaints: ['4711'] } }, 400, 'invalid-body'],
  ['from a complaint that was never received', { from: { complaints: [nobody] } }, 409, 'unknown-complaint'],
  ['with an empty scope', { scope: {} }, 422, 'scope-names-nothing'],
])('an improvement %s is refused', async (_, said, status, code) => {
  const body = { kind: 'corrective', cause: 'process', title: 'Better', from: { trend: 'x' }, ...said };
  expect(await as('handler', 'POST', 'improvements', body)).toEqual(problem(status, code));
});

it.each<[string, string, number, string]>([
  ['GET', `improvements/${nobody}`, 404, 'no-such-improvement'],
  ['GET', 'improvements/4711', 404, 'no-such-improvement'],
  ['GET', `improvements/${nobody}/effectiveness`, 404, 'no-such-improvement'],
  ['GET', `improvements/${nobody}/effectiveness?weeks=0`, 400, 'invalid-weeks'],
  ['GET', `improvements/${nobody}/effectiveness?weeks=eight`, 400, 'invalid-body'],
  ['GET', `improvements/${nobody}/effectiveness?asOf=soon`, 400, 'invalid-time'],
  ['GET', `improvements/${nobody}/effectiveness?tz=Mars/Olympus`, 400, 'invalid-time-zone'],
  ['GET', `improvements/${nobody}/effectiveness?knownAt=2999-01-01`, 422, 'future-known-at'],
  ['GET', 'improvements?tz=Mars/Olympus', 400, 'invalid-time-zone'],
  ['GET', 'improvements?status=lost', 400, 'invalid-body'],
  ['POST', `improvements/${nobody}/adoption`, 404, 'no-such-improvement'],
  ['POST', 'improvements/4711/adoption', 404, 'no-such-improvement'],
])('%s %s is a %i', async (method, url, status, code) => {
  expect(await as('supervisor', method as 'GET', url, method === 'POST' ? {} : undefined)).toEqual(problem(status, code));
});

it('takes a percentage with one decimal, and a day', async () => {
  const coverage = { topic: 'a', unit: 'b', percent: 66.7, on: day() };
  expect(await as('supervisor', 'POST', 'training-coverage', coverage)).toMatchObject({ status: 201 });
  expect((await as('analyst', 'GET', 'training-coverage?topic=a')).body).toMatchObject({ items: [{ percent: 66.7, on: day() }] });
  for (const said of [{ percent: 66.66 }, { percent: 101 }, { percent: '66' }, { on: 'today' }])
    expect(await as('supervisor', 'POST', 'training-coverage', { ...coverage, ...said })).toEqual(problem(400, 'invalid-body'));
  expect(await as('supervisor', 'POST', 'training-coverage', { ...coverage, on: day(9) })).toEqual(
    problem(422, 'future-day', { field: 'on' }),
  );
});

it('answers a repeated command as the first time, and refuses what is no longer as it was seen', async () => {
  const headers = { 'idempotency-key': 'once' };
  const body = { kind: 'preventive', cause: 'system', title: 'A second pump', from: { trend: 'x' } };
  const first = await as('handler', 'POST', 'improvements', body, headers);
  expect(await as('handler', 'POST', 'improvements', body, headers)).toMatchObject({ body: { ...first.body, repeated: true } });
  const id = String(first.body['improvementId']);
  await step('handler', id, 'plan', { owner: 'u-x' });
  const stale = await as('handler', 'POST', `improvements/${id}/plan`, { owner: 'u-y' }, { 'if-match': '"0"' });
  expect(stale).toEqual(problem(412, 'stale-revision', { current: 1 }));
  expect(await as('service', 'POST', 'improvements', body)).toEqual(problem(400, 'idempotency-key-required'));
});
