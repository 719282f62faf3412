// What is wrong with an answer, whatever was asked: the contract, and what no answer may have in it.
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020.js';

/** No request may take longer, in ms: what waits for a view waits 2 s. */
export const mostMs = 30_000;

/** A server's own words, which are nobody's business outside; what a request itself says is not held against its answer. */
const leaks = [
  ['a stack trace', /\n?\s+at (?:async )?[\w.<>[\] ]+ \(?(?:file:|node:|\/)[^\n]*:\d+:\d+/],
  ['a file path', /(?:\/node_modules\/|\/dist\/(?:apps|libs)\/|\/(?:root|home|work|usr|tmp)\/[\w.-]+\/)/],
  [
    'SQL',
    /\b(?:SELECT\s[^"]{0,200}\sFROM\s|INSERT INTO\s|UPDATE\s"?\w+"?\sSET\s|syntax error at or near|invalid input syntax for|violates \w+ constraint|relation "[^"]+" does not exist|column "[^"]+" does not exist)/i,
  ],
  [
    'an internal error',
    /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|QueryFailedError|EntityMetadataNotFoundError|ECONNREFUSED|ENOENT|UnhandledPromise|Cannot read propert(?:y|ies)|is not a function|is not iterable|Unexpected token)\b/,
  ],
  ['an internal class', /\b(?:TypeORM|PostgresDriver|ComplaintAggregate|FastifyReply|ServerResponse|EventStoreDBClient)\b/],
  ['a token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./],
  ['a key', /-----BEGIN [A-Z ]*PRIVATE KEY-----|"(?:masterKey|d)":"[\w+/=-]{40,}"/],
  ['a file of the system', /root:x:0:0/],
];

/** What every answer of the program says, so that browsers do nothing foolish with it. */
const security = {
  'x-content-type-options': /^nosniff$/,
  'cache-control': /no-store/,
  'content-security-policy': /default-src 'none'/,
  'referrer-policy': /no-referrer/,
  'x-frame-options': /DENY/,
  'strict-transport-security': /max-age=\d{7,}/,
  'cross-origin-resource-policy': /same-origin/,
};

/** 503 because of what was asked for, not because something is broken. */
const causedWaiting = {
  'view-behind': ({ headers, query }) => 'redress-min-position' in headers || query.some(([name]) => name === 'knownAt'),
  'too-many-downloads': () => true,
};

const base = (type) => (type ?? '').split(';')[0].trim().toLowerCase();

export class Checker {
  #ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  #validators = new Map();

  /** @param document OpenAPI 3.1  @param codes the codes of problems, each with its statuses  @param secrets words that only some may read */
  constructor(document, codes, secrets = []) {
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'api', components: document.components });
    this.document = document;
    this.codes = codes;
    this.secrets = secrets;
  }

  /** What is wrong with the answer to a request: a line each, none if nothing is. */
  faultsOf(request, answer) {
    const faults = [];
    const text = answer.body.toString('utf8');
    // Who speaks nonsense below HTTP may be hung up on.
    if (answer.status === 0) return request.wire ? [] : ['no answer: the connection was closed'];
    // Node itself refuses what names no host, in so many words.
    if (request.wire && answer.status === 400 && !answer.headers['content-type'] && answer.body.length === 0) return [];
    if (answer.ms > mostMs) faults.push(`took ${Math.round(answer.ms)} ms`);
    faults.push(...this.#status(request, answer, text));
    faults.push(...this.#body(request, answer, text));
    for (const [name, value] of Object.entries(security)) {
      if (!value.test(answer.headers[name] ?? '')) faults.push(`header ${name} is ${answer.headers[name]}`);
    }
    for (const name of ['x-powered-by', 'server', 'set-cookie']) if (name in answer.headers) faults.push(`header ${name} is sent`);
    faults.push(...this.#leaks(request, `${JSON.stringify(answer.headers)}\n${text}`));
    return faults;
  }

  #status({ operation, wire, headers, query, method }, { status }, text) {
    if (status >= 500) {
      const code = codeIn(text);
      const isCaused = status === 503 && causedWaiting[code]?.({ headers, query });
      return isCaused ? [] : [`status ${status} ${code ?? ''}`.trim()];
    }
    if (status >= 200 && status < 300 && wire) return [];
    // What is refused before there is an operation.
    const early = wire ? [400, 404, 405, 408, 413, 414, 415, 417, 431, 501, 505] : [414, 431];
    if (early.includes(status) || operation.responses[status]) return [];
    return [`status ${status} is not documented for ${method} ${operation.path}`];
  }

  #body(request, { status, headers, body, isCut }, text) {
    const type = base(headers['content-type']);
    if (request.method === 'HEAD' && body.length === 0) return [];
    // What was changed on the wire may have become another method.
    if (request.method === 'HEAD' && !request.wire) return ['a HEAD is answered with a body'];
    if (status >= 400) return this.#problem(request, status, type, text);
    if (request.wire) return [];
    const content = request.operation.responses[status]?.content;
    if (!content) return body.length === 0 ? [] : [`a body of ${type || 'no type'}, where none is documented`];
    const media = Object.keys(content).find((one) => base(one) === type);
    if (!media) return [`${type || 'no media type'} is not documented; there are ${Object.keys(content).join(', ')}`];
    const key = `${request.operation.operationId} ${status} ${media}`;
    if (type === 'application/json') return this.#against(key, content[media].schema, text);
    if (type === 'application/x-ndjson') {
      const lines = text.split('\n').filter((line) => line !== '');
      const each = content[media]['x-lines'] ?? {};
      return lines.flatMap((line) => this.#against(`${key} line`, each, line));
    }
    if (type === 'text/event-stream') {
      const unknown = text
        .split('\n')
        .find((line, index, all) => !/^(?:(?:id|event|data|retry)(?::|$)|:|$)/.test(line) && !(isCut && index === all.length - 1));
      return unknown === undefined ? [] : [`no line of an event stream: ${unknown.slice(0, 80)}`];
    }
    return [];
  }

  #problem({ wire }, status, type, text) {
    if (type !== 'application/problem+json') return [`${status} comes as ${type || 'nothing'}, not as a problem`];
    const faults = this.#against('problem', { $ref: '#/components/schemas/ProblemDto' }, text);
    if (faults.length > 0) return faults;
    const problem = JSON.parse(text);
    const statuses = this.codes.get(problem.code);
    if (problem.status !== status) return [`the problem says ${problem.status}, the answer ${status}`];
    if (problem.type !== `urn:redress:problem:${problem.code}`) return [`the problem's type is ${problem.type}`];
    if (!statuses) return [`the code ${problem.code} is not known`];
    return wire || statuses.includes(String(status))
      ? []
      : [`${problem.code} comes with ${status}, documented with ${statuses.join(', ')}`];
  }

  #against(key, schema, text) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return [`not JSON: ${text.slice(0, 80)}`];
    }
    if (!this.#validators.has(key)) {
      const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
      this.#validators.set(key, this.#ajv.compile(absolute));
    }
    const validate = this.#validators.get(key);
    if (validate(value)) return [];
    const [{ instancePath, message, params }] = validate.errors;
    const faults = validate.errors.map((one) => one.params.additionalProperty).filter((one) => one !== undefined);
    const what = params.additionalProperty === undefined ? '' : ` (${faults.join(', ')})`;
    return [`outside the schema: ${instancePath || '/'} ${message}${what}`];
  }

  #leaks(request, text) {
    const said = JSON.stringify([
      request.path,
      request.query,
      request.headers,
      request.body instanceof Buffer ? request.body.toString('utf8') : request.body,
    ]);
    const faults = leaks.flatMap(([name, pattern]) => {
      // The catalogue tells analysts the SQL of each report, which reads documented views.
      if (name === 'SQL' && request.operation.operationId === 'reports_catalogue') return [];
      const found = pattern.exec(text)?.[0];
      return found === undefined || said.includes(found) || said.includes(JSON.stringify(found).slice(1, -1))
        ? []
        : [`tells ${name}: ${found.trim().slice(0, 120)}`];
    });
    for (const { word, readers, where } of this.secrets) {
      if (text.includes(word) && !said.includes(word) && !readers(request)) faults.push(`tells ${where} to ${request.caller.name}`);
    }
    if (/"polluted"/.test(text) && !said.includes('polluted')) faults.push('a prototype is polluted');
    return faults;
  }
}

function codeIn(text) {
  try {
    return JSON.parse(text).code;
  } catch {
    return undefined;
  }
}
