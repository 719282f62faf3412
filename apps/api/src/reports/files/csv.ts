import { csvHeader, csvRows, type ReportTable } from '@redress/views';

/** RFC 4180 as `toCsv` writes it, a batch at a time. */
export async function* csv({ columns, batches }: ReportTable): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHeader(columns));
  for await (const rows of batches) if (rows.length > 0) yield Buffer.from(csvRows(columns, rows));
}
