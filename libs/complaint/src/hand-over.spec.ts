import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const reason = 'needs-their-tools';

describe('handOver', () => {
  it('goes from who has the case to the next, from nobody if nobody had it', () => {
    given(received)
      .when(command('handOver', { to: { unit: 'workshop' }, reason }))
      .thenHappens(event('HandedOver', { from: null, to: { unit: 'workshop' }, reason }));
    given(received, event('Assigned', sample.Assigned))
      .when(command('handOver', { to: { unit: 'workshop' }, reason, note: 'They have the car.' }))
      .thenHappens(event('HandedOver', sample.HandedOver));
    given(received, event('HandedOver', sample.HandedOver))
      .when(command('handOver', { to: { person: 'u-2' }, reason }))
      .thenHappens(event('HandedOver', { from: { unit: 'workshop' }, to: { person: 'u-2' }, reason }));
  });

  it('goes to nobody who has it, or keeps out of the case', () => {
    given(received, event('Assigned', sample.Assigned))
      .when(command('handOver', { to: { ...sample.Assigned }, reason }))
      .thenRefused('already-holds', { holder: sample.Assigned });
    given(received)
      .when(command('handOver', { to: { person: 'u-salesman' }, reason }))
      .thenRefused('respondent-recused', { command: 'handOver', respondent: 'u-salesman' });
    const { person } = sample.Recused;
    given(received, event('Recused', sample.Recused))
      .when(command('handOver', { to: { person }, reason }))
      .thenRefused('recused-person', { command: 'handOver', person });
    given(received, ...rounds.requested(200_000), rounds.granted('cfo'))
      .when(command('handOver', { to: { person: 'u-cfo' }, reason }))
      .thenRefused('approver-handles', { round: 1, person: 'u-cfo' });
  });

  it('makes who gets it a handler, who then signs nothing', () => {
    given(received, ...rounds.requested(200_000), event('HandedOver', { from: null, to: { person: 'u-cfo' }, reason }))
      .when(rounds.sign('cfo'))
      .thenRefused('self-approval', { round: 1, person: 'u-cfo', because: 'handler' });
  });

  it('needs somebody and a reason', () => {
    given(received)
      .when(command('handOver', { to: { team: ' ' }, reason }))
      .thenContradicts('nobody-assigned');
    given(received)
      .when(command('handOver', { to: { team: 'law' }, reason: '' }))
      .thenContradicts('text-missing', { field: 'reason' });
  });
});
