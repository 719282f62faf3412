import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { RevokeTokens } from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, Optional } from '../http/fields.js';

/** Tokens are taken back: one, or all of a person. */
export class RevokeTokensDto implements RevokeTokensBody {
  /** The token's own id. */
  @Optional()
  @IsCode()
  jti?: string;

  /** Whose tokens: those that were issued until now, or until `before`. Who signs in again is let in. */
  @Optional()
  @IsCode()
  sub?: string;

  /** With `sub`: only tokens that were issued until then. */
  @Optional()
  @IsInstant()
  before?: Instant;

  /** A short code or reference; not the person's affairs in words, which the log would keep for ever. */
  @Optional()
  @ApiPropertyOptional({ maxLength: 100 })
  @Matches(/^[A-Za-z0-9 .:/_-]{1,100}$/, { message: '$property must be 1 to 100 letters, digits, spaces or . : / _ -' })
  reason?: string;
}

type RevokeTokensBody = RevokeTokens['data'];

export class RevocationDto {
  /** The token's own id; null where all tokens of a person are revoked. */
  jti: string | null;

  /** Whose tokens; null where it is one. */
  sub: string | null;

  /** Issued until then. */
  before: Instant;

  reason: string | null;

  revokedAt: Instant;

  /** Who revoked them, a staff `sub`. */
  by: string;
}

/** Revocations that may still matter: of older ones every token has expired. */
export class RevocationsDto {
  items: RevocationDto[];
}
