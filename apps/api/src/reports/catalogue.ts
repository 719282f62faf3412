import { columnOf, leadsTo, type ReportDefinition } from '@redress/views';
import type { ReportEntry, ReportParameter } from './dto/report-entry.dto.js';

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

/** What the catalogue says of a report. */
export function entryOf(definition: ReportDefinition): ReportEntry {
  const { name, number, question, dimensions, always = [], byDefault = [], measures } = definition;
  const own = Object.entries(definition.parameters ?? {});
  return {
    name,
    number,
    question,
    parameters: [
      ...parameters,
      ...own.map(([parameter, { meaning, least, most, default: otherwise }]) => ({
        name: parameter,
        meaning: `${meaning} ${least} to ${most}, ${otherwise} if left out.`,
      })),
    ],
    dimensions: Object.keys(dimensions),
    always: [...always],
    byDefault: [...byDefault],
    columns: [
      ...Object.entries(dimensions).map(([dimension, meaning]) => ({ name: dimension, unit: 'code', meaning, drillDown: false })),
      ...measures.map((measure) => ({ ...columnOf(measure), drillDown: leadsTo(definition, measure) !== undefined })),
    ],
  };
}
