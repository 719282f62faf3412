import type { ComplaintEvent } from '@redress/complaint';
import { recorded, story, uuid } from '@redress/testing';
import type { Deadline } from './deadlines.entity.js';
import { concerns, foldDeadlines, type CaseDeadlines } from './fold-deadlines.js';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;
type Step = Told | readonly [number, Told];

const { event, sample } = story;
const hour = (n: number) => new Date(Date.parse('2026-11-22T08:00:00.000Z') + n * 3_600_000).toISOString();
const date = (n: number) => new Date(hour(n));
const afterIt = (n: number) => new Date(date(n).getTime() + 1);

/** One event an hour, from 08:00 on; a pair says its own hour. */
function fold(...events: readonly Step[]): CaseDeadlines {
  return events
    .map((one, i) => ('type' in one ? ([i, one] as const) : one))
    .map(([at, told], i) => recorded(1, i, told, { position: BigInt(100 + i), occurredAt: hour(at) }))
    .filter(concerns)
    .reduce<CaseDeadlines | undefined>(foldDeadlines, undefined)!;
}

const received = event('Received', story.form);
const begun = event('DeadlineSet', {
  ...sample.DeadlineSet,
  due: hour(24),
  warnings: [
    { percent: 75, at: hour(18) },
    { percent: 90, at: hour(21) },
  ],
});
const first = (...events: readonly Step[]): Readonly<Deadline> => fold(received, [0, begun], ...events).deadlines[0]!;

test('DeadlineSet begins a row that says why it is due then, and who has to see to it', () => {
  expect(fold(received, event('Assigned', { person: 'u-1', unit: 'beijing' }), begun).deadlines).toEqual([
    {
      complaintId: uuid(1),
      clock: 'first-reply',
      rule: 'first-reply',
      pack: 'default',
      packVersion: 1,
      calendar: 'cn',
      calendarVersion: 1,
      moment: 'received',
      length: { amount: 24, unit: 'hours' },
      source: 'domain.md §3',
      statutory: false,
      responsible: 'handler',
      provisional: false,
      status: 'running',
      from: date(0),
      due: date(24),
      nextAt: date(18),
      warnings: begun.data.warnings,
      warned: 0,
      extensions: 0,
      pausedAt: null,
      pausedMs: '0',
      metAt: null,
      missedAt: null,
      stoppedAt: null,
      product: 'warranty',
      unit: 'beijing',
      assignee: 'u-1',
      assignedUnit: 'beijing',
      assignedTeam: null,
      assignedSkill: null,
      setId: uuid(1_000_102),
      setRevision: 2,
      setPosition: '102',
      correlationId: '',
    },
  ]);
});

const warned = (percent: number) => event('DeadlineWarned', { ...sample.DeadlineWarned, percent });
const paused = event('DeadlinePaused', sample.DeadlinePaused);
const resumed = event('DeadlineResumed', {
  ...sample.DeadlineResumed,
  due: hour(30),
  warnings: [
    { percent: 75, at: hour(25) },
    { percent: 90, at: hour(27) },
  ],
});
const met = event('DeadlineMet', sample.DeadlineMet);
const missed = event('DeadlineMissed', sample.DeadlineMissed);

test.each<[string, readonly Step[], Partial<Deadline>]>([
  ['warned of', [[18, warned(75)]], { warned: 75, nextAt: date(21) }],
  ['warned of for the last time', [[21, warned(90)]], { warned: 90, nextAt: afterIt(24) }],
  ['paused', [[2, paused]], { status: 'paused', pausedAt: date(2), nextAt: null }],
  ['resumed', [[2, paused], [8, resumed]], { pausedMs: String(6 * 3_600_000), due: date(30), nextAt: date(25), warnings: resumed.data.warnings }], // prettier-ignore
  ['resumed after a warning', [[19, warned(75)], [20, paused], [26, resumed]], { pausedMs: String(6 * 3_600_000), due: date(30), warned: 75, nextAt: date(27), warnings: resumed.data.warnings }], // prettier-ignore
  [
    'met while paused',
    [
      [2, paused],
      [5, met],
    ],
    { status: 'met', pausedMs: String(3 * 3_600_000), metAt: date(5), nextAt: null },
  ],
  ['met', [[3, met]], { status: 'met', metAt: date(3), nextAt: null }],
  ['missed', [[25, missed]], { status: 'missed', missedAt: date(25), nextAt: null }],
  ['missed and met late', [[25, missed], [26, met]], { status: 'met', missedAt: date(25), metAt: date(26), nextAt: null }], // prettier-ignore
  ['stopped', [[3, event('DeadlineStopped', sample.DeadlineStopped)]], { status: 'stopped', stoppedAt: date(3), nextAt: null }],
  [
    'extended after a warning',
    [
      [19, warned(75)],
      [20, event('DeadlineExtended', { ...sample.DeadlineExtended, due: hour(48), warnings: [{ percent: 75, at: hour(36) }] })],
    ],
    { due: date(48), warned: 0, extensions: 1, nextAt: date(36), warnings: [{ percent: 75, at: hour(36) }] },
  ],
])('a deadline that is %s', (_, events, changes) => {
  expect(first(...events)).toEqual({ ...first(), ...changes });
});

test('what is owed goes with the case; what is over stays with who had it, and a contribution with whom it is asked of', () => {
  const asked = event('ContributionRequested', { ...sample.ContributionRequested, of: { unit: 'workshop', person: 'u-7' } });
  const contribution = event('DeadlineSet', { ...sample.DeadlineSet, clock: 'contribution-1', moment: 'contribution-requested' });
  const reply = event('DeadlineSet', { ...sample.DeadlineSet, clock: 'final-reply' });
  const { deadlines } = fold(
    received,
    begun,
    event('Assigned', { person: 'u-1' }),
    reply,
    met,
    asked,
    contribution,
    event('HandedOver', { ...sample.HandedOver, to: { team: 'legal' } }),
    event('HandedBack', { ...sample.HandedBack, person: 'u-2' }),
  );
  expect(deadlines.map(({ clock, assignee, assignedUnit, assignedTeam }) => [clock, assignee, assignedUnit, assignedTeam])).toEqual([
    ['first-reply', 'u-1', null, null],
    ['final-reply', 'u-2', null, null],
    ['contribution-1', 'u-7', 'workshop', null],
  ]);
});

test('a contribution’s clock that is set again is with whom it was', () => {
  const ask = (contribution: number, unit: string) =>
    event('ContributionRequested', { ...sample.ContributionRequested, contribution, of: { unit } });
  const clock = (ordinal: number) =>
    event('DeadlineSet', { ...sample.DeadlineSet, clock: `contribution-${ordinal}`, moment: 'contribution-requested' });
  const { deadlines } = fold(received, ask(1, 'workshop'), clock(1), ask(2, 'legal'), clock(2), clock(1));
  expect(deadlines.map(({ clock: name, assignedUnit }) => [name, assignedUnit])).toEqual([
    ['contribution-2', 'legal'],
    ['contribution-1', 'workshop'],
  ]);
});

test('corrections of product and unit reach every clock', () => {
  const { old: _, ...correction } = sample.Corrected;
  const corrected = (field: 'product' | 'unit' | 'cause', to: string | null) => event('Corrected', { ...correction, field, new: to });
  expect(
    fold(received, begun, met, corrected('unit', null), corrected('product', 'tyres'), corrected('cause', 'x')).deadlines,
  ).toMatchObject([{ unit: null, product: 'tyres' }]);
});

test('a clock that is set again is the new one', () => {
  expect(fold(received, begun, missed, begun).deadlines).toMatchObject([{ status: 'running', missedAt: null, setRevision: 3 }]);
});

test('the same event twice changes nothing', () => {
  const events = [received, begun].map((told, i) => recorded(1, i, told)).filter(concerns);
  const once = events.reduce<CaseDeadlines | undefined>(foldDeadlines, undefined)!;
  expect(events.reduce<CaseDeadlines>(foldDeadlines, once)).toBe(once);
});

test('a clock that was never set changes nothing, and what was imported concerns nobody', () => {
  expect(fold(received, met).deadlines).toEqual([]);
  expect(concerns(recorded(1, 0, received, { origin: 'import' }))).toBe(false);
});

test('what a demo plays is shown, and fires for nobody, until somebody changes it', () => {
  const played = (one: Told, i: number) => recorded(1, i, one, { position: BigInt(100 + i), occurredAt: hour(i), origin: 'simulation' });
  const at = [received, begun].map(played).filter(concerns).reduce<CaseDeadlines | undefined>(foldDeadlines, undefined)!;
  expect(at.deadlines).toMatchObject([{ status: 'running', due: date(24), nextAt: null }]);
  const resumed = recorded(1, 2, event('DeadlineResumed', { ...sample.DeadlineResumed, due: hour(48) }), {
    position: 102n,
    occurredAt: hour(2),
  });
  expect(foldDeadlines(at, resumed as Parameters<typeof foldDeadlines>[1]).deadlines).toMatchObject([{ nextAt: afterIt(48) }]);
});
