import type { Report } from '@redress/views';
import { visible, widthOf } from './terminal.js';

type Column = Report['columns'][number];
type Value = Report['rows'][number][string] | undefined;

/** A report for a person: as of when it speaks, its rows under aligned headings, and what the columns mean. */
export function tableOf(report: Report): string {
  const { columns } = report;
  const cells = [columns.map(({ name }) => name), ...report.rows.map((row) => columns.map((column) => cell(column, row[column.name])))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => aligned(text, widths[i] ?? 0, columns[i]!))
      .join('  ')
      .trimEnd();
  const [heading = [], ...rows] = cells;
  const meanings = columns.map(
    ({ name, meaning }) => `  ${name.padEnd(Math.max(...columns.map((column) => column.name.length)))}  ${meaning}`,
  );
  return [
    visible(headerOf(report)),
    '',
    line(heading),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...(rows.length > 0 ? rows.map(line) : ['(nothing in this period)']),
    '',
    ...meanings,
  ].join('\n');
}

/** What was asked, and the cuts that make the same answer again. */
function headerOf({ report, parameters, asOf, knownAt, position }: Report): string {
  const { from, to, tz, bucket, by } = parameters;
  const split = [
    ...(typeof bucket === 'string' ? [`by ${bucket}`] : []),
    ...(Array.isArray(by) && by.length > 0 ? [`split by ${by.join(', ')}`] : []),
  ];
  const question = [`${report} from ${String(from)} to before ${String(to)} (${String(tz)})`, ...split].join(', ');
  return `${question}; as of ${asOf}, known at ${knownAt}, position ${position ?? 'none'}`;
}

function cell({ unit }: Column, value: Value): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return visible(value);
  return unit === 'ratio' ? `${(value * 100).toFixed(2)} %` : value.toLocaleString('en');
}

function aligned(text: string, width: number, { unit }: Column): string {
  const space = ' '.repeat(Math.max(width - widthOf(text), 0));
  return unit === 'complaints' || unit === 'ratio' ? space + text : text + space;
}
