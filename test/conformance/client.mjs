// The process of one client: finds out what the server can do, runs the table and reports each case over IPC.
import { randomUUID } from 'node:crypto';
import { open } from './clients.mjs';
import { abridged, runCase, toText } from './run-case.mjs';

/** Cases at once: most of their time is waiting for a disk. */
const WIDTH = 24;

process.on('message', (order) => {
  // Ended by force: a client's own end waits for streams that have none.
  main(order).then(
    () => process.send({ done: true }, () => process.exit(0)),
    (error) => process.send({ broken: error.message || String(error) }, () => process.exit(1)),
  );
});

async function main({ kind, connection, only, table, user, maxAppendSize }) {
  const client = await open(kind, connection);
  const { groups } = await import(table);
  const server = await probe(client, connection, user, maxAppendSize);
  const cases = groups
    .flatMap(({ group, cases }) => cases.map((one) => ({ group, ...one })))
    .filter(({ group, name }) => !only || `${group}: ${name}`.includes(only))
    .map((one, row) => ({ ...one, row }));

  const report = async (one) => {
    const skipped = reasonToSkip(one, kind, server);
    const outcome = skipped ? { skipped } : await runCase(one, client, server);
    const status = skipped ? 'skipped' : outcome.step ? 'failed' : 'passed';
    process.send({ row: one.row, group: one.group, name: one.name, status, ...readable(outcome) });
  };
  let next = 0;
  const together = cases.filter(({ alone }) => !alone);
  const lane = async () => {
    while (next < together.length) await report(together[next++]);
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));
  for (const one of cases.filter(({ alone }) => alone)) await report(one);
}

/** What differs between servers, and who may do what there. */
async function probe(client, connection, user, maxAppendSize) {
  const stream = `conformance-${randomUUID()}`;
  const { username, password } = new URL(connection.replace(/^[^:]+/, 'http'));
  const insecure = /[?&]tls=false/i.test(connection);
  await client.append(stream, [client.event({ id: randomUUID(), type: 'probe', data: {} })], { expected: 'any' });
  const refused = async (name, data) => {
    try {
      await client.append(name, [client.event({ id: randomUUID(), type: 'probe', data })], { expected: 'any' });
      return undefined;
    } catch (error) {
      return client.errorOf(error);
    }
  };
  const admin = (await refused(`$${stream}`, {}))?.error !== 'access-denied';
  const found = maxAppendSize ?? (await refused(`${stream}-size`, new Uint8Array(2 * 1024 * 1024)))?.maxAppendSize;
  return {
    admin,
    maxAppendSize: found,
    user,
    // Over an insecure connection they only choose the call and are not sent.
    credentials: username
      ? { username: decodeURIComponent(username), password: decodeURIComponent(password) }
      : insecure
        ? { username: 'nobody', password: 'nobody' }
        : undefined,
  };
}

function reasonToSkip(one, kind, server) {
  const text = toText(one.steps);
  if (one.clients && !one.clients.includes(kind)) return one.lacks;
  if (one.by === 'append' && !server.credentials) return 'needs a user in the connection string: with credentials a client calls Append';
  if (/"as_user"/.test(text) && !server.user) return 'needs --user and --password of a user who is no admin';
  if (/"bytes"/.test(text) && !server.maxAppendSize) return 'needs --max-append-size: the server takes more than 2 MiB';
  if (!server.admin && /"(readAll|subscribeAll)"|"(to|stream)":"\$(?!\$\w)/.test(text)) return 'needs an admin in the connection string';
  return undefined;
}

/** Text is all that a report needs. */
function readable(outcome) {
  return Object.fromEntries(
    Object.entries(outcome).map(([key, value]) => [key, abridged(key === 'step' || key === 'skipped' ? value : toText(value), 500)]),
  );
}
