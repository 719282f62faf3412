import fc from 'fast-check';
import { compose, isAddress, senderOf, type Addressed } from './message.js';
import type { Letter } from './render.js';

const letter: Letter = { language: 'zh-CN', subject: '关于您的投诉', text: '您好\n', html: '<p>您好</p>' };
const addressed: Addressed = {
  id: '0190c2a0-0000-7000-8000-000000000001',
  from: { name: 'Kundenservice, GmbH', address: 'care@example.com' },
  to: ['li@example.com'],
  cc: ['bank@example.org'],
  date: '2026-11-22T08:00:00.000Z',
};

const headersOf = (message: Buffer): string[] =>
  message
    .toString()
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');

describe('a message', () => {
  it('says who it is from, to whom it goes and which it is', async () => {
    const message = await compose(letter, addressed);
    expect(headersOf(message)).toEqual([
      'Content-Language: zh-CN',
      'From: "Kundenservice, GmbH" <care@example.com>',
      'To: li@example.com',
      'Cc: bank@example.org',
      'Subject: =?UTF-8?B?5YWz5LqO5oKo55qE5oqV6K+J?=',
      'Message-ID: <0190c2a0-0000-7000-8000-000000000001@example.com>',
      'Date: Sun, 22 Nov 2026 08:00:00 +0000',
      'MIME-Version: 1.0',
      expect.stringMatching(/^Content-Type: multipart\/alternative; boundary=/),
    ]);
    expect(message.toString()).toContain(Buffer.from('<p>您好</p>').toString('base64'));
  });

  it('goes to nobody where it is printed', async () => {
    const names = headersOf(await compose(letter, { ...addressed, to: [], cc: [] })).map((header) => header.split(':')[0]);
    expect(names).not.toContain('To');
    expect(names).not.toContain('Cc');
  });

  it.each(['li@example.com, x@example.com', 'li@example.com\r\nBcc: x@example.com', 'li', 'Li <li@example.com>', '', 'a b@example.com'])(
    'is not written to %j',
    async (address) => {
      expect(isAddress(address)).toBe(false);
      await expect(compose(letter, { ...addressed, to: [address] })).rejects.toThrow('not an address');
    },
  );

  it('has no header but its own, whatever the subject and the sender are called (property)', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.string(), fc.constantFrom('\r\nBcc: x@example.com', '\nX-Own: 1', '\r\n\r\n<b>', '\u2028Cc: y@example.com'), fc.string())
        .map((parts) => parts.join('')),
    );
    const expected = headersOf(await compose(letter, addressed)).map((header) => header.split(':')[0]);
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (subject, name, text) => {
        const message = await compose({ ...letter, subject, text: `${text}.` }, { ...addressed, from: { ...addressed.from, name } });
        const names = headersOf(message).map((header) => header.split(':')[0]);
        expect(names.filter((header) => !expected.includes(header))).toEqual([]);
        expect(names.length).toBeLessThanOrEqual(expected.length);
      }),
    );
  });
});

it.each([
  ['care@example.com', { name: '', address: 'care@example.com' }],
  ['Customer care <care@example.com>', { name: 'Customer care', address: 'care@example.com' }],
  ['"Care, Ltd" <care@example.com>', { name: 'Care, Ltd', address: 'care@example.com' }],
  ['care', undefined],
  ['a@example.com, b@example.com', undefined],
])('a sender is read from %j', (text, sender) => {
  expect(senderOf(text)).toEqual(sender);
});
