import type { TrendAlert } from '@redress/automations';
import { answerReport, trendAlerts } from '@redress/views';
import type { DataSource } from 'typeorm';

/** Asks the report of trends, with its defaults. */
export const trendsOf =
  (source: DataSource, tz: string) =>
  async (days: { readonly from: string; readonly to: string; readonly now: string }): Promise<TrendAlert[]> => {
    const { rows, parameters } = await answerReport(source, trendAlerts, { ...days, tz });
    const by = parameters['by'] as readonly string[];
    return rows.map((row) => ({
      kind: String(row['kind']),
      split: Object.fromEntries(by.map((name) => [name, row[name] as string | null])),
      why: String(row['why']),
    }));
  };
