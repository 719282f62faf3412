import type { ImportHistory } from '@redress/complaint';
import type { CsvRow } from './csv-rows.js';
import { BadAmount } from './amounts.js';
import { BadDate, type ReadDate, type SourceTime } from './dates.js';
import { REJECT_COLUMNS } from './rejects.js';

/** What a row becomes; the run adds file and line to `source`. */
export type MapRow = (row: CsvRow) => ImportHistory;

/** How the rows of one kind of file become histories. Pure: the same rows give the same histories. */
export interface Format {
  readonly delimiter: string;
  /**
   * Looks at a file's header, then maps its rows one after the other (rows without ids are counted, so order matters).
   *
   * @throws HeaderRefused when needed columns are missing; the mapping throws RowRejected.
   */
  open(header: Header): MapRow;
}

/** The file cannot be mapped at all: what is missing. */
export class HeaderRefused extends Error {}

/** A row that is not imported, with all that is wrong with it. */
export class RowRejected extends Error {}

/** A file's column names. Found whatever their case and the spaces around them. */
export class Header {
  private readonly positions = new Map<string, number>();
  private readonly asked = new Map<string, number>();
  private readonly twice = new Set<string>();

  constructor(readonly names: readonly string[]) {
    names.forEach((name, i) => {
      const known = fold(name);
      if (this.positions.has(known)) this.twice.add(known);
      else this.positions.set(known, i);
    });
  }

  has(column: string): boolean {
    return this.positions.has(fold(column));
  }

  position(column: string): number | undefined {
    // Asked for every cell of every row: the spelling is folded once.
    let position = this.asked.get(column);
    if (position === undefined) this.asked.set(column, (position = this.positions.get(fold(column)) ?? -1));
    return position < 0 ? undefined : position;
  }

  /** The name as it is written in the file. */
  spelling(column: string): string {
    return this.names[this.position(column) ?? -1] ?? column;
  }

  /** @throws HeaderRefused naming all that are missing, or there twice. */
  require(columns: readonly string[], kind: string): void {
    const missing = columns.filter((column) => !this.has(column));
    const onlyOne = this.names.length === 1 ? ' (its first line has one column: is the delimiter right?)' : '';
    if (missing.length > 0) throw new HeaderRefused(`is no ${kind}: missing ${list(missing)}${onlyOne}`);
    const twice = columns.filter((column) => this.twice.has(fold(column)));
    if (twice.length > 0) throw new HeaderRefused(`has ${list(twice)} more than once`);
  }

  /** The columns beside `used` and beside those that a reject file adds. */
  others(used: readonly string[]): string[] {
    const known = new Set([...used, ...REJECT_COLUMNS].map(fold));
    return this.names.filter((name) => !known.has(fold(name)));
  }
}

/** The cells of one row, read by column name. What is wrong is collected, so that a row is told all its faults at once. */
export class Cells {
  private readonly problems: string[] = [];
  readonly warnings: { code: string; detail: string }[] = [];

  /** @throws RowRejected when the row does not have as many fields as the header. */
  constructor(
    private readonly header: Header,
    private readonly row: CsvRow,
  ) {
    const { length } = row.fields;
    if (length !== header.names.length) throw new RowRejected(`has ${length} fields where the header has ${header.names.length}`);
    const broken = row.fields.findIndex((field) => field.includes('\0'));
    if (broken >= 0) throw new RowRejected(`${header.names[broken] ?? ''}: has a zero character`);
  }

  /** As it is in the file. */
  raw(column: string): string {
    return this.row.fields[this.header.position(column) ?? -1] ?? '';
  }

  /** Without spaces around it; empty where the cell or the column is. */
  text(column: string): string {
    return this.raw(column).trim();
  }

  required(column: string): string {
    const text = this.text(column);
    if (text === '') this.problem(column, 'is blank');
    return text;
  }

  /** The time in a cell; undefined when it is blank or wrong (which rejects the row). */
  time(column: string, read: ReadDate): SourceTime | undefined {
    const text = this.text(column);
    return text === '' ? undefined : this.attempt(column, () => read(text));
  }

  /** Runs a conversion of what is in a column; a value that cannot be converted rejects the row. */
  attempt<T>(column: string, convert: () => T): T | undefined {
    try {
      return convert();
    } catch (error) {
      if (!(error instanceof BadDate || error instanceof BadAmount)) throw error;
      this.problem(column, error.message);
      return undefined;
    }
  }

  problem(column: string, what: string): void {
    this.problems.push(`${this.header.spelling(column)}: ${what}`);
  }

  warn(code: string, detail: string): void {
    this.warnings.push({ code, detail });
  }

  /** @throws RowRejected when anything was wrong. */
  settle(): void {
    if (this.problems.length > 0) throw new RowRejected(this.problems.join('; '));
  }

  /** The cells of these columns that are not blank, by the file's spelling of the column. */
  kept(columns: readonly string[]): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const column of columns) {
      const text = this.text(column);
      if (text !== '') kept[this.header.spelling(column)] = text;
    }
    return kept;
  }
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
