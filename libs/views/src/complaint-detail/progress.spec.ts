import type { ComplaintEvent } from '@redress/complaint';
import { recorded, story } from '@redress/testing';
import type { CaseEvent } from './detail.js';
import { progressOf } from './progress.js';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;
const { event, sample } = story;
const day = (n: number) => `2026-11-${10 + n}T08:00:00.000Z`;

/** One event a day, from the 10th on, after the receipt. */
function progress(...events: readonly Told[]) {
  const told = [event('Received', story.form), ...events].map((one, i) => recorded(1, i, one, { occurredAt: day(i) }));
  return progressOf(told as unknown as [CaseEvent, ...CaseEvent[]]);
}

const acknowledged = (answerBy: string | null, contact?: string) =>
  event('Acknowledged', { channel: 'phone', answerBy, ...(contact !== undefined && { contact }) });
const promised = (due: string) => event('PromiseMade', { ...sample.PromiseMade, due });
const kept = (promise: number): Told => ({ type: 'PromiseKept', data: { promise } });
const set = (clock: string, moment: string, due: string) => ({ type: 'DeadlineSet', data: { clock, rule: clock, moment, due } }) as Told;
const clock = (type: string, name: string, more: object = {}) => ({ type, data: { clock: name, rule: name, ...more } }) as Told;
const replied = (kind: 'holding' | 'final') => event('ReplySent', { ...sample.ReplySent, kind });
const followedUp = (satisfaction: number) =>
  event('FollowedUp', { ...sample.FollowedUp, reached: true, satisfaction, solved: satisfaction > 2 });
const closed = event('Closed', sample.Closed);

describe('the stage, and what comes next', () => {
  const investigated = event('Investigated', sample.Investigated);
  const ordered = event('Compensated', sample.Compensated);
  const fulfilled = { type: 'RemedyFulfilled', data: { compensation: 1 } } as Told;

  it.each<[string, string | null, Told[]]>([
    ['received', 'acknowledgement', []],
    ['received', 'acknowledgement', [event('NoteAdded', sample.NoteAdded), event('Classified', sample.Classified)]],
    ['acknowledged', 'investigation', [acknowledged(null)]],
    ['investigated', 'answer', [acknowledged(null), investigated]],
    ['investigated', 'answer', [investigated, replied('holding')]],
    ['answered', 'follow-up', [investigated, replied('final')]],
    ['answered', 'remedy', [investigated, replied('final'), ordered]],
    ['answered', 'follow-up', [investigated, ordered, replied('final'), fulfilled]],
    ['answered', 'closure', [investigated, replied('final'), followedUp(5)]],
    ['under-review', 'answer', [investigated, replied('final'), followedUp(1)]],
    ['answered', 'follow-up', [investigated, replied('final'), followedUp(1), replied('final')]],
    ['closed', null, [investigated, replied('final'), followedUp(5), closed]],
    ['closed', 'remedy', [investigated, ordered, replied('final'), closed]],
    ['under-review', 'answer', [closed, event('Reopened', sample.Reopened)]],
  ])('%s, then %s', (stage, nextStep, events) => {
    expect(progress(...events)).toMatchObject({ stage, nextStep });
  });

  it('knows when it came and when it ended', () => {
    expect(progress(closed)).toMatchObject({ receivedAt: day(0), closedAt: day(1) });
    expect(progress(closed, event('Reopened', sample.Reopened))).toMatchObject({ receivedAt: day(0), closedAt: null });
  });
});

describe('the promised date', () => {
  it.each<[string, string | null, Told[]]>([
    ['none was given', null, [acknowledged(null)]],
    ['that of the acknowledgement', day(9), [acknowledged(day(9))]],
    ['until it is answered', null, [acknowledged(day(9)), replied('final')]],
    ['which a holding reply is not', day(9), [acknowledged(day(9)), replied('holding')]],
    [
      'or until its clock is met',
      null,
      [set('reply', 'received', day(9)), acknowledged(day(9)), clock('DeadlineMet', 'reply', { moment: 'contacted' })],
    ],
    [
      'not another one’s',
      day(9),
      [set('other', 'received', day(8)), acknowledged(day(9)), clock('DeadlineMet', 'other', { moment: 'contacted' })],
    ],
    [
      'as its clock was extended',
      day(12),
      [set('reply', 'received', day(9)), acknowledged(day(9)), clock('DeadlineExtended', 'reply', { due: day(12) })],
    ],
    ['not while it stands still', null, [set('reply', 'received', day(9)), acknowledged(day(9)), clock('DeadlinePaused', 'reply')]],
    [
      'later once it goes on',
      day(11),
      [
        set('reply', 'received', day(9)),
        acknowledged(day(9)),
        clock('DeadlinePaused', 'reply'),
        clock('DeadlineResumed', 'reply', { due: day(11) }),
      ],
    ],
    [
      'of several clocks until then the one that an answer meets',
      day(9),
      [
        set('acknowledgement', 'received', day(9)),
        set('reply', 'received', day(9)),
        acknowledged(day(9)),
        clock('DeadlineMet', 'acknowledgement', { moment: 'acknowledged' }),
      ],
    ],
    [
      'and then none',
      null,
      [
        set('acknowledgement', 'received', day(9)),
        set('reply', 'received', day(9)),
        acknowledged(day(9)),
        clock('DeadlineMet', 'acknowledgement', { moment: 'acknowledged' }),
        clock('DeadlineMet', 'reply', { moment: 'contacted' }),
      ],
    ],
    [
      'nor once its clock was stopped',
      null,
      [set('reply', 'received', day(9)), acknowledged(day(9)), clock('DeadlineStopped', 'reply', { moment: 'withdrawn' })],
    ],
    ['the missed one stands', day(9), [set('reply', 'received', day(9)), acknowledged(day(9)), clock('DeadlineMissed', 'reply')]],
    ['the earliest of all', day(5), [acknowledged(day(9)), promised(day(7)), promised(day(5))]],
    ['without those that were kept', day(7), [acknowledged(day(9)), promised(day(7)), promised(day(5)), kept(2)]],
    [
      'a promise by its clock',
      day(8),
      [promised(day(5)), set('promise-1', 'promised', day(5)), clock('DeadlineExtended', 'promise-1', { due: day(8) })],
    ],
    ['none of a closed case', null, [acknowledged(day(9)), promised(day(7)), closed]],
    ['clocks that nobody told the customer of are none', null, [set('interim-measure', 'received', day(2))]],
  ])('%s', (_, promisedBy, events) => {
    expect(progress(...events).promisedBy).toBe(promisedBy);
  });
});

describe('the contact', () => {
  const handedOver = (to: object) => event('HandedOver', { ...sample.HandedOver, to });
  it.each<[string, string | null, Told[]]>([
    ['nobody yet', null, [acknowledged(null)]],
    ['who was named', 'anna', [acknowledged(null, 'anna')]],
    ['who has the case', 'ben', [acknowledged(null, 'anna'), event('Assigned', { person: 'ben' })]],
    ['who took it over', 'clara', [event('Assigned', { person: 'ben' }), handedOver({ person: 'clara' })]],
    ['who was named, while a unit has it', 'anna', [acknowledged(null, 'anna'), handedOver({ unit: 'law' })]],
  ])('%s', (_, contact, events) => {
    expect(progress(...events).contact).toBe(contact);
  });
});
