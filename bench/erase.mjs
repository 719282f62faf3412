// One person erased among a million complaints of others: proposed, approved and done, over HTTP. The tables of the list, the details and the vault are filled
// by multiplying rows that the server wrote itself; whether anything is read from end to end is told by PostgreSQL's own counters.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ensureLocalKeys, mintToken } from '../dist/libs/platform/src/index.js';
import { caughtUp, startSystem } from './system.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 1_000_000);
const persons = Number(process.env.BENCH_PERSONS ?? 20);

export async function erase(report) {
  const system = await startSystem();
  const client = await connected(system);
  try {
    const tokens = {};
    for (const role of ['handler', 'privacy-officer', 'general-manager'])
      tokens[role] = await mintToken(system.data, { sub: `bench-${role}`, roles: [role] }, '2h');
    const send = async (role, path, body) => {
      const answer = await fetch(`${system.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const receives = async (customerNumber) => {
      const form = { channel: 'web', cause: 'delay', account: 'The parcel came late.', complainant: { name: 'Li Hua', customerNumber } };
      const { complaintId } = await send('handler', '/v1/complaints', form);
      const { position } = await send('handler', `/v1/complaints/${complaintId}/withdrawal`, { channel: 'web' });
      return { complaintId, position: BigInt(position) };
    };
    const template = await receives('template');
    await caughtUp(system.url, template.position);
    const began = performance.now();
    const filled = await fill(client, template.complaintId);
    const filledS = Math.round((performance.now() - began) / 1_000);

    const theirs = [];
    for (let i = 0; i < persons; i += 1) theirs.push([await receives(`C-${i}`), await receives(`C-${i}`)]);
    await caughtUp(system.url, theirs.at(-1)[1].position);
    const before = await scans(client, filled);
    const took = { both: [], approval: [] };
    for (const [{ complaintId }] of theirs) {
      const from = performance.now();
      const { requestId, complaints: named } = await send('privacy-officer', '/v1/privacy/erasures', { complaintId, reason: 'bench' });
      const proposed = performance.now();
      await send('general-manager', `/v1/privacy/erasures/${requestId}/approval`, {});
      if (named.length !== 2) throw new Error(`a person has two complaints, not ${named.length}`);
      took.both.push(performance.now() - from);
      took.approval.push(performance.now() - proposed);
    }
    // Backends tell their counters within a second.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const after = await scans(client, filled);
    const context = { complaints, persons, complaintsOfEach: 2, filledS };
    report('a person is proposed, approved and erased, p50', percentile(took.both, 0.5), 'ms', { bar: 1_000, lower: true, context });
    report('the same, slowest', Math.max(...took.both), 'ms', { bar: 1_000, lower: true, context });
    report('the approval alone, which erases, slowest', Math.max(...took.approval), 'ms', { bar: 1_000, lower: true, context });
    const scanned = filled.filter((table) => after.get(table) !== before.get(table));
    report('tables of a million rows that were read from end to end', scanned.length, 'tables', {
      bar: 0,
      lower: true,
      context: { scanned },
    });
  } finally {
    await client.end();
    await system.stop();
  }
}

async function connected({ data }) {
  const { parts } = JSON.parse(await readFile(join(data, 'run.json'), 'utf8'));
  const { databasePassword: password } = await ensureLocalKeys(data);
  const { port } = parts.find(({ name }) => name === 'PostgreSQL');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'redress', password, database: 'redress' });
  await client.connect();
  return client;
}

/** Each row is the template's with an id, a subject and a moment of its own; what is looked up by words has those of its id and subject. */
async function fill(client, template) {
  const { rows } = await client.query(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relname AS "table", n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND ((n.nspname ~ '^complaint_list_v' AND c.relname ~ 'closed') OR (n.nspname ~ '^complaint_detail_v' AND c.relname = 'event')
       OR (n.nspname = 'privacy' AND c.relname = 'subject'))`,
  );
  if (rows.length !== 3) throw new Error(`three tables are filled, not ${rows.map(({ name }) => name).join(', ')}`);
  await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET temp_buffers = '128MB'`);
  // In the order in which they are made, as the server's own are: what is added to a B-tree is added at its end.
  const idOf = (variant) => `(lpad(to_hex(n), 8, '0') || '-0000-7000-${variant}-' || substr(md5(n::text), 1, 12))::uuid`;
  await client.query(
    `CREATE TEMPORARY TABLE made AS SELECT ${idOf('8000')} AS complaint, ${idOf('9000')} AS subject, n FROM generate_series(1, ${complaints}) n`,
  );
  const made = {
    complaint_id: 'made.complaint',
    subject_id: 'made.subject',
    blind_index: `decode(lpad(to_hex(made.n), 64, '0'), 'hex')`,
    subjects: 'ARRAY[made.subject]',
    received_at: `row.received_at - made.n * interval '1 minute'`,
    last_event_at: `row.last_event_at - made.n * interval '1 minute'`,
    closed_at: `row.closed_at - made.n * interval '1 minute'`,
    terms: await termsOf(client, rows, template),
  };
  for (const { name, schema, table } of rows) {
    const { rows: columns } = await client.query(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2',
      [schema, table],
    );
    const { rows: indexes } = await client.query(
      `SELECT pg_get_indexdef(indexrelid) AS indexdef, indexrelid::regclass AS index FROM pg_index
       WHERE indrelid = to_regclass(format('%I.%I', $1::text, $2::text)) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
      [schema, table],
    );
    for (const { index } of indexes) await client.query(`DROP INDEX ${index}`);
    const into = columns.map((column) => `"${column.name}"`).join(', ');
    const from = columns.map((column) => made[column.name] ?? `row."${column.name}"`).join(', ');
    const which = table === 'subject' ? 'true' : `row.complaint_id = '${template}'${table === 'event' ? ' AND row.revision = 0' : ''}`;
    await client.query(
      `INSERT INTO ${name} (${into}) SELECT ${from} FROM (SELECT * FROM ${name} AS row WHERE ${which} LIMIT 1) AS row CROSS JOIN made`,
    );
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query(`VACUUM ANALYZE ${name}`);
  }
  return rows.map(({ name }) => name);
}

/** The words that a row is found by, as an expression: those that name its complaint or its person are of its own. */
async function termsOf(client, tables, template) {
  const { name } = tables.find(({ table }) => table !== 'event' && table !== 'subject');
  const { rows } = await client.query(`SELECT lexeme, subjects[1]::text AS subject FROM ${name}, unnest(terms) WHERE complaint_id = $1`, [
    template,
  ]);
  const own = rows.map(({ lexeme, subject }) => {
    const id = template.replaceAll('-', '');
    const quoted = client.escapeLiteral(lexeme);
    if (lexeme.includes(id)) return `replace(${quoted}, '${id}', replace(made.complaint::text, '-', ''))`;
    return lexeme.includes(subject) ? `replace(${quoted}, '${subject}', made.subject::text)` : quoted;
  });
  return `array_to_tsvector(ARRAY[${own.join(', ')}])`;
}

/** How often each table was read from end to end. */
async function scans(client, tables) {
  // What this connection did itself is counted at once, and before it is looked.
  await client.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await client.query(
    `SELECT format('%I.%I', schemaname, relname) AS name, seq_scan::integer AS n FROM pg_stat_user_tables`,
  );
  return new Map(rows.filter(({ name }) => tables.includes(name)).map(({ name, n }) => [name, n]));
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
