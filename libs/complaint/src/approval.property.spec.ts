import { requirementOf, seatsOf, type Matrix } from '@redress/authority';
import { RuleViolation, type Decided, type Money } from '@redress/kernel';
import { story } from '@redress/testing';
import fc from 'fast-check';
import type { ComplaintCommand } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { decide } from './decide.js';
import { isOpen, openSeats } from './proposal.js';
import { evolve, noComplaint, type ComplaintState } from './state.js';

/*
 * For any matrix and any sequence of commands, nothing is ever compensated without the signatures that its total needed when it was
 * requested (domain §2). What was needed and who signed is kept here by a ledger of its own, from the commands' matrices and the events.
 */

const roles = ['clerk', 'head', 'director', 'chief', 'council'] as const;
const people = ['u-handler', 'u-a', 'u-b', 'u-c', 'u-d', 'u-e', 'u-f'] as const;
/** Who may be given the case or recused: few, or nobody would be left to sign. */
const few = ['u-handler', 'u-a', 'u-b'] as const;

const band = fc.record({
  scope: fc.constantFrom('near', 'far'),
  roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 4 }),
  mode: fc.constantFrom('any' as const, 'all' as const, 'ordered' as const),
  validDays: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});

const matrices = fc
  .tuple(fc.array(band, { minLength: 1, maxLength: 4 }), fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }))
  .map(([bands, edges]): Matrix => ({
    ...story.matrix,
    bands: bands.map((one, i) => ({ ...one, from: i === 0 ? 0 : edges.toSorted((a, b) => a - b)[i - 1]! })),
    bodies: [{ role: 'council', recordedBy: 'clerk' }],
    rates: [{ currency: 'USD', rate: '2.5' }],
  }));

const money = fc.record({ amount: fc.integer({ min: 0, max: 300 }), currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD') });
const round = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const resolution = fc.record({
  number: fc.constant('7'),
  date: fc.constant('2026-11-20'),
  minutesHash: fc.constant('d'.repeat(64)),
  voters: fc.uniqueArray(fc.constantFrom('u-x', 'u-y', ...people), { minLength: 1, maxLength: 2 }),
  recusals: fc.constant([]),
});

const steps = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('propose' as const),
      data: fc.record({
        remedy: fc.constantFrom('refund', 'voucher'),
        borne: money,
        beneficiary: fc.constantFrom('customer' as const, 'heir' as const),
        terms: fc.constantFrom([], ['return-of-goods']),
      }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('approve' as const),
      data: fc.record({
        round,
        decision: fc.constantFrom('granted' as const, 'granted' as const, 'granted' as const, 'refused' as const),
        reason: fc.constant('no'),
        role: fc.option(fc.constantFrom(...roles), { nil: undefined }),
        resolution: fc.option(resolution, { nil: undefined }),
      }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('compensate' as const),
      data: fc.record({
        remedy: fc.constantFrom('refund', 'voucher'),
        borne: money,
        approvalRound: round,
        acceptance: fc.constant('goodwill' as const),
        lessBecause: fc.constant('fee'),
      }),
    }),
  },
  fc.record({
    type: fc.constant('recuse' as const),
    data: fc.record({
      person: fc.constantFrom(...few),
      reason: fc.constant('relative'),
      vacates: fc.subarray([...roles], { maxLength: 1 }),
    }),
  }),
  fc.record({ type: fc.constant('assign' as const), data: fc.record({ person: fc.constantFrom(...few) }) }),
  fc.record({ type: fc.constant('withdrawProposal' as const), data: fc.constant({ reason: 'wrong' }) }),
  fc.record({
    type: fc.constant('recordCustomerDecision' as const),
    data: fc.constantFrom(
      { decision: 'accepted' as const, consent: 'verbal' as const, acceptedBy: 'customer' as const, subjectToApproval: true },
      { decision: 'refused' as const, refusedBy: 'customer' as const },
    ),
  }),
  fc.record({ type: fc.constant('cancelCompensation' as const), data: fc.constant({ compensation: 1, reason: 'typing-error' }) }),
);

const plays = fc.array(
  fc.record({
    step: steps,
    matrix: fc.nat({ max: 1 }),
    /** Hours since the step before. */
    later: fc.constantFrom(0, 0, 0, 1, 20),
    sub: fc.constantFrom(...people),
    roles: fc.subarray([...roles], { minLength: 1 }),
    /** What fits the running proposal, where there is one: chance alone would seldom get there. */
    apt: fc.boolean(),
  }),
  { minLength: 20, maxLength: 40 },
);

interface Asked {
  readonly borne: Money;
  readonly already: readonly Money[];
  readonly matrix: Matrix;
  readonly remedy: string;
  /** By role: who stands behind the signature. */
  readonly signed: Map<string, readonly string[]>;
}

type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

/** The same step, made to fit the running proposal. */
function fitting(step: Step, state: ComplaintState): { readonly type: Step['type']; readonly data: object } {
  const proposal = state.status === 'open' ? state.proposal : null;
  if (state.status !== 'open' || !isOpen(proposal)) return step;
  const { remedy, borne, round } = proposal;
  if (step.type === 'compensate') return { ...step, data: { ...step.data, remedy, borne, approvalRound: round } };
  if (step.type !== 'approve') return step;
  const [seat] = openSeats(state, proposal).next;
  const decided = { ...step.data.resolution, number: '7', date: '2026-11-20', minutesHash: 'd'.repeat(64), recusals: [] };
  const body = seat?.role === 'council' && { resolution: { ...decided, voters: step.data.resolution?.voters ?? ['u-x'] } };
  return { ...step, data: { round, role: seat?.role, decision: 'granted', ...body } };
}

/** What the property holds against every order. */
function holds(fact: boolean, what: string): void {
  if (!fact) throw new Error(`does not hold: ${what}`);
}

describe('approval', () => {
  it('is never bypassed', () => {
    let orders = 0;
    let signedOrders = 0;
    fc.assert(
      fc.property(fc.tuple(matrices, matrices), plays, (published, played) => {
        const form = { ...story.form, respondents: ['u-f'], product: undefined, unit: undefined };
        let state: ComplaintState = evolve(noComplaint, { type: 'Received', data: form });
        const remedies: { borne: Money; cancelled: boolean }[] = [];
        const asked = new Map<number, Asked>();
        const vacant: string[] = [];
        let hours = 0;
        for (const { step: drawn, matrix, later, sub, roles: held, apt } of played) {
          hours += later;
          const now = new Date(Date.parse(story.now) + hours * 3_600_000).toISOString();
          const step = apt ? fitting(drawn, state) : drawn;
          const by = { sub, roles: apt ? roles : held };
          const command = { ...step, by, now, occurredAt: now, origin: 'api', matrix: published[matrix]! } as unknown as ComplaintCommand;
          let events: Decided<ComplaintEvent>[];
          try {
            events = decide(state, command);
          } catch (error) {
            if (!(error instanceof RuleViolation)) throw error;
            continue;
          }
          for (const event of events) {
            if (event.type === 'ApprovalRequested') {
              const { remedy, borne } = (step as { data: { remedy: string; borne: Money } }).data;
              const already = remedies.filter(({ cancelled }) => !cancelled).map((one) => one.borne);
              asked.set(event.data.round, { borne, already, matrix: published[matrix]!, remedy, signed: new Map() });
            } else if (event.type === 'ApprovalGranted') {
              const { round: number, role, approver, resolution: decided } = event.data;
              asked.get(number)!.signed.set(role, decided?.voters ?? [approver]);
            } else if (event.type === 'ApprovalVoided' && event.data.approver !== undefined) {
              const { signed } = asked.get(event.data.round)!;
              for (const [role, behind] of signed) if (behind.includes(event.data.approver)) signed.delete(role);
            } else if (event.type === 'Recused') {
              vacant.push(...event.data.vacates);
            } else if (event.type === 'CompensationCancelled') {
              remedies[event.data.compensation - 1]!.cancelled = true;
            } else if (event.type === 'Compensated') {
              const borne = event.data.borne!;
              const number = event.data.approvalRound;
              orders += 1;
              if (number === undefined) {
                const already = remedies.filter(({ cancelled }) => !cancelled).map((one) => one.borne);
                const { required } = requirementOf(published[matrix]!, { already, now: borne, remedy: event.data.remedy });
                holds(required.length === 0, 'without a round nobody has to sign');
              } else {
                const request = asked.get(number)!;
                holds(borne.currency === request.borne.currency, 'the currency is that of the request');
                holds(borne.amount <= request.borne.amount, 'no more than was requested');
                const { required, mode } = requirementOf(request.matrix, { ...request, now: request.borne });
                const empty = vacant.filter((role) => !request.signed.has(role));
                const seats = seatsOf(required, empty).map(({ role }) => role);
                const signed = seats.filter((role) => request.signed.has(role));
                holds(signed.length >= (mode === 'any' ? Math.min(1, seats.length) : seats.length), 'every signature that was needed');
                if (signed.length > 0) signedOrders += 1;
                const behind = signed.flatMap((role) => request.signed.get(role)!);
                holds(new Set(behind).size === behind.length, 'one person fills one role');
                holds(!behind.includes('u-f'), 'no respondent signs');
              }
              remedies.push({ borne, cancelled: false });
            }
            state = evolve(state, event);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    // The test shows something only if remedies were ordered at all, and under signatures.
    expect(orders).toBeGreaterThan(300);
    expect(signedOrders).toBeGreaterThan(60);
  });
});
