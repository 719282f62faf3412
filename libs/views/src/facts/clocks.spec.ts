import type { ComplaintEvent } from '@redress/complaint';
import type { Origin, Recorded } from '@redress/kernel';
import { recorded, story } from '@redress/testing';
import { factsOf, standingAfter, type Fact, type Standing } from './case-facts.js';

const { event, sample } = story;
type Happening = readonly [hours: number, event: { readonly type: string; readonly data: object }, origin?: Origin];

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);

/** The facts of the last of these events, which are of one complaint and happen so many hours after its receipt. */
function last(...events: readonly Happening[]): { kind: Fact['kind']; row: object }[] {
  let standing: Standing | undefined;
  let facts: Fact[] = [];
  for (const [revision, [hours, what, origin = 'api']] of [[0, event('Received', story.form)] as Happening, ...events].entries()) {
    const times = { position: BigInt(revision + 10), occurredAt: at(hours).toISOString(), origin };
    facts = factsOf(standing, recorded(1, revision, what, times) as Recorded<ComplaintEvent>);
    standing = facts.reduce<Standing | undefined>(standingAfter, standing);
  }
  return facts;
}

const set: Happening = [0, event('DeadlineSet', sample.DeadlineSet)];
const paused = (hours: number): Happening => [hours, event('DeadlinePaused', sample.DeadlinePaused)];
const resumed = (hours: number): Happening => [hours, event('DeadlineResumed', sample.DeadlineResumed)];
const warned = (hours: number): Happening => [hours, event('DeadlineWarned', sample.DeadlineWarned)];
const met = (hours: number): Happening => [hours, event('DeadlineMet', sample.DeadlineMet)];

test('a clock lasts from when it was set until it is met, once', () => {
  const due = new Date(sample.DeadlineSet.due);
  expect(last(set)).toMatchObject([
    { kind: 'clock', row: { rule: 'first-reply', pack: 'default', due, steps: 0, endedAt: null, promise: null } },
  ]);
  expect(last(set, met(2))).toMatchObject([{ kind: 'clock', row: { position: '11', ended: 'met', endedAt: at(2), endPosition: '12' } }]);
  expect(last(set, met(2), met(3))).toEqual([]);
  expect(last(met(2))).toEqual([]);
});

test('what was fired says nothing of a clock; the first warning does, later ones do not', () => {
  expect(last(set, [25, event('DeadlineMissed', sample.DeadlineMissed)])).toEqual([]);
  expect(last(set, warned(18))).toMatchObject([
    { kind: 'clockStep', row: { how: 'warned', setPosition: '11', due: null } },
    { kind: 'clock', row: { steps: 1, warned: true } },
  ]);
  expect(last(set, warned(18), warned(22))).toEqual([]);
});

test('it stands still from the first pause on, and an extension lets it run too', () => {
  expect(last(set, paused(1), paused(2))).toEqual([]);
  const due = new Date(sample.DeadlineResumed.due);
  expect(last(set, paused(1), resumed(3.5))).toMatchObject([
    { kind: 'clockStep', row: { how: 'resumed', due, minutes: '150' } },
    { kind: 'clock', row: { steps: 2, pausedAt: null } },
  ]);
  expect(last(set, resumed(3))).toEqual([]);
  expect(last(set, paused(1), [2, event('DeadlineExtended', sample.DeadlineExtended)])).toMatchObject([
    { row: { how: 'extended', minutes: '60' } },
    { row: { pausedAt: null } },
  ]);
});

test('a promise ends when it is kept, or with the clock that it started', () => {
  const promise: Happening = [0, event('PromiseMade', sample.PromiseMade)];
  const clock: Happening = [0, event('DeadlineSet', { ...sample.DeadlineSet, moment: 'promised' } as never)];
  expect(last([0, event('PromiseMade', sample.PromiseMade)])).toMatchObject([
    { kind: 'contacted' },
    { kind: 'promised', row: { promise: 1 } },
  ]);
  expect(last(promise, clock)).toMatchObject([{ kind: 'clock', row: { promise: 1 } }]);
  expect(last(promise, clock, [5, event('PromiseKept', sample.PromiseKept)])).toMatchObject([{ kind: 'promised', row: { ended: 'kept' } }]);
  expect(last(promise, clock, met(5))).toMatchObject([{ kind: 'clock' }, { kind: 'promised', row: { ended: 'kept' } }]);
  const merged = event('DeadlineStopped', { ...sample.DeadlineStopped, moment: 'merged' } as never);
  expect(last(promise, clock, [5, merged])).toMatchObject([{ kind: 'clock', row: { ended: 'stopped' } }]);
  expect(last(promise, clock, [5, event('DeadlineStopped', sample.DeadlineStopped)])).toMatchObject([
    { kind: 'clock', row: { ended: 'stopped' } },
    { kind: 'promised', row: { ended: 'stopped' } },
  ]);
});

test('a clock that is set again after an un-merging is about the promise that it was about', () => {
  const promise: Happening = [0, event('PromiseMade', sample.PromiseMade)];
  const again = (clock: string): Happening => [2, event('DeadlineSet', { ...sample.DeadlineSet, clock, moment: 'promised' } as never)];
  const ordinals = ['promise-1', 'promise-2', 'promise-3', 'promise'].map((clock) => last(promise, promise, again(clock))[0]?.row);
  expect(ordinals).toMatchObject([{ promise: 1 }, { promise: 2 }, { promise: 2 }, { promise: 2 }]);
  expect(last(again('promise-1'))).toMatchObject([{ row: { promise: null } }]);
});

test('an automatic acknowledgement is no contact, a person’s is; only what was earlier is told again', () => {
  const acknowledged = event('Acknowledged', sample.Acknowledged);
  expect(last([1, acknowledged, 'automation'])).toEqual([]);
  expect(last([1, acknowledged])).toMatchObject([{ kind: 'contacted', row: { ordinal: 1, occurredAt: at(1) } }]);
  expect(last([1, acknowledged], [2, event('ReplySent', sample.ReplySent)]).filter(({ kind }) => kind === 'contacted')).toEqual([]);
  const call = { ...sample.ContactMade, direction: 'outbound', reached: true, preReceipt: false } as never;
  expect(last([3, acknowledged], [2, event('ContactMade', call)])).toMatchObject([{ kind: 'contacted', row: { ordinal: 2 } }]);
});

test('a rise of risk names its signals', () => {
  expect(last([30, event('RiskRaised', sample.RiskRaised)])).toMatchObject([
    { kind: 'risk', row: { how: 'raised', score: 100, signals: ['waiting'], minutes: '1800' } },
  ]);
});
