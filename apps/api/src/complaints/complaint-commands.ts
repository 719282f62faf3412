import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandleComplaint, idFrom } from '@redress/commands';
import type { ComplaintCommand, ImportHistory } from '@redress/complaint';
import { TrackingCodes } from '@redress/privacy';
import { Clock } from '../clock.js';
import { answered, commandFrom, newId, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import type { CommandName } from './command-table.js';
import { ComplaintAnswer, ReceivedAnswer } from './dto/complaint-answer.dto.js';
import type { ReceiveDto } from './dto/receive.dto.js';

/** Turns what came over HTTP into a command: who, when and under which ids. */
@Injectable()
export class ComplaintCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly codes: TrackingCodes,
  ) {}

  /** A new complaint. With an idempotency key its id follows from the key, so that a repetition meets the same stream. */
  async receive(body: ReceiveDto, headers: CommandHeaders): Promise<ReceivedAnswer> {
    const id = newId('complaint', headers);
    const { firstReceiver = headers.principal.sub, complainantKind = body.complainant ? 'customer' : 'anonymous' } = body;
    const answer = await this.run(id, 'receive', Object.assign({}, body, { firstReceiver, complainantKind }), headers);
    return Object.assign(new ReceivedAnswer(), answer, { trackingCode: this.codes.codeOf(id) });
  }

  /** One case of another system: its identity there is its idempotency key here, whoever imports it and from which file. */
  importHistory(body: ImportHistory, headers: CommandHeaders): Promise<ComplaintAnswer> {
    const { file: _file, line: _line, ...identity } = body.source;
    const id = idFrom('import', identity.system, identity.id);
    return this.run(id, 'importHistory', body, { ...headers, idempotencyKey: undefined, sentBody: { ...body, source: identity } }, id);
  }

  /** On one clock of a complaint. Which, belongs to what a repeated key must bring again. */
  onClock(
    complaintId: string,
    type: 'pauseDeadline' | 'resumeDeadline' | 'extendDeadline',
    clock: string,
    body: object,
    headers: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.run(complaintId, type, Object.assign({}, body, { clock }), { ...headers, sentBody: { ...headers.sentBody, clock } });
  }

  async run(complaintId: string, type: CommandName, body: object, headers: CommandHeaders, commandId?: string): Promise<ComplaintAnswer> {
    const isImport = type === 'importHistory';
    if (!isImport) requireKeyOfMachines(headers);
    const command = commandFrom(type, body, headers, this.clock.now(), isImport ? 'import' : 'api') as ComplaintCommand;
    const outcome = await this.bus.execute(new HandleComplaint(complaintId, command, requestFrom(headers, { complaintId }, commandId)));
    return answered(new ComplaintAnswer(), { complaintId }, outcome);
  }
}
