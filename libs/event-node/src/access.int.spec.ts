import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedError, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { Credentials } from '@eventstore/db-client';
import { hashPassword } from './access/passwords.js';
import { writeUsersFile } from './access/users-file.js';
import type { Logger } from './log/failures.js';
import { askStats } from './operations/ask-stats.js';
import { all, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

const tlsFile = (name: string): string => join(__dirname, 'test-tls', name);
const tls = { certificate: readFileSync(tlsFile('localhost.crt')), key: readFileSync(tlsFile('localhost.key')) };

const passwords = { admin: 'pass-of-admin', anna: 'pass-of-anna', bob: 'pass-of-bob', watch: 'pass-of-watch' };
const groups: Record<string, string[]> = { admin: ['$admins'], anna: ['claims'], bob: [], watch: ['$ops'] };

const folder = mkdtempSync(join(tmpdir(), 'redress-access-'));
const usersFile = join(folder, 'users.json');
const lines: string[] = [];
const say =
  (level: string) =>
  (facts: object, message: string): void =>
    void lines.push(JSON.stringify({ level, ...facts, message }));
const logger: Logger = { info: say('info'), warn: say('warn'), error: say('error') };

let test: TestNode;
const clients: EventStoreDBClient[] = [];

/** A client that logs in as a user, or as nobody. */
function clientOf(user?: keyof typeof passwords, password = user && passwords[user]): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(urlOf(user, password));
  clients.push(client);
  return client;
}

function urlOf(user?: string, password?: string): string {
  return `esdb://${user ? `${user}:${password}@` : ''}localhost:${test.node.port}?tls=true&tlsCAFile=${tlsFile('ca.crt')}`;
}

let admin: EventStoreDBClient;
let anna: EventStoreDBClient;
let bob: EventStoreDBClient;
beforeAll(async () => {
  const users = Object.entries(passwords).map(async ([name, password]) => ({
    name,
    groups: groups[name]!,
    password: await hashPassword(password),
  }));
  await writeUsersFile(usersFile, await Promise.all(users));
  test = await startTestNode({ tls, users: usersFile, logger });
  [admin, anna, bob] = [clientOf('admin'), clientOf('anna'), clientOf('bob')];
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  await test.end();
  rmSync(folder, { recursive: true });
});

const denied = AccessDeniedError;
const read = (client: EventStoreDBClient, stream: string, credentials?: Credentials) => all(client.readStream(stream, { credentials }));

it('says that it speaks TLS, and does so', async () => {
  expect(test.node.connectionString).toBe(`esdb://127.0.0.1:${test.node.port}?tls=true`);
  await anna.appendToStream('order-1', someEvents(2));
  expect(await read(bob, 'order-1')).toHaveLength(2);
});

it('nobody gets in without a name, or with a wrong password', async () => {
  const anonymous = clientOf();
  const wrong = clientOf('anna', 'wrong-password');
  for (const client of [anonymous, wrong]) {
    await expect(read(client, 'order-1')).rejects.toThrow(denied);
    await expect(client.appendToStream('order-1', someEvents())).rejects.toThrow(denied);
    await expect(all(client.readAll())).rejects.toThrow(denied);
    await expect(client.tombstoneStream('order-1')).rejects.toThrow(denied);
  }
  await expect(read(wrong, 'order-1')).rejects.toMatchObject({ code: 16 });
  await expect(read(anonymous, 'order-1')).rejects.toMatchObject({ code: 7 });
});

it('a call has its own credentials, which go before those of the client', async () => {
  await anna.appendToStream('mine', someEvents(), { credentials: { username: 'bob', password: passwords.bob } });
  await expect(anna.appendToStream('mine', someEvents(), { credentials: { username: 'bob', password: 'wrong-password' } })).rejects.toThrow(
    denied,
  );
  expect(await read(clientOf(), 'mine', { username: 'anna', password: passwords.anna })).toHaveLength(1);
});

it('the whole log and system streams are for admins', async () => {
  expect((await all(admin.readAll({ maxCount: 1 }))).length).toBe(1);
  await expect(all(anna.readAll({ maxCount: 1 }))).rejects.toThrow(denied);
  await admin.appendToStream('$house', someEvents());
  await expect(anna.appendToStream('$house', someEvents())).rejects.toThrow(denied);
  await expect(read(anna, '$house')).rejects.toThrow(denied);
});

it('a stream says who may do what with it, and the change counts at once', async () => {
  const stream = 'claims-1';
  await anna.appendToStream(stream, someEvents());
  await bob.appendToStream(stream, someEvents());
  await admin.setStreamMetadata(stream, {
    acl: { readRoles: ['claims', 'bob'], writeRoles: ['claims'], metaReadRoles: ['bob'], metaWriteRoles: [], deleteRoles: ['$admins'] },
  } as never);
  await anna.appendToStream(stream, someEvents());
  await expect(bob.appendToStream(stream, someEvents())).rejects.toThrow(denied);
  expect(await read(bob, stream)).toHaveLength(3);
  await expect(anna.getStreamMetadata(stream)).rejects.toThrow(denied);
  expect((await bob.getStreamMetadata(stream)).metadata).toMatchObject({ acl: { readRoles: ['claims', 'bob'] } });
  await expect(anna.setStreamMetadata(stream, {})).rejects.toThrow(denied);
  for (const client of [anna, bob]) {
    await expect(client.deleteStream(stream)).rejects.toThrow(denied);
    await expect(client.tombstoneStream(stream)).rejects.toThrow(denied);
  }
  await admin.setStreamMetadata(stream, {});
  await bob.appendToStream(stream, someEvents());
});

it('subscriptions are asked like reads', async () => {
  await admin.setStreamMetadata('quiet-1', { acl: { readRoles: ['claims'] } } as never);
  const subscribe = async (client: EventStoreDBClient): Promise<void> => {
    for await (const _ of client.subscribeToStream('quiet-1')) return;
  };
  await expect(subscribe(bob)).rejects.toThrow(denied);
  await anna.appendToStream('quiet-1', someEvents());
  await subscribe(anna);
  const followAll = async (client: EventStoreDBClient): Promise<void> => {
    for await (const _ of client.subscribeToAll()) return;
  };
  await expect(followAll(bob)).rejects.toThrow(denied);
  await followAll(admin);
});

it('$settings says what holds for streams that say nothing', async () => {
  await bob.appendToStream('plain-1', someEvents());
  const settings = { $userStreamAcl: { $r: '$all', $w: ['claims'] }, $systemStreamAcl: { $r: 'bob' } };
  await admin.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data: settings }));
  await expect(bob.appendToStream('plain-1', someEvents())).rejects.toThrow(denied);
  await anna.appendToStream('plain-1', someEvents());
  expect(await read(bob, '$house')).toHaveLength(1);
  await expect(read(anna, '$house')).rejects.toThrow(denied);
  await admin.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data: {} }));
  await bob.appendToStream('plain-1', someEvents());
});

it('statistics are for operators', async () => {
  for (const user of ['watch', 'admin'] as const) expect(await askStats(urlOf(user, passwords[user]))).toHaveProperty('log-position');
  await expect(askStats(urlOf('anna', passwords.anna))).rejects.toThrow('7 PERMISSION_DENIED: Access Denied');
  await expect(askStats(urlOf('watch', 'wrong-password'))).rejects.toThrow('16 UNAUTHENTICATED: Unauthenticated');
  await expect(askStats(urlOf())).rejects.toThrow('7 PERMISSION_DENIED');
});

it('what was refused is in the log, without a secret', () => {
  const log = lines.join('\n');
  expect(log).toContain('{"level":"warn","user":"anna","message":"credentials were refused"}');
  expect(log).toContain('{"level":"info","user":null,"action":"read","stream":"order-1","message":"a call was refused');
  const secrets = ['pass', 'wrong-password', 'Basic', 'scrypt', 'PRIVATE KEY', ...credentialsOnTheWire()];
  for (const secret of secrets) expect(log).not.toContain(secret);
});

function credentialsOnTheWire(): string[] {
  return Object.entries({ ...passwords, x: 'wrong-password' }).map(([name, password]) =>
    Buffer.from(`${name}:${password}`).toString('base64'),
  );
}
