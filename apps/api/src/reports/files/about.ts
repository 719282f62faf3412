import type { ReportTable } from '@redress/views';

/** What was asked and what the answer was cut at, as names and values for a file: enough to ask again for the same rows. */
export function aboutOf({
  report,
  version,
  taxonomy,
  parameters,
  asOf,
  knownAt,
  position,
}: Omit<ReportTable, 'batches' | 'close'>): [string, string][] {
  return [
    ['report', report],
    ['version', String(version)],
    ...(taxonomy ? [['taxonomy', JSON.stringify(taxonomy)] as [string, string]] : []),
    ['parameters', JSON.stringify(parameters)],
    ['asOf', asOf],
    ['knownAt', knownAt],
    ['position', position ?? ''],
  ];
}
