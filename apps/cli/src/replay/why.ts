import { linesOf, visible } from '../report/terminal.js';
import type { Clock } from './words.js';

/* What the audit's routes tell, for a person to read. */

interface Labels {
  readonly 'zh-CN': string;
  readonly en: string;
}

interface ToldCause {
  readonly kind: string;
  readonly id?: string;
  readonly type?: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly by?: string;
  readonly clock?: string;
  readonly at?: string;
  readonly origin?: string;
}

export interface ToldWhy {
  readonly revision: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly precision?: string;
  readonly origin: string;
  readonly correlationId: string;
  readonly who: {
    readonly sub: string;
    readonly roles: readonly string[];
    readonly unit?: string;
    readonly actingFor?: string;
    readonly delegation?: {
      readonly id: string;
      readonly role: string;
      readonly from: string;
      readonly until: string;
      readonly reason: string;
    };
  };
  readonly command: { readonly id: string; readonly name: string | null };
  readonly rules: readonly {
    readonly policy: string;
    readonly version: number;
    readonly rule: string;
    readonly text: Labels;
    readonly says: { readonly source?: { readonly document?: string; readonly paragraph?: string } };
  }[];
  readonly policyVersions: Readonly<Record<string, number>>;
  readonly causes: readonly ToldCause[];
  readonly changes: readonly ToldField[];
}

interface ToldField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface ToldMoment {
  readonly asked: string | null;
  readonly revision: number | null;
  readonly events: number;
}

/** `GET /v1/audit/complaints/{id}/why` */
export interface WhyAnswer {
  readonly complaintId: string;
  readonly head: string;
  readonly events: readonly ToldWhy[];
}

/** `GET /v1/audit/complaints/{id}/difference` */
export interface DifferenceAnswer extends WhyAnswer {
  readonly from: ToldMoment;
  readonly to: ToldMoment;
  readonly fields: readonly ToldField[];
  readonly without: readonly ToldWhy[];
}

/** Why each event is there. */
export function whyOf({ complaintId, head, events }: WhyAnswer, clock: Clock): string {
  const nothing = events.length === 0 ? ['', 'Nothing of it had happened, or was known, by then.'] : [];
  return told([`Complaint ${complaintId}`, ...events.flatMap((event) => ['', ...entryOf(event, clock)]), ...nothing, '', `head ${head}`]);
}

/** What differs between two moments, and the events that lie between them. */
export function differenceOf({ complaintId, from, to, fields, events, without, head }: DifferenceAnswer, clock: Clock): string {
  return told([
    `Complaint ${complaintId}`,
    `  from      ${momentOf(from, 'before the beginning')}`,
    `  to        ${momentOf(to, 'as it is now')}`,
    '',
    ...(fields.length === 0 ? ['Nothing in the case differs.'] : fields.flatMap((field) => changeOf(field, ''))),
    ...events.flatMap((event) => ['', ...entryOf(event, clock)]),
    ...without.flatMap((event) => ['', 'Not yet at the second moment:', ...entryOf(event, clock)]),
    '',
    `head ${head}`,
  ]);
}

const told = (lines: readonly string[]): string => lines.map(visible).join('\n');

function momentOf({ asked, revision, events }: ToldMoment, otherwise: string): string {
  return `${asked ?? otherwise}${revision === null ? ', no event' : `: ${events} events, the last of revision ${revision}`}`;
}

function entryOf(event: ToldWhy, clock: Clock): string[] {
  const { who, command, rules, policyVersions, causes, changes } = event;
  const { delegation } = who;
  const of = [who.roles.join(', '), who.unit].filter(Boolean).join('; ');
  const versions = Object.entries(policyVersions).map(([policy, version]) => `${policy} ${version}`);
  return [
    `revision ${event.revision} · ${event.type} · ${clock(event.occurredAt)}${event.precision ? ` (${event.precision})` : ''} · recorded ${clock(event.recordedAt)}`,
    `  who        ${who.sub}${of && ` (${of})`}${who.actingFor ? `, for ${who.actingFor}` : ''}`,
    ...(delegation
      ? [
          `             by delegation ${delegation.id}: ${delegation.role} from ${clock(delegation.from)} until ${clock(delegation.until)}, ${delegation.reason}`,
        ]
      : []),
    `  command    ${command.name ?? 'not told by its events'} ${command.id}, by ${event.origin}`,
    ...rules.map(({ policy, version, rule, text, says: { source } }) => {
      const paragraph = source && [source.document, source.paragraph].filter(Boolean).join(', ');
      return `  rule       ${policy} ${version}, ${rule}: ${text.en}${paragraph ? ` [${paragraph}]` : ''}`;
    }),
    ...(versions.length > 0 ? [`  policies   ${versions.join(', ')}`] : []),
    ...causes.map((cause, i) => `  ${i === 0 ? 'because of ' : '           '}${causeOf(cause, clock)}`),
    `  together   ${event.correlationId}`,
    ...changes.flatMap((change) => changeOf(change, '  ')),
  ];
}

function causeOf({ kind, id, type, stream, revision, by, clock: name, at, origin }: ToldCause, clock: Clock): string {
  switch (kind) {
    case 'event':
      return `${type} ${stream} revision ${revision}, by ${by}`;
    case 'clock':
      return `the clock ${name}, which came to ${clock(at!)}`;
    case 'command':
      return `a command of ${by} by ${origin}, ${clock(at!)}`;
    default:
      return `${id}, which is in none of the streams that are named here`;
  }
}

function changeOf({ field, before, after }: ToldField, indent: string): string[] {
  if (!Array.isArray(before) || !Array.isArray(after))
    return [`${indent}${field}`, ...said('was', before, indent), ...said('is', after, indent)];
  // Of lists what went and what came: the rest is as it was.
  const [was, is] = [before, after].map((list) => list.map((one: unknown) => JSON.stringify(one)));
  const only = (own: readonly string[], other: readonly string[]) => own.filter((one) => !other.includes(one));
  return [
    `${indent}${field}`,
    ...only(was!, is!).flatMap((one) => said('-', one, indent)),
    ...only(is!, was!).flatMap((one) => said('+', one, indent)),
  ];
}

function said(word: string, value: unknown, indent: string): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return linesOf(text).map((line, i) => `${indent}  ${(i === 0 ? word : '').padEnd(4)}${line}`);
}
