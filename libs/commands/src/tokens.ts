import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { revokeTokens, tokenEventTypes, type RevokeTokens, type TokensRevoked } from '@redress/authority';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';

/** All revocations are in one stream: they are few, and who lets people in follows them. */
export const revocationStream = 'token-revocations';

export const tokenDecider: Decider<null, RevokeTokens, TokensRevoked> = {
  initial: null,
  types: tokenEventTypes,
  decide: (_, command) => revokeTokens(command),
  evolve: (state) => state,
  begins: () => false,
  identityOf: () => null,
  policyVersionsOf: () => ({}),
};

export class TokenAggregate extends Aggregate<null, RevokeTokens, TokensRevoked> {}

/** Takes tokens back. */
export class HandleTokens extends Command<Outcome> {
  constructor(
    readonly command: RevokeTokens,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandleTokens)
export class TokenHandler implements ICommandHandler<HandleTokens> {
  constructor(private readonly tokens: TokenAggregate) {}

  execute({ command, request }: HandleTokens): Promise<Outcome> {
    return this.tokens.execute(revocationStream, command, request);
  }
}
