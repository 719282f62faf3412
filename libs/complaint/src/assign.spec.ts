import { story } from '@redress/testing';

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
});
