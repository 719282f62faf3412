import type { Acceptance, ComplainantKind, Grade, ImportedEvent, Outcome, ReplyKind } from '@redress/complaint';
import { minorUnits } from './amounts.js';
import { type CsvMap, FIELDS, type Kind, type MappedEvent, problemWithText, type Value } from './csv-map.js';
import { dateReader, type ReadDate, type SourceTime } from './dates.js';
import { Cells, type Format, type Header, type MapRow } from './format.js';
import { Ordinals, rowHasher } from './identity.js';
import type { TimeZone } from './time-zone.js';

const NOT_STATED = 'not-stated';

/** Anyone's CSV, by a map that says which column means what (docs/import.md). */
export function csv(map: CsvMap, zone: TimeZone, now: string): Format {
  const readDate = dateReader(map.dates, zone, now);
  return {
    delimiter: map.delimiter,
    open(header: Header): MapRow {
      header.require(columnsOf(map), 'file for this map');
      const hash = rowHasher(header.others([]));
      const ordinals = new Ordinals();
      const rowId = (cells: Cells): string => {
        const digest = hash((column) => cells.raw(column));
        return `row-${digest.toString('hex')}-${ordinals.next(digest)}`;
      };
      return (row) => {
        const cells = new Cells(header, row);
        const read = new Fields(map, cells, readDate);
        const id = map.id === undefined ? undefined : cells.required(map.id);
        if (id !== undefined && map.id !== undefined && id.length > 120) cells.problem(map.id, 'is longer than 120 characters');
        const received = read.time('received');
        const events = received === undefined ? [] : [receivedEvent(read, received, id), ...laterEvents(read, cells, received)];
        cells.settle();
        return { source: { system: map.system, id: id ?? rowId(cells) }, events, columns: cells.kept(map.keep), warnings: cells.warnings };
      };
    },
  };
}

/** Reads the mapped fields of one row; what cannot be read rejects the row, naming the column. */
class Fields {
  constructor(
    private readonly map: CsvMap,
    private readonly cells: Cells,
    private readonly readDate: ReadDate,
  ) {}

  text(event: MappedEvent, field: string): string | undefined {
    const value = this.map.events[event]?.[field];
    if (value === undefined) return undefined;
    const { kind, needed } = (FIELDS[event] as Record<string, { kind: Kind; needed?: boolean }>)[field] ?? { kind: 'text' };
    if ('constant' in value) return value.constant;
    const written = kind === 'verbatim' ? this.cells.raw(value.column) : this.cells.text(value.column);
    if (written.trim() === '') {
      if (needed === true) this.cells.problem(value.column, 'is blank');
      return undefined;
    }
    const text = value.values === undefined ? written : own(value.values, written.trim());
    if (text === undefined) this.cells.problem(value.column, `"${written}" is not among the values of the map`);
    // A value may be translated to nothing: "unknown" → "".
    if (text === undefined || text === '') return undefined;
    const problem = problemWithText(text, kind);
    if (problem !== undefined) this.cells.problem(value.column, `"${text}" ${problem}`);
    return text;
  }

  /** One of a list of codes, checked by `text`. */
  code<T extends string>(event: MappedEvent, field: string, otherwise: T): T {
    return (this.text(event, field) as T | undefined) ?? otherwise;
  }

  time(event: MappedEvent): SourceTime | undefined {
    const value = this.map.events[event]?.['at'];
    const text = this.text(event, 'at');
    if (value === undefined || text === undefined) return undefined;
    return this.cells.attempt('column' in value ? value.column : `${event}.at`, () => this.readDate(text));
  }

  amount(): { amount: number; currency: string } | null {
    const value = this.map.events.compensated?.['amount'];
    const text = this.text('compensated', 'amount');
    if (value === undefined || text === undefined) return null;
    const column = 'column' in value ? value.column : 'compensated.amount';
    const currency = this.text('compensated', 'currency');
    if (currency === undefined) this.cells.problem(column, `"${text}" has no currency`);
    if (currency === undefined || problemWithText(currency, 'currency') !== undefined) return null;
    const amount = this.cells.attempt(column, () => minorUnits(text, currency, this.map.decimal));
    return amount === undefined ? null : { amount, currency };
  }

  problem(event: MappedEvent, field: string, what: string): void {
    const value = this.map.events[event]?.[field];
    this.cells.problem(value !== undefined && 'column' in value ? value.column : `${event}.${field}`, what);
  }

  /** Whether the row says that the event happened: one of its columns has a value. An amount of zero is none: nothing was paid. */
  happened(event: MappedEvent): boolean {
    return Object.entries(this.map.events[event] ?? {}).some(([field, value]) => {
      if ('constant' in value || field === 'currency') return false;
      const text = this.cells.text(value.column);
      return text !== '' && !(field === 'amount' && /^[0.,\s]+$/.test(text));
    });
  }
}

function receivedEvent(read: Fields, time: SourceTime, id: string | undefined): ImportedEvent {
  const text = (field: string) => read.text('received', field);
  const complainant = present({
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    customerNumber: text('customerNumber'),
  });
  return {
    type: 'Received',
    ...when(time),
    data: {
      channel: text('channel') ?? NOT_STATED,
      cause: text('cause') ?? NOT_STATED,
      firstReceiver: text('firstReceiver') ?? null,
      ...present({
        demands: text('demands'),
        account: text('account'),
        place: text('place'),
        product: text('product'),
        unit: text('unit'),
        jurisdiction: text('jurisdiction'),
        sourceReference: text('sourceReference') ?? id,
      }),
      complainantKind: read.code<ComplainantKind>('received', 'complainantKind', NOT_STATED),
      ...(Object.keys(complainant).length === 0 ? {} : { complainant }),
      respondents: [],
      grade: read.code<Grade>('received', 'grade', 'complaint'),
      tags: (text('tags') ?? '')
        .split(/[,;]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
      language: text('language') ?? 'und',
    },
  };
}

/** In the order in which they happened; an event without a date of its own cannot have been before the complaint was received. */
function laterEvents(read: Fields, cells: Cells, received: SourceTime): ImportedEvent[] {
  const events: ImportedEvent[] = [];
  for (const event of ['assigned', 'replied', 'compensated', 'followedUp', 'closed'] as const) {
    if (!read.happened(event)) continue;
    const own = read.time(event);
    if (own !== undefined && isBefore(own, received)) cells.warn('before-received', `${event} before it was received; both times kept`);
    events.push(later(event, read, own === undefined ? { occurredAt: received.at, precision: 'not-before' } : when(own)));
  }
  return events.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

type Time = Pick<ImportedEvent, 'occurredAt' | 'precision'>;

function later(event: Exclude<MappedEvent, 'received'>, read: Fields, time: Time): ImportedEvent {
  const text = (field: string) => read.text(event, field);
  switch (event) {
    case 'assigned': {
      const data = present({ person: text('person'), unit: text('unit'), team: text('team'), skill: text('skill') });
      if (Object.keys(data).length === 0) read.problem(event, 'at', 'says that it was assigned, and no column says to whom');
      return { type: 'Assigned', ...time, data: { ...data, ...present({ note: text('note') }) } };
    }
    case 'replied': {
      const data = { kind: read.code<ReplyKind>(event, 'kind', 'final'), channel: text('channel') ?? NOT_STATED, recourse: [] };
      return { type: 'ReplySent', ...time, data: { ...data, ...present({ text: text('text'), reasons: text('reasons') }) } };
    }
    case 'compensated': {
      const acceptance = read.code<Acceptance>(event, 'acceptance', NOT_STATED);
      const data = { remedy: text('remedy') ?? NOT_STATED, borne: read.amount(), acceptance, ...present({ note: text('note') }) };
      return { type: 'Compensated', ...time, data };
    }
    case 'followedUp': {
      const satisfaction = text('satisfaction');
      const solved = text('solved');
      const data = {
        channel: text('channel') ?? NOT_STATED,
        reached: true,
        ...(satisfaction === undefined ? {} : { satisfaction: Number(satisfaction) }),
        ...(solved === undefined ? {} : { solved: solved === 'true' }),
        ...present({ comment: text('comment') }),
      };
      return { type: 'FollowedUp', ...time, data };
    }
    case 'closed': {
      const data = { outcome: read.code<Outcome>(event, 'outcome', NOT_STATED), toldVia: text('toldVia') ?? null, recourse: [] };
      return { type: 'Closed', ...time, data: { ...data, ...present({ summary: text('summary') }) } };
    }
  }
}

/** A day is before an instant only if it is over by then. */
function isBefore(own: SourceTime, received: SourceTime): boolean {
  const day = own.precision === 'day' && received.precision === undefined ? 24 * 3_600_000 : 0;
  return Date.parse(own.at) + day < Date.parse(received.at);
}

function when(time: SourceTime): Time {
  return { occurredAt: time.at, ...(time.precision === undefined ? {} : { precision: time.precision }) };
}

/** Without the fields that are undefined: absent means that there was none. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function own(values: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function columnsOf(map: CsvMap): string[] {
  const values: Value[] = Object.values(map.events).flatMap((fields) => Object.values(fields ?? {}));
  const columns = values.flatMap((value) => ('column' in value ? [value.column] : []));
  return [...new Set([...columns, ...(map.id === undefined ? [] : [map.id]), ...map.keep])];
}
