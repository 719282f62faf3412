import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);

describe('assign', () => {
  it.each([{ person: 'u-2' }, { unit: 'beijing' }, { team: 'claims' }, { skill: 'gas' }])('gives the case to %j', (data) => {
    given(received).when(command('assign', data)).thenHappens(event('Assigned', data));
  });

  it('may be repeated', () => {
    given(received, event('Assigned', sample.Assigned))
      .when(command('assign', { person: 'u-3' }))
      .thenHappens(event('Assigned', { person: 'u-3' }));
  });

  it('never gives the case to a respondent', () => {
    given(received)
      .when(command('assign', { person: 'u-salesman' }))
      .thenRefused('respondent-recused', { command: 'assign', respondent: 'u-salesman' });
  });

  it('gives it to nobody who was recused', () => {
    const { person } = sample.Recused;
    given(received, event('Recused', sample.Recused))
      .when(command('assign', { person }))
      .thenRefused('recused-person', { command: 'assign', person });
  });

  it('needs somebody', () => {
    given(received)
      .when(command('assign', { person: ' ' }))
      .thenContradicts('nobody-assigned');
  });

  it('does not give the case to who signed in the running round', () => {
    const { granted, requested } = rounds;
    given(received, ...requested(200_000), granted('cfo'))
      .when(command('assign', { person: 'u-cfo' }))
      .thenRefused('approver-handles', { round: 1, person: 'u-cfo' });
    given(received, ...requested(200_000), granted('cfo'), event('ResolutionWithdrawn', { round: 1, reason: 'wrong' }))
      .when(command('assign', { person: 'u-cfo' }))
      .thenHappens(event('Assigned', { person: 'u-cfo' }));
  });
});
