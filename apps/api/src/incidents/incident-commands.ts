import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandleIncident, type IncidentOutcome } from '@redress/commands';
import type { IncidentCommand } from '@redress/improvement';
import { Clock } from '../clock.js';
import { answered, commandFrom, newId, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { IncidentAnswer, JoinAnswer, OpenIncidentDto, type JoinComplaintsDto } from './incidents.dto.js';

/** Turns what came over HTTP into a command on an incident. */
@Injectable()
export class IncidentCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** A new incident. With an idempotency key its id follows from the key, so that a repetition meets the same stream. */
  open(body: OpenIncidentDto, headers: CommandHeaders): Promise<IncidentAnswer> {
    const startedAt = body.startedAt ?? body.occurredAt ?? this.clock.now().toISOString();
    return this.run(newId('incident', headers), 'openIncident', Object.assign(new OpenIncidentDto(), body, { startedAt }), headers);
  }

  async join(incidentId: string, body: JoinComplaintsDto, headers: CommandHeaders): Promise<JoinAnswer> {
    const outcome = await this.send(incidentId, 'joinComplaints', body, headers);
    return answered(new JoinAnswer(), { incidentId, refused: [...outcome.refused] }, outcome);
  }

  async run(incidentId: string, type: IncidentCommand['type'], body: object, headers: CommandHeaders): Promise<IncidentAnswer> {
    return answered(new IncidentAnswer(), { incidentId }, await this.send(incidentId, type, body, headers));
  }

  private send(incidentId: string, type: IncidentCommand['type'], body: object, headers: CommandHeaders): Promise<IncidentOutcome> {
    requireKeyOfMachines(headers);
    const command = commandFrom(type, body, headers, this.clock.now()) as IncidentCommand;
    return this.bus.execute(new HandleIncident(incidentId, command, requestFrom(headers, { incidentId })));
  }
}
