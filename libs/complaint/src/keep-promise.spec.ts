import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const promised = event('PromiseMade', sample.PromiseMade);
const kept = event('PromiseKept', { promise: 1 });

describe('keepPromise', () => {
  it('puts on record that a promise was kept, the only one that is open or the one that is named', () => {
    given(received, promised).when(command('keepPromise', {})).thenHappens(kept);
    given(received, promised, promised, kept)
      .when(command('keepPromise', { note: 'A day early.' }))
      .thenHappens(event('PromiseKept', { promise: 2, note: 'A day early.' }));
    given(received, promised, promised)
      .when(command('keepPromise', { promise: 2 }))
      .thenHappens(event('PromiseKept', { promise: 2 }));
  });

  it('needs a promise that is open, and to know which', () => {
    given(received).when(command('keepPromise', {})).thenRefused('no-promise-open');
    given(received, promised, promised)
      .when(command('keepPromise', {}))
      .thenRefused('which-promise', { open: [1, 2] });
    given(received, promised, kept)
      .when(command('keepPromise', { promise: 1 }))
      .thenRefused('promise-already-kept', { promise: 1 });
    given(received, promised)
      .when(command('keepPromise', { promise: 2 }))
      .thenContradicts('unknown-promise', { promise: 2, promises: 1 });
  });
});
