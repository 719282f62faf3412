import type { Actor } from '@redress/kernel';
import type { ClockRule } from '@redress/policy';
import { story } from '@redress/testing';
import { decide } from './decide.js';

const { command, event, form, given, lived, november: at, sample, timeOf } = story;

const length = { amount: 24, unit: 'hours' } as const;
const rule = { clock: 'reply', starts: ['received'], meets: ['replied'], length, warnings: [50, 90] } as const;
const time = timeOf({ clocks: [rule] });
const byItself = { origin: 'automation' } as const;
const receive = ['22 08:00', 'receive', { ...form, respondents: [] }] as const;

/** A case whose only clock, of this rule, was set at 08:00 on the 22nd; then what is told. */
const running = (change: Partial<ClockRule> = {}, ...steps: story.Step[]) =>
  lived(timeOf({ clocks: [{ ...rule, ...change }] }), receive, ...steps).events;

const fire = (said: string, clock = 'reply') =>
  command('fireDeadline', { clock }, { ...byItself, time, now: at(said), occurredAt: at(said) });

describe('fireDeadline', () => {
  const due = at('23 08:00');

  it('misses what is over, but not at its last millisecond', () => {
    given(...running())
      .when(fire('23 08:01'))
      .thenHappens(event('DeadlineMissed', { clock: 'reply', rule: 'reply', due }));
    const warned = [...running(), event('DeadlineWarned', { clock: 'reply', rule: 'reply', percent: 90, due })];
    given(...warned)
      .when(fire('23 08:00'))
      .thenRefused('clock-not-due', { clock: 'reply', due, next: due });
  });

  it('warns of the highest share that is over, once', () => {
    const warned = (percent: number) => event('DeadlineWarned', { clock: 'reply', rule: 'reply', percent, due });
    given(...running())
      .when(fire('22 20:00'))
      .thenHappens(warned(50));
    given(...running())
      .when(fire('23 07:00'))
      .thenHappens(warned(90));
    given(...running(), warned(50))
      .when(fire('23 07:00'))
      .thenHappens(warned(90));
    const next = '2026-11-23T05:36:00.000Z';
    given(...running(), warned(50))
      .when(fire('22 21:00'))
      .thenRefused('clock-not-due', { clock: 'reply', due, next });
    given(...running())
      .when(fire('22 19:59'))
      .thenRefused('clock-not-due', { clock: 'reply', due, next: at('22 20:00') });
  });

  it('does nothing twice, nor to a clock that does not run', () => {
    const stopped = { ...sample.DeadlineStopped, clock: 'reply', rule: 'reply' };
    const ends = [
      ['missed', event('DeadlineMissed', { clock: 'reply', rule: 'reply', due })],
      ['paused', event('DeadlinePaused', { clock: 'reply', reason: 'customer-travels' }, at('22 09:00'))],
      ['met', event('DeadlineMet', { clock: 'reply', rule: 'reply', moment: 'replied', due })],
      ['stopped', event('DeadlineStopped', stopped)],
    ] as const;
    for (const [status, end] of ends) {
      given(...running(), end)
        .when(fire('23 08:01'))
        .thenRefused('clock-not-running', { clock: 'reply', status });
    }
    given(...running())
      .when(fire('23 08:01', 'answer'))
      .thenContradicts('unknown-clock', { clock: 'answer', clocks: ['reply'] });
  });

  it('is nothing that anybody sends', () => {
    given(...running())
      .when({ ...fire('23 08:01'), origin: 'api' })
      .thenContradicts('only-by-automation');
  });
});

describe('pauseDeadline and resumeDeadline', () => {
  const pause = (said: string) => command('pauseDeadline', { clock: 'reply', reason: 'customer-travels' }, { time, occurredAt: at(said) });
  const resume = (said: string) =>
    command('resumeDeadline', { clock: 'reply', reason: 'customer-back' }, { time, occurredAt: at(said), now: at(said) });
  const paused = event('DeadlinePaused', { clock: 'reply', reason: 'customer-travels' }, at('22 18:00'));

  it('let time stand still for a reason, and move the date and what is warned of by what was lost', () => {
    const now = { now: at('22 18:00') };
    given(...running())
      .when({ ...pause('22 18:00'), ...now })
      .thenHappens(event('DeadlinePaused', { clock: 'reply', reason: 'customer-travels' }));
    given(...running(), paused)
      .when(resume('24 18:00'))
      .thenHappens(
        event('DeadlineResumed', {
          clock: 'reply',
          reason: 'customer-back',
          due: at('25 08:00'),
          warnings: [
            { percent: 50, at: at('24 20:00') },
            { percent: 90, at: '2026-11-25T05:36:00.000Z' },
          ],
        }),
      );
  });

  it('are not for what does not run, or does not stand still', () => {
    given(...running(), paused)
      .when({ ...pause('22 19:00'), now: at('22 19:00') })
      .thenRefused('clock-not-running', { clock: 'reply', status: 'paused' });
    given(...running())
      .when(resume('22 09:00'))
      .thenRefused('clock-not-paused', { clock: 'reply', status: 'running' });
  });

  it('leave a clock of the law alone', () => {
    given(...running({ statutory: true }))
      .when({ ...pause('22 09:00'), now: at('22 09:00') })
      .thenRefused('statutory-clock', { clock: 'reply', source: 'the story' });
  });

  it('come too late once the time is over, noticed or not', () => {
    const due = at('23 08:00');
    const late = { ...pause('23 09:00'), now: at('23 09:00') };
    given(...running())
      .when(late)
      .thenRefused('clock-missed', { clock: 'reply', due });
    given(...running(), event('DeadlineMissed', { clock: 'reply', rule: 'reply', due }))
      .when(late)
      .thenRefused('clock-missed', { clock: 'reply', due });
  });

  it('give no time back twice, however late they are told', () => {
    const back = lived(
      time,
      receive,
      ['22 10:00', 'pauseDeadline', { clock: 'reply', reason: 'customer-travels' }],
      ['22 14:00', 'resumeDeadline', { clock: 'reply', reason: 'customer-back' }],
    ).events;
    given(...back)
      .when({ ...pause('22 11:00'), now: at('22 15:00') })
      .thenRefused('pauses-overlap', { clock: 'reply', resumedAt: at('22 14:00') });
    given(...back)
      .when({ ...pause('22 14:00'), now: at('22 15:00') })
      .thenHappens(event('DeadlinePaused', { clock: 'reply', reason: 'customer-travels' }));
  });

  it('say why', () => {
    given(...running())
      .when({ ...pause('22 09:00'), now: at('22 09:00'), data: { clock: 'reply', reason: ' ' } })
      .thenContradicts('text-missing', { field: 'reason' });
  });
});

describe('extendDeadline', () => {
  const days = (amount: number) => ({ amount, unit: 'calendar-days' }) as const;
  const complex = { length: days(15), times: 1, approver: 'supervisor', reasons: ['complex'] };
  const special = { length: days(30), times: 1, approver: 'general-manager' };
  const law = { length: days(15), statutory: true, extensions: [complex, special] };
  const extendable = timeOf({ clocks: [{ ...rule, ...law }] });
  const person = (sub: string, ...roles: string[]): Actor => ({ sub, roles });
  const supervisor = person('u-supervisor', 'supervisor');
  const manager = person('u-manager', 'general-manager');
  const extend = (by: Actor, data: object = {}, said = '25 08:00', under = extendable) =>
    command('extendDeadline', { clock: 'reply', reason: 'complex', ...data }, { by, time: under, occurredAt: at(said), now: at(said) });
  /** 15 local days after the 22nd end on 7 December in Beijing; then 15 more; then 30. */
  const dues = ['2026-12-07T15:59:59.999Z', '2026-12-22T15:59:59.999Z', '2027-01-21T15:59:59.999Z'] as const;
  const first = {
    clock: 'reply',
    extension: 1,
    before: dues[0],
    due: dues[1],
    length: complex.length,
    approver: 'u-supervisor',
    role: 'supervisor',
    reason: 'complex',
  };
  const once = lived(extendable, receive, ['25 08:00', 'extendDeadline', { clock: 'reply', reason: 'complex' }, { by: supervisor }]).events;

  it('adds to the date what the rule permits next, in its order, by who approves that', () => {
    const [, , extended] = once;
    expect(extended!.data).toEqual({
      ...first,
      warnings: [
        { percent: 50, at: expect.stringMatching(/^2026-12-07/) as string },
        { percent: 90, at: expect.stringMatching(/^2026-12-19/) as string },
      ],
    });
    const [second] = lived(
      extendable,
      receive,
      ['25 08:00', 'extendDeadline', { clock: 'reply', reason: 'complex' }, { by: supervisor }],
      ['26 08:00', 'extendDeadline', { clock: 'reply', reason: 'expert-away', requestedBy: 'u-handler', note: 'Ill.' }, { by: manager }],
    ).events.slice(-1);
    expect(second!.data).toMatchObject({ extension: 2, before: dues[1], due: dues[2], role: 'general-manager', requestedBy: 'u-handler' });
  });

  it('ends where the rule does', () => {
    given(...running({ statutory: true }))
      .when(extend(supervisor, {}, '22 09:00', time))
      .thenRefused('no-extension-left', { clock: 'reply', extensions: 0 });
    const all = lived(
      extendable,
      receive,
      ['25 08:00', 'extendDeadline', { clock: 'reply', reason: 'complex' }, { by: supervisor }],
      ['26 08:00', 'extendDeadline', { clock: 'reply', reason: 'complex' }, { by: manager }],
    ).events;
    given(...all)
      .when(extend(manager, {}, '27 08:00'))
      .thenRefused('no-extension-left', { clock: 'reply', extensions: 2 });
  });

  it('is approved by the role that the rule names, which is not always the same', () => {
    const by = person('u-handler', 'handler');
    given(...running(law))
      .when(extend(by))
      .thenRefused('extension-not-approved', { clock: 'reply', approver: 'supervisor' });
    given(...once)
      .when(extend(supervisor, {}, '26 08:00'))
      .thenRefused('extension-not-approved', { clock: 'reply', approver: 'general-manager' });
  });

  it('is approved by nobody who handles the case, asked for it, or keeps out of it', () => {
    const assigned = event('Assigned', { person: 'u-supervisor' });
    given(...running(law), assigned)
      .when(extend(supervisor))
      .thenRefused('own-extension', { clock: 'reply', person: 'u-supervisor' });
    given(...running(law))
      .when(extend(supervisor, { requestedBy: 'u-supervisor' }))
      .thenRefused('own-extension', { clock: 'reply', person: 'u-supervisor' });
    given(...running(law), event('Recused', { person: 'u-supervisor', reason: 'friendship', vacates: [] }))
      .when(extend(supervisor))
      .thenRefused('recused-person', { command: 'extendDeadline', person: 'u-supervisor' });
  });

  it('is for the reasons of the rule only, if that names any', () => {
    given(...running(law))
      .when(extend(supervisor, { reason: 'holidays' }))
      .thenRefused('extension-reason', { clock: 'reply', reasons: ['complex'] });
  });

  it('makes nothing timely that is late already', () => {
    const on8December = { occurredAt: '2026-12-08T08:00:00.000Z', now: '2026-12-08T08:00:00.000Z' };
    given(...running(law))
      .when({ ...extend(supervisor), ...on8December })
      .thenRefused('clock-missed', { clock: 'reply', due: dues[0] });
  });

  it('does not depend on a version of the pack that came later', () => {
    const later = timeOf({ clocks: [{ ...rule, ...law, extensions: [] }] }, at('24 08:00'), 2);
    const both = { packs: [...extendable.packs, ...later.packs], calendars: [...extendable.calendars, ...later.calendars] };
    const state = lived(both, receive).state;
    expect(decide(state, extend(supervisor, {}, '25 08:00', both))[0]).toMatchObject({ type: 'DeadlineExtended', data: { due: dues[1] } });
  });
});
