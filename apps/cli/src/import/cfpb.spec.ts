import type { ImportedEvent } from '@redress/complaint';
import { cfpb } from './cfpb.js';
import { Header } from './format.js';
import { TimeZone } from './time-zone.js';

const NOW = '2026-11-22T08:00:00.000Z';

/** A row as the bureau publishes it today. */
const usual = {
  'Date received': '2019-03-29',
  Product: 'Debt collection',
  'Sub-product': 'Medical debt',
  Issue: 'Attempts to collect debt not owed',
  'Sub-issue': 'Debt is not yours',
  'Consumer complaint narrative': '',
  'Company public response': '',
  Company: 'ACME, INC.',
  State: 'TX',
  'ZIP code': '787XX',
  Tags: '',
  'Consumer consent provided?': 'N/A',
  'Submitted via': 'Web',
  'Date sent to company': '2019-04-01',
  'Company response to consumer': 'In progress',
  'Timely response?': 'Yes',
  'Consumer disputed?': 'N/A',
  'Complaint ID': '3198765',
};
type Row = Partial<Record<keyof typeof usual | 'Company response', string>>;

/** Maps rows of one file; `undefined` leaves a column out. */
function mapAll(rows: Row[], zone = 'UTC') {
  const all = rows.map((row) => Object.entries({ ...usual, ...row }).filter(([, value]) => value !== undefined));
  const map = cfpb(new TimeZone(zone), NOW).open(new Header(all[0]!.map(([column]) => column)));
  return all.map((row, i) => map({ line: i + 2, fields: row.map(([, value]) => value) }));
}
const map = (row: Row, zone?: string) => mapAll([row], zone)[0]!;
const received = (row: Row) => map(row).events[0]!.data as Extract<ImportedEvent, { type: 'Received' }>['data'];
const warnings = (row: Row) => map(row).warnings.map(({ code }) => code);
const rejection = (row: Row) => () => map(row);

describe('a CFPB row', () => {
  it('becomes one history', () => {
    expect(map({})).toEqual({
      source: { system: 'cfpb', id: '3198765' },
      events: [
        {
          type: 'Received',
          occurredAt: '2019-03-29T00:00:00.000Z',
          precision: 'day',
          data: {
            channel: 'web',
            cause: 'Attempts to collect debt not owed',
            firstReceiver: null,
            product: 'Debt collection',
            unit: 'ACME, INC.',
            jurisdiction: 'US-TX',
            complainantKind: 'not-stated',
            complainant: { address: '787XX' },
            respondents: [],
            grade: 'complaint',
            tags: [],
            sourceReference: '3198765',
            language: 'en',
          },
        },
        { type: 'Assigned', occurredAt: '2019-04-01T00:00:00.000Z', precision: 'day', data: { unit: 'ACME, INC.' } },
      ],
      columns: {
        'Company response to consumer': 'In progress',
        'Sub-product': 'Medical debt',
        'Sub-issue': 'Debt is not yours',
        'Consumer consent provided?': 'N/A',
        'Timely response?': 'Yes',
        'Consumer disputed?': 'N/A',
      },
      warnings: [],
    });
  });

  it.each([
    ['Web', 'web'],
    ['Phone', 'phone'],
    ['Fax', 'fax'],
    ['Postal mail', 'postal-mail'],
    ['Referral', 'referral'],
    ['Email', 'email'],
    ['Web Referral', 'web-referral'],
  ])('submitted via %s comes in by %s', (via, channel) => {
    expect(received({ 'Submitted via': via }).channel).toBe(channel);
  });

  it.each([
    ['TX', 'US-TX', []],
    ['', 'US', []],
    ['AE', 'US-AE', []],
    ['UNITED STATES MINOR OUTLYING ISLANDS', 'US-UM', []],
    ['Texas', 'US', ['state-unknown']],
  ])('of the state "%s" belongs to %s', (state, jurisdiction, warned) => {
    expect(received({ State: state }).jurisdiction).toBe(jurisdiction);
    expect(warnings({ State: state })).toEqual(warned);
  });

  it.each(['787XX', '6106', '716', '85-XX', '00902'])('keeps the ZIP code %s as it is, among the personal fields', (zip) => {
    expect(received({ 'ZIP code': zip }).complainant).toEqual({ address: zip });
  });

  it('has no complainant where there is no ZIP code', () => {
    expect(received({ 'ZIP code': '' })).not.toHaveProperty('complainant');
  });

  it('keeps the narrative word for word', () => {
    const narrative = ' I was told "wait".\n\nI paid {$240.00}. ';
    expect(received({ 'Consumer complaint narrative': narrative }).account).toBe(narrative);
    expect(received({ 'Consumer complaint narrative': '  ' })).not.toHaveProperty('account');
  });

  it('splits tags', () => {
    expect(received({ Tags: 'Older American, Servicemember' }).tags).toEqual(['Older American', 'Servicemember']);
  });

  it('says what is blank instead of making it up', () => {
    expect(received({ Issue: '' }).cause).toBe('not-stated');
    expect(received({ 'Submitted via': '' }).channel).toBe('not-stated');
    expect(warnings({ Issue: '', 'Submitted via': '' })).toEqual(['channel-blank', 'issue-blank']);
  });

  it('takes midnight in the zone of the import', () => {
    expect(map({}, 'America/New_York').events.map(({ occurredAt }) => occurredAt)).toEqual([
      '2019-03-29T04:00:00.000Z',
      '2019-04-01T04:00:00.000Z',
    ]);
  });

  it('is accepted with a warning where it was sent before it was received', () => {
    const row = { 'Date received': '8/2/2013', 'Date sent to company': '8/1/2013', 'Company response to consumer': 'Closed' };
    expect(map(row).events.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['Received', '2013-08-02T00:00:00.000Z'],
      ['Assigned', '2013-08-01T00:00:00.000Z'],
      ['Closed', '2013-08-02T00:00:00.000Z'],
    ]);
    expect(warnings(row)).toEqual(['sent-before-received']);
  });

  it('is not assigned where it was not sent', () => {
    expect(map({ 'Date sent to company': '' }).events.map(({ type }) => type)).toEqual(['Received']);
    expect(warnings({ 'Date sent to company': '' })).toEqual(['sent-blank']);
  });
});

describe('the company response', () => {
  const time = { occurredAt: '2019-04-01T00:00:00.000Z', precision: 'not-before' };
  const after = (response: string, row: Row = {}) => map({ 'Company response to consumer': response, ...row }).events.slice(2);
  const closed = { type: 'Closed', ...time, data: { outcome: 'not-stated', toldVia: null, recourse: [] } };
  const reply = { type: 'ReplySent', ...time, data: { kind: 'final', channel: 'not-stated', recourse: [] } };
  const relief = (remedy: string) => ({ type: 'Compensated', ...time, data: { remedy, borne: null, acceptance: 'not-stated' } });

  it.each([
    ['In progress', []],
    ['Untimely response', []],
    ['Closed', [closed]],
    ['Closed without relief', [closed]],
    ['Closed with explanation', [reply, closed]],
    ['Closed with monetary relief', [relief('monetary'), closed]],
    ['Closed with non-monetary relief', [relief('non-monetary'), closed]],
    ['Closed with relief', [relief('not-stated'), closed]],
  ])('"%s" becomes what it says and no more, not before it was sent to the company', (response, events) => {
    expect(after(response)).toEqual(events);
    expect(map({ 'Company response to consumer': response }).columns['Company response to consumer']).toBe(response);
  });

  it('that was never seen leaves the case open, with a warning', () => {
    const row = { 'Company response to consumer': 'Closed with a song' };
    expect(after('Closed with a song')).toEqual([]);
    expect(map(row).warnings).toEqual([
      { code: 'response-unknown', detail: 'company response "Closed with a song" is unknown; left open' },
    ]);
    expect(map(row).columns).toMatchObject(row);
    expect(warnings({ 'Company response to consumer': '' })).toEqual(['response-blank']);
  });

  it('is followed by a dispute where the data says so: blank, No and N/A all say that there was none', () => {
    const disputed = { type: 'FollowedUp', ...time, data: { channel: 'not-stated', reached: true, solved: false } };
    expect(after('Closed', { 'Consumer disputed?': 'Yes' })).toEqual([closed, disputed]);
    for (const none of ['', 'No', 'N/A']) expect(after('Closed', { 'Consumer disputed?': none })).toEqual([closed]);
    expect(warnings({ 'Consumer disputed?': 'Maybe' })).toEqual(['disputed-unknown']);
  });

  it('may be in a column of its older name', () => {
    const old = map({ 'Company response to consumer': undefined, 'Company response': 'Closed' });
    expect(old.events.at(-1)!.type).toBe('Closed');
    expect(old.columns['Company response']).toBe('Closed');
  });
});

describe('a CFPB row that cannot be imported', () => {
  it.each([
    [{ 'Date received': '' }, 'Date received: is blank'],
    [{ 'Date received': '2/30/2015' }, 'Date received: "2/30/2015" is no day of the calendar'],
    [{ 'Date received': '2031-01-01' }, 'Date received: "2031-01-01" is in the future'],
    [{ 'Date sent to company': '31/12/2014' }, 'Date sent to company: "31/12/2014" is no day of the calendar'],
    [{ Company: ' ' }, 'Company: is blank'],
    [{ Product: '' }, 'Product: is blank'],
    [{ 'Complaint ID': '1.1E+06' }, 'Complaint ID: "1.1E+06" is no number'],
    [{ Issue: 'a\0b' }, 'Issue: has a zero character'],
    [{ 'Date received': '', Company: '', Product: '' }, 'Date received: is blank; Company: is blank; Product: is blank'],
  ] as const)('%j: %s', (row, reason) => {
    expect(rejection(row)).toThrow(reason);
  });

  it('names the numbers of fields where they differ', () => {
    const row = cfpb(new TimeZone('UTC'), NOW).open(new Header(Object.keys(usual)));
    expect(() => row({ line: 2, fields: Object.values(usual).slice(1) })).toThrow('has 17 fields where the header has 18');
    expect(() => row({ line: 2, fields: [...Object.values(usual), ''] })).toThrow('has 19 fields where the header has 18');
  });
});

describe('the identity of a CFPB row', () => {
  const ids = (rows: Row[]) => mapAll(rows).map(({ source }) => source.id);
  const without = { 'Complaint ID': undefined };

  it('is the complaint id, whatever else changed', () => {
    expect(ids([{}, { Company: 'Another' }])).toEqual(['3198765', '3198765']);
  });

  it('without one is the row itself, and equal rows are complaints of their own', () => {
    const [first, other, second] = ids([without, { ...without, State: 'CA' }, without]);
    expect(first).toMatch(/^row-[0-9a-f]{64}-1$/);
    expect(second).toBe(first!.replace(/-1$/, '-2'));
    expect(other).not.toContain(first!.slice(0, 68));
  });

  it('does not depend on which optional columns a file has, nor on the older name of one', () => {
    const [today] = ids([{ ...without, Tags: '', 'Company public response': '' }]);
    const [older] = ids([
      {
        ...without,
        Tags: undefined,
        'Company public response': undefined,
        'Company response to consumer': undefined,
        'Company response': 'In progress',
      },
    ]);
    expect(older).toBe(today);
  });

  it('of a row whose id is blank is the row, too', () => {
    expect(ids([{ 'Complaint ID': '' }])[0]).toMatch(/^row-/);
  });
});

describe('the header of a CFPB file', () => {
  const open = (names: string[]) => () => cfpb(new TimeZone('UTC'), NOW).open(new Header(names));

  it('may be in any order and case', () => {
    expect(open(Object.keys(usual).reverse())).not.toThrow();
    expect(open(Object.keys(usual).map((name) => ` ${name.toUpperCase()}`))).not.toThrow();
  });

  it('without its columns is refused with all that is missing', () => {
    expect(open(['', 'Product', 'Consumer complaint narrative'])).toThrow(
      'is no CFPB file: missing "Date received", "Issue", "Company", "State", "Submitted via", "Date sent to company", "Timely response?", "Company response to consumer"',
    );
    expect(open(['%PDF'])).toThrow('its first line has one column');
    expect(open([...Object.keys(usual), 'State'])).toThrow('has "State" more than once');
  });
});
