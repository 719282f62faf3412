import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { IssuerKeys, IssuerUnavailable } from './issuer-keys.js';
import { repeatedName } from './repeated-name.js';

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
    readonly code: 'token-missing' | 'token-invalid' | 'token-expired' | 'token-revoked',
    detail: string,
  ) {
    super(detail);
    this.name = 'TokenRefused';
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

/** Kinds of token that may be sent here (RFC 9068); an issuer that names none is told apart by the audience. */
const types = ['jwt', 'at+jwt', 'application/at+jwt'];

/** More than any token of roles needs, and less than what a header may have. */
const maxTokenLength = 8_192;

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  /** URL, or path of a file. */
  readonly jwks: string;
  /** A token is accepted for so long after it was issued, whatever it says itself. */
  readonly maxAgeSeconds: number;
}

/** What a revocation is about. */
export interface RevocableToken {
  /** Its own id, if the issuer gave it one. */
  readonly jti?: string;
  readonly sub: string;
  /** Seconds since the epoch. */
  readonly iat: number;
}

interface Verified {
  readonly principal: Principal;
  readonly token: RevocableToken;
  readonly expiresAt: number;
  /** Of the keys that it was verified with. */
  readonly generation: number;
}

/**
 * Verifies bearer tokens against the issuer's keys. A token that was verified is not verified again until it expires; whether it was revoked,
 * and whether its key still holds, is asked each time.
 */
export class Tokens {
  private readonly verified = new LRUCache<string, Verified>({ max: 10_000 });

  private constructor(
    private readonly keys: IssuerKeys,
    private readonly settings: TokenSettings,
    private readonly isRevoked: (token: RevocableToken) => boolean,
  ) {}

  /**
   * @param isRevoked may throw where that cannot be said: nobody is let in then
   * @param keys for specs
   * @throws IssuerUnavailable for a file without keys; a URL is asked when the first token comes
   */
  static async create(
    settings: TokenSettings,
    isRevoked: (token: RevocableToken) => boolean = () => false,
    keys = IssuerKeys.of(settings.jwks),
  ): Promise<Tokens> {
    if (!/^https?:/.test(settings.jwks)) await keys.generation(0);
    return new Tokens(keys, settings, isRevoked);
  }

  /** Whether this token was verified here and is still good: then nothing of it has to be computed. */
  isKnown(authorization: string | undefined, now: number): boolean {
    const known = this.verified.get(tokenOf(authorization) ?? '');
    return known !== undefined && known.expiresAt > now;
  }

  /**
   * Asked again with the same header while an answer goes on for long, it says whether its reader may still read.
   *
   * @param authorization the header's value
   * @param now milliseconds since the epoch
   * @throws TokenRefused, IssuerUnavailable, and what `isRevoked` throws
   */
  async principalOf(authorization: string | undefined, now: number): Promise<Principal> {
    const text = tokenOf(authorization);
    if (!text) throw new TokenRefused('token-missing', 'send a token: Authorization: Bearer <JWT>');
    const generation = await this.keys.generation(now);
    let known = this.verified.get(text);
    if (!known || known.expiresAt <= now || known.generation !== generation) {
      known = await this.verify(text, now);
      this.verified.set(text, known);
    }
    if (this.isRevoked(known.token)) throw new TokenRefused('token-revoked', 'the token was revoked: sign in again');
    return known.principal;
  }

  private async verify(token: string, now: number): Promise<Verified> {
    const { issuer, audience, maxAgeSeconds } = this.settings;
    try {
      mustBePlain(token);
      const { payload } = await jwtVerify(token, this.keys.keyOf, {
        issuer,
        audience,
        algorithms,
        maxTokenAge: maxAgeSeconds,
        requiredClaims: ['sub', 'exp', 'roles'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now),
      });
      mustSayNothingTwice(token);
      return {
        principal: principalFrom(payload),
        token: revocableFrom(payload),
        expiresAt: Math.min(payload.exp!, payload.iat! + maxAgeSeconds) * 1_000,
        generation: await this.keys.generation(now),
      };
    } catch (error) {
      this.verified.delete(token);
      if (error instanceof TokenRefused) throw error;
      if (error instanceof errors.JWTExpired) throw new TokenRefused('token-expired', 'the token has expired: get a new one');
      if (refusals.some((type) => error instanceof type)) throw invalid();
      if (error instanceof IssuerUnavailable) throw error;
      throw new IssuerUnavailable(error);
    }
  }
}

const invalid = (): TokenRefused => new TokenRefused('token-invalid', 'the token is not valid here');

const tokenOf = (authorization: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

/** What can be said of a token without a key; where the key is comes from our configuration alone, whatever a header tells of `jwk` or `jku`. */
function mustBePlain(token: string): void {
  if (token.length > maxTokenLength || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw invalid();
  let header: Readonly<Record<string, unknown>>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw invalid();
  }
  const { kid, typ } = header;
  // Without a name every key would have to be tried.
  if (!isId(kid)) throw invalid();
  if (typ !== undefined && !(typeof typ === 'string' && types.includes(typ.toLowerCase()))) throw invalid();
}

/** Two readers of a name that comes twice may take it for different things. */
function mustSayNothingTwice(token: string): void {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8')) as [string, string];
  if (repeatedName(header) !== undefined || repeatedName(payload) !== undefined) throw invalid();
}

function revocableFrom({ jti, sub, iat, exp }: JWTPayload): RevocableToken {
  // 1e999 is a number to JSON.
  if (!Number.isFinite(exp) || !Number.isFinite(iat) || (jti !== undefined && !isId(jti))) throw invalid();
  return { sub: sub!, iat: iat!, ...(jti !== undefined && { jti }) };
}

/** Half a character is none: what is stored would be another one. */
const isId = (value: unknown): value is string => typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value);

function principalFrom(claims: Record<string, unknown>): Principal {
  const { sub, name, roles: claimed, unit } = claims;
  const formed = Array.isArray(claimed) ? claimed.filter((role): role is string => typeof role === 'string' && rolePattern.test(role)) : [];
  if (!isId(sub)) throw new TokenRefused('token-invalid', 'the token names nobody');
  // Whom no unit confines works for the whole company: that must not come of a mistake.
  if (unit !== undefined && unit !== '' && !isId(unit)) throw invalid();
  return {
    sub,
    roles: formed.slice(0, maxRoles),
    ...(typeof name === 'string' && { name }),
    ...(typeof unit === 'string' && { unit }),
  };
}
