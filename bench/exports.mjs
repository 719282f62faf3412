// The complaints behind a number as files, over HTTP: a million as CSV, fewer as Parquet and as a workbook; how fast, and what the API takes for it.
// The facts are made here by SQL, as the worker would have left them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { ensureLocalKeys } from '../dist/libs/platform/src/index.js';
import { viewEntities } from '../dist/libs/views/src/index.js';
import { startSystem } from './system.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 1_000_000);
const fewer = Math.min(complaints, 200_000);

export async function exportsOfReports(report) {
  const system = await startSystem();
  try {
    const { parts } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
    const { databasePassword } = await ensureLocalKeys(system.data);
    const { port } = parts.find(({ name }) => name === 'PostgreSQL');
    const { pid } = parts.find(({ name }) => name.toLowerCase() === 'api');
    const url = `postgres://redress:${databasePassword}@127.0.0.1:${port}/redress`;
    const dataSource = await new DataSource({ type: 'postgres', url, entities: viewEntities }).initialize();
    const { tablePath } = dataSource.entityMetadatas.find(({ tableName }) => tableName === 'received');
    await dataSource.query(`
      INSERT INTO ${tablePath} (
        complaint_id, occurred_at, recorded_at, known_from, position, correction, origin, channel, cause, product, unit, jurisdiction, grade, language)
      SELECT ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, timestamptz '2020-01-01Z' + i * (interval '2191 days' / ${complaints}),
             timestamptz '2020-01-01Z' + i * (interval '2191 days' / ${complaints}), 0, 0, 0, 'import', 'phone', 'cause-' || i * 7 % 40,
             'product-' || i * 11 % 20, 'unit-' || i * 13 % 50, 'cn', 'complaint', 'zh-CN'
      FROM generate_series(1, ${complaints}) AS i`);
    await dataSource.query(`VACUUM ANALYZE ${tablePath}`);
    await dataSource.destroy();
    const headers = { authorization: `Bearer ${await system.token('handler')}` };
    const ask = (format, rows) => {
      const days = Math.floor((2191 * rows) / complaints);
      const to = new Date(Date.UTC(2020, 0, 2 + days)).toISOString().slice(0, 10);
      const question = `from=2020-01-01&to=${to}&tz=UTC&measure=received&by=cause,product,unit`;
      return fetch(`${system.url}/v1/reports/volume/complaints?${question}&format=${format}`, { headers });
    };
    await drained(await ask('csv', Math.ceil(complaints / 100)), pid); // what is loaded once is loaded
    for (const [format, rows] of [
      ['csv', complaints],
      ['parquet', fewer],
      ['xlsx', fewer],
    ]) {
      const before = await megabytesOf(pid);
      const began = performance.now();
      const { bytes, most } = await drained(await ask(format, rows), pid);
      const seconds = (performance.now() - began) / 1000;
      const context = { rows, seconds, megabytes: bytes / 1e6 };
      report(`${format}, rows a second`, rows / seconds, '/s', { ...(format === 'csv' && { bar: 50_000 }), context });
      const memory = { before, most };
      report(`${format}, memory of the API more than before`, most - before, 'MB', {
        ...(format === 'csv' && { bar: 100, lower: true }),
        context: memory,
      });
    }
  } finally {
    await system.stop();
  }
}

/** Reads an answer to its end, and how much memory the process had most, meanwhile. */
async function drained(answer, pid) {
  if (!answer.ok) throw new Error(await answer.text());
  let [bytes, most, asked] = [0, 0, 0];
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (performance.now() - asked < 50) continue;
    asked = performance.now();
    most = Math.max(most, await megabytesOf(pid));
  }
  return { bytes, most };
}

async function megabytesOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1024;
}
