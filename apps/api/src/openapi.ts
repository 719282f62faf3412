import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { answers } from './answers.js';
import { rowOfRoute } from './auth/policy-table.js';
import { ProblemDto } from './http/problem.dto.js';
import { examples } from './openapi-examples.js';

/** The OpenAPI document at /openapi.json, readable at /docs: generated from the code, so that it is the truth. */
export function serveDocumentation(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
}

/** What the API takes and answers, as OpenAPI 3.1. Answers are in it when the program was built (see `answers`). */
export function describeApi(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription('Complaint handling, event-sourced. Errors are RFC 9457 problem documents with a stable code.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    extraModels: [ProblemDto],
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  return completed(document);
}

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; items?: Schema; required?: string[] };
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameters = NonNullable<Operation['parameters']>;

/** What is the same for many operations and fields is said here, once, instead of at each. */
function completed(document: OpenAPIObject): OpenAPIObject {
  const components = document.components!;
  const schemas = components.schemas as unknown as Record<string, Schema>;
  components.responses = problems();
  for (const schema of Object.values(schemas)) takenAsValidated(schema);
  tightened(schemas);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const verb of ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const) {
      const operation = item[verb];
      if (!operation) continue;
      const route = operation.operationId!;
      operation.operationId = operationIdOf(route);
      operation.parameters = operation.parameters && withoutRepeats(operation.parameters).map((one) => ofPath(path, one));
      const row = rowOfRoute(`${verb.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
      if (row?.about === 'public') operation.security = [];
      else if (row) Object.assign(operation, { 'x-roles': Object.fromEntries(row.who) });
      const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? ['200', { description: '' }];
      operation.responses = {
        [status]: withAnswer(route, success as Answer),
        ...problemsOf(path, verb, operation),
      } as Operation['responses'];
      const body = operation.requestBody as { content?: Record<string, { example?: unknown }> } | undefined;
      const example = examples[operation.operationId];
      if (example && body?.content?.['application/json']) body.content['application/json'].example = example;
    }
  }
  // What only answers name is described by its type alone; a class that is also taken keeps what it takes.
  const taken = reachable(
    schemas,
    Object.values(document.paths)
      .flatMap((item) => Object.values(item as object))
      .map((one: Operation) => [one.requestBody, one.parameters]),
  );
  for (const name of Object.keys(schemas)) if (name !== 'ProblemDto' && !taken.has(name)) delete schemas[name];
  for (const [name, schema] of Object.entries(answers.schemas)) schemas[answerName(name)] = renamed(schema) as Schema;
  function answerName(name: string): string {
    return taken.has(name) ? `${name}Answer` : name;
  }
  function renamed(schema: unknown): unknown {
    return JSON.parse(
      JSON.stringify(schema).replaceAll(
        /"#\/components\/schemas\/(\w+)"/g,
        (_, name: string) => `"#/components/schemas/${answerName(name)}"`,
      ),
    );
  }
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, Operation>)) {
      operation.responses = renamed(operation.responses) as Operation['responses'];
    }
  }
  return document;
}

/** `complaints_receive`: who reads a program that calls it knows what it does. Commands and queries of one thing are one. */
function operationIdOf(route: string): string {
  const [controller = '', method] = route.split('.');
  const name = controller.replace(/Controller$/, '').replace(/^Complaint(Commands|Queries|Time)$/, 'Complaints');
  return `${name[0]!.toLowerCase()}${name.slice(1)}_${method}`;
}

interface Answer {
  readonly description: string;
  readonly headers?: object;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** A success with what the route answers: JSON by its type, and the other media types that the route names. */
function withAnswer(route: string, { content = {}, ...success }: Answer): object {
  const answer = answers.routes[route];
  if (!answer) return { ...success, ...(Object.keys(content).length > 0 && { content }) };
  const others = Object.keys(content).filter((type) => type !== 'application/json');
  const written = Object.fromEntries([
    ...(answer.json ? [['application/json', { schema: answer.json }] as const] : []),
    ...others.map((type) => [type, described(content[type], type)] as const),
    ...(answer.text && others.length === 0 ? [['text/plain', { schema: { type: 'string' } }] as const] : []),
    ...(answer.binary && others.length === 0 ? [['application/octet-stream', { schema: bytes }] as const] : []),
  ]);
  return {
    description: success.description || 'Done as asked.',
    ...(success.headers && { headers: success.headers }),
    ...(Object.keys(written).length > 0 && { content: written }),
  };
}

const bytes = { type: 'string', format: 'binary' };

/** What a decorator says of a media type; of JSON lines and texts, that they are text. */
function described(said: unknown, type: string): object {
  const { schema } = (said ?? {}) as { schema?: Schema };
  const isText = /^text\/|ndjson/.test(type);
  return { ...(said as object), schema: schema?.type === 'string' || schema?.['$ref'] ? schema : isText ? { type: 'string' } : bytes };
}

const words: Readonly<Record<number, string>> = {
  400: 'The request is not well formed.',
  401: 'No token, or one that is not accepted.',
  403: 'The token does not allow this.',
  404: 'There is no such thing.',
  409: 'A rule refuses this; the facts say on what ground.',
  410: 'It was there and is not any more.',
  412: 'It has changed since the revision that If-Match names.',
  413: 'Too large.',
  414: 'A part of the path is too long.',
  415: 'Not a media type that this takes.',
  422: 'The data contradicts itself, the clock or a reused key.',
  429: 'Too many requests: Retry-After says when to come again.',
  460: 'The checksum does not match.',
  500: 'Something went wrong here: it is in the log under the request id.',
  503: 'Something that is needed does not answer, or a view is behind: try again after Retry-After.',
};

/** What may be wrong, by what the operation takes. */
function problemsOf(path: string, verb: string, { parameters = [], requestBody, security }: Operation): object {
  const takes = (place: string) => parameters.some((one) => 'in' in one && one.in === place);
  const isCommand = parameters.some((one) => 'name' in one && one.name === 'Idempotency-Key');
  const isUpload = path.includes('/uploads');
  const statuses = [
    400,
    // Who sends a token is asked for a good one everywhere.
    401,
    ...(security?.length === 0 ? [] : [403]),
    404,
    409,
    ...(isCommand ? [412] : []),
    ...(isUpload ? [410, 412, 460] : []),
    ...(verb === 'get' || verb === 'head' ? [] : [413, 415]),
    ...(takes('path') ? [414] : []),
    ...(takes('query') || requestBody || isCommand || isUpload ? [422] : []),
    429,
    500,
    503,
  ];
  return Object.fromEntries([...new Set(statuses)].map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

/** Every problem by its status, said once. */
function problems(): NonNullable<NonNullable<OpenAPIObject['components']>['responses']> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } };
  const again = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' as const } } };
  return Object.fromEntries(
    Object.entries(words).map(([status, description]) => [
      `Problem${status}`,
      { description, ...((status === '429' || status === '503') && { headers: again }), content },
    ]),
  );
}

/** What the validators of a request's class ask for beyond what @nestjs/swagger reads from them. */
function tightened(schemas: Record<string, Schema>): void {
  const storage = getMetadataStorage();
  for (const [type, rules] of (storage as unknown as { validationMetadatas: ReadonlyMap<{ name: string }, unknown> }).validationMetadatas) {
    const schema = schemas[type.name];
    if (!schema?.properties || !rules) continue;
    for (const { propertyName, name, type: kind, constraints, each } of storage.getTargetValidationMetadatas(
      type as never,
      '',
      false,
      false,
    )) {
      const property = schema.properties[propertyName];
      if (!property) continue;
      const own = each ? (property.items ?? (property['additionalProperties'] as Schema | undefined)) : property;
      // What is checked after it was put into one form has that form; what is taken may have another.
      const isNormalised = own?.['format'] !== undefined && name === 'matches';
      if (own && !('$ref' in own) && !own['enum'] && !isNormalised) Object.assign(own, askedBy(name ?? kind, constraints as unknown[]));
    }
    // Unknown fields are refused.
    schema['additionalProperties'] = false;
  }
}

function askedBy(rule: string, [first]: readonly unknown[] = []): object {
  if (rule === 'isInt') return { type: 'integer' };
  if (rule === 'isISO4217CurrencyCode') return { pattern: '^[A-Z]{3}$', description: 'ISO 4217.' };
  if (rule === 'isEmail') return { format: 'email' };
  if (rule === 'isUuid') return { format: 'uuid' };
  if (rule === 'isCode' || rule === 'isText') return { minLength: 1, maxLength: first };
  if (rule === 'matches' && first instanceof RegExp && first.flags === '') return { pattern: first.source };
  return {};
}

/** As a request may bring it: a field with a default may be left out, and a flag of a query is a word. */
function takenAsValidated(schema: Schema): void {
  if (!schema.required) return;
  schema.required = schema.required.filter((name) => !(schema.properties?.[name] && 'default' in schema.properties[name]));
  if (schema.required.length === 0) delete schema.required;
}

/** The names of the schemas that these lead to. */
function reachable(schemas: Readonly<Record<string, Schema>>, from: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, name] of (JSON.stringify(value) ?? '').matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name!)) continue;
      found.add(name!);
      follow(schemas[name!]);
    }
  };
  follow(from);
  return found;
}

/** A header that is described is found once more in the handler's parameters, in small letters and as if it were needed. */
function withoutRepeats(parameters: Parameters): Parameters {
  const names = parameters.flatMap((one) => ('in' in one && one.in === 'header' ? [one.name] : []));
  const isRepeat = (name: string) => names.some((other) => other !== name && other.toLowerCase() === name);
  return parameters.filter((one) => !('in' in one && one.in === 'header' && isRepeat(one.name)));
}

/** Things whose id is a UUID: an id of another form names none of them. */
const withUuid = /^\/v1\/(complaints|improvements|incidents|delegations|privacy|automations\/\{name\}|notifications\/deliveries)\b/;

/** What a parameter is, where only the handler knows. */
function ofPath(path: string, parameter: Parameters[number]): Parameters[number] {
  if (!('in' in parameter)) return parameter;
  const schema = parameter.schema as Schema | undefined;
  if (schema?.['type'] === 'boolean' && schema['enum']) return { ...parameter, schema: { ...schema, type: 'string' } as never };
  if (parameter.in !== 'path' || schema?.['enum']) return parameter;
  const isUuid = /^(id|complaintId|eventId|upload)$/.test(parameter.name) && withUuid.test(path);
  const form = parameter.name === 'hash' ? { pattern: '^[0-9a-f]{64}$' } : isUuid ? { format: 'uuid' } : { minLength: 1, maxLength: 2_400 };
  return { ...parameter, schema: { type: 'string', ...form } };
}
