import { TextDecoder } from 'node:util';
import { fileTypeFromBuffer } from 'file-type';
import { EvidenceTypeRefused } from './errors.js';

/*
 * What is taken as evidence, and how its bytes begin (as the package file-type names it). Programs, pages that a browser would run (HTML,
 * SVG), archives and the old formats of Office, which installers share, are not in the list.
 */
const recognised: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['application/pdf'],
  'image/jpeg': ['image/jpeg'],
  'image/png': ['image/png', 'image/apng'],
  'image/gif': ['image/gif'],
  'image/webp': ['image/webp'],
  'image/tiff': ['image/tiff'],
  'image/bmp': ['image/bmp'],
  'image/heic': ['image/heic', 'image/heic-sequence'],
  'image/heif': ['image/heif', 'image/heif-sequence', 'image/heic'],
  'image/avif': ['image/avif'],
  'audio/mpeg': ['audio/mpeg'],
  'audio/mp4': ['audio/mp4', 'audio/x-m4a', 'video/mp4'],
  'audio/x-m4a': ['audio/mp4', 'audio/x-m4a', 'video/mp4'],
  'audio/aac': ['audio/aac'],
  'audio/amr': ['audio/amr'],
  'audio/flac': ['audio/flac'],
  'audio/wav': ['audio/wav'],
  'audio/x-wav': ['audio/wav'],
  'audio/ogg': ['audio/ogg', 'audio/ogg; codecs=opus', 'application/ogg'],
  'audio/webm': ['video/webm'],
  'audio/3gpp': ['video/3gpp'],
  'video/mp4': ['video/mp4', 'video/x-m4v'],
  'video/quicktime': ['video/quicktime'],
  'video/webm': ['video/webm'],
  'video/x-matroska': ['video/matroska'],
  'video/matroska': ['video/matroska'],
  'video/3gpp': ['video/3gpp'],
  'video/mpeg': ['video/mpeg', 'video/MP1S', 'video/MP2P'],
  'video/ogg': ['video/ogg'],
  'video/x-msvideo': ['video/vnd.avi'],
  ...unchanged(
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.presentation',
  ),
};

function unchanged(...types: string[]): Record<string, string[]> {
  return Object.fromEntries(types.map((type) => [type, [type]]));
}

/** They have no beginning of their own: they are what they are said to be if all of them is UTF-8. */
const texts = ['text/plain', 'text/csv', 'message/rfc822'];

/** Every media type that is taken as evidence. */
export const mediaTypes: readonly string[] = [...Object.keys(recognised), ...texts];

/** What is read of a file to recognise it; what is a ZIP archive says late which. */
const headBytes = (mediaType: string): number => (mediaType.startsWith('application/vnd.') ? 1_048_576 : 65_536);

/** A document or page that is written in letters only: as text it would pass. */
const written = ['application/pdf', 'application/postscript', 'application/eps', 'application/rtf', 'application/xml', 'image/svg+xml'];

/** What a browser takes for a page, whatever it is called (WHATWG MIME Sniffing 7.1), SVG, and what a system starts. */
const markup =
  /^[\t\n\f\r ]*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|!doctype svg|\?xml|!--)(?:[\t\n\f\r />]|--|$)/i;
const program = /^#!|^@echo off/i;

/** An e-mail begins with a header line; a mailbox's separator may go before it. */
const mail = /^(?:From [^\n]*\n)?[\x21-\x39\x3b-\x7e]+:/;

/** C0 controls that no text has: all but tab, line feed, form feed, carriage return and escape. */
// oxlint-disable-next-line no-control-regex
const binary = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/**
 * The media type in a form that is compared, without parameters.
 * @throws EvidenceTypeRefused if it is none that is taken
 */
export function acceptedType(declared: string | undefined): string {
  const type = declared?.split(';')[0]!.trim().toLowerCase() ?? '';
  if (mediaTypes.includes(type)) return type;
  throw new EvidenceTypeRefused(
    type === '' ? 'say what it is: nothing was declared' : `${type.slice(0, 100)} is not taken as evidence`,
    type === '' ? null : type.slice(0, 100),
  );
}

/** Looks at a file as it comes by, and refuses it as soon as it is seen not to be what it was said to be. */
export class TypeCheck {
  private head: Buffer[] = [];
  private headLength = 0;
  private seen = false;
  private readonly decoder?: TextDecoder;

  /** @param mediaType one of `mediaTypes` */
  constructor(private readonly mediaType: string) {
    if (texts.includes(mediaType)) this.decoder = new TextDecoder('utf-8', { fatal: true });
  }

  /** @throws EvidenceTypeRefused */
  async take(chunk: Buffer): Promise<void> {
    if (this.decoder) this.readText(chunk);
    if (this.seen) return;
    this.head.push(chunk);
    this.headLength += chunk.length;
    if (this.headLength >= headBytes(this.mediaType)) await this.recognise();
  }

  /** @throws EvidenceTypeRefused */
  async end(): Promise<void> {
    if (this.decoder) this.readText();
    if (!this.seen) await this.recognise();
  }

  private readText(chunk?: Buffer): void {
    let text: string;
    try {
      text = this.decoder!.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw this.refusal('it is not UTF-8 throughout');
    }
    if (binary.test(text)) throw this.refusal('it has characters that no text has');
  }

  private async recognise(): Promise<void> {
    this.seen = true;
    const head = Buffer.concat(this.head);
    this.head = [];
    // The detector reads what it takes for lengths in broken files: what it cannot make sense of it does not know.
    const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? null;
    if (!this.decoder) {
      if (found === null || !recognised[this.mediaType]!.includes(found)) throw this.refusal('its bytes say something else', found);
      return;
    }
    const start = head.toString('utf8', 0, 1_024).replace(/^\ufeff/, '');
    if (found !== null && written.includes(found)) throw this.refusal('its bytes say something else', found);
    if (markup.test(start)) throw this.refusal('a browser would take it for a page', 'text/html');
    if (program.test(start)) throw this.refusal('a system would take it for a program');
    if (this.mediaType === 'message/rfc822' && !mail.test(start)) throw this.refusal('it does not begin as an e-mail does');
  }

  private refusal(reason: string, found: string | null = null): EvidenceTypeRefused {
    return new EvidenceTypeRefused(`it is no ${this.mediaType}: ${reason}`, this.mediaType, found);
  }
}
