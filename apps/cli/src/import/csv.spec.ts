import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { csv } from './csv.js';
import { MapRefused, parseMap } from './csv-map.js';
import { Header } from './format.js';
import { TimeZone } from './time-zone.js';

const NOW = '2026-11-22T08:00:00.000Z';
const root = join(__dirname, '../../../..');
const fixture = (name: string) => readFileSync(join(root, 'test/fixtures/import', name), 'utf8');
const berlin = new TimeZone('Europe/Berlin');

/** A map of the least that is needed, and more. */
const small = (more: object = {}, received: object = {}) =>
  JSON.stringify({
    system: 'desk',
    dates: ['YYYY-MM-DD'],
    received: { at: 'at', channel: 'via', cause: 'why', ...received },
    ...more,
  });

function mapOne(map: string, row: Record<string, string>) {
  const all = { at: '2025-01-02', via: 'phone', why: 'late', ...row };
  return csv(parseMap(map), new TimeZone('UTC'), NOW).open(new Header(Object.keys(all)))({ line: 2, fields: Object.values(all) });
}
const eventsOf = (map: string, row: Record<string, string>) => mapOne(map, row).events.slice(1);

describe('the example of docs/import.md', () => {
  const map = csv(parseMap(fixture('tickets.map.json')), berlin, NOW);
  const [header, ...rows] = parse(fixture('tickets.csv'), { delimiter: ';' });
  const mapRow = map.open(new Header(header!));
  const imported = (i: number) => mapRow({ line: i, fields: rows[i]! });

  it('is the fixture, character by character', () => {
    const doc = readFileSync(join(root, 'docs/import.md'), 'utf8');
    expect(doc).toContain(`\`\`\`csv\n${fixture('tickets.csv')}\`\`\``);
    expect(doc).toContain(`\`\`\`json\n${fixture('tickets.map.json')}\`\`\``);
  });

  it('becomes what the page says', () => {
    expect(imported(0)).toEqual({
      source: { system: 'parcel-desk', id: 'T-1001' },
      events: [
        {
          type: 'Received',
          occurredAt: '2025-02-03T08:15:00.000Z',
          data: {
            channel: 'email',
            cause: 'late delivery',
            firstReceiver: null,
            account: 'The parcel came twelve days late.\nNobody answered the phone; "tomorrow" was all I heard.',
            product: 'parcel',
            jurisdiction: 'DE',
            sourceReference: 'T-1001',
            complainantKind: 'not-stated',
            complainant: { name: 'Anna Bauer', phone: '+49 30 1234567', address: 'Berlin' },
            respondents: [],
            grade: 'complaint',
            tags: [],
            language: 'de',
          },
        },
        // Only the day is known, so its midnight: no reason to warn that it sorts before 09:15 of the same day.
        { type: 'Assigned', occurredAt: '2025-02-02T23:00:00.000Z', precision: 'day', data: { team: 'Parcels' } },
        {
          type: 'Compensated',
          occurredAt: '2025-02-03T08:15:00.000Z',
          precision: 'not-before',
          data: { remedy: 'refund', borne: { amount: 123450, currency: 'EUR' }, acceptance: 'not-stated' },
        },
        {
          type: 'FollowedUp',
          occurredAt: '2025-02-03T08:15:00.000Z',
          precision: 'not-before',
          data: { channel: 'not-stated', reached: true, satisfaction: 4, solved: true },
        },
        {
          type: 'ReplySent',
          occurredAt: '2025-02-07T15:40:00.000Z',
          data: { kind: 'final', channel: 'not-stated', recourse: [], text: 'We are sorry, the depot was closed.' },
        },
        {
          type: 'Closed',
          occurredAt: '2025-02-09T23:00:00.000Z',
          precision: 'day',
          data: { outcome: 'upheld', toldVia: null, recourse: [] },
        },
      ],
      columns: { Priority: 'hoch' },
      warnings: [],
    });
    // A refund of 0,00 is none.
    expect(imported(1).events.map(({ type }) => type)).toEqual(['Received']);
    expect(() => imported(2)).toThrow('Opened: "29.2.2025 10:00" is no day of the calendar');
    expect(() => imported(3)).toThrow(
      'Via: "Brieftaube" is not among the values of the map; Reason: is blank; Refund: "12,345" has more decimals than EUR (2)',
    );
    expect(imported(4).events.map(({ type }) => type)).toEqual(['Received', 'Assigned', 'Compensated', 'FollowedUp', 'Closed']);
  });
});

describe('a mapped row', () => {
  it('is who it is by its own columns where the map names no id, and not by those of a reject file', () => {
    const id = (row: Record<string, string>) => mapOne(small(), row).source.id;
    expect(id({})).toMatch(/^row-[0-9a-f]{64}-1$/);
    expect(id({ file: 'x.csv', line: '7', reason: 'y' })).toBe(id({}));
    expect(id({ other: '1' })).not.toBe(id({}));
  });

  it('has an event when one of the columns of the event has a value, at its own time or not before it was received', () => {
    const map = small({ closed: { at: 'done', outcome: 'result' } });
    expect(eventsOf(map, { done: '', result: '' })).toEqual([]);
    expect(eventsOf(map, { done: '2025-01-09', result: '' })).toMatchObject([
      { type: 'Closed', occurredAt: '2025-01-09T00:00:00.000Z', precision: 'day', data: { outcome: 'not-stated' } },
    ]);
    expect(eventsOf(map, { done: '', result: 'upheld' })).toMatchObject([
      { occurredAt: '2025-01-02T00:00:00.000Z', precision: 'not-before', data: { outcome: 'upheld' } },
    ]);
  });

  it('keeps the times of what happened before it was received, and warns', () => {
    const { events, warnings } = mapOne(small({ assigned: { at: 'given', team: 'team' } }), { given: '2025-01-01', team: 'A' });
    expect(events.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['Received', '2025-01-02T00:00:00.000Z'],
      ['Assigned', '2025-01-01T00:00:00.000Z'],
    ]);
    expect(warnings).toEqual([{ code: 'before-received', detail: 'assigned before it was received; both times kept' }]);
  });

  it.each([
    [{ compensated: { amount: 'paid', currency: 'cur' } }, { paid: '5.00', cur: '' }, 'paid: "5.00" has no currency'],
    [{ compensated: { amount: 'paid', currency: 'cur' } }, { paid: '5.00', cur: 'Euro' }, 'cur: "Euro" is no currency code of ISO 4217'],
    [{ closed: { outcome: 'result' } }, { result: 'fine' }, 'result: "fine" is none of upheld, partly'],
    [{ followedUp: { satisfaction: 'stars' } }, { stars: '6' }, 'stars: "6" must be 1 to 5'],
    [{ assigned: { at: 'given', team: 'team' } }, { given: '2025-01-03', team: '' }, 'given: says that it was assigned'],
    [{ closed: { at: 'done' } }, { done: '2031-01-01' }, 'done: "2031-01-01" is in the future'],
    [{ id: 'no' }, { no: '' }, 'no: is blank'],
  ])('of %j is rejected for %j: %s', (more, row, reason) => {
    expect(() => mapOne(small(more), row)).toThrow(reason);
  });

  it('does not look for values among the properties of every object', () => {
    const map = small({}, { channel: { column: 'via', values: { Post: 'postal-mail' } } });
    expect(() => mapOne(map, { via: 'constructor' })).toThrow('via: "constructor" is not among the values of the map');
  });

  it('lists every column that the file lacks', () => {
    const map = csv(parseMap(small({ id: 'no', keep: ['extra'] })), berlin, NOW);
    expect(() => map.open(new Header(['at', 'why']))).toThrow('missing "via", "no", "extra"');
  });
});

describe('a map', () => {
  const faults = (map: unknown): readonly string[] => {
    try {
      parseMap(typeof map === 'string' ? map : JSON.stringify(map));
      return [];
    } catch (error) {
      if (error instanceof MapRefused) return error.faults;
      throw error;
    }
  };

  it('is told all its faults at once, each with where it is', () => {
    const wrong = {
      system: 'My Desk',
      dates: ['DD.MM'],
      decimal: ';',
      delimiter: ';;',
      encoding: 'klingon',
      colour: 'red',
      received: { at: { constant: '2020-01-01' }, cause: 'why', grade: { constant: 'huge' }, mood: 'Mood' },
      compensated: { amount: 'paid' },
      closed: { outcome: { column: 'Result', values: { ok: 'fine' } } },
      replied: { kind: { constant: 'final' } },
      assigned: 'Team',
    };
    expect(faults(wrong)).toEqual([
      expect.stringContaining('colour: is unknown; known are system, id'),
      'system: must be 1 to 40 of a-z 0-9 . _ -, e.g. "helpdesk"',
      expect.stringContaining('dates[0]: "DD.MM" must have a year'),
      'decimal: must be "." or ","',
      'delimiter: must be one character, e.g. ";"',
      'encoding: "klingon" is unknown',
      "received.at: must be a column's name",
      'received.grade: "huge" is none of grievance, complaint',
      expect.stringContaining('received.mood: is unknown; known are at, channel'),
      'received.channel: is missing',
      'assigned: must be an object of fields',
      'replied: names no column, so no row would say whether it happened',
      expect.stringContaining('closed.outcome: values: "fine" is none of upheld'),
      'compensated.currency: is missing: an amount needs one',
    ]);
  });

  it.each([
    ['{"system": ', 'is no JSON'],
    ['[]', 'must be an object'],
    [small({ system: 'cfpb' }), 'system: "cfpb" is taken'],
    [small({ dates: [] }), 'dates: needs at least one format'],
    [small({ dates: 'YYYY' }), 'dates: must be a list of texts'],
    [small({}, { product: { constant: ' ' } }), 'received.product: " " is blank'],
    [small({}, { product: { column: 'p', value: {} } }), "received.product: must be a column's name"],
    [small({}, { product: 7 }), "received.product: must be a column's name"],
    [small({}, { __proto__x: 'a' }), 'received.__proto__x: is unknown'],
    [small({}, { constructor: 'a' }), 'received.constructor: is unknown'],
  ])('%s is refused', (map, reason) => {
    expect(faults(map).join('\n')).toContain(reason);
  });
});
