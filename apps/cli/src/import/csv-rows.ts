import { CsvError, parse } from 'csv-parse';
import { FileRefused } from './source-file.js';

/** One record of a CSV file: where it begins (lines counted from 1) and its fields as they were. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Longer than any complaint; a record that grows beyond it is mostly a quote that never closes. Keeps memory flat. */
const LARGEST_RECORD = 1024 * 1024;

/**
 * The records of a CSV text (RFC 4180: quoted fields may hold delimiters, line breaks and doubled quotes), in batches as the text
 * arrives. Lines without any character are passed over. Nothing is corrected: a stray or unclosed quote ends the reading, after all
 * records before it have been given out.
 *
 * @throws FileRefused naming the line on which the broken record begins.
 */
export async function* csvRows(text: AsyncIterable<string>, path: string, delimiter = ','): AsyncGenerator<CsvRow[]> {
  let rows: CsvRow[] = [];
  // Lines are counted here, since csv-parse counts a CRLF within quotes twice.
  let line = 1;
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LARGEST_RECORD,
    // Records are collected here rather than from the readable side, which would lose those that precede an error in the same piece.
    on_record: (fields: string[]) => {
      if (fields.length > 1 || fields[0] !== '') rows.push({ line, fields });
      line += 1 + fields.reduce((breaks, field) => breaks + lineBreaks(field), 0);
      return null;
    },
  });
  // Errors come back from each step; without a listener they would end the process.
  parser.on('error', () => undefined);
  parser.resume();
  const step = (run: (done: (error?: Error | null) => void) => void) =>
    new Promise<Error | undefined>((resolve) => run((error) => resolve(error ?? undefined)));

  for await (const piece of text) {
    const error = piece === '' ? undefined : await step((done) => parser.write(piece, done));
    if (rows.length > 0) yield rows;
    rows = [];
    if (error !== undefined) throw broken(error, path, line);
  }
  const error = await step((done) => {
    parser.once('error', done);
    parser.once('end', () => done());
    parser.end();
  });
  if (rows.length > 0) yield rows;
  if (error !== undefined) throw broken(error, path, line);
}

function broken(error: Error, path: string, line: number): FileRefused {
  const reason = REASONS[error instanceof CsvError ? error.code : ''] ?? 'the record that begins here cannot be read';
  return new FileRefused(`${path}: ${line === 1 ? 'is no CSV file: ' : ''}line ${line}: ${reason}`);
}

const REASONS: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in the record that begins here and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'in the record that begins here, text follows a closing quote (quotes within a quoted field must be doubled)',
  INVALID_OPENING_QUOTE: 'in the record that begins here, a quote stands within a field that is not quoted',
  CSV_MAX_RECORD_SIZE: 'the record that begins here is longer than 1 MiB, probably because a quote is never closed',
};

function lineBreaks(field: string): number {
  if (!field.includes('\n') && !field.includes('\r')) return 0;
  return field.match(/\r\n|\n|\r/g)?.length ?? 0;
}
