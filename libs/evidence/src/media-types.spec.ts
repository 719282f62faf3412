import { EvidenceTypeRefused } from './errors.js';
import { acceptedType, mediaTypes, TypeCheck } from './media-types.js';

async function check(mediaType: string, bytes: Buffer, size = 1_000): Promise<void> {
  const type = new TypeCheck(mediaType);
  for (let from = 0; from < bytes.length; from += size) await type.take(bytes.subarray(from, from + size));
  await type.end();
}

const hex = (text: string) => Buffer.concat([Buffer.from(text.replaceAll(' ', ''), 'hex'), Buffer.alloc(300)]);
const files: Record<string, Buffer> = {
  'image/png': hex(
    '89504e470d0a1a0a 0000000d 49484452 00000001 00000001 08060000001f15c489 0000000a 49444154 789c63000100000500010d0a2db4',
  ),
  'image/jpeg': hex('ffd8ffe0 00104a46494600010100000100010000ffdb'),
  'application/pdf': Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
  'video/mp4': hex('00000018 66747970 69736f6d 00000200 69736f6d 69736f32'),
  'audio/wav': Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(40)]),
};

/** A ZIP archive of one stored entry. */
function zip(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + content)]);
}

const odt = zip('mimetype', 'application/vnd.oasis.opendocument.text');

describe('media types', () => {
  it.each(Object.entries(files))('%s is known by its bytes', async (type, bytes) => {
    await check(type, bytes);
    await check(type, bytes, 1);
    for (const other of mediaTypes.filter((name) => name !== type && !name.startsWith(type.split('/')[0]!) && !name.startsWith('audio/')))
      await expect(check(other, bytes)).rejects.toThrow(EvidenceTypeRefused);
  });

  it('an office document is told from another archive', async () => {
    await check('application/vnd.oasis.opendocument.text', odt);
    await expect(check('application/vnd.oasis.opendocument.text', zip('run.exe', 'MZ'))).rejects.toMatchObject({
      found: 'application/zip',
    });
    await expect(check('application/vnd.oasis.opendocument.spreadsheet', odt)).rejects.toThrow(EvidenceTypeRefused);
  });

  it('text is UTF-8 to its end, a character over two pieces too', async () => {
    const text = Buffer.from('\ufeff投诉：包裹迟到十二天。\tNobody called.\r\n'.repeat(3_000));
    for (const size of [1, 7, 65_536]) await check('text/plain', text, size);
    await check('text/csv', Buffer.from('"day";"what"\n"3 Nov";"BMW delivered late"\n'));
    await check('text/plain', Buffer.from('BMW delivered late, <b> after the 3rd call'));
    await check('text/plain', Buffer.alloc(0));
    await check('message/rfc822', Buffer.from('Received: from mail.example.com\r\nSubject: Late\r\n\r\nWhere is it?'));
    for (const bad of [Buffer.concat([text, Buffer.from([0xe6, 0x8a])]), Buffer.from([0xcd, 0xb6, 0xcb, 0xdf, 0xff]), Buffer.from('a\0b')])
      await expect(check('text/plain', bad)).rejects.toThrow(EvidenceTypeRefused);
  });

  it.each([
    ['a page', '  \n<!DOCTYPE html><p>Hi'],
    ['a page in letters of any size', '<HtMl><body>'],
    ['a page after a byte order mark', '\ufeff<script>alert(1)</script>'],
    ['a comment that begins a page', '<!-- hi --><img src=x onerror=alert(1)>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['SVG as XML', '<?xml version="1.0"?><svg/>'],
    ['a shell script', '#!/bin/sh\nrm -rf /\n'],
    ['a batch file', '@echo off\r\ndel *.*'],
    ['a PDF', '%PDF-1.7\n'],
    ['a program', 'MZ\x90\0\x03\0\0\0\x04'],
  ])('%s does not pass as text', async (_, content) => {
    for (const type of ['text/plain', 'text/csv', 'message/rfc822'])
      await expect(check(type, Buffer.from(content, 'utf8'))).rejects.toThrow(EvidenceTypeRefused);
  });

  it('programs, pages, archives and what is nothing at all pass as nothing', async () => {
    const strangers = [
      hex('7f454c46 02010100'),
      hex('4d5a9000 03000000'),
      hex('d0cf11e0a1b11ae1'),
      hex('cafebabe 00000034'),
      zip('word/vbaProject.bin', 'x'),
      Buffer.from('<html><body>Hi</body></html>'),
      Buffer.from('<svg/>'),
      Buffer.alloc(0),
      Buffer.alloc(100_000, 'x'),
    ];
    const recognisable = mediaTypes.filter((type) => !type.startsWith('text/') && type !== 'message/rfc822');
    for (const type of recognisable) for (const bytes of strangers) await expect(check(type, bytes)).rejects.toThrow(EvidenceTypeRefused);
  });

  it('is what is declared, without parameters, and only what is in the list', () => {
    expect(acceptedType('Text/Plain; charset=utf-8')).toBe('text/plain');
    for (const declared of [
      undefined,
      '',
      'text/html',
      'image/svg+xml',
      'application/x-msdownload',
      'application/octet-stream',
      'toString',
    ])
      expect(() => acceptedType(declared)).toThrow(EvidenceTypeRefused);
  });
});
