import { caseColumns } from '@redress/what-if';
import type { ReportEntry } from '../reports/dto/report-entry.dto.js';

const candidate = 'as it would be published, {"version": n} of one that was, or {"inForce": true}: whatever was in force then.';
const time = { type: 'time', needed: false };

/** Report 13 in the catalogue: it is asked with a body, and reads the log instead of tables. */
export const whatIfEntry: ReportEntry = {
  name: 'what-if',
  number: 13,
  version: 1,
  question: 'What would another authority matrix, pack or calendar have changed?',
  route: 'POST /v1/what-if',
  parameters: [
    { name: 'matrix', type: 'document', needed: false, meaning: `A candidate matrix, ${candidate}` },
    { name: 'packs', type: 'document', needed: false, meaning: `Candidate packs, ${candidate}` },
    { name: 'calendars', type: 'document', needed: false, meaning: `Candidate calendars, ${candidate}` },
    { name: 'from', ...time, meaning: 'Rounds requested and complaints received from then on; of ever, if left out.' },
    { name: 'to', ...time, meaning: 'And before then; to the end, if left out.' },
    { name: 'tz', type: 'zone', needed: false, meaning: "IANA zone of dates; the installation's, if left out." },
    { name: 'asOf', ...time, meaning: 'Business time: what happened later is left out; nothing, if left out.' },
    { name: 'knownAt', ...time, meaning: 'Recorded time, or a position of the log in digits: what was recorded later is left out.' },
    {
      name: 'limit',
      type: 'integer',
      needed: false,
      least: 0,
      most: 10_000,
      default: 1_000,
      meaning: 'Of JSON in one piece: how many changed cases it lists. 0 to 10000, 1000 if left out.',
    },
  ],
  dimensions: [],
  always: [],
  byDefault: [],
  columns: caseColumns.map((column) => ({
    ...column,
    drillDown: false,
    because: 'Each row is one case already, and names its complaint.',
  })),
  sql: [],
};
