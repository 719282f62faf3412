import { stringify } from 'csv-stringify/sync';
import type { Report } from './report.js';

/**
 * A report's rows as RFC 4180 CSV in UTF-8 with a header line; null is an empty field. A text that a spreadsheet would take for a
 * formula gets a leading apostrophe (OWASP, "CSV injection"), full-width signs included; numbers stay as they are.
 */
export function toCsv({ columns, rows }: Pick<Report, 'columns' | 'rows'>): string {
  return stringify([...rows], {
    header: true,
    columns: columns.map(({ name }) => name),
    record_delimiter: '\r\n',
    // By itself it quotes the delimiter, but not one half of it.
    quoted_match: /[\r\n]/,
    cast: { string: (text, { header }) => (!header && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text) },
  });
}
