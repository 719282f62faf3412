import { hash as digest, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { genesisHash, type LoggedEvent } from '@redress/event-store';
import type { Actor, Instant } from '@redress/kernel';
import type { CheckpointKey } from './checkpoint.js';
import { publicKeyOf, type SigningKey } from './keys.js';
import type { Leaf } from './leaf.js';
import { ZipWriter, type ZipFile } from './zip.js';

/** Of the layout of the archive and of its manifest; `verify.mjs` verifies this one. */
const bundleFormat = 'redress-bundle/1';

/** Who wants it, and what it is: all of it goes into the manifest. */
export interface BundleRequest {
  readonly madeAt: Instant;
  readonly by: Actor;
  /** A code or reference, as the header `Redress-Purpose` says it. */
  readonly purpose: string;
  /** The filters that were asked for, by name. */
  readonly question: Readonly<Record<string, unknown>>;
  /** Whether what is personal is opened in the pages; the events stay sealed. */
  readonly personal: 'withheld' | 'included';
  /** What was recorded after this position of the log is not in it; null of an empty log. */
  readonly position: bigint | null;
}

/** A stream with its events, from the first on, in their order. */
export interface BundledStream {
  readonly stream: string;
  readonly events: readonly LoggedEvent[];
  /** Of these the first so many are sealed by a checkpoint. */
  readonly sealed: number;
}

/** What the log's checkpoints prove, as far as they go at the time of asking. */
export interface BundleProofs {
  /** Ordinals of the events at these positions of the log, and which segment each is in, by the ordinal at its end; of sealed events alone. */
  placesOf(positions: readonly bigint[]): Promise<ReadonlyMap<bigint, { readonly ordinal: number; readonly segment: number }>>;
  /** All keys of the log, the last checkpoint, and those at both ends of each of these segments; in the order of their stream. */
  checkpoints(segments: readonly number[]): Promise<readonly LoggedEvent[]>;
  /** The leaves of these segments in their order, some at a time and never parts of two segments that do not touch. */
  leaves(segments: readonly number[]): AsyncIterable<readonly Pick<Leaf, 'ordinal' | 'recordedAt' | 'hash'>[]>;
}

/** What the readable pages say is for others to write. */
export interface BundlePages {
  /** The pages of some cases, in the folder `cases/<n>/`. */
  cases(number: number, cases: readonly BundledStream[]): Promise<readonly Page[]>;
  /** The pages to begin with. */
  index(summary: BundleSummary): readonly Page[];
}

export interface Page {
  readonly name: string;
  readonly text: string;
}

export interface BundleSummary {
  readonly request: BundleRequest;
  /** Ids of the streams, group by group: those of `cases/0001/`, `cases/0002/` … */
  readonly groups: readonly (readonly string[])[];
  readonly policies: readonly string[];
  readonly cases: number;
  readonly events: number;
  readonly sealed: number;
  /** When the last checkpoint was signed, and by which key; null before the first. */
  readonly checkpoint: { readonly ordinal: number; readonly signedAt: Instant; readonly key: string } | null;
  /** Of the first key of the log, else of the one that signs. */
  readonly fingerprint: string;
}

export interface BundleParts {
  readonly request: BundleRequest;
  /** Whole streams of policies; a few at a time. */
  readonly policies: AsyncIterable<readonly Omit<BundledStream, 'sealed'>[]>;
  /** Whole streams of cases; at most `casesInGroup` at a time. */
  readonly cases: AsyncIterable<readonly Omit<BundledStream, 'sealed'>[]>;
  readonly proofs: BundleProofs;
  readonly pages: BundlePages;
  /** The private keys of checkpoints, of which the one that signs for the log now signs the bundle. */
  readonly keys: readonly SigningKey[];
}

/** Cases in one folder: their events are one file, and their pages one a language. */
export const casesInGroup = 100;

/** A file of events is closed behind the stream that makes it larger. */
const mostInFile = 16 * 2 ** 20;

/** None of the private keys is the one that signs for the log. */
export class NoBundleKey extends Error {
  override readonly name = 'NoBundleKey';
}

/**
 * An export bundle as a zip archive, made while it is read: it keeps some cases at a time in memory. Whoever stops reading ends the work; after an
 * error there is no directory at the end, and the archive is broken for everybody.
 * @throws NoBundleKey before the first byte
 */
export async function* bundle(parts: BundleParts): AsyncGenerator<Buffer> {
  const writing = new Writing(parts);
  const archive = new ZipWriter();
  await writing.begin();
  // By itself, and so at once: what comes then may have to be found in a long log.
  yield* archive.files([await writing.verifier()]);
  yield* archive.files(writing.files());
  // Small, last and as they are: whoever has nothing but a hex editor can read who asked, and every byte before them is signed.
  const manifest = Buffer.from(`${JSON.stringify(writing.manifest(archive.state), null, 1)}\n`);
  const signature = Buffer.from(JSON.stringify(signed(manifest, writing.key)));
  yield* archive.files([
    { name: 'manifest.json', content: manifest, isStored: true },
    { name: 'manifest.sig', content: signature, isStored: true },
  ]);
  yield* archive.end();
}

/** Ed25519 over the digest of the manifest, after a word that no other signature of the key begins with. */
function signed(manifest: Buffer, { privateKey, fingerprint }: SigningKey): object {
  const signature = sign(null, Buffer.from(`bundle: ${digest('sha256', manifest, 'hex')}`), privateKey).toString('base64url');
  return { key: publicKeyOf(privateKey), fingerprint, signature };
}

/** The verifier as it is put into every bundle: the file that this program verifies with. */
function verifierText(): Promise<Buffer> {
  return readFile(join(import.meta.dirname, 'verify.mjs'));
}

class Writing {
  key: SigningKey;
  private readonly listed: { name: string; bytes: number; sha256: string }[] = [];
  private readonly policies: ListedStream[] = [];
  private readonly groups: string[][] = [];
  private readonly segments = new Set<number>();
  private readonly counts = { cases: 0, events: 0, sealed: 0 };
  private checkpoint: BundleSummary['checkpoint'] = null;
  private fingerprint: string;

  constructor(private readonly parts: BundleParts) {}

  async begin(): Promise<void> {
    const introduced = keysOf(await this.parts.proofs.checkpoints([]));
    const last = introduced.at(-1)?.fingerprint;
    const { keys } = this.parts;
    const key = last === undefined ? keys.at(-1) : keys.find(({ fingerprint }) => fingerprint === last);
    if (!key)
      throw new NoBundleKey(last === undefined ? 'there is no key to sign with' : `the key ${last}, which signs for the log, is not here`);
    this.key = key;
    this.fingerprint = introduced[0]?.fingerprint ?? key.fingerprint;
  }

  async verifier(): Promise<ZipFile> {
    return this.file('verify.mjs', await verifierText());
  }

  async *files(): AsyncGenerator<ZipFile> {
    yield* this.policyFiles();
    yield* this.caseFiles();
    yield* this.proofFiles();
    for (const { name, text } of this.parts.pages.index(this.summary())) yield this.file(name, Buffer.from(text));
  }

  manifest(archive: { bytes: number; sha256: string }): object {
    const { madeAt, by, purpose, question, personal, position } = this.parts.request;
    return {
      format: bundleFormat,
      madeAt,
      by,
      purpose,
      question,
      personal,
      log: { position: position?.toString() ?? null, checkpoint: this.checkpoint },
      ...this.counts,
      policies: this.policies,
      files: this.listed,
      archive,
    };
  }

  private async *policyFiles(): AsyncGenerator<ZipFile> {
    let number = 0;
    for await (const some of this.parts.policies) {
      for (const { streams, text } of inFiles(await this.placed(some))) {
        this.policies.push(...streams.map(listedOf));
        yield this.file(`policies/${numbered(++number)}.ndjson`, text);
      }
    }
  }

  private async *caseFiles(): AsyncGenerator<ZipFile> {
    for await (const some of this.parts.cases) {
      for (const { streams, text } of inFiles(await this.placed(some))) {
        const folder = `cases/${numbered(this.groups.length + 1)}`;
        yield this.file(`${folder}/events.ndjson`, text);
        yield this.file(`${folder}/cases.json`, Buffer.from(`[\n${streams.map((one) => JSON.stringify(listedOf(one))).join(',\n')}\n]\n`));
        for (const page of await this.parts.pages.cases(this.groups.length + 1, streams))
          yield this.file(`${folder}/${page.name}`, Buffer.from(page.text));
        this.groups.push(streams.map(({ stream }) => stream));
        this.counts.cases += streams.length;
        for (const { events, sealed } of streams) {
          this.counts.events += events.length;
          this.counts.sealed += sealed;
        }
      }
    }
  }

  private async *proofFiles(): AsyncGenerator<ZipFile> {
    const segments = [...this.segments].sort((a, b) => a - b);
    const checkpoints = await this.parts.proofs.checkpoints(segments);
    const last = checkpoints.findLast(({ type }) => type === 'CheckpointSigned')?.data as
      { ordinal: number; signedAt: Instant; key: string } | undefined;
    this.checkpoint = last ? { ordinal: last.ordinal, signedAt: last.signedAt, key: last.key } : null;
    yield this.file('checkpoints.ndjson', Buffer.from(checkpoints.map((event) => lineOf(event)).join('')));
    let [number, lines, bytes] = [0, [] as string[], 0];
    const leaves = () => this.file(`leaves/${numbered(++number)}.ndjson`, Buffer.from(lines.join('')));
    for await (const some of this.parts.proofs.leaves(segments)) {
      const text = some.map(({ ordinal, recordedAt, hash }) => `${JSON.stringify([ordinal, recordedAt, hash])}\n`).join('');
      lines.push(text);
      bytes += text.length;
      if (bytes < mostInFile) continue;
      yield leaves();
      [lines, bytes] = [[], 0];
    }
    if (lines.length > 0) yield leaves();
  }

  /** The streams with the places of their events in the log, as far as these are sealed. */
  private async placed(streams: readonly Omit<BundledStream, 'sealed'>[]): Promise<PlacedStream[]> {
    const places = await this.parts.proofs.placesOf(streams.flatMap(({ events }) => events.map(({ position }) => position)));
    return streams.map(({ stream, events }) => {
      const ordinals = events.map(({ position }) => {
        const place = places.get(position);
        if (place) this.segments.add(place.segment);
        return place?.ordinal ?? null;
      });
      return { stream, events, ordinals, sealed: ordinals.filter((ordinal) => ordinal !== null).length };
    });
  }

  private file(name: string, content: Buffer): ZipFile {
    this.listed.push({ name, bytes: content.length, sha256: digest('sha256', content, 'hex') });
    return { name, content };
  }

  private summary(): BundleSummary {
    const { request } = this.parts;
    const policies = this.policies.map(({ stream }) => stream);
    return { request, groups: this.groups, policies, ...this.counts, checkpoint: this.checkpoint, fingerprint: this.fingerprint };
  }
}

interface PlacedStream extends BundledStream {
  readonly ordinals: readonly (number | null)[];
}

/** The same streams in as many files as they need. */
function* inFiles(streams: readonly PlacedStream[]): Generator<{ streams: PlacedStream[]; text: Buffer }> {
  let [some, lines, bytes] = [[] as PlacedStream[], [] as string[], 0];
  for (const one of streams) {
    const text = one.events.map((event, index) => lineOf(event, one.ordinals[index])).join('');
    some.push(one);
    lines.push(text);
    bytes += text.length;
    if (bytes < mostInFile) continue;
    yield { streams: some, text: Buffer.from(lines.join('')) };
    [some, lines, bytes] = [[], [], 0];
  }
  if (some.length > 0) yield { streams: some, text: Buffer.from(lines.join('')) };
}

/** An event as it is stored, which is what is hashed, with what its leaf says of it; a checkpoint is proven by its signature. */
function lineOf({ recordedAt, stream, revision, id, type, data, metadata }: LoggedEvent, ordinal?: number | null): string {
  const place = ordinal === undefined ? {} : { ordinal, recordedAt };
  return `${JSON.stringify({ ...place, stream, revision, id, type, data, metadata })}\n`;
}

interface ListedStream {
  readonly stream: string;
  readonly events: number;
  readonly head: string;
  readonly sealed: number;
  /** When those that no checkpoint seals were recorded; of the others their leaves say it. */
  readonly unsealedAt: readonly Instant[];
}

function listedOf({ stream, events, sealed }: BundledStream): ListedStream {
  const unsealedAt = events.slice(sealed).map(({ recordedAt }) => recordedAt);
  return { stream, events: events.length, head: events.at(-1)?.metadata.hash ?? genesisHash, sealed, unsealedAt };
}

const numbered = (number: number): string => String(number).padStart(4, '0');

const keysOf = (events: readonly LoggedEvent[]): readonly CheckpointKey[] =>
  events.filter(({ type }) => type === 'CheckpointKeyIntroduced').map(({ data }) => data as CheckpointKey);
