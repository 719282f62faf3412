import { lookup } from 'node:dns/promises';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname } from 'node:path';
import { CheckpointFiles, signingKeysOf } from '@redress/audit';
import { EvidenceMissing, EvidenceStore } from '@redress/evidence';
import type { NeededConfig } from '@redress/platform';
import { createTransport } from 'nodemailer';
import { placeOf, reasonOf } from './databases.js';
import { about, patienceMs, type Finding } from './finding.js';

/** @param jwks URL, or path of a file */
export async function issuer(jwks: string): Promise<Finding> {
  const { ok, warn, fail } = about('token keys');
  let text: string;
  try {
    text = /^https?:/i.test(jwks) ? await download(jwks) : readFileSync(jwks, 'utf8');
  } catch (error) {
    return fail(
      `${placeOf(jwks)} cannot be read: ${reasonOf(error)}`,
      'correct REDRESS_AUTH_JWKS, or make the issuer reachable: nobody gets in',
    );
  }
  const keys = keysIn(text);
  if (!keys) return fail(`${placeOf(jwks)} is no set of keys`, 'give the URL or file of the issuer’s JWKS: {"keys":[…]}');
  const usable = keys.filter(isUsable);
  if (usable.length === 0)
    return fail(
      `${placeOf(jwks)} has ${keys.length} keys, and none that signs tokens here`,
      'it needs a public key with kid, of Ed25519, EC P-256 or P-384, or RSA',
    );
  const secret = keys.filter((key) => 'd' in key || key['kty'] === 'oct');
  if (secret.length > 0) return fail(`${placeOf(jwks)} holds a private key`, 'publish public keys only, and replace that one');
  const says = `${usable.length} usable in ${placeOf(jwks)}`;
  return usable.length < keys.length ? warn(`${says}, of ${keys.length}`, 'tokens signed with the others are refused') : ok(says);
}

async function download(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  return answer.text();
}

type Jwk = Readonly<Record<string, unknown>>;

function keysIn(text: string): Jwk[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null) ? (keys as Jwk[]) : undefined;
  } catch {
    return undefined;
  }
}

const isUsable = ({ kid, kty, crv, use }: Jwk): boolean =>
  typeof kid === 'string' &&
  (use === undefined || use === 'sig') &&
  (kty === 'RSA' || (kty === 'OKP' && crv === 'Ed25519') || (kty === 'EC' && (crv === 'P-256' || crv === 'P-384')));

export async function mailServer({ server, outbox }: NeededConfig['mail']): Promise<Finding> {
  const { ok, fail } = about('mail');
  if (server === undefined) return ok(`no mail server: letters are put into ${outbox}`);
  const transport = createTransport(server, {
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  } as object);
  try {
    await transport.verify();
    return ok(`${placeOf(server)} takes mail`);
  } catch (error) {
    return fail(
      `${placeOf(server)} takes no mail: ${reasonOf(error)}`,
      'correct REDRESS_MAIL, or its user and password: letters wait until then',
    );
  } finally {
    transport.close();
  }
}

export async function webhookHosts({ allow }: NeededConfig['webhooks']): Promise<Finding> {
  const { ok, warn } = about('webhooks');
  if (allow.length === 0) return ok('go to public addresses only');
  const names = allow.filter((place) => isIP(place) === 0 && !place.includes('/'));
  const found = await Promise.all(names.map((name) => lookup(name).then(Boolean, () => false)));
  const unknown = names.filter((_, index) => !found[index]);
  if (unknown.length > 0)
    return warn(
      `${unknown.join(', ')} of REDRESS_WEBHOOK_ALLOW has no address`,
      'correct the name, or let this machine find it: nothing reaches it',
    );
  return ok(`may go to ${allow.join(', ')} beside public addresses`);
}

export async function evidencePlace(place: NeededConfig['evidence']): Promise<Finding> {
  const { ok, fail } = about('evidence');
  const { folder, s3 } = place;
  const closed = closedAt(folder);
  if (closed !== undefined) return fail(`${closed} cannot be written to`, 'give it to the user who runs Redress, or set REDRESS_EVIDENCE');
  if (!s3) return ok(folder);
  try {
    const store = await EvidenceStore.at(place);
    // What surely is not there: who may not read, or is at the wrong place, hears something else.
    await store.open('0'.repeat(64), () => Promise.resolve(undefined));
  } catch (error) {
    if (!(error instanceof EvidenceMissing))
      return fail(`s3://${s3.bucket} does not work: ${reasonOf(error)}`, 'correct REDRESS_EVIDENCE and the credentials in AWS_…');
  }
  return ok(`s3://${s3.bucket}/${s3.prefix}`);
}

/** Of the log's checkpoints: who signs them, and whether they get out of the database. */
export async function checkpoints({ key, folder }: NeededConfig['checkpoints'], isRunning: boolean, now = new Date()): Promise<Finding> {
  const { ok, warn, fail } = about('checkpoints');
  if (key === undefined)
    return isRunning ? warn('nobody signs the log', 'set REDRESS_CHECKPOINT_KEY for the worker') : ok('are signed once a worker runs');
  try {
    signingKeysOf(readFileSync(key, 'utf8'), key);
  } catch (error) {
    return fail(`${key} holds no key to sign with: ${reasonOf(error)}`, 'restore it, or set REDRESS_CHECKPOINT_KEY');
  }
  const closed = closedAt(folder);
  if (closed !== undefined)
    return fail(`${closed} cannot be written to`, 'give it to the user who runs the worker, or set REDRESS_CHECKPOINTS');
  try {
    const last = await new CheckpointFiles(folder).last();
    if (last?.type !== 'CheckpointSigned') return ok(`none in ${folder} yet`);
    const minutes = Math.round((now.getTime() - Date.parse(last.data.signedAt)) / 60_000);
    return ok(`the last in ${folder} is of ${minutes} minutes ago`);
  } catch (error) {
    return fail(`${folder} is damaged: ${reasonOf(error)}`, 'keep it as it is, run redress verify, and find out who wrote there');
  }
}

/** The folder, or the one that it would be made in, if it is closed to us. */
function closedAt(folder: string): string | undefined {
  let place = folder;
  while (!existsSync(place) && place !== dirname(place)) place = dirname(place);
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return place;
  }
}

interface Part {
  readonly status?: string;
  readonly [name: string]: unknown;
}

/** A view or an automation, as health tells it. */
interface Follower {
  readonly state?: string;
  readonly error?: unknown;
  readonly parked?: number;
  readonly lag?: { readonly seconds: number; readonly events: number } | null;
}

/** So far behind nobody should be for long, in seconds. */
const mostLag = 60;

/** What a running server says of itself. */
export async function server(url: string): Promise<Finding[]> {
  const { ok, warn, fail } = about('server');
  let parts: Readonly<Record<string, Part>>;
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/health/ready`, { signal: AbortSignal.timeout(patienceMs) });
    const said = (await answer.json()) as { readonly details?: Record<string, Part>; readonly facts?: Record<string, Part> };
    parts = said.details ?? said.facts ?? {};
  } catch (error) {
    return [fail(`${placeOf(url)} does not answer: ${reasonOf(error)}`, 'look into logs/api.log, or correct REDRESS_URL')];
  }
  const found: Finding[] = [];
  for (const [part, { status, ...state }] of Object.entries(parts)) {
    if (part === 'worker') {
      if (state['holder'] === null) found.push(warn('no worker works: lists and reports stand still, letters wait', 'start one'));
      continue;
    }
    const before = found.length;
    for (const [name, follower] of Object.entries(state as Record<string, Follower | null>)) {
      if (typeof follower !== 'object' || follower === null) continue;
      if (follower.state === 'stopped')
        found.push(fail(`the view ${name} stopped before an event that it cannot take`, 'docs/operations.md, “A view stopped”'));
      else if (part === 'automations' && (follower.error ?? null) !== null)
        found.push(
          fail(
            `the automation ${name} waits before an event that it cannot read`,
            'deploy the version that wrote it; redress automations says more',
          ),
        );
      if ((follower.parked ?? 0) > 0)
        found.push(fail(`${follower.parked} events of ${name} were not acted on and are parked`, 'redress automations says which and why'));
      if ((follower.lag?.seconds ?? 0) > mostLag)
        found.push(
          warn(`${name} is ${Math.round(follower.lag!.seconds)} s and ${follower.lag!.events} events behind`, 'look into logs/worker.log'),
        );
    }
    if (status === 'down' && found.length === before) found.push(fail(`${part} is not in order`, 'docs/operations.md, “Health”'));
  }
  return found.length > 0 ? found : [ok(`${url} is ready`)];
}
