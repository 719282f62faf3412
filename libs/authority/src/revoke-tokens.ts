import { impossible, inTime, past, type Command, type Event, type EventTypes, type Instant } from '@redress/kernel';

/**
 * Tokens that are not accepted any more, though they have not expired: the one with this id, or all that were issued for a person until then. Nothing
 * in it is personal: people who have tokens appear by their `sub`, as everywhere in the log.
 */
export interface TokensRevokedData {
  /** The token's own id. */
  readonly jti?: string;
  /** Whose tokens. */
  readonly sub?: string;
  /** Issued until then; of a token by its id the moment of the revocation. */
  readonly before: Instant;
  /** A short code or reference. */
  readonly reason?: string;
}

export type TokensRevoked = Event<'TokensRevoked', TokensRevokedData>;
export type RevokeTokens = Command<'revokeTokens', Omit<TokensRevokedData, 'before'> & { readonly before?: Instant }>;

export const tokenEventTypes: EventTypes<TokensRevoked> = { TokensRevoked: { version: 1, personal: [] } };

/**
 * Takes back what an issuer gave; to revoke twice does no harm. Who comes with a token that was issued later is let in.
 * Codes, all 422: `revocation-of-what`, `invalid-time`, `future-time`.
 */
export function revokeTokens(command: RevokeTokens): TokensRevoked[] {
  inTime(command);
  const { jti, sub, before = command.now, reason } = command.data;
  impossible((jti === undefined) === (sub === undefined), 'revocation-of-what', 'Name one token by its jti, or a person by their sub.');
  impossible(
    jti !== undefined && command.data.before !== undefined,
    'revocation-of-what',
    'A token is revoked whenever it was issued: leave out before.',
  );
  past('before', before, command.now);
  return [{ type: 'TokensRevoked', data: { ...(jti === undefined ? { sub } : { jti }), before, ...(reason !== undefined && { reason }) } }];
}
