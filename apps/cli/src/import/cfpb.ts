import type { ImportedEvent } from '@redress/complaint';
import { dateReader, shorten, type SourceTime } from './dates.js';
import { Cells, type Format, type Header, type MapRow } from './format.js';
import { Ordinals, rowHasher } from './identity.js';
import type { TimeZone } from './time-zone.js';

/*
 * Files of the Consumer Complaint Database of the US Consumer Financial Protection Bureau, of any year. docs/import.md has the table
 * of what becomes what and why; cfpb.spec.ts proves it line by line.
 */

const REQUIRED = [
  'Date received',
  'Product',
  'Issue',
  'Company',
  'State',
  'Submitted via',
  'Date sent to company',
  'Timely response?',
] as const;
/** Its name changed over the years. */
const RESPONSE = ['Company response to consumer', 'Company response'] as const;
const DISPUTED = 'Consumer disputed?';
/** Not in every year's file. */
const OPTIONAL = [
  'Sub-product',
  'Sub-issue',
  'Consumer complaint narrative',
  'Company public response',
  'ZIP code',
  'Tags',
  'Consumer consent provided?',
  DISPUTED,
  'Complaint ID',
] as const;
/** Kept as they are beside the events, which say less (or nothing) of them. None is personal. */
const KEPT = ['Sub-product', 'Sub-issue', 'Company public response', 'Consumer consent provided?', 'Timely response?', DISPUTED] as const;

type Closing = 'reply' | 'monetary' | 'non-monetary' | 'relief';
/** Every response value that the bureau has used, in lower case: what it says happened beside the closing; null where nothing closed. */
const RESPONSES: Readonly<Record<string, Closing | 'closed' | null>> = {
  'in progress': null,
  'untimely response': null,
  closed: 'closed',
  'closed without relief': 'closed',
  'closed with explanation': 'reply',
  'closed with monetary relief': 'monetary',
  'closed with non-monetary relief': 'non-monetary',
  // Of 2011 and 2012, when the kind of relief was not told apart.
  'closed with relief': 'relief',
};

/** What an open code list gets where the source is silent. */
const NOT_STATED = 'not-stated';

/** @param now the instant after which nothing can have been received. */
export function cfpb(zone: TimeZone, now: string): Format {
  const readDate = dateReader(['M/D/YYYY', 'YYYY-MM-DD'], zone, now);
  return {
    delimiter: ',',
    open(header: Header): MapRow {
      const response = RESPONSE.find((name) => header.has(name)) ?? RESPONSE[0];
      header.require([...REQUIRED, response], 'CFPB file');
      // The hash is made of the bureau's own columns, so that a corrected reject file keeps its rows' identity.
      const hash = rowHasher([...REQUIRED, RESPONSE[0], ...OPTIONAL]);
      const ordinals = new Ordinals();
      const rowId = (cells: Cells): string => {
        const digest = hash((column) => cells.raw(column === RESPONSE[0] ? response : column));
        return `row-${digest.toString('hex')}-${ordinals.next(digest)}`;
      };
      return (row) => {
        const cells = new Cells(header, row);
        const received = cells.required('Date received') === '' ? undefined : cells.time('Date received', readDate);
        const sent = cells.time('Date sent to company', readDate);
        const company = cells.required('Company');
        cells.required('Product');
        const complaintId = cells.text('Complaint ID');
        // A spreadsheet turns long numbers into 1.1E+06, which would make one complaint of many.
        if (complaintId !== '' && !/^\d+$/.test(complaintId)) cells.problem('Complaint ID', `"${complaintId}" is no number`);
        cells.settle();
        if (received === undefined) throw new Error('settle() lets no row without a date through');

        const events: ImportedEvent[] = [
          { type: 'Received', occurredAt: received.at, precision: 'day', data: receivedData(cells, complaintId) },
        ];
        if (sent === undefined) cells.warn('sent-blank', 'no date on which it was sent to the company');
        else events.push({ type: 'Assigned', occurredAt: sent.at, precision: 'day', data: { unit: company } });
        if (sent !== undefined && sent.at < received.at)
          cells.warn('sent-before-received', 'sent to the company before it was received; both times kept');
        events.push(...responseEvents(cells, response, notBefore(received, sent)));

        return {
          source: { system: 'cfpb', id: complaintId === '' ? rowId(cells) : complaintId },
          events,
          columns: cells.kept([response, ...KEPT]),
          warnings: cells.warnings,
        };
      };
    },
  };
}

function receivedData(cells: Cells, complaintId: string): Extract<ImportedEvent, { type: 'Received' }>['data'] {
  const narrative = cells.raw('Consumer complaint narrative');
  const zip = cells.text('ZIP code');
  return {
    channel: code(cells.text('Submitted via')) || blank(cells, 'Submitted via', 'channel-blank'),
    cause: cells.text('Issue') || blank(cells, 'Issue', 'issue-blank'),
    // The bureau is no member of staff.
    firstReceiver: null,
    ...(narrative.trim() === '' ? {} : { account: narrative }),
    product: cells.text('Product'),
    unit: cells.text('Company'),
    jurisdiction: jurisdiction(cells),
    complainantKind: NOT_STATED,
    // Even three digits of a ZIP code, with the rest of the row, may point at a person: sealed, as it was written.
    ...(zip === '' ? {} : { complainant: { address: zip } }),
    respondents: [],
    grade: 'complaint',
    tags: cells
      .text('Tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    ...(complaintId === '' ? {} : { sourceReference: complaintId }),
    language: 'en',
  };
}

/** What the company did and what the consumer said to it. When is not in the data: it cannot have been before `at`. */
function responseEvents(cells: Cells, column: string, at: string): ImportedEvent[] {
  const text = cells.text(column);
  const closing = RESPONSES[text.toLowerCase()];
  if (text === '') cells.warn('response-blank', 'no company response; left open');
  else if (closing === undefined) cells.warn('response-unknown', `company response "${shorten(text)}" is unknown; left open`);

  const time = { occurredAt: at, precision: 'not-before' } as const;
  const events: ImportedEvent[] = [];
  if (closing === 'reply') events.push({ type: 'ReplySent', ...time, data: { kind: 'final', channel: NOT_STATED, recourse: [] } });
  else if (closing != null && closing !== 'closed') {
    const remedy = closing === 'relief' ? NOT_STATED : closing;
    events.push({ type: 'Compensated', ...time, data: { remedy, borne: null, acceptance: NOT_STATED } });
  }
  if (closing != null) events.push({ type: 'Closed', ...time, data: { outcome: NOT_STATED, toldVia: null, recourse: [] } });

  const disputed = cells.text(DISPUTED).toLowerCase();
  if (disputed === 'yes') events.push({ type: 'FollowedUp', ...time, data: { channel: NOT_STATED, reached: true, solved: false } });
  else if (!['', 'no', 'n/a'].includes(disputed))
    cells.warn('disputed-unknown', `"${shorten(cells.text(DISPUTED))}" is no answer to "${DISPUTED}"`);
  return events;
}

/** In six rows of 2013 the company had it a day before it was received; one of the two dates is wrong, and the later one bounds both. */
function notBefore(received: SourceTime, sent: SourceTime | undefined): string {
  return sent !== undefined && sent.at > received.at ? sent.at : received.at;
}

function jurisdiction(cells: Cells): string {
  const state = cells.text('State');
  if (state === '') return 'US';
  if (/^[A-Z]{2}$/.test(state)) return `US-${state}`;
  if (state.toUpperCase() === 'UNITED STATES MINOR OUTLYING ISLANDS') return 'US-UM';
  cells.warn('state-unknown', `"${shorten(state)}" is no state's code`);
  return 'US';
}

function blank(cells: Cells, column: string, warning: string): string {
  cells.warn(warning, `${column} is blank`);
  return NOT_STATED;
}

/** `Postal mail` → `postal-mail`. */
function code(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
