import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { v7 as uuid } from 'uuid';
import { HandleComplaint, idFrom } from '@redress/commands';
import type { ComplaintCommand, ImportHistory } from '@redress/complaint';
import type { Principal } from '@redress/platform';
import { requireRole } from '../auth/auth.guard.js';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/problem.js';
import { commandTable, type CommandName } from './command-table.js';
import { CommandAnswer } from './dto/command-answer.dto.js';
import type { ReceiveDto } from './dto/receive.dto.js';

/** What came with a command beside its body. */
export interface CommandHeaders {
  readonly principal: Principal;
  /** Any string of at most 200 characters. */
  readonly idempotencyKey?: string;
  /** What the client sent, before anything was normalised: a repeated key must bring the same. */
  readonly sentBody: object;
  readonly expectedRevision?: number;
  readonly correlationId?: string;
}

/** Turns what came over HTTP into a command: who, when and under which ids. */
@Injectable()
export class ComplaintCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** A new complaint. With an idempotency key its id follows from the key, so that a repetition meets the same stream. */
  receive(body: ReceiveDto, headers: CommandHeaders): Promise<CommandAnswer> {
    const { principal, idempotencyKey } = headers;
    const id = idempotencyKey === undefined ? uuid() : idFrom('complaint', principal.sub, idempotencyKey);
    const { firstReceiver = principal.sub, complainantKind = body.complainant ? 'customer' : 'anonymous' } = body;
    return this.run(id, 'receive', Object.assign({}, body, { firstReceiver, complainantKind }), headers);
  }

  /** One case of another system: its identity there is its idempotency key here, whoever imports it and from which file. */
  importHistory(body: ImportHistory, headers: CommandHeaders): Promise<CommandAnswer> {
    const { file: _file, line: _line, ...identity } = body.source;
    const id = idFrom('import', identity.system, identity.id);
    return this.run(id, 'importHistory', body, { ...headers, idempotencyKey: undefined, sentBody: { ...body, source: identity } }, id);
  }

  async run(
    complaintId: string,
    type: CommandName,
    body: object,
    headers: CommandHeaders,
    commandId = commandIdOf(headers),
  ): Promise<CommandAnswer> {
    const { principal } = headers;
    const roles = commandTable[type].rolesFor?.(body, principal);
    if (roles) requireRole(principal, roles);
    if (principal.roles.includes('service') && headers.idempotencyKey === undefined && type !== 'importHistory') {
      throw new HttpProblem(
        400,
        'idempotency-key-required',
        'machines must send an Idempotency-Key, so that a repetition does nothing twice',
      );
    }
    const now = this.clock.now().toISOString();
    const { occurredAt, ...data } = definedOf(body) as { occurredAt?: string };
    const command = {
      type,
      data,
      by: { sub: principal.sub, roles: principal.roles, ...(principal.unit && { unit: principal.unit }) },
      occurredAt: occurredAt ?? now,
      now,
      origin: type === 'importHistory' ? 'import' : 'api',
    } as unknown as ComplaintCommand;
    const { revision, position, events, repeated } = await this.bus.execute(
      new HandleComplaint(complaintId, command, {
        commandId,
        body: { complaintId, ...headers.sentBody },
        correlationId: headers.correlationId ?? commandId,
        causationId: commandId,
        expectedRevision: headers.expectedRevision,
      }),
    );
    return Object.assign(new CommandAnswer(), { complaintId, revision, position: position.toString(), events: [...events], repeated });
  }
}

function commandIdOf({ principal, idempotencyKey }: CommandHeaders): string {
  return idempotencyKey === undefined ? uuid() : idFrom('command', principal.sub, idempotencyKey);
}

/** A DTO instance as plain data, its `toJSON` if it has one, without what was left out: decisions and the log know no classes and no `undefined`. */
function definedOf(body: object): object {
  return JSON.parse(JSON.stringify(body)) as object;
}
