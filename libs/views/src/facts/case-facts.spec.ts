import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { recorded, story, uuid } from '@redress/testing';
import type { ComplainedFact, HeldFact } from './case-facts.entity.js';
import { factOf, factsCorrected, factsOf, standingAfter, type Fact, type Standing } from './case-facts.js';

const { event, sample } = story;

const asWritten = { correction: 0, knownUntil: null };

type Happening = readonly [hours: number, event: { readonly type: string; readonly data: object }];

/** The facts of a complaint to which this happens, each `hours` after receipt; null where an event adds none. */
function told(...events: readonly Happening[]): (Fact | null)[] {
  let standing: Standing | undefined;
  const received: Happening = [0, event('Received', story.form)];
  return [received, ...events].map(([hours, what], revision) => {
    const occurredAt = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString();
    const fact = factOf(standing, recorded(1, revision, what, { position: BigInt(revision + 10), occurredAt, origin: 'import' }));
    if (fact) standing = standingAfter(standing, fact);
    return fact;
  });
}
const last = (...events: readonly Happening[]) => told(...events).at(-1);

const followUp = (answer: object) => event('FollowedUp', { channel: 'phone', reached: true, ...answer });
const closed = event('Closed', sample.Closed);
const reopened = event('Reopened', sample.Reopened);
const finalReply = event('ReplySent', sample.ReplySent);

test('what it was received as goes along with every fact that is counted', () => {
  const kind = {
    origin: 'import',
    channel: 'phone',
    cause: 'staff-attitude',
    product: 'warranty',
    unit: 'beijing',
    jurisdiction: 'cn',
    grade: 'complaint',
    language: 'zh-CN',
  };
  const [received, escalated] = told([1.99, event('Escalated', sample.Escalated)]);
  const at = new Date('2026-01-01T00:00:00.000Z');
  expect(received).toEqual({
    kind: 'received',
    row: {
      complaintId: uuid(1),
      position: '10',
      occurredAt: at,
      recordedAt: at,
      ...asWritten,
      knownFrom: '10',
      ...kind,
      suggested: null,
      arrivedAt: null,
      departedAt: null,
    },
  });
  expect(escalated).toMatchObject({
    kind: 'escalated',
    row: { ...kind, track: 'level', reached: 'level-2', reason: 'customer-insists', trigger: 'customer', minutes: '119' },
  });
});

test.each<[string, { type: string; data: object }, object]>([
  [
    'a body outside',
    event('Escalated', { track: 'external', body: 'regulator', reason: 'a', trigger: 'person' }),
    { reached: 'regulator' },
  ],
  ['back to a lower level', event('HandedBack', { from: 3, to: 2, reason: 'b' }), { reached: 'level-2', reason: 'b' }],
  ['closed on the spot', event('Closed', { ...sample.Closed, acceptedOnTheSpot: 'verbal' }), { settlement: 'on-the-spot', closing: 1 }],
  ['closed in summary', event('Closed', { ...sample.Closed, acceptedInSummary: 'verbal' }), { settlement: 'in-summary' }],
  ['closed', closed, { settlement: 'handled', outcome: 'upheld', minutes: '60' }],
  [
    'not reached',
    event('FollowedUp', { channel: 'phone', reached: false }),
    { reached: false, impossibility: null, resolution: null, sentBack: false },
  ],
  ['impossible', event('FollowedUp', { reached: false, impossibility: 'declined' }), { reached: false, impossibility: 'declined' }],
  [
    'an unknown amount',
    event('Compensated', { remedy: 'refund', borne: null, acceptance: 'not-stated' }),
    { remedy: 'refund', borne: null, currency: null, claimed: null, claimedCurrency: null },
  ],
])('%s', (_, what, row) => {
  expect(last([1, what])?.row).toMatchObject(row);
});

test('interim replies, notes and the like add no fact', () => {
  expect(last([1, event('ReplySent', { ...sample.ReplySent, kind: 'interim' })])).toBeNull();
  expect(last([1, event('Withdrawn', sample.Withdrawn)])).toBeNull();
});

test('each closing is counted, also after a reopening', () => {
  expect(last([1, closed], [2, reopened], [3, closed])?.row).toMatchObject({ closing: 2, minutes: '180' });
});

test('what became of a remedy says which it was', () => {
  const order = (remedy: string, amount: number) =>
    event('Compensated', { remedy, borne: { amount, currency: 'CNY' }, acceptance: 'verbal' });
  const cancelled = (compensation: number) => event('CompensationCancelled', { compensation, reason: 'wrong-account' });
  const orders = [[1, order('refund', 500)] as const, [2, order('voucher', 70)] as const];
  expect(last(...orders, [3, cancelled(2)])).toMatchObject({
    kind: 'settled',
    row: { how: 'cancelled', remedy: 'voucher', borne: '70', currency: 'CNY' },
  });
  expect(last(...orders, [3, event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance' })])?.row).toMatchObject({
    how: 'fulfilled',
    remedy: 'refund',
  });
  expect(last([3, cancelled(1)])?.row).toMatchObject({ remedy: null, borne: null, currency: null });
});

describe('solved in the customer’s words', () => {
  test.each<[string, Happening[], string | null]>([
    [
      'quickly: a final reply within a day',
      [
        [24, finalReply],
        [90, followUp({ solved: true })],
      ],
      'quickly',
    ],
    [
      'quickly: on the spot, and only then closed',
      [
        [0.5, followUp({ solved: true })],
        [0.5, closed],
      ],
      'quickly',
    ],
    [
      'later than a day',
      [
        [24.1, finalReply],
        [90, followUp({ solved: true })],
      ],
      'resolved',
    ],
    [
      'not',
      [
        [1, finalReply],
        [90, followUp({ solved: false })],
      ],
      'unresolved',
    ],
    [
      'they did not say',
      [
        [1, finalReply],
        [90, followUp({ satisfaction: 5 })],
      ],
      null,
    ],
    [
      'later than a day, because what was quick was reopened',
      [
        [1, closed],
        [48, reopened],
        [72, finalReply],
        [90, followUp({ solved: true })],
      ],
      'resolved',
    ],
    [
      'later than a day, because what was quick sent the case back',
      [
        [1, finalReply],
        [48, followUp({ satisfaction: 2 })],
        [72, finalReply],
        [90, followUp({ solved: true })],
      ],
      'resolved',
    ],
    [
      'later than a day, because what was quick had not solved it, though it stayed closed',
      [
        [1, closed],
        [48, followUp({ solved: false })],
        [90, followUp({ solved: true })],
      ],
      'resolved',
    ],
    [
      'quickly: reopened, and settled again within the same day',
      [
        [1, closed],
        [2, reopened],
        [23, closed],
        [90, followUp({ solved: true })],
      ],
      'quickly',
    ],
  ])('%s', (_, events, resolution) => {
    const fact = told(...events).findLast((one) => one?.kind === 'followedUp');
    expect(fact).toMatchObject({ row: { resolution } });
  });
});

describe('a dissatisfied customer sends the case back once', () => {
  const sentBack = (...events: readonly Happening[]) =>
    told(...events).flatMap((fact) => (fact?.kind === 'followedUp' ? [fact.row.sentBack] : []));

  test('by a mark of 1 or 2, or by "not solved"', () => {
    expect([1, 2, 3].map((satisfaction) => sentBack([1, followUp({ satisfaction })]))).toEqual([[true], [true], [false]]);
    expect(sentBack([1, followUp({ solved: false })], [2, followUp({ solved: false })])).toEqual([true, false]);
  });

  test('not a closed one, and once more after a reopening', () => {
    const unhappy = followUp({ satisfaction: 1 });
    expect(sentBack([1, unhappy], [2, closed], [3, unhappy], [4, reopened], [5, unhappy])).toEqual([true, false, true]);
  });
});

test('a stream that does not begin with Received is damaged', () => {
  expect(() => factOf(undefined, recorded(1, 0, closed) as Recorded<ComplaintEvent>)).toThrow('not with Received');
});

/** All facts of a complaint to which this happens, as they are in the end. */
function facts(...events: readonly Happening[]): Fact[] {
  let standing: Standing | undefined;
  const held = new Map<string, Fact>();
  const received: Happening = [0, event('Received', story.form)];
  for (const [revision, [hours, what]] of [received, ...events].entries()) {
    const occurredAt = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString();
    const one = recorded(1, revision, what, { position: BigInt(revision), occurredAt });
    for (const fact of factsOf(standing, { ...one, metadata: { ...one.metadata, subjectIds: ['ann', 'ben', 'ann'] } })) {
      standing = standingAfter(standing, fact);
      const { contribution, subjectId } = fact.row as Partial<HeldFact & ComplainedFact>;
      held.set(`${fact.kind} ${fact.row.position} ${contribution} ${subjectId}`, fact);
    }
  }
  return [...held.values()];
}
const ofKind = (kind: Fact['kind'], ...events: readonly Happening[]) => facts(...events).filter((fact) => fact.kind === kind);
const merged = event('MergedInto', sample.MergedInto);
const unmerged = event('Unmerged', sample.Unmerged);

describe('what lasts', () => {
  const spans = (kind: 'backlog' | 'held', ...events: readonly Happening[]) =>
    ofKind(kind, ...events).map(({ row }) => {
      const { occurredAt, endedAt, person, heldUnit, contribution, ended, minutes } = row as HeldFact;
      const hour = (at: Date | null) => at && (at.getTime() - Date.UTC(2026, 0, 1)) / 3_600_000;
      const from = [hour(occurredAt), hour(endedAt)];
      return kind === 'backlog' ? from : [...from, contribution, heldUnit ?? person, ended, minutes];
    });
  const assigned = event('Assigned', { unit: 'service' });
  const asked = event('ContributionRequested', sample.ContributionRequested);

  test('it is open until it is closed or merged, and again when reopened or taken out', () => {
    expect(spans('backlog')).toEqual([[0, null]]);
    expect(spans('backlog', [1, closed], [2, reopened], [3, merged], [4, unmerged])).toEqual([
      [0, 1],
      [2, 3],
      [4, null],
    ]);
    expect(spans('backlog', [1, merged], [2, closed], [3, unmerged])).toEqual([[0, 1]]);
    expect(ofKind('backlog', [1, closed], [2, reopened])[1]?.row).toMatchObject({ receivedAt: new Date('2026-01-01T00:00:00.000Z') });
  });

  test('the wait belongs to who has it; a closing ends it, a reopening begins it anew with who had it last', () => {
    const to = event('HandedOver', sample.HandedOver);
    const back = event('HandedBack', sample.HandedBack);
    expect(spans('held', [1, assigned], [2, assigned], [3, to], [4, back], [5, closed], [7, reopened])).toEqual([
      [1, 3, 0, 'service', 'handed-over', '120'],
      [3, 4, 0, 'workshop', 'handed-back', '60'],
      [4, 5, 0, 'u-handler', 'closed', '60'],
      [7, null, 0, 'u-handler', null, null],
    ]);
    expect(spans('held', [1, assigned], [2, event('HandedBack', { from: 2, to: 1, reason: 'x' })])).toEqual([
      [1, null, 0, 'service', null, null],
    ]);
  });

  test('contributions wait beside it, and are still owed after a merger that did not hold', () => {
    const given = event('ContributionGiven', sample.ContributionGiven);
    expect(spans('held', [1, assigned], [2, asked], [3, merged], [4, unmerged], [6, given])).toEqual([
      [1, 3, 0, 'service', 'merged', '120'],
      [2, 3, 1, 'workshop', 'merged', '60'],
      [4, null, 0, 'service', null, null],
      [4, 6, 1, 'workshop', 'given', '120'],
    ]);
  });
});

test('who complained is told by pseudonym, each once, with the product', () => {
  expect(ofKind('complained').map(({ row }) => row)).toMatchObject([
    { subjectId: 'ann', product: 'warranty', anonymous: false },
    { subjectId: 'ben', product: 'warranty', anonymous: false },
  ]);
});

test('classifications and investigations are numbered', () => {
  const classified = event('Classified', sample.Classified);
  const investigated = event('Investigated', { ...sample.Investigated, hiddenIssue: true });
  expect(ofKind('classified', [1, classified], [2, classified]).map(({ row }) => row)).toMatchObject([{ ordinal: 1 }, { ordinal: 2 }]);
  expect(ofKind('investigated', [1, investigated], [2, investigated]).map(({ row }) => row)).toMatchObject([
    { ordinal: 1, finding: 'substantiated', faultParty: 'own', rootCause: 'people', hiddenIssue: true, unfavourableReading: false },
    { ordinal: 2 },
  ]);
});

test.each<[string, { type: string; data: object }, object]>([
  ['merged', merged, { how: 'merged', other: sample.MergedInto.complaintId, reason: 'same-matter' }],
  ['taken out again', unmerged, { how: 'unmerged', reason: 'another-matter' }],
  ['linked', event('Linked', sample.Linked), { how: 'linked', kind: 'related' }],
  ['no longer', event('Unlinked', sample.Unlinked), { how: 'unlinked', kind: 'related' }],
  ['in the branch', event('CustomerArrived', {}), { way: 'arrived', branch: null }],
  ['gone', event('CustomerDeparted', sample.CustomerDeparted), { way: 'departed', branch: 'beijing' }],
  ['decided', event('ExternalDecisionReceived', sample.ExternalDecisionReceived), { ruling: 'partly', award: '50000', currency: 'CNY' }],
  ['stopped', event('InterimMeasureTaken', sample.InterimMeasureTaken), { measure: 'stop-use', minutes: '60' }],
])('%s', (_, what, row) => {
  expect(last([1, what])?.row).toMatchObject(row);
});

describe('a correction', () => {
  const correct = (field: string, value: unknown, told: readonly Fact[]) => {
    const data = { ...sample.Corrected, correction: 3, field, new: value };
    const one = recorded(1, 9, event('Corrected', data as never), { position: 9n, occurredAt: '2026-01-09T00:00:00.000Z' });
    return factsCorrected(told, one as Extract<Recorded<ComplaintEvent>, { type: 'Corrected' }>);
  };

  test('supersedes every fact that carries it by one that is known from then on', () => {
    const told = facts([1, event('Escalated', sample.Escalated)], [2, event('Classified', sample.Classified)]);
    const from = new Date('2026-01-09T00:00:00.000Z');
    const corrected = correct('product', null, told);
    const [old, now] = corrected.filter(({ kind }) => kind === 'escalated');
    expect(old?.row).toMatchObject({ product: 'warranty', correction: 0, knownUntil: '9' });
    expect(now?.row).toMatchObject({
      product: null,
      correction: 3,
      knownFrom: '9',
      knownUntil: null,
      recordedAt: from,
      reached: 'level-2',
    });
    expect(new Set(corrected.map(({ kind }) => kind))).toEqual(new Set(['received', 'complained', 'backlog', 'escalated']));
    expect(corrected.filter(({ kind }) => kind === 'complained').map(({ row }) => Reflect.get(row, 'product') as string)).toEqual([
      'warranty',
      '',
      'warranty',
      '',
    ]);
  });

  test.each<[string, unknown, object]>([
    ['arrivedAt', '2026-01-01T01:00:00.000Z', { received: { arrivedAt: new Date('2026-01-01T01:00:00.000Z') } }],
    ['departedAt', null, { received: { departedAt: null } }],
    ['complainantKind', 'anonymous', { complained: { anonymous: true } }],
    ['tags', ['vip'], {}],
  ])('of %s changes what says it', (field, value, changed) => {
    const corrected = correct(field, value, facts([1, closed])).filter(({ row }) => Reflect.get(row, 'knownUntil') === null);
    expect([...new Set(corrected.map(({ kind }) => kind))]).toEqual(Object.keys(changed));
    expect(Object.fromEntries(corrected.map(({ kind, row }) => [kind, row]))).toMatchObject(changed);
  });

  test('of what reports do not count adds no fact', () => {
    expect(last([1, event('Corrected', { ...sample.Corrected, field: 'tags', new: [] })])).toBeNull();
    expect(last([1, event('Corrected', sample.Corrected)])).toMatchObject({ kind: 'corrected', row: { field: 'product' } });
  });
});
