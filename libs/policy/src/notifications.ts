import { impossible, type Labels } from '@redress/kernel';
import { code, labels } from './checks.js';
import type { Kind } from './kind.js';
import { letterLanguages, type LetterLanguage } from './letters.js';
import type { Condition } from './pack.js';

/** Which events a rule is for: those that fit all that is named. What is said of the case is as it stands with the event. */
export interface NotificationCondition extends Omit<Condition, 'anyOf' | 'not'> {
  /** Rules of clocks in the pack, or single clocks of a case such as `promise-2`. */
  readonly clocks?: readonly string[];
  /** Of a warning: this share of the time is over, or more. */
  readonly fromPercent?: number;
}

/** An address on the web that is told in JSON, signed. */
export interface WebhookTarget {
  readonly kind: 'webhook';
  readonly url: string;
  /** Counts the secrets that it had: a higher number makes a new one. 1 if left out. */
  readonly secretVersion?: number;
}

/** People who are told in a few words. */
export interface MailTarget {
  readonly kind: 'mail';
  readonly addresses: readonly string[];
  readonly language: LetterLanguage;
}

export interface NotificationRule {
  /** Once in the document, for good: the secret of a webhook follows from it. */
  readonly id: string;
  readonly labels?: Labels;
  /** Types of events, such as `DeadlineMissed`. */
  readonly on: readonly string[];
  readonly when?: NotificationCondition;
  readonly to: WebhookTarget | MailTarget;
  /** False: nothing is sent, and what waits is given up. */
  readonly isEnabled: boolean;
}

/** Who is told of what happens. */
export interface Notifications {
  readonly rules: readonly NotificationRule[];
}

const most = { rules: 100, types: 100, codes: 200, addresses: 20, url: 2_000 };
const highestSecret = 1_000_000;

/** What `when` may name; each a list of codes. */
const lists = [
  'clocks',
  'products',
  'units',
  'jurisdictions',
  'channels',
  'causes',
  'grades',
  'categories',
  'severities',
] as const satisfies readonly (keyof NotificationCondition)[];

/**
 * Which types of events there are, and which addresses may be reached, is checked where that is known.
 *
 * Codes, all of them 422 with a `path`: `too-many-entries`, `invalid-rule-id`, `duplicate-code`, `label-missing`, `no-event-types`,
 * `invalid-event-type`, `invalid-code`, `empty-condition`, `invalid-percent`, `invalid-webhook-url`, `invalid-secret-version`,
 * `secret-version-lowered`, `no-addresses`, `invalid-address`, `unknown-language`.
 */
export const notifications: Kind<Notifications> = {
  checked: (said, before) => {
    atMost('rules', said.rules, most.rules);
    const ids = new Set<string>();
    for (const [i, rule] of said.rules.entries()) {
      const path = `rules[${i}]`;
      impossible(
        !/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/.test(rule.id),
        'invalid-rule-id',
        'A rule is named by at most 60 lower-case letters, digits and hyphens within.',
        { path: `${path}.id`, id: rule.id },
      );
      impossible(ids.has(rule.id), 'duplicate-code', 'A rule is listed once.', { path: `${path}.id`, code: rule.id });
      ids.add(rule.id);
      if (rule.labels) labels(`${path}.labels`, rule.labels);
      checkTypes(`${path}.on`, rule.on);
      if (rule.when) checkCondition(`${path}.when`, rule.when);
      if (rule.to.kind === 'mail') checkMail(`${path}.to`, rule.to);
      else checkWebhook(`${path}.to`, rule.to, before.rules.find(({ id }) => id === rule.id)?.to);
    }
    return said;
  },
  standard: { rules: [] },
  reason: 'Nobody is told until the company says who: where its news goes is its own decision.',
};

function atMost(path: string, said: readonly unknown[], limit: number): void {
  impossible(said.length > limit, 'too-many-entries', `This list has at most ${limit} entries.`, {
    path,
    entries: said.length,
    most: limit,
  });
}

function checkTypes(path: string, types: readonly string[]): void {
  impossible(types.length === 0, 'no-event-types', 'Name the types of events that are told.', { path });
  atMost(path, types, most.types);
  for (const [i, type] of types.entries()) {
    impossible(
      !/^[A-Z][A-Za-z]{0,99}$/.test(type),
      'invalid-event-type',
      'A type of events is a word of letters, such as DeadlineMissed.',
      { path: `${path}[${i}]`, type },
    );
  }
}

function checkCondition(path: string, when: NotificationCondition): void {
  for (const name of lists) {
    const codes = when[name];
    if (!codes) continue;
    impossible(codes.length === 0, 'empty-condition', 'Nothing fits an empty list: leave it out, or name what fits.', {
      path: `${path}.${name}`,
    });
    atMost(`${path}.${name}`, codes, most.codes);
    for (const [i, one] of codes.entries()) code(`${path}.${name}[${i}]`, one);
  }
  const { fromPercent } = when;
  impossible(
    fromPercent !== undefined && (!Number.isInteger(fromPercent) || fromPercent < 1 || fromPercent > 100),
    'invalid-percent',
    'A share of the time is a whole number from 1 to 100.',
    { path: `${path}.fromPercent`, percent: fromPercent },
  );
}

function checkWebhook(path: string, { url, secretVersion = 1 }: WebhookTarget, before: NotificationRule['to'] | undefined): void {
  // The url itself is in no refusal: what was put where the password goes must not be repeated.
  const refuse = (isSo: boolean, detail: string) => impossible(isSo, 'invalid-webhook-url', detail, { path: `${path}.url` });
  refuse(url.length > most.url || !URL.canParse(url), `A webhook is one URL of at most ${most.url} characters.`);
  const { protocol, hostname, username, password, hash } = new URL(url);
  refuse(!/^https?:$/.test(protocol) || hostname === '', 'A webhook is an https URL.');
  refuse(username !== '' || password !== '', 'A webhook has no user and password in its URL: it knows us by the signature.');
  refuse(hash !== '' || url.includes('#'), 'A webhook has no fragment: it would not be sent.');
  const isVersion = Number.isInteger(secretVersion) && secretVersion >= 1 && secretVersion <= highestSecret;
  impossible(!isVersion, 'invalid-secret-version', `Secrets are counted from 1 to ${highestSecret}.`, {
    path: `${path}.secretVersion`,
    secretVersion,
  });
  const known = before?.kind === 'webhook' ? (before.secretVersion ?? 1) : 1;
  impossible(secretVersion < known, 'secret-version-lowered', 'A secret that was replaced does not come back: count on.', {
    path: `${path}.secretVersion`,
    secretVersion,
    known,
  });
}

function checkMail(path: string, { addresses, language }: MailTarget): void {
  impossible(addresses.length === 0, 'no-addresses', 'Name whom to write to.', { path: `${path}.addresses` });
  atMost(`${path}.addresses`, addresses, most.addresses);
  for (const [i, address] of addresses.entries()) {
    impossible(
      address.length > 254 || !/^[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+$/u.test(address),
      'invalid-address',
      'This is not one mail address.',
      { path: `${path}.addresses[${i}]` },
    );
  }
  impossible(!letterLanguages.includes(language), 'unknown-language', 'Mail is written in zh-CN or en.', {
    path: `${path}.language`,
    language,
  });
}
