import { compose, momentIn, render, type Mailer, type Sender } from '@redress/letters';
import { isInstant } from '@redress/kernel';
import type { LetterTemplate, MailTarget } from '@redress/policy';
import { NotDelivered, type Channel, type Notification } from './channel.js';

export interface MailOptions {
  readonly mailer: Mailer;
  readonly from: Sender;
  /** IANA name: whose hours a due time is told in. */
  readonly timeZone: string;
}

const template = (language: LetterTemplate['language'], subject: string, text: string): LetterTemplate => ({
  id: 'notification',
  kind: 'interim',
  language,
  subject,
  parts: [{ part: 'handling', text }],
});

const templates = {
  en: template(
    'en',
    '{{ what }}: {{ number }}',
    `What happened: {{ what }}
Case: {{ number }}
{% if clock %}Clock: {{ clock }}
{% endif %}{% if due %}Due: {{ due }}
{% endif %}When: {{ at }}

This message was sent by Redress because of the notification rule {{ rule }}.`,
  ),
  'zh-CN': template(
    'zh-CN',
    '{{ what }}：{{ number }}',
    `事项：{{ what }}
案件：{{ number }}
{% if clock %}时限：{{ clock }}
{% endif %}{% if due %}到期：{{ due }}
{% endif %}时间：{{ at }}

本邮件由 Redress 按通知规则 {{ rule }} 发送。`,
  ),
};

/** Tells people in a few words, none of them about the customer. */
export class MailChannel implements Channel<MailTarget> {
  constructor(private readonly options: MailOptions) {}

  async send(notification: Notification, rule: string, { addresses, language }: MailTarget): Promise<Record<string, never>> {
    const { mailer, from, timeZone } = this.options;
    const { deliveryId, what, stream, occurredAt, data } = notification;
    const { clock, due } = data;
    const moment = (at: string) => `${momentIn(language, at, timeZone)} (${timeZone})`;
    const letter = render(templates[language], {
      what: what[language],
      number: stream,
      rule,
      at: moment(occurredAt),
      ...(typeof clock === 'string' && { clock }),
      ...(isInstant(due) && { due: moment(due) }),
    });
    const message = await compose(letter, { id: deliveryId, from, to: addresses, cc: [], date: notification.recordedAt });
    const { refused } = await mailer.send({ id: deliveryId, recipients: addresses, message }).catch((error: unknown) => {
      throw notTaken(error);
    });
    if (refused === addresses.length) throw new NotDelivered('refused', 'the mail server knows none of the addresses', { isFinal: true });
    return {};
  }
}

/** The mail server's own words may quote an address: only its number is told. */
function notTaken(error: unknown): NotDelivered {
  const { responseCode, code } = (error ?? {}) as { readonly responseCode?: unknown; readonly code?: unknown };
  return typeof responseCode === 'number'
    ? new NotDelivered('refused', `the mail server answered ${responseCode}`, { status: responseCode })
    : new NotDelivered('unreachable', `the mail server did not take it (${typeof code === 'string' ? code : 'no code'})`);
}
