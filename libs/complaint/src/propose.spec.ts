import { requirementOf } from '@redress/authority';
import { rounds, story } from '@redress/testing';

const { command, event, given, matrix, now, sample } = story;
const { cny, granted, lapsesAt, proposal, requested } = rounds;
const received = event('Received', sample.Received);
const ask = { remedy: 'refund', borne: cny(150_000), beneficiary: 'customer', terms: [] } as const;

describe('propose', () => {
  it('freezes what the matrix asks for in the same append', () => {
    given(received)
      .when(command('propose', { ...ask, note: 'She kept the receipt.' }))
      .thenHappens(
        event('ResolutionProposed', { ...proposal(150_000), note: 'She kept the receipt.' }),
        event('ApprovalRequested', {
          round: 1,
          matrixVersion: 1,
          band: { from: 1, below: 200_000, scope: 'channel' },
          mode: 'any',
          required: [
            { role: 'channel-head', standIns: ['operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board'] },
            { role: 'operations-director', standIns: ['cfo', 'general-manager', 'chief-actuary', 'board'] },
          ],
          bodies: [{ role: 'board', recordedBy: 'board-secretary' }],
          currency: 'CNY',
          already: 0,
          now: 150_000,
          total: 150_000,
          rates: [],
          validDays: 30,
          lapsesAt,
          reason: requirementOf(matrix, { already: [], now: cny(150_000), remedy: 'refund' }).reason,
        }),
      );
  });

  it('counts what was ordered before, and not what was cancelled', () => {
    const before = event('Compensated', { remedy: 'refund', borne: cny(100_000), acceptance: 'verbal' });
    const cancelled = event('CompensationCancelled', { compensation: 1, reason: 'typing-error' });
    given(received, before)
      .when(command('propose', ask))
      .thenHappens(...requested(150_000, {}, [cny(100_000)]));
    given(received, before, cancelled)
      .when(command('propose', ask))
      .thenHappens(...requested(150_000));
  });

  it.each([
    ['more money', { borne: cny(150_001) }],
    ['another remedy', { remedy: 'voucher' }],
    ['another beneficiary', { beneficiary: 'heir' as const }],
    ['another term', { terms: ['return-of-goods'] }],
    ['another currency', { borne: { amount: 150_000, currency: 'USD' } }],
  ])('voids the round before by %s, in the same append', (_, change) => {
    const rated = { ...matrix, rates: [{ currency: 'USD', rate: '1' }] };
    const asked = { ...ask, ...change };
    const { validDays = 0, ...requirement } = requirementOf(rated, { already: [], now: asked.borne, remedy: asked.remedy });
    given(received, ...requested(150_000), granted('channel-head', { completes: true }))
      .when(command('propose', { ...ask, ...change }, { matrix: rated }))
      .thenHappens(
        event('ApprovalVoided', { round: 1, cause: 'changed' }),
        event('ResolutionProposed', { ...proposal(150_000), ...change, round: 2 }),
        event('ApprovalRequested', { ...requirement, validDays, lapsesAt, round: 2 }),
      );
  });

  it('goes on with less of the same: who approved more approves less', () => {
    given(received, ...requested(150_000), granted('channel-head', { completes: true }))
      .when(command('propose', { ...ask, borne: cny(100_000) }))
      .thenHappens(event('ResolutionProposed', proposal(100_000)));
  });

  it('begins anew where somebody else asks for less', () => {
    given(received, ...requested(150_000))
      .when(command('propose', { ...ask, borne: cny(100_000) }, { by: rounds.person('u-other', 'handler') }))
      .thenHappens(event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(100_000, { round: 2, proposer: 'u-other' }));
  });

  it('says so where nothing changes', () => {
    given(received, ...requested(150_000))
      .when(command('propose', ask))
      .thenRefused('already-proposed', { round: 1 });
  });

  it('puts on record that the round before lapsed', () => {
    const later = new Date(Date.parse(lapsesAt)).toISOString();
    const again = new Date(Date.parse(lapsesAt) + 30 * 86_400_000).toISOString();
    const [proposed, asked] = requested(150_000, { round: 2 });
    given(received, ...requested(150_000))
      .when(command('propose', ask, { now: later, occurredAt: later }))
      .thenHappens(event('ApprovalVoided', { round: 1, cause: 'lapsed' }), proposed!, {
        ...asked!,
        data: { ...asked!.data, lapsesAt: again },
      } as never);
  });

  it('asks nobody where the matrix does not', () => {
    given(received)
      .when(command('propose', { ...ask, remedy: 'gift', borne: cny(0) }))
      .thenHappens(...requested(0, { remedy: 'gift' }));
  });

  it.each(['silence', 'withdrawal-from-authority', ' Silence'])('makes no remedy depend on %s', (term) => {
    given(received)
      .when(command('propose', { ...ask, terms: ['return-of-goods', term] }))
      .thenRefused('forbidden-term', { term });
  });

  it('is not for a respondent, nor for who was recused', () => {
    const recused = event('Recused', { person: 'u-friend', reason: 'relative', vacates: [] });
    given(received)
      .when(command('propose', ask, { by: rounds.person('u-salesman', 'handler') }))
      .thenRefused('respondent-recused', { command: 'propose', respondent: 'u-salesman' });
    given(received, recused)
      .when(command('propose', ask, { by: rounds.person('u-friend', 'handler') }))
      .thenRefused('recused-person', { command: 'propose', person: 'u-friend' });
  });

  it('needs a rate for another currency', () => {
    given(received)
      .when(command('propose', { ...ask, borne: { amount: 1, currency: 'USD' } }))
      .thenRefused('no-exchange-rate', { currency: 'USD' });
  });

  it('refuses what is no amount, no remedy, no open case', () => {
    given(received)
      .when(command('propose', { ...ask, borne: cny(-1) }))
      .thenContradicts('invalid-amount', { field: 'borne', amount: -1, currency: 'CNY' });
    given(received)
      .when(command('propose', { ...ask, remedy: ' ' }))
      .thenContradicts('text-missing', { field: 'remedy' });
    given(received, event('Closed', sample.Closed))
      .when(command('propose', ask, { now, occurredAt: now }))
      .thenRefused('case-closed', { command: 'propose', outcome: 'upheld' });
  });
});

describe('withdraw a proposal', () => {
  it('ends the round, a lapsed one too', () => {
    given(received, ...requested(150_000))
      .when(command('withdrawProposal', { reason: 'wrong-amount' }))
      .thenHappens(event('ResolutionWithdrawn', { round: 1, reason: 'wrong-amount' }));
    given(received, ...requested(150_000))
      .when(command('withdrawProposal', { reason: 'too-late' }, { now: lapsesAt, occurredAt: lapsesAt }))
      .thenHappens(event('ResolutionWithdrawn', { round: 1, reason: 'too-late' }));
  });

  it('has nothing to withdraw without a proposal, or after its end', () => {
    given(received)
      .when(command('withdrawProposal', { reason: 'x' }))
      .thenRefused('no-proposal');
    given(received, ...requested(150_000), event('ResolutionWithdrawn', { round: 1, reason: 'wrong-amount' }))
      .when(command('withdrawProposal', { reason: 'x' }))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
    given(received, ...requested(150_000))
      .when(command('withdrawProposal', { reason: '' }))
      .thenContradicts('text-missing', { field: 'reason' });
  });
});
