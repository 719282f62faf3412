import { CliError } from '../output.js';
import { HttpSender, ImportFailed } from './sender.js';

const LINES = ['{"n":1}', '{"n":2}', '{"n":3}'];
const ok = (line: number, repeated = false) => ({ line, status: 201, complaintId: `c${line}`, repeated });
const ndjson = (...results: object[]) => new Response(results.map((result) => `${JSON.stringify(result)}\n`).join(''));
const answered = (status: number) => new CliError(`POST /v1/commands: ${status}`, 1, { status });
const away = new CliError('http://x cannot be reached (ECONNREFUSED).');

/** Answers one after the other; what was sent each time is in `bodies`. */
function senderOf(answers: (Response | Error)[], patience?: number) {
  const bodies: string[][] = [];
  const pauses: number[] = [];
  const fetch = (path: string, init: RequestInit): Promise<Response> => {
    expect([path, init.method, new Headers(init.headers).get('content-type')]).toEqual(['/v1/commands', 'POST', 'application/x-ndjson']);
    bodies.push((init.body as string).split('\n').slice(0, -1));
    const answer = answers.shift() ?? new Error('not expected');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const sleep = (ms: number): Promise<void> => (pauses.push(ms), Promise.resolve());
  return { sender: new HttpSender({ fetch, sleep, ...(patience === undefined ? {} : { patience }) }), bodies, pauses };
}

/** An answer whose connection breaks after these bytes. */
function brokenAfter(text: string): Response {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
  return new Response(body);
}

describe('the sender', () => {
  it('gives one result for each line', async () => {
    const { sender, bodies } = senderOf([ndjson(ok(1), { line: 2, status: 422, code: 'import-invalid', detail: 'no' }, ok(3, true))]);
    expect(await sender.send(LINES)).toMatchObject([{ status: 201 }, { status: 422, code: 'import-invalid' }, { repeated: true }]);
    expect(bodies).toEqual([LINES]);
  });

  it('needs no line break at the end of a whole answer', async () => {
    const { sender } = senderOf([new Response(JSON.stringify(ok(1)))]);
    expect(await sender.send(LINES.slice(0, 1))).toHaveLength(1);
  });

  it.each([429, 500, 503])('sends the same again when the server answers %i', async (status) => {
    const { sender, bodies, pauses } = senderOf([answered(status), answered(status), ndjson(ok(1), ok(2), ok(3))]);
    expect(await sender.send(LINES)).toHaveLength(3);
    expect(bodies).toEqual([LINES, LINES, LINES]);
    expect(pauses[1]!).toBeGreaterThan(pauses[0]!);
  });

  it('sends only the lines again that were not answered for certain', async () => {
    const busy = { line: 2, status: 503, code: 'store-away' };
    const { sender, bodies } = senderOf([ndjson(ok(1), busy, ok(3)), ndjson(ok(1))]);
    expect((await sender.send(LINES)).map(({ line, complaintId }) => [line, complaintId])).toEqual([
      [1, 'c1'],
      [2, 'c1'],
      [3, 'c3'],
    ]);
    expect(bodies).toEqual([LINES, [LINES[1]]]);
  });

  it('keeps what was answered before a connection broke, but no half line', async () => {
    const half = `${JSON.stringify(ok(1))}\n${JSON.stringify(ok(2)).slice(0, 20)}`;
    const { sender, bodies } = senderOf([brokenAfter(half), ndjson(ok(1, true), ok(2))]);
    expect((await sender.send(LINES)).map(({ repeated }) => repeated)).toEqual([false, true, false]);
    expect(bodies).toEqual([LINES, LINES.slice(1)]);
  });

  it('waits for a server that was there before and is away', async () => {
    const { sender } = senderOf([ndjson(ok(1), ok(2), ok(3)), away, away, ndjson(ok(1), ok(2), ok(3))]);
    await sender.send(LINES);
    expect(await sender.send(LINES)).toHaveLength(3);
  });

  it('does not wait for a server that was never there', async () => {
    await expect(senderOf([away]).sender.send(LINES)).rejects.toThrow('cannot be reached (ECONNREFUSED)');
  });

  it('gives up in the end, and says how to go on', async () => {
    const { sender, pauses } = senderOf(
      Array.from({ length: 99 }, () => answered(503)),
      10_000,
    );
    await expect(sender.send(LINES)).rejects.toThrow(/gave up after \d+ s: POST \/v1\/commands: 503; run it again to go on/);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(10_000);
  });

  it.each([
    [answered(401), 'role "service"'],
    [answered(403), 'role "service"'],
    [answered(413), '413'],
    [new Response('<html>\n'), 'no result line'],
    [ndjson(ok(1), ok(2), ok(3), ok(4)), 'more lines than it was sent'],
  ])('fails at once where trying again would not help', async (answer, reason) => {
    const { sender, pauses } = senderOf([answer]);
    const sent = sender.send(LINES);
    await expect(sent).rejects.toThrow(ImportFailed);
    await expect(sent).rejects.toThrow(reason);
    expect(pauses).toEqual([]);
  });
});
