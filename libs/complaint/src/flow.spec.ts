import { defaultMatrix, requirementOf } from '@redress/authority';
import type { Facts, Money } from '@redress/kernel';
import { rounds, story } from '@redress/testing';
import type { ComplaintCommand } from './commands.js';
import type { ComplaintFact } from './state.js';

/*
 * The insurer's standard procedure 制式化流程 of the slides (seed 003), told from reception to closing: each command is given everything
 * that happened before. What each rule does at its edges is in the spec of its command.
 */

const { command, event, form, given, sample } = story;
const { approvers, cny, person } = rounds;

const time = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const lapsing = (day: number) => new Date(Date.parse(time(day)) + 30 * 86_400_000).toISOString();

/** A tale: what a command makes happen on a day is the past of the next one; what is refused leaves no trace. */
function tale() {
  const told: ComplaintFact[] = [];
  const on = (day: number, c: ComplaintCommand) => ({
    ...c,
    now: time(day),
    occurredAt: c.occurredAt === story.now ? time(day) : c.occurredAt,
  });
  return {
    happens(day: number, c: ComplaintCommand, ...events: ComplaintFact[]) {
      const then = on(day, c);
      given(...told)
        .when(then)
        .thenHappens(...events);
      told.push(...events.map((fact) => ({ ...fact, occurredAt: then.occurredAt })));
    },
    refuses(day: number, c: ComplaintCommand, code: string, facts: Facts = {}) {
      given(...told)
        .when(on(day, c))
        .thenRefused(code, facts);
    },
  };
}

/** The matrix's answer that is frozen on a day. */
function requested(day: number, round: number, now: Money, remedy: string, already: readonly Money[] = []) {
  const requirement = requirementOf(defaultMatrix, { already, now, remedy });
  return event('ApprovalRequested', { ...requirement, round, lapsesAt: lapsing(day) });
}

const policy = {
  ...form,
  cause: 'mis-selling',
  product: 'life-policy',
  demands: 'The policy cancelled, and my premiums back.',
  happenedAt: time(1),
};
const salesman = person('u-salesman', 'handler');
const finance = person('u-finance', 'finance');
const received = event('Received', policy);
const investigated = event('Investigated', sample.Investigated);
const finalReply = event('ReplySent', sample.ReplySent);
const followedUp = event('FollowedUp', sample.FollowedUp);
const sign = (role: rounds.Approver) => command('approve', { decision: 'granted' }, { by: approvers[role] });
const signed = (round: number, role: rounds.Approver, completes: boolean) =>
  event('ApprovalGranted', { round, role, approver: approvers[role].sub, completes });

describe('制式化流程, the standard procedure', () => {
  it('goes from reception to payment: a policy is cancelled by way of exception 通融退保, at 12 000 yuan', () => {
    const { happens, refuses } = tale();
    const borne = cny(1_200_000);
    const asked = { remedy: 'policy-cancellation', borne, claimed: cny(2_000_000), beneficiary: 'customer', terms: [] } as const;

    // 接待: received, acknowledged, classified, given to somebody neutral.
    happens(2, command('receive', policy, { by: person('u-reception', 'handler') }), received);
    happens(2, command('acknowledge', sample.Acknowledged), event('Acknowledged', sample.Acknowledged));
    happens(2, command('classify', sample.Classified), event('Classified', sample.Classified));
    refuses(2, command('assign', { person: 'u-salesman' }), 'respondent-recused', { command: 'assign', respondent: 'u-salesman' });
    happens(2, command('assign', sample.Assigned), event('Assigned', sample.Assigned));
    happens(3, command('apologise', sample.Apologised, { by: salesman }), event('Apologised', sample.Apologised));

    // 无法当场解决: it cannot be settled on the spot and goes to the channel head 渠道负责人; what was recorded is fetched 调取相关资料.
    const up = { track: 'level', to: 2, reason: 'not-settled-on-the-spot', trigger: 'authority' } as const;
    happens(3, command('escalate', up), event('Escalated', { ...up, from: 1 }));
    const recording = { hash: 'd'.repeat(64), locator: 'call-back-recording' };
    happens(3, command('addEvidence', recording, { occurredAt: time(1) }), event('EvidenceAdded', { ...recording, preReceipt: true }));
    refuses(4, command('investigate', sample.Investigated, { by: salesman }), 'respondent-recused', {
      command: 'investigate',
      respondent: 'u-salesman',
    });
    happens(4, command('investigate', sample.Investigated), investigated);

    // 公司承担金额超过2000元需审批: nobody promises it before, and from 10 000 yuan four have to sign.
    refuses(4, command('makePromise', { ...sample.PromiseMade, amount: borne }), 'beyond-own-authority', {
      total: 1_200_000,
      currency: 'CNY',
      band: { from: 1_000_000, below: 5_000_000, scope: 'head-office' },
      required: ['channel-head', 'operations-director', 'cfo', 'general-manager'],
      has: ['handler'],
    });
    happens(
      5,
      command('propose', asked),
      event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }),
      requested(5, 1, borne, asked.remedy),
    );
    refuses(5, sign('chief-actuary'), 'role-not-missing', {
      round: 1,
      missing: ['channel-head', 'operations-director', 'cfo', 'general-manager'],
      has: ['chief-actuary'],
    });
    refuses(5, command('approve', { decision: 'granted' }, { by: person('u-handler', 'handler', 'cfo') }), 'self-approval', {
      round: 1,
      person: 'u-handler',
      because: 'proposer',
    });
    happens(6, sign('channel-head'), signed(1, 'channel-head', false));
    happens(6, sign('cfo'), signed(1, 'cfo', false));

    // 客户同意: the customer accepts before it is approved, and was told so.
    const accepted = { consent: 'written', acceptedBy: 'customer' } as const;
    refuses(6, command('recordCustomerDecision', { decision: 'accepted', ...accepted }), 'offer-not-subject-to-approval', { round: 1 });
    happens(
      6,
      command('recordCustomerDecision', { decision: 'accepted', ...accepted, subjectToApproval: true }),
      event('CustomerAccepted', { ...accepted, round: 1, subjectToApproval: true }),
    );
    const order = command('compensate', { remedy: asked.remedy, borne });
    refuses(6, order, 'approval-outstanding', { round: 1, missing: ['operations-director', 'general-manager'] });
    happens(7, sign('general-manager'), signed(1, 'general-manager', false));
    happens(7, sign('operations-director'), signed(1, 'operations-director', true));
    happens(
      7,
      command('makePromise', { ...sample.PromiseMade, amount: borne }),
      event('PromiseMade', { ...sample.PromiseMade, amount: borne }),
    );
    happens(
      8,
      order,
      event('Compensated', { remedy: asked.remedy, borne, approvalRound: 1, acceptance: 'written', acceptedBy: 'customer' }),
    );
    refuses(8, command('compensate', { ...order.data, approvalRound: 1 }), 'already-ordered', { round: 1 });

    // 财务付费: finance pays, the second time with success; who signed confirms nothing.
    refuses(9, command('fulfil', {}), 'finance-confirms', { needed: 'finance', has: ['handler'] });
    refuses(9, command('fulfil', {}, { by: person('u-cfo', 'cfo', 'finance') }), 'approver-confirms-payment', { compensation: 1 });
    happens(
      9,
      command('failPayment', { reason: 'account-closed' }, { by: finance }),
      event('PaymentFailed', { compensation: 1, reason: 'account-closed' }),
    );
    refuses(9, command('close', sample.Closed), 'no-final-reply', { missing: ['no-final-reply', 'not-followed-up', 'remedy-outstanding'] });
    happens(
      10,
      command('fulfil', { reference: 'P-2' }, { by: finance }),
      event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance', reference: 'P-2' }),
    );

    // 解决投诉: the answer with its reasons, the question whether it was solved 跟踪服务, the end.
    happens(10, command('reply', sample.ReplySent), finalReply);
    happens(12, command('followUp', sample.FollowedUp), followedUp);
    happens(12, command('close', { ...sample.Closed, outcome: 'goodwill' }), event('Closed', { ...sample.Closed, outcome: 'goodwill' }));
  });

  it('talks with the customer again who refuses 再次与客户进行沟通, until all agree; in parts it costs the same signatures', () => {
    const { happens, refuses } = tale();
    const voucher = (amount: number) => ({ remedy: 'voucher', borne: cny(amount), beneficiary: 'customer', terms: [] }) as const;
    const proposes = (day: number, round: number, amount: number, already: readonly Money[] = []) =>
      happens(
        day,
        command('propose', voucher(amount)),
        event('ResolutionProposed', { ...voucher(amount), round, proposer: 'u-handler' }),
        requested(day, round, cny(amount), 'voucher', already),
      );
    happens(2, command('receive', policy), received);
    happens(3, command('investigate', sample.Investigated), investigated);

    // The customer refuses the first proposal, before anybody signed it.
    proposes(3, 1, 150_000);
    happens(
      4,
      command('recordCustomerDecision', { decision: 'refused', refusedBy: 'customer', newDemand: 'More than that.' }),
      event('CustomerRefused', { round: 1, refusedBy: 'customer', newDemand: 'More than that.' }),
      event('ApprovalVoided', { round: 1, cause: 'customer-refused' }),
    );
    refuses(4, sign('channel-head'), 'no-open-round', { round: 1, status: 'ended' });
    const talk = { channel: 'phone', direction: 'outbound', reached: true, summary: 'She would take 2 500.' } as const;
    happens(5, command('recordContact', talk), event('ContactMade', { ...talk, preReceipt: false }));

    // The CFO refuses the second, and with that ends it.
    proposes(5, 2, 250_000);
    happens(6, sign('channel-head'), signed(2, 'channel-head', false));
    happens(
      6,
      command('approve', { decision: 'refused', reason: 'too-much' }, { by: approvers.cfo }),
      event('ApprovalRefused', { round: 2, role: 'cfo', approver: 'u-cfo', reason: 'too-much' }),
    );
    refuses(6, sign('operations-director'), 'no-open-round', { round: 2, status: 'ended' });

    // The third is below 2 000 yuan, so one signature is enough; less than approved is ordered with a reason.
    proposes(7, 3, 180_000);
    happens(7, sign('operations-director'), signed(3, 'operations-director', true));
    happens(
      8,
      command('recordCustomerDecision', { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' }),
      event('CustomerAccepted', { round: 3, consent: 'verbal', acceptedBy: 'customer', subjectToApproval: false }),
    );
    const less = { remedy: 'voucher', borne: cny(170_000), lessBecause: 'vouchers-come-in-hundreds' };
    happens(
      8,
      command('compensate', less),
      event('Compensated', { ...less, approvalRound: 3, acceptance: 'verbal', acceptedBy: 'customer' }),
    );

    // What comes on top is judged with what was ordered: at 2 000 yuan in all, three have to sign.
    proposes(9, 4, 30_000, [cny(170_000)]);
    refuses(9, command('compensate', voucher(30_000)), 'approval-outstanding', {
      round: 4,
      missing: ['channel-head', 'operations-director', 'cfo'],
    });
    happens(10, command('withdrawProposal', { reason: 'not-needed' }), event('ResolutionWithdrawn', { round: 4, reason: 'not-needed' }));
    happens(10, command('fulfil', {}, { by: finance }), event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance' }));
    happens(11, command('reply', sample.ReplySent), finalReply);
    happens(11, command('followUp', sample.FollowedUp), followedUp);
    happens(11, command('close', { ...sample.Closed, outcome: 'partly' }), event('Closed', { ...sample.Closed, outcome: 'partly' }));
  });

  it('is short where it is settled on the spot 当场解决: an apology, a small gift, the customer’s word', () => {
    const { happens, refuses } = tale();
    const gift = { remedy: 'gift', borne: cny(0), acceptance: 'verbal', acceptedBy: 'customer' } as const;
    const closing = { ...sample.Closed, acceptedOnTheSpot: 'verbal' } as const;
    happens(2, command('receive', policy), received);
    happens(2, command('apologise', sample.Apologised), event('Apologised', sample.Apologised));
    happens(2, command('compensate', gift), event('Compensated', gift));
    refuses(2, command('close', closing), 'not-followed-up', {
      attempts: 0,
      enoughAttempts: 3,
      missing: ['not-followed-up', 'remedy-outstanding'],
    });
    happens(2, command('fulfil', {}), event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-handler' }));
    happens(2, command('followUp', sample.FollowedUp), followedUp);
    happens(2, command('close', closing), event('Closed', closing));
  });

  it('is short where a summary tells of a resolution that the customer accepts within days', () => {
    const { happens, refuses } = tale();
    const summary = { ...sample.ReplySent, kind: 'summary', reasons: undefined, recourse: [] } as const;
    const closing = { ...sample.Closed, acceptedInSummary: 'written' } as const;
    happens(2, command('receive', policy), received);
    happens(3, command('reply', summary), event('ReplySent', summary));
    happens(4, command('followUp', sample.FollowedUp), followedUp);
    refuses(6, command('close', closing), 'not-in-summary', {
      receivedAt: time(2),
      summaryDays: 3,
      summaryReply: true,
      reopenings: 0,
      sentBack: false,
      missing: ['not-in-summary'],
    });
    happens(5, command('close', closing), event('Closed', closing));
  });

  it('goes up to the general manager and outside, comes back, is withdrawn and reopened', () => {
    const { happens, refuses } = tale();
    const up = (to: number) => ({ track: 'level', to, reason: 'not-content', trigger: 'customer' }) as const;
    const outside = { track: 'external', body: 'regulator', reason: 'not-content', trigger: 'customer' } as const;
    const asked = { remedy: 'refund', borne: cny(50_000), beneficiary: 'customer', terms: [] } as const;
    happens(2, command('receive', policy), received);
    happens(3, command('escalate', up(2)), event('Escalated', { ...up(2), from: 1 }));
    happens(4, command('escalate', up(3)), event('Escalated', { ...up(3), from: 2 }));
    happens(4, command('escalate', outside), event('Escalated', outside));
    refuses(5, command('escalate', up(1)), 'escalation-never-goes-down', { level: 3, to: 1 });
    happens(
      5,
      command('handBack', { to: 1, reason: 'agreed-in-principle', person: 'u-handler' }),
      event('HandedBack', { from: 3, to: 1, reason: 'agreed-in-principle', person: 'u-handler' }),
    );
    refuses(5, command('propose', { ...asked, terms: ['withdrawal-from-authority'] }), 'forbidden-term', {
      term: 'withdrawal-from-authority',
    });
    happens(
      5,
      command('propose', asked),
      event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }),
      requested(5, 1, asked.borne, 'refund'),
    );
    happens(
      6,
      command('withdraw', sample.Withdrawn),
      event('Withdrawn', sample.Withdrawn),
      event('ApprovalVoided', { round: 1, cause: 'withdrawn' }),
      event('Closed', { outcome: 'withdrawn', toldVia: 'phone', recourse: [] }),
    );
    refuses(7, sign('channel-head'), 'case-closed', { command: 'approve', outcome: 'withdrawn' });
    happens(8, command('reopen', { reason: 'hidden-issue' }), event('Reopened', { reason: 'hidden-issue', count: 1 }));
    refuses(8, sign('channel-head'), 'no-open-round', { round: 1, status: 'ended' });
    happens(9, command('investigate', sample.Investigated), investigated);
    happens(9, command('reply', sample.ReplySent), finalReply);
    happens(9, command('followUp', sample.FollowedUp), followedUp);
    happens(9, command('close', sample.Closed), event('Closed', sample.Closed));
  });

  it('goes on with a stand-in where a signer has to be recused', () => {
    const { happens, refuses } = tale();
    const asked = { remedy: 'refund', borne: cny(200_000), beneficiary: 'customer', terms: [] } as const;
    const recusal = { person: 'u-channel', reason: 'sold-the-policy', vacates: ['channel-head'] };
    happens(2, command('receive', policy), received);
    happens(3, command('investigate', sample.Investigated), investigated);
    happens(
      3,
      command('propose', asked),
      event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }),
      requested(3, 1, asked.borne, 'refund'),
    );
    happens(4, sign('channel-head'), signed(1, 'channel-head', false));
    happens(4, sign('operations-director'), signed(1, 'operations-director', false));

    // 回避: the channel head's signature goes with the person; nobody below the general manager is free to take the seat.
    happens(
      5,
      command('recuse', recusal),
      event('Recused', recusal),
      event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-channel' }),
    );
    refuses(5, sign('channel-head'), 'self-approval', { round: 1, person: 'u-channel', because: 'recused' });
    refuses(5, command('assign', { person: 'u-channel' }), 'recused-person', { command: 'assign', person: 'u-channel' });
    happens(6, sign('cfo'), signed(1, 'cfo', false));
    happens(
      6,
      sign('general-manager'),
      event('ApprovalGranted', { round: 1, role: 'general-manager', standsInFor: 'channel-head', approver: 'u-manager', completes: true }),
    );
    happens(
      7,
      command('compensate', { remedy: 'refund', borne: asked.borne, acceptance: 'goodwill' }),
      event('Compensated', { remedy: 'refund', borne: asked.borne, acceptance: 'goodwill', approvalRound: 1 }),
    );
  });
});
