import { setTimeout as delay } from 'node:timers/promises';
import { HandleImprovement, idFrom, type Outcome } from '@redress/commands';
import type { AutomationLogger } from './automation.js';

/** A row of the report of trends. */
export interface TrendAlert {
  /** `rise`, `cliff-fall`, … */
  readonly kind: string;
  /** What the report was split by, in that order; null where nothing was named. */
  readonly split: Readonly<Record<string, string | null>>;
  readonly why: string;
}

/** Carries a command out: `ImprovementHandler` does. */
export interface Improvements {
  execute(command: HandleImprovement): Promise<Outcome>;
}

export interface WatchTrendsOptions {
  /** Asks the report of trends for seven local days: `from` in it, `to` no longer. */
  readonly alertsOf: (days: { readonly from: string; readonly to: string; readonly now: string }) => Promise<readonly TrendAlert[]>;
  readonly improvements: Improvements;
  /** Whose days these are, IANA. */
  readonly timeZone: string;
  readonly now: () => Date;
}

const dayMs = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * Raises a preventive improvement for each alert of the seven days that ended yesterday. What is raised has an id that follows from the alert and the ISO
 * week of yesterday: asked again, or for another day of that week, or by another worker, nothing is raised twice, nor what people have dropped since. Days
 * on which nobody watched are not caught up with: what still shows in the last seven is raised.
 * @returns how many alerts there are
 */
export async function watchTrends({ alertsOf, improvements, timeZone, now }: WatchTrendsOptions): Promise<number> {
  const at = now();
  const to = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
  const end = Date.parse(to);
  const from = dayOf(end - 7 * dayMs);
  const yesterday = end - dayMs;
  const monday = dayOf(yesterday - ((new Date(yesterday).getUTCDay() + 6) % 7) * dayMs);
  const alerts = await alertsOf({ from, to, now: at.toISOString() });
  for (const alert of alerts) await improvements.execute(raising(alert, { from, to, monday, timeZone, at: at.toISOString() }));
  return alerts.length;
}

function raising(
  { kind, split, why }: TrendAlert,
  { from, to, monday, timeZone, at }: Record<'from' | 'to' | 'monday' | 'timeZone' | 'at', string>,
): HandleImprovement {
  const id = idFrom('trend', kind, JSON.stringify(split), monday);
  const named = Object.entries(split).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  const { cause, category, product, unit } = split;
  const scope = {
    ...(cause && { causes: [cause] }),
    ...(category && { categories: [category] }),
    ...(product && { products: [product] }),
    ...(unit && { units: [unit] }),
  };
  return new HandleImprovement(
    id,
    {
      type: 'raiseImprovement',
      data: {
        kind: 'preventive',
        // What it comes from, people have to find out.
        cause: 'process',
        title: [kind, ...named].join(' ').slice(0, 200),
        description: why,
        from: { trend: [`trend-alerts by=${Object.keys(split).join(',')} from=${from} to=${to} tz=${timeZone}`, ...named].join(' ') },
        ...(Object.keys(scope).length > 0 && { scope }),
        ...(unit && { unit }),
      },
      by: { sub: 'redress', roles: [] },
      occurredAt: at,
      now: at,
      origin: 'automation',
    } as HandleImprovement['command'],
    { commandId: id, body: {}, correlationId: id, causationId: id },
  );
}

export interface WatchingTrends {
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/** Watches every hour, so that what is recorded late, or was not to be had before, is noticed the same day. What fails is tried again with the next. */
export function startWatchTrends(
  options: WatchTrendsOptions & { readonly logger: AutomationLogger; readonly everyMs?: number },
): WatchingTrends {
  const { logger, everyMs = 3_600_000 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const watch = async () => {
    while (!signal.aborted) {
      try {
        const alerts = await watchTrends(options);
        logger.info({ automation: 'watch-trends', alerts }, 'the trends of the last seven days were looked at');
      } catch (error) {
        logger.warn({ automation: 'watch-trends', err: error }, 'the trends could not be looked at: trying again later');
      }
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}
