// Pages of approvals over a million rounds that wait for signatures: by the query itself, and over HTTP. The view's tables are filled by SQL,
// seeded, as the worker would have filled them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { ensureLocalKeys } from '../dist/libs/platform/src/index.js';
import { listApprovals, viewEntities } from '../dist/libs/views/src/index.js';
import { startSystem } from './system.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 1_000_000);
const pagesOfEach = Number(process.env.BENCH_PAGES ?? 150);

export async function approvals(report) {
  const system = await startSystem();
  try {
    const { parts } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
    const { databasePassword } = await ensureLocalKeys(system.data);
    const { port } = parts.find(({ name }) => name === 'PostgreSQL');
    const url = `postgres://redress:${databasePassword}@127.0.0.1:${port}/redress`;
    const dataSource = await new DataSource({ type: 'postgres', url, entities: viewEntities }).initialize();
    try {
      const began = performance.now();
      const context = { ...(await fill(dataSource)), filledS: Math.round((performance.now() - began) / 1000), pagesOfEach };

      const signers = (...roles) => roles.map((role) => ({ role, people: ['bench'] }));
      const questions = {
        mine: { signers: signers('channel-head') },
        'mine, three roles and one delegated': {
          signers: [
            ...signers('cfo', 'general-manager', 'board-secretary'),
            { role: 'channel-head', people: ['bench', 'u-channel-head-7'] },
          ],
        },
        'a busy role': { role: 'operations-director' },
        'a body': { role: 'board' },
        'a role in a unit': { role: 'cfo', unit: 'unit-20' },
        'a role in a unit with few': { role: 'chief-actuary', unit: 'unit-39' },
        all: {},
        'a unit': { unit: 'unit-3' },
        lapsed: { status: 'lapsed' },
      };
      // What the machine adds to anything that is asked at this moment.
      const idle = [];
      for (let n = 0; n < pagesOfEach; n += 1) idle.push(await took(() => dataSource.query('SELECT 1')));
      context.select1P99ms = percentile(idle, 0.99);
      await time(report, 'page by query', context, questions, async (question, cursor) =>
        listApprovals(dataSource, { ...question, now: new Date().toISOString(), ...(cursor && { cursor }) }),
      );

      const token = await system.token('cfo', 'general-manager', 'channel-head');
      const asked = {
        mine: 'mine=true',
        'a busy role': 'role=operations-director',
        'a body': 'role=board',
        'a role in a unit': 'role=cfo&unit=unit-20',
        all: '',
        'a unit': 'unit=unit-3',
        lapsed: 'status=lapsed',
      };
      await time(report, 'page over HTTP', context, asked, async (query, cursor) => {
        const answer = await fetch(`${system.url}/v1/approvals?${query}${cursor ? `&cursor=${cursor}` : ''}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (!answer.ok) throw new Error(await answer.text());
        return answer.json();
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await system.stop();
  }
}

/** Each question's pages one after the other, from the first again after the last. */
async function time(report, figure, context, questions, page) {
  const all = [];
  const byQuestion = {};
  for (const [name, question] of Object.entries(questions)) {
    await page(question);
    const times = [];
    for (let cursor, n = 0; n < pagesOfEach; n += 1) {
      times.push(
        await took(async () => {
          const { next } = await page(question, cursor);
          cursor = next ?? undefined;
        }),
      );
    }
    byQuestion[name] = percentile(times, 0.99);
    all.push(...times);
  }
  report(`${figure}, p99`, percentile(all, 0.99), 'ms', {
    bar: 20,
    lower: true,
    context: { ...context, p50ms: percentile(all, 0.5), byQuestion },
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

/** Rounds of every band in forty units, few of them in the last; a tenth has lapsed, nobody has ended them. */
async function fill(dataSource) {
  // Made at the end, in one go: kept up to date row by row they take several times as long.
  const indexes = await dataSource.query(
    `SELECT format('%I.%I', schemaname, indexname) AS name, indexdef FROM pg_indexes
     WHERE schemaname = 'approvals_v2' AND tablename IN ('round', 'waiting') AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
  );
  for (const { name } of indexes) await dataSource.query(`DROP INDEX ${name}`);
  const chance = (salt, of) => `abs(hashint8extended(i, ${salt}) % ${of})`;
  await dataSource.query(
    `INSERT INTO approvals_v2.round (
       complaint_id, round, status, product, unit, subject_id, remedy, matrix_version, band_from, band_below, scope, mode, currency, already, now,
       total, proposed, proposer, required, bodies, missing, next, signed, involved, reason, requested_at, lapses_at, recorded_at, position)
     SELECT md5(i::text)::uuid, 1, 'requested', 'product-' || ${chance(3, 30)}, 'unit-' || floor(40 * power(${chance(4, 10_000)} / 10000.0, 3)),
       'subject-' || ${chance(5, 700_000)}, 'refund', 1, band.low, band.below, band.scope, band.mode, 'CNY', 0, band.low, band.low,
       jsonb_build_object('amount', band.low, 'currency', 'CNY'), handler,
       (SELECT jsonb_agg(jsonb_build_object('role', role, 'standIns', '[]'::jsonb)) FROM unnest(band.roles) AS role),
       '[{"role": "board", "recordedBy": "board-secretary"}]', seats.missing, seats.missing,
       coalesce((SELECT jsonb_agg(jsonb_build_object('role', role, 'approver', 'u-' || role || '-' || ${chance(6, 20)}, 'at', '2026-11-01T00:00:00.000Z'))
                 FROM unnest(band.roles[1:given]) AS role), '[]'),
       ARRAY[handler, 'u-respondent-' || ${chance(8, 5_000)}], '{"zh-CN": "权限矩阵第1版", "en": "Matrix 1"}',
       lapses - interval '720 hours', lapses, lapses - interval '720 hours', i
     FROM generate_series(1, $1::bigint) AS i
     CROSS JOIN LATERAL (SELECT ${chance(1, 1_000)} AS place, 'u-handler-' || ${chance(7, 2_000)} AS handler,
                                date_trunc('second', now()) + make_interval(secs => ${chance(2, 30 * 86_400)} - 3 * 86400) AS lapses) AS made
     JOIN (VALUES
       (0, 700, 1, 200000, 'channel', 'any', ARRAY['channel-head', 'operations-director']),
       (700, 900, 200000, 1000000, 'branch', 'all', ARRAY['channel-head', 'operations-director', 'cfo']),
       (900, 985, 1000000, 5000000, 'head-office', 'all', ARRAY['channel-head', 'operations-director', 'cfo', 'general-manager']),
       (985, 998, 5000000, 50000000, 'head-office', 'all', ARRAY['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary']),
       (998, 1000, 50000000, NULL, 'head-office', 'all', ARRAY['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board'])
     ) AS band(first, past, low, below, scope, mode, roles) ON place >= band.first AND place < band.past
     CROSS JOIN LATERAL (SELECT CASE WHEN band.mode = 'any' THEN 0 ELSE ${chance(9, 6)} % cardinality(band.roles) END AS given) AS so_far
     CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('role', role)) AS missing FROM unnest(band.roles[given + 1:]) AS role) AS seats`,
    [rounds],
  );
  const seat = (role, signs) => `
    SELECT complaint_id, round, seat.role, ${role}, ${signs}, unit,
           CASE WHEN seat.role = 'board' THEN involved
                ELSE involved || ARRAY(SELECT approver FROM jsonb_to_recordset(signed) AS given(approver text)) END, requested_at, lapses_at
    FROM approvals_v2.round, jsonb_to_recordset(next) AS seat(role text)`;
  await dataSource.query(
    `INSERT INTO approvals_v2.waiting (complaint_id, round, seat, role, signs, unit, barred, requested_at, lapses_at)
     ${seat('seat.role', `seat.role <> 'board'`)} UNION ALL ${seat(`'board-secretary'`, 'true')} WHERE seat.role = 'board'`,
  );
  for (const { indexdef } of indexes) await dataSource.query(indexdef);
  await dataSource.query('VACUUM ANALYZE approvals_v2.round, approvals_v2.waiting');
  const [counted] = await dataSource.query(
    'SELECT (SELECT count(*) FROM approvals_v2.round)::int AS rounds, (SELECT count(*) FROM approvals_v2.waiting)::int AS seats',
  );
  return counted;
}
