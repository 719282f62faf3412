import { createHmac, sign, type KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokens, type RevocableToken } from './auth.js';
import { IssuerKeys } from './issuer-keys.js';
import { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, mintToken } from './local-keys.js';

const now = Date.parse('2026-11-22T08:00:00.000Z');
const seconds = now / 1_000;
const day = 86_400;
const issuer = 'https://login.example.com/';

const ed = generateKeyPairSync('ed25519');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('ed25519');
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const jwk = (key: KeyObject, rest: object) => ({ ...key.export({ format: 'jwk' }), use: 'sig', ...rest });
const published = {
  keys: [
    jwk(ed.publicKey, { kid: 'ed', alg: 'EdDSA' }),
    jwk(ec.publicKey, { kid: 'ec' }),
    jwk(rsa.publicKey, { kid: 'rsa' }),
    jwk(weak.publicKey, { kid: 'weak' }),
    { kty: 'oct', kid: 'oct', k: Buffer.alloc(32, 7).toString('base64url') },
    { ...jwk(stranger.publicKey, { kid: 'enc' }), use: 'enc' },
  ],
};

const encode = (part: unknown): string => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const header = { alg: 'EdDSA', kid: 'ed', typ: 'JWT' };
const claims = { iss: issuer, aud: 'redress', sub: 'u1', roles: ['handler'], iat: seconds - 60, exp: seconds + 3_600, jti: 't-1' };

/** A token as it is not made by any library: parts as given, an object or a text, and a signature over them. */
function made(head: unknown = header, body: unknown = claims, key: KeyObject = ed.privateKey): string {
  const signed = `${encode(head)}.${encode(body)}`;
  const { alg } = (typeof head === 'string' ? JSON.parse(head) : head) as { alg: string };
  const hash = { ES256: 'sha256', ES384: 'sha384', RS256: 'sha256', PS256: 'sha256', RS512: 'sha512' }[alg];
  const how = { key, dsaEncoding: 'ieee-p1363' as const, ...(alg === 'PS256' && { padding: 6, saltLength: 32 }) };
  return `${signed}.${sign(hash ?? null, Buffer.from(signed), how).toString('base64url')}`;
}
const withClaims = (some: object): string => made(header, { ...claims, ...some });
const without = (name: keyof typeof claims): string => withClaims({ [name]: undefined });

let folder: string;
let revoked: (token: RevocableToken) => boolean;
let tokens: Tokens;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-auth-'));
  await writeFile(join(folder, 'jwks.json'), JSON.stringify(published));
  const settings = { issuer, audience: 'redress', jwks: join(folder, 'jwks.json'), maxAgeSeconds: 31 * day };
  tokens = await Tokens.create(settings, (token) => revoked(token));
});
beforeEach(() => void (revoked = () => false));
afterAll(() => rm(folder, { recursive: true }));

const at = (token: string, when = now) => tokens.principalOf(`Bearer ${token}`, when);
const refused = (code: string) => expect.objectContaining({ name: 'TokenRefused', code }) as Error;

describe('a token that is good', () => {
  it('says who it speaks for', async () => {
    expect(await at(withClaims({ name: 'Li Na', unit: 'beijing' }))).toEqual({
      sub: 'u1',
      name: 'Li Na',
      roles: ['handler'],
      unit: 'beijing',
    });
  });

  it.each([
    ['Ed25519', made()],
    ['P-256', made({ alg: 'ES256', kid: 'ec', typ: 'at+jwt' }, claims, ec.privateKey)],
    ['RSA', made({ alg: 'RS256', kid: 'rsa' }, claims, rsa.privateKey)],
    ['RSA-PSS', made({ alg: 'PS256', kid: 'rsa', typ: 'application/at+jwt' }, claims, rsa.privateKey)],
    ['one of several audiences', withClaims({ aud: ['other', 'redress'] })],
    ['no id of its own', without('jti')],
  ])('is signed with %s, or has %s', async (_what, token) => expect(await at(token)).toMatchObject({ sub: 'u1' }));

  it('may be off by a few seconds, as clocks are', async () => {
    for (const some of [{ exp: seconds - 4 }, { iat: seconds + 4 }, { nbf: seconds + 4 }]) expect(await at(withClaims(some))).toBeDefined();
  });
});

describe('a token is not accepted', () => {
  const noSignature = `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`;
  const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  const confused = (secret: string | Buffer, kid: string): string => {
    const signed = `${encode({ alg: 'HS256', kid, typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const [head, body, signature] = made().split('.') as [string, string, string];

  const cases: [string, string][] = [
    ['without a signature', noSignature],
    ['without a signature, said otherwise', `${encode({ ...header, alg: 'NoNe' })}.${encode(claims)}.${signature}`],
    ['with a public key as the secret', confused(spki, 'rsa')],
    ['with a secret that stands among the keys', confused(Buffer.alloc(32, 7), 'oct')],
    ['by an algorithm that is not listed', made({ alg: 'RS512', kid: 'rsa' }, claims, rsa.privateKey)],
    ['by an algorithm that the key is not for', made({ ...header, alg: 'ES256' }, claims, ec.privateKey)],
    [
      'by an algorithm of another curve',
      made({ alg: 'ES384', kid: 'ec' }, claims, generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
    ],
    ['by somebody else with the name of our key', made(header, claims, stranger.privateKey)],
    ['by a key that is not for signatures', made({ ...header, kid: 'enc' }, claims, stranger.privateKey)],
    ['without the name of a key', made({ alg: 'EdDSA', typ: 'JWT' })],
    ['with the name of no key', made({ ...header, kid: 'nobody' })],
    ['with a name of a key that is none', made({ ...header, kid: ['ed'] })],
    ['with a name of a key that is a path', made({ ...header, kid: '../../../dev/null' })],
    ['that brings its own key', made({ ...header, kid: 'own', jwk: jwk(stranger.publicKey, { kid: 'own' }) }, claims, stranger.privateKey)],
    [
      'that brings its own key under the name of ours',
      made({ ...header, jwk: jwk(stranger.publicKey, { kid: 'ed' }) }, claims, stranger.privateKey),
    ],
    [
      'that says where its keys are',
      made({ ...header, kid: 'own', jku: 'http://127.0.0.1:9/', x5u: 'http://127.0.0.1:9/' }, claims, stranger.privateKey),
    ],
    ['that wants what nobody understands', made({ ...header, crit: ['exp'], exp: 1 })],
    ['with an unencoded payload', made({ ...header, crit: ['b64'], b64: false })],
    ['of another kind', made({ ...header, typ: 'logout+jwt' })],
    ['of a kind that is no text', made({ ...header, typ: { toLowerCase: 1 } })],
    ['that is changed', `${head}.${encode({ ...claims, roles: ['cfo'] })}.${signature}`],
    ['with a part more', `${head}.${body}.${signature}.${signature}`],
    ['with a part less', `${head}.${body}`],
    ['that is encrypted', `${head}.${body}.${signature}.x.y`],
    ['with padding', `${head}=.${body}.${signature}`],
    ['with a header that is a list', `${encode('[]')}.${body}.${signature}`],
    ['with a header that is no JSON', `${encode('{')}.${body}.${signature}`],
    ['with a payload that is no JSON', made(header, '{"sub":')],
    ['with a payload that is a text', made(header, '"sub"')],
    ['that is longer than any', made(header, { ...claims, unit: 'x'.repeat(8_000) })],
    ['of another issuer', withClaims({ iss: 'https://login.example.com' })],
    ['of several issuers', withClaims({ iss: [issuer] })],
    ['without an issuer', without('iss')],
    ['for somebody else', withClaims({ aud: 'other' })],
    ['for whom it is not said', without('aud')],
    ['that is for nobody', withClaims({ sub: '' })],
    ['for a number', withClaims({ sub: 7 })],
    ['for a name with a line end', withClaims({ sub: 'u1\nadmin' })],
    ['for half a character', withClaims({ sub: 'u\ud800' })],
    ['of a unit that no database can hold', withClaims({ unit: 'a\u0000b' })],
    ['of a unit that is half a character', withClaims({ unit: '\udc00' })],
    ['without a subject', without('sub')],
    ['without roles', without('roles')],
    ['without an end', without('exp')],
    ['with an end that is a text', withClaims({ exp: String(seconds + 60) })],
    ['without an end in sight', made(header, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999'))],
    ['that does not say when it was issued', without('iat')],
    ['issued later', withClaims({ iat: seconds + 6 })],
    ['issued at a time that is a text', withClaims({ iat: String(seconds) })],
    ['issued before all time', made(header, JSON.stringify(claims).replace(/"iat":\d+/, '"iat":-1e999'))],
    ['that holds later', withClaims({ nbf: seconds + 6 })],
    ['that holds from a time that is a text', withClaims({ nbf: 'now' })],
    ['with an id that is none', withClaims({ jti: { $ne: '' } })],
    ['with somebody twice', made(header, JSON.stringify(claims).replace('"sub":"u1"', '"sub":"u1","sub":"u2"'))],
    ['with somebody twice, hidden', made(header, JSON.stringify(claims).replace('"sub":"u1"', '"sub":"u1","s\\u0075b":"u2"'))],
    ['with a name of a key twice', made('{"alg":"EdDSA","kid":"ed","typ":"JWT","kid":"ed"}')],
  ];
  const expired = ['issued before all time'];
  it.each(cases)('%s', async (what, token) => {
    await expect(at(token)).rejects.toEqual(refused(expired.includes(what) ? 'token-expired' : 'token-invalid'));
  });

  it('once it has expired', async () => {
    await expect(at(withClaims({ exp: seconds - 6 }))).rejects.toEqual(refused('token-expired'));
  });

  it.each(['RS256', 'PS256'])('by a key of the issuer that is too short: %s', async (alg) => {
    // The issuer's mistake, and nobody is let in by it.
    await expect(at(made({ ...header, alg, kid: 'weak' }, claims, weak.privateKey))).rejects.toMatchObject({ name: 'IssuerUnavailable' });
  });

  it('when it was issued long ago, whatever it says itself', async () => {
    const old = withClaims({ iat: seconds - 31 * day - 6, exp: seconds + 3_650 * day });
    await expect(at(old)).rejects.toEqual(refused('token-expired'));
  });

  it.each([undefined, '', 'Basic dTpw', `Bearer`, 'Bearer a b', 'Bearer  '])('if there is none: %s', async (authorization) => {
    await expect(tokens.principalOf(authorization, now)).rejects.toEqual(refused('token-missing'));
  });
});

describe('a token that was verified before', () => {
  it('is known, and is not computed again', async () => {
    const token = withClaims({ jti: 't-known' });
    expect(tokens.isKnown(`Bearer ${token}`, now)).toBe(false);
    const first = await at(token);
    expect(tokens.isKnown(`Bearer ${token}`, now)).toBe(true);
    expect(await at(token)).toBe(first);
  });

  it('expires all the same', async () => {
    const token = withClaims({ jti: 't-short', exp: seconds + 60 });
    await at(token);
    expect(tokens.isKnown(`Bearer ${token}`, now + 60_000)).toBe(false);
    await expect(at(token, now + 66_000)).rejects.toEqual(refused('token-expired'));
  });

  it('is revoked all the same, by its id or with all of a person', async () => {
    const token = withClaims({ jti: 't-2' });
    await at(token);
    const asked: RevocableToken[] = [];
    revoked = (one) => asked.push(one) > 0;
    await expect(at(token)).rejects.toEqual(refused('token-revoked'));
    expect(asked).toEqual([{ jti: 't-2', sub: 'u1', iat: seconds - 60 }]);
  });

  it('lets nobody in while nobody can say whether it was revoked', async () => {
    const token = made();
    await at(token);
    revoked = () => {
      throw new Error('the log is away');
    };
    await expect(at(token)).rejects.toThrow('the log is away');
  });

  it('is not accepted any more once its key is gone, and a new key is', async () => {
    let elapsed = 0;
    const file = join(folder, 'rotated.json');
    const [former, next] = [jwk(ed.publicKey, { kid: 'ed' }), jwk(stranger.publicKey, { kid: 'next' })];
    await writeFile(file, JSON.stringify({ keys: [former] }));
    const keys = IssuerKeys.of(file, {}, () => elapsed);
    const own = await Tokens.create({ issuer, audience: 'redress', jwks: file, maxAgeSeconds: day }, undefined, keys);
    const [old, fresh] = [made(), made({ ...header, kid: 'next' }, claims, stranger.privateKey)].map((token) => `Bearer ${token}`) as [
      string,
      string,
    ];
    await own.principalOf(old, now);
    await expect(own.principalOf(fresh, now)).rejects.toEqual(refused('token-invalid'));

    await writeFile(file, JSON.stringify({ keys: [next, { ...former, exp: seconds + 60 }] }));
    elapsed = 1_001;
    expect(await own.principalOf(fresh, now)).toMatchObject({ sub: 'u1' });
    expect(await own.principalOf(old, now)).toMatchObject({ sub: 'u1' });
    // Its time is over: nobody has to touch the file.
    await expect(own.principalOf(old, now + 60_000)).rejects.toEqual(refused('token-invalid'));

    await writeFile(file, JSON.stringify({ keys: [former] }));
    elapsed = 2_002;
    await expect(own.principalOf(fresh, now)).rejects.toEqual(refused('token-invalid'));
  });
});

describe('the roles of a token', () => {
  let data: string;
  let local: Tokens;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-auth-'));
    const { jwksFile } = await ensureLocalKeys(data);
    local = await Tokens.create({ issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, jwks: jwksFile, maxAgeSeconds: day });
  });
  afterAll(() => rm(data, { recursive: true }));

  const rolesFrom = async (roles: readonly unknown[]) => {
    const token = await mintToken(data, { sub: 'u1', roles: roles as string[] }, '1h');
    return (await local.principalOf(`Bearer ${token}`, Date.now())).roles;
  };

  it('may be others than this program knows, since a matrix is data', async () => {
    expect(await rolesFrom(['handler', 'medical-officer', 'l2'])).toEqual(['handler', 'medical-officer', 'l2']);
  });

  it('are left out if they are no codes', async () => {
    expect(await rolesFrom(['', 'CFO', 'chief actuary', '2nd-line', 'a'.repeat(61), 'x\n', 7, null, 'cfo'])).toEqual(['cfo']);
  });

  it('are fifty at most', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `role-${i}`);
    expect(await rolesFrom(many)).toEqual(many.slice(0, 50));
  });
});
