import { requirementOf, type Matrix } from '@redress/authority';
import { RuleViolation } from '@redress/kernel';
import { story } from '@redress/testing';
import fc from 'fast-check';
import type { ComplaintCommand } from './commands.js';
import { costOf } from './counted.js';
import { decide } from './decide.js';
import { evolve, noComplaint, type ComplaintState } from './state.js';

/*
 * Rule 3: whatever is proposed, signed and ordered in joint cases, in whatever order, the largest order stands under the signatures that the
 * sum of all of them asks for, as if all had been one case. The matrix asks for more the higher the total, as any sensible one does.
 */

const ladder = ['head', 'director', 'chief', 'board'];

const matrixOf = (edges: readonly number[]): Matrix => ({
  ...story.matrix,
  bands: [0, ...edges.toSorted((a, b) => a - b)].map((from, i) => ({ from, scope: 's', roles: ladder.slice(0, i), mode: 'all' as const })),
  bodies: [],
});
const matrices = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 4, maxLength: 4 }).map(matrixOf);

const plays = fc.array(
  fc.record({
    at: fc.nat({ max: 2 }),
    step: fc.constantFrom('propose', 'sign', 'sign', 'order', 'order', 'small'),
    amount: fc.integer({ min: 1, max: 120 }),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

const play = (at: number, step: string, amount: number) => ({ at, step, amount });
/** A small remedy in a case with a round, while what another case proposes is counted in that round: together they come to 171. */
const smallBesideARound = [
  play(0, 'propose', 25),
  play(1, 'propose', 33),
  play(2, 'propose', 80),
  play(0, 'order', 25),
  play(2, 'small', 33),
  play(1, 'order', 33),
  play(2, 'order', 80),
];

/** What a case is asked for in a step; a signature is that of all who are missing. */
function commandsOf(
  state: ComplaintState,
  { step, amount }: { step: string; amount: number },
): [type: string, data: object, roles?: string[]][] {
  const borne = { amount, currency: 'CNY' };
  const proposal = state.status === 'open' ? state.proposal : null;
  if (step === 'propose') return [['propose', { remedy: 'refund', borne, beneficiary: 'customer', terms: [] }]];
  if (step === 'small') return [['compensate', { remedy: 'gift', borne, acceptance: 'goodwill' }]];
  if (!proposal) return [];
  if (step === 'order')
    return [['compensate', { remedy: 'refund', borne: proposal.borne, acceptance: 'goodwill', approvalRound: proposal.round }]];
  return (proposal.request?.required ?? []).map(({ role }) => ['approve', { decision: 'granted', role }, [role]]);
}

it('splitting over joint cases never needs fewer signatures', () => {
  let [orders, joint, outgrown] = [0, 0, 0];
  fc.assert(
    fc.property(matrices, plays, (matrix, played) => {
      const states: ComplaintState[] = [0, 1, 2].map(() =>
        evolve(noComplaint, { type: 'Received', data: { ...story.form, respondents: [] } }),
      );
      for (const play of played) {
        for (const [type, data, roles = ['handler']] of commandsOf(states[play.at]!, play)) {
          const { now } = story;
          const others = states.flatMap((state, i) => (i === play.at ? [] : (costOf(`c-${i}`, state, now) ?? [])));
          const by = { sub: `u-${roles[0]}`, roles };
          const command = { type, data, by, now, occurredAt: now, origin: 'api', matrix, others } as unknown as ComplaintCommand;
          const before = states[play.at]!;
          try {
            states[play.at] = decide(before, command).reduce<ComplaintState>(evolve, before);
          } catch (error) {
            if (!(error instanceof RuleViolation)) throw error;
            if (error.code === 'approval-outgrown') outgrown += 1;
            continue;
          }
          if (type !== 'compensate') continue;
          orders += 1;
          // All that is ordered by now, in whatever case, and who signed for this one.
          const all = states.flatMap((state) => costOf('c', state, now)?.ordered ?? []);
          const own = states[play.at]!;
          const signed = own.status === 'open' ? own.remedies.at(-1)!.approvers : [];
          const now0 = { amount: 0, currency: 'CNY' };
          const { required } = requirementOf(matrix, { already: all, now: now0, remedy: 'refund' });
          const missing = required.filter(({ role }) => !signed.includes(`u-${role}`));
          if (missing.length > 0) throw new Error(`ordered without ${missing.map(({ role }) => role).join(', ')}`);
          if (others.some(({ ordered }) => ordered.length > 0)) joint += 1;
        }
      }
    }),
    {
      numRuns: 500,
      examples: [[matrixOf([171, 172, 173, 174]), smallBesideARound]],
    },
  );
  // The property shows something only if joint cases ordered, and were kept from ordering (as a rule 770, 310 and 40 times).
  expect([orders > 100, joint > 30, outgrown > 3]).toEqual([true, true, true]);
});
