import { forEach } from './incident-members.js';

describe('something for many members', () => {
  it('is done for each once, some at a time', async () => {
    const [done, most] = [[] as number[], { underWay: 0, at: 0 }];
    await forEach(
      Array.from({ length: 500 }, (_, i) => i),
      async (one) => {
        most.at = Math.max(most.at, (most.underWay += 1));
        await Promise.resolve();
        most.underWay -= 1;
        done.push(one);
      },
    );
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(most.at).toBeGreaterThan(1);
    expect(most.at).toBeLessThanOrEqual(32);
  });

  it('ends with the first failure, and leaves nothing under way', async () => {
    let begun = 0;
    let ended = 0;
    const work = async (one: number): Promise<void> => {
      begun += 1;
      await Promise.resolve();
      ended += 1;
      if (one === 40) throw new Error('the store is away');
    };
    const all = forEach(
      Array.from({ length: 500 }, (_, i) => i),
      work,
    );
    await expect(all).rejects.toThrow('the store is away');
    expect(ended).toBe(begun);
    expect(begun).toBeLessThan(200);
  });
});
