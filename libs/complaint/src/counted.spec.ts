import { rounds, story } from '@redress/testing';
import { costOf, countedWith } from './counted.js';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { command, event, given, now, sample } = story;
const { approved, cny, lapsesAt, requested } = rounds;
const received = event('Received', sample.Received);
const after = (...events: ComplaintFact[]) => events.reduce<ComplaintState>(evolve, noComplaint);
const other = (ordered: number, proposed?: number) => ({
  complaintId: 'c-2',
  ordered: ordered === 0 ? [] : [cny(ordered)],
  ...(proposed !== undefined && { proposed: cny(proposed) }),
});
const all = ['channel-head', 'operations-director', 'cfo'];
const branch = { from: 200_000, below: 1_000_000, scope: 'branch' };
const { round: _round, proposer: _proposer, ...ask } = rounds.proposal(150_000);
const order = (amount: number, others: object[]) =>
  command('compensate', { remedy: 'refund', borne: cny(amount), acceptance: 'goodwill' }, { others } as object);

describe('what counts together with a case', () => {
  it('are joint cases, those merged into it, and the one that it was merged into', () => {
    const linked = (complaintId: string, kind: 'joint' | 'merged' | 'repeat') => event('Linked', { complaintId, kind });
    expect(countedWith(noComplaint)).toEqual([]);
    expect(countedWith(after(received, linked('a', 'joint'), linked('b', 'merged'), linked('c', 'repeat')))).toEqual(['a', 'b']);
    expect(countedWith(after(received, event('MergedInto', sample.MergedInto)))).toEqual([sample.MergedInto.complaintId]);
  });

  it('is what is ordered there and not cancelled, and what is proposed and has not lapsed', () => {
    const gift = (amount: number) => event('Compensated', { ...sample.Compensated, borne: cny(amount) });
    expect(costOf('c', noComplaint, now)).toBeUndefined();
    expect(costOf('c', after(received), now)).toBeUndefined();
    const cancelled = event('CompensationCancelled', { compensation: 1, reason: 'r' });
    expect(costOf('c', after(received, gift(1), gift(2), cancelled, ...requested(300)), now)).toEqual({
      complaintId: 'c',
      ordered: [cny(2)],
      proposed: cny(300),
    });
    expect(costOf('c', after(received, ...requested(300)), lapsesAt)).toBeUndefined();
  });
});

describe('the sum over joint cases decides the band', () => {
  it('at the proposal, with what is ordered and proposed in them, and says so', () => {
    const [proposed] = requested(150_000);
    const decided = given(received).when(command('propose', ask, { others: [other(20_000, 30_000)] } as object));
    const reason = {
      'zh-CN':
        '权限矩阵第1版，金额档 2000.00–10000.00 CNY（分公司授权）：此前 500.00（其中其他 1 个案件 500.00） + 本次 1500.00 = 2000.00；须由渠道总、运营总监、首席财务官全部签字。',
      en: expect.stringContaining(': 500.00 already (of which 500.00 in another case) + 1500.00 now = 2000.00; ') as string,
    };
    decided.thenHappens(
      proposed!,
      expect.objectContaining({
        type: 'ApprovalRequested',
        data: expect.objectContaining({
          band: branch,
          elsewhere: { cases: 1, amount: 50_000 },
          counted: [other(20_000, 30_000)],
          reason: { ...reason, 'zh-CN': expect.stringContaining('其中其他 1 个案件 500.00') as string },
        }) as unknown,
      }) as never,
    );
  });

  it('at the order, where others have ordered more since', () => {
    const facts = { round: 1, requested: 150_000, total: 200_000, currency: 'CNY', band: branch, required: all };
    given(received, ...approved(150_000))
      .when(order(150_000, [other(50_000)]))
      .thenRefused('approval-outgrown', facts);
    given(received, ...approved(150_000))
      .when(order(150_000, [other(49_999)]))
      .thenHappens(event('Compensated', { remedy: 'refund', borne: cny(150_000), acceptance: 'goodwill', approvalRound: 1 }));
    // What was counted already is not counted against it again; nor is what others have only proposed.
    const counted = approved(150_000).map((one) =>
      one.type === 'ApprovalRequested' ? { ...one, data: { ...one.data, counted: [other(50_000)], already: 50_000, total: 200_000 } } : one,
    );
    given(received, ...(counted as ComplaintFact[]))
      .when(order(150_000, [other(50_000, 900_000)]))
      .thenHappens(event('Compensated', { remedy: 'refund', borne: cny(150_000), acceptance: 'goodwill', approvalRound: 1 }));
  });

  it('and the same may then be proposed anew', () => {
    const [proposed, request] = requested(150_000, { round: 2 }, [cny(50_000)]);
    given(received, ...approved(150_000))
      .when(command('propose', ask, { others: [other(50_000)] } as object))
      .thenHappens(
        event('ApprovalVoided', { round: 1, cause: 'changed' }),
        proposed!,
        expect.objectContaining({
          data: expect.objectContaining({ round: 2, band: branch, total: (request as { data: { total: number } }).data.total }) as unknown,
        }) as never,
      );
    given(received, ...approved(150_000))
      .when(command('propose', ask, { others: [other(49_000)] } as object))
      .thenRefused('already-proposed', { round: 1 });
  });

  it('at an order that needs no signature by itself, and at a promise', () => {
    const matrix = {
      ...story.matrix,
      bands: [
        { from: 0, scope: 'free', roles: [], mode: 'all' as const },
        { from: 100, scope: 'small', roles: ['cfo'], mode: 'all' as const },
      ],
    };
    const small = command('compensate', { remedy: 'gift', borne: cny(60), acceptance: 'goodwill' }, {
      matrix,
      others: [other(60)],
    } as object);
    const facts = { band: { from: 100, below: null, scope: 'small' }, total: 120, currency: 'CNY', required: ['cfo'] };
    given(received).when(small).thenRefused('approval-required', facts);
    const promise = { promise: 'Sixty fen.', due: '2027-01-01T00:00:00.000Z', channel: 'phone', amount: cny(60) };
    given(received)
      .when(command('makePromise', promise, { matrix, others: [other(60)] } as object))
      .thenRefused('beyond-own-authority', { ...facts, has: ['handler'] });
    given(received)
      .when(command('makePromise', promise, { matrix, others: [other(39)] } as object))
      .thenHappens(event('PromiseMade', promise));
  });
});
