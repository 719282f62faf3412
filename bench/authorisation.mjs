// What it costs that a command is authorised and hashed, against all that a command costs the API: processor time, not time passed.
import autocannon from 'autocannon';
import { AuthorityPolicies, complaintDecider, eventTypes } from '../dist/libs/commands/src/index.js';
import { canonicalJson, envelop, genesisHash } from '../dist/libs/event-store/src/index.js';
import { kinds } from '../dist/libs/policy/src/index.js';
import { mintToken } from '../dist/libs/platform/src/index.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { Authorisation } from '../dist/apps/api/src/auth/authorisation.js';
import { rowOfCommand } from '../dist/apps/api/src/auth/policy-table.js';
import { cpu } from './event-node.mjs';
import { startSystem } from './system.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const connections = 32;
const rounds = 20_000;
const body = { text: 'The customer asked when the depot opens. '.repeat(3) };

export async function authorisation(report) {
  const parts = { authorised: await microseconds(guardOf('beijing')), hashed: await microseconds(hashing) };
  const system = await startSystem();
  const { parts: processes } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
  const [api, postgres] = ['api', 'PostgreSQL'].map((name) => processes.find((one) => one.name === name)?.pid);
  try {
    for (const [who, unit] of [
      ['of the whole company', undefined],
      ['of a unit', 'beijing'],
    ]) {
      const token = await mintToken(system.data, { sub: 'bench', roles: ['handler'], unit }, '2h');
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const ids = await Promise.all(Array.from({ length: 2_000 / 10 }, () => received(system.url, headers)));
      let next = 0;
      const load = (duration) =>
        autocannon({
          url: system.url,
          connections,
          duration,
          headers,
          requests: [
            {
              method: 'POST',
              setupRequest: (request) => ({
                ...request,
                path: `/v1/complaints/${ids[next++ % ids.length]}/notes`,
                body: JSON.stringify(body),
              }),
            },
          ],
        });
      await load(3);
      const before = cpu(api, postgres);
      const done = await load(seconds);
      const after = cpu(api, postgres);
      const each = ((after.node - before.node) * 1e6) / done['2xx'];
      const authorised = unit === undefined ? await microseconds(guardOf(undefined)) : parts.authorised;
      const context = {
        each,
        authorised,
        hashed: parts.hashed,
        rate: done['2xx'] / done.duration,
        errors: done.errors,
        non2xx: done.non2xx,
      };
      report(`a note ${who}: authorised and hashed, of the API's processor time`, (100 * (authorised + parts.hashed)) / each, '%', {
        bar: 25,
        lower: true,
        context,
      });
    }
  } finally {
    await system.stop();
  }
}

async function received(url, headers) {
  const answer = await fetch(`${url}/v1/complaints`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ channel: 'web', cause: 'late-delivery', unit: 'beijing', account: 'Late.' }),
  });
  return (await answer.json()).complaintId;
}

/** Of one time, in processor time of this process. */
async function microseconds(work) {
  for (let i = 0; i < rounds / 4; i += 1) await work();
  const began = process.cpuUsage();
  for (let i = 0; i < rounds; i += 1) await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / rounds;
}

const complaintId = randomUUID();
const actor = { sub: 'bench', roles: ['handler'] };

/** What the guard does for somebody, on a complaint that is known here; what reading it takes is in the whole. */
function guardOf(unit) {
  const received = {
    type: 'Received',
    data: { channel: 'web', cause: 'late', unit: 'beijing', firstReceiver: 'u-1', respondents: [], tags: [] },
  };
  const complaint = complaintDecider.evolve(complaintDecider.initial, {
    ...received,
    metadata: { occurredAt: '2026-11-22T08:00:00.000Z', actor },
  });
  const tree = { document: kinds.units.standard };
  const authority = Object.assign(Object.create(AuthorityPolicies.prototype), { latest: () => Promise.resolve({ delegations: [] }) });
  const guard = new Authorisation(
    { latest: () => Promise.resolve(complaint) },
    authority,
    { at: () => Promise.resolve(tree) },
    { now: () => new Date() },
  );
  const row = rowOfCommand('addNote');
  const caller = { ...actor, ...(unit && { unit }) };
  const question = { complaintId, body, query: {} };
  return () => guard.admit(row, caller, question);
}

const types = eventTypes;
const context = {
  stream: `complaint-${complaintId}`,
  revision: 3,
  previousHash: genesisHash,
  commandId: randomUUID(),
  commandDigest: 'a'.repeat(64),
  correlationId: randomUUID(),
  causationId: randomUUID(),
  actor,
  occurredAt: '2026-11-22T08:00:00.000Z',
  origin: 'api',
  policyVersions: {},
  subject: { id: randomUUID(), key: createSecretKey(randomBytes(32)) },
  newId: randomUUID,
};
const secret = randomBytes(32);

/** What is hashed for a command: what was sent, so that a repetition is known, and the event; that is sealed first, which counts here as well. */
function hashing() {
  createHmac('sha256', secret)
    .update(canonicalJson({ type: 'addNote', body }))
    .digest('hex');
  return envelop([{ type: 'NoteAdded', data: body }], types, context);
}
