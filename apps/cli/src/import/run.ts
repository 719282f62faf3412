import type { ImportHistory } from '@redress/complaint';
import { type CsvRow, csvRows } from './csv-rows.js';
import { type Format, Header, HeaderRefused, type MapRow, RowRejected } from './format.js';
import { RejectFile } from './rejects.js';
import { countAccepted, type FileReport, noCounts } from './report.js';
import { ImportFailed, type Sender } from './sender.js';
import { FileRefused, SourceFile } from './source-file.js';

/** Few enough that a batch is answered in well under a second, and a stop waits no longer. */
const BATCH_LINES = 200;
const BATCH_BYTES = 512 * 1024;
/** The server takes no longer line (1 MiB, some of it to spare). */
const LONGEST_LINE = 1_000_000;

/** A file whose beginning was looked at: it is text, and its header fits the format. */
export interface PreparedFile {
  readonly source: SourceFile;
  readonly header: Header;
  readonly encoding: string;
}

/** @throws FileRefused when nothing of this file can be imported. */
export async function prepare(path: string, format: Format, encoding: string): Promise<PreparedFile> {
  const source = await SourceFile.open(path);
  for await (const [first] of csvRows(source.text(encoding), path, format.delimiter)) {
    if (first === undefined) continue;
    const header = new Header(first.fields);
    try {
      format.open(header);
    } catch (error) {
      throw error instanceof HeaderRefused ? new FileRefused(`${path}: ${error.message}`) : error;
    }
    return { source, header, encoding };
  }
  throw new FileRefused(`${path}: has nothing but blank lines`);
}

export interface RunOptions {
  readonly format: Format;
  readonly sender: Sender;
  /** Requests under way at once. */
  readonly concurrency: number;
  readonly rejects: string;
  /** Ends the reading; what is under way is waited for. */
  readonly stop: AbortSignal;
  readonly onProgress?: (rows: number) => void;
}

interface Pending {
  readonly row: CsvRow;
  readonly history: ImportHistory;
  readonly line: string;
}

/**
 * Imports one file: reads, maps and sends at the same time, and never holds more than the batches under way. Rows are counted in
 * `report` as they are answered, so that it is true whenever this throws.
 *
 * @throws FileRefused or ImportFailed when it had to break off; everything read before was sent, respectively answered for.
 */
export async function importFile(file: PreparedFile, report: FileReport, options: RunOptions): Promise<void> {
  const { source, header } = file;
  const rejects = new RejectFile(options.rejects, source.name, header.names);
  const delivery = new Delivery(options, report, rejects);
  const map = options.format.open(header);
  let headerSeen = false;
  try {
    try {
      for await (const rows of csvRows(source.text(file.encoding), source.path, options.format.delimiter)) {
        for (const row of headerSeen ? rows : rows.slice(1)) {
          if (options.stop.aborted) return;
          report.read++;
          const mapped = mapRow(map, row, source.name);
          if ('reason' in mapped) await delivery.reject(row, mapped.reason);
          else await delivery.add(mapped);
        }
        headerSeen = true;
      }
    } catch (error) {
      // A file that breaks off: what came before stays imported.
      if (error instanceof FileRefused) await delivery.flush();
      throw error;
    }
    await delivery.flush();
  } finally {
    await delivery.settled();
    await rejects.close();
    if (rejects.rows > 0) report.rejects = rejects.path;
  }
  delivery.rethrow();
  report.complete = true;
}

function mapRow(map: MapRow, row: CsvRow, file: string): Pending | { reason: string } {
  try {
    const mapped = map(row);
    const history = { ...mapped, source: { ...mapped.source, file, line: row.line } };
    const { system, id } = history.source;
    const line = JSON.stringify({ command: 'importHistory', idempotencyKey: `${system}:${id}`, body: history });
    return line.length > LONGEST_LINE ? { reason: 'is too long for the server (1 MB)' } : { row, history, line };
  } catch (error) {
    if (error instanceof RowRejected) return { reason: error.message };
    throw error;
  }
}

/** Gathers batches and keeps a few of them under way. */
class Delivery {
  private batch: Pending[] = [];
  private bytes = 0;
  private readonly underWay = new Set<Promise<void>>();
  private failure: unknown;

  constructor(
    private readonly options: RunOptions,
    private readonly report: FileReport,
    private readonly rejects: RejectFile,
  ) {}

  async add(pending: Pending): Promise<void> {
    this.batch.push(pending);
    this.bytes += pending.line.length;
    if (this.batch.length >= BATCH_LINES || this.bytes >= BATCH_BYTES) await this.flush();
  }

  async reject(row: CsvRow, reason: string): Promise<void> {
    this.report.rejected++;
    await this.rejects.write(row, reason);
  }

  /** Sends what is gathered, once one of the requests under way has come back. */
  async flush(): Promise<void> {
    while (this.underWay.size >= this.options.concurrency) await Promise.race(this.underWay);
    this.rethrow();
    const { batch } = this;
    if (batch.length === 0) return;
    [this.batch, this.bytes] = [[], 0];
    const request: Promise<void> = this.deliver(batch)
      .catch((error: unknown) => void (this.failure ??= error))
      .finally(() => this.underWay.delete(request));
    this.underWay.add(request);
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  rethrow(): void {
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private async deliver(batch: readonly Pending[]): Promise<void> {
    const results = await this.options.sender.send(batch.map(({ line }) => line));
    if (results.length !== batch.length) throw new ImportFailed(`${results.length} answers to ${batch.length} commands`);
    for (const [i, result] of results.entries()) {
      const pending = batch[i];
      if (pending === undefined) break;
      if (result.status >= 300)
        await this.reject(pending.row, `${result.code ?? result.status}: ${result.detail ?? 'refused by the server'}`);
      else countAccepted(this.report, pending.history, result.repeated === true);
    }
    this.options.onProgress?.(batch.length);
  }
}

export function newReport(file: string): FileReport {
  return { file, ...noCounts(), rejects: null, complete: false };
}
