import { story } from '@redress/testing';

const { command, event, form, given, sample } = story;
const received = event('Received', form);
const arrived = event('CustomerArrived', sample.CustomerArrived);
const departed = event('CustomerDeparted', sample.CustomerDeparted);
const arrivedAt = '2026-11-20T02:00:00.000Z';
const departedAt = '2026-11-20T03:00:00.000Z';
const came = event('Received', { ...form, arrivedAt });
const left = event('Received', { ...form, arrivedAt, departedAt });

describe('arrive and depart', () => {
  it('follow each other', () => {
    given(received).when(command('arrive', sample.CustomerArrived)).thenHappens(arrived);
    given(received, arrived).when(command('depart', {})).thenHappens(event('CustomerDeparted', {}));
    given(received, arrived, departed).when(command('arrive', sample.CustomerArrived)).thenHappens(arrived);
    given(received, arrived).when(command('arrive', {})).thenRefused('already-in-branch');
    given(received).when(command('depart', {})).thenRefused('not-in-branch');
    given(received, arrived, departed).when(command('depart', {})).thenRefused('not-in-branch');
  });

  it('go on from what the form says, also once it is corrected', () => {
    given(came).when(command('arrive', {})).thenRefused('already-in-branch');
    given(came).when(command('depart', sample.CustomerDeparted)).thenHappens(departed);
    given(left).when(command('depart', {})).thenRefused('not-in-branch');
    const corrected = event('Corrected', { ...sample.Corrected, field: 'departedAt', old: null, new: departedAt });
    given(came, corrected).when(command('depart', {})).thenRefused('not-in-branch');
    given(came, departed, arrived, corrected).when(command('arrive', {})).thenRefused('already-in-branch');
  });

  it.each(['arrive', 'depart'] as const)('%s names a branch or none', (type) => {
    given(received)
      .when(command(type, { unit: '' }))
      .thenContradicts('text-missing', { field: 'unit' });
  });
});
