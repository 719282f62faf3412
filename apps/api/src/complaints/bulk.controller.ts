import { Controller, Header, HttpCode, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { validate as isUuid } from 'uuid';
import type { ImportHistory } from '@redress/complaint';
import { Allow } from '../auth/allow.js';
import { requireRole } from '../auth/auth.guard.js';
import { Caller, idempotencyKeyOf } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { HttpProblem, problemOf } from '../http/problem.js';
import { BodyPipe } from '../http/validation.js';
import { commandTable, type CommandName } from './command-table.js';
import { ComplaintCommands } from './complaint-commands.js';
import type { ComplaintAnswer } from './dto/complaint-answer.dto.js';
import type { ReceiveDto } from './dto/receive.dto.js';

/** One line of the bulk door. */
interface CommandLine {
  readonly command: CommandName;
  /** Not for `receive` and `importHistory`, which make their own. */
  readonly complaintId?: string;
  readonly idempotencyKey?: string;
  readonly body: object;
}

const maxLineLength = 1_048_576;
/** More would not be received within the time that a request may take. */
const maxLines = 10_000;
/** How many lines are under way at once; those of one complaint wait for each other in the aggregate, in order. */
const concurrency = 64;

/** Many commands in one request: a result line for each, in order; a failure does not stop the rest. */
@ApiTags('commands')
@Controller('v1/commands')
export class BulkController {
  private readonly pipe = new BodyPipe();

  constructor(private readonly commands: ComplaintCommands) {}

  /** Carries out NDJSON: one command per line, `{"command":"receive","idempotencyKey":"…","body":{…}}`. */
  @Post()
  @HttpCode(200)
  @Header('Content-Type', 'application/x-ndjson')
  // Each line's command says who may send it.
  @Allow('any-role')
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ schema: { type: 'string' }, description: 'One JSON object per line: command, complaintId, idempotencyKey, body.' })
  @ApiOkResponse({ description: 'One result per line, in order.', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  run(@Req() request: FastifyRequest, @Caller() caller: CommandHeaders): StreamableFile {
    if (!(request.body instanceof Readable)) throw new HttpProblem(415, 'unsupported-media-type', 'send application/x-ndjson');
    return new StreamableFile(Readable.from(this.results(request.body, caller)), { type: 'application/x-ndjson' });
  }

  private async *results(body: Readable, caller: CommandHeaders): AsyncGenerator<string> {
    const underWay: Promise<object>[] = [];
    let line = 0;
    try {
      for await (const text of linesOf(body)) {
        line += 1;
        if (line > maxLines) throw new HttpProblem(413, 'body-too-large', `a request takes ${maxLines} lines: send the rest in another`);
        if (text.length > maxLineLength) throw new HttpProblem(413, 'body-too-large', 'a line is longer than 1 MiB');
        if (text.trim() !== '') underWay.push(this.result(line, text, caller));
        if (underWay.length >= concurrency) yield `${JSON.stringify(await underWay.shift())}\n`;
      }
    } catch (error) {
      // What is under way is answered all the same; this line ends the request.
      underWay.push(Promise.resolve(refusal(line, error)));
    }
    for (const result of underWay) yield `${JSON.stringify(await result)}\n`;
  }

  private async result(line: number, text: string, caller: CommandHeaders): Promise<object> {
    try {
      const { command, ...rest } = lineFrom(text);
      const { dto, roles } = commandTable[command];
      requireRole(caller.principal, roles);
      const body = (await this.pipe.transform(rest.body, { type: 'body', metatype: dto })) as object;
      const status = command === 'receive' || command === 'importHistory' ? 201 : 200;
      return Object.assign({ line, status }, await this.send({ command, ...rest, body }, rest.body, caller));
    } catch (error) {
      return refusal(line, error);
    }
  }

  private send(
    { command, complaintId, idempotencyKey, body }: CommandLine,
    sentBody: object,
    caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    const headers: CommandHeaders = {
      principal: caller.principal,
      correlationId: caller.correlationId,
      sentBody,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
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

function lineFrom(text: string): CommandLine {
  let line: Partial<CommandLine> | null;
  try {
    line = JSON.parse(text) as Partial<CommandLine> | null;
  } catch {
    throw new HttpProblem(400, 'malformed-body', 'the line is not valid JSON');
  }
  const { command, body, idempotencyKey, complaintId } = line ?? {};
  if (typeof command !== 'string' || !Object.hasOwn(commandTable, command)) {
    throw new HttpProblem(400, 'unknown-command', `command must be one of ${Object.keys(commandTable).join(', ')}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new HttpProblem(400, 'invalid-body', 'body must be an object');
  if (idempotencyKey !== undefined && typeof idempotencyKey !== 'string') {
    throw new HttpProblem(400, 'invalid-idempotency-key', 'idempotencyKey must be a string');
  }
  if (complaintId !== undefined && typeof complaintId !== 'string')
    throw new HttpProblem(400, 'invalid-body', 'complaintId must be a string');
  return { command, body, idempotencyKey, complaintId };
}

/** The lines as they come; one that has no end in sight is cut off, and is the last. */
async function* linesOf(body: Readable): AsyncGenerator<string> {
  let pending = '';
  for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop()!;
    yield* lines;
    if (pending.length > maxLineLength) break;
  }
  if (pending !== '') yield pending;
}
