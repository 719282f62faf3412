import { behind, columnOf, leadsTo, reports, statementsOf, type ReportDefinition } from '@redress/views';
import { whatIfEntry } from '../what-if/entry.js';
import type { ReportColumnEntry, ReportEntry, ReportParameter } from './dto/report-entry.dto.js';

const buckets = ['day', 'week', 'month', 'quarter', 'year'];
const formats = ['json', 'csv', 'xlsx', 'parquet', 'html'];
const time = { type: 'time', needed: false };

/** What every report takes that can be split by these. */
const parameters = (dimensions: string[]): ReportParameter[] => [
  {
    name: 'from',
    ...time,
    needed: true,
    meaning: 'Beginning of the period, in it: a date (its midnight in tz) or an instant with offset.',
  },
  { name: 'to', ...time, needed: true, meaning: 'End of the period, no longer in it.' },
  { name: 'tz', type: 'zone', needed: false, meaning: "IANA zone whose days these are; the installation's, if left out." },
  {
    name: 'bucket',
    type: 'code',
    needed: false,
    values: buckets,
    meaning: 'A row for each of these; one for the whole period, if left out.',
  },
  {
    name: 'by',
    type: 'codes',
    needed: false,
    values: dimensions,
    meaning: 'What to split by, comma-separated, in the order of the columns: some of dimensions.',
  },
  { name: 'asOf', ...time, meaning: 'Business time: counts what had happened by then; now, if left out.' },
  {
    name: 'knownAt',
    ...time,
    meaning: 'Recorded time, or a position of the log in digits: counts what was recorded by then; what is known now, if left out.',
  },
  { name: 'format', type: 'code', needed: false, values: formats, default: 'json', meaning: 'What the answer comes as.' },
];

let known: Promise<readonly ReportEntry[]> | undefined;

/** Every report, by number: what it answers, takes and says, and what it asks the database for that. Written once: it is the program's own. */
export function catalogue(): Promise<readonly ReportEntry[]> {
  return (known ??= Promise.all(reports.map(entryOf)).then((entries) => [...entries, whatIfEntry]));
}

async function entryOf(definition: ReportDefinition): Promise<ReportEntry> {
  const { name, number, version, question, dimensions, always = [], byDefault = [], measures } = definition;
  const own = Object.entries(definition.parameters ?? {});
  return {
    name,
    number,
    version,
    question,
    parameters: [
      ...parameters(Object.keys(dimensions)),
      ...own.map(([parameter, { meaning, least, most, default: otherwise }]) => ({
        name: parameter,
        type: 'integer',
        needed: false,
        least,
        most,
        default: otherwise,
        meaning: `${meaning} ${least} to ${most}, ${otherwise} if left out.`,
      })),
    ],
    dimensions: Object.keys(dimensions),
    always: [...always],
    byDefault: [...byDefault],
    columns: [
      ...Object.entries(dimensions).map(([dimension, meaning]) => ({
        name: dimension,
        unit: 'code',
        meaning,
        drillDown: false,
        because: 'It says what the numbers of the row are about, and narrows down what they lead to.',
      })),
      ...measures.map((measure): ReportColumnEntry => ({ ...columnOf(measure), ...drillDownOf(definition, measure) })),
    ],
    // As it is sent, but for the indentation of the code it comes from.
    sql: (await statementsOf(definition)).map((statement) => statement.replaceAll(/\s*\n\s*/g, '\n').trim()),
  };
}

function drillDownOf(
  definition: ReportDefinition,
  measure: ReportDefinition['measures'][number],
): Omit<ReportColumnEntry, 'name' | 'unit' | 'meaning'> {
  const to = leadsTo(definition, measure);
  if (to) return { drillDown: true, leadsTo: to, from: behind(definition, measure).map(({ column }) => column.name) };
  const isText = measure.unit === 'text' || measure.unit === 'code';
  return {
    drillDown: false,
    because: isText ? 'It is no number: the numbers of its row lead on.' : 'It is a mark to compare with, counted from nothing.',
  };
}
