import { columnOf, isCount, type ReportDefinition } from '@redress/views';

/** Something that a report can be asked with. */
export class ReportParameter {
  name: string;
  meaning: string;
}

/** A column that a report may have: one for each dimension that it is split by, then its numbers. */
export class ReportColumnEntry {
  name: string;
  unit: string;
  meaning: string;
  /** Whether `/v1/reports/{name}/complaints?measure=<column>` lists what was counted. */
  drillDown: boolean;
}

/** A report that can be asked for. */
export class ReportEntry {
  name: string;
  /** In the list of management reports; those of the same number answer parts of one question. */
  number: number;
  question: string;
  parameters: ReportParameter[];
  /** What `by` may name. */
  dimensions: string[];
  /** What it is split by whether asked or not. */
  always: string[];
  columns: ReportColumnEntry[];
}

const parameters: ReportParameter[] = [
  { name: 'from', meaning: 'Beginning of the period, in it: a date (its midnight in tz) or an instant with offset.' },
  { name: 'to', meaning: 'End of the period, no longer in it.' },
  { name: 'tz', meaning: "IANA zone whose days these are; the installation's, if left out." },
  { name: 'bucket', meaning: 'One row per day, week, month, quarter or year; one for the whole period, if left out.' },
  { name: 'by', meaning: 'What to split by, comma-separated, in the order of the columns.' },
  { name: 'asOf', meaning: 'Business time: counts what had happened by then; now, if left out.' },
  { name: 'knownAt', meaning: 'Recorded time: counts what was recorded by then; what is known now, if left out.' },
  { name: 'format', meaning: 'json or csv.' },
];

export function entryOf({ name, number, question, dimensions, always = [], measures }: ReportDefinition): ReportEntry {
  return {
    name,
    number,
    question,
    parameters,
    dimensions: Object.keys(dimensions),
    always: [...always],
    columns: [
      ...Object.entries(dimensions).map(([dimension, meaning]) => ({ name: dimension, unit: 'code', meaning, drillDown: false })),
      ...measures.map((measure) => ({ ...columnOf(measure), drillDown: isCount(measure) })),
    ],
  };
}
