import { type Acceptance, acceptances, complainantKinds, grades, outcomes, replyKinds } from '@redress/complaint';
import { isCurrency } from './amounts.js';
import { problemWithFormat } from './dates.js';
import { isEncoding } from './source-file.js';

/** Where a value comes from: a column, perhaps translated; or the same for every row. */
export type Value = { readonly column: string; readonly values?: Readonly<Record<string, string>> } | { readonly constant: string };

/** A checked map: `values` by `event.field`, as the table below names them. */
export interface CsvMap {
  readonly system: string;
  readonly id?: string;
  readonly dates: readonly string[];
  readonly decimal: '.' | ',';
  readonly delimiter: string;
  readonly encoding?: string;
  readonly keep: readonly string[];
  readonly events: Readonly<Record<MappedEvent, Readonly<Record<string, Value>> | undefined>>;
}

export type MappedEvent = keyof typeof FIELDS;

/** How a field's text is read. A list of codes means one of them. */
export type Kind = 'text' | 'verbatim' | 'time' | 'amount' | 'currency' | 'boolean' | 'satisfaction' | 'tags' | readonly string[];

const NOT_STATED = 'not-stated';

/** Every field that a map can fill; `needed` must be in the map if its event is, and must not be blank in a row. */
export const FIELDS = {
  received: {
    at: { kind: 'time', needed: true },
    channel: { kind: 'text', needed: true },
    cause: { kind: 'text', needed: true },
    account: { kind: 'verbatim' },
    demands: { kind: 'verbatim' },
    place: { kind: 'text' },
    firstReceiver: { kind: 'text' },
    product: { kind: 'text' },
    unit: { kind: 'text' },
    jurisdiction: { kind: 'text' },
    complainantKind: { kind: [...complainantKinds, NOT_STATED] },
    name: { kind: 'text' },
    phone: { kind: 'text' },
    email: { kind: 'text' },
    address: { kind: 'text' },
    customerNumber: { kind: 'text' },
    grade: { kind: grades },
    tags: { kind: 'tags' },
    sourceReference: { kind: 'text' },
    language: { kind: 'text' },
  },
  assigned: {
    at: { kind: 'time' },
    person: { kind: 'text' },
    unit: { kind: 'text' },
    team: { kind: 'text' },
    skill: { kind: 'text' },
    note: { kind: 'verbatim' },
  },
  replied: {
    at: { kind: 'time' },
    kind: { kind: replyKinds },
    channel: { kind: 'text' },
    text: { kind: 'verbatim' },
    reasons: { kind: 'verbatim' },
  },
  compensated: {
    at: { kind: 'time' },
    remedy: { kind: 'text' },
    amount: { kind: 'amount' },
    currency: { kind: 'currency' },
    acceptance: { kind: [...acceptances, NOT_STATED] satisfies Acceptance[] },
    note: { kind: 'verbatim' },
  },
  followedUp: {
    at: { kind: 'time' },
    channel: { kind: 'text' },
    satisfaction: { kind: 'satisfaction' },
    solved: { kind: 'boolean' },
    comment: { kind: 'verbatim' },
  },
  closed: {
    at: { kind: 'time' },
    outcome: { kind: [...outcomes, NOT_STATED] },
    summary: { kind: 'verbatim' },
    toldVia: { kind: 'text' },
  },
} as const satisfies Record<string, Record<string, { kind: Kind; needed?: boolean }>>;

const EVENTS = Object.keys(FIELDS) as MappedEvent[];
const TOP = ['system', 'id', 'dates', 'decimal', 'delimiter', 'encoding', 'keep', ...EVENTS];

/** A map that cannot be used: every fault on a line of its own, with where it is. */
export class MapRefused extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** @throws MapRefused with all that is wrong with it at once. */
export function parseMap(json: string): CsvMap {
  let map: unknown;
  try {
    map = JSON.parse(json);
  } catch (error) {
    throw new MapRefused([`is no JSON: ${(error as Error).message}`]);
  }
  if (!isObject(map)) throw new MapRefused(['must be an object']);
  const faults: string[] = [];
  const fault = (where: string, what: string): void => void faults.push(`${where}: ${what}`);

  for (const key of Object.keys(map)) if (!TOP.includes(key)) fault(key, `is unknown; known are ${TOP.join(', ')}`);
  const text = (key: string, fallback?: string): string => {
    const value = map[key] ?? fallback;
    if (typeof value === 'string' && value.trim() !== '') return value;
    fault(key, value === undefined ? 'is missing' : 'must be a text that is not blank');
    return '';
  };
  const texts = (key: string, fallback?: string[]): string[] => {
    const value = map[key] ?? fallback;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')) return value as string[];
    fault(key, value === undefined ? 'is missing' : 'must be a list of texts');
    return [];
  };

  const system = text('system');
  if (system !== '' && !/^[a-z0-9][a-z0-9._-]{0,39}$/.test(system)) fault('system', 'must be 1 to 40 of a-z 0-9 . _ -, e.g. "helpdesk"');
  if (system === 'cfpb') fault('system', '"cfpb" is taken by --format cfpb');
  const dates = texts('dates');
  if (Array.isArray(map['dates']) && map['dates'].length === 0) fault('dates', 'needs at least one format, e.g. "YYYY-MM-DD"');
  dates.forEach((format, i) => {
    const problem = problemWithFormat(format);
    if (problem !== undefined) fault(`dates[${i}]`, `"${format}" ${problem}`);
  });
  const decimal = text('decimal', '.');
  if (decimal !== '.' && decimal !== ',') fault('decimal', 'must be "." or ","');
  const delimiter = map['delimiter'] === '\t' ? '\t' : text('delimiter', ',');
  if (delimiter !== '' && (delimiter.length > 1 || /["\r\n]/.test(delimiter))) fault('delimiter', 'must be one character, e.g. ";"');
  const encoding = map['encoding'] === undefined ? undefined : text('encoding');
  if (encoding !== undefined && encoding !== '' && !isEncoding(encoding)) fault('encoding', `"${encoding}" is unknown`);

  const events = Object.fromEntries(EVENTS.map((event) => [event, eventValues(event, map[event], fault)])) as CsvMap['events'];
  if (events.compensated?.['amount'] !== undefined && events.compensated['currency'] === undefined) {
    fault('compensated.currency', 'is missing: an amount needs one');
  }
  const id = map['id'] === undefined ? undefined : text('id');
  const keep = texts('keep', []);
  if (faults.length > 0) throw new MapRefused(faults);
  return {
    system,
    ...(id === undefined ? {} : { id }),
    dates,
    decimal: decimal as '.' | ',',
    delimiter,
    ...(encoding === undefined ? {} : { encoding }),
    keep,
    events,
  };
}

type Fault = (where: string, what: string) => void;

function eventValues(event: MappedEvent, given: unknown, fault: Fault): Record<string, Value> | undefined {
  const fields: Record<string, { kind: Kind; needed?: boolean }> = FIELDS[event];
  if (given === undefined) {
    if (event === 'received') fault('received', 'is missing');
    return undefined;
  }
  if (!isObject(given)) {
    fault(event, 'must be an object of fields');
    return undefined;
  }
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) fault(`${event}.${name}`, `is unknown; known are ${Object.keys(fields).join(', ')}`);
    else values[name] = valueOf(`${event}.${name}`, value, field.kind, fault);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.needed === true && !(name in given)) fault(`${event}.${name}`, 'is missing');
  }
  if (Object.keys(given).length > 0 && Object.values(values).every((value) => 'constant' in value)) {
    fault(event, 'names no column, so no row would say whether it happened');
  }
  return values;
}

function valueOf(where: string, given: unknown, kind: Kind, fault: Fault): Value {
  const wrong = (what: string): Value => (fault(where, what), { constant: '' });
  const column = typeof given === 'string' ? { column: given } : given;
  const shape = 'must be a column\'s name, {"column": …, "values": {…}} or {"constant": …}';
  if (!isObject(column)) return wrong(shape);
  const { column: name, values, constant } = column;
  if (kind === 'time' && (values !== undefined || constant !== undefined)) return wrong("must be a column's name");
  const keys = Object.keys(column).sort().join(' ');
  if (keys === 'constant' && typeof constant === 'string') {
    const problem = constant.trim() === '' ? 'is blank' : problemWithText(constant, kind);
    return problem === undefined ? { constant } : wrong(`${JSON.stringify(constant)} ${problem}`);
  }
  if ((keys !== 'column' && keys !== 'column values') || typeof name !== 'string' || name.trim() === '') return wrong(shape);
  if (values === undefined) return { column: name };
  if (!isObject(values) || Object.values(values).some((to) => typeof to !== 'string')) return wrong('values must translate texts to texts');
  const translations = values as Record<string, string>;
  for (const to of Object.values(translations)) {
    const problem = to === '' ? undefined : problemWithText(to, kind);
    if (problem !== undefined) fault(where, `values: ${JSON.stringify(to)} ${problem}`);
  }
  return { column: name, values: translations };
}

/** What is wrong with a text for a field of this kind, where that can be told without a row. */
export function problemWithText(text: string, kind: Kind): string | undefined {
  if (typeof kind !== 'string') return kind.includes(text) ? undefined : `is none of ${kind.join(', ')}`;
  if (kind === 'currency') return isCurrency(text) ? undefined : 'is no currency code of ISO 4217';
  if (kind === 'boolean') return text === 'true' || text === 'false' ? undefined : 'must be true or false';
  if (kind === 'satisfaction') return /^[1-5]$/.test(text) ? undefined : 'must be 1 to 5';
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
