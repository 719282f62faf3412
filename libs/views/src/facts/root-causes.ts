import { ratio, type ReportDefinition } from '../report-definition.js';
import { caseDimensions, caseFactsSql, caseTables, recordsOf } from './case-dimensions.js';
import { caseFacts } from './case-facts.js';

const dimensions = {
  ...caseDimensions,
  rootCause: 'Branch of the fishbone: people, process, product, policy, system or environment; null if nothing was substantiated.',
  faultParty: 'Whose fault it was: own, customer or third; null if nothing was substantiated.',
  finding: 'substantiated, partly or not.',
};

const founded = `finding IN ('substantiated', 'partly')`;

/** Report 7, root causes: `by=rootCause` is the Pareto of the fishbone, `by=cause` or `by=unit` that of what was complained about, or of whom. */
export const rootCauses: ReportDefinition = {
  name: 'root-causes',
  number: 7,
  version: 1,
  question: 'What did investigations find, whose fault was it, and which few causes make up most of it?',
  view: caseFacts,
  tables: [...caseTables, recordsOf('investigated')],
  dimensions,
  facts: {
    investigated: {
      sql: caseFactsSql(
        'investigated',
        'fact.root_cause AS "rootCause"',
        'fact.fault_party AS "faultParty"',
        'fact.finding',
        'fact.hidden_issue',
        'fact.unfavourable_reading',
        'fact.ordinal',
      ),
      dimensions: Object.keys(dimensions),
    },
  },
  measures: [
    {
      name: 'investigated',
      unit: 'investigations',
      meaning: 'Findings reached, by when they were; what was sent back or reopened may be investigated again.',
      of: 'investigated',
    },
    {
      name: 'founded',
      unit: 'investigations',
      meaning: 'Of these, those that found the complaint substantiated, wholly or partly.',
      of: 'investigated',
      where: founded,
    },
    {
      name: 'share',
      unit: 'ratio',
      meaning: 'Part of all founded in the {period}, to 4 places; 0 if there were none.',
      from: ['founded'],
      derive: (row, all) => ratio(row['founded'], all['founded'], 0),
    },
    {
      name: 'cumulativeShare',
      unit: 'ratio',
      meaning:
        'Pareto: with the rows of the {period} in descending order of founded, the part of all that those up to this one make up, to 4 places; ' +
        'what is equal keeps the order of the rows. Null if there were none.',
      cumulativeOf: 'founded',
    },
    {
      name: 'substantiated',
      unit: 'investigations',
      meaning: 'Those that found it substantiated.',
      of: 'investigated',
      where: `finding = 'substantiated'`,
    },
    { name: 'partly', unit: 'investigations', meaning: 'Those that found it partly so.', of: 'investigated', where: `finding = 'partly'` },
    { name: 'not', unit: 'investigations', meaning: 'Those that did not.', of: 'investigated', where: `finding = 'not'` },
    {
      name: 'ownFault',
      unit: 'investigations',
      meaning: "Those that found it the company's own fault.",
      of: 'investigated',
      where: `"faultParty" = 'own'`,
    },
    {
      name: 'hiddenIssue',
      unit: 'investigations',
      meaning: 'Those that found a hidden issue behind the visible one.',
      of: 'investigated',
      where: 'hidden_issue',
    },
    {
      name: 'unfavourableReading',
      unit: 'investigations',
      meaning: 'Those in which a text that was unclear was read against the company.',
      of: 'investigated',
      where: 'unfavourable_reading',
    },
    {
      name: 'again',
      unit: 'investigations',
      meaning: 'Not the first of their complaint.',
      of: 'investigated',
      where: 'ordinal > 1',
    },
  ],
};
