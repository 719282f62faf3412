import createClient, { type FetchOptions } from 'openapi-fetch';
import { patient, type Patience } from './again.js';
import type { components, operations, paths } from './contract.js';
import { jsonLines, linesOf } from './lines.js';
import { live, type LiveEvent } from './live.js';
import { Refused, type Problem } from './problem.js';

export interface RedressOptions extends Patience {
  /** Where the server is: `https://complaints.example.org`. */
  readonly url: string;
  /** The bearer token, or what gives one when it is needed; none for what is public. */
  readonly token?: string | (() => string | Promise<string>);
  /** Instead of the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
}

type Method = 'get' | 'post';
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths];
type OperationOf<P extends keyof paths, M extends Method> = Extract<paths[P][M], { responses: unknown }>;
type Init<O> = Omit<FetchOptions<O>, 'fetch' | 'baseUrl' | 'middleware' | 'parseAs'>;
/** What is sent may be left out where nothing of it is needed. */
type Sent<O> = object extends Init<O> ? [init?: Init<O>] : [init: Init<O>];
type Success<O> = O extends { responses: infer R } ? R[keyof R & (200 | 201 | 202)] : never;
type JsonOf<A> = A extends { content: { 'application/json': infer T } } ? T : undefined;
/** What an operation answers, as JSON. */
export type AnswerOf<O> = JsonOf<Success<O>>;

type Page = { items: readonly unknown[]; next: string | null };
type PagedPath = { [P in PathOf<'get'>]: AnswerOf<OperationOf<P, 'get'>> extends Page ? P : never }[PathOf<'get'>];
type ItemOf<P extends PathOf<'get'>> = AnswerOf<OperationOf<P, 'get'>> extends { items: readonly (infer T)[] } ? T : never;

type JsonBody<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type CommandNames = {
  [O in keyof operations]: O extends `complaints_${infer N}` ? ([JsonBody<operations[O]>] extends [never] ? never : N) : never;
};
export type CommandName = CommandNames[keyof operations];

/** A line of the bulk door: a command on a complaint. */
export type CommandLine = {
  [N in CommandName]: {
    readonly command: N;
    /** Not for `receive`, which makes its own. */
    readonly complaintId?: string;
    /** So that the line can be sent again; required of the role service. */
    readonly idempotencyKey?: string;
    readonly body: JsonBody<operations[`complaints_${N}` & keyof operations]>;
  };
}[CommandName];

/** What came of a line: what the command answers by itself, or why it was refused. `line` counts from 1. */
export type CommandResult = { readonly line: number } & (
  | ({ readonly status: 200 | 201 } & components['schemas']['ComplaintAnswer'] & { readonly trackingCode?: string })
  | ({ readonly status: number } & Pick<Problem, 'code' | 'detail' | 'facts'>)
);

/** A file to be handed in as evidence. */
export interface EvidenceFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
  /** What it shows; personal. */
  readonly description?: string;
  readonly occurredAt?: string;
}

/**
 * The API, with the types of its own description. Answers come as they are; what is refused is thrown as `Refused`.
 *
 * Commands carry an `Idempotency-Key` of their own where none is given, so that they can be sent again when nobody answers. Questions wait
 * for what this client has written before.
 */
export class Redress {
  private readonly url: string;
  private readonly fetch: typeof globalThis.fetch;
  private readonly client;
  private written: bigint | undefined;

  constructor(private readonly options: RedressOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.fetch = patient(options.fetch ?? globalThis.fetch, options);
    this.client = createClient<paths>({ baseUrl: this.url, fetch: (request) => this.ask(request) });
  }

  /** The position in the log of the last that this client wrote; undefined if it wrote nothing yet. */
  get position(): string | undefined {
    return this.written?.toString();
  }

  /** From now on questions wait for this position, if it is later than what they waited for: what somebody else has written. */
  waitFor(position: string): void {
    const at = BigInt(position);
    if (this.written === undefined || at > this.written) this.written = at;
  }

  /** @throws Refused */
  async get<P extends PathOf<'get'>>(path: P, ...[init]: Sent<OperationOf<P, 'get'>>): Promise<AnswerOf<OperationOf<P, 'get'>>> {
    const { data } = await this.client.GET(path as never, init as never);
    return data as AnswerOf<OperationOf<P, 'get'>>;
  }

  /** @throws Refused */
  async post<P extends PathOf<'post'>>(path: P, ...[init]: Sent<OperationOf<P, 'post'>>): Promise<AnswerOf<OperationOf<P, 'post'>>> {
    const { data } = await this.client.POST(path as never, { ...(init as object), headers: withKey(init as HasHeaders) } as never);
    return data as AnswerOf<OperationOf<P, 'post'>>;
  }

  /** All items of a list, page by page as they are asked for. @throws Refused */
  async *pages<P extends PagedPath>(path: P, ...[init]: Sent<OperationOf<P, 'get'>>): AsyncGenerator<ItemOf<P>> {
    const { params = {}, ...rest } = (init ?? {}) as { params?: { query?: object } };
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { ...params.query, ...(cursor !== undefined && { cursor }) };
      const page = (await this.get(path, ...([{ ...rest, params: { ...params, query } }] as never))) as unknown as Page;
      yield* page.items as ItemOf<P>[];
      cursor = page.next;
    }
  }

  /**
   * Sends many commands in one request, as they come, and gives a result for each, in order; one that is refused does not stop the rest.
   * Not sent again by itself: lines with an `idempotencyKey` can be.
   *
   * @throws Refused if the whole is refused
   */
  async *commands(lines: Iterable<CommandLine> | AsyncIterable<CommandLine>): AsyncGenerator<CommandResult> {
    const response = await this.send('POST', '/v1/commands', {
      headers: { 'content-type': 'application/x-ndjson' },
      body: jsonLines(lines),
      duplex: 'half',
    } as RequestInit);
    for await (const line of linesOf(response.body!)) {
      const result = JSON.parse(line) as CommandResult;
      if ('position' in result) this.waitFor(result.position);
      yield result;
    }
  }

  /**
   * Events of a stream as they happen, for ever: a broken connection is made again, and goes on after the last event. Stop asking, or abort
   * `signal`, to leave.
   *
   * @throws Refused for what would not be otherwise the next time
   */
  events<P extends PathOf<'get'>>(
    path: P,
    ...[init]: Sent<OperationOf<P, 'get'>> extends [unknown?]
      ? [init?: Init<OperationOf<P, 'get'>> & LiveOptions]
      : [init: Init<OperationOf<P, 'get'>> & LiveOptions]
  ): AsyncGenerator<LiveEvent> {
    const { lastEventId, signal, ...rest } = (init ?? {}) as LiveOptions;
    const open = async (last: string | undefined): Promise<Response> => {
      const request = this.requestFor('GET', path, rest);
      request.headers.set('accept', 'text/event-stream');
      if (last !== undefined) request.headers.set('last-event-id', last);
      return this.authorised(new Request(request, { ...(signal && { signal }) }), this.options.fetch ?? globalThis.fetch);
    };
    return live(open, { ...(lastEventId !== undefined && { lastEventId }), ...(signal && { signal }), asked: `GET ${path}` });
  }

  /** An answer that is no JSON, to be read as it comes: a workbook, a page, a file of evidence, an export. @throws Refused */
  async download<P extends PathOf<'get'>>(path: P, ...[init]: Sent<OperationOf<P, 'get'>>): Promise<Response> {
    return this.ask(this.requestFor('GET', path, init as object));
  }

  /** Adds a file as evidence; the server checks that it came whole. @returns also the hash under which it is found @throws Refused */
  async upload(
    complaintId: string,
    { mediaType, bytes, description, occurredAt }: EvidenceFile,
  ): Promise<components['schemas']['FileAnswer']> {
    const body = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>)).toString('base64');
    const query = occurredAt === undefined ? '' : `?${new URLSearchParams({ occurredAt }).toString()}`;
    const response = await this.send('POST', `/v1/complaints/${encodeURIComponent(complaintId)}/evidence/files${query}`, {
      headers: {
        'content-type': mediaType,
        'content-digest': `sha-256=:${digest}:`,
        'idempotency-key': crypto.randomUUID(),
        ...(description !== undefined && { 'redress-description': encodeURIComponent(description) }),
      },
      body: body as Uint8Array<ArrayBuffer>,
    });
    return (await response.json()) as components['schemas']['FileAnswer'];
  }

  private requestFor(method: string, path: string, init: object = {}): Request {
    const { params = {}, headers } = init as { params?: Parameters; headers?: Readonly<Record<string, string>> };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.path?.[name])));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(params.query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
    }
    const asked = query.size > 0 ? `?${query.toString()}` : '';
    return new Request(`${this.url}${filled}${asked}`, { method, headers: { ...params.header, ...headers } });
  }

  private send(method: string, path: string, init: RequestInit): Promise<Response> {
    return this.ask(new Request(`${this.url}${path}`, { ...init, method }));
  }

  /** @throws Refused */
  private async ask(request: Request): Promise<Response> {
    const response = await this.authorised(
      request,
      request.headers.get('content-type') === 'application/x-ndjson' ? (this.options.fetch ?? globalThis.fetch) : this.fetch,
    );
    if (!response.ok) throw await Refused.of(`${request.method} ${new URL(request.url).pathname}`, response);
    if (request.method === 'POST' && response.headers.get('content-type')?.startsWith('application/json')) {
      const { position } = (await response.clone().json()) as { position?: unknown };
      if (typeof position === 'string' && /^\d+$/.test(position)) this.waitFor(position);
    }
    return response;
  }

  private async authorised(request: Request, fetch: typeof globalThis.fetch): Promise<Response> {
    const { token } = this.options;
    const bearer = typeof token === 'function' ? await token() : token;
    if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
    if (this.position !== undefined && !request.headers.has('redress-min-position'))
      request.headers.set('redress-min-position', this.position);
    return fetch(request);
  }
}

interface LiveOptions {
  /** Goes on after this one. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
}

interface Parameters {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, string>>;
}

interface HasHeaders {
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: { readonly header?: Readonly<Record<string, string>> };
}

/** The headers of a command with a key: the caller's, or one of its own. */
function withKey(init: HasHeaders | undefined): Readonly<Record<string, string>> {
  const given = { ...init?.params?.header, ...init?.headers };
  const isGiven = Object.keys(given).some((name) => name.toLowerCase() === 'idempotency-key');
  return { ...init?.headers, ...(!isGiven && { 'Idempotency-Key': crypto.randomUUID() }) };
}
