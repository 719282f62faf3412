import { RuleViolation } from '@redress/kernel';
import { rounds, story } from '@redress/testing';
import fc from 'fast-check';
import { acceptances, findings, impossibilities, outcomes, recourses, replyKinds } from './codes.js';
import type { ComplaintCommand, ImportedEvent } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { decide } from './decide.js';
import { isOpen } from './proposal.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { command, event, form, given, now, sample, timeOf } = story;

const oneOf = fc.constantFrom;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const recourse = fc.subarray([...recourses], { maxLength: 2 });
const person = oneOf('u-handler', 'u-salesman', 'u-other', 'u-boss', 'u-chief', 'u-board');
const roles = fc.subarray(['handler', 'channel-head', 'operations-director', 'cfo', 'finance', 'board-secretary'], { minLength: 1 });
const money = fc.record({ amount: oneOf(0, 0, 1, 199_999, 200_000, 50_000_000, -1, 0.5), currency: oneOf('CNY', 'CNY', 'CNY', 'EUR', '') });
const ordinal = maybe(fc.integer({ min: 1, max: 3 }));
const evidence = { hash: 'b'.repeat(64), locator: 'film-1' };

const proposing = fc
  .record({ remedy: oneOf('gift', 'voucher'), borne: money, terms: oneOf<string[][]>([], [], ['silence']) })
  .map((d) => command('propose', { beneficiary: 'customer', ...d }));

const signing = fc
  .record({
    decision: oneOf('granted', 'granted', 'refused'),
    reason: oneOf('r', 'r', undefined),
    round: ordinal,
    delegation: maybe(oneOf('d-1')),
    resolution: maybe(fc.constant(rounds.resolution)),
  })
  .map((d) => command('approve', d, { delegation }));
const delegation = {
  id: 'd-1',
  delegator: 'u-away',
  delegate: 'u-boss',
  role: 'channel-head',
  from: '2026-01-01T00:00:00.000Z',
  until: '2027-01-01T00:00:00.000Z',
  reason: 'holiday',
};

/** A clock that is over in seconds, one that is half over; and what makes a case risky soon. */
const seconds = (amount: number) => ({ amount: amount / 3_600, unit: 'hours' }) as const;
const extension = { length: seconds(10), times: 1, approver: 'cfo' };
const time = timeOf({
  clocks: [
    {
      clock: 'reply',
      starts: ['received', 'customer-asked'],
      meets: ['contacted'],
      length: seconds(40),
      repeats: 'again',
      warnings: [50],
    },
    {
      clock: 'answer',
      starts: ['received'],
      meets: ['replied-final'],
      stops: ['apologised'],
      length: { amount: 800, unit: 'hours' },
      warnings: [50],
      extensions: [extension],
      pauses: ['contacted'],
      resumes: ['customer-asked'],
    },
  ],
  signals: [
    { signal: 'waiting', points: 100, by: { overdue: ['reply'] } },
    { signal: 'refused', points: 40, each: true, by: { moments: ['customer-refused', 'contribution-refused'] } },
  ],
});
const onTime: fc.Arbitrary<ComplaintCommand> = fc.oneof(
  oneOf('reply', 'reply', 'answer').map((clock) => command('fireDeadline', { clock }, { origin: 'automation' })),
  oneOf('pauseDeadline', 'resumeDeadline', 'extendDeadline').chain((type) =>
    oneOf('reply', 'answer', 'none').map((clock) => command(type, { clock, reason: 'r' })),
  ),
  ordinal.map((promise) => command('keepPromise', { ...(promise && { promise }) })),
  oneOf('joinIncident', 'leaveIncident').map((type) => command(type, { incidentId: 'i-1', reason: 'r' } as never)),
);

/** What departments, branches, bodies outside and other cases have to do with it. */
const workAround: fc.Arbitrary<ComplaintCommand> = fc.oneof(
  oneOf({ unit: 'workshop' }, { person: 'u-salesman' }, { person: 'u-other' }, {}).map((to) => command('handOver', { to, reason: 'r' })),
  oneOf({ unit: 'workshop' }, { team: 'law' }).map((of) => command('requestContribution', { of, question: 'Why?' })),
  fc
    .record({ contribution: ordinal, result: oneOf('given', 'refused'), reason: oneOf('r') })
    .map((d) => command('giveContribution', { answer: 'So.', evidence: [], ...d })),
  fc.constant(command('takeInterimMeasure', { measure: 'stop-use' })),
  oneOf('arrive', 'depart').map((type) => command(type, {})),
  oneOf('upheld', 'settled').map((ruling) => command('recordExternalDecision', { body: 'court', ruling })),
  oneOf<[string, unknown][]>(
    ['product', 'tyres'],
    ['product', 'warranty'],
    ['unit', null],
    ['channel', null],
    ['complainantKind', 'customer'],
    ['respondents', ['u-other']],
    ['respondents', []],
    ['account', 'Otherwise.'],
  ).map(([field, value]) => command('correct', { field, new: value, reason: 'r' } as never)),
  oneOf('joint', 'related', 'merged').map((kind) => command('link', { complaintId: 'c-2', kind })),
  maybe(oneOf('joint', 'related')).map((kind) => command('unlink', { complaintId: 'c-2', reason: 'r', ...(kind && { kind }) })),
  // Seldom: hardly anything else happens to a case that was merged or erased.
  fc.nat(5).map((n) => (n > 0 ? command('unmerge', { reason: 'r' }) : command('merge', { complaintId: 'c-3', reason: 'r' }))),
  fc.nat(9).map((n) => {
    if (n === 0) return command('erasePersonalData', { reason: 'r' });
    return n < 5
      ? command('placeLegalHold', { reason: n % 2 ? 'r' : 'q' })
      : command('liftLegalHold', { hold: 1, reason: n % 2 ? 'r' : 'q' });
  }),
);

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
      .record({ remedy: oneOf('gift', 'voucher'), borne: money, acceptance: maybe(oneOf(...acceptances)), lessBecause: maybe(oneOf('r')) })
      .map((d) => command('compensate', d)),
    fc.constant(command('classify', sample.Classified)),
    fc.record({ to: fc.integer({ min: 0, max: 4 }), person: maybe(person) }).map((d) => command('handBack', { reason: 'r', ...d })),
    fc
      .record({ person: maybe(person), vacates: fc.array(oneOf('channel-head', 'cfo'), { maxLength: 2 }) })
      .map((d) => command('recuse', { reason: 'r', ...d })),
    fc.record({ hash: oneOf(evidence.hash, 'b') }).map((d) => command('addEvidence', { ...evidence, ...d })),
    fc.constant(command('addNote', sample.NoteAdded)),
    fc.constant(command('recordContact', { channel: 'phone', direction: 'inbound', reached: true })),
    fc
      .record({ due: oneOf(now, '2027-01-01T00:00:00.000Z'), amount: maybe(money) })
      .map((d) => command('makePromise', { ...sample.PromiseMade, ...d })),
    // More often than the others, for only a few of the random people may sign.
    ...Array.from({ length: 3 }, () => proposing),
    fc.constant(command('withdrawProposal', { reason: 'r' })),
    ...Array.from({ length: 9 }, () => signing),
    fc
      .record({ acceptedBy: oneOf('customer', 'customer', 'heir'), subjectToApproval: fc.boolean(), round: ordinal })
      .map((d) => command('recordCustomerDecision', { decision: 'accepted', consent: 'verbal', ...d })),
    fc.constant(command('recordCustomerDecision', { decision: 'refused', refusedBy: 'customer' })),
    fc.record({ compensation: ordinal }).map((d) => command('fulfil', d)),
    fc.record({ compensation: ordinal }).map((d) => command('failPayment', { reason: 'r', ...d })),
    fc.record({ compensation: ordinal }).map((d) => command('cancelCompensation', { reason: 'r', ...d })),
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
    workAround,
    workAround,
    workAround,
    onTime,
    fc.constant(command('keepPromise', {})),
    fc.constant(command('unmerge', { reason: 'r' })),
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
  .chain((c) => fc.record({ c: fc.constant(c), sub: person, roles, minutes: fc.oneof(fc.integer({ min: -60, max: 2 }), fc.constant(0)) }))
  .map(({ c, sub, roles, minutes }) => ({
    ...c,
    ...(c.type !== 'importHistory' && { time }),
    by: { sub, roles },
    occurredAt: new Date(Date.parse(now) + minutes * 1000).toISOString(),
  }));

const earlier = '2026-11-01T00:00:00.000Z';
/** With clocks that are over by now. */
const received = command('receive', { ...form, happenedAt: undefined }, { occurredAt: earlier, now: earlier, time });

/** Runs what the rules accept; every refusal must be one, every acceptance lawful. */
function live(commands: readonly ComplaintCommand[], check: typeof lawful = lawful) {
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
    if (decided.length === 0) throw new Error(`${c.type} was accepted, and nothing happened`);
    let next: ComplaintState = state;
    for (const fact of decided) next = evolve(next, { ...fact, occurredAt: fact.occurredAt ?? c.occurredAt });
    check(state, next, c);
    state = next;
    events.push(...decided);
  }
  return { state, events, codes };
}

function lawful(before: ComplaintState, after: ComplaintState, { type }: ComplaintCommand): void {
  expect(after.status).not.toBe('none');
  if (before.status === 'none' || after.status === 'none') return;
  if (type === 'handBack') expect(after.level).toBeLessThan(before.level);
  else expect(after.level).toBeGreaterThanOrEqual(before.level);
  expect(after.recused).toEqual(expect.arrayContaining([...before.recused]));
  if (isOpen(after.proposal)) {
    // Nobody who keeps out of the case stands behind a signature that still counts.
    const behind = after.proposal.signatures.flatMap(({ approver, actingFor }) => [approver, actingFor ?? approver]);
    expect(behind.filter((sub) => after.recused.includes(sub) || after.respondents.includes(sub))).toEqual([]);
  }
  expect(after.remedies.length).toBe(before.remedies.length + (type === 'compensate' ? 1 : 0));
  expect(after.proposal?.round ?? 0).toBeGreaterThanOrEqual(before.proposal?.round ?? 0);
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
  it('lets who names no time of their own follow what was written first', () => {
    const aMomentLater = new Date(Date.parse(now) + 5).toISOString();
    const form = event('Received', sample.Received, aMomentLater);
    given(form)
      .when(command('addNote', { text: 'Sent at the same time.' }))
      .thenHappens({ ...event('NoteAdded', { text: 'Sent at the same time.' }), occurredAt: aMomentLater });
    given(form)
      .when(command('assign', sample.Assigned, { occurredAt: earlier }))
      .thenRefused('out-of-order-time', { occurredAt: earlier, latestAt: aMomentLater });
  });

  it('takes nothing personal once the person was erased, and what is not personal as before', () => {
    const erased = [
      event('Received', sample.Received),
      event('Closed', sample.Closed),
      event('PersonalDataErased', { reason: 'request-of-the-person' }),
    ];
    const answer = { channel: 'phone', reached: true, satisfaction: 4 };
    given(...erased)
      .when(command('addNote', { text: 'She called again.' }))
      .thenRefused('personal-data-erased', { fields: ['text'] });
    given(...erased)
      .when(command('followUp', { ...answer, comment: 'Content.' }))
      .thenRefused('personal-data-erased', { fields: ['comment'] });
    given(...erased)
      .when(command('followUp', answer))
      .thenHappens(event('FollowedUp', answer));
  });

  it('refuses with nothing but its codes, and keeps the invariants, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40, size: 'max' }), (commands) => {
        // Most random first commands are refused, so half of the lives begin with the form.
        const { events, codes } = live(commands.length % 2 === 0 ? commands : [received, ...commands]);
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
    for (const commands of fc.sample(fc.array(anyCommand, { minLength: 10, maxLength: 40 }), { numRuns: 3_500, seed: 7 })) {
      // What is lawful is shown above; here only what can be reached.
      const { state, events } = live([received, ...commands], () => undefined);
      seen.add(state.status);
      for (const { type } of events) seen.add(type);
    }
    const { HistoryImported: _, ...reachable } = sample;
    expect(['open', 'closed', ...Object.keys(reachable)].filter((one) => !seen.has(one))).toEqual([]);
  });
});
