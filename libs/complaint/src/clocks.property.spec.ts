import { RuleViolation } from '@redress/kernel';
import { story } from '@redress/testing';
import fc from 'fast-check';
import type { ComplaintCommand } from './commands.js';
import { decide } from './decide.js';
import { riskOf } from './risk.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';
import { packOf } from './time.js';

/*
 * Random lives under a pack with clocks of every kind, hour by hour: whatever happens, in whatever order, each clock keeps to its life, and
 * risk is raised once per rise.
 */

const { command, form, sample, timeOf } = story;
const oneOf = fc.constantFrom;

const hours = (amount: number) => ({ amount, unit: 'hours' }) as const;
const time = timeOf({
  clocks: [
    {
      clock: 'law',
      starts: ['received', 'reopened'],
      meets: ['replied-final'],
      length: { amount: 2, unit: 'business-days' },
      statutory: true,
      warnings: [50, 90],
    },
    { clock: 'reply', starts: ['received', 'customer-asked'], meets: ['contacted'], length: hours(24), repeats: 'again', warnings: [75] },
    {
      clock: 'proposal',
      starts: ['received', 'classified'],
      when: { products: ['warranty'] },
      meets: ['proposed'],
      stops: ['followed-up'],
      pauses: ['contacted'],
      resumes: ['customer-asked'],
      length: { amount: 6, unit: 'business-hours' },
      warnings: [50],
      extensions: [{ length: hours(10), times: 2, approver: 'supervisor' }],
    },
    { clock: 'promise', starts: ['promised'], meets: ['promise-kept'], length: 'as-said', repeats: 'each' },
    {
      clock: 'part',
      starts: ['contribution-requested'],
      meets: ['contribution-given'],
      length: 'as-said',
      repeats: 'each',
      warnings: [50],
    },
    { clock: 'reopened', starts: ['reopened'], meets: ['replied-final'], length: { amount: 1, unit: 'calendar-days' }, repeats: 'again' },
  ],
  signals: [
    { signal: 'waiting', points: 50, by: { overdue: ['reply'] } },
    { signal: 'broken', points: 60, each: true, by: { missed: ['promise'] } },
    { signal: 'asks', points: 40, each: true, beyond: 2, by: { moments: ['customer-asked'] } },
    { signal: 'severe', points: 40, by: { severities: ['high'] } },
  ],
});

const clocks = ['law', 'reply', 'reply-2', 'proposal', 'promise-1', 'promise-2', 'part-1', 'reopened'];
const ahead = (from: string, amount: number) => new Date(Date.parse(from) + amount * 3_600_000).toISOString();
const supervisor = { by: { sub: 'u-boss', roles: ['supervisor'] } };
const byItself = { origin: 'automation' } as const;
const contact = { channel: 'phone', reached: true } as const;

/** What may happen; times that events name lie so many hours after it. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('fireDeadline'), clock: oneOf(...clocks) }) },
  { weight: 2, arbitrary: fc.record({ type: oneOf('pauseDeadline', 'resumeDeadline', 'extendDeadline'), clock: oneOf(...clocks) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('extendDeadline'), clock: fc.constant('proposal') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('recordContact'), direction: oneOf('inbound', 'outbound') }) },
  { weight: 2, arbitrary: fc.record({ type: oneOf('makePromise', 'requestContribution'), hours: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: oneOf('keepPromise', 'giveContribution', 'propose', 'followUp', 'reply', 'merge', 'unmerge', 'withdraw', 'reopen'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('classify'), severity: oneOf('high', 'low'), category: oneOf('service', 'price') }),
  },
);
type Happening = {
  readonly type: string;
  readonly clock?: string;
  readonly direction?: string;
  readonly hours?: number;
  readonly severity?: string;
  readonly category?: string;
};

function asked({ type, clock, direction, hours: more, severity, category }: Happening, occurredAt: string, now: string): ComplaintCommand {
  const how = { time, now, occurredAt };
  const of = { unit: `unit-${more}` };
  switch (type) {
    case 'fireDeadline':
      return command('fireDeadline', { clock: clock! }, { ...how, ...byItself });
    case 'pauseDeadline':
    case 'resumeDeadline':
      return command(type, { clock: clock!, reason: 'r' }, how);
    case 'extendDeadline':
      return command(type, { clock: clock!, reason: 'r' }, { ...how, ...supervisor });
    case 'recordContact':
      return command(type, { ...contact, direction: direction as 'inbound' }, how);
    case 'makePromise':
      return command(type, { promise: 'A call.', channel: 'phone', due: ahead(now, more!) }, how);
    case 'requestContribution':
      return command(type, { of, question: 'Why?', answerBy: ahead(now, more!) }, how);
    case 'giveContribution':
      return command(type, { result: 'given', answer: 'So.', evidence: [] }, how);
    case 'propose':
      return command(type, { remedy: 'gift', borne: { amount: 0, currency: 'CNY' }, beneficiary: 'customer', terms: [] }, how);
    case 'followUp':
      return command(type, contact, how);
    case 'reply':
      return command(type, { ...sample.ReplySent, kind: 'interim' }, how);
    case 'merge':
      return command(type, { complaintId: 'c-2', reason: 'r' }, how);
    case 'classify':
      return command(type, { ...sample.Classified, severity: severity as 'high', category: category! }, how);
    case 'withdraw':
      return command(type, { channel: 'phone' }, how);
    default:
      return command(type as 'reopen', type === 'keepPromise' ? ({} as never) : { reason: 'r' }, how);
  }
}

const lives = fc.array(
  fc.record({
    what: happening,
    hours: fc.integer({ min: 0, max: 12 }),
    back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 30 })),
  }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

/** Plays a life; after each append `see` is told what came of it. */
function play(life: readonly { what: Happening; hours: number; back: number }[], see: (seen: Seen) => unknown) {
  let state: ComplaintState = noComplaint;
  const log: ComplaintFact[] = [];
  let now = '2026-11-20T06:00:00.000Z';
  const run = (c: ComplaintCommand) => {
    const before = state;
    const facts = decide(state, c).map((event) => ({
      ...event,
      metadata: { occurredAt: event.occurredAt ?? c.occurredAt, actor: c.by, origin: c.origin },
    }));
    state = facts.reduce<ComplaintState>(evolve, state);
    log.push(...facts);
    see({ before, after: state, facts, command: c });
  };
  run(command('receive', { ...form, respondents: [] }, { time, now, occurredAt: now }));
  for (const { what, hours: passed, back } of life) {
    now = ahead(now, passed);
    const occurredAt = what.type === 'recordContact' ? ahead(now, -back) : now;
    try {
      run(asked(what, occurredAt, now));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
    }
  }
  return { state, log };
}
interface Seen {
  readonly before: ComplaintState;
  readonly after: ComplaintState;
  readonly facts: readonly ComplaintFact[];
  readonly command: ComplaintCommand;
}

/** What may come after what in the life of a clock; a merge that is undone begins it once more. */
const follows: Readonly<Record<string, readonly string[]>> = {
  begins: ['DeadlineSet'],
  DeadlineSet: ['DeadlineWarned', 'DeadlinePaused', 'DeadlineExtended', 'DeadlineMissed', 'DeadlineMet', 'DeadlineStopped'],
  DeadlineWarned: ['DeadlineWarned', 'DeadlinePaused', 'DeadlineExtended', 'DeadlineMissed', 'DeadlineMet', 'DeadlineStopped'],
  DeadlinePaused: ['DeadlineResumed', 'DeadlineMet', 'DeadlineStopped'],
  DeadlineResumed: ['DeadlineWarned', 'DeadlinePaused', 'DeadlineExtended', 'DeadlineMissed', 'DeadlineMet', 'DeadlineStopped'],
  DeadlineExtended: ['DeadlineWarned', 'DeadlinePaused', 'DeadlineExtended', 'DeadlineMissed', 'DeadlineMet', 'DeadlineStopped'],
  DeadlineMissed: ['DeadlineMet', 'DeadlineStopped'],
  DeadlineMet: [],
  DeadlineStopped: [],
  merged: ['DeadlineSet'],
};

function lawful(log: readonly ComplaintFact[]): void {
  const last = new Map<string, string>();
  for (const { type, data } of log) {
    if (!type.startsWith('Deadline')) continue;
    const { clock, moment } = data as { clock: string; moment?: string };
    const before = last.get(clock) ?? 'begins';
    if (!follows[before]!.includes(type)) throw new Error(`${clock}: ${type} after ${before}`);
    last.set(clock, type === 'DeadlineStopped' && moment === 'merged' ? 'merged' : type);
  }
}

/** Nothing runs in a case that is over; risk is what the score says, as long as the case goes on. */
function consistent({ after }: Seen): void {
  if (after.status === 'none') return;
  const owed = after.deadlines.filter(({ status }) => status !== 'met' && status !== 'stopped');
  if (after.status === 'closed' || after.mergedInto !== null) {
    if (owed.length > 0) throw new Error(`${owed.map(({ clock }) => clock).join(', ')} in a case that is over`);
    return;
  }
  const { score, threshold } = riskOf(after, packOf(after, time, story.now)!.pack);
  if (score >= threshold !== after.isRisky) throw new Error(`score ${score} and ${after.isRisky ? 'risky' : 'not risky'}`);
}

describe('whatever happens to a case', () => {
  it('each of its clocks keeps to its life, and risk rises before it falls', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(lives, (life) => {
        const { log } = play(life, consistent);
        lawful(log);
        const risk = log.filter(({ type }) => type.startsWith('Risk')).map(({ type }) => type);
        risk.forEach((type, i) => expect(type).toBe(i % 2 === 0 ? 'RiskRaised' : 'RiskEased'));
        for (const { type } of log) seen.set(type, (seen.get(type) ?? 0) + 1);
      }),
      { numRuns: 500, seed: 11 },
    );
    // The property shows something only if all of it happened.
    const time = [...Object.keys(follows).filter((type) => type.startsWith('Deadline')), 'RiskRaised', 'RiskEased', 'Unmerged', 'Reopened'];
    expect(time.filter((type) => (seen.get(type) ?? 0) < 10)).toEqual([]);
  });

  it('a clock that fired does not fire again for the same, and what runs once is set once', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const fired: Seen[] = [];
        const { log } = play(life, (seen) => seen.command.type === 'fireDeadline' && fired.push(seen));
        for (const { after, command: c } of fired) expect(() => decide(after, c)).toThrow(RuleViolation);
        const set = log.filter(({ type, data }) => type === 'DeadlineSet' && (data as { rule: string }).rule === 'law').length;
        const unmerged = log.filter(({ type }) => type === 'Unmerged').length;
        expect(set).toBeLessThanOrEqual(1 + unmerged);
      }),
      { numRuns: 300 },
    );
  });

  it('the same is decided again, and what is late is what came after its date', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { log } = play(life, ({ before, facts, command: c }) => {
          expect(decide(before, c).map(({ type, data }) => ({ type, data }))).toEqual(facts.map(({ type, data }) => ({ type, data })));
        });
        const paused = new Set(log.flatMap((fact) => (fact.type === 'DeadlinePaused' ? [fact.data.clock] : [])));
        for (const fact of log) {
          if (fact.type !== 'DeadlineMet' || paused.has(fact.data.clock)) continue;
          expect(fact.data.late ?? false).toBe(fact.metadata!.occurredAt > fact.data.due);
        }
      }),
      { numRuns: 200 },
    );
  });
});
