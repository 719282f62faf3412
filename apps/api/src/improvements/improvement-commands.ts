import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandleImprovement, HandleMeasurement } from '@redress/commands';
import type { ImprovementCommand, MeasurementCommand } from '@redress/improvement';
import { Clock } from '../clock.js';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { answered, commandFrom, newId, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { ImprovementAnswer, type RaiseImprovementDto, type RecordExposureDto, type RecordTrainingCoverageDto } from './improvements.dto.js';

/** Turns what came over HTTP into a command on an improvement, or a number to be put on record. */
@Injectable()
export class ImprovementCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** A new improvement. With an idempotency key its id follows from the key, so that a repetition meets the same stream. */
  raise(body: RaiseImprovementDto, headers: CommandHeaders): Promise<ImprovementAnswer> {
    return this.run(newId('improvement', headers), 'raiseImprovement', body, headers);
  }

  async run(improvementId: string, type: ImprovementCommand['type'], body: object, headers: CommandHeaders): Promise<ImprovementAnswer> {
    requireKeyOfMachines(headers);
    const command = commandFrom(type, body, headers, this.clock.now()) as ImprovementCommand;
    const outcome = await this.bus.execute(new HandleImprovement(improvementId, command, requestFrom(headers, { improvementId })));
    return answered(new ImprovementAnswer(), { improvementId }, outcome);
  }

  recordTrainingCoverage({ percent, ...body }: RecordTrainingCoverageDto, headers: CommandHeaders): Promise<CommandAnswer> {
    return this.measure('recordTrainingCoverage', { ...body, perMille: Math.round(percent * 10) }, headers);
  }

  recordExposure(body: RecordExposureDto, headers: CommandHeaders): Promise<CommandAnswer> {
    return this.measure('recordExposure', body, headers);
  }

  private async measure(type: MeasurementCommand['type'], body: object, headers: CommandHeaders): Promise<CommandAnswer> {
    requireKeyOfMachines(headers);
    const command = commandFrom(type, body, headers, this.clock.now()) as MeasurementCommand;
    return answered(new CommandAnswer(), {}, await this.bus.execute(new HandleMeasurement(command, requestFrom(headers, {}))));
  }
}
