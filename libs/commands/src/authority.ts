import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  authorityEventTypes,
  decide,
  defaultMatrix,
  delegationInForce,
  evolve,
  matrixInForce,
  noAuthority,
  type AuthorityCommand,
  type AuthorityEvent,
  type AuthorityState,
  type Delegation,
  type Matrix,
} from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';
import { Fresh } from './fresh.js';
import { idFrom } from './ids.js';

/** One company, one authority: all matrices and delegations are in one stream, and follow each other. */
export const authorityStream = 'authority-default';

export const authorityDecider: Decider<AuthorityState, AuthorityCommand, AuthorityEvent> = {
  initial: noAuthority,
  types: authorityEventTypes,
  decide,
  evolve,
  begins: () => false,
  identityOf: () => null,
  policyVersionsOf: () => ({}),
};

export class AuthorityAggregate extends Aggregate<AuthorityState, AuthorityCommand, AuthorityEvent> {}

/** What decisions about a complaint need to know of the authority. */
export class AuthorityPolicies {
  private readonly known = new Fresh((now) => this.latest(now));

  constructor(private readonly authority: AuthorityAggregate) {}

  /**
   * The matrix in force at the moment of a decision; reads the log at most once in 30 s of those moments.
   * @throws RuleViolation `no-matrix-in-force`, and what the event store throws
   */
  async matrixAt(now: Instant): Promise<Matrix> {
    return matrixInForce(await this.known.at(now), now);
  }

  /** The delegation if it is in force at this moment: never from a cache, so that a revocation counts at once. */
  async delegation(id: string, now: Instant): Promise<Delegation | undefined> {
    return delegationInForce(await this.latest(now), id, now);
  }

  /** What is stored now; with the default matrix, which is published if there is none: once, however many processes find that at once. */
  async latest(now: Instant): Promise<AuthorityState> {
    const state = await this.authority.latest(authorityStream);
    if (state.matrices.length > 0) return state;
    const { version: _, ...data } = defaultMatrix;
    const commandId = idFrom('authority', 'default-matrix');
    await this.authority.execute(
      authorityStream,
      { type: 'publishMatrix', data, by: { sub: 'redress', roles: [] }, occurredAt: now, now, origin: 'automation' },
      { commandId, body: {}, correlationId: commandId, causationId: commandId },
    );
    return this.authority.latest(authorityStream);
  }
}

/** Publishes or retires a matrix, delegates or revokes. */
export class HandleAuthority extends Command<Outcome> {
  constructor(
    readonly command: AuthorityCommand,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandleAuthority)
export class AuthorityHandler implements ICommandHandler<HandleAuthority> {
  constructor(
    private readonly authority: AuthorityAggregate,
    private readonly policies: AuthorityPolicies,
  ) {}

  async execute({ command, request }: HandleAuthority): Promise<Outcome> {
    await this.policies.latest(command.now);
    return this.authority.execute(authorityStream, command, request);
  }
}
