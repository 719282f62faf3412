import { defaultMatrix, requirementOf } from '@redress/authority';
import type { Facts, Money } from '@redress/kernel';
import { rounds, story } from '@redress/testing';
import type { ComplaintCommand } from './commands.js';
import type { ComplaintFact } from './state.js';

/*
 * The insurer's standard procedure 制式化流程 of the slides (seed 003), told from reception to closing: each command is given everything
 * that happened before. What each rule does at its edges is in the spec of its command.
 */

const { command, event, form, sample } = story;
const { approvers, cny, person } = rounds;

const time = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const lapsing = (day: number) => new Date(Date.parse(time(day)) + 30 * 86_400_000).toISOString();

/** A tale: `given` is all that happened before that day, then what the command makes happen is added. What is refused leaves no trace. */
function tale() {
  const told: ComplaintFact[] = [];
  return (day: number) => ({
    when(command: ComplaintCommand) {
      const now = time(day);
      const occurredAt = command.occurredAt === story.now ? now : command.occurredAt;
      const outcome = story.given(...told).when({ ...command, occurredAt, now });
      return {
        thenRefused: (code: string, facts?: Facts) => outcome.thenRefused(code, facts),
        thenHappens(...events: ComplaintFact[]) {
          outcome.thenHappens(...events);
          told.push(...events.map((fact) => ({ ...fact, occurredAt })));
        },
      };
    },
  });
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
    const given = tale();
    const borne = cny(1_200_000);
    const asked = { remedy: 'policy-cancellation', borne, claimed: cny(2_000_000), beneficiary: 'customer', terms: [] } as const;

    // 接待: received, acknowledged, classified, given to somebody neutral.
    given(2)
      .when(command('receive', policy, { by: person('u-reception', 'handler') }))
      .thenHappens(received);
    given(2).when(command('acknowledge', sample.Acknowledged)).thenHappens(event('Acknowledged', sample.Acknowledged));
    given(2).when(command('classify', sample.Classified)).thenHappens(event('Classified', sample.Classified));
    given(2)
      .when(command('assign', { person: 'u-salesman' }))
      .thenRefused('respondent-recused', { command: 'assign', respondent: 'u-salesman' });
    given(2).when(command('assign', sample.Assigned)).thenHappens(event('Assigned', sample.Assigned));
    given(3)
      .when(command('apologise', sample.Apologised, { by: salesman }))
      .thenHappens(event('Apologised', sample.Apologised));

    // 无法当场解决: it cannot be settled on the spot and goes to the channel head 渠道负责人; what was recorded is fetched 调取相关资料.
    const up = { track: 'level', to: 2, reason: 'not-settled-on-the-spot', trigger: 'authority' } as const;
    given(3)
      .when(command('escalate', up))
      .thenHappens(event('Escalated', { ...up, from: 1 }));
    const recording = { hash: 'd'.repeat(64), locator: 'call-back-recording' };
    given(3)
      .when(command('addEvidence', recording, { occurredAt: time(1) }))
      .thenHappens(event('EvidenceAdded', { ...recording, preReceipt: true }));
    given(4)
      .when(command('investigate', sample.Investigated, { by: salesman }))
      .thenRefused('respondent-recused', {
        command: 'investigate',
        respondent: 'u-salesman',
      });
    given(4).when(command('investigate', sample.Investigated)).thenHappens(investigated);

    // 公司承担金额超过2000元需审批: nobody promises it before, and from 10 000 yuan four have to sign.
    given(4)
      .when(command('makePromise', { ...sample.PromiseMade, amount: borne }))
      .thenRefused('beyond-own-authority', {
        total: 1_200_000,
        currency: 'CNY',
        band: { from: 1_000_000, below: 5_000_000, scope: 'head-office' },
        required: ['channel-head', 'operations-director', 'cfo', 'general-manager'],
        has: ['handler'],
      });
    given(5)
      .when(command('propose', asked))
      .thenHappens(event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }), requested(5, 1, borne, asked.remedy));
    given(5)
      .when(sign('chief-actuary'))
      .thenRefused('role-not-missing', {
        round: 1,
        missing: ['channel-head', 'operations-director', 'cfo', 'general-manager'],
        has: ['chief-actuary'],
      });
    given(5)
      .when(command('approve', { decision: 'granted' }, { by: person('u-handler', 'handler', 'cfo') }))
      .thenRefused('self-approval', {
        round: 1,
        person: 'u-handler',
        because: 'proposer',
      });
    given(6)
      .when(sign('channel-head'))
      .thenHappens(signed(1, 'channel-head', false));
    given(6)
      .when(sign('cfo'))
      .thenHappens(signed(1, 'cfo', false));

    // 客户同意: the customer accepts before it is approved, and was told so.
    const accepted = { consent: 'written', acceptedBy: 'customer' } as const;
    given(6)
      .when(command('recordCustomerDecision', { decision: 'accepted', ...accepted }))
      .thenRefused('offer-not-subject-to-approval', { round: 1 });
    given(6)
      .when(command('recordCustomerDecision', { decision: 'accepted', ...accepted, subjectToApproval: true }))
      .thenHappens(event('CustomerAccepted', { ...accepted, round: 1, subjectToApproval: true }));
    const order = command('compensate', { remedy: asked.remedy, borne });
    given(6)
      .when(order)
      .thenRefused('approval-outstanding', { round: 1, missing: ['operations-director', 'general-manager'] });
    given(7)
      .when(sign('general-manager'))
      .thenHappens(signed(1, 'general-manager', false));
    given(7)
      .when(sign('operations-director'))
      .thenHappens(signed(1, 'operations-director', true));
    given(7)
      .when(command('makePromise', { ...sample.PromiseMade, amount: borne }))
      .thenHappens(event('PromiseMade', { ...sample.PromiseMade, amount: borne }));
    given(8)
      .when(order)
      .thenHappens(event('Compensated', { remedy: asked.remedy, borne, approvalRound: 1, acceptance: 'written', acceptedBy: 'customer' }));
    given(8)
      .when(command('compensate', { ...order.data, approvalRound: 1 }))
      .thenRefused('already-ordered', { round: 1 });

    // 财务付费: finance pays, the second time with success; who signed confirms nothing.
    given(9)
      .when(command('fulfil', {}))
      .thenRefused('finance-confirms', { needed: 'finance', has: ['handler'] });
    given(9)
      .when(command('fulfil', {}, { by: person('u-cfo', 'cfo', 'finance') }))
      .thenRefused('approver-confirms-payment', { compensation: 1 });
    given(9)
      .when(command('failPayment', { reason: 'account-closed' }, { by: finance }))
      .thenHappens(event('PaymentFailed', { compensation: 1, reason: 'account-closed' }));
    given(9)
      .when(command('close', sample.Closed))
      .thenRefused('no-final-reply', { missing: ['no-final-reply', 'not-followed-up', 'remedy-outstanding'] });
    given(10)
      .when(command('fulfil', { reference: 'P-2' }, { by: finance }))
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance', reference: 'P-2' }));

    // 解决投诉: the answer with its reasons, the question whether it was solved 跟踪服务, the end.
    given(10).when(command('reply', sample.ReplySent)).thenHappens(finalReply);
    given(12).when(command('followUp', sample.FollowedUp)).thenHappens(followedUp);
    given(12)
      .when(command('close', { ...sample.Closed, outcome: 'goodwill' }))
      .thenHappens(event('Closed', { ...sample.Closed, outcome: 'goodwill' }));
  });

  it('talks with the customer again who refuses 再次与客户进行沟通, until all agree; in parts it costs the same signatures', () => {
    const given = tale();
    const voucher = (amount: number) => ({ remedy: 'voucher', borne: cny(amount), beneficiary: 'customer', terms: [] }) as const;
    const proposes = (day: number, round: number, amount: number, already: readonly Money[] = []) =>
      given(day)
        .when(command('propose', voucher(amount)))
        .thenHappens(
          event('ResolutionProposed', { ...voucher(amount), round, proposer: 'u-handler' }),
          requested(day, round, cny(amount), 'voucher', already),
        );
    given(2).when(command('receive', policy)).thenHappens(received);
    given(3).when(command('investigate', sample.Investigated)).thenHappens(investigated);

    // The customer refuses the first proposal, before anybody signed it.
    proposes(3, 1, 150_000);
    given(4)
      .when(command('recordCustomerDecision', { decision: 'refused', refusedBy: 'customer', newDemand: 'More than that.' }))
      .thenHappens(
        event('CustomerRefused', { round: 1, refusedBy: 'customer', newDemand: 'More than that.' }),
        event('ApprovalVoided', { round: 1, cause: 'customer-refused' }),
      );
    given(4).when(sign('channel-head')).thenRefused('no-open-round', { round: 1, status: 'ended' });
    const talk = { channel: 'phone', direction: 'outbound', reached: true, summary: 'She would take 2 500.' } as const;
    given(5)
      .when(command('recordContact', talk))
      .thenHappens(event('ContactMade', { ...talk, preReceipt: false }));

    // The CFO refuses the second, and with that ends it.
    proposes(5, 2, 250_000);
    given(6)
      .when(sign('channel-head'))
      .thenHappens(signed(2, 'channel-head', false));
    given(6)
      .when(command('approve', { decision: 'refused', reason: 'too-much' }, { by: approvers.cfo }))
      .thenHappens(event('ApprovalRefused', { round: 2, role: 'cfo', approver: 'u-cfo', reason: 'too-much' }));
    given(6).when(sign('operations-director')).thenRefused('no-open-round', { round: 2, status: 'ended' });

    // The third is below 2 000 yuan, so one signature is enough; less than approved is ordered with a reason.
    proposes(7, 3, 180_000);
    given(7)
      .when(sign('operations-director'))
      .thenHappens(signed(3, 'operations-director', true));
    given(8)
      .when(command('recordCustomerDecision', { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' }))
      .thenHappens(event('CustomerAccepted', { round: 3, consent: 'verbal', acceptedBy: 'customer', subjectToApproval: false }));
    const less = { remedy: 'voucher', borne: cny(170_000), lessBecause: 'vouchers-come-in-hundreds' };
    given(8)
      .when(command('compensate', less))
      .thenHappens(event('Compensated', { ...less, approvalRound: 3, acceptance: 'verbal', acceptedBy: 'customer' }));

    // What comes on top is judged with what was ordered: at 2 000 yuan in all, three have to sign.
    proposes(9, 4, 30_000, [cny(170_000)]);
    given(9)
      .when(command('compensate', voucher(30_000)))
      .thenRefused('approval-outstanding', {
        round: 4,
        missing: ['channel-head', 'operations-director', 'cfo'],
      });
    given(10)
      .when(command('withdrawProposal', { reason: 'not-needed' }))
      .thenHappens(event('ResolutionWithdrawn', { round: 4, reason: 'not-needed' }));
    given(10)
      .when(command('fulfil', {}, { by: finance }))
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance' }));
    given(11).when(command('reply', sample.ReplySent)).thenHappens(finalReply);
    given(11).when(command('followUp', sample.FollowedUp)).thenHappens(followedUp);
    given(11)
      .when(command('close', { ...sample.Closed, outcome: 'partly' }))
      .thenHappens(event('Closed', { ...sample.Closed, outcome: 'partly' }));
  });

  it('is short where it is settled on the spot 当场解决: an apology, a small gift, the customer’s word', () => {
    const given = tale();
    const gift = { remedy: 'gift', borne: cny(0), acceptance: 'verbal', acceptedBy: 'customer' } as const;
    const closing = { ...sample.Closed, acceptedOnTheSpot: 'verbal' } as const;
    given(2).when(command('receive', policy)).thenHappens(received);
    given(2).when(command('apologise', sample.Apologised)).thenHappens(event('Apologised', sample.Apologised));
    given(2).when(command('compensate', gift)).thenHappens(event('Compensated', gift));
    given(2)
      .when(command('close', closing))
      .thenRefused('not-followed-up', {
        attempts: 0,
        enoughAttempts: 3,
        missing: ['not-followed-up', 'remedy-outstanding'],
      });
    given(2)
      .when(command('fulfil', {}))
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-handler' }));
    given(2).when(command('followUp', sample.FollowedUp)).thenHappens(followedUp);
    given(2).when(command('close', closing)).thenHappens(event('Closed', closing));
  });

  it('is short where a summary tells of a resolution that the customer accepts within days', () => {
    const given = tale();
    const summary = { ...sample.ReplySent, kind: 'summary', reasons: undefined, recourse: [] } as const;
    const closing = { ...sample.Closed, acceptedInSummary: 'written' } as const;
    given(2).when(command('receive', policy)).thenHappens(received);
    given(3).when(command('reply', summary)).thenHappens(event('ReplySent', summary));
    given(4).when(command('followUp', sample.FollowedUp)).thenHappens(followedUp);
    given(6)
      .when(command('close', closing))
      .thenRefused('not-in-summary', {
        receivedAt: time(2),
        summaryDays: 3,
        until: time(5),
        summaryReply: true,
        reopenings: 0,
        sentBack: false,
        missing: ['not-in-summary'],
      });
    given(5).when(command('close', closing)).thenHappens(event('Closed', closing));
  });

  it('goes up to the general manager and outside, comes back, is withdrawn and reopened', () => {
    const given = tale();
    const up = (to: number) => ({ track: 'level', to, reason: 'not-content', trigger: 'customer' }) as const;
    const outside = { track: 'external', body: 'regulator', reason: 'not-content', trigger: 'customer' } as const;
    const asked = { remedy: 'refund', borne: cny(50_000), beneficiary: 'customer', terms: [] } as const;
    given(2).when(command('receive', policy)).thenHappens(received);
    given(3)
      .when(command('escalate', up(2)))
      .thenHappens(event('Escalated', { ...up(2), from: 1 }));
    given(4)
      .when(command('escalate', up(3)))
      .thenHappens(event('Escalated', { ...up(3), from: 2 }));
    given(4).when(command('escalate', outside)).thenHappens(event('Escalated', outside));
    given(5)
      .when(command('escalate', up(1)))
      .thenRefused('escalation-never-goes-down', { level: 3, to: 1 });
    given(5)
      .when(command('handBack', { to: 1, reason: 'agreed-in-principle', person: 'u-handler' }))
      .thenHappens(event('HandedBack', { from: 3, to: 1, reason: 'agreed-in-principle', person: 'u-handler' }));
    given(5)
      .when(command('propose', { ...asked, terms: ['withdrawal-from-authority'] }))
      .thenRefused('forbidden-term', {
        term: 'withdrawal-from-authority',
      });
    given(5)
      .when(command('propose', asked))
      .thenHappens(event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }), requested(5, 1, asked.borne, 'refund'));
    given(6)
      .when(command('withdraw', sample.Withdrawn))
      .thenHappens(
        event('Withdrawn', sample.Withdrawn),
        event('ApprovalVoided', { round: 1, cause: 'withdrawn' }),
        event('Closed', { outcome: 'withdrawn', toldVia: 'phone', recourse: [] }),
      );
    given(7).when(sign('channel-head')).thenRefused('case-closed', { command: 'approve', outcome: 'withdrawn' });
    given(8)
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenHappens(event('Reopened', { reason: 'hidden-issue', count: 1 }));
    given(8).when(sign('channel-head')).thenRefused('no-open-round', { round: 1, status: 'ended' });
    given(9).when(command('investigate', sample.Investigated)).thenHappens(investigated);
    given(9).when(command('reply', sample.ReplySent)).thenHappens(finalReply);
    given(9).when(command('followUp', sample.FollowedUp)).thenHappens(followedUp);
    given(9).when(command('close', sample.Closed)).thenHappens(event('Closed', sample.Closed));
  });

  it('goes on with a stand-in where a signer has to be recused', () => {
    const given = tale();
    const asked = { remedy: 'refund', borne: cny(200_000), beneficiary: 'customer', terms: [] } as const;
    const recusal = { person: 'u-channel', reason: 'sold-the-policy', vacates: ['channel-head'] };
    given(2).when(command('receive', policy)).thenHappens(received);
    given(3).when(command('investigate', sample.Investigated)).thenHappens(investigated);
    given(3)
      .when(command('propose', asked))
      .thenHappens(event('ResolutionProposed', { ...asked, round: 1, proposer: 'u-handler' }), requested(3, 1, asked.borne, 'refund'));
    given(4)
      .when(sign('channel-head'))
      .thenHappens(signed(1, 'channel-head', false));
    given(4)
      .when(sign('operations-director'))
      .thenHappens(signed(1, 'operations-director', false));

    // 回避: the channel head's signature goes with the person; nobody below the general manager is free to take the seat.
    given(5)
      .when(command('recuse', recusal, { by: { sub: 'u-supervisor', roles: ['supervisor'] } }))
      .thenHappens(event('Recused', recusal), event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-channel' }));
    given(5).when(sign('channel-head')).thenRefused('self-approval', { round: 1, person: 'u-channel', because: 'recused' });
    given(5)
      .when(command('assign', { person: 'u-channel' }))
      .thenRefused('recused-person', { command: 'assign', person: 'u-channel' });
    given(6)
      .when(sign('cfo'))
      .thenHappens(signed(1, 'cfo', false));
    given(6)
      .when(sign('general-manager'))
      .thenHappens(
        event('ApprovalGranted', {
          round: 1,
          role: 'general-manager',
          standsInFor: 'channel-head',
          approver: 'u-manager',
          completes: true,
        }),
      );
    given(7)
      .when(command('compensate', { remedy: 'refund', borne: asked.borne, acceptance: 'goodwill' }))
      .thenHappens(event('Compensated', { remedy: 'refund', borne: asked.borne, acceptance: 'goodwill', approvalRound: 1 }));
  });
});
