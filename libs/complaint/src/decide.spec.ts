import { RuleViolation } from '@redress/kernel';
import { story } from '@redress/testing';
import fc from 'fast-check';
import { acceptances, findings, impossibilities, outcomes, recourses, replyKinds } from './codes.js';
import type { ComplaintCommand, ImportedEvent } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { decide } from './decide.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { command, form, now, sample } = story;

const oneOf = fc.constantFrom;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const recourse = fc.subarray([...recourses], { maxLength: 2 });
const person = oneOf('u-handler', 'u-salesman', 'u-other');

/** Commands that are often right and sometimes nonsense. */
const anyCommand: fc.Arbitrary<ComplaintCommand> = fc
  .oneof(
    fc
      .record({ complainantKind: oneOf('customer', 'anonymous') })
      .map((d) => command('receive', { ...form, complainant: undefined, ...d })),
    fc.constant(command('acknowledge', { ...sample.Acknowledged, answerBy: '2027-01-01T00:00:00.000Z' })),
    fc.record({ person: maybe(person) }).map((d) => command('assign', d)),
    fc.constant(command('apologise', sample.Apologised)),
    fc
      .record({ finding: oneOf(...findings), faultParty: maybe(oneOf('own')) })
      .map((d) => command('investigate', { ...sample.Investigated, ...d })),
    fc
      .record({ borne: fc.record({ amount: oneOf(0, 0, 1, -1, 0.5), currency: oneOf('CNY', '') }), acceptance: oneOf(...acceptances) })
      .map((d) => command('compensate', { ...sample.Compensated, ...d })),
    fc.integer({ min: 0, max: 4 }).map((to) => command('escalate', { track: 'level', to, reason: 'r', trigger: 'person' })),
    fc.constant(command('escalate', { track: 'external', body: 'court', reason: 'r', trigger: 'customer' })),
    fc.record({ kind: oneOf(...replyKinds), recourse }).map((d) => command('reply', { ...sample.ReplySent, ...d })),
    fc
      .record({
        reached: fc.boolean(),
        satisfaction: maybe(fc.integer({ min: 0, max: 6 })),
        impossibility: maybe(oneOf(...impossibilities)),
      })
      .map((d) => command('followUp', { channel: 'phone', ...d })),
    fc
      .record({ outcome: oneOf(...outcomes), acceptedOnTheSpot: maybe(oneOf('verbal')) })
      .map((d) => command('close', { ...sample.Closed, ...d })),
    fc.constant(command('withdraw', { channel: 'phone' })),
    fc.constant(command('reopen', { reason: 'r' })),
    fc.array(oneOf(...(Object.keys(sample) as (keyof typeof sample)[])), { maxLength: 6 }).map((types) =>
      command('importHistory', {
        source: { system: 's', id: '1' },
        columns: {},
        warnings: [],
        events: types.map((type) => ({ type, occurredAt: '2026-11-01T00:00:00.000Z', data: sample[type] }) as unknown as ImportedEvent),
      }),
    ),
  )
  .chain((c) => fc.record({ sub: person, minutes: fc.integer({ min: -60, max: 2 }) }).map(({ sub, minutes }) => ({ c, sub, minutes })))
  .map(({ c, sub, minutes }) => ({
    ...c,
    by: { sub, roles: ['handler'] },
    occurredAt: new Date(Date.parse(now) + minutes * 1000).toISOString(),
  }));

/** Runs what the rules accept; every refusal must be one, every acceptance lawful. */
function live(commands: readonly ComplaintCommand[]) {
  let state: ComplaintState = noComplaint;
  const events: ComplaintEvent[] = [];
  const codes: string[] = [];
  for (const c of commands) {
    let decided: readonly ComplaintFact[];
    try {
      decided = decide(state, c);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      codes.push(error.code);
      continue;
    }
    expect(decided.length).toBeGreaterThan(0);
    let next: ComplaintState = state;
    for (const fact of decided) next = evolve(next, { ...fact, occurredAt: fact.occurredAt ?? c.occurredAt });
    lawful(state, next, c);
    state = next;
    events.push(...decided);
  }
  return { state, events, codes };
}

function lawful(before: ComplaintState, after: ComplaintState, { type }: ComplaintCommand): void {
  expect(after.status).not.toBe('none');
  if (before.status === 'none' || after.status === 'none') return;
  expect(after.level).toBeGreaterThanOrEqual(before.level);
  expect(after.latestAt! >= before.latestAt!).toBe(true);
  expect(after.reopenings).toBe(before.reopenings + (type === 'reopen' ? 1 : 0));
  if (before.status === 'open' && after.status === 'closed') {
    expect(['close', 'withdraw']).toContain(type);
    if (type === 'close' && before.sentBack) expect([before.investigated, before.finalReply]).toEqual([true, 'external']);
    if (type === 'close') expect(before.anonymous || before.followedUp || before.attempts >= 3).toBe(true);
  }
  if (before.status === 'closed' && after.status === 'open') expect(type).toBe('reopen');
}

describe('decide', () => {
  it('refuses with nothing but its codes, and keeps the invariants, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40, size: 'max' }), (commands) => {
        // Most random first commands are refused, so half of the lives begin with the form.
        const { events, codes } = live(
          commands.length % 2 === 0 ? commands : [command('receive', form, { occurredAt: earlier }), ...commands],
        );
        expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
        expect(events.filter(({ type }) => type === 'Received').length).toBeLessThanOrEqual(1);
        expect(events.slice(1).some(({ type }) => type === 'Received')).toBe(false);
        const count = (wanted: ComplaintEvent['type']) => events.filter(({ type }) => type === wanted).length;
        expect([0, 1]).toContain(count('Closed') - count('Reopened'));
      }),
      { numRuns: 500 },
    );
  });

  it('decides the same again, and changes nothing that it was given', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
        const asGiven = JSON.stringify(commands);
        expect(live(commands)).toEqual(live(commands));
        expect(JSON.stringify(commands)).toBe(asGiven);
      }),
    );
  });

  it('reaches every status and every event in random lives', () => {
    const seen = new Set<string>();
    for (const commands of fc.sample(fc.array(anyCommand, { minLength: 30, maxLength: 60 }), { numRuns: 300, seed: 7 })) {
      const { state, events } = live([command('receive', form, { occurredAt: earlier }), ...commands]);
      seen.add(state.status);
      for (const { type } of events) seen.add(type);
    }
    const { HistoryImported: _, ...reachable } = sample;
    expect([...seen]).toEqual(expect.arrayContaining(['open', 'closed', ...Object.keys(reachable)]));
  });

  it('is fast: a fold of 50 events within 100 µs, a decision within 20 µs', () => {
    const round = [
      command('investigate', sample.Investigated),
      command('reply', sample.ReplySent),
      command('followUp', sample.FollowedUp),
      command('close', sample.Closed),
      command('reopen', { reason: 'r' }),
    ];
    const { state, events } = live([command('receive', form), ...Array.from({ length: 10 }, () => round).flat()].slice(0, 50));
    expect(events).toHaveLength(50);
    const investigate = round[0]!;
    expect(fastest(() => events.reduce<ComplaintState>(evolve, noComplaint))).toBeLessThan(100);
    expect(state.status).toBe('closed');
    const open = evolve(state, { type: 'Reopened', data: { reason: 'r', count: 10 } });
    expect(fastest(() => decide(open, investigate))).toBeLessThan(20);
  });
});

const earlier = '2026-11-01T00:00:00.000Z';

/** Microseconds per call: the best of many short batches once warm, since other work on the machine can only add to it. */
function fastest(work: () => unknown): number {
  const batch = () => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 10; i++) work();
    return Number(process.hrtime.bigint() - start) / 1000 / 10;
  };
  return Math.min(...Array.from({ length: 500 }, batch));
}
