import { pino } from 'pino';
import { loggerOptions, withoutSecrets } from './logging.js';

const env = {
  REDRESS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  REDRESS_DATABASE: 'postgres://redress:s%40fe-word@db/redress',
  REDRESS_MAIL: 'smtp://mailer:mail-word-1@mail.example.com',
  AWS_SECRET_ACCESS_KEY: 'aws-secret-word',
  EVENT_NODE_TLS_KEY: '/etc/tls/node.key',
};

function logged(write: (logger: pino.Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(pino(loggerOptions('api', 'info', env), { write: (line: string) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

describe('a log line', () => {
  it('is JSON with the level by name, the process and the time', () => {
    expect(logged((logger) => logger.warn('late'))).toEqual({
      level: 'warn',
      name: 'api',
      msg: 'late',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('hides secrets by the name of their field', () => {
    const line = logged((logger) =>
      logger.info({
        password: 'hunter2',
        config: { masterKey: 'hunter2' },
        req: { headers: { authorization: 'hunter2', cookie: 'hunter2' } },
      }),
    );
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('hides secrets in the text of an error', () => {
    const line = logged((logger) => logger.error({ err: new Error('cannot reach postgres://redress:hunter2@127.0.0.1/redress') }));
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(JSON.stringify(line)).toContain('127.0.0.1/redress');
  });

  const jwt = `eyJhbGciOiJFZERTQSJ9.${Buffer.from('{"sub":"u1"}').toString('base64url')}.c2lnbmF0dXJl`;
  const person = 'Li Hua';
  const nested = { a: [{ b: { tokens: [jwt], complainant: { name: person }, list: new Map([['x', { refreshToken: 'hunter2' }]]) } }] };
  const circular: Record<string, unknown> = { password: 'hunter2' };
  circular['self'] = circular;
  const caused = new Error('the write failed', {
    cause: Object.assign(new Error('duplicate key'), { detail: `Key (name)=(${person}) exists`, parameters: [person], query: 'INSERT' }),
  });
  const unread = (text: string): Error => {
    try {
      return JSON.parse(text) as Error;
    } catch (error) {
      return error as Error;
    }
  };
  const lines: [string, Record<string, unknown>][] = [
    ['deep in objects, lists and maps', nested],
    ['in what contains itself', circular],
    [
      'in other spellings',
      { Authorization: 'hunter2', 'Set-Cookie': 'hunter2', access_token: 'hunter2', DB_PASSWORD: 'hunter2', clientSecret: 'hunter2' },
    ],
    ['in bytes', { wrappedKey: Buffer.from('hunter2'), other: Buffer.from('hunter2') }],
    ['in an error that is not called one', { what: caused, several: [caused] }],
    ['in what an error cites', { err: unread(`${person} hunter2`), more: unread(`{"name":"${person}","x":hunter2}`) }],
    ['in what a database cites', { err: new Error(`invalid input syntax for type uuid: "${person}"`) }],
    [
      'in URLs',
      { url: `https://x.example/cb?access_token=hunter2&a=1`, other: `/v1/x?token=hunter2#y`, third: '/a?X-Amz-Signature=hunter2' },
    ],
    ['that are tokens, wherever they stand', { said: `he sent ${jwt} twice`, headers: [`Basic aHVudGVyMg`, `bearer ${jwt}`] }],
    [
      'of this process, wherever they stand',
      { a: env.REDRESS_MASTER_KEY, b: ['s@fe-word'], c: `x ${'s%40fe-word'} y`, d: 'mail-word-1, aws-secret-word' },
    ],
    ['in an environment', { text: 'REDRESS_MASTER_KEY=hunter2 PGPASSWORD=hunter2' }],
  ];
  it.each(lines)('hides secrets %s', (_where, line) => {
    const text = JSON.stringify(logged((logger) => logger.info(line)));
    const secrets = [
      'hunter2',
      'aHVudGVyMg',
      jwt,
      person,
      env.REDRESS_MASTER_KEY,
      's@fe-word',
      's%40fe-word',
      'mail-word-1',
      'aws-secret-word',
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('is one line with the words as they are, whatever they are', () => {
    const evil = '100 %s %j %o %c\r\n{"level":"fatal","msg":"it is all over"}\u2028\u001b[2J';
    const lines: string[] = [];
    const logger = pino(loggerOptions('api', 'info', env), { write: (line: string) => void lines.push(line) });
    logger.warn({ route: evil }, evil);
    expect(lines.join('').match(/\p{Cc}/gu)).toEqual(['\n']);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'warn', msg: evil, route: evil });
  });

  it('keeps what an operator needs', () => {
    const line = {
      err: caused,
      code: 'x-1',
      position: 7n,
      at: new Date(0),
      place: env.EVENT_NODE_TLS_KEY,
      list: [1, null, undefined, true],
    };
    expect(logged((logger) => logger.warn(line, 'it failed'))).toMatchObject({
      level: 'warn',
      msg: 'it failed',
      err: { type: 'Error', message: 'the write failed: duplicate key', stack: expect.stringContaining('logging.spec') as string },
      code: 'x-1',
      position: '7',
      at: '1970-01-01T00:00:00.000Z',
      place: '/etc/tls/node.key',
    });
    expect(logged((logger) => logger.error(caused))).toMatchObject({ msg: 'the write failed', err: { type: 'Error' } });
  });

  it.each([
    ['esdb://admin:hunter2@h:2113', 'esdb://admin:[redacted]@h:2113'],
    ['Authorization: Bearer eyJhbGciOi.J9.x-y_z', 'Authorization: Bearer [redacted]'],
    ['GET /v1/x?token=abc&limit=2', 'GET /v1/x?token=[redacted]&limit=2'],
    ['{"url":"http://h:80","to":"a@b"}', '{"url":"http://h:80","to":"a@b"}'],
    ['http://127.0.0.1:3000 is up', 'http://127.0.0.1:3000 is up'],
  ])('%s becomes %s', (text, safe) => expect(withoutSecrets(text)).toBe(safe));
});
