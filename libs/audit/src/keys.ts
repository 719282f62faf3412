import { createPrivateKey, createPublicKey, generateKeyPairSync, hash as digest, type JsonWebKey, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';

/** An Ed25519 public key as a JWK (RFC 8037), with nothing else in it. */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes, base64url. */
  readonly x: string;
}

/** A private key that signs checkpoints. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  /** It takes over though the former key cannot endorse it any more, as somebody said when they made it. */
  readonly formerKeyLost: boolean;
}

/** The file of keys cannot be used; one line that says what to do, without anything secret. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

export function publicKeyOf(privateKey: KeyObject): PublicKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x: x! };
}

/** RFC 7638 thumbprint of a public key, SHA-256, base64url: what an auditor notes. */
export function fingerprintOf({ kty, crv, x }: PublicKey): string {
  return digest('sha256', canonicalJson({ kty, crv, x }), 'base64url');
}

/** @throws Error if it is none of Ed25519 */
export function keyObjectOf({ kty, crv, x }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x } as JsonWebKey, format: 'jwk' });
}

/** A new private key as a JWK. Secret. */
export function newSigningKey(): JsonWebKey {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
}

/**
 * The private keys of a file, the one to sign with last: a JWK, a JWK set, or PEM (PKCS #8), one block after the other. A key that takes over is
 * put behind the one that it follows, which then endorses it.
 * @throws KeyFileError
 */
export function signingKeysOf(text: string, path: string): SigningKey[] {
  try {
    const keys = text.trimStart().startsWith('{') ? ofJwk(text) : ofPem(text);
    if (keys.length > 0 && keys.every(({ privateKey }) => privateKey.asymmetricKeyType === 'ed25519')) return keys;
  } catch {
    // What is wrong with a secret is not repeated.
  }
  throw new KeyFileError(
    `${path} holds no Ed25519 private key: give a PEM file (openssl genpkey -algorithm ed25519), a JWK or a JWK set, the key to sign with last.`,
  );
}

function ofJwk(text: string): SigningKey[] {
  const read = JSON.parse(text) as { readonly keys?: JsonWebKey[] } & JsonWebKey;
  return (read.keys ?? [read]).map((jwk) => signingKey(createPrivateKey({ key: jwk, format: 'jwk' }), jwk.formerKeyLost === true));
}

function ofPem(text: string): SigningKey[] {
  const blocks = text.match(/-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----/g) ?? [];
  return blocks.map((pem) => signingKey(createPrivateKey(pem), false));
}

function signingKey(privateKey: KeyObject, formerKeyLost: boolean): SigningKey {
  return { fingerprint: fingerprintOf(publicKeyOf(privateKey)), privateKey, formerKeyLost };
}
