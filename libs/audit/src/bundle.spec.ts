import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, envelop, genesisHash, type LoggedEvent, type StoredEvent } from '@redress/event-store';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { bundle, NoBundleKey, type BundleParts, type BundleProofs } from './bundle.js';
import { introduceKey, signCheckpoint, type Checkpoint, type CheckpointKey } from './checkpoint.js';
import { digestOf } from './checkpoint.js';
import { fingerprintOf, publicKeyOf, type SigningKey } from './keys.js';
import { firstRunningHash, leafOf, runningHash, type Leaf } from './leaf.js';
import { faultLine, reportLines, verifyBundle, type BundleFault, type BundleReport } from './verify.mjs';
import { ZipWriter } from './zip.js';

/*
 * A bundle of a small log that is made here, and what becomes of it in the hands of somebody who has no private key: whatever they do to it, it is
 * found, and named where it was done. TAMPERINGS says how many there are (`npm run tamperings`), TAMPERINGS_SEED which.
 */

const numRuns = Number(process.env['TAMPERINGS'] ?? 80);
const seed = process.env['TAMPERINGS_SEED'] === undefined ? {} : { seed: Number(process.env['TAMPERINGS_SEED']) };

const newKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, fingerprint: fingerprintOf(publicKeyOf(privateKey)), formerKeyLost: false };
};

const types = Object.fromEntries(
  ['Received', 'NoteAdded', 'Closed', 'PolicyPublished', 'MatrixPublished', 'CheckpointSigned', 'CheckpointKeyIntroduced'].map((type) => [
    type,
    { version: 1, personal: [] },
  ]),
);
const at = (second: number) => new Date(Date.UTC(2026, 10, 22) + second * 1_000).toISOString();

/** A log that checkpoints of two keys, one after the other, seal up to a part of the last cases. */
class SpecLog implements BundleProofs {
  readonly events: LoggedEvent[] = [];
  readonly leaveOrder: Leaf[] = [];
  readonly keys: SigningKey[] = [];
  readonly signed: Checkpoint[] = [];
  private running = firstRunningHash;

  append(stream: string, type: string, data: object, policyVersions: Record<string, number> = {}): StoredEvent {
    const before = this.events.findLast((event) => event.stream === stream);
    const number = this.events.length;
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    const [event] = envelop([{ type, data }], types, {
      stream,
      revision: before?.revision ?? -1,
      previousHash: before?.metadata.hash ?? genesisHash,
      commandId: id,
      commandDigest: '0',
      correlationId: id,
      causationId: id,
      actor: { sub: 'anna', roles: ['handler'] },
      occurredAt: at(number),
      origin: 'api',
      policyVersions,
      subject: null,
      newId: () => id,
    });
    const logged = { ...event!, position: BigInt(number * 10), recordedAt: at(number + 1) };
    const leaf = leafOf(logged, number);
    this.events.push(logged);
    this.leaveOrder.push(leaf);
    this.running = runningHash(this.running, leaf);
    return event!;
  }

  introduce(key: SigningKey): void {
    const [former, last] = [this.keys.at(-1), this.signed.at(-1)];
    const content = {
      former: former?.fingerprint ?? null,
      ordinal: last?.ordinal ?? 0,
      previous: last ? digestOf(last) : genesisHash,
      introducedAt: at(this.events.length),
    };
    this.keys.push(key);
    this.append('audit-checkpoints', 'CheckpointKeyIntroduced', introduceKey(content, key.privateKey, former?.privateKey));
  }

  sign(): void {
    const [key, last] = [this.keys.at(-1)!, this.signed.at(-1)];
    const content = {
      ordinal: this.events.length,
      runningHash: this.running,
      previous: last ? digestOf(last) : genesisHash,
      signedAt: at(this.events.length),
      key: key.fingerprint,
    };
    this.signed.push(signCheckpoint(content, key.privateKey));
    this.append('audit-checkpoints', 'CheckpointSigned', this.signed.at(-1)!);
  }

  get sealedUntil(): number {
    return this.signed.at(-1)?.ordinal ?? 0;
  }

  placesOf(positions: readonly bigint[]) {
    const places = this.leaveOrder.flatMap(({ position, ordinal }) => {
      const segment = this.signed.find((one) => one.ordinal > ordinal)?.ordinal;
      return segment !== undefined && positions.includes(position) ? [[position, { ordinal, segment }] as const] : [];
    });
    return Promise.resolve(new Map(places));
  }

  checkpoints(segments: readonly number[]) {
    const ends = this.signed.map(({ ordinal }) => ordinal);
    const wanted = new Set(
      ends.filter((end, index) => segments.includes(end) || segments.includes(ends[index + 1]!) || index === ends.length - 1),
    );
    const isWanted = ({ stream, type, data }: LoggedEvent) =>
      stream === 'audit-checkpoints' && (type === 'CheckpointKeyIntroduced' || wanted.has((data as Checkpoint).ordinal));
    return Promise.resolve(this.events.filter(isWanted));
  }

  async *leaves(segments: readonly number[]) {
    for (const segment of segments) {
      const from = this.signed.findLast(({ ordinal }) => ordinal < segment)?.ordinal ?? 0;
      yield await Promise.resolve(this.leaveOrder.slice(from, segment));
    }
  }

  streams(prefix: string) {
    const names = [...new Set(this.events.map(({ stream }) => stream))].filter((stream) => stream.startsWith(prefix));
    return names.map((stream) => ({ stream, events: this.events.filter((event) => event.stream === stream) }));
  }
}

const [firstKey, secondKey] = [newKey(), newKey()];

function specLog(keys: readonly SigningKey[] = [firstKey, secondKey]): SpecLog {
  const log = new SpecLog();
  log.introduce(keys[0]!);
  for (const version of [1, 2])
    log.append('policy-taxonomy', 'PolicyPublished', { kind: 'taxonomy', version, document: { causes: ['late'] } });
  log.append('authority-default', 'MatrixPublished', { version: 1, rows: [] });
  log.sign();
  const versions = { taxonomy: 2, authority: 1 };
  for (let round = 0; round < 4; round++) {
    for (let one = 0; one < 5; one++) {
      const stream = `complaint-0000000${one}-0000-4000-8000-000000000000`;
      // Of another company's interest: nothing of it is in the bundle but its leaf.
      if (round % 2 === 1) log.append(`complaint-other-${one}`, 'NoteAdded', { text: `note ${round}` });
      if (round === 0) log.append(stream, 'Received', { cause: 'late', account: `The parcel 包裹 ${one} came late.` }, versions);
      else if (round < 3 || one > 2) log.append(stream, 'NoteAdded', { text: `note ${round}`, amounts: [1, 2.5, -0.001, 1e21] }, versions);
    }
    if (round === 3) break;
    log.sign();
    if (round === 1) log.introduce(keys[1]!);
    // Nothing of a case is in this one.
    if (round === 2) for (let one = 0; one < 3; one++) log.append('complaint-other-9', 'NoteAdded', { text: 'x' });
    if (round === 2) log.sign();
  }
  return log;
}

const pages: BundleParts['pages'] = {
  cases: (number, cases) => Promise.resolve([{ name: 'en.html', text: `<p>${number}: ${cases.map(({ stream }) => stream).join()}</p>` }]),
  index: ({ groups }) => [{ name: 'index.en.html', text: `<p>${groups.length}</p>` }],
};

async function* groupsOf<T>(all: readonly T[], size: number): AsyncGenerator<T[]> {
  for (let from = 0; from < all.length; from += size) yield await Promise.resolve(all.slice(from, from + size));
}

async function bundled(log: SpecLog, keys: readonly SigningKey[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const request = {
    madeAt: at(1_000),
    by: { sub: 'adam', roles: ['auditor'] },
    purpose: 'yearly audit',
    question: { status: 'open' },
    personal: 'withheld' as const,
    position: log.events.at(-1)!.position,
  };
  const policies = [...log.streams('policy-'), ...log.streams('authority-')];
  const cases = log.streams('complaint-0');
  for await (const chunk of bundle({ request, policies: groupsOf(policies, 10), cases: groupsOf(cases, 2), proofs: log, pages, keys }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

let archive: Buffer;
let original: Files;
const fingerprints = [firstKey.fingerprint];

beforeAll(async () => {
  archive = await bundled(specLog(), [firstKey, secondKey]);
  original = filesOf(archive);
});

type Files = Map<string, string>;

const filesOf = (bytes: Buffer): Files =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content, true)]));
const archiveOf = (files: Files): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries([...files].map(([name, content]) => [name, strToU8(content, true)])), { level: 0, mtime: '2026-11-22' }),
  );
const sha256 = (text: string) => createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex');
const firstOf = ({ faults }: BundleReport): string => (faults[0] ? faultLine(faults[0]) : 'nothing');

describe('a bundle', () => {
  it('verifies, and says what is sealed', () => {
    const report = verifyBundle(archive, { fingerprints });
    expect(report).toMatchObject({ verified: true, faults: [], cases: 5, events: 17, sealed: 15, unsealed: 2, fingerprints });
    expect(report.keys).toEqual([firstKey.fingerprint, secondKey.fingerprint]);
  });

  it('verifies when it was packed again, which is said', () => {
    expect(verifyBundle(archiveOf(original), { fingerprints })).toMatchObject({ verified: true, isRepacked: true });
  });

  it('leaves out the segments that nothing of it is in, and names no stream of others', () => {
    const leaves = original.get('leaves/0001.ndjson')!.trimEnd().split('\n');
    expect(leaves.length).toBeLessThan(specLog().sealedUntil);
    expect([...original.values()].join('')).not.toContain('complaint-other');
  });

  it('is verified by the file in it, with nothing but Node', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    try {
      writeFileSync(join(folder, 'verify.mjs'), Buffer.from(original.get('verify.mjs')!, 'latin1'));
      writeFileSync(join(folder, 'bundle.zip'), archive);
      const run = (...args: string[]) => {
        try {
          return [
            0,
            execFileSync(process.execPath, [join(folder, 'verify.mjs'), ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }),
          ];
        } catch (error) {
          const { status, stdout } = error as { status: number; stdout: string };
          return [status, stdout];
        }
      };
      expect(run('bundle.zip', '--fingerprint', firstKey.fingerprint)).toEqual([
        0,
        expect.stringMatching(/^verified: 5 cases with 17 events.*\nsealed: 15/),
      ]);
      expect(run('bundle.zip', '--fingerprint', secondKey.fingerprint, '--json')).toEqual([1, expect.stringContaining('"verified":false')]);
      expect(run('no-such.zip')[0]).toBe(2);
      expect(run()[0]).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of a log without a checkpoint is signed all the same, and unsealed', async () => {
    const log = new SpecLog();
    log.append('complaint-01', 'Received', { cause: 'late' });
    const bytes = await bundled(log, [firstKey]);
    expect(verifyBundle(bytes, { fingerprints })).toMatchObject({ verified: true, cases: 1, sealed: 0, unsealed: 1, sealedUntil: null });
  });

  it('of nothing is one, too', async () => {
    const log = specLog();
    const none = { streams: (prefix: string) => (prefix.startsWith('complaint') ? [] : log.streams(prefix)) };
    const bytes = await bundled(Object.assign(Object.create(log) as SpecLog, none), [secondKey]);
    expect(verifyBundle(bytes, { fingerprints })).toMatchObject({ verified: true, cases: 0, events: 0 });
  });

  it('is not made by whoever does not have the key that signs for the log', async () => {
    await expect(bundled(specLog(), [firstKey])).rejects.toThrow(NoBundleKey);
  });

  it('names a policy that is not in it', async () => {
    const log = specLog();
    log.append('complaint-00000005-0000-4000-8000-000000000000', 'Received', { cause: 'late' }, { taxonomy: 3 });
    expect(firstOf(verifyBundle(await bundled(log, [secondKey])))).toBe(
      'cases/0003/events.ndjson: complaint-00000005-0000-4000-8000-000000000000 revision 0: it was decided under taxonomy 3, which is not in the bundle',
    );
  });
});

describe('what is no bundle', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(5_000)],
    ['an empty archive', Buffer.from(zipSync({}))],
    ['another archive', Buffer.from(zipSync({ 'a.txt': strToU8('a') }))],
    ['a manifest of another kind', Buffer.from(zipSync({ 'manifest.json': strToU8('{"format":"redress-bundle/9","files":[]}') }))],
    ['a bomb', Buffer.from(zipSync({ 'manifest.json': [new Uint8Array(200_000_000), { level: 9 }] }))],
  ])('%s is refused at once', (_, bytes) => {
    const began = process.memoryUsage().rss;
    expect(verifyBundle(bytes)).toMatchObject({ verified: false, faults: [{ file: null }] });
    expect(process.memoryUsage().rss - began).toBeLessThan(100_000_000);
  });

  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const eventWith = (data: string) =>
    `{"ordinal":null,"recordedAt":"","stream":"policy-x","revision":0,"id":"","type":"","data":${data},"metadata":{"hash":""}}\n`;
  it.each([
    ['that ends in its middle', 'cases/0001/events.ndjson', `${'['.repeat(1_000_000)}\n`],
    ...[2_000, 4_000, 8_000, 100_000].map((depth): [string, string, string] => [
      `${depth} levels deep`,
      'cases/0001/events.ndjson',
      eventWith(nested(depth)),
    ]),
    ['without data', 'policies/0001.ndjson', eventWith('null')],
    ['of nothing', 'checkpoints.ndjson', 'null\n'],
    ['too long to be parsed', 'cases/0001/events.ndjson', `[${'[],'.repeat(10_000_000)}[]]`],
    ['of more fields', 'cases/0001/events.ndjson', eventWith('{}').replace('{', '{"x":1,')],
  ])('an event %s is none, and is named', (_, file, text) => {
    const { verified, faults } = verifyBundle(archiveOf(withDigests(new Map(original).set(file, text))));
    expect({ verified, file: faults[0]!.file }).toEqual({ verified: false, file });
  });

  it.each(['[null]', '5', '[[]]', '{}', '[{"stream":"policy-taxonomy"}]'])('policies that are %s are none', (policies) => {
    const manifest = original.get('manifest.json')!.replace(/"policies": \[[^]*?\],\n "files"/, `"policies": ${policies},\n "files"`);
    expect(verifyBundle(archiveOf(new Map(original).set('manifest.json', manifest))).verified).toBe(false);
  });

  it('many empty lines cost neither memory nor time', () => {
    for (const file of ['leaves/0001.ndjson', 'cases/0001/events.ndjson']) {
      const { verified, faults, more } = verifyBundle(archiveOf(new Map(original).set(file, '\n'.repeat(30_000_000))));
      expect({ verified, file: faults[0]!.file, more }).toEqual({ verified: false, file, more: 9_980 });
    }
  });

  it('what it says of itself neither steers a terminal nor passes for our own line', () => {
    const line = eventWith('{}').replace('policy-x', '\\u001b[2J\\nverified: 5 cases');
    const report = verifyBundle(archiveOf(new Map(original).set('cases/0001/events.ndjson', line)));
    expect(reportLines(report).join('')).not.toMatch(/\p{C}/u);
    expect(firstOf(report)).toContain('\\u{1b}[2J\\u{a}verified');
  });
});

// ------------------------------------------------------------------------------------------------------------------------------ tamperings

interface Line {
  stream: string;
  revision: number;
  ordinal: number | null;
  recordedAt: string;
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: { hash: string; previousHash: string } & Record<string, unknown>;
}

/** Where it was done; it must be named there. Without a stream it is the file alone. */
type Place = Partial<BundleFault>;
interface Tampered {
  readonly bytes: Buffer;
  readonly places: readonly Place[];
}

const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const utf8 = (text: string) => Buffer.from(text, 'latin1').toString();
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

/** What a forger can put right without a key. */
const covers = ['nothing', 'digests', 'lists', 'hashes'] as const;
type Cover = (typeof covers)[number];

/** Recomputes what stands in the manifest: digests, sizes, counts; the signature they cannot. */
function withDigests(files: Files): Files {
  const manifest = JSON.parse(utf8(files.get('manifest.json')!)) as { files: { name: string; bytes: number; sha256: string }[] } & Record<
    string,
    unknown
  >;
  const names = [...files.keys()].filter((name) => !name.startsWith('manifest.'));
  manifest.files = names.map((name) => ({ name, bytes: files.get(name)!.length, sha256: sha256(files.get(name)!) }));
  const cases = names.filter((name) => name.endsWith('cases.json')).flatMap((name) => JSON.parse(utf8(files.get(name)!)) as Listed[]);
  manifest['cases'] = cases.length;
  for (const count of ['events', 'sealed'] as const) manifest[count] = cases.reduce((sum, one) => sum + one[count], 0);
  return new Map(files).set('manifest.json', latin1(`${JSON.stringify(manifest, null, 1)}\n`));
}

interface Listed {
  readonly stream: string;
  readonly events: number;
  readonly head: string;
  readonly sealed: number;
}

/** Recomputes the list of cases beside a file of events. */
function withList(files: Files, name: string): Files {
  if (!name.startsWith('cases/')) return files;
  const events = linesOf(utf8(files.get(name)!)).map((line) => JSON.parse(line) as Line);
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const list = streams.map((stream) => {
    const own = events.filter((event) => event.stream === stream);
    const [sealed, unsealed] = [own.filter(({ ordinal }) => ordinal !== null), own.filter(({ ordinal }) => ordinal === null)];
    const unsealedAt = unsealed.map(({ recordedAt }) => recordedAt);
    return { stream, events: own.length, head: own.at(-1)!.metadata.hash, sealed: sealed.length, unsealedAt };
  });
  return new Map(files).set(name.replace('events.ndjson', 'cases.json'), `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
}

/** Numbers and chains the events of each stream anew. */
function rechained(events: readonly Line[]): Line[] {
  const heads = new Map<string, { revision: number; hash: string }>();
  return events.map((event) => {
    const before = heads.get(event.stream) ?? { revision: -1, hash: genesisHash };
    const { hash: _, ...metadata } = { ...event.metadata, previousHash: before.hash };
    const { stream, id, type, data } = event;
    const stored = { id, stream, revision: before.revision + 1, type, data };
    const hash = createHash('sha256')
      .update(canonicalJson({ ...stored, metadata }))
      .digest('hex');
    heads.set(stream, { revision: stored.revision, hash });
    return { ...event, revision: stored.revision, metadata: { ...metadata, hash } as unknown as Line['metadata'] };
  });
}

const eventFiles = ['cases/0001/events.ndjson', 'cases/0002/events.ndjson', 'cases/0003/events.ndjson', 'policies/0001.ndjson'];

const manifestPlace: Place = { file: 'manifest.json' };
/** What was cut off with all that says so is missed by those who need it. */
const noLeaf: Place = { reason: 'there is no leaf at its ordinal' };
const noPolicy: Place = { reason: 'which is not in the bundle' };

/** Something is done to the events of a file, and put right as far as `cover` goes. */
function tamperEvents(file: string, cover: Cover, at: number, other: number, how: string): Tampered | undefined {
  const before = linesOf(utf8(original.get(file)!)).map((line) => JSON.parse(line) as Line);
  const index = at % before.length;
  const [event, there] = [before[index]!, before[other % before.length]!];
  let events = structuredClone(before);
  if (how === 'alter data') events[index]!.data['text'] = 'somebody else wrote this';
  else if (how === 'alter type') events[index]!.type = 'Closed';
  else if (how === 'alter actor') events[index]!.metadata['actor'] = { sub: 'nobody', roles: [] };
  else if (how === 'alter time') events[index]!.recordedAt = '2026-11-21T00:00:00.000Z';
  else if (how === 'alter ordinal') events[index]!.ordinal = (event.ordinal ?? 3) + 1;
  else if (how === 'unseal') events[index]!.ordinal = null;
  else if (how === 'remove') events.splice(index, 1);
  else if (how === 'truncate') events = events.slice(0, Math.max(1, index));
  else if (how === 'repeat') events.splice(index, 0, structuredClone(event));
  else if (how === 'insert') events.splice(index, 0, { ...structuredClone(event), id: 'inserted', data: { text: 'inserted' } });
  else if (how === 'remove case') events = events.filter(({ stream }) => stream !== event.stream);
  else [events[index], events[other % before.length]] = [structuredClone(there), structuredClone(event)];
  if (events.length === 0 || JSON.stringify(events) === JSON.stringify(before)) return undefined;
  if (cover === 'hashes') events = rechained(events);
  let files = new Map(original).set(file, latin1(textOf(events.map((one) => JSON.stringify(one)))));
  if (cover === 'lists' || cover === 'hashes') files = withList(files, file);
  if (cover !== 'nothing') files = withDigests(files);
  const touched = how === 'truncate' ? before.slice(Math.max(1, index)) : how === 'swap' ? [event, there] : [event];
  // Renumbered events are others; what stood behind the place moved into it.
  const places = touched.flatMap(({ stream }) => [
    { file, stream },
    { file: file.replace('events.ndjson', 'cases.json'), stream },
  ]);
  // What was never sealed, or is left out with all that says so, is missed by the signature alone.
  return { bytes: archiveOf(files), places: cover === 'nothing' ? places : [...places, manifestPlace, noPolicy] };
}

const howEvents = [
  'alter data',
  'alter type',
  'alter actor',
  'alter time',
  'alter ordinal',
  'unseal',
  'remove',
  'truncate',
  'repeat',
  'insert',
  'remove case',
  'swap',
];

/** A line of a file of proofs is altered, removed, repeated or moved. */
function tamperProofs(file: string, isCovered: boolean, at: number, other: number, how: string): Tampered | undefined {
  const lines = linesOf(original.get(file)!);
  const [index, second] = [at % lines.length, other % lines.length];
  const before = lines.join();
  if (how === 'alter') lines[index] = lines[index]!.replace(/[0-9a-f](?=[0-9a-f]{20})/, (digit) => (digit === 'a' ? 'b' : 'a'));
  else if (how === 'alter time') lines[index] = lines[index]!.replace('2026-11', '2025-10');
  else if (how === 'remove') lines.splice(index, 1);
  else if (how === 'repeat') lines.splice(index, 0, lines[index]!);
  else if (how === 'truncate') lines.splice(Math.max(1, index));
  else [lines[index], lines[second]] = [lines[second]!, lines[index]!];
  if (lines.join() === before) return undefined;
  const files = new Map(original).set(file, textOf(lines));
  return {
    bytes: archiveOf(isCovered ? withDigests(files) : files),
    places: [{ file }, ...(isCovered ? [manifestPlace, { file: 'leaves/0001.ndjson' }, noLeaf] : [])],
  };
}

/** A checkpoint or key says something else, hashed and signed anew, but by a key of the forger's own. */
function forgeCheckpoint(at: number): Tampered {
  const forger = newKey();
  const file = 'checkpoints.ndjson';
  const events = linesOf(original.get(file)!).map((line) => JSON.parse(line) as Line);
  const event = events[at % events.length]!;
  if (event.type === 'CheckpointSigned') {
    const { signature: _, ...content } = event.data as unknown as Checkpoint;
    event.data = { ...signCheckpoint({ ...content, runningHash: 'f'.repeat(64) }, forger.privateKey) };
  } else {
    const { former, ordinal, previous, introducedAt } = event.data as unknown as CheckpointKey;
    event.data = { ...introduceKey({ former, ordinal, previous, introducedAt }, forger.privateKey, forger.privateKey) };
  }
  const { hash: _, ...metadata } = event.metadata;
  const { id, stream, revision, type, data } = event;
  event.metadata.hash = createHash('sha256').update(canonicalJson({ id, stream, revision, type, data, metadata })).digest('hex');
  const files = withDigests(new Map(original).set(file, textOf(events.map((one) => JSON.stringify(one)))));
  return { bytes: archiveOf(files), places: [{ file, stream }] };
}

/** A bit of the content of a file, packed again. */
function flipContent(at: number, bit: number, isCovered: boolean): Tampered | undefined {
  const names = [...original.keys()];
  const name = names[at % names.length]!;
  const bytes = Buffer.from(original.get(name)!, 'latin1');
  const place = Math.floor(at / names.length) % bytes.length;
  bytes[place]! ^= 1 << bit;
  let files = new Map(original).set(name, bytes.toString('latin1'));
  try {
    if (isCovered) files = withDigests(files);
  } catch {
    return undefined; // what cannot be read cannot be covered up
  }
  if ([...files].every(([file, content]) => content === original.get(file))) return undefined; // a digest was put right again
  const line = bytes.subarray(0, place).toString('latin1').split('\n').length - 1;
  const [lines, flipped] = [linesOf(original.get(name)!), linesOf(bytes.toString('latin1'))];
  const streams = [lines, flipped]
    .flatMap((all) => all.slice(Math.max(0, line - 1), line + 2))
    .map((one) => /"stream":"([\w-]+)"/.exec(one)?.[1]);
  const isOfEvents = eventFiles.includes(name);
  const places: Place[] = isOfEvents
    ? streams.map((stream) => ({ file: name, ...(stream !== undefined && { stream }) }))
    : [{ file: name }];
  // Where the name of the stream itself was hit there may be none to tell.
  if (isOfEvents) places.push({ file: name, reason: 'is no event as it was written' });
  if (name === 'manifest.sig' || name === 'manifest.json') places.push({ file: null }, manifestPlace);
  if (name.endsWith('cases.json')) places.push({ file: name.replace('cases.json', 'events.ndjson') });
  if (isCovered) places.push(manifestPlace);
  return { bytes: archiveOf(files), places };
}

function tamperFiles(at: number, how: string, isCovered: boolean): Tampered | undefined {
  const names = [...original.keys()];
  const name = names[at % names.length]!;
  const files = new Map(original);
  if (how === 'remove') files.delete(name);
  else if (how === 'add') files.set(`cases/${name}`, 'x');
  else if (how === 'empty') files.set(name, '');
  else {
    const second = names[(at + 1 + Math.floor(at / names.length)) % names.length]!;
    if (second === name) return undefined;
    files.set(name, original.get(second)!).set(second, original.get(name)!);
    if (isCovered && files.has('manifest.json')) return undefined; // has its own digest in it, and cannot be read
  }
  if (name.startsWith('manifest.') || how === 'exchange') isCovered = false;
  try {
    return { bytes: archiveOf(isCovered ? withDigests(files) : files), places: [] };
  } catch {
    return undefined;
  }
}

describe('tampering', () => {
  const number = fc.nat();
  const caught = (tampered: Tampered | undefined): void => {
    if (!tampered) return;
    const report = verifyBundle(tampered.bytes, { fingerprints });
    const [first] = report.faults;
    if (report.verified || !first) throw new Error('it was not found');
    const isThere = tampered.places.some((place) =>
      Object.entries(place).every(([field, value]) =>
        field === 'reason' ? first.reason.includes(String(value)) : first[field as keyof BundleFault] === value,
      ),
    );
    if (tampered.places.length > 0 && !isThere)
      throw new Error(`it was named at ${faultLine(first)}, not at ${JSON.stringify(tampered.places)}`);
  };

  it('with events is found, however well it is covered up', () => {
    fc.assert(
      fc.property(fc.constantFrom(...eventFiles), fc.constantFrom(...covers), number, number, fc.constantFrom(...howEvents), (...how) =>
        caught(tamperEvents(...how)),
      ),
      { numRuns, ...seed },
    );
  });

  it('with a sealed event is named by its stream and revision though every hash, list and digest was computed anew', () => {
    fc.assert(
      fc.property(fc.constantFrom(...eventFiles), number, fc.constantFrom('alter data', 'alter type', 'alter actor'), (file, at, how) => {
        const events = linesOf(utf8(original.get(file)!)).map((line) => JSON.parse(line) as Line);
        const { stream, revision, ordinal } = events[at % events.length]!;
        const tampered = tamperEvents(file, 'hashes', at, 0, how);
        caught(tampered && { ...tampered, places: [ordinal === null ? manifestPlace : { file, stream, revision }] });
      }),
      { numRuns: Math.ceil(numRuns / 4), ...seed },
    );
  });

  it('with leaves and checkpoints is found', () => {
    const how = fc.constantFrom('alter', 'alter time', 'remove', 'repeat', 'truncate', 'swap');
    fc.assert(
      fc.property(fc.constantFrom('leaves/0001.ndjson', 'checkpoints.ndjson'), fc.boolean(), number, number, how, (...args) =>
        caught(tamperProofs(...args)),
      ),
      { numRuns: Math.ceil(numRuns / 2), ...seed },
    );
  });

  it('with a checkpoint or a key is found though it is hashed and signed again', () => {
    fc.assert(
      fc.property(number, (at) => caught(forgeCheckpoint(at))),
      { numRuns: Math.ceil(numRuns / 8), ...seed },
    );
  });

  it('with a bit of any file is found', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 7 }), fc.boolean(), (...args) => caught(flipContent(...args))),
      { numRuns, ...seed },
    );
  });

  it('with whole files is found', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('remove', 'add', 'empty', 'exchange'), fc.boolean(), (...args) => caught(tamperFiles(...args))),
      { numRuns: Math.ceil(numRuns / 2), ...seed },
    );
  });

  it('with a bit of the archive itself is found, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.integer({ min: 0, max: 7 }), (place, bit) => {
        const bytes = Buffer.from(archive);
        bytes[place]! ^= 1 << bit;
        expect(verifyBundle(bytes, { fingerprints }).verified).toBe(false);
      }),
      { numRuns, ...seed },
    );
  });

  it('by cutting the archive, or putting something before, between or behind, is found', () => {
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.uint8Array({ maxLength: 50 }), (place, between) => {
        const rests = [archive.subarray(0, place), archive.subarray(place + 1)];
        if (between.length > 0) rests.push(Buffer.concat([archive.subarray(0, place), between, archive.subarray(place)]));
        expect(rests.filter((rest) => verifyBundle(rest, { fingerprints }).verified)).toEqual([]);
      }),
      { numRuns: Math.ceil(numRuns / 4), ...seed },
    );
  });

  it('by packing a file twice is found', async () => {
    const chunks: Buffer[] = [];
    const zip = new ZipWriter();
    const files = [...original].map(([name, content]) => ({ name, content: Buffer.from(content, 'latin1') }));
    for await (const chunk of zip.files([...files, files[2]!])) chunks.push(chunk);
    chunks.push(...zip.end());
    expect(firstOf(verifyBundle(Buffer.concat(chunks)))).toBe(`${files[2]!.name}: the file is in the archive twice`);
  });

  it('by making the whole log anew, with keys of one’s own, is found by who knows the first fingerprint', async () => {
    const [one, two] = [newKey(), newKey()];
    const forged = await bundled(specLog([one, two]), [one, two]);
    expect(verifyBundle(forged)).toMatchObject({ verified: true, fingerprints: [one.fingerprint] });
    expect(firstOf(verifyBundle(forged, { fingerprints }))).toContain(`the key ${one.fingerprint} is none that you know`);
  });
});
