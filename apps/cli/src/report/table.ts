import type { Report } from '@redress/views';
import { visible, widthOf } from './terminal.js';

type Column = Report['columns'][number];
type Row = Report['rows'][number];

/** Lines longer than this are turned over: a column of the report becomes a line. */
const widest = 160;

/** A report for a person: as of when it speaks, its rows under aligned headings, and what the columns mean. */
export function tableOf(report: Report): string {
  const { columns, rows } = report;
  const cells = [columns.map(({ name }) => name), ...rows.map((row) => columns.map((column) => cell(column, row)))];
  const upright = linesOf(cells, columns.map(isText));
  const isTooWide = rows.length > 0 && Math.max(...upright.map(widthOf)) > widest;
  const turned = () => linesOf(turn(cells), [true, ...rows.map(() => false)]);
  const [heading = '', ...lines] = isTooWide ? turned() : upright;
  const meanings = columns.map(
    ({ name, meaning }) => `  ${name.padEnd(Math.max(...columns.map((column) => column.name.length)))}  ${meaning}`,
  );
  return [
    visible(headerOf(report)),
    '',
    heading,
    ...(isTooWide ? [] : [underline(cells)]),
    ...(rows.length > 0 ? lines : ['(nothing in this period)']),
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

function cell({ name, unit }: Column, row: Row): string {
  const value = row[name];
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return visible(value);
  if (unit === 'ratio') return `${(value * 100).toFixed(2)} %`;
  if (unit === 'score') return value.toFixed(2);
  if (unit !== 'minor units') return value.toLocaleString('en');
  const digits = digitsOf(row['currency']);
  return (value / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many digits a currency has after the point; 0 where there is no telling, which shows minor units as they are. */
function digitsOf(currency: Row[string] | undefined): number {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return 0;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

function isText({ unit }: Column): boolean {
  return unit === 'code' || unit === 'date';
}

/** Aligned: text to the left, numbers to the right. */
function linesOf(cells: readonly (readonly string[])[], left: readonly boolean[]): string[] {
  const widths = widthsOf(cells);
  const aligned = (text: string, i: number): string => {
    const space = ' '.repeat(Math.max((widths[i] ?? 0) - widthOf(text), 0));
    return left[i] === true ? text + space : space + text;
  };
  return cells.map((row) => row.map(aligned).join('  ').trimEnd());
}

function underline(cells: readonly (readonly string[])[]): string {
  return widthsOf(cells)
    .map((width) => '-'.repeat(width))
    .join('  ');
}

function widthsOf(cells: readonly (readonly string[])[]): number[] {
  return (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
}

function turn(cells: readonly (readonly string[])[]): string[][] {
  return (cells[0] ?? []).map((_, i) => cells.map((row) => row[i] ?? ''));
}
