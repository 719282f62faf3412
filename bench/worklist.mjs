// Pages of the list over a million complaints, five in a hundred of them open: each filter and several at once, over open cases and over all, words,
// deep pages, every order; by the query itself, and over HTTP. The view's tables are filled with rows made here, seeded, as the worker would have left them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { ensureLocalKeys } from '../dist/libs/platform/src/index.js';
import { ClosedComplaint, OpenComplaint } from '../dist/libs/views/src/complaint-list/complaint-list.entity.js';
import { termsOf } from '../dist/libs/views/src/complaint-list/terms.js';
import { equalityFilters, listComplaints, listFilters, listSorts, viewEntities } from '../dist/libs/views/src/index.js';
import { upsert } from '../dist/libs/views/src/rows.js';
import { startSystem } from './system.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 1_000_000);
const pagesOfEach = Number(process.env.BENCH_PAGES ?? 4);
const day = 86_400_000;
const end = Date.parse('2026-11-22T00:00:00.000Z');
const begin = Date.parse('2020-11-22T00:00:00.000Z');

export async function worklist(report) {
  const system = await startSystem();
  try {
    const { parts } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
    const { databasePassword } = await ensureLocalKeys(system.data);
    const { port } = parts.find(({ name }) => name === 'PostgreSQL');
    const url = `postgres://redress:${databasePassword}@127.0.0.1:${port}/redress`;
    const dataSource = await new DataSource({ type: 'postgres', url, entities: viewEntities }).initialize();
    try {
      const began = performance.now();
      const samples = await fill(dataSource);
      const context = { complaints, filledS: Math.round((performance.now() - began) / 1000), pagesOfEach };
      const idle = [];
      for (let n = 0; n < 200; n += 1) idle.push(await took(() => dataSource.query('SELECT 1')));
      context.select1P99ms = percentile(idle, 0.99);

      const sets = questions(samples);
      for (const [figure, set] of Object.entries(sets)) {
        await time(report, `${figure}, by query, p99`, context, set, (question, cursor) =>
          listComplaints(dataSource, { ...question, ...(cursor && { cursor }) }),
        );
      }
      const token = await system.token('handler');
      const headers = { authorization: `Bearer ${token}` };
      const some = Object.values(sets).flatMap((set) => set.filter((_, i) => i % 7 === 0));
      await time(report, 'a sample of all these, over HTTP, p99', context, some, async (question, cursor) => {
        const answer = await fetch(`${system.url}/v1/complaints?${toQuery(question, cursor)}`, { headers });
        if (!answer.ok) throw new Error(await answer.text());
        return answer.json();
      });
      await cost(report, dataSource, context);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await system.stop();
  }
}

/** Every question's pages, one after the other; from the first again after the last. */
async function time(report, figure, context, set, page) {
  const all = [];
  const worst = [];
  let short = 0;
  for (const question of set) {
    await page(question);
    let slowest = 0;
    for (let cursor, n = 0; n < pagesOfEach; n += 1) {
      const began = performance.now();
      const { items, next } = await page(question, cursor);
      const ms = performance.now() - began;
      cursor = next ?? undefined;
      if (next && items.length < (question.limit ?? 50)) short += 1;
      all.push(ms);
      slowest = Math.max(slowest, ms);
    }
    worst.push([slowest, JSON.stringify(question)]);
  }
  worst.sort(([a], [b]) => b - a);
  report(figure, percentile(all, 0.99), 'ms', {
    bar: 20,
    lower: true,
    context: {
      ...context,
      questions: set.length,
      pages: all.length,
      pagesCutShort: short,
      p50ms: percentile(all, 0.5),
      slowest: Object.fromEntries(worst.slice(0, 5).map(([ms, question]) => [question, Number(ms.toPrecision(3))])),
    },
  });
}

async function took(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toPrecision(3));
}

function toQuery({ filter, q, sort, limit }, cursor) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter ?? {}))
    for (const one of [value].flat()) query.append(name, one === null ? '' : String(one));
  for (const [name, value] of Object.entries({ q, sort, limit, cursor })) if (value !== undefined) query.set(name, String(value));
  return query.toString();
}

/** What is asked: of every filter the most and the least frequent value, one that does not occur, and none. */
function questions({ counts, some }) {
  const sorts = listSorts.flatMap((sort) => [`-${sort}`, sort]);
  let n = 0;
  const sort = () => sorts[n++ % sorts.length];
  const filters = [...equalityFilters.filter((name) => name !== 'status'), ...listFilters];
  const valuesOf = (name) => {
    const known = [...counts.get(name)].filter(([value]) => value !== null).sort(([, a], [, b]) => b - a);
    const [frequent, rare] = [known[0]?.[0], known.at(-1)?.[0]];
    const middle = known[known.length >> 1]?.[0];
    const absent = typeof frequent === 'string' && name !== 'mergedInto' ? ['does-not-occur'] : [];
    return [...new Set([frequent, middle, rare, ...absent, null].filter((value) => value !== undefined))];
  };
  const each = filters.flatMap((name) => valuesOf(name).map((value) => ({ [name]: value })));
  const random = seeded(7);
  const several = (size) => {
    const names = Array.from({ length: size }, () => filters[Math.floor(random() * filters.length)]);
    return Object.fromEntries(
      names.map((name) => {
        const values = valuesOf(name);
        return [name, values[Math.floor(random() * values.length)]];
      }),
    );
  };
  const combinations = Array.from({ length: 150 }, (_, i) => several(2 + (i % 3)));
  const [one, other] = some;
  const words = [
    ['rare', one.sourceReference ?? 'REF-100001'],
    ['rare', one.complaintId],
    ['rare', one.complaintId.slice(0, 8)],
    ['rare', other.assignee],
    ['medium', 'misselling'],
    ['medium', 'haikou'],
    ['medium', '退保'],
    ['medium', '通融退保'],
    ['medium', 'delivery late'],
    ['frequent', 'web'],
    ['frequent', 'u'],
    ['frequent', 'phone life'],
    ['frequent and rare', `phone ${one.complaintId.slice(0, 10)}`],
    ['frequent and medium', 'beijing haikou'],
    ['nothing', 'does-not-occur'],
    ['nothing', 'web does-not-occur'],
    ['nothing', '不存在'],
  ].map(([, q]) => q);
  const open = { status: 'open' };
  const middle = new Date((begin + end) / 2).toISOString();
  const times = [
    { receivedFrom: middle, receivedTo: new Date((begin + end) / 2 + day).toISOString() },
    { receivedTo: middle },
    { receivedFrom: middle },
    { lastEventFrom: new Date(end - 3 * day).toISOString() },
    { closedFrom: middle, closedTo: new Date((begin + end) / 2 + 30 * day).toISOString() },
  ];
  return {
    'open, one filter': each.map((filter) => ({ filter: { ...open, ...filter }, sort: sort() })),
    'open, several filters': combinations.map((filter) => ({ filter: { ...open, ...filter }, sort: sort() })),
    'open, every order, also deep': sorts.flatMap((order) => [
      { filter: open, sort: order },
      { filter: open, sort: order, limit: 200 },
      { filter: { ...open, receivedTo: middle }, sort: order },
    ]),
    'all, one filter': each.map((filter) => ({ filter, sort: sort() })),
    'all, several filters': combinations.map((filter) => ({ filter, sort: sort() })),
    'all, times, every order': times.flatMap((filter) => sorts.map((order) => ({ filter, sort: order }))),
    'words over open': words.flatMap((q) => [0, 1, 2].map(() => ({ q, filter: open, sort: sort() }))),
    'words over all': words.flatMap((q) => sorts.map((order) => ({ q, sort: order }))),
    'words with filters': words.flatMap((q, i) =>
      [0, 1, 2].map((k) => ({ q, filter: each[(i * 11 + k * 29) % each.length], sort: sort() })),
    ),
    'same person': some.slice(0, 20).map(({ complaintId }) => ({ filter: { sameSubjectAs: complaintId }, sort: sort() })),
  };
}

/** What an event of an open case costs in the database, and a closing; a thousand at once, as the worker writes under load. */
async function cost(report, dataSource, context) {
  const rows = await dataSource
    .getRepository(OpenComplaint)
    .createQueryBuilder('c')
    .addSelect(['c.subjects', 'c.links', 'c.awaited', 'c.cameByForm', 'c.leftByForm'])
    .limit(10_000)
    .getMany();
  const batches = [];
  for (let i = 0; i + 1_000 <= rows.length; i += 1_000) {
    const batch = rows
      .slice(i, i + 1_000)
      .map((row) => ({ ...row, acknowledged: !row.acknowledged, lastEventAt: new Date(), revision: row.revision + 1 }));
    batches.push(
      await took(() =>
        upsert(
          dataSource.manager,
          OpenComplaint,
          batch.map((row) => ({ ...row, terms: termsOf(row) })),
        ),
      ),
    );
  }
  report('an event of an open case, in batches of 1 000', batches.reduce((sum, ms) => sum + ms, 0) / batches.length, 'µs', { context });
  const closings = [];
  for (let i = 0; i + 1_000 <= rows.length; i += 1_000) {
    const batch = rows
      .slice(i, i + 1_000)
      .map((row) => ({ ...row, status: 'closed', outcome: 'upheld', closedAt: new Date(), lastEventAt: new Date() }));
    closings.push(
      await took(() =>
        upsert(
          dataSource.manager,
          ClosedComplaint,
          batch.map((row) => ({ ...row, terms: termsOf(row) })),
        ),
      ),
    );
  }
  report('a closing, in batches of 1 000', closings.reduce((sum, ms) => sum + ms, 0) / closings.length, 'µs', { context });
}

/** Six years, more and more of them, in the order in which they were closed; what is open is young but for a few. */
async function fill(dataSource) {
  const random = seeded(1);
  const indexes = await dataSource.query(
    `SELECT format('%I.%I', schemaname, indexname) AS name, indexdef FROM pg_indexes
     WHERE schemaname = 'complaint_list_v5' AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
  );
  // Made at the end, in one go: kept up to date row by row they take several times as long.
  for (const { name } of indexes) await dataSource.query(`DROP INDEX ${name}`);
  const counts = new Map();
  const some = [];
  const closings = [];
  for (let i = 0; i < complaints; i += 1) {
    const receivedAt = begin + (end - begin) * Math.sqrt((i + random()) / complaints);
    const took = Math.exp(1.5 + 1.3 * gauss(random)) * day;
    const isOpen = receivedAt + took > end || random() < 0.03;
    closings.push([isOpen ? Infinity : receivedAt + took, receivedAt, i]);
  }
  closings.sort(([a], [b]) => a - b);
  for (let i = 0; i < closings.length; i += 2_000) {
    const rows = closings.slice(i, i + 2_000).map(([closedAt, receivedAt, n]) => made(random, n, receivedAt, closedAt));
    for (const row of rows) {
      for (const name of [...equalityFilters, ...listFilters]) {
        const values = counts.get(name) ?? new Map();
        counts.set(name, values);
        for (const value of [row[name]].flat())
          if (values.size < 5_000 || values.has(value)) values.set(value, (values.get(value) ?? 0) + 1);
      }
    }
    some.push(rows[random() < 0.5 ? 0 : rows.length - 1]);
    for (const [table, status] of [
      [OpenComplaint, 'open'],
      [ClosedComplaint, 'closed'],
    ]) {
      const of = rows.filter((row) => row.status === status).map((row) => ({ ...row, terms: termsOf(row) }));
      await upsert(dataSource.manager, table, of);
    }
  }
  await dataSource.query(`SET maintenance_work_mem = '512MB'`);
  for (const { indexdef } of indexes) await dataSource.query(indexdef);
  await dataSource.query('VACUUM ANALYZE complaint_list_v5.open, complaint_list_v5.closed');
  return { counts, some: some.filter(({ assignee }) => assignee !== null).toSorted((a, b) => (a.complaintId < b.complaintId ? -1 : 1)) };
}

const channels = ['phone', 'web', 'app', 'branch', 'letter', 'email', 'regulator', 'press'];
const causes = [
  'delivery-late',
  'misselling',
  'staff-attitude',
  'fee-unclear',
  'claim-refused',
  '通融退保',
  '保单条款不清',
  'productDefect',
  'data.wrong',
];
const products = ['life', 'motor', 'home', 'travel', 'parcel', 'credit-card', 'mortgage', 'account'];
const units = ['beijing', 'shanghai', 'guangzhou', 'shenzhen', 'chengdu', 'wuhan', 'xian', 'hangzhou', 'nanjing', 'haikou'];

function made(random, i, receivedAt, closedAt) {
  const isOpen = closedAt === Infinity;
  const chance = (share) => random() < share;
  /** The first are the most frequent. */
  const one = (codes, power = 2.5) => codes[Math.floor(codes.length * random() ** power)];
  const few = (most) => (chance(0.93) ? 0 : 1 + Math.floor(most * random() ** 3));
  const or = (share, value) => (chance(share) ? value() : null);
  const lastEventAt = isOpen ? receivedAt + (end - receivedAt) * random() : closedAt + (chance(0.1) ? random() * 20 * day : 0);
  const hex = (salt, length) => (Math.imul(i + salt, 2_654_435_761) >>> 0).toString(16).padStart(8, '0').repeat(4).slice(0, length);
  const stamp = Math.floor(receivedAt).toString(16).padStart(12, '0');
  const isClassified = !isOpen || chance(0.7);
  const owing = isOpen ? few(4) : 0;
  const contributions = isOpen ? few(3) : 0;
  const links = Array.from({ length: few(5) }, (_, k) => `related:00000000-0000-7000-8000-${hex(k + 77, 12)}`);
  const subject = Math.floor(random() * complaints * 0.6);
  const imported = chance(0.2);
  const proposal = chance(isOpen ? 0.2 : 0.3) ? (isOpen ? one(['requested', 'granted', 'ended'], 1) : one(['spent', 'ended'], 2)) : null;
  return {
    complaintId: `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(1, 3)}-8${hex(2, 3)}-${hex(3, 12)}`,
    status: isOpen ? 'open' : 'closed',
    channel: one(channels),
    cause: chance(0.5) ? one(causes) : `cause-${Math.floor(300 * random() ** 3)}`,
    product: or(0.9, () => (chance(0.8) ? one(products) : `product-${Math.floor(100 * random() ** 2)}`)),
    unit: or(0.95, () => (chance(0.7) ? one(units) : `unit-${Math.floor(200 * random() ** 2)}`)),
    jurisdiction: or(0.9, () => one(['cn', 'hk', 'uk', 'eu'], 4)),
    grade: chance(0.2) ? 'grievance' : 'complaint',
    category: isClassified ? one(['service', 'money', 'product', 'delivery', 'privacy', 'conduct', 'other']) : null,
    severity: isClassified ? one(['medium', 'low', 'high'], 2) : null,
    urgency: isClassified ? one(['normal', 'urgent'], 3) : null,
    sensitive: isClassified ? chance(0.02) : null,
    assignee: or(isOpen ? 0.8 : 0.98, () => `u-${Math.floor(2_000 * random() ** 1.5)}`),
    assignedUnit: or(0.7, () => one(units)),
    assignedTeam: or(0.2, () => `team-${Math.floor(40 * random())}`),
    assignedSkill: or(0.1, () => one(['aviation', 'law', 'medicine'])),
    handedOver: few(6),
    contributions,
    contributionsFrom: Array.from({ length: contributions }, () => one(units)),
    awaited: Array.from({ length: contributions }, (_, k) => k + 1),
    level: chance(0.9) ? 1 : one([2, 3]),
    outcome: isOpen
      ? null
      : one(['upheld', 'partly', 'rejected', 'goodwill', 'withdrawn', 'unresolved', 'transferred', 'inadmissible', 'duplicate'], 3),
    tags: chance(0.9) ? [] : chance(0.5) ? ['vip'] : [one(['press', '老客户', '群体投诉', 'elderly']), 'vip'],
    language: one(['zh-CN', 'en', 'zh-HK', 'de'], 4),
    origin: imported ? 'import' : 'api',
    receivedAt: new Date(receivedAt),
    lastEventAt: new Date(Math.min(lastEventAt, end)),
    closedAt: isOpen ? null : new Date(closedAt),
    acknowledged: !isOpen || chance(0.9),
    investigated: isOpen ? chance(0.3) : chance(0.85),
    replied: isOpen ? chance(0.05) : chance(0.9),
    proposal,
    proposalRound: proposal && 1 + few(3),
    owed: owing,
    fulfilled: [],
    reopenedCount: few(4),
    externalBodies: isOpen && chance(0.03) ? [one(['regulator', 'ombudsman', 'court', 'media'])] : [],
    mergedInto: chance(0.004) ? `00000000-0000-7000-8000-${hex(5, 12)}` : null,
    linked: links.length,
    links,
    inBranch: isOpen && chance(0.001),
    cameByForm: false,
    leftByForm: false,
    lastVisit: null,
    suggestedCategory: or(0.5, () => one(['service', 'money', 'product', 'delivery', 'privacy'])),
    erased: !isOpen && chance(0.001),
    subjects: [`5b000000-0000-4000-8000-${subject.toString(16).padStart(12, '0')}`],
    sourceReference: or(imported ? 1 : 0.05, () => `REF-${1_000_000 + i}`),
    sourceSystem: imported ? one(['old-crm', 'cfpb']) : null,
    sourceId: imported ? `${3_000_000 + i}` : null,
    revision: 1 + Math.floor(12 * random()),
    position: String(i + 1),
  };
}

function gauss(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
