import { UnfinishedAppends } from './services.js';

describe('unfinished appends', () => {
  it('are refused beyond what the memory is for, until others are done', () => {
    const unfinished = new UnfinishedAppends();
    const half = 32 * 1024 * 1024;
    unfinished.take(half);
    unfinished.take(half);
    expect(() => unfinished.take(1)).toThrow(expect.objectContaining({ code: 14 }));
    unfinished.giveBack(half);
    unfinished.take(1);
  });
});
