import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Report, ReportTable } from '@redress/views';
import { aboutOf } from './about.js';

type Unit = Report['columns'][number]['unit'];
type Value = Report['rows'][number][string];

/** Enough to compress well, few enough to be held. */
const rowsOfGroup = 20_000;

/**
 * Apache Parquet, Snappy, a row group at a time. Texts are strings, dates DATE, instants TIMESTAMP of milliseconds in UTC, positions,
 * minutes and minor units INT64, other numbers DOUBLE; every column may be null. The footer's metadata have what `aboutOf` says, and
 * the columns with unit and meaning. The same table gives the same bytes.
 */
export async function* parquet(table: ReportTable): AsyncGenerator<Buffer> {
  const { columns, batches } = table;
  const bytes = new ByteWriter(1 << 20);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ name, unit }) => ({ ...elementOf(unit), name }))],
    createdBy: 'Redress (hyparquet-writer)',
    kvMetadata: [
      ...aboutOf(table).map(([key, value]) => ({ key: `redress.${key}`, value })),
      { key: 'redress.columns', value: JSON.stringify(columns) },
    ],
  });
  const taken = (): Buffer => {
    const chunk = Buffer.from(bytes.getBytes());
    bytes.index = 0;
    return chunk;
  };
  let group: Report['rows'][number][] = [];
  const write = async (): Promise<Buffer> => {
    await writer.write({
      columnData: columns.map(({ name, unit }) => ({ name, data: group.map((row) => valueOf(unit, row[name] ?? null)) })),
      rowGroupSize: rowsOfGroup,
    });
    group = [];
    return taken();
  };
  for await (const rows of batches) {
    for (const row of rows) {
      group.push(row);
      if (group.length === rowsOfGroup) yield await write();
    }
  }
  if (group.length > 0) yield await write();
  await writer.finish();
  yield taken();
}

function elementOf(unit: Unit): Omit<SchemaElement, 'name'> {
  switch (unit) {
    case 'code':
    case 'text':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' };
    case 'instant':
      return { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' };
    case 'position':
    case 'minutes':
    case 'minor units':
      return { type: 'INT64', repetition_type: 'OPTIONAL' };
    default:
      return { type: 'DOUBLE', repetition_type: 'OPTIONAL' };
  }
}

function valueOf(unit: Unit, value: Value): string | number | bigint | Date | null {
  if (value === null) return null;
  switch (unit) {
    case 'code':
    case 'text':
      return String(value);
    case 'date':
    case 'instant':
      return new Date(value);
    case 'position':
    case 'minutes':
    case 'minor units':
      return BigInt(value);
    default:
      return Number(value);
  }
}
