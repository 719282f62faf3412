import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const { approved, approvers, requested } = rounds;
const received = event('Received', sample.Received);
const evidence = { hash: 'b'.repeat(64), locator: 'scan-1' };
const yes = { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' } as const;
const accepted = (subjectToApproval: boolean) =>
  event('CustomerAccepted', { round: 1, consent: 'verbal', acceptedBy: 'customer', subjectToApproval });

describe('the customer', () => {
  it('accepts what was approved', () => {
    given(received, ...approved(200_000))
      .when(command('recordCustomerDecision', yes))
      .thenHappens(accepted(false));
  });

  it('accepts before approval what was offered subject to approval', () => {
    given(received, ...requested(200_000))
      .when(command('recordCustomerDecision', { ...yes, subjectToApproval: true }))
      .thenHappens(accepted(true));
    given(received, ...requested(200_000))
      .when(command('recordCustomerDecision', yes))
      .thenRefused('offer-not-subject-to-approval', { round: 1 });
  });

  it('accepts before approval what the actor could approve alone', () => {
    given(received, ...requested(1))
      .when(command('recordCustomerDecision', yes, { by: approvers['channel-head'] }))
      .thenHappens(accepted(false));
    // Less of the same goes on under what was asked for more.
    for (const less of [[], [event('ResolutionProposed', rounds.proposal(1))]]) {
      given(received, ...requested(200_000), ...less)
        .when(command('recordCustomerDecision', yes, { by: approvers['channel-head'] }))
        .thenRefused('offer-not-subject-to-approval', { round: 1 });
    }
  });

  it.each(['guardian', 'proxy', 'heir'] as const)('may be spoken for by a %s who shows the right to', (acceptedBy) => {
    given(received, ...approved(200_000))
      .when(command('recordCustomerDecision', { ...yes, acceptedBy }))
      .thenRefused('acceptance-not-evidenced', { acceptedBy });
    given(received, ...approved(200_000))
      .when(command('recordCustomerDecision', { ...yes, consent: 'written', acceptedBy, evidence }))
      .thenHappens(event('CustomerAccepted', { round: 1, consent: 'written', acceptedBy, evidence, subjectToApproval: false }));
  });

  it('refuses, which ends the round, also after an acceptance', () => {
    const refused = [
      event('CustomerRefused', { round: 1, refusedBy: 'customer', reason: 'Too little.', newDemand: 'The whole price.' }),
      event('ApprovalVoided', { round: 1, cause: 'customer-refused' }),
    ];
    const no = { decision: 'refused', refusedBy: 'customer', reason: 'Too little.', newDemand: 'The whole price.' } as const;
    given(received, ...requested(200_000))
      .when(command('recordCustomerDecision', no))
      .thenHappens(...refused);
    given(received, ...approved(200_000), accepted(false))
      .when(command('recordCustomerDecision', no))
      .thenHappens(...refused);
    given(received, ...approved(200_000), ...refused)
      .when(command('recordCustomerDecision', yes))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
  });

  it('accepts once, and again what is proposed anew', () => {
    given(received, ...approved(200_000), accepted(false))
      .when(command('recordCustomerDecision', yes))
      .thenRefused('already-accepted', { round: 1 });
    given(received, ...approved(200_000), accepted(false), event('ResolutionProposed', rounds.proposal(150_000)))
      .when(command('recordCustomerDecision', yes))
      .thenHappens(accepted(false));
  });

  it('decides on the current proposal only', () => {
    given(received).when(command('recordCustomerDecision', yes)).thenRefused('no-proposal');
    given(received, ...requested(200_000))
      .when(command('recordCustomerDecision', { ...yes, round: 3 }))
      .thenRefused('round-superseded', { round: 3, current: 1 });
  });
});
