import type { ImportHistory } from '@redress/complaint';

/** What came of one file, or of all together. Every row read is imported, already there, rejected, or (after a stop) not reached. */
export interface Counts {
  /** Records after the header. */
  read: number;
  imported: number;
  alreadyThere: number;
  rejected: number;
  /** Warnings of rows imported or already there, by code. */
  warnings: Record<string, number>;
  /** Events of rows imported, by type; of a dry run, those that would be written. */
  events: Record<string, number>;
}

export interface FileReport extends Counts {
  readonly file: string;
  /** Where the rejected rows are. */
  rejects: string | null;
  /** Whether the file was read to its end and everything in it was answered. */
  complete: boolean;
}

export interface Report extends Counts {
  readonly dryRun: boolean;
  readonly files: readonly FileReport[];
  readonly interrupted: boolean;
  /** Why the import broke off, or null. */
  readonly error: string | null;
  readonly seconds: number;
  /** Imported and already there. */
  readonly perSecond: number;
}

export function noCounts(): Counts {
  return { read: 0, imported: 0, alreadyThere: 0, rejected: 0, warnings: {}, events: {} };
}

/** One history more is in: taken in now, or before. */
export function countAccepted(counts: Counts, history: ImportHistory, repeated: boolean): void {
  for (const { code } of history.warnings) add(counts.warnings, code, 1);
  if (repeated) {
    counts.alreadyThere++;
    return;
  }
  counts.imported++;
  for (const { type } of history.events) add(counts.events, type, 1);
  add(counts.events, 'HistoryImported', 1);
}

export function sum(all: readonly Counts[]): Counts {
  const total = noCounts();
  for (const counts of all) {
    total.read += counts.read;
    total.imported += counts.imported;
    total.alreadyThere += counts.alreadyThere;
    total.rejected += counts.rejected;
    for (const [code, n] of Object.entries(counts.warnings)) add(total.warnings, code, n);
    for (const [type, n] of Object.entries(counts.events)) add(total.events, type, n);
  }
  return total;
}

/** The summary for a person. */
export function render(report: Report): string {
  const lines: string[] = [];
  const many = report.files.length > 1;
  for (const file of many ? report.files : []) lines.push(`${file.file}: ${countsLine(file, report.dryRun)}`);
  lines.push(`${many ? 'Together: ' : ''}${countsLine(report, report.dryRun)}`);
  for (const [code, n] of Object.entries(report.warnings)) lines.push(`  warning ${code}: ${number(n)}`);
  for (const file of report.files) if (file.rejects !== null) lines.push(`  rejected rows with reasons: ${file.rejects}`);
  if (report.dryRun) for (const [type, n] of Object.entries(report.events)) lines.push(`  would write ${type}: ${number(n)}`);
  lines.push(`  ${report.seconds.toFixed(1)} s, ${number(report.perSecond)} complaints/s`);
  if (report.interrupted) {
    const kept = report.dryRun
      ? ''
      : `: ${number(report.imported + report.alreadyThere)} complaints are in. Run it again to go on; what is in is not taken in twice`;
    lines.push(`Stopped before the end${kept}.`);
  }
  return lines.join('\n');
}

function countsLine(counts: Counts, dryRun: boolean): string {
  const { read, imported, alreadyThere, rejected } = counts;
  if (dryRun) return `${number(read)} rows read, ${number(imported)} would be imported, ${number(rejected)} rejected`;
  return `${number(read)} rows read, ${number(imported)} imported, ${number(alreadyThere)} already there, ${number(rejected)} rejected`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}

function add(counts: Record<string, number>, key: string, n: number): void {
  counts[key] = (counts[key] ?? 0) + n;
}
