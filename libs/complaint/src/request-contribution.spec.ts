import { story } from '@redress/testing';

const { command, event, given, now, sample } = story;
const received = event('Received', sample.Received);
const { contribution: _, ...asked } = sample.ContributionRequested;
const first = event('ContributionRequested', sample.ContributionRequested);

describe('requestContribution', () => {
  it('asks any number at once, each under its ordinal', () => {
    given(received).when(command('requestContribution', asked)).thenHappens(first);
    given(received, first)
      .when(command('requestContribution', { ...asked, of: { team: 'law' } }))
      .thenHappens(event('ContributionRequested', { ...asked, of: { team: 'law' }, contribution: 2 }));
  });

  it('asks the same again only when it has answered', () => {
    given(received, first)
      .when(command('requestContribution', asked))
      .thenRefused('already-asked', { contribution: 1, of: { unit: 'workshop' } });
    given(received, first, event('ContributionGiven', sample.ContributionGiven))
      .when(command('requestContribution', asked))
      .thenHappens(event('ContributionRequested', { ...asked, contribution: 2 }));
  });

  it('may ask a respondent: they testify', () => {
    const of = { person: 'u-salesman' };
    given(received)
      .when(command('requestContribution', { of, question: 'What did you say?' }))
      .thenHappens(event('ContributionRequested', { contribution: 1, of, question: 'What did you say?' }));
  });

  it('needs somebody, a question, and time to answer', () => {
    given(received)
      .when(command('requestContribution', { ...asked, of: {} }))
      .thenContradicts('nobody-assigned');
    given(received)
      .when(command('requestContribution', { ...asked, question: ' ' }))
      .thenContradicts('text-missing', { field: 'question' });
    const answerBy = '2026-11-22T07:59:59.999Z';
    given(received)
      .when(command('requestContribution', { ...asked, answerBy }))
      .thenContradicts('answer-before-request', { answerBy, occurredAt: now });
    given(received)
      .when(command('requestContribution', { ...asked, answerBy: 'soon' }))
      .thenContradicts('invalid-time', { field: 'answerBy' });
  });
});
