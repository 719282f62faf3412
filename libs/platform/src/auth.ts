import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';

/** Which routes are open to whom is said in these words and no others. */
export const roles = [
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'channel-head',
  'operations-director',
  'cfo',
  'chief-actuary',
  'board-secretary',
  'finance',
  'policy-admin',
  'privacy-officer',
  'auditor',
  'analyst',
  'operator',
  'service',
] as const;
export type Role = (typeof roles)[number];

/** What a role can be called: an authority matrix is data, and may ask for roles that this program does not know. */
export const rolePattern = /^[a-z][a-z0-9-]{0,59}$/;
const maxRoles = 50;

/** Who a token speaks for. */
export interface Principal {
  readonly sub: string;
  readonly name?: string;
  /** Well-formed ones, known here or not. */
  readonly roles: readonly string[];
  readonly unit?: string;
}

/** A token that is not accepted; `code` says why without saying what would be. */
export class TokenRefused extends Error {
  constructor(
    readonly code: 'token-missing' | 'token-invalid' | 'token-expired',
    detail: string,
  ) {
    super(detail);
    this.name = 'TokenRefused';
  }
}

/** The issuer's keys cannot be had: whether a token is good cannot be said. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';

  constructor(cause: unknown) {
    super("the issuer's keys cannot be had", { cause });
  }
}

/** What is wrong with a token itself; any other error is the issuer's. */
const refusals = [
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

/** Signatures that are accepted: asymmetric only, so that a public key can never be used as a secret. */
const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'RS256', 'PS256'];
const clockToleranceSeconds = 5;

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  /** URL, or path of a file. */
  readonly jwks: string;
}

/** Verifies bearer tokens against the issuer's keys; a token that was verified is not verified again until it expires. */
export class Tokens {
  private readonly verified = new LRUCache<string, { principal: Principal; expiresAt: number }>({ max: 10_000 });

  private constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly settings: TokenSettings,
  ) {}

  static async create(settings: TokenSettings): Promise<Tokens> {
    const remote = /^https?:/.test(settings.jwks);
    const keys = remote
      ? createRemoteJWKSet(new URL(settings.jwks))
      : createLocalJWKSet(JSON.parse(await readFile(settings.jwks, 'utf8')) as JSONWebKeySet);
    return new Tokens(keys, settings);
  }

  /**
   * @param authorization the header's value
   * @param now milliseconds since the epoch
   * @throws TokenRefused
   */
  async principalOf(authorization: string | undefined, now: number): Promise<Principal> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new TokenRefused('token-missing', 'send a token: Authorization: Bearer <JWT>');
    const known = this.verified.get(token);
    if (known && known.expiresAt > now) return known.principal;
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['sub', 'exp', 'roles'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now),
      });
      const principal = principalFrom(payload);
      this.verified.set(token, { principal, expiresAt: payload.exp! * 1000 });
      return principal;
    } catch (error) {
      if (error instanceof TokenRefused) throw error;
      if (error instanceof errors.JWTExpired) throw new TokenRefused('token-expired', 'the token has expired: get a new one');
      if (refusals.some((type) => error instanceof type)) throw new TokenRefused('token-invalid', 'the token is not valid here');
      throw new IssuerUnavailable(error);
    }
  }
}

function principalFrom(claims: Record<string, unknown>): Principal {
  const { sub, name, roles: claimed, unit } = claims;
  const formed = Array.isArray(claimed) ? claimed.filter((role): role is string => typeof role === 'string' && rolePattern.test(role)) : [];
  if (typeof sub !== 'string' || sub === '' || sub.length > 200) throw new TokenRefused('token-invalid', 'the token names nobody');
  return {
    sub,
    roles: formed.slice(0, maxRoles),
    ...(typeof name === 'string' && { name }),
    ...(typeof unit === 'string' && { unit }),
  };
}
