import { defaultMatrix, type Matrix } from '@redress/authority';
import { decide, evolve, noComplaint, type ComplaintCommand, type ComplaintEvent, type ComplaintState } from '@redress/complaint';
import { RuleViolation } from '@redress/kernel';
import fc from 'fast-check';
import { recorded, rounds, story, uuid } from '@redress/testing';
import { never } from './approvals.entity.js';
import { concerning, foldApprovals, statusAt, waitingSeats, type CaseApprovals } from './fold-approvals.js';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;

const { event, sample } = story;
const { cny, granted, proposal, requested } = rounds;

const day = (n: number) => `2026-11-${22 + n}T08:00:00.000Z`;

/** One event a day, from the 22nd on, on a form by a customer. */
function fold(...events: readonly Told[]): CaseApprovals {
  return [event('Received', story.form), ...events].reduce<CaseApprovals | undefined>((before, told, i) => {
    const one = recorded(1, i, told, { position: BigInt(100 + i), occurredAt: day(i) });
    return foldApprovals(before, { ...one, metadata: { ...one.metadata, subjectIds: ['customer-1'] } } as typeof one);
  }, undefined)!;
}

/** The latest round. */
const round = (...events: readonly Told[]) => fold(...events).rounds.at(-1)!;
const waiting = (...events: readonly Told[]) => fold(...events).rounds.flatMap(waitingSeats);
const roles = (...events: readonly Told[]) => waiting(...events).map(({ role }) => role);

test('a request is kept as it was frozen, with the kind of complaint, and who proposes or is complained about may not sign', () => {
  expect(round(...requested(150_000))).toEqual({
    complaintId: uuid(1),
    round: 1,
    status: 'requested',
    product: 'warranty',
    unit: 'beijing',
    subjectId: 'customer-1',
    remedy: 'refund',
    matrixVersion: 1,
    bandFrom: '1',
    bandBelow: '200000',
    scope: 'channel',
    mode: 'any',
    currency: 'CNY',
    already: '0',
    now: '150000',
    total: '150000',
    proposed: cny(150_000),
    proposer: 'u-handler',
    required: sample.ApprovalRequested.required,
    bodies: [{ role: 'board', recordedBy: 'board-secretary' }],
    missing: [{ role: 'channel-head' }, { role: 'operations-director' }],
    next: [{ role: 'channel-head' }, { role: 'operations-director' }],
    signed: [],
    involved: ['u-handler', 'u-salesman'],
    reason: expect.objectContaining({ en: expect.stringContaining('1500.00') }),
    customer: null,
    endedBecause: null,
    requestedAt: new Date(day(2)),
    lapsesAt: new Date(rounds.lapsesAt),
    decidedAt: null,
    recordedAt: new Date(day(2)),
    position: '102',
  });
});

test('where nobody has to sign it is granted, and does not lapse unless the matrix says so', () => {
  expect(round(...requested(0))).toMatchObject({ status: 'granted', decidedAt: null, lapsesAt: never, missing: [], next: [] });
  expect(waiting(...requested(0))).toEqual([]);
});

test('who may sign now, by role: all of a band at once, less those who signed', () => {
  expect(roles(...requested(250_000))).toEqual(['channel-head', 'operations-director', 'cfo']);
  expect(roles(...requested(250_000), granted('cfo'))).toEqual(['channel-head', 'operations-director']);
  expect(roles(...requested(150_000), granted('channel-head', { completes: true }))).toEqual([]);
});

test('in order: only the first that is missing', () => {
  const [proposed, request] = requested(250_000);
  const inOrder = [proposed!, event('ApprovalRequested', { ...(request!.data as (typeof sample)['ApprovalRequested']), mode: 'ordered' })];
  expect(roles(...inOrder)).toEqual(['channel-head']);
  expect(round(...inOrder).missing).toHaveLength(3);
  expect(roles(...inOrder, granted('channel-head'))).toEqual(['operations-director']);
});

test('a body can be asked for by its name, and is signed for by who records its resolutions, who may have signed for another role', () => {
  const signed = granted('general-manager');
  const board = waiting(...requested(50_000_000), signed).filter(({ seat }) => seat === 'board');
  expect(board).toEqual([
    expect.objectContaining({ role: 'board', signs: false }),
    expect.objectContaining({ role: 'board-secretary', signs: true, barred: ['u-handler', 'u-salesman'] }),
  ]);
  const people = waiting(...requested(50_000_000), signed).filter(({ seat }) => seat !== 'board');
  expect(people[0]).toMatchObject({ signs: true, barred: ['u-handler', 'u-salesman', 'u-manager'] });
});

test('who voted in a resolution does not sign for another role; who recorded it may', () => {
  const barred = waiting(...requested(50_000_000), granted('board')).map((seat) => seat.barred);
  expect(new Set(barred.flat())).toEqual(new Set(['u-handler', 'u-salesman', 'u-chair', 'u-member']));
});

test('a signature is told with who stands behind it, and as a step', () => {
  const data = { ...sample.ApprovalGranted, role: 'cfo', standsInFor: 'operations-director', approver: 'u-deputy', actingFor: 'u-cfo' };
  const { rounds: found, steps } = fold(...requested(250_000), event('ApprovalGranted', { ...data, completes: false }));
  expect(found[0]!.signed).toEqual([
    { role: 'cfo', standsInFor: 'operations-director', approver: 'u-deputy', actingFor: 'u-cfo', at: day(3) },
  ]);
  expect(waitingSeats(found[0]!)[0]!.barred).toEqual(['u-handler', 'u-salesman', 'u-deputy', 'u-cfo']);
  expect(steps).toEqual([
    {
      complaintId: uuid(1),
      revision: 3,
      round: 1,
      kind: 'signed',
      status: 'requested',
      role: 'operations-director',
      approver: 'u-deputy',
      actingFor: 'u-cfo',
      occurredAt: new Date(day(3)),
      recordedAt: new Date(day(3)),
      position: '103',
    },
  ]);
});

const complete = [...requested(150_000), granted('channel-head', { completes: true })];

test.each<[string, readonly Told[], object, object]>([
  ['the last signature', complete, { status: 'granted', decidedAt: new Date(day(3)) }, { kind: 'signed', role: 'channel-head' }],
  [
    'a refusal',
    [...requested(150_000), event('ApprovalRefused', sample.ApprovalRefused)],
    { status: 'refused', endedBecause: 'too-much', decidedAt: new Date(day(3)), next: [] },
    { kind: 'refused', role: 'channel-head', approver: 'u-channel' },
  ],
  [
    'a change',
    [...complete, event('ApprovalVoided', { round: 1, cause: 'changed' })],
    { status: 'voided', endedBecause: 'changed' },
    { kind: 'voided' },
  ],
  [
    'a change of what has lapsed',
    [...requested(150_000), event('ApprovalVoided', { round: 1, cause: 'lapsed' })],
    { status: 'lapsed', endedBecause: 'lapsed' },
    { kind: 'voided', status: 'lapsed' },
  ],
  [
    'a withdrawal',
    [...requested(150_000), event('ResolutionWithdrawn', sample.ResolutionWithdrawn)],
    { status: 'withdrawn', endedBecause: 'customer-asks-for-less' },
    { kind: 'withdrawn' },
  ],
  [
    'an order',
    [...complete, event('Compensated', { ...sample.Compensated, approvalRound: 1 })],
    { status: 'spent', decidedAt: new Date(day(3)) },
    { kind: 'ordered' },
  ],
  [
    'an acceptance, which is no step',
    [...complete, event('CustomerAccepted', sample.CustomerAccepted)],
    { status: 'granted', customer: 'accepted' },
    { kind: 'signed' },
  ],
  [
    "a customer's refusal",
    [...complete, event('CustomerRefused', sample.CustomerRefused), event('ApprovalVoided', { round: 1, cause: 'customer-refused' })],
    { status: 'voided', customer: 'refused', endedBecause: 'customer-refused' },
    { kind: 'voided' },
  ],
])('after %s', (_, events, after, step) => {
  expect(round(...events)).toMatchObject(after);
  expect(fold(...events).steps.at(-1)).toMatchObject(step);
});

test('what ends a round after it lapsed leaves it lapsed; at an instant one is lapsed without any event', () => {
  const late = recorded(1, 3, event('ApprovalVoided', { round: 1, cause: 'withdrawn' }), { occurredAt: rounds.lapsesAt });
  expect(foldApprovals(fold(...requested(150_000)), late).rounds[0]).toMatchObject({ status: 'lapsed' });
  const before = new Date(Date.parse(rounds.lapsesAt) - 1);
  const { lapsesAt } = round(...requested(150_000));
  expect([before, lapsesAt].map((at) => statusAt(round(...requested(150_000)), at))).toEqual(['requested', 'lapsed']);
  expect([before, lapsesAt].map((at) => statusAt(round(...complete), at))).toEqual(['granted', 'lapsed']);
  expect(statusAt(round(...complete, event('Compensated', { ...sample.Compensated, approvalRound: 1 })), lapsesAt)).toBe('spent');
});

test('less of the same goes on in the round: the request stays, what is proposed is less, the customer is asked anew', () => {
  const accepted = [...complete, event('CustomerAccepted', sample.CustomerAccepted)];
  const less = round(...accepted, event('ResolutionProposed', proposal(90_000)));
  expect(less).toEqual({ ...round(...accepted), proposed: cny(90_000), customer: null });
});

test('more of it is a round of its own beside the one that was voided', () => {
  const events = [...complete, event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(250_000, { round: 2 })];
  expect(fold(...events).rounds.map(({ round: ordinal, status, total }) => [ordinal, status, total])).toEqual([
    [1, 'voided', '150000'],
    [2, 'requested', '250000'],
  ]);
  expect(waiting(...events).map((seat) => [seat.round, seat.role])).toEqual([
    [2, 'channel-head'],
    [2, 'operations-director'],
    [2, 'cfo'],
  ]);
});

test('who is given the case may not sign from then on', () => {
  const events = [
    ...requested(150_000),
    event('Assigned', { person: 'u-channel' }),
    event('HandedBack', { ...sample.HandedBack, person: 'u-2' }),
  ];
  expect(round(...events).involved).toEqual(['u-handler', 'u-channel', 'u-2', 'u-salesman']);
  expect(round(event('Assigned', { person: 'u-channel' }), ...requested(150_000)).involved).toContain('u-channel');
  expect(round(...requested(150_000), event('Assigned', { unit: 'beijing' })).involved).toEqual(['u-handler', 'u-salesman']);
});

test('who investigated, or proposed in an earlier round, may not sign from then on', () => {
  const investigated = recorded(1, 3, event('Investigated', sample.Investigated), { actor: { sub: 'u-9', roles: ['handler'] } });
  expect(foldApprovals(fold(...requested(150_000)), investigated).rounds[0]!.involved).toEqual(['u-handler', 'u-9', 'u-salesman']);
  const [proposed, ...asked] = requested(150_000);
  const first = [{ ...proposed!, data: { ...proposed!.data, proposer: 'u-first' } }, ...asked] as readonly Told[];
  const again = [event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(250_000, { round: 2 })];
  expect(round(...first, ...again).involved).toEqual(['u-handler', 'u-first', 'u-salesman']);
});

test('who is involved already, a team and a role that nobody has to fill leave the very same round: nothing is written', () => {
  const before = fold(...requested(150_000), event('Assigned', { person: 'u-channel' }));
  for (const data of [{ person: 'u-channel' }, { team: 'claims' }])
    expect(foldApprovals(before, recorded(1, 4, event('Assigned', data))).rounds[0]).toBe(before.rounds[0]);
  const recused = event('Recused', { person: 'u-channel', reason: 'knows-the-customer', vacates: ['cfo'] });
  expect(foldApprovals(before, recorded(1, 4, recused)).rounds[0]).toBe(before.rounds[0]);
});

test('a recusal that empties a role gives its seat to the stand-in; the signature of who is recused is void', () => {
  const recused = [
    event('Recused', { person: 'u-channel', reason: 'knows-the-customer', vacates: ['channel-head'] }),
    event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-channel' }),
  ];
  const after = round(...requested(250_000), granted('channel-head'), granted('cfo'), ...recused);
  expect(after).toMatchObject({ status: 'requested', signed: [{ approver: 'u-cfo' }], decidedAt: null });
  expect(after.next).toEqual([{ role: 'general-manager', standsInFor: 'channel-head' }, { role: 'operations-director' }]);
  expect(after.involved).toContain('u-channel');
});

test('a signature that was the last, or given for who is recused, is void as well', () => {
  const signed = { ...sample.ApprovalGranted, approver: 'u-deputy', actingFor: 'u-channel' };
  const { rounds: found, steps } = fold(
    ...requested(150_000),
    event('ApprovalGranted', signed),
    event('Recused', { person: 'u-channel', reason: 'knows-the-customer', vacates: [] }),
    event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-deputy' }),
  );
  expect(found[0]).toMatchObject({ status: 'requested', signed: [], decidedAt: null });
  expect(steps.map(({ kind, status, approver }) => [kind, status, approver])).toEqual([
    ['signed', 'granted', 'u-deputy'],
    ['unsigned', 'requested', 'u-deputy'],
  ]);
});

test('an event that it has already changes nothing, nor does one that does not concern it or a round that is over', () => {
  const after = fold(...complete);
  expect(foldApprovals(after, recorded(1, 3, granted('operations-director')))).toBe(after);
  for (const [type, data] of Object.entries(sample)) {
    if (concerning.has(type)) continue;
    expect(foldApprovals(after, recorded(1, 4, { type, data }))).toBe(after);
  }
  const over = fold(...complete, event('ResolutionWithdrawn', sample.ResolutionWithdrawn));
  const more = foldApprovals(over, recorded(1, 5, event('CustomerAccepted', sample.CustomerAccepted)));
  expect(more).toEqual({ ...over, complaint: { ...over.complaint, revision: 5 } });
});

test('a stream that does not begin with Received is refused', () => {
  expect(() => foldApprovals(undefined, recorded(1, 0, granted('cfo')))).toThrow('begins with ApprovalGranted');
});

describe('in any life of a complaint', () => {
  const people = ['u-1', 'u-2', 'u-3', 'u-handler'];
  const signing = ['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board-secretary'];
  const everybody = people.flatMap((sub) => signing.map((role) => [sub, role] as const));
  const who = fc.constantFrom(...people);
  let resolutions = 0;
  const acts = fc.oneof(
    fc
      .record({ amount: fc.constantFrom(0, 150_000, 250_000, 2_000_000, 60_000_000), by: who })
      .map(
        ({ amount, by }) =>
          ['propose', { remedy: 'refund', borne: cny(amount), beneficiary: 'customer', terms: [] }, by, 'handler'] as const,
      ),
    {
      weight: 5,
      arbitrary: fc
        .record({ by: fc.option(who, { freq: 2 }), role: fc.constantFrom(...signing) })
        .map(({ by, role }) => ['approve', signatureIn(role), by ?? `u-${role}`, role] as const),
    },
    who.map((by) => ['investigate', sample.Investigated, by, 'handler'] as const),
    who.map((person) => ['assign', { person }, 'u-9', 'supervisor'] as const),
    fc
      .record({
        person: fc.constantFrom('u-8', ...people),
        vacates: fc.subarray(['channel-head', 'cfo', 'chief-actuary', 'board'], { maxLength: 2 }),
      })
      .map((data) => ['recuse', { ...data, reason: 'x' }, 'u-9', 'supervisor'] as const),
  );
  function signatureIn(role: string) {
    // A resolution signs once, and is not older than the request.
    const resolution = { ...rounds.resolution, number: `${(resolutions += 1)}`, date: story.now.slice(0, 10), voters: ['u-chair'] };
    return { decision: 'granted', ...(role === 'board-secretary' && { resolution }) };
  }
  function tried(state: ComplaintState, [type, data, sub, role]: readonly [string, object, string, string], matrix: Matrix) {
    try {
      return decide(state, {
        ...story.command(type as 'propose', data as never, { by: { sub, roles: [role] } }),
        matrix,
      } as ComplaintCommand);
    } catch (refused) {
      if (refused instanceof RuleViolation) return [];
      throw refused;
    }
  }

  test('those wait for a signature whose signature the decision would take', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 25, size: 'max' }), fc.constantFrom('all' as const, 'ordered' as const), (told, mode) => {
        const bands = defaultMatrix.bands.map((band) => (band.roles.length > 2 ? { ...band, mode } : band));
        const matrix: Matrix = { ...defaultMatrix, bands, version: 1 };
        let state: ComplaintState = noComplaint;
        let view: CaseApprovals | undefined;
        let revision = 0;
        for (const act of [['receive', story.form, 'u-9', 'handler'] as const, ...told]) {
          for (const one of tried(state, act, matrix)) {
            const [, , sub, role] = act;
            const told = recorded(1, revision++, one, { occurredAt: story.now, actor: { sub, roles: [role] } });
            state = evolve(state, told);
            view = foldApprovals(view, told);
          }
          const seats = view!.rounds.flatMap(waitingSeats).filter(({ signs }) => signs);
          const waiting = everybody.filter(([sub, role]) => seats.some((seat) => seat.role === role && !seat.barred.includes(sub)));
          const taken = everybody.filter(([sub, role]) => tried(state, ['approve', signatureIn(role), sub, role], matrix).length > 0);
          expect(waiting).toEqual(taken);
        }
      }),
      { numRuns: 60 },
    );
  });
});
