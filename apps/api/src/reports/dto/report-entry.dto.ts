/** Something that a report can be asked with. */
export class ReportParameter {
  name: string;
  /** `time` (a date, or an instant with offset), `zone`, `code`, `codes` (comma-separated), `integer`, or a `document` of the body. */
  type: string;
  needed: boolean;
  /** What it may be, where that is a list. */
  values?: string[];
  /** Of an integer. */
  least?: number;
  most?: number;
  /** What it is if left out, where that is always the same. */
  default?: string | number;
  meaning: string;
}

/** A column that a report may have: one for each dimension that it is split by, then its numbers. */
export class ReportColumnEntry {
  name: string;
  unit: string;
  meaning: string;
  /** Whether `/v1/reports/{name}/complaints?measure=<column>` lists what went into it. */
  drillDown: boolean;
  /** What that lists: `complaints`, `improvements` or `measurements`. */
  leadsTo?: string;
  /** The columns whose facts these are: itself, or those that it is computed from. */
  from?: string[];
  /** Why it leads to nothing, if it does not. */
  because?: string;
}

/** A report that can be asked for. */
export class ReportEntry {
  name: string;
  /** In the list of management reports; those of the same number answer parts of one question. */
  number: number;
  /** Goes up when the same question would be answered differently. */
  version: number;
  question: string;
  /** Where it is asked, if not at `GET /v1/reports/{name}`. */
  route?: string;
  parameters: ReportParameter[];
  /** What `by` may name. */
  dimensions: string[];
  /** What it is split by whether asked or not. */
  always: string[];
  /** What it is split by where `by` is left out. */
  byDefault: string[];
  columns: ReportColumnEntry[];
  /** What it asks the database for 2026 in UTC by month where no rollup applies, statement by statement. */
  sql: string[];
}
