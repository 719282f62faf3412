import { pino } from 'pino';
import { loggerOptions, withoutSecrets } from './logging.js';

function logged(write: (logger: pino.Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(pino(loggerOptions('api', 'info'), { write: (line: string) => void lines.push(line) }));
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

  it.each([
    ['esdb://admin:hunter2@h:2113', 'esdb://admin:[redacted]@h:2113'],
    ['Authorization: Bearer eyJhbGciOi.J9.x-y_z', 'Authorization: Bearer [redacted]'],
    ['{"url":"http://h:80","to":"a@b"}', '{"url":"http://h:80","to":"a@b"}'],
    ['http://127.0.0.1:3000 is up', 'http://127.0.0.1:3000 is up'],
  ])('%s becomes %s', (text, safe) => expect(withoutSecrets(text)).toBe(safe));
});
