import type { Instant } from '@redress/kernel';
import type { Moment } from '@redress/policy';
import { story } from '@redress/testing';
import type { ComplaintEvent } from './complaint.js';
import type { ComplaintFact } from './state.js';

const { command, form, given, lived, november: at, sample, timeOf } = story;
type Step = story.Step;

type Clock = NonNullable<NonNullable<Parameters<typeof timeOf>[0]>['clocks']>[number];

/** What became of the clocks, in the order of the log. */
const clocksIn = ({ events }: { events: readonly ComplaintFact[] }) =>
  events.flatMap((event) => (event.type.startsWith('Deadline') ? [told(event)] : []));

function told({ type, data }: ComplaintEvent): string {
  const { clock, due, moment, late } = data as { clock: string; due?: Instant; moment?: Moment; late?: true };
  const when = type === 'DeadlineSet' || type === 'DeadlineResumed' || type === 'DeadlineExtended' ? ` until ${due!.slice(8, 16)}` : '';
  return `${clock} ${type.slice('Deadline'.length).toLowerCase()}${moment ? ` by ${moment}` : ''}${when}${late ? ' late' : ''}`;
}

const receive: Step = ['22 08:00', 'receive', { ...form, respondents: [] }];
const reply = { kind: 'holding', channel: 'phone', text: 'We are at it.', recourse: [] } as const;
const inDay = { amount: 24, unit: 'hours' } as const;
const firstReply: Clock = { clock: 'first-reply', starts: ['received'], meets: ['contacted'], length: inDay };
const call = { channel: 'phone', direction: 'outbound', reached: true } as const;
const asked = { ...call, direction: 'inbound' } as const;
const quick = { outcome: 'upheld', summary: 'Settled.', toldVia: 'phone', recourse: [], acceptedOnTheSpot: 'verbal' } as const;
const asking: Step = ['22 09:30', 'followUp', { channel: 'phone', reached: true }];

describe('a clock', () => {
  it('is set in the append that starts it, with all that makes its date, and met in the one that meets it', () => {
    const { events } = lived(timeOf({ clocks: [{ ...firstReply, warnings: [50, 90] }] }), receive, ['22 10:00', 'reply', reply]);
    expect(events.map(({ type }) => type)).toEqual(['Received', 'DeadlineSet', 'ReplySent', 'DeadlineMet']);
    expect(events[1]!.data).toEqual({
      clock: 'first-reply',
      rule: 'first-reply',
      pack: { name: 'story', version: 1 },
      calendar: { name: 'story', version: 1 },
      moment: 'received',
      from: at('22 08:00'),
      length: inDay,
      due: at('23 08:00'),
      warnings: [
        { percent: 50, at: at('22 20:00') },
        { percent: 90, at: '2026-11-23T05:36:00.000Z' },
      ],
      statutory: false,
      responsible: 'handler',
      source: 'the story',
    });
    expect(events[3]).toMatchObject({
      data: { clock: 'first-reply', rule: 'first-reply', moment: 'contacted', due: at('23 08:00') },
      metadata: { occurredAt: at('22 10:00') },
    });
  });

  it('is met in time up to its last millisecond, and late after', () => {
    const time = timeOf({ clocks: [firstReply] });
    expect(clocksIn(lived(time, receive, ['23 08:00', 'reply', reply])).at(-1)).toBe('first-reply met by contacted');
    const late = { occurredAt: '2026-11-23T08:00:00.001Z', now: '2026-11-23T08:00:00.001Z' };
    expect(clocksIn(lived(time, receive, ['23 08:00', 'reply', reply, late])).at(-1)).toBe('first-reply met by contacted late');
  });

  it('is met late once it was missed, and only once', () => {
    const fired = { origin: 'automation' } as const;
    const life = lived(
      timeOf({ clocks: [firstReply] }),
      receive,
      ['23 08:01', 'fireDeadline', { clock: 'first-reply' }, fired],
      ['23 09:00', 'reply', reply],
      ['23 10:00', 'reply', reply],
    );
    expect(clocksIn(life).slice(1)).toEqual(['first-reply missed', 'first-reply met by contacted late']);
  });

  it('is met as of when the contact was, though it is told later; one before the clock began is no answer to it', () => {
    const time = timeOf({ clocks: [firstReply, { ...firstReply, clock: 'word', starts: ['customer-asked'] }] });
    const fired: Step = ['23 08:01', 'fireDeadline', { clock: 'first-reply' }, { origin: 'automation' }];
    const later = { occurredAt: at('22 12:00') };
    const life = lived(time, receive, fired, ['23 09:00', 'recordContact', asked], ['23 10:00', 'recordContact', call, later]);
    expect(clocksIn(life).slice(1)).toEqual([
      'first-reply missed',
      'word set by customer-asked until 24T09:00',
      'first-reply met by contacted',
    ]);
    expect(life.state).toMatchObject({ deadlines: [{ status: 'met', wasMissed: false }, { status: 'running' }] });
    expect(life.events.at(-1)).toMatchObject({ metadata: { occurredAt: at('22 12:00') } });
  });

  it('needs a person where one is owed: what the company sends by itself acknowledges and answers nothing', () => {
    const time = timeOf({ clocks: [firstReply, { ...firstReply, clock: 'acknowledgement', meets: ['acknowledged'] }] });
    const automatic: Step = [
      '22 08:01',
      'acknowledge',
      { ...sample.Acknowledged, channel: 'automatic', contact: undefined },
      { origin: 'automation' },
    ];
    expect(clocksIn(lived(time, receive, automatic)).slice(2)).toEqual(['acknowledgement met by acknowledged']);
  });

  it('starts where its condition fits, at receipt or once the case is classified, and never a second time', () => {
    const when = { categories: ['defect'] };
    const time = timeOf({
      clocks: [{ ...firstReply, clock: 'measure', when, starts: ['received', 'classified'], meets: ['interim-measure'] }],
    });
    const classified = { ...sample.Classified, category: 'defect' };
    const life = lived(
      time,
      receive,
      ['22 09:00', 'classify', sample.Classified],
      ['22 10:00', 'classify', classified],
      ['22 11:00', 'takeInterimMeasure', { measure: 'stop-use' }],
      ['22 12:00', 'classify', classified],
    );
    expect(clocksIn(life)).toEqual(['measure set by classified until 23T10:00', 'measure met by interim-measure']);
  });

  it('is not moved by a corrected product, nor is the pack', () => {
    const when = { products: ['warranty'] };
    const time = timeOf({ clocks: [{ ...firstReply, when }] });
    const corrected: Step = ['22 09:00', 'correct', { field: 'product', new: 'tyres', reason: 'misread' }];
    const life = lived(time, receive, corrected, ['22 10:00', 'reply', reply]);
    expect(clocksIn(life)).toEqual(['first-reply set by received until 23T08:00', 'first-reply met by contacted']);
    expect(life.state).toMatchObject({ pack: { name: 'story', version: 1 }, product: 'tyres' });
  });

  it('starts again once it does not run any more, if it repeats so', () => {
    const time = timeOf({ clocks: [{ ...firstReply, clock: 'word', starts: ['customer-asked'], repeats: 'again' }] });
    const life = lived(
      time,
      receive,
      ['22 09:00', 'recordContact', asked],
      ['22 10:00', 'recordContact', asked],
      ['22 11:00', 'recordContact', call],
      ['22 12:00', 'recordContact', asked],
    );
    expect(clocksIn(life)).toEqual([
      'word set by customer-asked until 23T09:00',
      'word met by contacted',
      'word-2 set by customer-asked until 23T12:00',
    ]);
  });

  it('that is met and started by the same event is met and begins anew; what begins and ends in one event does not begin', () => {
    const update: Clock = { clock: 'update', starts: ['contacted'], meets: ['contacted'], length: inDay, repeats: 'again' };
    const signing: Clock = { clock: 'signing', starts: ['approval-requested'], meets: ['approval-granted'], length: inDay };
    const life = lived(
      timeOf({ clocks: [update, signing] }),
      receive,
      ['22 09:00', 'reply', reply],
      ['22 10:00', 'reply', reply],
      ['22 11:00', 'propose', { remedy: 'gift', borne: { amount: 0, currency: 'CNY' }, beneficiary: 'customer', terms: [] }],
    );
    expect(clocksIn(life)).toEqual([
      'update set by contacted until 23T09:00',
      'update met by contacted',
      'update-2 set by contacted until 23T10:00',
    ]);
  });

  it('of each promise and contribution is its own, until the time that was said; without one there is none', () => {
    const promise: Clock = {
      clock: 'promise',
      starts: ['promised'],
      meets: ['promise-kept'],
      length: 'as-said',
      repeats: 'each',
      warnings: [50],
    };
    const part: Clock = {
      clock: 'contribution',
      starts: ['contribution-requested'],
      meets: ['contribution-given'],
      length: 'as-said',
      repeats: 'each',
    };
    const ask = { of: { unit: 'workshop' }, question: 'Why?' };
    const life = lived(
      timeOf({ clocks: [promise, part] }),
      receive,
      ['22 09:00', 'makePromise', { promise: 'A call.', due: at('22 11:00'), channel: 'phone' }],
      ['22 09:00', 'makePromise', { promise: 'A letter.', due: at('22 20:00'), channel: 'phone' }],
      ['22 09:00', 'requestContribution', ask],
      ['22 09:00', 'requestContribution', { ...ask, of: { team: 'law' }, answerBy: at('22 12:00') }],
      ['22 10:00', 'keepPromise', { promise: 2 }],
      ['22 10:00', 'giveContribution', { contribution: 2, result: 'refused', reason: 'no', evidence: [] }],
      ['22 11:30', 'keepPromise', {}],
    );
    expect(clocksIn(life)).toEqual([
      'promise-1 set by promised until 22T11:00',
      'promise-2 set by promised until 22T20:00',
      'contribution-2 set by contribution-requested until 22T12:00',
      'promise-2 met by promise-kept',
      'contribution-2 met by contribution-given',
      'promise-1 met by promise-kept late',
    ]);
    expect(life.events.find(({ type }) => type === 'DeadlineSet')!.data).toMatchObject({
      length: 'as-said',
      warnings: [{ percent: 50, at: at('22 10:00') }],
    });
  });

  it('of each remedy is met by what becomes of that remedy', () => {
    const payment: Clock = { clock: 'payment', starts: ['remedy-ordered'], meets: ['remedy-fulfilled'], length: inDay, repeats: 'each' };
    const life = lived(
      timeOf({ clocks: [payment] }),
      receive,
      ['22 09:00', 'compensate', sample.Compensated],
      ['22 09:00', 'compensate', sample.Compensated],
      ['22 10:00', 'fulfil', { compensation: 2 }],
    );
    expect(clocksIn(life).slice(2)).toEqual(['payment-2 met by remedy-fulfilled']);
  });

  it('counts business time by the calendar, and says of which version', () => {
    const time = timeOf({ clocks: [{ ...firstReply, length: { amount: 2, unit: 'business-days' } }] });
    // The 22nd is a Sunday and the 24th a holiday: the 23rd and the 25th count, which ends at 16:00 UTC.
    expect(clocksIn(lived(time, receive))).toEqual(['first-reply set by received until 25T15:59']);
  });
});

describe('a clock that is not met', () => {
  const resolution: Clock = { clock: 'resolution', starts: ['received'], meets: ['replied-final'], length: inDay };

  it('stops with what its rule says, with the closing and with the withdrawal', () => {
    const time = timeOf({ clocks: [resolution, { ...firstReply, stops: ['acknowledged'] }] });
    const acknowledge: Step = ['22 09:00', 'acknowledge', sample.Acknowledged, { origin: 'automation' }];
    expect(clocksIn(lived(time, receive, acknowledge, asking, ['22 10:00', 'close', quick])).slice(2)).toEqual([
      'first-reply stopped by acknowledged',
      'resolution stopped by closed',
    ]);
    const withdrawn = lived(time, receive, ['22 10:00', 'withdraw', { channel: 'phone' }]);
    expect(withdrawn.events.slice(3).map(({ type }) => type)).toEqual(['Withdrawn', 'Closed', 'DeadlineStopped', 'DeadlineStopped']);
    expect(clocksIn(withdrawn).slice(2)).toEqual(['resolution stopped by withdrawn', 'first-reply stopped by withdrawn']);
  });

  it('is met by a closing that its rule names', () => {
    const time = timeOf({ clocks: [{ ...resolution, meets: ['closed'] }] });
    expect(clocksIn(lived(time, receive, asking, ['22 10:00', 'close', quick])).at(-1)).toBe('resolution met by closed');
  });

  it('does not start in a closed case; a reopened one has a clock of its own, and none of the law again', () => {
    const afterwards: Clock = { clock: 'afterwards', starts: ['closed', 'dissatisfied'], meets: ['contacted'], length: inDay };
    const law: Clock = { ...resolution, clock: 'law', starts: ['received', 'reopened'], repeats: 'again', statutory: true };
    const again: Clock = { ...resolution, clock: 'reopened-reply', starts: ['reopened'], repeats: 'again' };
    const life = lived(
      timeOf({ clocks: [afterwards, law, again, resolution] }),
      receive,
      asking,
      ['22 10:00', 'close', quick],
      ['22 11:00', 'followUp', { channel: 'phone', reached: true, solved: false }],
      ['22 12:00', 'reopen', { reason: 'hidden-issue' }],
    );
    expect(clocksIn(life)).toEqual([
      'law set by received until 23T08:00',
      'resolution set by received until 23T08:00',
      'law stopped by closed',
      'resolution stopped by closed',
      'reopened-reply set by reopened until 23T12:00',
    ]);
  });

  it('stops with a merge, and is set again with its old date when that is undone', () => {
    const time = timeOf({
      clocks: [
        { ...resolution, warnings: [10, 90] },
        { ...firstReply, pauses: ['interim-measure'] },
      ],
    });
    const life = lived(
      time,
      receive,
      ['22 11:00', 'fireDeadline', { clock: 'resolution' }, { origin: 'automation' }],
      ['22 12:00', 'takeInterimMeasure', { measure: 'stop-use' }],
      ['22 13:00', 'merge', sample.MergedInto],
      ['22 14:00', 'followUp', { channel: 'phone', reached: true }],
      ['22 15:00', 'unmerge', { reason: 'another-matter' }],
    );
    expect(clocksIn(life).slice(2)).toEqual([
      'resolution warned',
      'first-reply paused by interim-measure',
      'resolution stopped by merged',
      'first-reply stopped by merged',
      'resolution set by received until 23T08:00',
      'first-reply set by received until 23T11:00',
    ]);
    expect(life.state).toMatchObject({
      deadlines: [
        { clock: 'resolution', status: 'running', from: at('22 08:00'), warnings: [{ percent: 90 }] },
        { clock: 'first-reply', status: 'running' },
      ],
    });
  });

  it('stays stopped when a merge is undone of a case that was closed before', () => {
    const life = lived(
      timeOf({ clocks: [resolution] }),
      receive,
      asking,
      ['22 10:00', 'close', quick],
      ['22 11:00', 'merge', sample.MergedInto],
      ['22 12:00', 'unmerge', { reason: 'another-matter' }],
    );
    expect(clocksIn(life)).toEqual(['resolution set by received until 23T08:00', 'resolution stopped by closed']);
  });
});

describe('a pause', () => {
  const waiting: Clock = {
    ...firstReply,
    clock: 'proposal',
    meets: ['proposed'],
    warnings: [50],
    pauses: ['contacted'],
    resumes: ['customer-asked'],
  };

  it('lets time stand still while it is the turn of the customer, and gives it back', () => {
    const life = lived(timeOf({ clocks: [waiting] }), receive, ['22 10:00', 'recordContact', call], ['22 15:00', 'recordContact', asked]);
    expect(clocksIn(life).slice(1)).toEqual(['proposal paused by contacted', 'proposal resumed by customer-asked until 23T13:00']);
    expect(life.events.at(-1)!.data).toMatchObject({ warnings: [{ percent: 50, at: at('23 01:00') }] });
  });

  it('does not make late what was done meanwhile, whatever the date was', () => {
    const life = lived(
      timeOf({ clocks: [waiting] }),
      receive,
      ['22 10:00', 'recordContact', call],
      ['24 10:00', 'propose', { remedy: 'gift', borne: { amount: 0, currency: 'CNY' }, beneficiary: 'customer', terms: [] }],
    );
    expect(clocksIn(life).at(-1)).toBe('proposal met by proposed');
  });

  it('is not ended by what was before it, nor begun again by what was within it', () => {
    const told = (when: string, contact: typeof call | typeof asked): Step => [when, 'recordContact', contact, { now: at('22 20:00') }];
    const early = lived(timeOf({ clocks: [waiting] }), receive, ['22 10:00', 'recordContact', call], told('22 09:00', asked));
    expect(clocksIn(early).slice(1)).toEqual(['proposal paused by contacted']);
    const within = lived(
      timeOf({ clocks: [waiting] }),
      receive,
      ['22 10:00', 'recordContact', call],
      ['22 15:00', 'recordContact', asked],
      told('22 12:00', call),
    );
    expect(clocksIn(within).slice(1)).toEqual(['proposal paused by contacted', 'proposal resumed by customer-asked until 23T13:00']);
  });

  it('is not for a clock of the law, nor for one whose time is over', () => {
    const law = timeOf({ clocks: [{ ...waiting, statutory: true }] });
    expect(clocksIn(lived(law, receive, ['22 10:00', 'recordContact', call]))).toHaveLength(1);
    expect(clocksIn(lived(timeOf({ clocks: [waiting] }), receive, ['23 10:00', 'recordContact', call]))).toHaveLength(1);
  });
});

describe('a case that is typed in late', () => {
  const time = timeOf({ clocks: [{ ...firstReply, warnings: [50] }] });
  const late: Step = ['22 08:00', 'receive', { ...form, respondents: [] }, { now: at('25 09:00') }];
  const fire = (when: string): Step => [
    '25 09:00',
    'fireDeadline',
    { clock: 'first-reply' },
    { now: at(when), occurredAt: at(when), origin: 'automation' },
  ];

  it('has a quarter of an hour before its clocks say that they were missed, since people have to say first what came of it', () => {
    expect(lived(time, late).events[1]!.data).toMatchObject({ due: at('23 08:00'), firesFrom: at('25 09:15') });
    expect(() => lived(time, late, fire('25 09:14'))).toThrow(
      expect.objectContaining({ code: 'clock-not-due', facts: expect.objectContaining({ next: at('25 09:15') }) }),
    );
    expect(clocksIn(lived(time, late, fire('25 09:15')))).toEqual(['first-reply set by received until 23T08:00', 'first-reply missed']);
  });

  it('was met in time by what was done in time', () => {
    const told = lived(time, late, ['22 09:00', 'reply', reply, { now: at('25 09:05') }]);
    expect(clocksIn(told)).toEqual(['first-reply set by received until 23T08:00', 'first-reply met by contacted']);
    expect(lived(time, receive).events[1]!.data).not.toHaveProperty('firesFrom');
  });
});

describe('the pack of a case', () => {
  it('is the one in force when it was received, for good', () => {
    const [first, second] = [timeOf({ clocks: [firstReply] }), timeOf({ clocks: [] }, at('22 09:00'), 2)];
    const time = { packs: [...first.packs, ...second.packs], calendars: [...first.calendars, ...second.calendars] };
    const early = lived(time, receive, ['22 10:00', 'reply', reply]);
    expect(clocksIn(early)).toEqual(['first-reply set by received until 23T08:00', 'first-reply met by contacted']);
    expect(early.state).toMatchObject({ pack: { name: 'story', version: 1 } });
    expect(lived(time, ['22 09:00', 'receive', { ...form, respondents: [] }]).state).toMatchObject({
      pack: { name: 'story', version: 2 },
      deadlines: [],
    });
  });

  it('is the one of the moment where it came without, such as from another system; the import itself sets nothing', () => {
    const time = timeOf({ clocks: [firstReply, { ...firstReply, clock: 'word', starts: ['customer-asked'] }] });
    const history = {
      source: { system: 'crm', id: '1' },
      columns: {},
      warnings: [],
      events: [{ type: 'Received', occurredAt: at('20 08:00'), data: form }],
    } as const;
    const life = lived(time, ['22 08:00', 'importHistory', history, { origin: 'import' }], ['22 09:00', 'recordContact', asked]);
    expect(clocksIn(life)).toEqual(['word set by customer-asked until 23T09:00']);
    expect(life.state).toMatchObject({ pack: null });
  });

  it('must name a calendar that somebody published', () => {
    const time = timeOf({ clocks: [{ ...firstReply, calendar: 'moon' }] });
    given()
      .when(command('receive', form, { time }))
      .thenRefused('calendar-missing', { calendar: 'moon' });
  });
});
