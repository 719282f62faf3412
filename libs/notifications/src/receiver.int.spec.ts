import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { NotDelivered, Notification } from './channel.js';
import { Destinations } from './destinations.js';
import { webhookSecret } from './secret.js';
import { WebhookChannel } from './webhook.js';

const root = join(import.meta.dirname, '..', '..', '..');
const [, example = ''] = /```js\n(.*?)```/s.exec(readFileSync(join(root, 'docs', 'notifications.md'), 'utf8'))!;

const masterKey = Buffer.alloc(32, 5);
const channel = new WebhookChannel({ masterKey, destinations: new Destinations(['127.0.0.1']), now: () => new Date() });

let receiver: ChildProcessByStdio<null, Readable, null>;
let lines: AsyncIterator<string>;
let reader: Interface;
let url: string;

/** The receiver of the documentation, as a user would start it. */
beforeAll(async () => {
  receiver = spawn(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: root,
    env: { PATH: process.env['PATH'], SECRET: webhookSecret(masterKey, 'crm', 2), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  reader = createInterface(receiver.stdout);
  lines = reader[Symbol.asyncIterator]();
  url = `http://127.0.0.1:${/\d+$/.exec(await line())![0]}`;
});
afterAll(async () => {
  reader.close();
  receiver.kill();
  if (receiver.exitCode === null && receiver.signalCode === null) await once(receiver, 'exit');
});

const line = async (): Promise<string> => ((await lines.next()) as { value: string }).value;

const notification = (eventId: string): Notification => ({
  deliveryId: '0686e063-625e-5e65-bdd7-fe8802f38b6c',
  eventId,
  type: 'DeadlineMissed',
  stream: 'complaint-1',
  revision: 3,
  position: '17',
  occurredAt: '2026-03-02T09:00:00.000Z',
  recordedAt: '2026-03-02T09:00:00.500Z',
  data: { clock: '首次回复' },
  what: { 'zh-CN': '时限已过', en: 'Deadline missed' },
});

const send = (eventId: string, rule: string, secretVersion: number) =>
  channel.send(notification(eventId), rule, { kind: 'webhook', url, secretVersion }, new AbortController().signal).then(
    ({ status }) => status,
    (error: NotDelivered) => error.details.status,
  );

it('the receiver of the documentation takes what is signed for it, also after the next change of secrets, each event once', async () => {
  expect(await send('e-1', 'crm', 2)).toBe(204);
  expect(await line()).toBe('redress.complaint.deadline-missed complaint-1 {"clock":"首次回复"}');
  expect(await send('e-1', 'crm', 2)).toBe(204);
  expect(await send('e-2', 'crm', 3)).toBe(204);
  expect(await line()).toMatch(/^redress\.complaint/);
  // The second of e-1 would have been told before.
  expect(await send('e-3', 'crm', 4)).toBe(401);
  expect(await send('e-3', 'others', 2)).toBe(401);
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
});
