import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ReportTable } from '@redress/views';
import { HttpProblem } from '../../http/problem.js';
import { idleMs, whileTaken } from '../../http/while-taken.js';
import { csv } from './csv.js';
import { parquet } from './parquet.js';
import { workbook } from './workbook.js';

/** Files that a report comes as. */
export const fileFormats = {
  csv: { write: csv, type: 'text/csv; charset=utf-8; header=present' },
  xlsx: { write: workbook, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  parquet: { write: parquet, type: 'application/vnd.apache.parquet' },
} as const;

export type FileFormat = keyof typeof fileFormats;

/** Each holds a connection of the pool's ten while it is read. */
const mostAtOnce = 4;

/** Tables on their way to their readers: no faster than these read, no more at once than there are connections to spare. */
@Injectable()
export class Downloads {
  private underWay = 0;

  /**
   * The file of a table. The table is closed when all was read, the reader left, or nothing was taken for a minute, which ends the connection.
   * @param open gives the table; not asked where too many files are under way
   * @throws HttpProblem 503 `too-many-downloads`
   */
  async send(format: FileFormat, open: () => Promise<ReportTable>, idle = idleMs): Promise<Readable> {
    if (this.underWay >= mostAtOnce)
      throw new HttpProblem(503, 'too-many-downloads', `${mostAtOnce} files are being read at the moment: try again in a while.`, {
        mostAtOnce,
      });
    this.underWay++;
    try {
      const table = await open();
      const stream = fileOf(format, table, idle);
      stream.once('close', () => {
        const isOver = () => void this.underWay--;
        table.close().then(isOver, isOver);
      });
      return stream;
    } catch (error) {
      this.underWay--;
      throw error;
    }
  }
}

/** The file of a table that holds no connection, or whose owner closes it. */
export function fileOf(format: FileFormat, table: ReportTable, idle = idleMs): Readable {
  const tooLate = () => stream.destroy(new Error(`nobody took anything of the file for ${idle} ms`));
  const chunks = whileTaken(fileFormats[format].write(table), idle, tooLate);
  const stream = Readable.from(chunks, { objectMode: false, highWaterMark: 1 << 18 });
  return stream;
}
