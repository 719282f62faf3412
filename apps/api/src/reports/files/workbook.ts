import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Report, ReportTable } from '@redress/views';
import { aboutOf } from './about.js';

type Column = Report['columns'][number];
type Value = Report['rows'][number][string];

/** What a worksheet holds beside its heading. */
export const mostRowsOfSheet = 1_048_575;

/** Styles by their place in `cellXfs`. */
const style = { heading: 1, date: 2, instant: 3, ratio: 4, score: 5, number: 6, wrapped: 7 } as const;

/**
 * An Excel workbook (ECMA-376), written as its rows come: no library that writes workbooks does without all of them in memory (ADR 0036).
 * The sheet `rows` has the report, numbers as numbers, dates as dates, texts as texts whatever they look like; the sheet `about` what was
 * asked, what it was cut at, and what the columns mean. Neither clock nor chance goes in: the same table gives the same bytes.
 */
export async function* workbook(table: ReportTable): AsyncGenerator<Buffer> {
  const { columns, batches } = table;
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const taken = (): Buffer => {
    const chunk = Buffer.concat(chunks);
    chunks = [];
    return chunk;
  };
  const begin = (name: string): ZipDeflate => {
    // As local time, which is how ZIP keeps it: the same bytes wherever the server is.
    const file = Object.assign(new ZipDeflate(name, { level: 4 }), { mtime: new Date(1980, 0, 1) });
    zip.add(file);
    return file;
  };

  for (const [name, content] of Object.entries(fixedParts)) begin(name).push(strToU8(content), true);
  begin('xl/worksheets/sheet2.xml').push(strToU8(aboutSheet(table)), true);

  const rowsSheet = begin('xl/worksheets/sheet1.xml');
  const widths = columns.map(({ name, unit }) =>
    Math.min(40, Math.max(name.length + 2, unit === 'instant' ? 24 : unit === 'text' ? 40 : 12)),
  );
  rowsSheet.push(strToU8(sheetBegins(widths, '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')));
  rowsSheet.push(
    strToU8(
      rowOf(
        1,
        columns.map(({ name }) => textCell(name, style.heading)),
      ),
    ),
  );
  let row = 1;
  for await (const rows of batches) {
    // Small steps, so that other requests have their turn.
    for (let from = 0; from < rows.length; from += 500) {
      const some = rows.slice(from, from + 500).map((one) =>
        rowOf(
          ++row,
          columns.map((column) => cellOf(column, one[column.name] ?? null)),
        ),
      );
      rowsSheet.push(strToU8(some.join('')));
      yield taken();
    }
  }
  rowsSheet.push(strToU8(sheetEnds), true);
  zip.end();
  yield taken();
}

function aboutSheet(table: ReportTable): string {
  const asked = aboutOf(table).map(([name, value]) => [textCell(name, style.heading), textCell(value, style.wrapped)]);
  const heading = ['column', 'unit', 'meaning'].map((name) => textCell(name, style.heading));
  const meanings = table.columns.map(({ name, unit, meaning }) => [textCell(name), textCell(unit), textCell(meaning, style.wrapped)]);
  const rows = [...asked, [], heading, ...meanings].map((cells, i) => rowOf(i + 1, cells));
  return sheetBegins([26, 60, 100], '') + rows.join('') + sheetEnds;
}

/** What stands between `<c r="A1"` and the next cell; empty for no cell. */
function cellOf({ unit }: Column, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    const look = unit === 'ratio' ? style.ratio : unit === 'score' || !Number.isInteger(value) ? style.score : style.number;
    return ` s="${look}"><v>${value}</v></c>`;
  }
  if (unit === 'date' || unit === 'instant') {
    const day = serialOf(value);
    if (day !== undefined) return ` s="${style[unit]}"><v>${day}</v></c>`;
  }
  return textCell(value);
}

/** Days since the end of 1899, as Excel counts them; undefined before March 1900, where Excel has a day that never was. */
function serialOf(time: string): number | undefined {
  const days = Date.parse(time) / 86_400_000 + 25_569;
  return days >= 61 ? days : undefined;
}

function textCell(text: string, look?: number): string {
  return ` t="inlineStr"${look === undefined ? '' : ` s="${look}"`}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function rowOf(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.map((cell, i) => (cell === '' ? '' : `<c r="${letters(i)}${number}"${cell}`)).join('')}</row>`;
}

/** The name of a column from 0: A, …, Z, AA, … */
function letters(column: number): string {
  return (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
}

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML has no way to write most control characters, nor half a pair: a workbook writes them as `_xHHHH_`, and what looks so with its underscore escaped. */
function escaped(text: string): string {
  return text.replaceAll(
    /[&<>]|_(?=x[0-9A-Fa-f]{4}_)|(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu,
    (character) => special[character] ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

function sheetBegins(widths: readonly number[], pane: string): string {
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
}
const sheetEnds = '</sheetData></worksheet>';

const fixedParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="rows" sheetId="1" r:id="rId1"/><sheet name="about" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  // The order of cellXfs is that of `style`.
  'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};
