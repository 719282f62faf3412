import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { mailerFor, type Mailer } from './mailer.js';

/** Answers each recipient as their address begins: `550 5.1.1 …` for 550-5.1.1@example.com. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, callback) {
    const [, code, enhanced] = /^(\d{3})-([\d.]+)@/.exec(address) ?? [];
    callback(code === undefined ? null : Object.assign(new Error(`${enhanced} no`), { responseCode: Number(code) }));
  },
  onData(stream, _session, callback) {
    stream.on('end', () => callback()).resume();
  },
});
let mailer: Mailer;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  mailer = mailerFor({ server: `smtp://127.0.0.1:${port}`, from: { name: 'Redress', address: 'redress@example.com' }, outbox: '' });
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((done) => server.close(() => done()));
});

const sent = (...names: string[]) =>
  mailer.send({ id: 'e-1', recipients: names.map((name) => `${name}@example.com`), message: Buffer.from('Subject: x\r\n\r\nx\r\n') });

describe('a mail server', () => {
  it('tells how many of the recipients it refused', async () => {
    expect(await sent('li', 'wang')).toEqual({ refused: 0 });
    expect(await sent('li', '550-5.1.1')).toEqual({ refused: 1 });
  });

  it('that knows none of them is not asked again', async () => {
    expect(await sent('550-5.1.1')).toEqual({ refused: 1 });
    expect(await sent('550-5.1.1', '553-5.1.3')).toEqual({ refused: 2 });
  });

  it('that wants no mail of ours, or not now, is asked again', async () => {
    for (const name of ['550-5.7.1', '554-5.7.1', '451-4.3.0']) await expect(sent(name)).rejects.toMatchObject({ code: 'EENVELOPE' });
    await expect(sent('550-5.1.1', '451-4.3.0')).rejects.toMatchObject({ code: 'EENVELOPE' });
  });
});
