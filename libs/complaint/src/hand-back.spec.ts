import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const escalated = event('Escalated', { ...sample.Escalated, to: 3 });
const back = (to: number) => ({ to, reason: 'settled-in-principle' });

describe('handBack', () => {
  it('gives the case back to a lower level, and to somebody there', () => {
    given(received, escalated)
      .when(command('handBack', back(1)))
      .thenHappens(event('HandedBack', { ...back(1), from: 3 }));
    given(received, escalated)
      .when(command('handBack', { ...back(2), person: 'u-supervisor', note: 'The director agrees.' }))
      .thenHappens(event('HandedBack', { ...back(2), from: 3, person: 'u-supervisor', note: 'The director agrees.' }));
  });

  it('lets the case go up again afterwards', () => {
    given(received, escalated, event('HandedBack', { ...back(1), from: 3 }))
      .when(command('escalate', { track: 'level', to: 2, reason: 'insists', trigger: 'customer' }))
      .thenHappens(event('Escalated', { track: 'level', from: 1, to: 2, reason: 'insists', trigger: 'customer' }));
  });

  it.each([2, 3])('never goes up or sideways to %d', (to) => {
    given(received, event('Escalated', sample.Escalated))
      .when(command('handBack', back(to)))
      .thenRefused('hand-back-goes-up', { level: 2, to });
  });

  it('leaves nothing below the front line', () => {
    given(received)
      .when(command('handBack', back(1)))
      .thenRefused('hand-back-goes-up', { level: 1, to: 1 });
  });

  it.each([0, 4, 1.5, Number.NaN])('knows no level %d', (to) => {
    given(received, escalated)
      .when(command('handBack', back(to)))
      .thenContradicts('unknown-level', { to, topLevel: 3 });
  });

  it('gives it to nobody who keeps out of the case', () => {
    given(received, escalated)
      .when(command('handBack', { ...back(1), person: 'u-salesman' }))
      .thenRefused('respondent-recused', { command: 'handBack', respondent: 'u-salesman' });
    given(received, escalated, event('Recused', sample.Recused))
      .when(command('handBack', { ...back(1), person: sample.Recused.person }))
      .thenRefused('recused-person', { command: 'handBack', person: sample.Recused.person });
  });

  it.each([
    ['reason', { ...back(1), reason: '' }],
    ['person', { ...back(1), person: ' ' }],
  ])('refuses an empty %s', (field, data) => {
    given(received, escalated).when(command('handBack', data)).thenContradicts('text-missing', { field });
  });
});
