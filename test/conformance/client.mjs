// The process of one client: finds out what the server can do, runs the table and reports each case over IPC.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open } from './clients.mjs';
import { abridged, runCase, toText } from './run-case.mjs';
import { select } from './select.mjs';

/** Cases at once: most of their time is waiting for a disk. */
const WIDTH = 24;

process.once('message', (order) => {
  // Ended by force: a client's own end waits for streams that have none.
  main(order).then(
    () => process.send({ done: true }, () => process.exit(0)),
    (error) => process.send({ broken: error.message || String(error) }, () => process.exit(1)),
  );
});

async function main({ kind, server: { connection, ...server }, only, table, part, maxAppendSize }) {
  const accountOf = accountsOf(connection, server.user);
  const client = await open(kind, connection, accountOf);
  const { groups } = await import(table);
  const found = { ...server, ...(await probe(client, connection, maxAppendSize)), accountOf };
  found.credentials ??= accountOf('admin');
  const cases = select(groups, { part, only });

  const report = async (one) => {
    const skipped = reasonToSkip(one, kind, found);
    const outcome = skipped ? { skipped } : await runCase(one, client, found);
    const status = skipped ? 'skipped' : outcome.step ? 'failed' : 'passed';
    process.send({ row: one.row, group: one.group, name: one.name, status, ...readable(outcome) });
  };
  let next = 0;
  const changing = cases.filter(changesServer);
  const together = cases.filter((one) => !one.alone && !changing.includes(one));
  const lane = async () => {
    while (next < together.length) await report(together[next++]);
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));
  for (const one of cases.filter(({ alone }) => alone)) await report(one);
  // What holds for the whole server is changed when no other client has anything under way there.
  process.send({ waiting: true });
  if (changing.length > 0) await once(process, 'message');
  for (const one of changing) await report(one);
}

const changesServer = ({ steps }) => steps.some((step) => step.do === 'change');

/** Who logs in with what. */
function accountsOf(connection, user) {
  const { username, password } = new URL(connection.replace(/^[^:]+/, 'http'));
  const accounts = {
    admin: username ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : undefined,
    user,
    impostor: user && { ...user, password: `not ${user.password}` },
    stranger: { username: `conformance-${randomUUID()}`, password: randomUUID() },
  };
  return (who) => accounts[who];
}

/** What differs between servers, and who may do what there. */
async function probe(client, connection, maxAppendSize) {
  const stream = `conformance-${randomUUID()}`;
  const insecure = /[?&]tls=false/i.test(connection);
  await client.append(stream, [client.event({ id: randomUUID(), type: 'probe', data: {} })], { expected: 'any' });
  const refused = async (name, data, who) => {
    try {
      await client.append(name, [client.event({ id: randomUUID(), type: 'probe', data })], { expected: 'any' }, who);
      return undefined;
    } catch (error) {
      return client.errorOf(error);
    }
  };
  const isDenied = (answer) => answer?.error === 'access-denied';
  // Nobody, not even an admin, may write to $all where it is asked at all who may do what.
  const guarded = isDenied(await refused('$all', {}));
  return {
    guarded,
    admin: !isDenied(await refused(`$${stream}`, {})),
    // Without TLS there are no users; a connection without any would be the one that is open.
    letsAnybodyIn: insecure || !isDenied(await refused(`${stream}-anonymous`, {}, 'nobody')),
    maxAppendSize: maxAppendSize ?? (await refused(`${stream}-size`, new Uint8Array(2 * 1024 * 1024)))?.maxAppendSize,
    // Over an insecure connection they only choose the call and are not sent.
    credentials: insecure ? { username: 'nobody', password: 'nobody' } : undefined,
  };
}

function reasonToSkip(one, kind, server) {
  const text = toText(one.steps);
  const people = new Set(one.steps.flatMap(({ who, through }) => [who, through]));
  if (one.clients && !one.clients.includes(kind)) return one.lacks;
  if (one.open && server.guarded) return 'needs a server that does not ask who may do what';
  if (one.by === 'append' && !server.credentials) return 'needs a user in the connection string: with credentials a client calls Append';
  if (one.steps.some(({ who }) => who) || /\{(user|USER|group)\}/.test(text)) {
    if (!server.user) return 'needs --user and --password of a user who is no admin';
    if (!server.admin) return 'needs an admin in the connection string';
  }
  if (text.includes('{group}') && !server.group) return 'needs --group, a group of the user';
  if (people.has('nobody') && server.letsAnybodyIn) return 'needs a server that lets nobody in without credentials';
  if (changesServer(one) && !server.changeable) return 'needs --change-server: it changes for a moment what holds for the whole server';
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
