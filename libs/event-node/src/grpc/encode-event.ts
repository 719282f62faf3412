import type { RecordedEvent } from '../log/events.js';
import { structuredUuid, ticks } from './wire-values.js';

/**
 * `ReadResp` messages with an event, written by hand.
 *
 * The generated code takes about five times as long per event (it builds a tree of objects and arrays of numbers first), and events are what
 * a reading client waits for. `encode-event.spec.ts` proves that the generated code reads any event as it was.
 */
export function encodeEvent(event: RecordedEvent, uuid: 'string' | 'structured'): Buffer {
  const stream = Buffer.from(event.stream, 'utf8');
  const type = Buffer.from(event.type, 'utf8');
  const created = ticks(event.recordedAt);
  const contentType = event.json ? 'application/json' : 'application/octet-stream';

  const structured = uuid === 'structured' ? structuredUuid(event.id).serializeBinary() : undefined;
  const uuidLength = structured?.length ?? bytesLength(event.id.length);
  const streamLength = bytesLength(stream.length);
  const typeLength = 6 + bytesLength(type.length);
  const createdLength = 9 + 2 + created.length;
  const contentTypeLength = 14 + 2 + contentType.length;
  const position = varintLength(event.position);
  const recordLength =
    bytesLength(uuidLength) +
    bytesLength(streamLength) +
    (event.revision === 0 ? 0 : 1 + varintLength(event.revision)) +
    2 * (1 + position) +
    bytesLength(typeLength) +
    bytesLength(createdLength) +
    bytesLength(contentTypeLength) +
    (event.metadata.length === 0 ? 0 : bytesLength(event.metadata.length)) +
    (event.data.length === 0 ? 0 : bytesLength(event.data.length));
  const readEventLength = bytesLength(recordLength) + 1 + position;

  const out = new Output(bytesLength(readEventLength));
  out.tag(1, readEventLength); // ReadResp.event
  out.tag(1, recordLength); // ReadEvent.event
  out.tag(1, uuidLength); // RecordedEvent.id
  if (structured) {
    out.bytes(structured);
  } else {
    out.tag(2, event.id.length);
    out.ascii(event.id);
  }
  out.tag(2, streamLength); // stream_identifier
  out.tag(3, stream.length);
  out.bytes(stream);
  if (event.revision !== 0) out.number(3, event.revision);
  out.number(4, event.position); // prepare_position
  out.number(5, event.position); // commit_position
  out.tag(6, typeLength);
  out.tag(1, 4);
  out.ascii('type');
  out.tag(2, type.length);
  out.bytes(type);
  out.tag(6, createdLength);
  out.tag(1, 7);
  out.ascii('created');
  out.tag(2, created.length);
  out.ascii(created);
  out.tag(6, contentTypeLength);
  out.tag(1, 12);
  out.ascii('content-type');
  out.tag(2, contentType.length);
  out.ascii(contentType);
  if (event.metadata.length > 0) {
    out.tag(7, event.metadata.length);
    out.bytes(event.metadata);
  }
  if (event.data.length > 0) {
    out.tag(8, event.data.length);
    out.bytes(event.data);
  }
  out.number(3, event.position); // ReadEvent.commit_position
  return out.done();
}

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
