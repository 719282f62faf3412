import {
  decide as decideAuthority,
  delegationInForce,
  defaultMatrix,
  evolve as evolveAuthority,
  matrixInForce,
  noAuthority,
  type AuthorityState,
} from '@redress/authority';
import {
  decide as decideImprovement,
  decideMeasurement,
  evolve as evolveImprovement,
  noImprovement,
  type ImprovementCommand,
  type ImprovementState,
  type MeasurementCommand,
} from '@redress/improvement';
import { decide, evolve, noComplaint, type ComplaintCommand, type ComplaintState } from '@redress/complaint';
import { RuleViolation } from '@redress/kernel';
import fc from 'fast-check';
import { secondMatrix } from './authority.js';
import { midnightOf } from './calendar.js';
import { Plan, type PlanOptions } from './plan.js';
import type { ComplaintStep, Step } from './step.js';
import { trades } from './trades.js';

const until = midnightOf('2026-11-22')!;
const planOf = (options: Partial<PlanOptions> = {}) => new Plan({ seed: 1, complaints: 300, until, ...options });

/** Decides every step as the handlers do, and tells what was not as the plan says; how the complaints stand in the end. */
function decided(steps: Iterable<Step>, secondFrom?: number) {
  const surprises: object[] = [];
  const refused = new Map<string, number>();
  const states = new Map<string, ComplaintState>();
  const sent = new Map<string, string>();
  const improvements = new Map<string, ImprovementState>();
  let authority: AuthorityState = evolveAuthority(noAuthority, { type: 'MatrixPublished', data: defaultMatrix });
  if (secondFrom !== undefined) {
    authority = evolveAuthority(authority, { type: 'MatrixPublished', data: { ...secondMatrix(secondFrom), version: 2 } });
  }
  for (const step of steps) {
    const { command, refusal } = step;
    let code: string | undefined;
    try {
      const first = sent.get(step.commandId);
      if (first !== undefined && first !== JSON.stringify(command.data)) throw new RuleViolation('idempotency-key-reused', '');
      if ('improvementId' in step) {
        const { improvementId, command: asked } = step;
        if (improvementId === null) decideMeasurement(asked as MeasurementCommand);
        else {
          const before = improvements.get(improvementId) ?? noImprovement;
          const raised = decideImprovement(before, asked as ImprovementCommand);
          improvements.set(improvementId, raised.reduce(evolveImprovement, before));
        }
      } else if (step.complaintId === null) {
        authority = decideAuthority(authority, step.command).reduce(evolveAuthority, authority);
      } else {
        const state = states.get(step.complaintId) ?? noComplaint;
        const happened = decide(state, underPolicies(step, authority));
        states.set(
          step.complaintId,
          happened.reduce((before, event) => evolve(before, { occurredAt: command.occurredAt, ...event }), state),
        );
      }
      sent.set(step.commandId, JSON.stringify(command.data));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      ({ code } = error);
      refused.set(code, (refused.get(code) ?? 0) + 1);
    }
    if (code !== refusal) surprises.push({ expected: refusal, code, step });
  }
  return { surprises, refused, states };
}

function underPolicies({ command }: ComplaintStep, authority: AuthorityState): ComplaintCommand {
  const id = command.type === 'approve' ? command.data.delegation : undefined;
  const delegation = id === undefined ? undefined : delegationInForce(authority, id, command.now);
  return {
    ...command,
    matrix: matrixInForce(authority, command.now),
    ...(delegation && { delegation, by: { ...command.by, actingFor: delegation.delegator } }),
  } as ComplaintCommand;
}

const codesOf = (steps: Iterable<Step>) => [...steps].flatMap(({ refusal }) => refusal ?? []);
const data = ({ command }: Step) => command.data as Readonly<Record<string, unknown>>;
const of = (steps: readonly Step[], type: Step['command']['type']) =>
  steps.filter(({ command, refusal }) => command.type === type && !refusal);

/** What domain §1 and §2 forbid, and the demo tries all the same. */
const provoked = {
  'received once': ['already-received', 'not-received', 'anonymous-named'],
  neutral: ['respondent-recused', 'recused-person', 'already-recused'],
  'approved and accepted': [
    'approval-required',
    'approval-outstanding',
    'exceeds-approved',
    'less-without-reason',
    'another-remedy',
    'already-ordered',
    'not-accepted',
    'acceptance-not-evidenced',
    'offer-not-subject-to-approval',
    'no-exchange-rate',
  ],
  'own authority': ['beyond-own-authority', 'forbidden-term'],
  'rounds of approval': ['round-superseded', 'no-open-round', 'no-proposal', 'already-proposed', 'already-accepted', 'approval-lapsed'],
  closing: [
    'not-on-the-spot',
    'not-in-summary',
    'not-investigated',
    'no-final-reply',
    'not-sent-back',
    'not-followed-up',
    'approval-open',
    'approved-not-ordered',
    'remedy-outstanding',
    'customer-not-told',
    'use-withdrawal',
    'not-anonymous',
    'final-reply-without-reasons',
    'final-reply-without-recourse',
  ],
  'sent back': ['no-external-recourse', 'not-re-evaluated'],
  closed: ['case-closed', 'not-closed'],
  levels: ['escalation-never-goes-down', 'hand-back-goes-up'],
  'once per command id': ['idempotency-key-reused', 'already-acknowledged'],
  time: ['future-time', 'out-of-order-time', 'finding-unexplained'],
  signing: [
    'self-approval',
    'already-signed',
    'role-not-missing',
    'not-your-turn',
    'no-such-delegation',
    'refusal-without-reason',
    'resolution-required',
    'resolution-not-expected',
    'resolution-inconsistent',
    'voter-not-neutral',
  ],
  paying: ['finance-confirms', 'approver-confirms-payment', 'nothing-owed'],
  'the authority': [
    'effective-too-soon',
    'ladder-not-from-zero',
    'delegation-to-oneself',
    'role-not-held',
    'not-the-delegator',
    'delegation-revoked',
  ],
};

describe('a plan', () => {
  it('is the same for the same seed, number and end, and another for others', () => {
    const text = (options?: Partial<PlanOptions>) => JSON.stringify([...planOf({ complaints: 100, ...options }).steps()]);
    expect(text() === text()).toBe(true);
    const ids = [{}, { seed: 2 }, { complaints: 99 }, { until: until - 86_400_000 }].map((options) => planOf(options).complaintIds[0]);
    expect(new Set(ids).size).toBe(4);
  });

  it('ends as planned, command by command, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 120 }), (seed, complaints) => {
        const { surprises, states } = decided(planOf({ seed, complaints }).steps());
        expect(surprises).toEqual([]);
        expect([...states.keys()].toSorted()).toEqual(planOf({ seed, complaints }).complaintIds.toSorted());
      }),
      { numRuns: 10, examples: [[1_456_904_588, 80]] },
    );
  });

  it('fits a second matrix that another demo has published', () => {
    const matrixFrom = midnightOf('2026-07-01')!;
    const steps = [...planOf({ matrixFrom }).steps()];
    expect(steps.filter(({ command }) => command.type === 'publishMatrix')).toEqual([]);
    expect(decided(steps, matrixFrom).surprises).toEqual([]);
  });
});

describe('the half-year until 22 November 2026', () => {
  const steps = [...planOf({ complaints: 5_000 }).steps()];
  const { states, refused, surprises } = decided(steps);
  const received = of(steps, 'receive');

  it('is sent in the order of time and under one id per command', () => {
    const times = steps.map(({ command }) => command.now);
    expect(times).toEqual(times.toSorted());
    expect([times[0]! >= '2026-05-22T16:00:00.000Z', times.at(-1)! < '2026-11-21T16:00:00.000Z']).toEqual([true, true]);
    const ids = steps.filter(({ refusal }) => refusal !== 'idempotency-key-reused').map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tries what each rule forbids, several times', () => {
    expect(surprises).toEqual([]);
    const listed = Object.values(provoked).flat();
    expect([...new Set(codesOf(steps))].toSorted()).toEqual(listed.toSorted());
    const ofTheAuthority = new Set(provoked['the authority']);
    const seldom = [...refused].filter(([code, count]) => count < 3 && !ofTheAuthority.has(code));
    expect(seldom).toEqual([]);
  });

  it('knows every trade, cause, channel and remedy, in two languages', () => {
    const told = (field: string) => new Set(received.map((step) => data(step)[field]));
    expect(told('cause')).toEqual(new Set(trades.flatMap(({ causes }) => causes.map(({ code }) => code))));
    expect(told('channel')).toEqual(new Set(trades.flatMap(({ channels }) => Object.keys(channels))));
    const remedies = new Set(of(steps, 'compensate').map((step) => data(step)['remedy']));
    expect(remedies).toEqual(new Set(trades.flatMap(({ remedies: paid, gestures }) => [...paid, ...gestures])));
    const chinese = received.filter((step) => data(step)['language'] === 'zh-CN').length / received.length;
    expect(chinese).toBeGreaterThan(0.55);
    expect(chinese).toBeLessThan(0.65);
  });

  it('has amounts on both sides of every edge, and customers who stay below the first', () => {
    const amounts = new Set(of(steps, 'propose').map((step) => (data(step)['borne'] as { amount: number }).amount));
    for (const edge of [200_000, 1_000_000, 5_000_000, 50_000_000])
      expect([amounts.has(edge - 1), amounts.has(edge)]).toEqual([true, true]);
    const customers = new Map(
      received.map((step) => [step.complaintId, (data(step)['complainant'] as { customerNumber?: string } | undefined)?.customerNumber]),
    );
    const below = new Map<unknown, number>();
    for (const step of of(steps, 'compensate')) {
      const { amount } = data(step)['borne'] as { amount: number };
      const who = customers.get(step.complaintId);
      if (amount >= 190_000 && amount < 200_000) below.set(who, (below.get(who) ?? 0) + 1);
    }
    expect(Math.max(...below.values())).toBeGreaterThanOrEqual(3);
  });

  it('has causes that rise, and one that falls off a cliff', () => {
    const share = (cause: string, from: string, to: string) => {
      const meant = received.filter(({ command: { now } }) => now >= from && now < to);
      return meant.filter((step) => data(step)['cause'] === cause).length / meant.length;
    };
    expect(share('unexpected-charges', '2026-11', '2026-12')).toBeGreaterThan(2 * share('unexpected-charges', '2026-06', '2026-08'));
    expect(share('parts-quality', '2026-10', '2026-12')).toBeLessThan(0.1 * share('parts-quality', '2026-06', '2026-09'));
  });

  it('leaves open cases wherever a case can stand', () => {
    const open = [...states.values()].filter((state) => state.status === 'open');
    expect(open.some(({ acknowledged }) => acknowledged === 'no')).toBe(true);
    expect(open.some(({ handlers }) => handlers.length === 0)).toBe(true);
    expect(open.some(({ investigated, proposal }) => investigated && proposal === null)).toBe(true);
    expect(open.some(({ proposal }) => proposal?.status === 'granted')).toBe(true);
    expect(open.some(({ remedies }) => remedies.some(({ status }) => status === 'ordered'))).toBe(true);
    expect(open.some(({ sentBack }) => sentBack)).toBe(true);
    const waitedFor = open.flatMap(({ proposal }) => {
      const signed = proposal?.signatures.map(({ role }) => role) ?? [];
      return proposal?.status === 'requested' ? proposal.request!.required.filter(({ role }) => !signed.includes(role)) : [];
    });
    const roles = ['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board'];
    expect([...new Set(waitedFor.map(({ role }) => role))].toSorted()).toEqual(roles.toSorted());
  });

  it('ends in every way that a case can', () => {
    const outcomes = new Set([...states.values()].flatMap((state) => (state.status === 'closed' ? [state.outcome] : [])));
    const all = ['upheld', 'partly', 'rejected', 'goodwill', 'withdrawn', 'transferred', 'duplicate', 'inadmissible', 'unresolved'];
    expect([...outcomes].toSorted()).toEqual(all.toSorted());
  });
});
