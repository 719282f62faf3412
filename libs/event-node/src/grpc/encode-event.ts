import { DELETED } from '../log/events.js';
import type { RecordedEvent } from '../log/events.js';
import { structuredUuid, ticks } from './wire-values.js';

export type UuidForm = 'string' | 'structured';

/**
 * `ReadResp` messages with an event, written by hand.
 *
 * The generated code takes about five times as long per event (it builds a tree of objects and arrays of numbers first), and events are what
 * a reading client waits for. `encode-event.spec.ts` proves that the generated code reads any event as it was.
 */
export function encodeEvent(event: RecordedEvent, uuid: UuidForm): Buffer {
  const record = new EventRecord(event, uuid);
  const position = varintLength(event.position);
  const readEventLength = bytesLength(record.length) + 1 + position;
  const out = new Output(bytesLength(readEventLength));
  out.tag(1, readEventLength); // ReadResp.event
  out.tag(1, record.length); // ReadEvent.event
  record.write(out);
  out.number(3, event.position); // ReadEvent.commit_position
  return out.done();
}

/** The same for a link and the event that it points to, if that can be read. */
export function encodeLink(link: RecordedEvent, target: RecordedEvent | undefined, uuid: UuidForm): Buffer {
  const event = target && new EventRecord(target, uuid);
  const record = new EventRecord(link, uuid);
  const readEventLength = (event ? bytesLength(event.length) : 0) + bytesLength(record.length) + 1 + varintLength(link.position);
  const out = new Output(bytesLength(readEventLength));
  out.tag(1, readEventLength);
  if (event) {
    out.tag(1, event.length);
    event.write(out);
  }
  out.tag(2, record.length); // ReadEvent.link
  record.write(out);
  out.number(3, link.position);
  return out.done();
}

/** One RecordedEvent of the protocol: its length must be known before it is written. */
class EventRecord {
  readonly length: number;
  private readonly stream: Buffer;
  private readonly type: Buffer;
  private readonly created: string;
  private readonly contentType: string;
  private readonly structured: Uint8Array | undefined;
  private readonly uuidLength: number;

  constructor(
    private readonly event: RecordedEvent,
    uuid: UuidForm,
  ) {
    this.stream = Buffer.from(event.stream, 'utf8');
    this.type = Buffer.from(event.type, 'utf8');
    this.created = ticks(event.recordedAt);
    this.contentType = event.json ? 'application/json' : 'application/octet-stream';
    this.structured = uuid === 'structured' ? structuredUuid(event.id).serializeBinary() : undefined;
    this.uuidLength = this.structured?.length ?? bytesLength(event.id.length);
    this.length =
      bytesLength(this.uuidLength) +
      bytesLength(bytesLength(this.stream.length)) +
      (event.revision === 0 ? 0 : 1 + revisionLength(event.revision)) +
      2 * (1 + varintLength(event.position)) +
      bytesLength(6 + bytesLength(this.type.length)) +
      bytesLength(9 + 2 + this.created.length) +
      bytesLength(14 + 2 + this.contentType.length) +
      (event.metadata.length === 0 ? 0 : bytesLength(event.metadata.length)) +
      (event.data.length === 0 ? 0 : bytesLength(event.data.length));
  }

  write(out: Output): void {
    const { event } = this;
    out.tag(1, this.uuidLength); // id
    if (this.structured) {
      out.bytes(this.structured);
    } else {
      out.tag(2, event.id.length);
      out.ascii(event.id);
    }
    out.tag(2, bytesLength(this.stream.length)); // stream_identifier
    out.tag(3, this.stream.length);
    out.bytes(this.stream);
    if (event.revision === DELETED) out.fieldBytes(3, TOMBSTONE_VARINT);
    else if (event.revision !== 0) out.number(3, event.revision);
    out.number(4, event.position); // prepare_position
    out.number(5, event.position); // commit_position
    out.tag(6, 6 + bytesLength(this.type.length));
    out.tag(1, 4);
    out.ascii('type');
    out.tag(2, this.type.length);
    out.bytes(this.type);
    out.tag(6, 9 + 2 + this.created.length);
    out.tag(1, 7);
    out.ascii('created');
    out.tag(2, this.created.length);
    out.ascii(this.created);
    out.tag(6, 14 + 2 + this.contentType.length);
    out.tag(1, 12);
    out.ascii('content-type');
    out.tag(2, this.contentType.length);
    out.ascii(this.contentType);
    if (event.metadata.length > 0) {
      out.tag(7, event.metadata.length);
      out.bytes(event.metadata);
    }
    if (event.data.length > 0) {
      out.tag(8, event.data.length);
      out.bytes(event.data);
    }
  }
}

/** 2^63 - 1, for which JavaScript's numbers are too coarse. */
const TOMBSTONE_VARINT = Buffer.from('ffffffffffffffff7f', 'hex');

const revisionLength = (revision: number): number => (revision === DELETED ? TOMBSTONE_VARINT.length : varintLength(revision));

/** Writes fields whose number is below 16 into a buffer of known size. */
class Output {
  private readonly buffer: Buffer;
  private at = 0;

  constructor(length: number) {
    this.buffer = Buffer.allocUnsafe(length);
  }

  /** Start of a length-delimited field. */
  tag(field: number, length: number): void {
    this.buffer[this.at++] = (field << 3) | 2;
    this.varint(length);
  }

  number(field: number, value: number): void {
    this.buffer[this.at++] = field << 3;
    this.varint(value);
  }

  /** A number that is encoded already. */
  fieldBytes(field: number, varint: Uint8Array): void {
    this.buffer[this.at++] = field << 3;
    this.bytes(varint);
  }

  bytes(value: Uint8Array): void {
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  ascii(value: string): void {
    this.at += this.buffer.write(value, this.at, 'latin1');
  }

  done(): Buffer {
    return this.buffer;
  }

  private varint(value: number): void {
    while (value > 0x7f) {
      this.buffer[this.at++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.buffer[this.at++] = value;
  }
}

function bytesLength(length: number): number {
  return 1 + varintLength(length) + length;
}

function varintLength(value: number): number {
  let length = 1;
  while (value > 0x7f) {
    value = Math.floor(value / 0x80);
    length++;
  }
  return length;
}
