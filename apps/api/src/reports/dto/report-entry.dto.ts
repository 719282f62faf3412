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
  /** What it is split by where `by` is left out. */
  byDefault: string[];
  columns: ReportColumnEntry[];
}
