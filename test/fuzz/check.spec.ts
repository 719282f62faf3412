interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly ms: number;
  readonly isCut: boolean;
}
type Request = Readonly<Record<string, unknown>>;
interface Secret {
  readonly word: string;
  readonly where: string;
  readonly readers: (request: { readonly caller: { readonly name: string } }) => boolean;
}

// Plain modules, run by the compiler of these tests without types of their own.
const { Checker, mostMs } = jest.requireActual<{
  Checker: new (
    document: object,
    codes: ReadonlyMap<string, readonly string[]>,
    secrets: readonly Secret[],
  ) => {
    faultsOf(request: Request, answer: Answer): string[];
  };
  mostMs: number;
}>('./check.mjs');
const { randomOf } = jest.requireActual<{ randomOf: (seed: number, number: number) => { below(n: number): number; uuid(): string } }>(
  './random.mjs',
);
const { textOf } = jest.requireActual<{ textOf: (value: unknown) => string }>('./generate.mjs');

const document = {
  components: {
    schemas: {
      ProblemDto: {
        type: 'object',
        properties: { type: { type: 'string' }, status: { type: 'number' }, code: { type: 'string' }, detail: { type: 'string' } },
        required: ['type', 'status', 'code'],
        additionalProperties: false,
      },
      Case: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false },
    },
  },
};
const operation = {
  operationId: 'cases_detail',
  path: '/v1/cases/{id}',
  responses: {
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Case' } }, 'text/event-stream': { schema: {} } } },
    404: {},
    503: {},
  },
};
const asked = { operation, method: 'GET', path: '/v1/cases/1', query: [], headers: {}, caller: { name: 'an analyst' }, mutations: [] };
const codes = new Map([
  ['no-such-case', ['404']],
  ['view-behind', ['503']],
  ['database-unavailable', ['503']],
]);
const secrets = [
  { word: 'Kanarienvogel', where: 'a name', readers: ({ caller }: { caller: { name: string } }) => caller.name === 'a handler' },
];
const checker = new Checker(document, codes, secrets);

const headers = {
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-resource-policy': 'same-origin',
};
const answer = (body: unknown, more: Partial<Answer> = {}): Answer => ({
  status: 200,
  headers,
  ms: 1,
  isCut: false,
  ...more,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const problem = (status: number, code: string, more: object = {}): Answer =>
  answer(
    { type: `urn:redress:problem:${code}`, status, code, ...more },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );
const well = { name: 'Li Hua' };

describe('an answer as it should be', () => {
  it.each<[string, Answer, Request?]>([
    ['what the contract says', answer(well)],
    ['a problem', problem(404, 'no-such-case')],
    ['a personal word, to who may read it', answer({ name: 'Kanarienvogel' }), { caller: { name: 'a handler' } }],
    ['a word that the request said itself', answer({ name: 'Kanarienvogel' }), { query: [['name', 'Kanarienvogel']] }],
    ['503 because a position was asked for', problem(503, 'view-behind'), { headers: { 'redress-min-position': '9' } }],
    ['a hang-up on what is no HTTP', answer('', { status: 0, headers: {} }), { wire: 'bad chunk' }],
    ['a cut stream', answer('id: 1\ndata: {}\n\nid: 2\nda', { headers: { ...headers, 'content-type': 'text/event-stream' }, isCut: true })],
  ])('%s', (_, told, request = {}) => expect(checker.faultsOf({ ...asked, ...request }, told)).toEqual([]));
});

describe('a faulty answer is found', () => {
  it.each<[string, Answer, string, Request?]>([
    ['500', problem(500, 'internal-error'), 'status 500'],
    ['503 that nobody asked for', problem(503, 'view-behind'), 'status 503'],
    ['a part that is broken', problem(503, 'database-unavailable'), 'status 503'],
    ['a status that is not documented', problem(409, 'no-such-case'), 'status 409 is not documented'],
    ['a field too many', answer({ ...well, phone: '1' }), 'phone'],
    ['a field too few', answer({}), "required property 'name'"],
    ['another type', answer({ name: 1 }), 'must be string'],
    ['no JSON', answer('{"name":'), 'not JSON'],
    [
      'a media type that is not documented',
      answer(well, { headers: { ...headers, 'content-type': 'text/html' } }),
      'text/html is not documented',
    ],
    ['a problem as plain JSON', answer({ code: 'no-such-case' }, { status: 404 }), 'not as a problem'],
    ['a code that nobody knows', problem(404, 'never-heard-of'), 'never-heard-of is not known'],
    ['a code under another status', problem(404, 'view-behind'), 'documented with 503'],
    [
      'a problem that says another status',
      answer(
        { type: 'urn:redress:problem:no-such-case', status: 400, code: 'no-such-case' },
        { status: 404, headers: { ...headers, 'content-type': 'application/problem+json' } },
      ),
      'the problem says 400',
    ],
    ['a header that is missing', answer(well, { headers: { ...headers, 'x-frame-options': '' } }), 'x-frame-options'],
    ['a header that tells what runs here', answer(well, { headers: { ...headers, 'x-powered-by': 'x' } }), 'x-powered-by'],
    ['a personal word, to who may not', answer({ name: 'Kanarienvogel' }), 'tells a name to an analyst'],
    ['a stack trace', problem(404, 'no-such-case', { detail: 'x\n    at f (/app/a.js:1:2)' }), 'a stack trace'],
    ['SQL', problem(404, 'no-such-case', { detail: 'invalid input syntax for type uuid' }), 'tells SQL'],
    ['a path of ours', problem(404, 'no-such-case', { detail: 'in /home/x/dist/apps/api/main.js' }), 'a file path'],
    [
      'an error of the runtime',
      problem(404, 'no-such-case', { detail: "Cannot read properties of undefined (reading 'x')" }),
      'an internal error',
    ],
    ['a token', answer({ name: `${'eyJ'}hbGciOiJFZERTQSJ9.${'eyJ'}zdWIiOiJhIjoxfQ.x` }), 'a token'],
    ['an answer that takes too long', answer(well, { ms: mostMs + 1 }), 'took'],
    ['none at all', answer('', { status: 0, headers: {} }), 'no answer'],
    ['a polluted prototype', answer({ ...well, polluted: true }), 'polluted'],
    [
      'an event with a line of its own',
      answer('id: 1\nx\n\n', { headers: { ...headers, 'content-type': 'text/event-stream' } }),
      'no line of an event stream',
    ],
    ['a HEAD with a body', answer(well), 'HEAD', { method: 'HEAD' }],
  ])('%s', (_, told, fault, request = {}) => expect(checker.faultsOf({ ...asked, ...request }, told).join('\n')).toContain(fault));
});

it('asks the same of the same seed, and something else of another', () => {
  const asks = (seed: number) => Array.from({ length: 20 }, (_, number) => randomOf(seed, number).uuid());
  expect(asks(1)).toEqual(asks(1));
  expect(new Set([...asks(1), ...asks(2)]).size).toBe(40);
});

it('writes JSON that no value of JavaScript could be', () => {
  expect(textOf({ a: { $raw: '1e999' }, b: ['\ud800'], c: { $raw: '"\\u0000"' } })).toBe('{"a":1e999,"b":["\\ud800"],"c":"\\u0000"}');
});
