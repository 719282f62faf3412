// Every report over a million complaints of six years: questions about now, by rollups; by three dimensions, and as of a past instant, from the facts; how
// long it takes to add up the first time, and to keep up; authority usage over sixty thousand rounds a year, two hundred of them of one customer's.
// The facts are made here by SQL, always the same, because folding so many events would take longer than everything that is measured.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../dist/libs/platform/src/index.js';
import { answerReport, caseFacts, complaintsBehind, reports, startViews, viewEntities } from '../dist/libs/views/src/index.js';
import { addUp } from '../dist/libs/views/src/rollup/add-up.js';
import { rollups } from '../dist/libs/views/src/rollup/rollups.js';
import { schemaOf } from '../dist/libs/views/src/view.js';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 1_000_000);
const rounds = Math.ceil(complaints * 0.36);
const tries = 3;
const schema = schemaOf(caseFacts);

const zone = 'Asia/Shanghai';
const now = '2026-01-15T08:00:00.000Z';
const years = { from: '2020-01-01', to: '2026-02-01', tz: zone, now };
const year = { ...years, from: '2025-02-01' };
const quarter = { ...years, from: '2025-10-01', to: '2026-01-01' };
const month = { ...years, from: '2025-12-01', to: '2026-01-01' };

/** What a dashboard and a management meeting ask about now. */
const aboutNow = (dimensions) => ({
  'this month so far': { ...years, from: '2026-01-01' },
  'a month by day': { ...month, bucket: 'day' },
  'thirty days': { ...years, from: '2025-12-17', to: '2026-01-16' },
  'a quarter by week': { ...quarter, bucket: 'week' },
  'twelve months by month': { ...year, bucket: 'month' },
  'six years in one row': years,
  'six years by month': { ...years, bucket: 'month' },
  'six years by year': { ...years, bucket: 'year' },
  ...Object.fromEntries(dimensions.map((name) => [`a month split by ${name}`, { ...month, by: [name] }])),
  ...Object.fromEntries(dimensions.map((name) => [`twelve months split by ${name}`, { ...year, by: [name] }])),
});
const byThree = (dimensions) => ({
  'a month by three dimensions': { ...month, by: dimensions.slice(0, 3) },
  'a quarter by three dimensions': { ...quarter, by: dimensions.slice(1, 4) },
  'twelve months by three dimensions': { ...year, by: dimensions.slice(0, 3) },
});
const past = { asOf: '2024-01-01', knownAt: '2024-02-01' };
const asOfThen = {
  'a month by day as of then': { ...month, from: '2023-12-01', to: '2024-01-01', ...past, bucket: 'day' },
  'a year by month as of then': { ...years, from: '2023-01-01', to: '2024-01-01', ...past, bucket: 'month' },
  'four years split by channel as of then': { ...years, to: '2024-01-01', ...past, by: ['channel'] },
  'six years by month as of then': { ...years, bucket: 'month', ...past },
};

export async function reportsOfFacts(report) {
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  await chmod(folder, 0o711); // as root the server runs as another user, who must pass
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    password: randomBytes(24).toString('base64url'),
    logFile: join(folder, 'postgres.log'),
  });
  const dataSource = await new DataSource({ type: 'postgres', url: server.url, entities: viewEntities }).initialize();
  try {
    await (await startViews({ dataSource, log: { async *all() {} } })).stop();
    const context = { complaints };
    const made = await timed(async () => {
      for (const statement of facts) await dataSource.query(statement);
    });
    report('facts made by SQL', made / 1_000, 's', { context });
    const recordedAt = `(SELECT max(recorded_at) FROM ${schema}.received)`;
    await dataSource.query(
      `UPDATE views.checkpoint SET position = (SELECT max(position) + 64 FROM ${schema}.received), recorded_at = ${recordedAt} + interval '9 days'`,
    );

    // Without rollups the facts answer: what the first questions after an import cost.
    const volume = named('volume');
    report(
      'volume, six years by month, from the facts',
      await best(() => answerReport(dataSource, volume, { ...years, bucket: 'month' })),
      'ms',
      { context },
    );
    const filled = await timed(() => addAllUp(dataSource));
    report('rollups added up the first time', filled / 1_000, 's', { context: { ...context, rollups: rollups.length } });
    await dataSource.query('VACUUM ANALYZE');
    const [{ rolled, all }] = await dataSource.query(
      `SELECT sum(size) FILTER (WHERE name LIKE 'rollup%')::float8 AS rolled, sum(size)::float8 AS all
       FROM (SELECT relname AS name, pg_total_relation_size(oid) AS size FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'r') AS sizes`,
    );
    report('rollups, part of all that the view takes', rolled / all, '', { context: { ...context, megabytes: Math.round(rolled / 1e6) } });

    const ask = async (figure, bar, questionsOf, of = reports) => {
      const times = [];
      const refused = [];
      for (const definition of of) {
        for (const [question, asked] of Object.entries(questionsOf(definition))) {
          const what = `${definition.name}, ${question}`;
          try {
            times.push({ ms: await best(() => answerReport(dataSource, definition, asked)), what });
          } catch (error) {
            // A return lists each code that nothing maps: years of them by month are more than anybody reads.
            if (error.code !== 'too-many-rows') throw error;
            refused.push(what);
          }
        }
      }
      times.sort((a, b) => a.ms - b.ms);
      const at = (part) => times[Math.min(times.length - 1, Math.ceil(times.length * part) - 1)].ms;
      const slowest = times
        .slice(-8)
        .reverse()
        .map(({ what, ms }) => `${what}: ${Math.round(ms)}`);
      const details = process.env.BENCH_ALL ? { times: times.map(({ what, ms }) => `${what}: ${Math.round(ms * 10) / 10}`) } : { slowest };
      report(`${figure}, p95`, at(0.95), 'ms', {
        bar,
        lower: true,
        context: { ...context, questions: times.length, refused, p50: at(0.5), ...details },
      });
    };
    const split = ({ dimensions, always = [] }) => Object.keys(dimensions).filter((name) => !always.includes(name));
    const ofCases = reports.filter(({ view }) => view === caseFacts);
    await ask('about now', 20, (definition) =>
      aboutNow(
        split(definition)
          .filter((_, i) => i % 3 === 1)
          .slice(0, 3),
      ),
    );
    await ask('by three dimensions', 500, (definition) => byThree(split(definition)), ofCases);
    await ask('as of a past instant', 2_000, () => asOfThen, ofCases);

    const escalation = named('escalation');
    const behind = () =>
      complaintsBehind(dataSource, escalation, { ...month, measure: 'escalations', by: ['reached'], where: { reached: 'level-3' } });
    report('escalation, a page of the complaints behind a number', await best(behind), 'ms', { context });

    // A second of five hundred commands, about complaints of the last weeks.
    await dataSource.query(some('classified', classified, 1, 9, `2, 'category-1', 'low', 'normal'`, complaints - 500));
    await dataSource.query(
      `UPDATE ${schema}.classified SET position = position + 1e12, recorded_at = '2026-01-14Z' WHERE ordinal = 2 AND occurred_at > '2026-01-09'`,
    );
    await dataSource.query(`UPDATE views.checkpoint SET position = position + 1e13::bigint, recorded_at = '2026-01-14Z'`);
    const touched = await best(() => answerReport(dataSource, volume, { ...year, bucket: 'month' }));
    report('volume, twelve months, five hundred complaints having changed since', touched, 'ms', { context });
    report('rollups kept up with five hundred complaints', await timed(() => addAllUp(dataSource)), 'ms', { context });
  } finally {
    await dataSource.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const named = (name) => reports.find((one) => one.name === name);

async function addAllUp(dataSource) {
  for (const rollup of rollups) {
    const ms = await timed(() => addUp(dataSource, rollup, { zone, now: new Date(now) }));
    if (process.env.BENCH_ALL)
      process.stderr.write(`${rollup.tables.join()} ${rollup.splits.length} splits, ${rollup.maps.length} maps: ${Math.round(ms)} ms\n`);
  }
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function best(work) {
  let ms = Infinity;
  for (let n = 0; n < tries; n++) ms = Math.min(ms, await timed(work));
  return ms;
}

/** A number from 0 to `n` - 1 that a row's `i` and a salt give. */
const pick = (salt, n) => `(abs(hashint4(i * 31 + ${salt})) % ${n})`;
const one = (salt, ...codes) =>
  `(ARRAY[${codes.map((code) => (code === null ? 'NULL' : `'${code}'`)).join(', ')}])[1 + ${pick(salt, codes.length)}]`;
const id = `('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
const receivedAt = `timestamptz '2020-01-01 00:00Z' + i * (interval '2191 days' / ${complaints})`;
/** Rows of a kind of fact for some of the complaints, `days` after receipt. */
const some = (table, columns, step, days, values) => `
  INSERT INTO case_facts_v4.${table} (complaint_id, occurred_at, recorded_at, position, ${columns})
  SELECT ${id}, at, at + interval '1 minute', i::bigint * 64 + ${days}, ${values}
  FROM generate_series(1, ${complaints}, ${step}) AS i, LATERAL (SELECT ${receivedAt} + interval '${days} days' AS at) AS facts`;
const kind = [
  one(1, 'api', 'import'),
  one(2, 'phone', 'web', 'app', 'letter', 'branch', 'regulator'),
  `'cause-' || ${pick(3, 40)}`,
  `'product-' || ${pick(4, 20)}`,
  `'unit-' || ${pick(5, 50)}`,
  `'cn'`,
  one(6, 'complaint', 'grievance'),
  one(7, 'zh-CN', 'en'),
  '0',
].join(', ');
const kindColumns = 'origin, channel, cause, product, unit, jurisdiction, grade, language, correction';
const counted = (table, columns, step, days, values) =>
  some(table, `${kindColumns}, known_from, ${columns}`, step, days, `${kind}, i::bigint * 64 + ${days}, ${values}`);
/** What began `days` after receipt and, where `ends`, ended `until` days after it. */
const lasting = (table, columns, step, days, until, ends, values) => `
  INSERT INTO case_facts_v4.${table} (
    complaint_id, occurred_at, recorded_at, position, ${kindColumns}, known_from, ended_at, end_recorded_at, end_position, ${columns})
  SELECT ${id}, at, at + interval '1 minute', i::bigint * 64 + ${days}, ${kind}, i::bigint * 64 + ${days}, CASE WHEN ${ends} THEN ended END,
         CASE WHEN ${ends} THEN ended + interval '1 minute' END, CASE WHEN ${ends} THEN i::bigint * 64 + ${until} END, ${values}
  FROM generate_series(1, ${complaints}, ${step}) AS i,
    LATERAL (SELECT ${receivedAt} + interval '${days} days' AS at, ${receivedAt} + interval '${until} days' AS ended) AS facts`;
const ending = (ends, how, minutes) => `CASE WHEN ${ends} THEN '${how}' END, CASE WHEN ${ends} THEN ${minutes} END`;
const [isClosed, isGiven] = ['i % 100 >= 7', 'i % 50 > 0'];
const classified = 'ordinal, category, severity, urgency';
const holding = 'contribution, held_unit, ended, minutes';
const facts = [
  counted('received', 'suggested', 1, 0, `'category-' || ${pick(8, 12)}`),
  some(
    'complained',
    'correction, known_from, subject_id, product, anonymous',
    1,
    0,
    `0, i::bigint * 64, 'subject-' || ${pick(28, Math.ceil(complaints * 0.4))}, 'product-' || ${pick(4, 20)}, false`,
  ),
  // Seven of a hundred are never closed.
  lasting('backlog', 'received_at', 1, 0, 8, isClosed, 'at'),
  lasting('held', holding, 1, 0, 3, 'true', `0, 'unit-' || ${pick(29, 50)}, 'handed-over', 4320`),
  lasting('held', holding, 1, 3, 8, isClosed, `0, 'unit-' || ${pick(30, 50)}, ${ending(isClosed, 'closed', 7200)}`),
  lasting('held', holding, 3, 4, 6, isGiven, `1, 'unit-' || ${pick(31, 50)}, ${ending(isGiven, 'given', 2880)}`),
  counted(
    'investigated',
    'finding, fault_party, root_cause, hidden_issue, unfavourable_reading, ordinal',
    1,
    5,
    `${one(31, 'substantiated', 'partly', 'not')}, ${one(32, 'own', 'customer', 'third')},
     ${one(33, 'people', 'process', 'product', 'policy', 'system')}, ${pick(34, 9)} = 0, ${pick(35, 9)} = 0, 1`,
  ),
  // Most are met, in time or not; of those that run some were extended, and one of a thousand stands still.
  lasting(
    'clock',
    'clock, rule, pack, statutory, responsible, started_at, due, steps, warned, paused_at, ended',
    1,
    0,
    8,
    isClosed,
    `'reply', ${one(38, 'reply', 'final-reply')}, 'cn', true, 'handler', at, at + ${pick(39, 20)} * interval '1 day', CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END, false,
     CASE WHEN i % 1000 = 0 THEN at END, ${ending(isClosed, 'met', 0).split(',')[0]}`,
  ),
  some('clock_step', 'set_position, how, due, minutes', 10, 1, `i::bigint * 64, 'extended', at + interval '15 days', NULL`, 10),
  lasting('promised', 'promise, due, ended', 10, 2, 6, isClosed, `1, at + interval '5 days', ${ending(isClosed, 'kept', 0).split(',')[0]}`),
  some('contacted', 'ordinal', 1, 1, '1'),
  counted('visited', 'way, branch', 20, 1, `'arrived', NULL`),
  counted('visited', 'way, branch', 20, 2, `'departed', NULL`),
  counted('risk', 'how, score, signals, minutes', 20, 2, `'raised', ${pick(40, 200)}, ARRAY['waiting', 'anger'], ${pick(41, 9000)}`),
  counted('reopened', 'reason', 25, 12, `'hidden-issue'`),
  counted('merged', 'how, other, reason', 100, 2, `'merged', ${id.replace('i::text', '(i - 1)::text')}, 'same-matter'`),
  counted('linked', 'how, other, kind', 20, 2, `'linked', ${id}, ${one(36, 'repeat', 'joint', 'related')}`),
  some('classified', 'ordinal, category, severity, urgency', 15, 9, `2, 'category-' || ${pick(37, 15)}, 'low', 'normal'`),
  some(
    'classified',
    'ordinal, category, severity, urgency',
    1,
    1,
    `1, 'category-' || ${pick(8, 15)}, ${one(9, 'low', 'medium', 'high')}, ${one(10, 'urgent', 'normal')}`,
  ),
  counted(
    'escalated',
    'track, reached, reason, trigger, minutes',
    5,
    2,
    `'level', ${one(11, 'level-2', 'level-3')}, ${one(12, 'a', 'b', 'c')}, 'customer', ${pick(13, 9000)}`,
  ),
  counted('handed_back', 'reached, reason', 50, 3, `'level-1', 'done'`),
  some('replied', 'kind', 1, 4, `'final'`),
  counted(
    'compensated',
    'remedy, borne, currency, claimed, claimed_currency',
    2,
    5,
    `${one(14, 'refund', 'voucher', 'gift')}, ${pick(15, 900000)}, ${one(16, 'CNY', 'CNY', 'EUR')}, ${pick(17, 900000)}, 'CNY'`,
  ),
  counted(
    'settled',
    'how, remedy, borne, currency',
    2,
    6,
    `${one(18, 'fulfilled', 'fulfilled', 'cancelled')}, 'refund', ${pick(15, 900000)}, 'CNY'`,
  ),
  counted(
    'followed_up',
    'reached, satisfaction, solved, would_buy_again, resolution, sent_back',
    1,
    7,
    `true, 1 + ${pick(19, 5)}, ${pick(20, 4)} > 0, ${pick(21, 2)} = 0, ${one(22, 'quickly', 'resolved', 'unresolved')}, ${pick(20, 4)} = 0`,
  ),
  counted(
    'closed',
    'outcome, settlement, closing, minutes',
    1,
    8,
    `${one(23, 'upheld', 'partly', 'rejected', 'goodwill')}, 'handled', 1, ${pick(24, 60000)}`,
  ),
  // The last two hundred are a customer's who complains every nine hours; many of the others complain more than once.
  `INSERT INTO approvals_v2.round (
     complaint_id, round, status, product, unit, subject_id, remedy, matrix_version, band_from, band_below, scope, mode, currency, already, now,
     total, proposed, proposer, required, bodies, missing, next, signed, involved, reason, requested_at, lapses_at, recorded_at, position)
   SELECT ${id}, 1, 'granted', 'product-' || ${pick(4, 20)}, 'unit-' || ${pick(5, 50)},
     CASE WHEN i > ${rounds} - 200 THEN 'daily' ELSE 'subject-' || ${pick(25, Math.ceil(rounds * 0.8))} END, 'refund', 1, low, below, scope, mode, 'CNY',
     0, total, total, '{}', 'handler', to_jsonb(ARRAY(SELECT jsonb_build_object('role', role) FROM unnest(roles) AS role)), '[]', '[]', '[]', '[]', '{}',
     '{}', at, at + interval '30 days', at, i::bigint * 64
   FROM generate_series(1, ${rounds}) AS i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN i > ${rounds} - 200 THEN 0 ELSE ${pick(26, 100)} END AS place,
            CASE WHEN i > ${rounds} - 200 THEN timestamptz '2025-12-31Z' - (${rounds} - i) * interval '9 hours'
                 ELSE timestamptz '2020-01-01Z' + i * (interval '2191 days' / ${rounds}) END AS at) AS made
   JOIN (VALUES
     (0, 70, 1, 200000, 'channel', 'any', ARRAY['channel-head', 'operations-director']),
     (70, 90, 200000, 1000000, 'branch', 'all', ARRAY['channel-head', 'operations-director', 'cfo']),
     (90, 100, 1000000, 5000000, 'head-office', 'all', ARRAY['channel-head', 'operations-director', 'cfo', 'general-manager'])
   ) AS band(first, past, low, below, scope, mode, roles) ON place >= band.first AND place < band.past
   CROSS JOIN LATERAL (SELECT CASE WHEN i > ${rounds} - 200 THEN 1000 ELSE low + ${pick(27, '(below - low)')} END AS total) AS asked`,
  `INSERT INTO approvals_v2.step (complaint_id, revision, round, kind, status, role, approver, occurred_at, recorded_at, position)
   SELECT complaint_id, n, round, 'signed', CASE WHEN mode = 'any' OR n = jsonb_array_length(required) THEN 'granted' ELSE 'requested' END,
     seat ->> 'role', (seat ->> 'role') || '-' || position / 64 % 20, at, at, position + n
   FROM approvals_v2.round CROSS JOIN LATERAL jsonb_array_elements(required) WITH ORDINALITY AS due(seat, n)
   CROSS JOIN LATERAL (SELECT requested_at + n * interval '3 hours' AS at) AS given
   WHERE mode = 'all' OR n = 1`,
  'VACUUM ANALYZE',
];
