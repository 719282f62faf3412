import { stringify, type Options } from 'csv-stringify/sync';

/**
 * `ratio`: a part of 1. `minor units`: of the row's currency, fen or cents. `minutes`: whole ones. `score`: a mean of marks, or points. `text`: words.
 * `instant`: ISO 8601 in UTC. `position`: a place in the log, in digits. The others are counts of what they name.
 */
export type Unit =
  | 'date'
  | 'code'
  | 'ratio'
  | 'minor units'
  | 'minutes'
  | 'score'
  | 'complaints'
  | 'closings'
  | 'remedies'
  | 'escalations'
  | 'hand-backs'
  | 'follow-ups'
  | 'rounds'
  | 'signatures'
  | 'investigations'
  | 'reopenings'
  | 'mergers'
  | 'links'
  | 'spans'
  | 'clocks'
  | 'extensions'
  | 'promises'
  | 'visits'
  | 'risks'
  | 'rank'
  | 'text'
  | 'instant'
  | 'position'
  | 'improvements'
  | 'benefits';

/** A column of a report: its unit and, in a sentence, what its values mean. */
export interface ReportColumn {
  readonly name: string;
  readonly unit: Unit;
  readonly meaning: string;
}

/** A report's answer. The same question with the same `asOf` and `knownAt` gives the same bytes, also after a rebuild. */
export interface Report {
  readonly report: string;
  /** Goes up when the same question would be answered differently. */
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What had happened by this instant is counted … */
  readonly asOf: string;
  /** … as far as it was recorded by this one … */
  readonly knownAt: string;
  /** … which is up to this position of the log: the last fact that the report's view knew then; null if none. */
  readonly position: string | null;
  /** The taxonomies of returns that its codes are mapped by; of other reports the company's own, in force when it was known. None before one is. */
  readonly taxonomy?: { readonly name: string; readonly version: number };
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/**
 * A report's rows as RFC 4180 CSV in UTF-8 with a header line; null is an empty field. A text that a spreadsheet would take for a
 * formula gets a leading apostrophe (OWASP, "CSV injection"): one that begins with a sign, full-width signs included, also after
 * spaces, or with a tab or line break. Numbers stay as they are.
 */
export function toCsv({ columns, rows }: Pick<Report, 'columns' | 'rows'>): string {
  return csvHeader(columns) + csvRows(columns, rows);
}

/** The header line of `toCsv`. */
export function csvHeader(columns: Report['columns']): string {
  return stringify([columns.map(({ name }) => name)], dialect);
}

/** The lines of `toCsv` after the header. */
export function csvRows(columns: Report['columns'], rows: Report['rows']): string {
  return stringify(
    rows.map((row) => columns.map(({ name }) => row[name])),
    dialect,
  );
}

const dialect: Options = {
  record_delimiter: '\r\n',
  // By itself it quotes the delimiter, but not one half of it.
  quoted_match: /[\r\n]/,
  cast: { string: (text) => (/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text) },
};
