import { Signal } from './signal.js';

describe('a signal', () => {
  it('ends the wait when it is raised during or before it', async () => {
    const signal = new Signal();
    const waiting = signal.wait();
    signal.raise();
    expect(await waiting).toBe(true);
    expect(await signal.wait()).toBe(true);
    signal.clear();
    expect(await signal.wait(1)).toBe(false);
  });
});
