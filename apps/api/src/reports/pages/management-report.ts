import { answerReport, reports, type Report, type ReportQuestion } from '@redress/views';
import type { DataSource } from 'typeorm';
import { cutAgain, periodBefore } from './period-before.js';

/** The reports that a board paper is made of, by what each tells in it, and what each is asked with. */
const parts = {
  volume: { report: 'volume' },
  volumeBefore: { report: 'volume', isBefore: true },
  volumeByMonth: { report: 'volume', bucket: 'month' },
  channels: { report: 'volume', by: ['channel'] },
  clocks: { report: 'timeliness' },
  firstContact: { report: 'first-contact' },
  firstContactBefore: { report: 'first-contact', isBefore: true },
  resolution: { report: 'resolution' },
  resolutionBefore: { report: 'resolution', isBefore: true },
  resolutionByMonth: { report: 'resolution', bucket: 'month' },
  promises: { report: 'promises' },
  outcomes: { report: 'outcomes', by: ['outcome'] },
  outcomesTotal: { report: 'outcomes' },
  outcomesBefore: { report: 'outcomes', isBefore: true },
  compensation: { report: 'compensation' },
  compensationBefore: { report: 'compensation', isBefore: true },
  remedies: { report: 'compensation', by: ['remedy'] },
  authority: { report: 'authority-usage', by: ['scope', 'role'] },
  authorityTotal: { report: 'authority-usage' },
  escalation: { report: 'escalation' },
  escalationBefore: { report: 'escalation', isBefore: true },
  escalationReached: { report: 'escalation', by: ['reached'] },
  risk: { report: 'risk' },
  satisfaction: { report: 'satisfaction' },
  satisfactionBefore: { report: 'satisfaction', isBefore: true },
  satisfactionByResolution: { report: 'satisfaction', by: ['resolution'] },
  rootCauses: { report: 'root-causes', by: ['rootCause'] },
  backlog: { report: 'backlog' },
  backlogBefore: { report: 'backlog', isBefore: true },
  backlogByMonth: { report: 'backlog', bucket: 'month' },
  repeats: { report: 'repeats' },
  hotSpots: { report: 'hot-spots' },
  alerts: { report: 'trend-alerts' },
  improvement: { report: 'improvement' },
  benefit: { report: 'improvement-benefit' },
  trainingGap: { report: 'training-gap' },
} as const satisfies Readonly<Record<string, { report: string; by?: readonly string[]; bucket?: string; isBefore?: true }>>;

export type PartName = keyof typeof parts;

/** What a board is told of a period: reports that are all cut at the same two times, at one position of the log. */
export interface ManagementReport {
  readonly parameters: {
    readonly from: string;
    readonly to: string;
    readonly tz: string;
    readonly asOf: string | null;
    readonly knownAt: string | null;
  };
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string | null;
  readonly parts: Readonly<Record<PartName, Report>>;
}

/** Reports of which the paper is made. */
export const managementReports = reports.filter(({ name }) => Object.values(parts).some(({ report }) => report === name));

/** A bucket of a month is too fine for many years, and the period is in one bucket when it is shorter. */
const mostMonths = 36;

/**
 * @param question `from`, `to`, `tz`, `now`, and the cut
 * @param cut where all parts are cut: as of, and up to a position, or an instant where nothing is known yet
 * @throws QueryError those of `answerReport`
 */
export async function managementReport(
  dataSource: DataSource,
  question: Pick<ReportQuestion, 'from' | 'to' | 'tz' | 'now' | 'asOf' | 'knownAt'>,
  cut: Pick<Report, 'asOf' | 'knownAt' | 'position'>,
): Promise<ManagementReport> {
  const { from, to, tz, now } = question;
  const answers: [string, Report][] = [];
  const isLong = (Date.parse(to) - Date.parse(from)) / 86_400_000 > mostMonths * 31;
  // One after the other: a paper must not take all connections from those who work.
  for (const [name, part] of Object.entries(parts)) {
    const { report, by = [], bucket, isBefore }: { report: string; by?: readonly string[]; bucket?: string; isBefore?: true } = part;
    const definition = reports.find((one) => one.name === report)!;
    const period = isBefore ? periodBefore({ from, to }) : { from, to };
    const split = definition.byDefault && by.length === 0 ? definition.byDefault : by;
    const months = bucket === undefined ? undefined : isLong ? 'year' : bucket;
    answers.push([name, await answerReport(dataSource, definition, { ...period, ...cutAgain(cut), tz, now, by: split, bucket: months })]);
  }
  return {
    parameters: { from, to, tz, asOf: question.asOf ?? null, knownAt: question.knownAt ?? null },
    asOf: cut.asOf,
    knownAt: cut.knownAt,
    position: cut.position,
    parts: Object.fromEntries(answers) as Record<PartName, Report>,
  };
}
