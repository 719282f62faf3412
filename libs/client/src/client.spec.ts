import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redress, Refused } from './index.js';

/* Against a server that answers as it is told: what the API itself answers, the stories in test/journeys see. */

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (response: ServerResponse, asked: Asked) => void;

let server: Server;
let asked: Asked[];
let answers: Answer[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method!, url: request.url!, headers: request.headers, body };
      asked.push(one);
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answers = [];
});

const json =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers })
      .end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
  json(
    status,
    { type: `urn:redress:problem:${code}`, title: 'No', status, code, detail: 'Not so.', facts: { at: 1 }, requestId: 'r' },
    headers,
  );
const hangUp: Answer = (response) => response.destroy();
const done = (position: string) => json(200, { complaintId: 'c', revision: 1, position, events: [], repeated: false });

const waited: number[] = [];
const client = (options: Partial<ConstructorParameters<typeof Redress>[0]> = {}): Redress => {
  waited.length = 0;
  const wait = (ms: number) => {
    waited.push(ms);
    return Promise.resolve();
  };
  return new Redress({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, token: 'secret', wait, ...options });
};
const note = { params: { path: { id: 'c' } }, body: { text: 'The depot was closed.' } } as const;

describe('a command', () => {
  it('is sent again under the same key until somebody answers', async () => {
    answers = [
      hangUp,
      problem(503, 'outcome-unknown', { 'retry-after': '2' }),
      problem(429, 'too-many-requests', { 'retry-after': '7' }),
      done('12'),
    ];
    await expect(client().post('/v1/complaints/{id}/notes', note)).resolves.toMatchObject({ position: '12' });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(Array.from({ length: 4 }, () => 'POST /v1/complaints/c/notes'));
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(asked.map(({ body }) => body))).toEqual(new Set(['{"text":"The depot was closed."}']));
    expect(waited.slice(1)).toEqual([2_000, 7_000]);
  });

  it('keeps the key that it was given', async () => {
    answers = [done('1')];
    await client().post('/v1/complaints/{id}/notes', {
      ...note,
      params: { ...note.params, header: { 'Idempotency-Key': 'mine', 'If-Match': '"3"' } },
    });
    expect(asked[0]!.headers).toMatchObject({ 'idempotency-key': 'mine', 'if-match': '"3"', authorization: 'Bearer secret' });
  });

  it('is not sent again when it was refused, and says why', async () => {
    answers = [problem(409, 'not-investigated')];
    const refused: unknown = await client()
      .post('/v1/complaints/{id}/notes', note)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      status: 409,
      code: 'not-investigated',
      asked: 'POST /v1/complaints/c/notes',
      problem: { facts: { at: 1 } },
    });
    expect(asked).toHaveLength(1);
  });

  it('gives up after a while, with the last answer', async () => {
    answers = [problem(503, 'outcome-unknown')];
    await expect(client({ retries: 2 }).post('/v1/complaints/{id}/notes', note)).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked).toHaveLength(3);
  });
});

it('waits with a question for what it wrote, and asks at once again while the view is behind', async () => {
  const redress = client();
  answers = [done('41')];
  await redress.post('/v1/complaints/{id}/notes', note);
  answers = [problem(503, 'view-behind', { 'retry-after': '1' }), json(200, { complaintId: 'c', status: 'open' })];
  await expect(redress.get('/v1/complaints/{id}', { params: { path: { id: 'c' }, query: { revision: 1 } } })).resolves.toMatchObject({
    status: 'open',
  });
  expect(asked.slice(1).map(({ url, headers }) => [url, headers['redress-min-position']])).toEqual([
    ['/v1/complaints/c?revision=1', '41'],
    ['/v1/complaints/c?revision=1', '41'],
  ]);
  expect(waited).toEqual([0]);
  redress.waitFor('7');
  expect(redress.position).toBe('41');
});

it('asks for a token before every request', async () => {
  answers = [json(200, { items: [], next: null })];
  let n = 0;
  const redress = client({ token: () => Promise.resolve(`token-${(n += 1)}`) });
  await redress.get('/v1/complaints');
  await redress.get('/v1/complaints');
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('takes an answer that is no problem for a refusal all the same', async () => {
  answers = [(response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')];
  await expect(client().get('/v1/complaints')).rejects.toMatchObject({
    status: 502,
    code: 'not-a-problem',
    problem: { detail: '<h1>Bad gateway</h1>' },
  });
});

it('goes through a list page by page, no further than it is asked', async () => {
  answers = [
    json(200, { items: [{ complaintId: 'a' }, { complaintId: 'b' }], next: 'n1' }),
    json(200, { items: [{ complaintId: 'c' }], next: null }),
  ];
  const found: [string, number][] = [];
  for await (const { complaintId } of client().pages('/v1/complaints', { params: { query: { status: ['open'] } } })) {
    found.push([complaintId, asked.length]);
  }
  expect(found).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 2],
  ]);
  expect(asked.map(({ url }) => url)).toEqual(['/v1/complaints?status=open', '/v1/complaints?status=open&cursor=n1']);
});

it('sends many commands as lines, and reads a result for each', async () => {
  answers = [
    (response, { body }) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const lines = body.trimEnd().split('\n');
      // In pieces that end where no line does.
      const text = lines
        .map((_, index) => JSON.stringify({ line: index + 1, status: 200, position: String(90 + index), word: '投诉' }))
        .join('\n');
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
      response.end();
    },
  ];
  const redress = client();
  const results: unknown[] = [];
  const lines = ['one', 'two', 'three'].map((text) => ({
    command: 'addNote' as const,
    complaintId: 'c',
    idempotencyKey: text,
    body: { text },
  }));
  for await (const result of redress.commands(lines)) results.push(result);
  expect(results).toMatchObject([{ line: 1 }, { line: 2 }, { line: 3, word: '投诉' }]);
  expect(
    asked[0]!.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(lines);
  expect(redress.position).toBe('92');
});

it('goes on after the last event when a connection breaks, and ends when it is not asked any more', async () => {
  const events =
    (...ids: readonly number[]): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 1\n\n: still here\n\n');
      for (const id of ids) response.write(`id: ${id}\nevent: NoteAdded\ndata: {"n":\ndata: ${id}}\n\n`);
      setImmediate(() => response.destroy());
    };
  answers = [events(1, 2), problem(503, 'event-store-unavailable'), events(3), events(4)];
  const seen: unknown[] = [];
  for await (const event of client().events('/v1/complaints/{id}/history', { params: { path: { id: 'c' } }, lastEventId: '0' })) {
    seen.push(event);
    if (seen.length === 4) break;
  }
  expect(seen).toEqual([1, 2, 3, 4].map((n) => ({ id: String(n), event: 'NoteAdded', data: { n } })));
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual(['0', '2', '2', '3']);
  expect(asked[0]!.headers.accept).toBe('text/event-stream');
});

it('throws where a stream is refused for good', async () => {
  answers = [problem(403, 'role-not-allowed')];
  await expect(client().events('/v1/approvals').next()).rejects.toMatchObject({ code: 'role-not-allowed' });
});

it('hands a file in with its digest, and out as it is', async () => {
  answers = [json(200, { complaintId: 'c', hash: 'h', revision: 2, position: '5', events: [], repeated: false })];
  await expect(client().upload('c', { mediaType: 'text/plain', bytes: '', description: 'what 他 wrote' })).resolves.toMatchObject({
    hash: 'h',
  });
  expect(asked[0]!.headers).toMatchObject({
    'content-type': 'text/plain',
    'content-digest': 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
    'redress-description': 'what%20%E4%BB%96%20wrote',
  });
  answers = [(response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF')];
  const file = await client().download('/v1/complaints/{id}/evidence/{hash}', { params: { path: { id: 'c', hash: 'h' } } });
  expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/pdf', '%PDF']);
});
