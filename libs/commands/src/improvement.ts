import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  decide,
  decideMeasurement,
  evolve,
  improvementEventTypes,
  measurementEventTypes,
  noImprovement,
  type ImprovementCommand,
  type ImprovementEvent,
  type ImprovementState,
  type MeasurementCommand,
  type MeasurementEvent,
} from '@redress/improvement';
import { RuleViolation } from '@redress/kernel';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';
import { ComplaintAggregate } from './complaint.js';
import { idFrom } from './ids.js';
import { complaintStream } from './other-cases.js';

const improvementStream = (improvementId: string): string => `improvement-${improvementId}`;

/** One stream for each key: what is recorded for it later takes the place of what was. */
function measurementStream({ type, data }: MeasurementCommand): string {
  switch (type) {
    case 'recordTrainingCoverage':
      return `training-${idFrom('training', data.topic, data.unit)}`;
    case 'recordExposure':
      return `exposure-${idFrom('exposure', JSON.stringify([data.unit, data.product, data.period.from, data.period.to]))}`;
  }
}

export const improvementDecider: Decider<ImprovementState, ImprovementCommand, ImprovementEvent> = {
  initial: noImprovement,
  types: improvementEventTypes,
  decide,
  evolve,
  begins: ({ type }) => type === 'raiseImprovement',
  // Free text is sealed under a key of the improvement's own: it is about the company, whoever is mentioned in it.
  identityOf: () => null,
  // A person who was named in it may have been erased.
  goesOnErased: true,
  policyVersionsOf: () => ({}),
};

export const measurementDecider: Decider<null, MeasurementCommand, MeasurementEvent> = {
  initial: null,
  types: measurementEventTypes,
  decide: (_, command) => decideMeasurement(command),
  evolve: (state) => state,
  begins: () => false,
  identityOf: () => null,
  policyVersionsOf: () => ({}),
};

export class ImprovementAggregate extends Aggregate<ImprovementState, ImprovementCommand, ImprovementEvent> {}
export class MeasurementAggregate extends Aggregate<null, MeasurementCommand, MeasurementEvent> {}

/** Carries a command out on one improvement. */
export class HandleImprovement extends Command<Outcome> {
  constructor(
    readonly improvementId: string,
    readonly command: ImprovementCommand,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandleImprovement)
export class ImprovementHandler implements ICommandHandler<HandleImprovement> {
  constructor(
    private readonly improvements: ImprovementAggregate,
    private readonly complaints: ComplaintAggregate,
  ) {}

  async execute({ improvementId, command, request }: HandleImprovement): Promise<Outcome> {
    if (command.type === 'raiseImprovement') await this.known(command.data.from.complaints ?? []);
    return this.improvements.execute(improvementStream(improvementId), command, request);
  }

  /** An improvement leads back to its complaints, so they must be there. Code: `unknown-complaint` (`complaint`). */
  private async known(complaints: readonly string[]): Promise<void> {
    for (const complaint of complaints) {
      const { status } = await this.complaints.latest(complaintStream(complaint));
      if (status !== 'none') continue;
      throw new RuleViolation('unknown-complaint', 'No complaint is known under this id: name those that were received.', { complaint });
    }
  }
}

/** Puts a training coverage or an exposure on record. */
export class HandleMeasurement extends Command<Outcome> {
  constructor(
    readonly command: MeasurementCommand,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandleMeasurement)
export class MeasurementHandler implements ICommandHandler<HandleMeasurement> {
  constructor(private readonly measurements: MeasurementAggregate) {}

  execute({ command, request }: HandleMeasurement): Promise<Outcome> {
    return this.measurements.execute(measurementStream(command), command, request);
  }
}
