// A few cases to begin with, so that hostile requests meet more than `no such complaint`; and those who send them.
import { mintToken, roles } from '../../dist/libs/platform/src/index.js';

/** Who may read what is personal; said here once more, so that a mistake in the table is found. */
export const personalDataReaders = [
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'privacy-officer',
  'auditor',
];

/** Personal words of the cases, which nothing else says. */
export const canaries = [
  { word: 'Kanarienvogel-Beijing', where: 'a name', unit: 'beijing' },
  { word: '+86 10 7777 4242', where: 'a telephone number', unit: 'beijing' },
  { word: 'canary-in-the-account', where: 'what somebody wrote', unit: 'beijing' },
];

/** @returns {Promise<{ people: object[], told: unknown[] }>} who calls, and what was answered */
export async function seed({ url, data }) {
  const person = async (name, own, unit) => ({
    name,
    sub: `fuzz-${name}`,
    roles: own,
    unit,
    token: own.length === 0 ? undefined : await mintToken(data, { sub: `fuzz-${name}`, roles: own, ...(unit && { unit }) }, '2h'),
  });
  const people = await Promise.all([
    person('all-hands', ['handler', 'supervisor', 'general-manager', 'policy-admin', 'finance', 'privacy-officer']),
    person('handler-of-beijing', ['handler'], 'beijing'),
    person('handler-elsewhere', ['handler'], 'elsewhere'),
    person('nobody', []),
    person('of-no-role', ['visitor']),
    ...roles.map((role) => person(role, [role])),
  ]);
  const told = [];
  const [all] = people;
  // Tokens that the door has seen stay good while others guess.
  for (const { token } of people) {
    if (token !== undefined)
      await fetch(`${url}/v1/taxonomies`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.text());
  }
  const call = async (method, path, body, { token } = all) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'redress-purpose': 'fuzz',
        ...(body && { 'content-type': 'application/json', 'idempotency-key': `seed-${told.length}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    told.push(answer);
    return answer;
  };
  const received = [];
  for (let n = 0; n < 6; n += 1) {
    received.push(
      await call('POST', '/v1/complaints', {
        channel: 'phone',
        cause: 'late-delivery',
        product: 'parcel',
        unit: 'beijing',
        account: 'canary-in-the-account: the parcel came late.',
        complainant: { name: `Kanarienvogel-Beijing ${n}`, phone: '+86 10 7777 4242' },
      }),
    );
  }
  const [, acknowledged, investigated, closed] = received.map(({ complaintId }) => `/v1/complaints/${complaintId}`);
  const answerBy = new Date(Date.now() + 3 * 86_400_000).toISOString();
  for (const path of [acknowledged, investigated, closed]) {
    await call('POST', `${path}/acknowledgement`, { channel: 'phone', contact: 'anna', answerBy, handling: 'We ask the depot.' });
  }
  for (const path of [investigated, closed]) {
    await call('POST', `${path}/investigations`, { finding: 'substantiated', faultParty: 'own', rootCause: 'process' });
  }
  await call('POST', `${investigated}/proposals`, { remedy: 'refund', borne: { amount: 20_000, currency: 'CNY' } });
  await call('POST', `${closed}/withdrawal`, { via: 'phone', channel: 'phone' }).catch(() => undefined);
  const evidence = await fetch(`${url}${investigated}/evidence/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${all.token}`, 'content-type': 'text/plain' },
    body: 'A photograph, in words.',
  });
  told.push(await evidence.json());
  const { position } = told.findLast(({ position: at }) => at !== undefined);
  for (const path of [
    '/v1/complaints',
    investigated,
    `${investigated}/history`,
    '/v1/taxonomies',
    '/v1/playbooks',
    '/v1/letter-templates',
    '/v1/packs',
  ]) {
    const response = await fetch(url + path, {
      headers: { authorization: `Bearer ${all.token}`, 'redress-min-position': String(position) },
    });
    if (response.ok) told.push(await response.json());
  }
  return { people, told };
}
