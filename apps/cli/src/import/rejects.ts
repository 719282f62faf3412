import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { CsvRow } from './csv-rows.js';

/** The columns put before the row's own; an import passes over them, so a corrected reject file can be imported as it is. */
export const REJECT_COLUMNS = ['file', 'line', 'reason'] as const;

/** `october.csv.gz` → `october.rejects.csv`. */
export function rejectsNameFor(name: string): string {
  return `${name.replace(/\.gz$/i, '').replace(/\.(csv|tsv|txt)$/i, '')}.rejects.csv`;
}

/**
 * A CSV file with the rows that were refused, each with file, line and reason before its own fields. The file is made when the
 * first row comes, and replaces the one of an earlier run.
 */
export class RejectFile {
  private out: WriteStream | undefined;
  private failure: Error | undefined;
  rows = 0;

  constructor(
    readonly path: string,
    private readonly sourceName: string,
    private readonly header: readonly string[],
  ) {}

  async write(row: CsvRow, reason: string): Promise<void> {
    this.rows++;
    if (this.out === undefined) {
      const out = createWriteStream(this.path);
      out.on('error', (error) => (this.failure = error));
      this.out = out;
      await this.put([...REJECT_COLUMNS, ...this.header]);
    }
    await this.put([this.sourceName, String(row.line), reason, ...row.fields]);
  }

  async close(): Promise<void> {
    if (this.out === undefined) return;
    this.out.end();
    await finished(this.out);
  }

  private async put(fields: readonly string[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (this.out?.write(stringify([fields])) === false) await once(this.out, 'drain');
  }
}
