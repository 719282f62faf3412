// Requests from the contract: such as a client would send, and such as none would.
import { keys, mediaTypes, numbers, strings } from './hostile.mjs';

/** Written into JSON text as it is, so that what no JavaScript value can be is sent too. */
const raw = (text) => ({ $raw: text });

/** Every operation of the document, with what it takes. */
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].includes(method))
      .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

/** Not to be said again: an answer that has it must not have it from the request. */
const personal = new Set(['complainant', 'representative', 'others', 'account', 'demands']);

/** What was told under a name, so that what belongs together is found again: ids, codes, cursors, hashes. */
export class Memory {
  #known = new Map();

  /** @param {unknown} value plain JSON */
  learn(value, name = '', depth = 0) {
    if (depth > 12) return;
    if (typeof value === 'string') {
      // Who takes the callers' own tokens back has nothing more to ask.
      if (value.length === 0 || value.length > 300 || value.startsWith('fuzz-')) return;
      const known = this.#known.get(name) ?? [];
      if (!known.includes(value)) known.push(value);
      if (known.length > 40) known.splice(1 + (value.length % 20), 1);
      this.#known.set(name, known);
    } else if (Array.isArray(value)) for (const one of value.slice(0, 20)) this.learn(one, name, depth + 1);
    else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value).slice(0, 60)) {
        if (/^[a-z]/.test(key) && !personal.has(key)) this.learn(one, key, depth + 1);
      }
    }
  }

  of(name) {
    return this.#known.get(name) ?? [];
  }
}

/** Where the name of a parameter is not that under which answers tell it. */
const toldAs = (name, path) => {
  if (name === 'cursor') return 'next';
  if (name === 'letter') return 'hash';
  if (name === 'name') return path.startsWith('/v1/packs') ? 'pack' : 'automation';
  if (name !== 'id') return name;
  const thing = /^\/v1\/(?:audit\/|privacy\/|notifications\/)?(\w+)/.exec(path)?.[1] ?? '';
  return { complaints: 'complaintId', improvements: 'improvementId', incidents: 'incidentId', delegations: 'delegationId' }[thing] ?? 'id';
};

/** What the world of complaints says, where nothing was learnt yet. */
const words = {
  channel: ['phone', 'web', 'email', 'counter'],
  toldVia: ['phone', 'email'],
  cause: ['late-delivery', 'rude'],
  product: ['parcel'],
  unit: ['beijing', 'elsewhere'],
  remedy: ['refund', 'voucher', 'replacement'],
  currency: ['CNY', 'USD'],
  tz: ['UTC', 'Asia/Shanghai'],
  from: ['2026-01-01', '2026-11-01T00:00:00Z'],
  to: ['2027-01-01', '2026-12-01T00:00:00+08:00'],
  by: ['unit', 'channel', 'cause,product'],
  bucket: ['day', 'week', 'month', 'quarter', 'year'],
  measure: ['received', 'closed'],
  language: ['zh-CN', 'en'],
};

export class Generator {
  constructor(document, memory) {
    this.document = document;
    this.memory = memory;
    this.operations = operationsOf(document);
  }

  /** A request that the contract may allow: what it takes, with what was told before. */
  valid(random, operation, callers) {
    const parameters = operation.parameters ?? [];
    const within = { path: operation.path, random };
    const of = (place) => parameters.filter((one) => one.in === place);
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => {
      const parameter = of('path').find((one) => one.name === name);
      const known = parameter?.schema?.enum ?? this.memory.of(toldAs(name, operation.path));
      const value = known.length > 0 && random.chance(0.9) ? random.pick(known) : this.value(parameter?.schema ?? {}, name, within);
      return encodeURIComponent(String(value).toWellFormed());
    });
    const query = of('query').flatMap((one) => {
      if (!one.required && !random.chance(0.12)) return [];
      const value = this.value(one.schema, one.name, within);
      return (Array.isArray(value) ? value : [value]).map((inner) => [one.name, String(inner)]);
    });
    const headers = {};
    for (const one of of('header')) {
      if (one.required || random.chance(0.2)) headers[one.name.toLowerCase()] = this.header(one, within);
    }
    const caller = random.chance(0.45) ? callers[0] : random.pick(callers);
    const request = { operation, method: operation.method, path, query, headers, caller, body: undefined, type: undefined, mutations: [] };
    const content = Object.entries(operation.requestBody?.content ?? {});
    if (content.length > 0) {
      const [type, { schema }] = random.pick(content);
      request.type = type;
      if (type === 'application/json') request.body = this.value(schema, '', within);
      else if (type === 'application/x-ndjson') request.body = Buffer.from(this.lines(random));
      else request.body = Buffer.from(type.startsWith('text/') ? 'A file.' : fileOf(type));
    }
    if (operation.method === 'POST' && random.chance(0.6)) headers['idempotency-key'] ??= `fuzz-${random.hex(12)}`;
    return request;
  }

  header({ name, schema }, within) {
    const { random } = within;
    if (name === 'If-Match') return `"${random.below(12)}"`;
    if (name === 'Redress-Min-Position') return String(random.below(60));
    if (name === 'Idempotency-Key') return `fuzz-${random.hex(12)}`;
    if (name === 'Accept-Language') return random.pick(['zh-CN', 'en', 'de, en;q=0.5']);
    if (name === 'Redress-Purpose') return 'audit-2026/4';
    if (name === 'Last-Event-ID') return String(random.below(40));
    if (name === 'Content-Digest') return 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:';
    if (name === 'Upload-Length') return String(random.below(100));
    if (name === 'Upload-Metadata') return `filetype ${Buffer.from('text/plain').toString('base64')}`;
    return String(this.value(schema ?? {}, name, within)).replaceAll(/[^\x20-\x7e]/g, '?');
  }

  /** Lines of the bulk door, each for a command of the contract. */
  lines(random) {
    const commands = this.operations
      .filter(({ operationId }) => operationId.startsWith('complaints_'))
      .filter(({ method }) => method === 'POST');
    return Array.from({ length: 1 + random.below(3) }, () => {
      const operation = random.pick(commands);
      const command = operation.operationId.replace('complaints_', '');
      const schema = operation.requestBody?.content?.['application/json']?.schema ?? {};
      const known = this.memory.of('complaintId');
      const body = this.value(schema, '', { path: operation.path, random });
      const about = command === 'receive' || known.length === 0 ? {} : { complaintId: random.pick(known) };
      return `${textOf({ command, ...about, idempotencyKey: `fuzz-${random.hex(12)}`, body })}\n`;
    }).join('');
  }

  /** A value that a schema may allow. */
  value(schema, name, within, depth = 0) {
    const { random, path } = within;
    if (schema.$ref) return this.value(this.resolve(schema.$ref), name, within, depth);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => this.value(one, name, within, depth)));
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return this.value(random.pick(choices), name, within, depth);
    if ('const' in schema) return schema.const;
    if (schema.enum) return random.pick(schema.enum);
    if (schema.example !== undefined && random.chance(0.3)) return schema.example;
    const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
    if (type === 'object' || schema.properties) return this.object(schema, within, depth);
    if (type === 'array') {
      const least = schema.minItems ?? 0;
      const length = depth > 5 ? least : least + random.below(3);
      return Array.from({ length }, () => this.value(schema.items ?? {}, name, within, depth + 1));
    }
    if (type === 'null') return null;
    if (type === 'boolean') return random.chance(0.5);
    if (type === 'integer' || type === 'number') {
      const least = schema.minimum ?? 0;
      const most = Math.min(schema.maximum ?? least + 50, least + 50_000);
      return least + random.below(Math.max(1, most - least + 1));
    }
    const known = this.memory.of(toldAs(name, path));
    if (known.length > 0 && random.chance(0.75)) return random.pick(known);
    if (words[name]) return random.pick(words[name]);
    return text(schema, random);
  }

  object(schema, within, depth) {
    const { random } = within;
    const value = {};
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      const isNeeded = schema.required?.includes(key);
      if (isNeeded || (depth < 5 && random.chance(key === 'occurredAt' ? 0.1 : 0.3)))
        value[key] = this.value(inner, key, within, depth + 1);
    }
    if (typeof schema.additionalProperties === 'object' && depth < 5) {
      for (let n = random.below(3); n > 0; n -= 1) {
        value[random.pick(['default', 'ours', 'x', 'en', 'zh-CN'])] = this.value(schema.additionalProperties, '', within, depth + 1);
      }
    }
    return value;
  }

  resolve(reference) {
    return this.document.components.schemas[reference.split('/').at(-1)] ?? {};
  }
}

function text({ format, pattern, minLength = 0, maxLength = 40 }, random) {
  if (format === 'date-time') return new Date(Date.now() - random.below(30) * 86_400_000).toISOString();
  if (format === 'date') return '2026-11-01';
  if (format === 'uuid') return random.uuid();
  if (format === 'email') return 'somebody@example.org';
  if (pattern?.includes('[0-9a-f]{64}')) return random.hex(64);
  if (pattern?.includes('A-Z]{3}')) return 'CNY';
  if (pattern?.includes('\\d') || pattern?.includes('0-9')) return String(random.below(100));
  const said = random.pick(['a', 'beijing', 'x-1', 'As the company says it.', '客户要求']);
  return said.slice(0, maxLength).padEnd(minLength, 'x');
}

/** The first bytes say what a file is. */
function fileOf(type) {
  if (type === 'application/pdf') return '%PDF-1.7\n%%EOF\n';
  if (type === 'image/png')
    return Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  if (type === 'image/jpeg') return Buffer.from('ffd8ffe000104a464946000101', 'hex');
  return 'PK\x03\x04';
}

/** JSON as it is sent: with what is written raw, and lone surrogates as escapes. */
export function textOf(value) {
  return JSON.stringify(value).replaceAll(/\{"\$raw":("(?:[^"\\]|\\.)*")\}/g, (_, inner) => JSON.parse(inner));
}

/** One thing about a request that no well-meaning client does; its name is told with a failure. */
export function mutate(random, request) {
  const kinds = [
    ...(request.query.length > 0 || (request.operation.parameters ?? []).some((one) => one.in === 'query') ? [inQuery, inQuery] : []),
    ...(request.body === undefined ? [inBodyless] : [inBody, inBody, inBody, inText]),
    ...(request.operation.path.includes('{') ? [inPath] : []),
    inHeaders,
    inHeaders,
    random.chance(0.5) ? inAuthorization : onTheWire,
  ];
  const name = random.pick(kinds)(random, request);
  request.mutations.push(name);
  return request;
}

function inQuery(random, request) {
  const names = (request.operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
  const name = names.length > 0 ? random.pick(names) : 'limit';
  const value = random.pick(strings);
  switch (random.below(9)) {
    case 0:
      request.query.push([name, value], [name, random.pick(strings)]);
      return `repeated query parameter ${name}`;
    case 1:
      request.query.push([`${name}[]`, value]);
      return 'bracket notation';
    case 2:
      request.query.push([`${name}[__proto__][polluted]`, '1'], ['__proto__[polluted]', '1']);
      return 'brackets with prototype keys';
    case 3:
      request.query.push([random.pick(keys), value]);
      return 'unknown query parameter';
    case 4:
      request.rawQuery = `${name}=${random.pick(['%', '%zz', '%ff', '%c0%af', '%ed%a0%80', '%00', '&&&=', '=', '+%2B', '%u0041'])}`;
      return 'malformed percent-encoding';
    case 5:
      request.query.push([name, 'a'.repeat(random.pick([300, 4_000, 14_000]))]);
      return 'very long query';
    case 6:
      request.query.push([
        name,
        Buffer.from(JSON.stringify(random.pick([{}, [], [1, 2, 3], ['x', null], { __proto__: 1 }, 'x', -1]))).toString('base64url'),
      ]);
      return `encoded nonsense in ${name}`;
    default:
      request.query = [...request.query.filter(([own]) => own !== name), [name, value]];
      return `hostile ${name}`;
  }
}

function inPath(random, request) {
  const value = random.pick([...strings, '.', '..', '%2e%2e', '..;', 'a/b', '?x', '#', ' ', 'x'.repeat(3_000)]).toWellFormed();
  const parts = request.operation.path.split('/');
  const places = parts.flatMap((part, index) => (part.startsWith('{') ? [index] : []));
  const at = random.pick(places);
  const sent = request.path.split('/');
  sent[at] = random.chance(0.8) ? encodeURIComponent(value) : random.pick(['%', '%ff', '%00', '%2e%2e%2f', '%c0%ae', '..%5c', '%ed%a0%80']);
  request.path = sent.join('/');
  return 'hostile path';
}

/** A place in a JSON body. */
function placeIn(random, body) {
  let at = { holder: { body }, key: 'body' };
  for (let depth = 0; depth < 6; depth += 1) {
    const value = at.holder[at.key];
    if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) break;
    const inner = Object.keys(value);
    if (inner.length === 0 || (depth > 0 && random.chance(0.3))) break;
    at = { holder: value, key: random.pick(inner) };
  }
  return at;
}

const nested = (depth, open, close, inner = '1') => raw(open.repeat(depth) + inner + close.repeat(depth));

function inBody(random, request) {
  if (Buffer.isBuffer(request.body)) return inText(random, request);
  const wrapped = { body: structuredClone(request.body) };
  const { holder, key } = placeIn(random, wrapped.body);
  const isTop = key === 'body' && holder.body === wrapped.body;
  const set = (value) => {
    if (isTop) wrapped.body = value;
    else holder[key] = value;
    request.body = wrapped.body;
  };
  const object = isTop ? wrapped.body : holder;
  switch (random.below(11)) {
    case 0:
    case 1:
    case 2:
      set(random.pick(strings));
      return `hostile string in ${key}`;
    case 3:
      set(raw(random.pick(numbers)));
      return `hostile number in ${key}`;
    case 4:
      set(random.pick([null, true, [], {}, [[]], [null], { a: 1 }, [{}], 0, '']));
      return `wrong type in ${key}`;
    case 5:
      set(random.pick([nested(40, '[', ']'), nested(5_000, '[', ']'), nested(3_000, '{"a":', '}'), nested(60_000, '[', ']')]));
      return `deep nesting in ${key}`;
    case 6:
      if (!isTop && !Array.isArray(holder)) delete holder[key];
      request.body = wrapped.body;
      return `${key} left out`;
    case 7: {
      const extra = random.pick([...keys, 'id', 'revision', 'type', 'by', 'roles', 'now']);
      if (object !== null && typeof object === 'object' && !Array.isArray(object)) {
        Object.defineProperty(object, extra, {
          value: random.pick([1, 'x', { polluted: true }]),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      request.body = wrapped.body;
      return `extra field ${extra}`;
    }
    case 8:
      set(raw(JSON.stringify('x'.repeat(random.pick([1_000, 100_001, 1_000_000])))));
      return `long string in ${key}`;
    case 9:
      set(Array.from({ length: random.pick([51, 101, 1_001, 20_000]) }, () => 'x'));
      return `long list in ${key}`;
    default:
      set({ __proto__: null, ['__proto__']: { polluted: true }, constructor: { prototype: { polluted: true } } });
      return `prototype keys in ${key}`;
  }
}

/** What is done to the bytes of a body. */
function inText(random, request) {
  const bytes = bytesOf(request);
  const at = random.below(bytes.length + 1);
  const insert = (hex) => Buffer.concat([bytes.subarray(0, at), Buffer.from(hex, 'hex'), bytes.subarray(at)]);
  const source = bytes.toString('utf8');
  const twice = source.startsWith('{"') ? `{${source.slice(1, source.length - 1)},${source.slice(1)}` : `${source}${source}`;
  const [name, body] = random.pick([
    ['malformed UTF-8', insert(random.pick(['ff', 'c0af', 'eda080', 'f8888080', '80', 'fe']))],
    ['a control character', insert(random.pick(['00', '07', '0b', '1b']))],
    ['cut off', bytes.subarray(0, at)],
    ['duplicate keys', Buffer.from(twice)],
    ['something after the end', Buffer.concat([bytes, Buffer.from(random.pick(['}', ' x', '\0', '{}', ',']))])],
    ['a byte order mark', Buffer.concat([Buffer.from('efbbbf', 'hex'), bytes])],
    ['UTF-16', Buffer.from(source.slice(0, 2_000), 'utf16le')],
    ['nothing', Buffer.alloc(0)],
    [
      'not JSON',
      Buffer.from(
        random.pick([
          'undefined',
          'NaN',
          "{'a':1}",
          '{a:1}',
          '[1,]',
          '{"a":1,}',
          '0x10',
          '"',
          '{',
          '"\\ud800"',
          'null',
          'true',
          '1',
          '"x"',
          '[]',
        ]),
      ),
    ],
    ['more than a body may have', Buffer.alloc(1_048_600, 'x')],
  ]);
  request.body = body;
  return `body: ${name}`;
}

function inBodyless(random, request) {
  request.type = random.pick(['application/json', 'text/plain', 'application/x-ndjson']);
  request.body = Buffer.from(random.pick(['{}', '{"__proto__":{"polluted":true}}', 'x', '']));
  return 'a body where none belongs';
}

function inHeaders(random, request) {
  const value = random
    .pick([...strings.filter((one) => one.length < 5_000), 'x'.repeat(300), 'x'.repeat(8_000)])
    .replaceAll(/[\r\n\0]/g, ' ')
    .toWellFormed();
  const sent = Buffer.from(value, 'utf8')
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');
  if (request.body !== undefined && random.chance(0.3)) {
    request.type = random.pick([...mediaTypes, undefined]);
    return `media type ${request.type}`;
  }
  const own = (request.operation.parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name.toLowerCase());
  const name = random.pick([
    ...own,
    ...own,
    'idempotency-key',
    'if-match',
    'if-none-match',
    'redress-min-position',
    'redress-purpose',
    'last-event-id',
    'x-correlation-id',
    'accept',
    'accept-language',
    'accept-encoding',
    'range',
    'cookie',
    'origin',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-http-method-override',
    'content-encoding',
    'tus-resumable',
    'upload-offset',
    'upload-metadata',
    'content-digest',
    'traceparent',
  ]);
  request.headers[name] = random.chance(0.15) && name === 'redress-min-position' ? '9223372036854775807' : sent;
  return `hostile ${name}`;
}

function inAuthorization(random, request) {
  const how = random.pick(['none', 'garbage', 'basic', 'unsigned', 'tampered', 'twice']);
  request.authorization = how;
  return `authorization: ${how}`;
}

/** What no library for HTTP would send. */
function onTheWire(random, request) {
  request.wire = random.pick([
    'odd method',
    'lower-case method',
    'two lengths',
    'too short',
    'bad chunk',
    'header without name',
    'header with NUL',
    'absolute target',
    'dots in the path',
    'two slashes',
    'very long target',
    'folded header',
    'many headers',
    'no host',
    'http/1.0',
    'http/9.9',
  ]);
  return `wire: ${request.wire}`;
}

/** The body's bytes as they are sent. */
export function bytesOf({ body }) {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(textOf(body) ?? '', 'utf8');
}
