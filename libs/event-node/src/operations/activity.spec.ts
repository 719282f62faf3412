import fc from 'fast-check';
import { Activity, ratesBetween } from './activity.js';
import { nodeStats } from './node-stats.js';

describe('rates between two moments', () => {
  it('are what was done, by the time it took', () => {
    const activity = new Activity();
    activity.committed({ appends: 9, events: 90, bytes: 900, commitMs: 5 });
    const before = activity.totals(10_000);
    activity.appends.committed += 30;
    for (const commitMs of [1, 1, 100]) activity.committed({ appends: 10, events: 20, bytes: 3_000, commitMs });
    const rates = ratesBetween(before, activity.totals(20_000));
    expect(rates).toMatchObject({ appendsPerSecond: 3, eventsPerSecond: 6, bytesPerSecond: 900, appendsPerGroup: 10 });
    expect(rates.commitP50Ms).toBeCloseTo(1, 0);
    expect(rates.commitP99Ms! / 100).toBeCloseTo(1, 0);
  });

  it('are nothing where nothing was done', () => {
    const activity = new Activity();
    activity.committed({ appends: 1, events: 1, bytes: 1, commitMs: null });
    const now = activity.totals();
    expect(ratesBetween(now, now)).toEqual({
      appendsPerSecond: 0,
      eventsPerSecond: 0,
      bytesPerSecond: 0,
      appendsPerGroup: null,
      commitP50Ms: null,
      commitP99Ms: null,
    });
  });

  it('have percentiles that are exact to a fifth', () => {
    const latency = fc.double({ min: 0.05, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 50 }), (latencies) => {
        const activity = new Activity();
        const before = activity.totals();
        for (const commitMs of latencies) activity.committed({ appends: 1, events: 1, bytes: 1, commitMs });
        const { commitP50Ms, commitP99Ms } = ratesBetween(before, activity.totals());
        const sorted = latencies.toSorted((a, b) => a - b);
        for (const [share, found] of [[0.5, commitP50Ms!] as const, [0.99, commitP99Ms!] as const]) {
          const exact = sorted[Math.ceil(sorted.length * share) - 1]!;
          expect(found / exact).toBeGreaterThan(0.999);
          expect(found / exact).toBeLessThan(1.201);
        }
      }),
    );
  });
});

it('tells each subscriber with its lag, until it leaves', () => {
  const activity = new Activity();
  const leave = activity.follow({ stream: '$all', filter: 'type starts with A', position: () => 4 });
  const rates = { rates: () => ratesBetween(activity.totals(), activity.totals()) };
  const stats = nodeStats(activity, rates, 10);
  expect(stats).toMatchObject({ subscribers: '1', 'log-position': '10', 'appends-committed': '0' });
  expect(JSON.parse(stats['subscriber-1']!)).toEqual({ stream: '$all', filter: 'type starts with A', position: 4, lag: 6 });
  leave();
  expect(nodeStats(activity, rates, 10)).toMatchObject({ subscribers: '0' });
});
