export { caseColumns, caseRow } from './case-rows.js';
export {
  inForce,
  type Candidates,
  type ChangedCase,
  type ChangedClock,
  type ChangedDecision,
  type Table,
  type WhatIfItem,
  type WhatIfQuestion,
  type WhatIfResult,
} from './question.js';
export { streamPrefixes, whatIf } from './what-if.js';
