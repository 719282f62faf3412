import { createTransport } from 'nodemailer';
import type { Instant } from '@redress/kernel';
import type { Letter } from './render.js';

/** Who a message is from: a name, if any, and an address. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** Reads `redress@example.com` or `Customer care <redress@example.com>`; undefined if it is neither. */
export function senderOf(text: string): Sender | undefined {
  const [, name = '', inBrackets, bare] = /^(?:([^<>\p{Cc}]*)<([^<>]+)>|([^<>]+))$/u.exec(text.trim()) ?? [];
  const address = (inBrackets ?? bare ?? '').trim();
  return isAddress(address) ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address } : undefined;
}

/** Whether it is one mail address and nothing else: what else it could be, a header would not survive. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+$/u.test(text);
}

/** A letter and where it goes; nowhere if it is printed. */
export interface Addressed {
  /** Names the message for good: sent twice, it can be recognised. A UUID. */
  readonly id: string;
  readonly from: Sender;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly date: Instant;
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** The message as it is stored and sent, RFC 5322: plain text and HTML. @throws Error for what is no address */
export async function compose({ subject, text, html, language }: Letter, { id, from, to, cc, date }: Addressed): Promise<Buffer> {
  const wrong = [from.address, ...to, ...cc].find((address) => !isAddress(address));
  if (wrong !== undefined) throw new Error('what is not an address cannot be written to');
  // As objects: a text would be taken for a list of addresses.
  const parties = (addresses: readonly string[]) => addresses.map((address) => ({ name: '', address }));
  const { message } = await composer.sendMail({
    messageId: `<${id}@${from.address.split('@')[1]}>`,
    from: { ...from },
    to: parties(to),
    cc: parties(cc),
    date: new Date(date),
    subject,
    text,
    html,
    headers: { 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
}
