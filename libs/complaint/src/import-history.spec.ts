import { story } from '@redress/testing';
import type { ImportedEvent, ImportHistory } from './commands.js';
import type { Waiver } from './codes.js';

const { command, event, form, given, now, sample } = story;

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const received: ImportedEvent = {
  type: 'Received',
  occurredAt: at(1),
  precision: 'day',
  data: {
    channel: 'Web',
    cause: 'Incorrect information on your report',
    firstReceiver: null,
    complainantKind: 'not-stated',
    respondents: ['u-salesman'],
    grade: 'complaint',
    tags: [],
    language: 'und',
  },
};
const closed: ImportedEvent = {
  type: 'Closed',
  occurredAt: at(9),
  precision: 'not-before',
  data: { outcome: 'not-stated', toldVia: null, recourse: [] },
};
const imported = (type: ImportedEvent['type'], day: number, change: object = {}) =>
  ({ type, occurredAt: at(day), data: { ...sample[type], ...change } }) as ImportedEvent;
const history = (...events: ImportedEvent[]): ImportHistory => ({
  source: { system: 'cfpb', id: '3141592', file: 'complaints.csv', line: 2 },
  events,
  columns: { 'Timely response?': 'Yes' },
  warnings: [{ code: 'unmapped', detail: 'Company response: In progress' }],
});
const importing = (...events: ImportedEvent[]) => command('importHistory', history(...events), { origin: 'import' });
const done = (...waived: Waiver[]) => {
  const { source, columns, warnings } = history();
  return event('HistoryImported', { source, columns, waived, warnings });
};

describe('importHistory', () => {
  it('takes over an open case, waiving nothing', () => {
    given().when(importing(received)).thenHappens(received, done());
  });

  it('takes over a closed case of which little is known', () => {
    given()
      .when(importing(received, closed))
      .thenHappens(received, closed, done('final-reply', 'follow-up', 'investigation'));
  });

  it('waives nothing of a case that kept the rules', () => {
    const events = [imported('Investigated', 2), imported('ReplySent', 3), imported('FollowedUp', 4), imported('Closed', 5)];
    given()
      .when(importing(received, ...events))
      .thenHappens(received, ...events, done());
  });

  it.each<[string, ImportedEvent[], Waiver[]]>([
    ['money without approval', [imported('Compensated', 2, { borne: { amount: 1, currency: 'USD' } })], ['approval']],
    ['relief of unknown amount', [imported('Compensated', 2, { borne: null, acceptance: 'not-stated' })], ['acceptance', 'approval']],
    ['a remedy that cost nothing', [imported('Compensated', 2)], []],
    [
      'a remedy of which nobody says that the customer got it',
      [imported('Investigated', 2), imported('Compensated', 2), imported('ReplySent', 3), imported('FollowedUp', 4), imported('Closed', 5)],
      ['fulfilment'],
    ],
    ['times out of order', [imported('Apologised', 3), imported('Acknowledged', 2, { answerBy: null })], ['order']],
    [
      'what came after closing',
      [imported('Withdrawn', 2), imported('Closed', 2, { outcome: 'withdrawn' }), imported('Apologised', 3)],
      ['order'],
    ],
    ['a respondent who handled it', [imported('Assigned', 2, { person: 'u-salesman' })], ['neutrality']],
    ['an assignment', [imported('Assigned', 2)], []],
    [
      'an end as unresolved',
      [imported('Investigated', 2), imported('ReplySent', 3), imported('FollowedUp', 4), imported('Closed', 5, { outcome: 'unresolved' })],
      ['re-evaluation'],
    ],
    [
      'a second round',
      [
        imported('Withdrawn', 2),
        imported('Closed', 2, { outcome: 'withdrawn' }),
        imported('Reopened', 3),
        imported('Escalated', 4),
        imported('Withdrawn', 5),
        imported('Closed', 5, { outcome: 'withdrawn' }),
        imported('FollowedUp', 6),
      ],
      [],
    ],
  ])('names what it waives: %s', (_, events, waived) => {
    given()
      .when(importing(received, ...events))
      .thenHappens(received, ...events, done(...waived));
  });

  it('marks an apology that is older than the complaint form, as it would be today', () => {
    const early = { ...imported('Apologised', 1), occurredAt: '2025-12-31T00:00:00.000Z' } as const;
    given()
      .when(importing(received, early, imported('Acknowledged', 2)))
      .thenHappens(received, { ...early, data: { ...early.data, preReceipt: true } } as ImportedEvent, imported('Acknowledged', 2), done());
  });

  it('leaves an open case to the ordinary rules, and to events older than the import', () => {
    const history = [
      { ...received, occurredAt: at(1) },
      { ...done(), occurredAt: now },
    ] as const;
    given(...history)
      .when(command('investigate', sample.Investigated, { occurredAt: at(2) }))
      .thenHappens(event('Investigated', sample.Investigated));
    given(...history)
      .when(command('close', sample.Closed))
      .thenRefused('not-investigated', { missing: ['not-investigated', 'no-final-reply', 'not-followed-up'] });
  });

  it('imports once', () => {
    given(event('Received', form)).when(importing(received)).thenRefused('already-received');
  });

  it('takes nothing from the future', () => {
    const tomorrow = '2026-11-23T00:00:00.000Z';
    const facts = { index: 1, expected: `at most ${now}` };
    given()
      .when(importing(received, { ...closed, occurredAt: tomorrow }))
      .thenContradicts('future-time', { ...facts, field: 'occurredAt' });
    given()
      .when(importing({ ...received, data: { ...form, happenedAt: tomorrow } } as ImportedEvent))
      .thenContradicts('future-time', { ...facts, index: 0, field: 'data.happenedAt' });
  });

  it.each<[string, unknown[], number, string, string]>([
    ['no event', [], 0, 'type', 'a Received event first'],
    ['another first event', [closed], 0, 'type', 'a Received event first'],
    ['two receipts', [received, received], 1, 'type', 'one Received event only'],
    ['an unknown type', [received, { ...closed, type: 'Exploded' }], 1, 'type', expect.stringContaining('Closed') as string],
    ['the import itself', [received, { ...done(), occurredAt: at(2) }], 1, 'type', expect.stringContaining('Closed') as string],
    ['a date only', [{ ...received, occurredAt: '2026-01-01' }], 0, 'occurredAt', 'an instant in UTC with milliseconds'],
    ['a made-up precision', [{ ...received, precision: 'hour' }], 0, 'precision', 'day, not-before, or nothing'],
    ['no data', [{ ...received, data: undefined }], 0, 'data', 'an object'],
    ['no cause', [{ ...received, data: { ...received.data, cause: undefined } }], 0, 'data.cause', 'a code'],
    ['an unknown grade', [imported('Received', 1, { grade: 'rant' })], 0, 'data.grade', 'one of grievance, complaint'],
    ['respondents as text', [imported('Received', 1, { respondents: 'u-1' })], 0, 'data.respondents', 'a list of at most 100'],
    [
      'a closing without outcome',
      [received, imported('Closed', 2, { outcome: undefined })],
      1,
      'data.outcome',
      expect.any(String) as string,
    ],
    [
      'an amount in words',
      [received, imported('Compensated', 2, { borne: 'much' })],
      1,
      'data.borne',
      'an amount in minor units with its currency',
    ],
    ['6 of 5', [received, imported('FollowedUp', 2, { satisfaction: 6 })], 1, 'data.satisfaction', 'a whole number from 1 to 5'],
    [
      'an answer of nobody',
      [received, imported('FollowedUp', 2, { reached: false })],
      1,
      'data.reached',
      'true where the customer answered',
    ],
    ['evidence without hash', [received, imported('Investigated', 2, { evidence: [{}] })], 1, 'data.evidence', 'a list of at most 100'],
    ['no track', [received, imported('Escalated', 2, { track: undefined })], 1, 'data.track', 'one of level, external'],
    ['outside to nowhere', [received, imported('Escalated', 2, { track: 'external' })], 1, 'data.body', expect.any(String) as string],
    [
      'a way down',
      [received, imported('Escalated', 2), imported('Escalated', 3, { from: 2, to: 1 })],
      2,
      'data.to',
      'a level above the one before',
    ],
    ['an assignment to nobody', [received, { ...imported('Assigned', 2), data: {} }], 1, 'data', 'a person, unit, team or skill'],
    [
      'what only the rules may say',
      [received, imported('Apologised', 2, { preReceipt: true })],
      1,
      'data.preReceipt',
      'nothing, for Apologised has no such field',
    ],
    [
      'what was never in a history',
      [received, { ...closed, type: 'ApprovalGranted' }],
      1,
      'type',
      expect.stringContaining('Closed') as string,
    ],
    [
      'a field that would be stored unsealed',
      [received, { ...imported('Assigned', 2), data: { person: 'u-1', phone: '010-5550100' } }],
      1,
      'data.phone',
      'nothing, for Assigned has no such field',
    ],
    ['a second end', [received, closed, closed], 2, 'type', 'no Closed event in a closed case'],
    ['a reopening while open', [received, imported('Reopened', 2)], 1, 'type', 'a Closed event before Reopened'],
    ['a wrong count', [received, closed, imported('Reopened', 10, { count: 2 })], 2, 'data.count', '1'],
    [
      'a withdrawal without end',
      [received, imported('Withdrawn', 2)],
      1,
      'type',
      'a Closed event of outcome withdrawn right after Withdrawn',
    ],
  ])('refuses %s', (_, events, index, field, expected) => {
    given()
      .when(importing(...(events as ImportedEvent[])))
      .thenContradicts('import-invalid', { index, field, expected });
  });

  it('names its source', () => {
    const nameless = { ...history(received), source: { system: 'cfpb', id: '' } };
    given().when(command('importHistory', nameless)).thenContradicts('text-missing', { field: 'source.id' });
  });
});
