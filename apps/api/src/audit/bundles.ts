import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  bundle,
  bundleProofs,
  casesInGroup,
  NoBundleKey,
  signingKeysOf,
  untilSealed,
  type BundleRequest,
  type SigningKey,
} from '@redress/audit';
import { authorityStream, complaintStream, policyStream } from '@redress/commands';
import { EventStore, type LoggedEvent } from '@redress/event-store';
import { type Instant } from '@redress/kernel';
import { Vault } from '@redress/privacy';
import { policyKinds } from '@redress/policy';
import { checkTime, complaintList, isPosition, listComplaints, type ComplaintListQuestion } from '@redress/views';
import { Clock } from '../clock.js';
import { questionFrom, withinUnits, type RawQuery } from '../complaints/list-question.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { idleMs, whileTaken } from '../http/while-taken.js';
import { InstallationZone } from '../installation-zone.js';
import { PolicyDesk } from '../policies/policy-desk.js';
import { bundlePages } from './bundle-pages.js';
import { StoredStreams, type StoredStream } from './stored-streams.js';

/** File of the private keys of checkpoints, if this process has one. */
export const CheckpointKeyFile = Symbol('CheckpointKeyFile');

/** Each keeps the event store busy. */
const mostAtOnce = 2;
/** Names that are looked up at once. */
const width = 16;
/** Complaints of one question to their list … */
const mostListed = 200;
/** … and cases in memory at a time, at most. */
const mostHeld = 10_000;
/** So long it waits for the worker, which signs as soon as it hears that somebody asks, in ms; what is not sealed by then is said to be unsealed. */
const sealMs = 5_000;
/** And so long for the list of complaints to know what the log knows. */
const behindMs = 10_000;
/** As many as a URL holds. */
const mostNamed = 500;

/** What is asked for: complaints by name, or those that a question leaves; and as it was known when. */
interface Asked {
  readonly named: readonly string[] | undefined;
  readonly question: ComplaintListQuestion;
  readonly isPersonal: boolean;
  readonly streams: StoredStreams;
}

/** Who asks, and where in the log that is recorded. */
type Asking = Pick<FastifyRequest, 'principal' | 'readPosition'>;

/** Export bundles on their way to those who asked for them: no faster than these read, no more at once than the log can bear. */
@Injectable()
export class Bundles {
  private readonly logger = new Logger('bundles');
  private underWay = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly desk: PolicyDesk,
    private readonly clock: Clock,
    private readonly freshness: Freshness,
    @Inject(InstallationZone) private readonly zone: string,
    @Inject(CheckpointKeyFile) private readonly keyFile: string | undefined,
  ) {}

  /**
   * The bundle of a question, as it is made. Whatever is wrong with the question is said before the first byte.
   * @throws HttpProblem 400 `invalid-filter`, `no-pages-in-files`; 404 `no-such-complaint`; 422 `future-known-at`; 503 `no-checkpoint-key`,
   *   `too-many-downloads`, `view-behind`; QueryError
   */
  async send(query: RawQuery, asking: Asking, purpose: string, idle = idleMs): Promise<{ stream: Readable; name: string }> {
    if (this.underWay >= mostAtOnce)
      throw new HttpProblem(503, 'too-many-downloads', `${mostAtOnce} bundles are being made at the moment: try again in a while.`, {
        mostAtOnce,
      });
    this.underWay++;
    try {
      const madeAt = this.clock.now().toISOString();
      const taking: { by?: Readable } = {};
      const chunks = await this.begun(query, asking, purpose, madeAt, () => taking.by?.destroyed !== true);
      const tooLate = () => stream.destroy(new Error(`nobody took anything of the bundle for ${idle} ms`));
      const stream = Readable.from(whileTaken(inPieces(chunks), idle, tooLate), { objectMode: false, highWaterMark: 1 << 18 });
      taking.by = stream;
      stream.once('error', (error) => this.logger.error({ err: error, purpose }, 'a bundle broke off'));
      stream.once('close', () => void this.underWay--);
      return { stream, name: `redress-bundle-${madeAt.replaceAll(/[-:]|\.\d+/g, '')}.zip` };
    } catch (error) {
      this.underWay--;
      throw error;
    }
  }

  private async begun(
    query: RawQuery,
    { principal, readPosition }: Asking,
    purpose: string,
    madeAt: Instant,
    isWanted: () => boolean,
  ): Promise<AsyncIterable<Buffer>> {
    const { sub, roles, unit } = principal!;
    // It ends where the read was recorded: whatever was there before can be sealed, however much is recorded meanwhile.
    const position = readPosition ?? (await this.store.lastPosition());
    const asked = await this.asked(query, position, isWanted);
    const request: BundleRequest = {
      madeAt,
      by: { sub, roles, ...(unit !== undefined && { unit }) },
      purpose,
      question: query,
      personal: asked.isPersonal ? 'included' : 'withheld',
      position,
    };
    // What is wrong with a filter shows when the first page is asked for.
    if (!asked.named) await listComplaints(this.dataSource, { ...asked.question, limit: 1 });
    const keys = await this.keys();
    // Of all that the log has until then none is missing.
    if (!asked.named) await this.freshness.wait(complaintList, position?.toString(), behindMs);
    if (position !== null) await untilSealed(this.dataSource, position, sealMs);
    const policies = await this.policies(asked);
    const chunks = bundle({
      request,
      policies: inGroups(policies),
      cases: this.cases(asked),
      proofs: await bundleProofs(this.dataSource, this.store),
      pages: bundlePages({ policies, zone: this.zone, keysOf: asked.isPersonal ? (ids) => this.vault.keysOf(ids) : undefined }),
      keys,
    });
    try {
      const first = await chunks.next();
      return andThen(first.done ? [] : [first.value], chunks);
    } catch (error) {
      if (error instanceof NoBundleKey) throw noKey(error.message);
      throw error;
    }
  }

  private async keys(): Promise<readonly SigningKey[]> {
    if (this.keyFile === undefined) throw noKey('this server was started without it');
    try {
      return signingKeysOf(await readFile(this.keyFile, 'utf8'), this.keyFile);
    } catch (error) {
      this.logger.error({ err: error }, 'the private key of the checkpoints cannot be read');
      throw noKey('its file cannot be read');
    }
  }

  private async asked(query: RawQuery, position: bigint | null, isWanted: () => boolean): Promise<Asked> {
    const { complaintId, from, to, knownAt, personal = 'withhold', ...filters } = query;
    if (personal !== 'withhold' && personal !== 'include') throw invalid('personal must be withhold or include');
    for (const name of ['limit', 'cursor', 'sort'])
      if (filters[name] !== undefined) throw new HttpProblem(400, 'no-pages-in-files', `a bundle has no pages: leave out ${name}`);
    if (Array.isArray(from) || Array.isArray(to)) throw invalid('from and to may be given once');
    if ((from !== undefined && filters['receivedFrom'] !== undefined) || (to !== undefined && filters['receivedTo'] !== undefined))
      throw invalid('from means receivedFrom, and to receivedTo: give one of them');
    const streams = new StoredStreams(this.store, position ?? -1n, known(knownAt, position, this.clock.now().toISOString()), isWanted);
    const isPersonal = personal === 'include';
    if (complaintId !== undefined) {
      if (from !== undefined || to !== undefined || Object.keys(filters).length > 0)
        throw invalid('complaintId names complaints, and goes without filters');
      return { named: await this.named([complaintId].flat()), question: {}, isPersonal, streams };
    }
    const plain = { ...filters, ...(from !== undefined && { receivedFrom: from }), ...(to !== undefined && { receivedTo: to }) };
    const question = questionFrom(await withinUnits(plain, async () => (await this.desk.now('units')).document));
    return { named: undefined, question: { ...question, sort: 'receivedAt' }, isPersonal, streams };
  }

  /** @throws HttpProblem if one is no id, or of no complaint */
  private async named(said: readonly string[]): Promise<readonly string[]> {
    const wrong = said.find((id) => !isUuid(id));
    if (wrong !== undefined) throw invalid('complaintId must be an id, a UUID');
    const ids = [...new Set(said.map((id) => id.toLowerCase()))];
    if (ids.length > mostNamed) throw invalid(`complaintId may be given ${mostNamed} times`);
    for (let at = 0; at < ids.length; at += width) {
      const some = ids.slice(at, at + width);
      const begun = await Promise.all(some.map((id) => this.store.readStored(complaintStream(id), 0, 1)));
      const missing = some.find((_, index) => begun[index]!.length === 0);
      if (missing !== undefined)
        throw new HttpProblem(404, 'no-such-complaint', 'no complaint is known under this id', { complaintId: missing });
    }
    return ids;
  }

  /** Every version of every policy, the matrix of authority with its delegations among them. */
  private policies({ streams }: Asked): Promise<readonly StoredStream[]> {
    return streams.all([...policyKinds.map(policyStream), authorityStream]);
  }

  /** The cases, a group at a time. */
  private async *cases(asked: Asked): AsyncGenerator<readonly StoredStream[]> {
    for await (const ids of this.ids(asked)) yield* asked.streams.of(ids.map(complaintStream), casesInGroup);
  }

  /** As many at a time as may be in memory with all that happened in them. */
  private async *ids({ named, question }: Asked): AsyncGenerator<readonly string[]> {
    if (named) return yield named;
    let [ids, cursor]: [string[], string | undefined] = [[], undefined];
    do {
      const { items, next } = await listComplaints(this.dataSource, {
        ...question,
        limit: mostListed,
        ...(cursor !== undefined && { cursor }),
      });
      ids.push(...items.map(({ complaintId }) => complaintId));
      cursor = next ?? undefined;
      if (cursor !== undefined && ids.length < mostHeld) continue;
      yield ids;
      ids = [];
    } while (cursor !== undefined);
  }
}

const invalid = (detail: string) => new HttpProblem(400, 'invalid-filter', detail);
const noKey = (reason: string) =>
  new HttpProblem(503, 'no-checkpoint-key', `a bundle is signed with the private key of the checkpoints: ${reason}; call an operator`);

/** @throws HttpProblem, or what of the log is recorded until then */
function known(knownAt: RawQuery[string] | undefined, position: bigint | null, now: Instant): (event: LoggedEvent) => boolean {
  const end = position ?? -1n;
  if (knownAt === undefined) return (event) => event.position <= end;
  if (Array.isArray(knownAt)) throw invalid('knownAt may be given once');
  const future = new HttpProblem(422, 'future-known-at', 'the log has not come there yet', { position: end.toString() });
  if (isPosition(knownAt)) {
    const until = BigInt(knownAt);
    if (until > end) throw future;
    return (event) => event.position <= until;
  }
  if (!knownAt.includes('T'))
    throw new HttpProblem(
      400,
      'invalid-time',
      'knownAt must be an instant with offset such as 2026-11-22T08:00:00+08:00, or a position of the log',
    );
  checkTime('knownAt', knownAt);
  const until = new Date(knownAt).toISOString();
  if (until > now) throw future;
  return (event) => event.position <= end && event.recordedAt <= until;
}

/** Who takes as much as this within a minute is slow, and not gone. */
const piece = 1 << 16;

async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) for (let at = 0; at < chunk.length; at += piece) yield chunk.subarray(at, at + piece);
}

async function* inGroups<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(all);
}

async function* andThen<T>(first: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
