import type { Pack, Signal } from '@redress/policy';
import type { CountedSignal } from './complaint.js';
import type { ClosedComplaint, OpenComplaint } from './state.js';

type Risky = Pick<OpenComplaint | ClosedComplaint, 'tally' | 'words' | 'classification' | 'deadlines'>;

/** How near a case is to its tipping point 升级临界点. */
export interface Risk {
  readonly score: number;
  readonly threshold: number;
  /** Every signal of the pack, in its order. */
  readonly signals: readonly CountedSignal[];
}

/** Pure: what was tallied when it happened, under what the pack says of it. */
export function riskOf(complaint: Risky, { risk: { threshold, signals } }: Pack): Risk {
  const counted = signals.map((signal) => {
    const count = Math.max(0, timesOf(complaint, signal) - (signal.beyond ?? 0));
    const times = signal.each ? count : Math.min(count, 1);
    return { signal: signal.signal, count, points: times * signal.points };
  });
  return { score: counted.reduce((sum, { points }) => sum + points, 0), threshold, signals: counted };
}

function timesOf({ tally, words, classification, deadlines }: Risky, { signal, by }: Signal): number {
  if (by.moments) return by.moments.reduce((sum, moment) => sum + (tally.get(moment) ?? 0), 0);
  if (by.overdue) return deadlines.filter(({ rule, status }) => status === 'missed' && by.overdue!.includes(rule)).length;
  if (by.missed) return deadlines.filter(({ rule, wasMissed }) => wasMissed && by.missed!.includes(rule)).length;
  if (by.severities) return classification && by.severities.includes(classification.severity) ? 1 : 0;
  return words.includes(signal) ? 1 : 0;
}
