import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const { approved, cny, granted, lapsesAt, requested } = rounds;
const received = event('Received', sample.Received);
const evidence = { hash: 'b'.repeat(64), locator: 'scan-1' };
const accepted = event('CustomerAccepted', { round: 1, consent: 'written', acceptedBy: 'customer', subjectToApproval: false });
const refund = (amount: number, change: object = {}) => ({ remedy: 'refund', borne: cny(amount), ...change });

describe('compensate without a round', () => {
  it('orders a remedy for which nobody has to sign', () => {
    given(received).when(command('compensate', sample.Compensated)).thenHappens(event('Compensated', sample.Compensated));
  });

  it('records what was claimed, and that a guardian accepted', () => {
    const data = {
      remedy: 'replacement',
      borne: cny(0),
      claimed: cny(50_000),
      acceptance: 'written',
      acceptedBy: 'guardian',
      acceptanceEvidence: evidence,
    } as const;
    given(received).when(command('compensate', data)).thenHappens(event('Compensated', data));
  });

  it.each([
    [1, 'channel', ['channel-head', 'operations-director']],
    [199_999, 'channel', ['channel-head', 'operations-director']],
    [200_000, 'branch', ['channel-head', 'operations-director', 'cfo']],
  ])('refuses %d fen without approval', (amount, scope, required) => {
    const band = scope === 'channel' ? { from: 1, below: 200_000, scope } : { from: 200_000, below: 1_000_000, scope };
    given(received)
      .when(command('compensate', refund(amount, { acceptance: 'goodwill' })))
      .thenRefused('approval-required', { band, total: amount, currency: 'CNY', required });
  });

  it('does not slip small remedies under a round that runs, nor under what was ordered', () => {
    const band = { from: 1, below: 1_000, scope: 'small' };
    const matrix = {
      ...story.matrix,
      bands: [
        { from: 0, scope: 'free', roles: [], mode: 'all' as const },
        { from: 100, scope: 'small', roles: ['cfo'], mode: 'all' as const },
      ],
    };
    const small = command('compensate', { remedy: 'voucher', borne: cny(60), acceptance: 'goodwill' }, { matrix } as object);
    given(received)
      .when(small)
      .thenHappens(event('Compensated', { remedy: 'voucher', borne: cny(60), acceptance: 'goodwill' }));
    const facts = { band: { ...band, from: 100, below: null }, currency: 'CNY', required: ['cfo'] };
    given(received, event('Compensated', { remedy: 'voucher', borne: cny(60), acceptance: 'goodwill' }))
      .when(small)
      .thenRefused('approval-required', { ...facts, total: 120 });
    given(received, ...requested(50))
      .when(small)
      .thenRefused('approval-required', { ...facts, total: 110 });
  });

  it('does not slip a remedy that needs no signature under a round that does', () => {
    const [free, ...others] = story.matrix.bands;
    const vouchers = { ...free!, conditions: { remedies: ['voucher'] } };
    const matrix = { ...story.matrix, bands: [vouchers, free!, ...others] };
    const voucher = command('compensate', { remedy: 'voucher', borne: cny(300_000), acceptance: 'goodwill' }, { matrix });
    given(received)
      .when(voucher)
      .thenHappens(event('Compensated', { remedy: 'voucher', borne: cny(300_000), acceptance: 'goodwill' }));
    given(received, ...requested(150_000))
      .when(voucher)
      .thenRefused('approval-required', {
        band: { from: 200_000, below: 1_000_000, scope: 'branch' },
        total: 450_000,
        currency: 'CNY',
        required: ['channel-head', 'operations-director', 'cfo'],
      });
  });

  it('knows no round that was never asked for', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, approvalRound: 1 }))
      .thenRefused('no-such-approval', { approvalRound: 1 });
  });

  it('refuses an acceptance by a proxy without evidence, by nobody, and of what nobody accepted', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptance: 'verbal', acceptedBy: 'proxy' }))
      .thenRefused('acceptance-not-evidenced', { acceptedBy: 'proxy' });
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptedBy: 'customer' }))
      .thenContradicts('acceptance-inconsistent', { acceptance: 'goodwill', acceptedBy: 'customer' });
    given(received)
      .when(command('compensate', refund(0)))
      .thenRefused('not-accepted');
  });

  it.each([
    ['borne', -1, 'CNY'],
    ['borne', 0.5, 'CNY'],
    ['borne', Number.NaN, 'CNY'],
    ['claimed', 0, 'yuan'],
  ] as const)('refuses as %s: %d %s', (field, amount, currency) => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, [field]: { amount, currency } }))
      .thenContradicts('invalid-amount', { field, amount, currency });
  });

  it('leaves what is unknown to imports', () => {
    given(received)
      .when(command('compensate', { ...sample.Compensated, borne: null }))
      .thenContradicts('only-in-imports', { field: 'borne' });
    given(received)
      .when(command('compensate', { ...sample.Compensated, acceptance: 'not-stated' }))
      .thenContradicts('only-in-imports', { field: 'acceptance' });
    given(received)
      .when(command('compensate', { ...sample.Compensated, remedy: '' }))
      .thenContradicts('text-missing', { field: 'remedy' });
  });
});

describe('compensate under a round', () => {
  it('orders what was approved and accepted', () => {
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', refund(200_000)))
      .thenHappens(event('Compensated', { ...refund(200_000), approvalRound: 1, acceptance: 'written', acceptedBy: 'customer' }));
  });

  it('takes over the evidence of who accepted for the customer', () => {
    const heir = event('CustomerAccepted', { round: 1, consent: 'written', acceptedBy: 'heir', evidence, subjectToApproval: false });
    given(received, ...approved(200_000), heir)
      .when(command('compensate', refund(200_000, { approvalRound: 1 })))
      .thenHappens(
        event('Compensated', {
          ...refund(200_000),
          approvalRound: 1,
          acceptance: 'written',
          acceptedBy: 'heir',
          acceptanceEvidence: evidence,
        }),
      );
  });

  it.each(['external-award', 'statutory', 'mass-incident', 'goodwill'] as const)('needs no acceptance of %s', (acceptance) => {
    given(received, ...approved(200_000))
      .when(command('compensate', refund(200_000, { acceptance })))
      .thenHappens(event('Compensated', { ...refund(200_000), approvalRound: 1, acceptance }));
    given(received, ...approved(200_000))
      .when(command('compensate', refund(200_000)))
      .thenRefused('not-accepted');
  });

  it('waits for every signature', () => {
    given(received, ...requested(200_000), granted('cfo'), accepted)
      .when(command('compensate', refund(200_000)))
      .thenRefused('approval-outstanding', { round: 1, missing: ['channel-head', 'operations-director'] });
  });

  it('has lapsed with the round', () => {
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', refund(200_000), { now: lapsesAt, occurredAt: lapsesAt }))
      .thenRefused('approval-lapsed', { round: 1, lapsesAt });
  });

  it('orders at most what was approved; less with a reason', () => {
    const facts = (amount: number) => ({ round: 1, approved: cny(200_000), asked: cny(amount) });
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', refund(200_001)))
      .thenRefused('exceeds-approved', facts(200_001));
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', refund(199_999)))
      .thenRefused('less-without-reason', facts(199_999));
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', refund(199_999, { lessBecause: 'fee-deducted' })))
      .thenHappens(
        event('Compensated', {
          ...refund(199_999),
          lessBecause: 'fee-deducted',
          approvalRound: 1,
          acceptance: 'written',
          acceptedBy: 'customer',
        }),
      );
  });

  it('orders less once less was proposed, and not what was approved before', () => {
    const less = event('ResolutionProposed', rounds.proposal(150_000));
    given(received, ...approved(200_000), less)
      .when(command('compensate', refund(200_000, { acceptance: 'verbal' })))
      .thenRefused('exceeds-approved', { round: 1, approved: cny(150_000), asked: cny(200_000) });
    given(received, ...approved(200_000), less)
      .when(command('compensate', refund(150_000, { acceptance: 'verbal' })))
      .thenHappens(event('Compensated', { ...refund(150_000), approvalRound: 1, acceptance: 'verbal' }));
  });

  it('orders the remedy and the currency that were approved', () => {
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', { remedy: 'voucher', borne: cny(200_000), approvalRound: 1 }))
      .thenRefused('another-remedy', { round: 1, remedy: 'refund', asked: 'voucher' });
    const usd = { amount: 200_000, currency: 'USD' };
    given(received, ...approved(200_000), accepted)
      .when(command('compensate', { remedy: 'refund', borne: usd }))
      .thenRefused('another-currency', { round: 1, approved: cny(200_000), asked: usd });
  });

  it('orders a round once', () => {
    const done = event('Compensated', { ...refund(200_000), approvalRound: 1, acceptance: 'written' });
    given(received, ...approved(200_000), accepted, done)
      .when(command('compensate', refund(200_000, { approvalRound: 1 })))
      .thenRefused('already-ordered', { round: 1 });
  });

  it('has nothing to order once the customer refused, or another proposal was made', () => {
    const refused = [
      event('CustomerRefused', { round: 1, refusedBy: 'customer' }),
      event('ApprovalVoided', { round: 1, cause: 'customer-refused' }),
    ];
    given(received, ...approved(200_000), ...refused)
      .when(command('compensate', refund(200_000, { approvalRound: 1, acceptance: 'goodwill' })))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
    given(received, ...approved(200_000), event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(300_000, { round: 2 }))
      .when(command('compensate', refund(200_000, { approvalRound: 1, acceptance: 'goodwill' })))
      .thenRefused('round-superseded', { round: 1, current: 2 });
  });
});
