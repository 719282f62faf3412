// Verifies an export bundle of Redress without Redress: this file needs Node 20 or later, and nothing else.
//
//   node verify.mjs bundle.zip [--fingerprint <of the first key>]… [--json]
//
// Exit code 0: everything in the bundle is as it was signed. 1: it is not; the first fault is named with its file, stream, revision and reason.
// 2: wrong usage, or no such file. The same file is in every bundle; take it from where you trust it, the bundle's own proves nothing to you.
//
// WHAT IS IN A BUNDLE, and what is proven of it, in the order in which this file goes through it:
//   cases/<n>/events.ndjson   a hundred cases: every event of each from its first on, as it is stored. What is personal is ciphertext.
//   policies/<n>.ndjson       the same of every policy: taxonomy, matrix of authority, packs, calendars …, all their versions.
//       Of each event:  its hash is SHA-256 over the RFC 8785 form of what is stored; it carries the hash of the event before it in its
//       stream, without a gap from revision 0 on; the versions of policies that it names are in the bundle.
//   checkpoints.ndjson        keys and checkpoints, as they are stored in the log.
//       A key signs itself and is endorsed by the key before it; who knows the first fingerprint knows them all.
//       A checkpoint says: the first `ordinal` events of the log have this running hash. It is signed by the key of its time.
//   leaves/<n>.ndjson         [ordinal, recorded time, event hash] of every event of the log between two checkpoints, where a case needs them.
//       Running hash after a leaf: SHA-256 of "<running hash before> <ordinal> <recorded time> <event hash>". From one checkpoint's to the
//       next one's: so each leaf is what was signed, and each event in the bundle is what its leaf says. Such an event is sealed: who alters,
//       removes, inserts or moves it needs the private key. What was recorded after the last checkpoint is unsealed, and said to be.
//   cases/<n>/cases.json      how many events each case has, how many of them are sealed, and the hash of the last.
//   *.html, verify.mjs        to be read. Nothing is proven of them but that they are what was signed.
//   manifest.json             who asked for what, what for and when; size and SHA-256 of every file; the bytes of the archive before it.
//   manifest.sig              Ed25519 over "bundle: <SHA-256 of manifest.json>". So nothing is missing, and nothing was put in.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const format = 'redress-bundle/1';
const zeros = '0'.repeat(64);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** RFC 8785: keys sorted by UTF-16 code unit, no white space, numbers and strings as ECMAScript writes them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

// ---------------------------------------------------------------------------------------------------------------------------- the archive

/** The archive is no archive, or not one that can be read to its end: nothing in it can be judged. */
class Unreadable extends Error {}

/** No file of a bundle is larger, so that none can fill the memory; and all together are not more than so many times the archive. */
const mostBytes = 256 * 2 ** 20;
const mostInflated = 200;

/** What is parsed at once, a line or a list, is not longer; real ones are far from it. */
const mostParsed = 24 * 2 ** 20;
const namesOfEvent = 'stream,revision,id,type,data,metadata';
/** A list of streams, as far as it is one; where it is none its digest or signature differs. */
const listOf = (list) => (Array.isArray(list) ? list.filter((one) => typeof one?.stream === 'string') : []);
/** After so many faults the rest is not worth the time: somebody made them on purpose. */
const mostFaults = 10_000;
class Enough extends Error {}

function parsed(text) {
  if (text.length > mostParsed) throw new Unreadable('a line or a list is longer than any of a bundle');
  return JSON.parse(text);
}

/** Where the bytes are: a file, or memory. */
function openBytes(source) {
  if (typeof source !== 'string') {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close() {} };
  }
  const file = openSync(source, 'r');
  const read = (offset, length) => {
    const bytes = Buffer.alloc(length);
    let at = 0;
    for (let got = 1; at < length && got > 0; at += got) got = readSync(file, bytes, at, length - at, offset + at);
    return bytes.subarray(0, at);
  };
  return { size: fstatSync(file).size, read, close: () => closeSync(file) };
}

/** The entries of the central directory, which have to be the archive from its first byte to its last: nothing between, before or behind. */
function entriesOf({ size, read }) {
  const bytesAt = (offset, length, what) => {
    const isInside = Number.isSafeInteger(offset) && offset >= 0 && length >= 0 && offset + length <= size;
    if (!isInside || length > mostBytes) throw new Unreadable(`the archive ends before ${what}`);
    return read(offset, length);
  };
  const end = bytesAt(size - 22, 22, 'its end of central directory: it is cut off, or no zip');
  if (end.readUInt32LE(0) !== 0x06054b50)
    throw new Unreadable('the archive has no end of central directory at its end: it is cut off, or no zip');
  let [count, length, offset, endsAt] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16), size - 22];
  const isLarge = count === 0xffff || length === 0xffffffff || offset === 0xffffffff;
  if (end.readUInt32LE(4) !== 0 || end.readUInt16LE(8) !== count || end.readUInt16LE(20) !== 0)
    throw new Unreadable('the end of the archive is not as it was written');
  if (isLarge) {
    const locator = bytesAt(size - 42, 20, 'its zip64 locator');
    endsAt = Number(locator.readBigUInt64LE(8));
    const large = bytesAt(endsAt, 56, 'its zip64 end of central directory');
    const isWhole = locator.readUInt32LE(0) === 0x07064b50 && locator.readUInt32LE(4) === 0 && locator.readUInt32LE(16) === 1;
    const isPlain =
      large.readUInt32LE(0) === 0x06064b50 &&
      large.readBigUInt64LE(4) === 44n &&
      large.readUInt16LE(14) === 45 &&
      large.readBigUInt64LE(16) === 0n;
    if (!isWhole || !isPlain || endsAt + 98 !== size) throw new Unreadable('the zip64 end of the archive is not as it was written');
    [count, length, offset] = [32, 40, 48].map((at) => Number(large.readBigUInt64LE(at)));
    if (large.readBigUInt64LE(24) !== BigInt(count)) throw new Unreadable('the zip64 end of the archive is not as it was written');
  }
  if (offset + length !== endsAt) throw new Unreadable('the central directory does not end where the archive does');

  const directory = bytesAt(offset, length, 'its central directory');
  const entries = [];
  let [at, next, inflated] = [0, 0, 0];
  while (at < length) {
    if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new Unreadable(`entry ${entries.length} of the central directory cannot be read`);
    const fields = directory.subarray(at, at + 46);
    const [ofName, ofExtra, ofComment] = [28, 30, 32].map((field) => fields.readUInt16LE(field));
    const name = directory.toString('latin1', at + 46, at + 46 + ofName);
    const fault = (reason) => new Unreadable(`${JSON.stringify(name)}: ${reason}`);
    const [packed, bytes] = [fields.readUInt32LE(20), fields.readUInt32LE(24)];
    let begins = fields.readUInt32LE(42);
    if (begins === 0xffffffff) {
      // zip64: files are small here, only their places may be beyond 4 GiB.
      if (ofExtra !== 12 || directory.readUInt32LE(at + 46 + ofName) !== 0x0008_0001) throw fault('has no place in the archive');
      begins = Number(directory.readBigUInt64LE(at + 46 + ofName + 4));
    }
    at += 46 + ofName + ofExtra + ofComment;
    // Made by which program, and what kind of file: the same of all.
    const kind = `${fields.readUInt16LE(4)} ${fields.readUInt16LE(36)} ${fields.readUInt32LE(38)}`;
    if (entries.length > 0 && entries[0].kind !== kind) throw fault('has other attributes than the first file');
    if (ofComment > 0 || fields.readUInt16LE(34) !== 0) throw fault('has a comment or another disk, as no bundle has');
    const method = fields.readUInt16LE(10);
    if (method !== 0 && method !== 8) throw fault('is packed in a way that bundles do not use');
    if (method === 0 && packed !== bytes) throw fault('has two sizes');
    if (bytes > mostBytes || (inflated += bytes) > mostInflated * size + 2 ** 20)
      throw fault('would be larger than any file of a bundle of this size');

    // The same is said again before the file itself; other programs read that.
    const local = bytesAt(begins, 30, `its file ${JSON.stringify(name)}`);
    const hasDescriptor = (fields.readUInt16LE(8) & 8) !== 0;
    const isSame = (from, length, here) => fields.subarray(from, from + length).equals(local.subarray(here, here + length));
    const sizes = hasDescriptor ? local.subarray(14, 26).every((byte) => byte === 0) : isSame(16, 12, 14);
    const nameHere = bytesAt(begins + 30, local.readUInt16LE(26), 'a name').toString('latin1');
    if (local.readUInt32LE(0) !== 0x04034b50 || !isSame(6, 10, 4) || !sizes || nameHere !== name)
      throw fault('is not what stands before it in the archive');
    if (begins !== next) throw fault('does not follow the file before it: there is something between, or they overlap');
    const starts = begins + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    next = starts + packed;
    if (hasDescriptor) {
      const told = bytesAt(next, 16, 'the sizes of a file');
      if (told.readUInt32LE(0) !== 0x08074b50 || !told.subarray(4, 16).equals(fields.subarray(16, 28)))
        throw fault('has other sizes behind it');
      next += 16;
    }
    entries.push({ name, method, crc: fields.readUInt32LE(16), packed, bytes, begins, starts, kind });
  }
  if (next !== offset || entries.length !== count)
    throw new Unreadable('there is something in the archive that its central directory does not name, or less');
  return entries;
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** Only asked where a digest differs: it tells damage on the way, which nobody hides, from an alteration. */
function crcOf(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}

/** The file, no larger than it says; undefined if it cannot be unpacked. */
function contentOf({ read }, { method, starts, packed, bytes }) {
  const raw = read(starts, packed);
  if (method === 0) return raw.length === bytes ? raw : undefined;
  try {
    const { buffer, engine } = inflateRawSync(raw, { maxOutputLength: Math.max(bytes, 1), info: true });
    return buffer.length === bytes && engine.bytesWritten === packed ? buffer : undefined;
  } catch {
    return undefined;
  }
}

// ------------------------------------------------------------------------------------------------------------------- keys and checkpoints

/** An Ed25519 public key of a JWK, with its fingerprint: the thumbprint of RFC 7638. */
function keyOf({ kty, crv, x }) {
  const jwk = { crv, kty, x };
  return {
    object: createPublicKey({ key: jwk, format: 'jwk' }),
    fingerprint: createHash('sha256').update(canonical(jwk)).digest('base64url'),
  };
}

function isSigned(text, signature, key) {
  const bytes = Buffer.from(String(signature), 'base64url');
  // Decoding overlooks what it does not know: only one text stands for these bytes.
  return bytes.toString('base64url') === signature && verifySignature(null, Buffer.from(text), key.object, bytes);
}

/** The keys in their order, each from an ordinal on, and the checkpoints by ordinal. `say` takes the fault of an event. */
function checkpointsOf(events, say) {
  const [keys, checkpoints] = [[], new Map()];
  let [revision, ordinal] = [-1, -1];
  for (const event of events) {
    const fault = (reason) => say(event, reason);
    if (event.stream !== 'audit-checkpoints') fault('it is not of the stream of checkpoints');
    if (event.revision <= revision) fault('it does not come after the one before it in the file');
    revision = event.revision;
    try {
      const { signature, endorsement, ...said } = event.data;
      if (event.type === 'CheckpointKeyIntroduced') {
        const [key, former] = [keyOf(said.key), keys.at(-1)];
        if (key.fingerprint !== said.fingerprint) fault('the key has another fingerprint than it says');
        if (said.former !== (former?.fingerprint ?? null)) fault('the key follows on another than the one before it');
        if (!isSigned(`key: ${canonical(said)}`, signature, key)) fault('the key is not signed by itself');
        if (endorsement !== null && !(former && isSigned(`key: ${canonical(said)}`, endorsement, former)))
          fault('the former key has not signed this one');
        if (said.ordinal < Math.max(ordinal, 0)) fault('the key takes over before the last checkpoint of the former one');
        keys.push({ ...key, from: said.ordinal, isEndorsed: endorsement !== null });
      } else if (event.type === 'CheckpointSigned') {
        const [key, content] = [keys.at(-1), endorsement === undefined ? said : { ...said, endorsement }];
        if (!key || said.key !== key.fingerprint) fault(`the checkpoint is signed by ${said.key}, which was not the key then`);
        else if (!isSigned(`checkpoint: ${canonical(content)}`, signature, key)) fault('the signature of the checkpoint is not valid');
        if (!Number.isSafeInteger(said.ordinal) || said.ordinal <= Math.max(ordinal, key?.from ?? 0))
          fault('the checkpoint does not go further than the one before it');
        ordinal = said.ordinal;
        checkpoints.set(ordinal, { ...said, digest: sha256(canonical(event.data)), event, isUsed: false });
      } else fault('it is neither a key nor a checkpoint');
    } catch {
      fault('the key or checkpoint cannot be read');
    }
  }
  return { keys, checkpoints, last: checkpoints.get(ordinal) };
}

// -------------------------------------------------------------------------------------------------------------------------------- a bundle

/** Of the faults those come first that say most exactly what was altered. */
const [exact, ofManifest, ofFiles] = [0, 1, 2];

/**
 * @param {string | Uint8Array} source path of a bundle, or its bytes
 * @param {{ fingerprints?: readonly string[], onProgress?: (done: number, of: number) => void }} options fingerprints: what you know of the keys
 *   that no other key endorses, the first of all among them; without it they are told, and are yours to compare
 */
export function verifyBundle(source, { fingerprints = [], onProgress = () => {} } = {}) {
  const archive = openBytes(source);
  try {
    return new Bundle(archive, fingerprints, onProgress).verify();
  } catch (error) {
    // The disk's, not the bundle's.
    if (error.syscall) throw error;
    const reason = error instanceof Unreadable ? error.message : `it is not as any bundle is written (${error.message})`;
    return { verified: false, faults: [{ file: null, reason }], more: 0 };
  } finally {
    archive.close();
  }
}

class Bundle {
  /** Of events by ordinal: what their leaves have to say. */
  sealed = new Map();
  streams = new Set();
  published = new Set();
  named = new Map();
  /** SHA-256 of each file, once it was read. */
  digestOf = new Map();
  faults = [];
  counts = { cases: 0, events: 0, sealed: 0 };

  constructor(archive, fingerprints, onProgress) {
    Object.assign(this, { archive, fingerprints, onProgress });
    this.entries = entriesOf(archive);
    this.byName = new Map(this.entries.map((entry) => [entry.name, entry]));
  }

  fault(rank, file, reason, place = {}) {
    this.faults.push({ rank, file, ...place, reason });
    if (this.faults.length >= mostFaults) throw new Enough();
  }

  /** What is not there may be a file that a forged manifest does not name. */
  missing() {
    return this.isSigned ? exact : ofManifest;
  }

  verify() {
    const manifest = this.manifest();
    const known = { keys: [] };
    try {
      this.judge(manifest, known);
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
    }
    return this.report(manifest, known);
  }

  /** Goes through all of it; `known` takes the keys and checkpoints. */
  judge(manifest, known) {
    const files = manifest.files.map(({ name }) => name);
    const of = (pattern) => files.filter((name) => pattern.test(name) && this.byName.has(name));
    const say = (event, reason) => this.fault(exact, 'checkpoints.ndjson', reason, placeOf(event));
    Object.assign(known, checkpointsOf(this.eventsOf('checkpoints.ndjson'), say));
    this.signature(manifest, known);
    const policies = of(/^policies\/\d+\.ndjson$/).flatMap((file) => this.streamsOf(file));
    this.compare(policies, listOf(manifest.policies), 'policies/0001.ndjson', 'manifest.json');
    for (const file of of(/^cases\/\d+\/events\.ndjson$/)) {
      const list = file.replace('events.ndjson', 'cases.json');
      this.compare(this.streamsOf(file, true), this.json(list), file, list);
    }
    this.leaves(of(/^leaves\/\d+\.ndjson$/), known);
    for (const [policy, { file, place }] of this.named)
      if (!this.published.has(policy))
        this.fault(this.missing(), file, `it was decided under ${policy}, which is not in the bundle`, place);
    this.digests(manifest, files);
    for (const count of ['cases', 'events', 'sealed'])
      if (manifest[count] !== this.counts[count])
        this.fault(ofFiles, 'manifest.json', `it says ${manifest[count]} ${count}, and there are ${this.counts[count]}`);
  }

  /** A file's content, undefined where there is none or it cannot be unpacked; `digests` says so. */
  content(name) {
    const entry = this.byName.get(name);
    const bytes = entry && contentOf(this.archive, entry);
    if (!this.digestOf.has(name)) this.digestOf.set(name, bytes && sha256(bytes));
    return bytes;
  }

  manifest() {
    const bytes = this.content('manifest.json');
    if (!bytes) throw new Unreadable('there is no manifest.json, or it cannot be unpacked');
    let manifest;
    try {
      manifest = parsed(bytes.toString());
    } catch {
      throw new Unreadable('manifest.json is no JSON');
    }
    if (manifest?.format !== format)
      throw new Unreadable(`manifest.json says ${String(manifest?.format)}: this program verifies ${format}`);
    const isFile = (file) => typeof file?.name === 'string' && typeof file.sha256 === 'string' && Number.isSafeInteger(file.bytes);
    if (!Array.isArray(manifest.files) || !manifest.files.every(isFile)) throw new Unreadable('manifest.json does not list files');
    this.manifestDigest = sha256(bytes);
    this.listed = new Map(manifest.files.map(({ name, ...file }) => [name, file]));
    return manifest;
  }

  /** A list of cases; of no use where it is no list, and then its digest differs. */
  json(name) {
    try {
      return listOf(parsed(this.content(name).toString()));
    } catch {
      return [];
    }
  }

  /** The events of a file, each proven to be what its hash says. */
  *eventsOf(file) {
    let number = 0;
    for (const line of this.linesOf(file)) {
      number += 1;
      const event = this.eventOf(line);
      if (!event) {
        this.fault(exact, file, `line ${number} is no event as it was written`, partOf(line));
        continue;
      }
      if (!event.isWhole) this.fault(exact, file, 'the event differs from its hash', placeOf(event));
      yield event;
    }
  }

  /** Lines of a file; none where there is no such file. */
  *linesOf(file) {
    const bytes = this.content(file) ?? Buffer.alloc(0);
    for (let begins = 0; begins < bytes.length;) {
      const ends = bytes.indexOf(10, begins);
      yield bytes.toString('utf8', begins, ends < 0 ? bytes.length : ends);
      begins = ends < 0 ? bytes.length : ends + 1;
    }
  }

  eventOf(line) {
    try {
      const event = parsed(line);
      const names = Object.keys(event).join();
      const isEvent = names === namesOfEvent || names === `ordinal,recordedAt,${namesOfEvent}`;
      // Written otherwise it says the same, but was not written by who signed.
      if (!isEvent || typeof event.stream !== 'string' || !Number.isSafeInteger(event.revision) || JSON.stringify(event) !== line)
        return undefined;
      const { stream, revision, id, type, data } = event;
      const { hash, ...metadata } = event.metadata;
      const isWhole = sha256(canonical({ id, stream, revision, type, data, metadata })) === hash;
      return typeof hash === 'string' ? { ...event, isWhole } : undefined;
    } catch {
      // No JSON, or nested deeper than this program can go.
      return undefined;
    }
  }

  /** What streams are in a file, each whole and in order; one after the other. */
  streamsOf(file, isCases = false) {
    const found = [];
    let current;
    for (const event of this.eventsOf(file)) {
      const { stream, revision, type, data, metadata, ordinal, recordedAt } = event;
      const fault = (reason) => this.fault(exact, file, reason, placeOf(event));
      if (current?.stream !== stream) {
        current = { stream, file, events: 0, head: zeros, sealed: 0, ordinal: -1, unsealedAt: [] };
        found.push(current);
        if (this.streams.has(stream)) fault('the stream is in the bundle twice');
        this.streams.add(stream);
      }
      if (revision !== current.events)
        fault(revision < current.events ? 'the event is there twice, or out of order' : `revision ${current.events} is missing before it`);
      else if (metadata.previousHash !== current.head) fault('the event does not follow the one before it');
      if (ordinal === null) {
        // Recorded after the last checkpoint.
        current.unsealedAt.push(recordedAt);
      } else if (!Number.isSafeInteger(ordinal) || ordinal <= current.ordinal || current.sealed < current.events)
        fault('the event has a place in the log before the one before it');
      else {
        // Where two claim the same place, the leaf says which of them lies.
        const other = this.sealed.get(ordinal);
        this.sealed.set(ordinal, { hash: metadata.hash, recordedAt, file, place: placeOf(event), other });
        Object.assign(current, { ordinal, sealed: current.sealed + 1 });
      }
      Object.assign(current, { events: revision + 1, head: metadata.hash });
      if (isCases) this.nameOf(event, file);
      else
        this.published.add(
          stream === 'authority-default'
            ? `authority ${type === 'MatrixPublished' && data?.version}`
            : `${stream.slice(7)} ${data?.version}`,
        );
    }
    if (isCases) {
      this.counts.cases += found.length;
      for (const { events, sealed } of found)
        Object.assign(this.counts, { events: this.counts.events + events, sealed: this.counts.sealed + sealed });
    }
    return found;
  }

  nameOf(event, file) {
    for (const [policy, version] of Object.entries(event.metadata.policyVersions ?? {})) {
      const name = `${policy} ${version}`;
      if (!this.named.has(name)) this.named.set(name, { file, place: placeOf(event) });
    }
  }

  /** What streams there are, against a list of what there should be; whichever of the two is what was signed. */
  compare(found, listed, file, list) {
    const isListAltered = list === 'manifest.json' ? !this.isSigned : this.isAltered(list);
    const fault = (stream, revision, reason) => {
      const where = byStream.get(stream)?.file ?? file;
      // A manifest that is not signed may be the one that is wrong: that is said first.
      const rank = list === 'manifest.json' ? this.missing() : exact;
      this.fault(rank, isListAltered && !this.isAltered(where) ? list : where, reason, { stream, revision });
    };
    const byStream = new Map(found.map((one) => [one.stream, one]));
    const expected = new Set();
    for (const { stream, events, head, sealed, unsealedAt } of listed) {
      const there = byStream.get(stream);
      expected.add(stream);
      if (!there) fault(stream, 0, `the stream is missing: ${list} lists it with ${events} events`);
      else if (there.events < events) fault(stream, there.events, `revision ${there.events} is missing: ${list} lists ${events} events`);
      else if (there.events > events) fault(stream, events, `there is more than the ${events} events that ${list} lists`);
      else if (there.head !== head) fault(stream, events - 1, `the last event has another hash than ${list} lists`);
      else if (there.sealed !== sealed) fault(stream, there.sealed, `${there.sealed} events claim to be sealed, ${list} lists ${sealed}`);
      else {
        const other = there.unsealedAt.findIndex((time, index) => unsealedAt?.[index] !== time);
        if (other >= 0) fault(stream, sealed + other, `it was recorded at another time than ${list} lists`);
      }
    }
    const unknown = found.find(({ stream }) => !expected.has(stream));
    if (unknown) fault(unknown.stream, 0, `${list} does not list this stream`);
    const moved = found.find(({ stream }, index) => listed[index]?.stream !== stream);
    if (moved && found.length === listed.length && !unknown) fault(moved.stream, 0, `the streams are not in the order of ${list}`);
  }

  /** Runs of leaves, each from a checkpoint to a checkpoint. */
  leaves(files, { checkpoints, last }) {
    let run;
    const blamed = (file) => (this.isAltered('checkpoints.ndjson') && !this.isAltered(file) ? 'checkpoints.ndjson' : file);
    /** The leaves since the last boundary are proven, or not; so is what they say of events. */
    const close = (checkpoint, file) => {
      const reason = !checkpoint
        ? 'the leaves end where no checkpoint is'
        : run.hash !== checkpoint.runningHash
          ? 'their running hash is not the one that was signed'
          : checkpoint.previous !== run.digest
            ? 'the checkpoint at their end does not follow the one at their beginning'
            : undefined;
      const differing = run.events.find(({ leaf, of }) => leaf.hash !== of.hash || leaf.recordedAt !== of.recordedAt);
      if (reason)
        this.fault(exact, blamed(run.file), `leaves ${run.from} to ${run.next - 1}: ${reason}`, (differing ?? run.events[0])?.of.place);
      else
        for (const { leaf, of } of run.events)
          if (leaf.hash !== of.hash)
            this.fault(exact, of.file, `the log has another event at its ordinal ${leaf.ordinal}: hash ${leaf.hash}`, of.place);
          else if (leaf.recordedAt !== of.recordedAt)
            this.fault(exact, of.file, `the log recorded it at ${leaf.recordedAt}, not at ${of.recordedAt}`, of.place);
      if (checkpoint) checkpoint.isUsed = true;
      run = { next: run.next, from: run.next, hash: run.hash, digest: checkpoint?.digest, events: [], file };
      if (checkpoint) run.hash = checkpoint.runningHash;
    };
    for (const file of files) {
      for (const line of this.linesOf(file)) {
        let leaf;
        try {
          const [ordinal, recordedAt, hash] = parsed(line);
          leaf = { ordinal, recordedAt, hash };
        } catch {
          // said below
        }
        if (!leaf || JSON.stringify([leaf.ordinal, leaf.recordedAt, leaf.hash]) !== line || !Number.isSafeInteger(leaf.ordinal)) {
          this.fault(exact, file, `a line behind leaf ${run ? run.next - 1 : -1} is no leaf as it was written`);
          continue;
        }
        if (run && leaf.ordinal !== run.next) {
          if (run.next !== run.from) close(checkpoints.get(run.next), file);
          if (leaf.ordinal < run.next) this.fault(exact, file, `leaf ${leaf.ordinal} is there twice, or out of order`);
          run = undefined;
        }
        if (!run) {
          const begin = leaf.ordinal === 0 ? { runningHash: zeros, digest: zeros } : checkpoints.get(leaf.ordinal);
          if (!begin) this.fault(exact, blamed(file), `the leaves begin at ${leaf.ordinal}, where no checkpoint is`);
          else begin.isUsed = true;
          run = { next: leaf.ordinal, from: leaf.ordinal, hash: begin?.runningHash, digest: begin?.digest, events: [], file };
        }
        for (let of = this.sealed.get(leaf.ordinal); of; of = of.other) run.events.push({ leaf, of });
        this.sealed.delete(leaf.ordinal);
        run.hash = sha256(`${run.hash} ${leaf.ordinal} ${leaf.recordedAt} ${leaf.hash}`);
        run.next += 1;
        if (checkpoints.has(run.next)) close(checkpoints.get(run.next), file);
      }
    }
    if (run && run.next !== run.from) close(undefined, run.file);
    const altered = this.sealed.size > 0 && files.find((file) => this.isAltered(file));
    for (const [ordinal, { file, place }] of this.sealed)
      this.fault(this.missing(), altered || file, `there is no leaf at its ordinal ${ordinal}: nothing proves that the log has it`, place);
    for (const checkpoint of checkpoints.values())
      if (!checkpoint.isUsed && checkpoint !== last)
        this.fault(this.missing(), 'checkpoints.ndjson', 'the checkpoint seals nothing in the bundle', placeOf(checkpoint.event));
  }

  /** Whether a file is another than the manifest lists. */
  isAltered(name) {
    if (!this.digestOf.has(name)) this.content(name);
    return this.digestOf.get(name) !== this.listed.get(name)?.sha256;
  }

  /** Every file is what the manifest says, and there is no other. */
  digests(manifest, files) {
    const seen = new Set();
    for (const { name } of this.entries) {
      if (seen.has(name)) this.fault(ofFiles, name, 'the file is in the archive twice');
      else if (name !== 'manifest.json' && name !== 'manifest.sig' && !this.listed.has(name))
        this.fault(ofFiles, name, 'the manifest does not know this file');
      seen.add(name);
    }
    files.forEach((name, index) => {
      this.onProgress(index + 1, files.length);
      if (!this.byName.has(name)) return this.fault(ofFiles, name, 'the file is missing');
      if (!this.isAltered(name)) return undefined;
      const content = this.content(name);
      if (!content) return this.fault(ofFiles, name, 'the file cannot be unpacked');
      const isDamaged = crcOf(content) !== this.byName.get(name).crc;
      return this.fault(ofFiles, name, isDamaged ? 'the file was damaged' : 'the file is not the one that was signed');
    });
  }

  /** The manifest is what was signed, by the key of its time; and whose keys these are is known, where that was asked. */
  signature(manifest, { keys }) {
    const fault = (reason) => this.fault(ofManifest, 'manifest.json', reason);
    let signer;
    try {
      const bytes = this.content('manifest.sig').toString();
      const signed = JSON.parse(bytes);
      if (JSON.stringify(signed) !== bytes || Object.keys(signed).join() !== 'key,fingerprint,signature')
        fault('manifest.sig is not as it was written');
      signer = keyOf(signed.key);
      if (signer.fingerprint !== signed.fingerprint) fault('manifest.sig names another key than it carries');
      this.isSigned = isSigned(`bundle: ${this.manifestDigest}`, signed.signature, signer);
      if (!this.isSigned) fault('it is not what was signed: its signature is not valid');
      if (keys.length > 0 && keys.at(-1).fingerprint !== signer.fingerprint)
        fault('it is signed by another key than the last one of the log');
    } catch {
      return fault('its signature is missing or cannot be read');
    }
    this.roots =
      keys.length > 0 ? keys.filter(({ isEndorsed }) => !isEndorsed).map(({ fingerprint }) => fingerprint) : [signer.fingerprint];
    const foreign = this.roots.find((root) => !this.fingerprints.includes(root));
    if (this.fingerprints.length > 0 && foreign !== undefined)
      fault(`the key ${foreign} is none that you know, and no key that you know endorses it`);
    // Packed again by somebody else it is another archive of the same files; packed as it was, every byte of it was signed.
    const place = this.byName.get('manifest.json').begins;
    this.isRepacked = place !== manifest.archive?.bytes;
    if (!this.isRepacked && this.archiveDigest(place) !== manifest.archive.sha256)
      this.fault(ofFiles, null, 'a byte of the archive outside of its files was altered');
    return undefined;
  }

  archiveDigest(end) {
    const digest = createHash('sha256');
    for (let at = 0; at < end; at += 2 ** 22) digest.update(this.archive.read(at, Math.min(2 ** 22, end - at)));
    return digest.digest('hex');
  }

  report(manifest, { keys, last }) {
    const ranked = this.faults.sort((a, b) => a.rank - b.rank).map(({ rank: _, ...fault }) => fault);
    const { madeAt, by, purpose, personal, log } = manifest;
    return {
      verified: ranked.length === 0,
      faults: ranked.slice(0, 20),
      more: Math.max(0, ranked.length - 20),
      ...this.counts,
      unsealed: this.counts.events - this.counts.sealed,
      sealedUntil: last ? { ordinal: last.ordinal, signedAt: last.signedAt } : null,
      keys: keys.map(({ fingerprint }) => fingerprint),
      fingerprints: this.roots ?? [],
      isKnown: this.fingerprints.length > 0,
      isRepacked: this.isRepacked ?? false,
      manifest: { madeAt, by, purpose, personal, log, sha256: this.manifestDigest },
    };
  }
}

const placeOf = ({ stream, revision }) => ({ stream, revision });

/** Which event a line was, as far as that can be read from it. */
function partOf(line) {
  const [, stream, revision] = /"stream":"([\w.:-]{1,200})","revision":(\d{1,15}),/.exec(line) ?? [];
  return stream === undefined ? {} : { stream, revision: Number(revision) };
}

// ------------------------------------------------------------------------------------------------------------------------------- a person

/** Who wrote a bundle says what is in it: it must neither steer the terminal nor pass for a line of ours. */
const printable = (text) => String(text).replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);

/** A fault in one line: file, stream, revision and reason. */
export function faultLine({ file, stream, revision, reason }) {
  return printable([file ?? 'the archive', stream === undefined ? [] : `${stream} revision ${revision}`, reason].flat().join(': '));
}

/** What came of it, for a person. */
export function reportLines(report) {
  if (!report.verified) {
    const rest = report.faults.slice(1).map((fault) => `  also ${faultLine(fault)}`);
    return [`NOT verified: ${faultLine(report.faults[0])}`, ...rest, ...(report.more > 0 ? [`  and ${report.more} more`] : [])];
  }
  const { cases, events, sealed, unsealed, sealedUntil, fingerprints, isKnown, isRepacked, manifest } = report;
  const until = sealedUntil ? ` by checkpoints up to event ${sealedUntil.ordinal} of the log, signed at ${sealedUntil.signedAt}` : '';
  return [
    `verified: ${cases} ${cases === 1 ? 'case' : 'cases'} with ${events} events, as they were signed at ${manifest.madeAt} for ${manifest.by?.sub} (${manifest.purpose})`,
    `sealed: ${sealed} events${until}; unsealed: ${unsealed}, recorded after the last checkpoint`,
    ...fingerprints.map((one) => `key ${one}: ${isKnown ? 'is the one that you know' : 'compare it with the one that you noted'}`),
    ...(isRepacked ? ['the archive was packed again by somebody else; its files are the ones that were signed'] : []),
  ].map(printable);
}

function main(args) {
  const usage = 'usage: node verify.mjs <bundle.zip> [--fingerprint <of the first key>]… [--json]\n';
  /** @type {string[]} */
  const paths = [];
  const fingerprints = [];
  let isJson = false;
  for (let at = 0; at < args.length; at++)
    if (args[at] === '--json') isJson = true;
    else if (args[at] === '--fingerprint' && args[at + 1]) fingerprints.push(args[++at]);
    else paths.push(args[at]);
  if (paths.includes('--help')) return process.stdout.write(usage);
  if (paths.length !== 1 || paths[0].startsWith('-')) {
    process.stderr.write(usage);
    return (process.exitCode = 2);
  }
  try {
    const report = verifyBundle(paths[0], { fingerprints });
    process.stdout.write(isJson ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
    return (process.exitCode = report.verified ? 0 : 1);
  } catch (error) {
    process.stderr.write(`${paths[0]}: cannot be read (${String(error.code ?? error.message)})\n`);
    return (process.exitCode = 2);
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) main(process.argv.slice(2));
