// Business time by itself: how often a second it can be said when something is due. The bar is 200 000 for every unit.
import { businessMinutesBetween, dueAt, kinds, resumedDue, warningsOf } from '../dist/libs/policy/src/index.js';

const { cn, uk, us } = kinds.calendars.standard.calendars;
const calendars = [cn, uk, us];
const bar = 200_000;
const rounds = 7;
const calls = 50_000;

/** Instants all over the known years, as they come: no two calls ask the same. */
const starts = Array.from({ length: 9_973 }, (_, i) => new Date(Date.UTC(2024, 0, 1) + ((i * 7_919) % 9_973) * 11_113_000).toISOString());

/** Calls a second, the best of several rounds: what the function costs, not what else the machine did meanwhile. */
function perSecond(work) {
  let best = 0;
  let call = 0;
  for (let round = 0; round < rounds; round += 1) {
    const began = process.hrtime.bigint();
    for (let i = 0; i < calls; i += 1, call += 1) work(calendars[call % 3], starts[call % starts.length]);
    best = Math.max(best, (calls * 1e9) / Number(process.hrtime.bigint() - began));
  }
  return best;
}

export function businessTime(report) {
  const lengths = [
    { amount: 24, unit: 'hours' },
    { amount: 60, unit: 'calendar-days' },
    { amount: 35, unit: 'business-days' },
    { amount: 40, unit: 'business-hours' },
  ];
  for (const length of lengths) {
    const value = perSecond((calendar, from) => dueAt(calendar, from, length));
    report(`due after ${length.amount} ${length.unit}`, value, 'operations/s', { bar, context: { calls, rounds } });
  }
  const pairs = starts.map((from) => [from, dueAt(uk, from, { amount: 5, unit: 'business-days' })]);
  const others = {
    'working minutes between': ([from, due]) => businessMinutesBetween(uk, from, due),
    'warnings at 75 and 90 %': ([from, due]) => warningsOf(uk, from, due, 'business-days', [75, 90]),
    'due after a pause': ([from, due]) => resumedDue(uk, due, from, due, 'business-days'),
  };
  let call = 0;
  for (const [figure, work] of Object.entries(others)) {
    const value = perSecond(() => work(pairs[(call += 1) % pairs.length]));
    report(figure, value, 'operations/s', { context: { calls, rounds, over: '5 business days' } });
  }
}
