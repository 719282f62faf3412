import type { ComplaintState } from '@redress/complaint';
import { RuleViolation, type Instant, type Recorded } from '@redress/kernel';
import { CompanyLog, story, uuid } from '@redress/testing';
import fc from 'fast-check';
import { inForce, whatIf, type WhatIfItem, type WhatIfQuestion, type WhatIfResult } from './index.js';
import { KeptCases } from './kept-cases.js';

/*
 * Random companies: matrices, packs and calendars are published and followed by others while several complaints, some of them joint, live under
 * them. What was in force, replayed, changes nothing.
 */

const { form, sample, timeOf } = story;
const oneOf = fc.constantFrom;
const hour = 3_600_000;
const roles = ['clerk', 'head', 'director', 'council'] as const;
const handler = { sub: 'u-handler', roles: ['handler', 'clerk'] };

const band = fc.record({
  scope: oneOf('near', 'far'),
  roles: fc.uniqueArray(oneOf(...roles), { maxLength: 3 }),
  mode: oneOf('any' as const, 'all' as const, 'ordered' as const),
  validDays: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const matrix = fc
  .tuple(fc.array(band, { minLength: 1, maxLength: 3 }), fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 2 }))
  .map(([bands, edges]) => ({
    ...story.matrix,
    bands: bands.map((one, i) => ({ ...one, from: i === 0 ? 0 : edges.toSorted((a, b) => a - b)[i - 1]! })),
    bodies: [{ role: 'council', recordedBy: 'clerk' }],
    rates: [{ currency: 'USD', rate: '2.5' }],
  }));

const hours = (amount: number) => ({ amount, unit: 'hours' }) as const;
const packs = fc.record({ law: fc.integer({ min: 1, max: 4 }), reply: fc.integer({ min: 2, max: 40 }), again: fc.boolean() }).map(
  ({ law, reply, again }) =>
    timeOf({
      clocks: [
        {
          clock: 'law',
          starts: ['received', 'reopened'],
          meets: ['replied-final'],
          length: { amount: law, unit: 'business-days' },
          statutory: true,
        },
        {
          clock: 'reply',
          starts: ['received', 'customer-asked'],
          meets: ['contacted'],
          length: hours(reply),
          repeats: again ? 'again' : 'once',
        },
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
      ],
    }).packs[0]!.document,
);
const standardCalendars = timeOf().calendars[0]!.document;
const calendars = oneOf('09:00', '10:00', '13:00').map((from) => ({
  calendars: {
    story: {
      ...standardCalendars.calendars['story']!,
      week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [{ from, to: '17:00' }]])),
    },
  },
}));

const money = fc.record({ amount: fc.integer({ min: 0, max: 250 }), currency: oneOf('CNY', 'CNY', 'USD') });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('propose'), borne: money, remedy: oneOf('refund', 'voucher') }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('approve'), decision: oneOf('granted', 'granted', 'granted', 'refused') }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('order'), small: fc.boolean(), borne: money }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('makePromise'), hours: fc.integer({ min: 1, max: 30 }), borne: fc.option(money) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: oneOf('pauseDeadline', 'resumeDeadline', 'extendDeadline', 'fireDeadline'),
      clock: oneOf('proposal', 'reply', 'law'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('recordContact'),
      direction: oneOf('inbound', 'outbound'),
      back: fc.integer({ min: 0, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('correct'), value: oneOf('warranty', 'gift', null) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: oneOf(
        'link',
        'merge',
        'unmerge',
        'withdraw',
        'reopen',
        'keepPromise',
        'recuse',
        'withdrawProposal',
        'classify',
        'followUp',
        'reply',
      ),
    }),
  },
);
type Step = {
  readonly type: string;
  readonly borne?: { amount: number; currency: string } | null;
  readonly remedy?: string;
  readonly decision?: string;
  readonly small?: boolean;
  readonly hours?: number;
  readonly clock?: string;
  readonly direction?: string;
  readonly back?: number;
  readonly value?: string | null;
};

const company = fc.record({
  matrices: fc.array(matrix, { minLength: 1, maxLength: 3 }),
  packs: fc.array(packs, { minLength: 1, maxLength: 3 }),
  calendars: fc.array(calendars, { minLength: 1, maxLength: 2 }),
  steps: fc.array(fc.record({ of: fc.nat({ max: 2 }), step, later: fc.integer({ min: 0, max: 9 }), publish: fc.nat({ max: 9 }) }), {
    minLength: 25,
    maxLength: 60,
    size: 'max',
  }),
});
type Company = typeof company extends fc.Arbitrary<infer C> ? C : never;

function asked(
  state: ComplaintState,
  { type, borne, remedy, decision, small, hours: more, clock, direction, value }: Step,
  at: Instant,
): [string, object, object?] | undefined {
  const proposal = state.status === 'open' ? state.proposal : null;
  switch (type) {
    case 'propose':
      return [type, { remedy, borne, beneficiary: 'customer', terms: [] }];
    case 'approve': {
      const signed = proposal?.signatures.map(({ role }) => role) ?? [];
      const role = proposal?.request?.required.find((one) => !signed.includes(one.role))?.role;
      if (role === undefined) return undefined;
      const resolution = { number: at, date: at.slice(0, 10), minutesHash: 'd'.repeat(64), voters: [`u-${role}`], recusals: [] };
      return [
        type,
        { decision, role, ...(decision === 'refused' && { reason: 'no' }), ...(role === 'council' && { resolution }) },
        { by: { sub: `u-${role}`, roles: role === 'council' ? ['clerk'] : [role] } },
      ];
    }
    case 'order':
      if (small || !proposal) return ['compensate', { remedy: 'gift', borne, acceptance: 'goodwill' }];
      return ['compensate', { remedy: proposal.remedy, borne: proposal.borne, acceptance: 'goodwill', approvalRound: proposal.round }];
    case 'makePromise':
      return [
        type,
        {
          promise: 'A call.',
          channel: 'phone',
          due: new Date(Date.parse(at) + more! * hour).toISOString(),
          ...(borne && { amount: borne }),
        },
      ];
    case 'fireDeadline':
      return [type, { clock }, { origin: 'automation' }];
    case 'extendDeadline':
      return [type, { clock, reason: 'r' }, { by: { sub: 'u-boss', roles: ['supervisor'] } }];
    case 'pauseDeadline':
    case 'resumeDeadline':
      return [type, { clock, reason: 'r' }];
    case 'recordContact':
      return [type, { channel: 'phone', reached: true, direction }];
    case 'correct':
      return [type, { field: 'product', new: value, reason: 'misread' }];
    case 'link':
      return [type, { complaintId: uuid(2), kind: 'joint' }];
    case 'merge':
      return [type, { complaintId: uuid(3), reason: 'same' }];
    case 'withdraw':
      return [type, { channel: 'phone' }];
    case 'classify':
      return [type, sample.Classified];
    case 'followUp':
      return [type, { channel: 'phone', reached: true }];
    case 'reply':
      return [type, sample.ReplySent];
    case 'recuse':
      return [type, { person: 'u-head', reason: 'relative', vacates: ['head'] }, { by: { sub: 'u-boss', roles: ['supervisor', 'head'] } }];
    default:
      return [type, type === 'keepPromise' ? {} : { reason: 'r' }];
  }
}

/** The log of such a company; what the rules refuse does not happen. */
function lived({ matrices, packs: documents, calendars: days, steps }: Company): CompanyLog {
  const log = new CompanyLog('2026-11-20T06:00:00.000Z');
  const unpublished = [
    matrices.map((one) => () => log.publishMatrix(one)),
    documents.map((one) => () => log.publishPacks(one)),
    days.map((one) => () => log.publishCalendars(one)),
  ];
  for (const kind of unpublished) kind.shift()!();
  for (const { of, step, later, publish } of steps) {
    const what: Step = step;
    log.passes(later);
    unpublished[publish]?.shift()?.();
    const state = log.state(of + 1);
    const [type, data, how] = state.status === 'none' ? ['receive', { ...form, respondents: [] }] : (asked(state, what, log.now) ?? []);
    if (type === undefined) continue;
    const back = what.back === undefined ? {} : { occurredAt: new Date(Date.parse(log.now) - what.back * hour).toISOString() };
    const other = type === 'link' || type === 'merge' ? { other: { status: 'open', mergedInto: null } } : {};
    try {
      log.does(of + 1, type as 'propose', data as never, { by: handler, ...back, ...other, ...how } as object);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
    }
  }
  return log;
}

async function answered(
  log: readonly Recorded[],
  question: WhatIfQuestion,
  kept?: KeptCases,
): Promise<{ items: WhatIfItem[]; result: WhatIfResult }> {
  const items: WhatIfItem[] = [];
  for await (const item of whatIf(log, question, kept)) items.push(item);
  const last = items.at(-1)!;
  if (!('result' in last)) throw new Error('the last item is the result');
  return { items, result: last.result };
}
const casesIn = (items: readonly WhatIfItem[]) => items.flatMap((item) => ('case' in item ? [item.case] : []));
const sumOf = (result: WhatIfResult, table: string, column: string) =>
  (result.tables[table]?.rows ?? []).reduce((sum, row) => sum + Number(row[column] ?? 0), 0);

describe('for any history', () => {
  it('what was in force, replayed, changes nothing', async () => {
    const seen = { rounds: 0, alone: 0, clocks: 0, undecidable: 0 };
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const { events } = lived(one);
        const all = { matrix: inForce, packs: inForce, calendars: inForce } as const;
        const { items, result } = await answered(events, all);
        expect(casesIn(items)).toEqual([]);
        // Nor does it if all was recorded long after it happened, as what a demo plays.
        const late = events.map((event) => ({ ...event, recordedAt: '2027-11-22T08:00:00.000Z' }));
        expect(casesIn((await answered(late, { ...all, asOf: result.asOf! })).items)).toEqual([]);
        expect(result.changed).toBe(0);
        for (const { kind, effect, decisions } of result.tables['decisions']!.rows) {
          expect(effect).toBe('unchanged');
          seen[kind === 'round' ? 'rounds' : 'alone'] += Number(decisions);
        }
        for (const { measure, before, after } of result.tables['summary']!.rows) expect([measure, after]).toEqual([measure, before]);
        seen.clocks += sumOf(result, 'clocks', 'unchanged');
        seen.undecidable += sumOf(result, 'undecidable', 'cases');
      }),
      { numRuns: 40 },
    );
    // The property shows something only if much was decided again, and not all left undecided.
    expect([seen.rounds > 20, seen.alone > 4, seen.clocks > 60, seen.undecidable < seen.rounds]).toEqual([true, true, true, true]);
  });

  it('the clocks of another pack are those that its complaints would have had', async () => {
    let changed = 0;
    const byPeople = ['pauseDeadline', 'resumeDeadline', 'extendDeadline', 'fireDeadline'];
    await fc.assert(
      fc.asyncProperty(company, packs, async (one, candidate) => {
        // What people do to a clock by itself they do because of the pack they have; the rest happens under either.
        const steps = one.steps
          .filter(({ step: { type } }) => !byPeople.includes(type))
          .map((each) => ({ ...each, step: { ...each.step, back: undefined } }));
        const [was, would] = [lived({ ...one, steps } as Company), lived({ ...one, steps, packs: [candidate] } as Company)];
        const asOf = was.now;
        const { result } = await answered(was.events, { packs: { version: 9, document: candidate }, asOf });
        const { result: there } = await answered(would.events, { packs: inForce, asOf });
        const sides = (side: 'Before' | 'After', { tables }: WhatIfResult) =>
          tables['clocks']!.rows.flatMap((row) => {
            const [set, missed] = [row[`set${side}`], row[`missed${side}`]];
            return set === 0 ? [] : [{ rule: row['rule'], set, missed }];
          });
        expect(sides('After', result)).toEqual(sides('Before', there));
        expect(sumOf(result, 'clocks', 'missedAfter') - sumOf(result, 'clocks', 'missedBefore')).toBe(
          sumOf(result, 'clocks', 'newlyMissed') - sumOf(result, 'clocks', 'newlyMet'),
        );
        changed += result.changed;
      }),
      { numRuns: 25 },
    );
    expect(changed).toBeGreaterThan(20);
  });

  it('the same comes of cases that were put aside, and every decision is in one effect', async () => {
    await fc.assert(
      fc.asyncProperty(company, matrix, packs, async (one, candidate, pack) => {
        const { events } = lived(one);
        const question = { matrix: { ...candidate, version: 9 }, packs: { version: 9, document: pack } };
        const [all, few] = [await answered(events, question), await answered(events, question, new KeptCases(1))];
        const byCase = ({ items }: typeof all) =>
          casesIn(items)
            .map((item) => JSON.stringify(item))
            .toSorted();
        expect(byCase(few)).toEqual(byCase(all));
        expect(few.result).toEqual(all.result);
        const { result: inForceThen } = await answered(events, { matrix: inForce });
        expect(sumOf(all.result, 'decisions', 'decisions')).toBe(sumOf(inForceThen, 'decisions', 'decisions'));
        expect(await answered(events, question)).toEqual(all);
      }),
      { numRuns: 15 },
    );
  });
});
