import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  decideErasure,
  erasureEventTypes,
  erasureStreams,
  evolveErasure,
  noErasureRequest,
  type ErasureCommand,
  type ErasureEvent,
  type ErasureRequestState,
} from '@redress/privacy';
import type { Recorded } from '@redress/kernel';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';

/** The stream that the events of a request for erasure are appended to. */
export const erasureStream = (requestId: string): string => `${erasureStreams}${requestId}`;

export const erasureDecider: Decider<ErasureRequestState, ErasureCommand, ErasureEvent> = {
  initial: noErasureRequest,
  types: erasureEventTypes,
  decide: decideErasure,
  evolve: (state, event) => evolveErasure(state, event as Recorded<ErasureEvent>),
  begins: ({ type }) => type === 'proposeErasure',
  identityOf: () => null,
  policyVersionsOf: () => ({}),
};

export class ErasureAggregate extends Aggregate<ErasureRequestState, ErasureCommand, ErasureEvent> {}

/** Carries a command out on one request for erasure; what it allows is done by whoever sends it. */
export class HandleErasure extends Command<Outcome> {
  constructor(
    readonly requestId: string,
    readonly command: ErasureCommand,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandleErasure)
export class ErasureHandler implements ICommandHandler<HandleErasure> {
  constructor(private readonly erasures: ErasureAggregate) {}

  execute({ requestId, command, request }: HandleErasure): Promise<Outcome> {
    return this.erasures.execute(erasureStream(requestId), command, request);
  }
}
