import { Controller, Header, HttpCode, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { validate as isUuid } from 'uuid';
import type { ImportHistory } from '@redress/complaint';
import { repeatedName, Tokens } from '@redress/platform';
import { Authorisation } from '../auth/authorisation.js';
import { rowOfCommand } from '../auth/policy-table.js';
import { Caller, correlationIdOf, idempotencyKeyOf } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { HttpProblem, problemOf } from '../http/problem.js';
import { BodyPipe } from '../http/validation.js';
import { idleMs, whileTaken } from '../http/while-taken.js';
import { commandTable, type CommandName } from './command-table.js';
import { ComplaintCommands } from './complaint-commands.js';
import type { ComplaintAnswer } from './dto/complaint-answer.dto.js';
import type { ReceiveDto } from './dto/receive.dto.js';

/** One line of the bulk door: a command, and what its headers would be. */
interface CommandLine {
  readonly command: CommandName;
  /** Not for `receive` and `importHistory`, which make their own. */
  readonly complaintId?: string;
  readonly idempotencyKey?: string;
  /** The revision that the sender saw last. */
  readonly ifMatch?: number;
  readonly correlationId?: string;
  readonly body: object;
}

const fields: ReadonlySet<string> = new Set(['command', 'complaintId', 'idempotencyKey', 'ifMatch', 'correlationId', 'body']);

const maxLineBytes = 1_048_576;
/** More would not be received within the time that a request may take. */
const maxLines = 10_000;
const maxBytes = 256 * 1_048_576;
/** How many lines are under way at once; those of one complaint wait for each other in the aggregate, in order. */
const concurrency = 64;

/** Many commands in one request: a result line for each, in order; a failure does not stop the rest. */
@ApiTags('commands')
@Controller('v1/commands')
export class BulkController {
  private readonly pipe = new BodyPipe();
  private readonly idle = idleMs;

  constructor(
    private readonly commands: ComplaintCommands,
    private readonly authorisation: Authorisation,
    private readonly tokens: Tokens,
  ) {}

  /** Carries out NDJSON: one command per line, `{"command":"receive","idempotencyKey":"…","body":{…}}`. */
  @Post()
  @HttpCode(200)
  @Header('Content-Type', 'application/x-ndjson')
  // Each line's command says who may send it.
  @ApiConsumes('application/x-ndjson')
  @ApiBody({
    schema: { type: 'string' },
    description: 'One JSON object per line: command, complaintId, idempotencyKey, ifMatch, correlationId, body.',
  })
  @ApiOkResponse({ description: 'One result per line, in order.', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  run(@Req() request: FastifyRequest, @Caller() caller: CommandHeaders): StreamableFile {
    if (!(request.body instanceof Readable)) throw new HttpProblem(415, 'unsupported-media-type', 'send application/x-ndjson');
    // Who sends on and reads nothing would keep a place for ever.
    const tooLate = () => stream.destroy(new Error(`nobody took anything of the results for ${this.idle} ms`));
    const results = whileTaken(this.results(request.body, caller, request.headers.authorization), this.idle, tooLate);
    const stream: Readable = Readable.from(results, { objectMode: true, highWaterMark: 1 });
    return new StreamableFile(stream, { type: 'application/x-ndjson' });
  }

  /**
   * Each result as soon as it is there and those before it were taken. A line is begun only while fewer than `concurrency` are under way or wait to be
   * taken: who does not read is not read from.
   */
  private async *results(body: Readable, caller: CommandHeaders, authorization: string | undefined): AsyncGenerator<string> {
    const underWay: Promise<object>[] = [];
    /** By complaint, the last line of those that are under way. */
    const lastOf = new Map<string, Promise<object>>();
    let isAll = false;
    let isLeft = false;
    let wake: () => void = () => undefined;
    const woken = () => new Promise<void>((resolve) => (wake = resolve));
    let makeRoom: () => void = () => undefined;
    const begin = (result: Promise<object>) => {
      underWay.push(result);
      wake();
    };
    const reading = async () => {
      let line = 0;
      try {
        for await (const bytes of linesOf(body)) {
          line += 1;
          if (line > maxLines) throw new HttpProblem(413, 'body-too-large', `a request takes ${maxLines} lines: send the rest in another`);
          if (isBlank(bytes)) continue;
          while (underWay.length >= concurrency && !isLeft) await new Promise<void>((resolve) => (makeRoom = resolve));
          if (isLeft) return;
          // Lines come for as long as a request may take, and a token may be taken back meanwhile. Asked here, one after the other: order is kept.
          const refused = await this.refusedNow(authorization);
          begin(refused === undefined ? this.result(line, bytes, caller, lastOf) : Promise.resolve(refusal(line, refused)));
        }
      } catch (error) {
        // What is under way is answered all the same; this line ends the request.
        begin(Promise.resolve(refusal(Math.max(line, 1), error)));
      } finally {
        isAll = true;
        wake();
      }
    };
    void reading();
    try {
      for (;;) {
        const first = underWay[0];
        if (first) {
          yield `${JSON.stringify(await first)}\n`;
          void underWay.shift();
          makeRoom();
        } else if (isAll) return;
        else await woken();
      }
    } finally {
      // Whoever sent it is gone: what is under way is finished, and nothing more begun.
      isLeft = true;
      makeRoom();
      if (!isAll) body.destroy();
    }
  }

  /** Why this token is good no more, if so. The issuer's times are real ones. */
  private refusedNow(authorization: string | undefined): Promise<unknown> {
    return this.tokens.principalOf(authorization, Date.now()).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Begun once the line before it about the same complaint is done: one that asks less beforehand would overtake it. */
  private result(line: number, bytes: Buffer, caller: CommandHeaders, lastOf: Map<string, Promise<object>>): Promise<object> {
    let asked: CommandLine;
    try {
      asked = lineFrom(bytes);
    } catch (error) {
      return Promise.resolve(refusal(line, error));
    }
    const complaint = asked.complaintId?.toLowerCase();
    if (complaint === undefined) return this.carryOut(line, asked, caller);
    const answer = (lastOf.get(complaint) ?? Promise.resolve()).then(() => this.carryOut(line, asked, caller));
    lastOf.set(complaint, answer);
    void answer.then(() => {
      if (lastOf.get(complaint) === answer) lastOf.delete(complaint);
    });
    return answer;
  }

  /** Never rejects: a refusal is a result. */
  private async carryOut(line: number, { command, ...rest }: CommandLine, caller: CommandHeaders): Promise<object> {
    try {
      const { dto } = commandTable[command];
      await this.authorisation.admit(rowOfCommand(command), caller.principal, {
        complaintId: rest.complaintId,
        body: rest.body,
        query: {},
      });
      const body = (await this.pipe.transform(rest.body, { type: 'body', metatype: dto })) as object;
      const status = command === 'receive' || command === 'importHistory' ? 201 : 200;
      return Object.assign({ line, status }, await this.send({ command, ...rest, body }, rest.body, caller));
    } catch (error) {
      return refusal(line, error);
    }
  }

  private send(
    { command, complaintId, idempotencyKey, ifMatch, correlationId, body }: CommandLine,
    sentBody: object,
    caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    const headers: CommandHeaders = {
      principal: caller.principal,
      correlationId: correlationIdOf(correlationId) ?? caller.correlationId,
      sentBody,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      expectedRevision: ifMatch,
    };
    if (command === 'receive') return this.commands.receive(body as ReceiveDto, headers);
    if (command === 'importHistory') return this.commands.importHistory(body as ImportHistory, headers);
    if (complaintId === undefined || !isUuid(complaintId)) {
      throw new HttpProblem(404, 'no-such-complaint', 'name the complaint by its UUID in complaintId');
    }
    return this.commands.run(complaintId.toLowerCase(), command, body, headers);
  }
}

function refusal(line: number, error: unknown): object {
  const { status, code, detail, facts } = problemOf(error);
  return { line, status, code, detail, facts };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function lineFrom(bytes: Buffer): CommandLine {
  const line = parsed(bytes);
  const strange = Object.keys(line).filter((name) => !fields.has(name));
  if (strange.length > 0) throw new HttpProblem(400, 'invalid-body', `a line has ${[...fields].join(', ')}, and nothing else`);
  const { command, body, idempotencyKey, complaintId, ifMatch, correlationId } = line;
  if (typeof command !== 'string' || !Object.hasOwn(commandTable, command)) {
    throw new HttpProblem(400, 'unknown-command', `command must be one of ${Object.keys(commandTable).join(', ')}`);
  }
  if (!isObject(body)) throw new HttpProblem(400, 'invalid-body', 'body must be an object');
  if (!isOptionalString(idempotencyKey)) throw new HttpProblem(400, 'invalid-idempotency-key', 'idempotencyKey must be a string');
  if (!isOptionalString(complaintId)) throw new HttpProblem(400, 'invalid-body', 'complaintId must be a string');
  if (!isOptionalString(correlationId)) throw new HttpProblem(400, 'invalid-correlation-id', 'correlationId must be a string');
  if (ifMatch !== undefined && !(Number.isSafeInteger(ifMatch) && (ifMatch as number) >= 0))
    throw new HttpProblem(400, 'invalid-if-match', 'ifMatch must be the revision that you saw, a whole number');
  return { command: command as CommandName, body, idempotencyKey, complaintId, ifMatch: ifMatch as number | undefined, correlationId };
}

/** @throws HttpProblem 400 `malformed-body` for what two readers could take for different things, too */
function parsed(bytes: Buffer): Readonly<Record<string, unknown>> {
  let text: string;
  let line: unknown;
  try {
    text = utf8.decode(bytes);
    line = JSON.parse(text) as unknown;
  } catch {
    throw new HttpProblem(400, 'malformed-body', 'the line is not valid JSON in UTF-8');
  }
  if (!isObject(line)) throw new HttpProblem(400, 'malformed-body', 'a line must be an object');
  const twice = repeatedName(text);
  if (twice !== undefined) throw new HttpProblem(400, 'malformed-body', `an object of the line has a name twice: ${twice.slice(0, 60)}`);
  // As Fastify refuses it in other bodies.
  if (namesPrototype(line)) throw new HttpProblem(400, 'malformed-body', 'a name in the line is one that no field can have');
  return line;
}

/** Deeper than any command; what is, is refused for that by its body. */
const mostDepth = 40;

/** As Fastify has it: a name that a careless copy would take for the prototype. */
function namesPrototype(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > mostDepth) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  const own = Object.hasOwn(value, 'constructor') ? (value as { readonly constructor: unknown }).constructor : undefined;
  if (isObject(own) && Object.hasOwn(own, 'prototype')) return true;
  return Object.values(value).some((inner) => namesPrototype(inner, depth + 1));
}

const isOptionalString = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Spaces, and what a line that ends with CR LF has before its end. */
const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** The lines as they come, without their ends; the last needs none. @throws HttpProblem 413 for one that has no end in sight */
async function* linesOf(body: Readable): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let [length, total] = [0, 0];
  const tooLong = () => new HttpProblem(413, 'body-too-large', 'a line is longer than 1 MiB');
  for await (const chunk of body as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > maxBytes) throw new HttpProblem(413, 'body-too-large', 'a request takes 256 MiB: send the rest in another');
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      const line = Buffer.concat([...pending, chunk.subarray(start, end)]);
      pending = [];
      length = 0;
      start = end + 1;
      if (line.length > maxLineBytes) throw tooLong();
      yield line;
    }
    pending.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > maxLineBytes) throw tooLong();
  }
  if (length > 0) yield Buffer.concat(pending);
}
