import type { ComplaintState } from '@redress/complaint';
import { Contradiction, type Recorded } from '@redress/kernel';
import { orderIncidentRemedies } from './incident-automations.js';
import { forEach, IncidentMembers, type IncidentParts } from './incident-members.js';

describe('something for many members', () => {
  it('is done for each once, some at a time', async () => {
    const [done, most] = [[] as number[], { underWay: 0, at: 0 }];
    await forEach(
      Array.from({ length: 500 }, (_, i) => i),
      async (one) => {
        most.at = Math.max(most.at, (most.underWay += 1));
        await Promise.resolve();
        most.underWay -= 1;
        done.push(one);
      },
    );
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(most.at).toBeGreaterThan(1);
    expect(most.at).toBeLessThanOrEqual(32);
  });

  it('ends with the first failure, and leaves nothing under way', async () => {
    let begun = 0;
    let ended = 0;
    const work = async (one: number): Promise<void> => {
      begun += 1;
      await Promise.resolve();
      ended += 1;
      if (one === 40) throw new Error('the store is away');
    };
    const all = forEach(
      Array.from({ length: 500 }, (_, i) => i),
      work,
    );
    await expect(all).rejects.toThrow('the store is away');
    expect(ended).toBe(begun);
    expect(begun).toBeLessThan(200);
  });
});

it('skips what makes no sense any more, such as a remedy that was retired since it was offered, and goes on', async () => {
  const refuse = () => Promise.reject(new Contradiction('retired-code', 'remedy: this code is retired.'));
  const member = { status: 'open', incidentId: 'fog', proposal: null, form: {} } as unknown as ComplaintState;
  const parts = {
    complaints: { execute: refuse },
    complaintStates: { latest: () => Promise.resolve(member) },
    now: () => new Date(),
  } as unknown as IncidentParts;
  const members = new IncidentMembers(parts, 'fog', { id: 'e1', metadata: { $correlationId: 'c1' } } as Recorded);
  const borne = { amount: 100, currency: 'CNY' };
  const offer = { offer: 1, remedy: 'meal', borne, beneficiary: 'customer', terms: [], acceptance: 'mass-incident', joinings: 1 } as const;
  await members.offers('one', [{ ...offer, reason: 'fog' }]);
  expect(members.skipped).toEqual([{ complaintId: 'one', offer: 1, code: 'retired-code' }]);
});

it.each([
  [null, ['compensate']],
  ['refused', []],
])('orders what was offered once it is signed, unless the customer has refused it: %s', async (customer, expected) => {
  const asked: string[] = [];
  const proposal = { round: 1, status: 'granted', customer, remedy: 'meal', borne: {}, incident: { incidentId: 'fog', offer: 1 } };
  const member = { status: 'open', incidentId: 'fog', proposal, form: {} } as unknown as ComplaintState;
  const parts = {
    complaints: { execute: ({ command }: { command: { type: string } }) => Promise.resolve(asked.push(command.type)) },
    complaintStates: { latest: () => Promise.resolve(member) },
    incidentStates: { latest: () => Promise.resolve({ status: 'open', offers: [{ offer: 1 }] }) },
    now: () => new Date(),
  } as unknown as IncidentParts;
  const signed = { id: 'e1', stream: 'complaint-1', type: 'ApprovalGranted', data: { round: 1, completes: true }, metadata: {} };
  await orderIncidentRemedies(parts).act(signed as unknown as Recorded);
  expect(asked).toEqual(expected);
});
