import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const first = event('ContributionRequested', sample.ContributionRequested);
const second = event('ContributionRequested', { ...sample.ContributionRequested, contribution: 2, of: { team: 'law' } });
const { contribution: _, ...given1 } = sample.ContributionGiven;

describe('giveContribution', () => {
  it('answers the only request that is open', () => {
    given(received, first).when(command('giveContribution', given1)).thenHappens(event('ContributionGiven', sample.ContributionGiven));
    given(received, first, event('ContributionGiven', sample.ContributionGiven), second)
      .when(command('giveContribution', given1))
      .thenHappens(event('ContributionGiven', { ...sample.ContributionGiven, contribution: 2 }));
  });

  it('says which are open where there are several', () => {
    const open = [
      { contribution: 1, of: { unit: 'workshop' } },
      { contribution: 2, of: { team: 'law' } },
    ];
    given(received, first, second).when(command('giveContribution', given1)).thenRefused('contribution-ambiguous', { open });
    given(received, first, second)
      .when(command('giveContribution', { ...given1, contribution: 2 }))
      .thenHappens(event('ContributionGiven', { ...given1, contribution: 2 }));
  });

  it('may refuse, with a reason', () => {
    const refusal = { result: 'refused', evidence: [] } as const;
    given(received, first).when(command('giveContribution', refusal)).thenContradicts('refusal-without-reason');
    given(received, first)
      .when(command('giveContribution', { ...refusal, reason: 'not-ours' }))
      .thenHappens(event('ContributionGiven', { ...refusal, reason: 'not-ours', contribution: 1 }));
  });

  it('answers nothing that was not asked, nor twice', () => {
    given(received).when(command('giveContribution', given1)).thenRefused('no-open-contribution');
    given(received, first)
      .when(command('giveContribution', { ...given1, contribution: 2 }))
      .thenRefused('no-such-contribution', { contribution: 2, requested: 1 });
    given(received, first, event('ContributionGiven', { ...sample.ContributionGiven, result: 'refused' }))
      .when(command('giveContribution', { ...given1, contribution: 1 }))
      .thenRefused('already-answered', { contribution: 1, status: 'refused' });
  });

  it('says or shows something', () => {
    given(received, first)
      .when(command('giveContribution', { result: 'given', evidence: [] }))
      .thenContradicts('text-missing', { field: 'answer' });
    given(received, first)
      .when(command('giveContribution', { ...given1, evidence: [{ hash: 'x', locator: 'job-card' }] }))
      .thenContradicts('invalid-hash', { field: 'evidence.0.hash' });
  });
});
