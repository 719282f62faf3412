import { story, CompanyLog, uuid } from '@redress/testing';
import {
  inForce,
  whatIf,
  type ChangedCase,
  type ChangedClock,
  type ChangedDecision,
  type WhatIfQuestion,
  type WhatIfResult,
} from './index.js';

/* Small histories whose answer can be worked out by hand, one for each thing that a candidate may change. */

const { form, matrix: standard, sample, timeOf } = story;
const cny = (amount: number) => ({ amount, currency: 'CNY' });
const by = (role: string) => ({ by: { sub: `u-${role}`, roles: [role] } });

/** Nobody signs below 100, the head below 1 000, head and director from there on. */
const matrix = {
  ...standard,
  bands: [
    { from: 0, scope: 'none', roles: [], mode: 'all' as const },
    { from: 100, scope: 'near', roles: ['head'], mode: 'all' as const, validDays: 10 },
    { from: 1_000, scope: 'far', roles: ['head', 'director'], mode: 'all' as const, validDays: 10 },
  ],
  bodies: [],
  rates: [{ currency: 'USD', rate: '7' }],
};
const withBands = (...bands: readonly object[]) => ({ ...matrix, bands: [matrix.bands[0], ...bands], version: 2 }) as typeof standard;
const hours = (amount: number) => ({ amount, unit: 'hours' }) as const;
type Clocks = NonNullable<NonNullable<Parameters<typeof timeOf>[0]>['clocks']>;
const clocksOf = (...clocks: Clocks) => timeOf({ clocks }).packs[0]!.document;
const calendars = timeOf().calendars[0]!.document;
const reply = { clock: 'reply', starts: ['received'], meets: ['contacted'], length: hours(24) } as const;

/** Sunday, 22 November 2026, at eight. */
function company(packs = clocksOf(reply)): CompanyLog {
  const log = new CompanyLog('2026-11-22T08:00:00.000Z');
  log.publishMatrix(matrix);
  log.publishPacks(packs);
  log.publishCalendars(calendars);
  return log;
}
const received = { ...form, respondents: [] };
const propose = (amount: number, currency = 'CNY') => ({
  remedy: 'refund',
  borne: { amount, currency },
  beneficiary: 'customer' as const,
  terms: [],
});
const order = (amount: number) => ({ remedy: 'gift', borne: cny(amount), acceptance: 'goodwill' as const });

/** A complaint with a round of so much, signed by these, each so many hours after the one before. */
function round(log: CompanyLog, complaint: number, amount: number, ...signed: readonly (readonly [role: string, hours: number])[]): void {
  log.does(complaint, 'receive', received);
  log.does(complaint, 'propose', propose(amount));
  for (const [role, after] of signed) {
    log.passes(after);
    log.does(complaint, 'approve', { decision: 'granted' }, by(role));
  }
}

async function asked(log: CompanyLog, question: WhatIfQuestion): Promise<{ cases: ChangedCase[]; result: WhatIfResult }> {
  const cases: ChangedCase[] = [];
  for await (const item of whatIf(log.events, question)) {
    if ('case' in item) cases.push(item.case);
    if ('result' in item) return { cases, result: item.result };
  }
  throw new Error('the last item is the result');
}
const decisionsIn = (cases: readonly ChangedCase[]) => cases.filter((one): one is ChangedDecision => one.kind !== 'clock');
const clocksIn = (cases: readonly ChangedCase[]) => cases.filter((one): one is ChangedClock => one.kind === 'clock');
const rowsOf = ({ tables }: WhatIfResult, table: string) => tables[table]?.rows;

describe('an empty log', () => {
  it('has an answer: nothing', async () => {
    const { cases, result } = await asked(new CompanyLog('2026-11-22T08:00:00.000Z'), { matrix: withBands(), packs: inForce });
    expect(cases).toEqual([]);
    expect(result).toMatchObject({ asOf: null, position: null, events: 0, complaints: 0, changed: 0 });
    expect(rowsOf(result, 'summary')).toEqual([
      { measure: 'rounds', unit: 'rounds', before: 0, after: 0 },
      { measure: 'signatures', unit: 'signatures', before: 0, after: 0 },
      { measure: 'expectedMinutes', unit: 'minutes', before: 0, after: 0 },
      { measure: 'roundsOfUnknownWait', unit: 'rounds', before: 0, after: 0 },
      { measure: 'clocksSet', unit: 'clocks', before: 0, after: 0 },
      { measure: 'clocksMissed', unit: 'clocks', before: 0, after: 0 },
    ]);
  });
});

describe('another matrix', () => {
  const near = (roles: readonly string[], change: object = {}) => ({
    from: 100,
    scope: 'near',
    roles,
    mode: 'all',
    validDays: 10,
    ...change,
  });
  const far = (roles: readonly string[], change: object = {}) => ({
    from: 1_000,
    scope: 'far',
    roles,
    mode: 'all',
    validDays: 10,
    ...change,
  });

  it.each([
    ['more-signatures', withBands(near(['head', 'director']), far(['head', 'director'])), 1, ['director']],
    ['fewer-signatures', withBands(near(['head'])), 2, []],
    ['free', withBands(), 1, []],
    ['other-roles', withBands(near(['chief']), far(['head', 'director'])), 1, ['chief']],
    ['other-band', withBands({ ...near(['head']), from: 50 }, far(['head', 'director'])), 1, []],
    ['other-validity', withBands(near(['head'], { validDays: 1 }), far(['head', 'director'])), 1, ['head']],
  ] as const)('%s', async (effect, candidate, complaint, missing) => {
    const log = company();
    // Signed two days after it was asked for.
    round(log, 1, 500, ['head', 48]);
    round(log, 2, 2_000, ['head', 24], ['director', 24]);
    const { cases, result } = await asked(log, { matrix: candidate });
    const signed = complaint === 1 ? ['head'] : ['head', 'director'];
    expect(decisionsIn(cases).find((one) => one.effect === effect)).toMatchObject({
      kind: 'round',
      complaintId: uuid(complaint),
      round: 1,
      code: null,
      signed,
      missing,
      sufficed: missing.length === 0,
      waitedMinutes: 2_880,
    });
    const row = rowsOf(result, 'decisions')?.find((one) => one['effect'] === effect && one['kind'] === 'round');
    expect(row?.['insufficient']).toBe(missing.length > 0 ? 1 : 0);
  });

  it('other-mode: who signed out of turn would have been sent away', async () => {
    const log = company();
    round(log, 1, 2_000, ['director', 1], ['head', 1]);
    const { cases } = await asked(log, { matrix: withBands(near(['head']), far(['head', 'director'], { mode: 'ordered' })) });
    expect(decisionsIn(cases)).toMatchObject([
      { effect: 'other-mode', signed: ['director', 'head'], missing: ['director'], sufficed: false },
    ]);
  });

  it('forbidden: a currency without a rate, an order without a round, a promise beyond one’s own authority', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.does(1, 'propose', propose(10, 'USD'));
    log.does(2, 'receive', received);
    log.does(2, 'compensate', order(99));
    log.does(3, 'receive', received);
    log.does(3, 'makePromise', { promise: 'A refund.', due: '2026-12-01T08:00:00.000Z', channel: 'phone', amount: cny(500) }, by('head'));
    const candidate = { ...withBands({ ...near(['head', 'director']), from: 50 }), rates: [] };
    const { cases, result } = await asked(log, { matrix: candidate });
    expect(decisionsIn(cases)).toMatchObject([
      {
        kind: 'order',
        effect: 'forbidden',
        code: 'approval-required',
        after: { roles: ['head', 'director'], band: { from: 50 } },
        sufficed: false,
      },
      { kind: 'promise', effect: 'forbidden', code: 'beyond-own-authority', before: { roles: ['head'] }, amount: cny(500) },
      // It runs, and is told when all was read.
      {
        kind: 'round',
        effect: 'forbidden',
        code: 'no-exchange-rate',
        after: null,
        sufficed: false,
        amount: { amount: 10, currency: 'USD' },
      },
    ]);
    expect(rowsOf(result, 'money')).toEqual([
      { kind: 'round', effect: 'forbidden', currency: 'USD', decisions: 1, amount: 10 },
      { kind: 'order', effect: 'forbidden', currency: 'CNY', decisions: 1, amount: 99 },
      { kind: 'promise', effect: 'forbidden', currency: 'CNY', decisions: 1, amount: 500 },
    ]);
  });

  it('signatures, waiting and money are added up', async () => {
    const log = company();
    round(log, 1, 500, ['head', 1]);
    round(log, 2, 600, ['head', 3]);
    // The director signs five hours after the request, two after the head.
    round(log, 3, 2_000, ['head', 3], ['director', 2]);
    const ordered = withBands(far(['head', 'director'], { from: 100, mode: 'ordered' }));
    const { result } = await asked(log, { matrix: ordered });
    expect(rowsOf(result, 'waiting')).toEqual([
      { role: 'director', signatures: 1, medianMinutes: 300, p90Minutes: 300 },
      { role: 'head', signatures: 3, medianMinutes: 180, p90Minutes: 180 },
    ]);
    expect(rowsOf(result, 'requirements')).toEqual([
      { mode: 'all', roles: 'head', roundsBefore: 2, roundsAfter: 0, medianMinutes: 180, p90Minutes: 180 },
      // Side by side the slowest counts, one after the other it adds up.
      { mode: 'all', roles: 'head + director', roundsBefore: 1, roundsAfter: 0, medianMinutes: 300, p90Minutes: 300 },
      { mode: 'ordered', roles: 'head + director', roundsBefore: 0, roundsAfter: 3, medianMinutes: 480, p90Minutes: 480 },
    ]);
    expect(rowsOf(result, 'signatures')).toEqual([
      { role: 'director', neededBefore: 1, neededAfter: 3, oneOfBefore: 0, oneOfAfter: 0, given: 1 },
      { role: 'head', neededBefore: 3, neededAfter: 3, oneOfBefore: 0, oneOfAfter: 0, given: 3 },
      { role: null, neededBefore: 4, neededAfter: 6, oneOfBefore: 0, oneOfAfter: 0, given: 4 },
    ]);
    expect(rowsOf(result, 'summary')).toEqual([
      { measure: 'rounds', unit: 'rounds', before: 3, after: 3 },
      { measure: 'signatures', unit: 'signatures', before: 4, after: 6 },
      { measure: 'expectedMinutes', unit: 'minutes', before: 180 + 180 + 300, after: 3 * 480 },
      { measure: 'roundsOfUnknownWait', unit: 'rounds', before: 0, after: 0 },
    ]);
    expect(rowsOf(result, 'bands')).toMatchObject([
      { scopeBefore: 'near', fromBefore: 100, scopeAfter: 'far', fromAfter: 100, currency: 'CNY', rounds: 2, amount: 1_100 },
      { scopeBefore: 'far', fromBefore: 1_000, scopeAfter: 'far', fromAfter: 100, currency: 'CNY', rounds: 1, amount: 2_000 },
    ]);
  });

  it('a role that never signed is of unknown wait; of any one the quickest that ever did counts', async () => {
    const log = company();
    round(log, 1, 500, ['head', 2]);
    const all = await asked(log, { matrix: withBands(near(['head', 'chief'])) });
    expect(decisionsIn(all.cases)).toMatchObject([
      { expectedBefore: { median: 120, p90: 120 }, expectedAfter: { median: null, p90: null } },
    ]);
    expect(rowsOf(all.result, 'summary')).toContainEqual({ measure: 'roundsOfUnknownWait', unit: 'rounds', before: 1, after: 1 });
    const any = await asked(log, { matrix: withBands(near(['head', 'chief'], { mode: 'any' })) });
    expect(decisionsIn(any.cases)).toMatchObject([{ effect: 'other-roles', sufficed: true, expectedAfter: { median: 120, p90: 120 } }]);
    expect(rowsOf(any.result, 'signatures')).toContainEqual({
      role: 'chief',
      neededBefore: 0,
      neededAfter: 0,
      oneOfBefore: 0,
      oneOfAfter: 1,
      given: 0,
    });
  });

  it('rounds that were superseded, taken back, refused or merged away count, each with what was signed by then', async () => {
    const log = company();
    round(log, 1, 2_000, ['head', 1]);
    // More money: the first round is void, with one signature.
    log.does(1, 'propose', propose(3_000));
    log.does(1, 'withdrawProposal', { reason: 'wrong' });
    round(log, 2, 2_000, ['head', 1]);
    log.does(2, 'approve', { decision: 'refused', reason: 'too-much' }, by('director'));
    round(log, 3, 2_000);
    log.does(3, 'merge', { complaintId: uuid(1), reason: 'same' });
    const { cases } = await asked(log, { matrix: withBands(near(['head'])) });
    expect(decisionsIn(cases).map(({ complaintId, round: number, signed, sufficed }) => [complaintId, number, signed, sufficed])).toEqual([
      [uuid(1), 1, ['head'], true],
      [uuid(1), 2, [], false],
      [uuid(2), 1, ['head'], true],
      [uuid(3), 1, [], false],
    ]);
  });

  it('a signature that was taken back counts no more; whose role is empty is stood in for', async () => {
    const log = company();
    round(log, 1, 2_000, ['head', 1]);
    log.does(1, 'recuse', { person: 'u-head', reason: 'relative', vacates: ['head'] }, {
      by: { sub: 'u-boss', roles: ['supervisor', 'general-manager'] },
    } as object);
    const candidate = withBands({ ...near(['head']), substitutes: [{ role: 'head', by: ['deputy'] }] });
    const { cases } = await asked(log, { matrix: candidate });
    expect(decisionsIn(cases)).toMatchObject([{ signed: [], missing: ['deputy'], sufficed: false, waitedMinutes: null }]);
  });

  it('what joint cases cost is counted as it was; where it is not told, nothing is guessed', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.does(1, 'compensate', order(90));
    log.does(2, 'receive', received);
    log.does(2, 'link', { complaintId: uuid(1), kind: 'joint' }, { other: { status: 'open', mergedInto: null } } as object);
    // 90 elsewhere and 500 here: under the candidate 590 is beyond 550.
    log.does(2, 'propose', propose(500));
    log.does(2, 'makePromise', { promise: 'A gift.', due: '2026-12-01T08:00:00.000Z', channel: 'phone', amount: cny(5) });
    const { cases, result } = await asked(log, { matrix: withBands(near(['head']), far(['head', 'director'], { from: 550 })) });
    expect(decisionsIn(cases)).toMatchObject([
      { complaintId: uuid(2), effect: 'more-signatures', before: { total: 590 }, after: { total: 590 } },
    ]);
    expect(rowsOf(result, 'undecidable')).toEqual([{ kind: 'promise', reason: 'joint-cases-not-recorded', cases: 1 }]);
  });

  it('each round is decided again under the version that it was decided under, and a running one keeps it', async () => {
    const log = company();
    round(log, 1, 500, ['head', 1]);
    log.publishMatrix({ ...matrix, bands: withBands(near(['chief'])).bands });
    round(log, 2, 500, ['chief', 1]);
    expect((await asked(log, { matrix: inForce })).result).toMatchObject({ changed: 0, decidedUnder: { authority: [1, 2] } });
    const { cases } = await asked(log, { matrix: { ...matrix, version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z' } });
    expect(decisionsIn(cases)).toMatchObject([
      { complaintId: uuid(2), before: { matrixVersion: 2, roles: ['chief'] }, after: { matrixVersion: 1, roles: ['head'] } },
    ]);
  });

  it('is asked about rounds of a period, and what was before counts into their totals', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.does(1, 'compensate', order(99));
    log.passes(24);
    log.does(1, 'propose', propose(950));
    const question = {
      matrix: withBands(near(['head']), far(['chief'], { from: 1_040 })),
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
    };
    expect(decisionsIn((await asked(log, question)).cases)).toMatchObject([
      { kind: 'round', effect: 'fewer-signatures', before: { total: 1_049 } },
    ]);
    expect((await asked(log, { ...question, to: '2026-11-23T08:00:00.000Z' })).result.changed).toBe(0);
    expect((await asked(log, { ...question, asOf: '2026-11-23T07:59:59.999Z' })).result).toMatchObject({ changed: 0, complaints: 1 });
  });
});

describe('another pack', () => {
  const under = (...clocks: Clocks) => ({ packs: { version: 2, document: clocksOf(...clocks) } });
  const contact = { channel: 'phone', direction: 'outbound', reached: true } as const;

  it('newly missed and newly met, by when it was really met', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.passes(20);
    log.does(1, 'recordContact', contact);
    const stricter = await asked(log, under({ ...reply, length: hours(12) }));
    expect(clocksIn(stricter.cases)).toEqual([
      {
        kind: 'clock',
        complaintId: uuid(1),
        clock: 'reply',
        rule: 'reply',
        statutory: false,
        effect: 'newly-missed',
        before: { due: '2026-11-23T08:00:00.000Z', state: 'in-time', endedAt: '2026-11-23T04:00:00.000Z' },
        after: { due: '2026-11-22T20:00:00.000Z', state: 'late', endedAt: '2026-11-23T04:00:00.000Z' },
      },
    ]);
    expect(rowsOf(stricter.result, 'clocks')).toMatchObject([
      { rule: 'reply', setBefore: 1, setAfter: 1, missedBefore: 0, missedAfter: 1, newlyMissed: 1, unchanged: 0 },
    ]);
    const milder = company(clocksOf({ ...reply, length: hours(12) }));
    milder.does(1, 'receive', received);
    milder.passes(20);
    milder.does(1, 'recordContact', contact);
    expect(clocksIn((await asked(milder, under(reply))).cases)).toMatchObject([
      { effect: 'newly-met', before: { state: 'late' }, after: { state: 'in-time' } },
    ]);
  });

  it('a clock that still runs is judged at the moment that was asked for', async () => {
    const log = company();
    log.does(1, 'receive', received);
    const stricter = under({ ...reply, length: hours(12) });
    expect(clocksIn((await asked(log, { ...stricter, asOf: '2026-11-22T20:00:00.000Z' })).cases)).toMatchObject([
      { effect: 'changed', after: { state: 'running' } },
    ]);
    expect(clocksIn((await asked(log, { ...stricter, asOf: '2026-11-22T20:00:00.001Z' })).cases)).toMatchObject([
      { effect: 'newly-missed', after: { state: 'overdue', endedAt: null } },
    ]);
  });

  it('added and removed clocks, also those that nobody would have met', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.passes(30);
    log.does(1, 'recordContact', contact);
    const law = { clock: 'law', starts: ['received'], meets: ['replied-final'], length: hours(100), statutory: true } as const;
    const { cases, result } = await asked(log, {
      ...under(law, { ...law, clock: 'short', length: hours(1) }),
      asOf: '2026-11-24T00:00:00.000Z',
    });
    expect(clocksIn(cases).map(({ clock, effect }) => [clock, effect])).toEqual([
      ['law', 'added'],
      ['short', 'newly-missed'],
      // It was late, and nobody asks for it any more.
      ['reply', 'newly-met'],
    ]);
    expect(rowsOf(result, 'summary')).toEqual([
      { measure: 'clocksSet', unit: 'clocks', before: 1, after: 2 },
      { measure: 'clocksMissed', unit: 'clocks', before: 1, after: 1 },
    ]);
  });

  it('pauses and extensions happen as they happened, where the candidate permits them', async () => {
    const proposal = {
      clock: 'proposal',
      starts: ['received'],
      meets: ['proposed'],
      length: hours(24),
      extensions: [{ length: hours(10), times: 1, approver: 'supervisor' }],
    } as const;
    const log = company(clocksOf(proposal));
    log.does(1, 'receive', received);
    log.passes(1);
    log.does(1, 'pauseDeadline', { clock: 'proposal', reason: 'customer-travels' });
    log.passes(5);
    log.does(1, 'resumeDeadline', { clock: 'proposal', reason: 'customer-back' });
    log.does(1, 'extendDeadline', { clock: 'proposal', reason: 'complex' }, by('supervisor'));
    // 24 h, 5 h given back, 10 h more: due at hour 39.
    log.passes(30);
    log.does(1, 'propose', propose(0));
    const changes = async (change: object) =>
      clocksIn((await asked(log, under({ ...proposal, ...change }))).cases).map(({ effect, after }) => [effect, after?.due.slice(8, 16)]);
    expect(await changes({ length: hours(22) })).toEqual([['changed', '23T21:00']]);
    expect(await changes({ extensions: [] })).toEqual([['newly-missed', '23T13:00']]);
    expect(await changes({ extensions: [], statutory: true })).toEqual([['newly-missed', '23T08:00']]);
    expect(await changes({})).toEqual([]);
  });

  it('another calendar moves what is counted in business time, and nothing else', async () => {
    const inDays = { ...reply, clock: 'days', length: { amount: 1, unit: 'business-days' } } as const;
    const log = company(clocksOf(reply, inDays));
    log.does(1, 'receive', received);
    const holiday = {
      calendars: {
        story: {
          ...calendars.calendars['story']!,
          holidays: [
            { day: '2026-11-23', name: 'A day off' },
            { day: '2026-11-24', name: 'A holiday' },
          ],
        },
      },
    };
    const { cases } = await asked(log, { calendars: { version: 2, document: holiday } });
    expect(clocksIn(cases)).toMatchObject([
      { clock: 'days', effect: 'changed', before: { due: '2026-11-23T15:59:59.999Z' }, after: { due: '2026-11-25T15:59:59.999Z' } },
    ]);
  });

  it('merged cases stop and go on as they did; each setting is a clock of its own', async () => {
    const log = company();
    log.does(1, 'receive', received);
    log.does(2, 'receive', received);
    log.does(2, 'merge', { complaintId: uuid(1), reason: 'same' }, { other: { status: 'open', mergedInto: null } } as object);
    log.passes(30);
    log.does(2, 'unmerge', { reason: 'another' });
    log.passes(1);
    log.does(2, 'recordContact', contact);
    const { cases } = await asked(log, { ...under({ ...reply, length: hours(40) }), asOf: log.now });
    expect(clocksIn(cases).map(({ complaintId, effect, before, after }) => [complaintId, effect, before?.state, after?.state])).toEqual([
      [uuid(2), 'changed', 'stopped', 'stopped'],
      [uuid(2), 'newly-met', 'late', 'in-time'],
      [uuid(1), 'newly-met', 'overdue', 'running'],
    ]);
  });

  it('imports, and complaints that began without a pack, are counted apart', async () => {
    const log = company();
    log.does(1, 'receive', received, { time: undefined } as object);
    const events = [
      { type: 'Received' as const, occurredAt: '2026-11-01T08:00:00.000Z', data: { ...received, complainant: undefined } },
      {
        type: 'Compensated' as const,
        occurredAt: '2026-11-02T08:00:00.000Z',
        data: { remedy: 'refund', borne: cny(5_000), acceptance: 'not-stated' as const },
      },
    ];
    log.does(
      2,
      'importHistory',
      { source: { system: 'old', id: '1' }, events: JSON.parse(JSON.stringify(events)) as typeof events, columns: {}, warnings: [] },
      { origin: 'import' } as object,
    );
    const { cases, result } = await asked(log, { matrix: withBands(), ...under({ ...reply, length: hours(1) }) });
    expect(cases).toEqual([]);
    expect(rowsOf(result, 'undecidable')).toEqual([
      { kind: 'clocks', reason: 'imported', cases: 1 },
      { kind: 'clocks', reason: 'no-pack-at-receipt', cases: 1 },
      { kind: 'order', reason: 'imported', cases: 1 },
    ]);
  });

  it('a calendar that there was not then leaves the clocks of the complaint undecided', async () => {
    const log = company();
    log.does(1, 'receive', received);
    const { cases, result } = await asked(log, under({ ...reply, length: { amount: 1, unit: 'business-days' }, calendar: 'mars' }));
    expect(cases).toEqual([]);
    expect(rowsOf(result, 'undecidable')).toEqual([{ kind: 'clocks', reason: 'calendar-missing', cases: 1 }]);
  });

  it('a matrix and a pack at once are each as if they were asked alone', async () => {
    const log = company();
    round(log, 1, 500, ['head', 1]);
    log.does(1, 'reply', sample.ReplySent);
    const question = {
      matrix: withBands({ from: 100, scope: 'near', roles: ['chief'], mode: 'all' }),
      ...under({ ...reply, length: hours(1), statutory: true }),
    };
    const { cases } = await asked(log, question);
    const alone = [await asked(log, { packs: question.packs }), await asked(log, { matrix: question.matrix })];
    expect(cases).toEqual(alone.flatMap((one) => one.cases));
    expect(cases.map(({ kind }) => kind)).toEqual(['clock', 'round']);
  });
});
