import { worthSaying } from './log-file.js';

describe('what of a part is said on the terminal', () => {
  it.each([
    ['{"level":"warn","msg":"slow"}', 'slow'],
    ['{"level":"fatal","msg":"start: no database"}', 'start: no database'],
    ['{"level":"error"}', '{"level":"error"}'],
    ['REDRESS_PORT: give a port', 'REDRESS_PORT: give a port'],
    ['{"level":"info","msg":"ready"}', undefined],
    ['   ', undefined],
    ['{ broken', '{ broken'],
  ])('%s: %s', (line, said) => expect(worthSaying(line)).toBe(said));
});
