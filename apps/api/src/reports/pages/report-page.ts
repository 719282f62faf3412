import type { Report } from '@redress/views';
import type { Words } from '../words/words.js';
import { figureOf } from './chart.js';
import { chartOf } from './charts.js';
import { changeSince, figure } from './figures.js';
import { markup, pageOf, type Html, type Page } from './page.js';

type Row = Report['rows'][number];

/** A report with what its page says beside its rows: the same question without splitting, for the period and for the one before. */
export interface ReportWithTotals {
  readonly report: Report;
  readonly now: Report;
  readonly before: Report;
}

/** Columns that tell most of a report; the first four, where nothing is said. */
const headlines: Readonly<Record<string, readonly string[]>> = {
  volume: ['received'],
  timeliness: ['set', 'inTimeShare', 'overdue'],
  'first-contact': ['received', 'within24HoursShare', 'medianMinutes'],
  resolution: ['closed', 'medianMinutes', 'p90Minutes', 'within15DaysShare'],
  promises: ['made', 'keptShare', 'overdue'],
  outcomes: ['closed', 'upholdRate', 'onTheSpot', 'medianMinutes'],
  compensation: ['ordered', 'borne', 'medianBorne', 'borneShare'],
  'authority-usage': ['requests', 'granted', 'medianMinutes', 'total'],
  escalation: ['escalations', 'escalatedShare', 'outside', 'preventedByAlert'],
  risk: ['raised', 'movedUpShare', 'wentOutsideFirst'],
  satisfaction: ['reached', 'meanSatisfaction', 'solvedShare', 'buyAgainShare'],
  'root-causes': ['investigated', 'founded', 'ownFault', 'hiddenIssue'],
  classification: ['classified', 'misjudgementRate', 'followedRate'],
  'training-gap': ['coverage', 'gap'],
  backlog: ['open', 'over60Days', 'oldestMinutes'],
  'department-latency': ['ended', 'medianMinutes', 'waiting', 'longestMinutes'],
  repeats: ['repeats', 'repeatShare', 'reopeningRate'],
  'hot-spots': ['received'],
  'trend-alerts': ['observed', 'expected'],
  improvement: ['raised', 'done', 'overdue', 'fallenShare'],
  'improvement-benefit': ['benefits', 'benefit'],
};
/** Totals of more kinds than these are in the table alone. */
const mostTotals = 4;
/** More rows are no reading matter, and are in the files. */
const mostRows = 1_000;

/** A report as a page to be printed. */
export async function reportPage(totals: ReportWithTotals, words: Words): Promise<Page> {
  const { report } = totals;
  const title = words.title(report.report);
  const chart = chartOf(report, words);
  const body = markup`<main><h1>${title}</h1><p class="question">${words.question(report.report)}</p>${cutOf(report, words)} ${figuresOf(totals, words)} ${chart && (await figureOf('chart', chart))}
    <h2>${words.say('The figures', '数据')}</h2>${tableOf(report, words, title)}
    <h2>${words.say('What the columns mean', '各列含义')}</h2>${definitionsOf(report, words)} ${notesOf(words)}</main>`;
  return pageOf(words.language, title, headerOf(report, words), body);
}

/** On top of every printed page: the period, and the position that the numbers were cut at. */
export function headerOf({ parameters, position }: Pick<Report, 'parameters' | 'position'>, words: Words): string {
  const [from, to] = [String(parameters['from']), String(parameters['to'])];
  return words.say(`${from} to before ${to} · position ${position ?? 'none'}`, `${from} 至 ${to}（不含） · 位置 ${position ?? '无'}`);
}

/** What was asked, and what the answer was cut at. */
function cutOf(report: Pick<Report, 'report' | 'parameters' | 'asOf' | 'knownAt' | 'position' | 'version'>, words: Words): Html {
  const { parameters, asOf, knownAt, position, version } = report;
  const by = Array.isArray(parameters['by']) ? (parameters['by'] as string[]).map((name) => words.column(report.report, name)) : [];
  const said: [string, string][] = [
    [
      words.say('Period', '期间'),
      words.say(
        `${String(parameters['from'])} to before ${String(parameters['to'])}`,
        `${String(parameters['from'])} 至 ${String(parameters['to'])}（不含）`,
      ),
    ],
    [words.say('Time zone', '时区'), String(parameters['tz'])],
    ...(by.length > 0 ? [[words.say('Split by', '拆分'), by.join(words.say(', ', '、'))] as [string, string]] : []),
    [words.say('As of', '业务截止时点'), asOf],
    [words.say('As known at', '记录截止时点'), knownAt],
    [words.say('Position in the log', '日志位置'), position ?? words.say('none', '无')],
    [words.say('Version of the report', '报告版本'), String(version)],
  ];
  return markup`<dl class="cut">${said.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The numbers that tell most, with how they changed. */
function figuresOf({ report, now, before }: ReportWithTotals, words: Words): Html {
  const names =
    headlines[report.report] ??
    now.columns
      .filter(({ unit }) => !['code', 'date', 'text'].includes(unit))
      .slice(0, 4)
      .map(({ name }) => name);
  const kinds = now.columns.filter(({ unit, name }) => unit === 'code' && name !== 'kind').map(({ name }) => name);
  const keyOf = (row: Row) => JSON.stringify(kinds.map((name) => row[name]));
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row]));
  const shown = now.rows.length > mostTotals ? [] : now.rows;
  const items = shown.flatMap((row) => {
    const of = kinds.map((name) => words.code(report.report, name, (row[name] ?? null) as string | null)).join(' · ');
    return names.flatMap((name) => {
      const column = now.columns.find((one) => one.name === name);
      if (!column) return [];
      const label = `${words.column(report.report, name)}${of && ` · ${of}`}`;
      const change = changeSince(words, column, row[name], earlier.get(keyOf(row))?.[name]);
      return markup`<li><span class="name">${label}</span><span class="value">${figure(words, report.report, column, row)}</span><span class="change">${change}</span></li>`;
    });
  });
  return items.length > 0 ? markup`<ul class="figures">${items}</ul>` : markup``;
}

/** The rows, with a heading for each column. */
export function tableOf(report: Report, words: Words, caption: string): Html {
  const { columns, rows } = report;
  const isText = (unit: string) => ['code', 'date', 'text', 'instant'].includes(unit);
  const head = columns.map(
    ({ name, unit }) => markup`<th scope="col" ${isText(unit) ? '' : markup` class="n"`}>${words.column(report.report, name)}</th>`,
  );
  const cells = (row: Row) =>
    columns.map((column, i) => {
      const value = figure(words, report.report, column, row);
      if (isText(column.unit)) {
        const whole = column.unit === 'date' ? markup` class="d"` : '';
        return i === 0 ? markup`<th scope="row"${whole}>${value}</th>` : markup`<td${whole}>${value}</td>`;
      }
      return markup`<td class="${value === '–' ? 'n none' : 'n'}">${value}</td>`;
    });
  const more = rows.length - mostRows;
  return markup`<div class="scroll"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${
    rows.length > 0
      ? rows.slice(0, mostRows).map((row) => markup`<tr>${cells(row)}</tr>`)
      : markup`<tr><td colspan="${columns.length}">${words.say('Nothing in this period.', '本期没有数据。')}</td></tr>`
  }</tbody></table></div>${more > 0 && markup`<p class="notes">${words.say(`The table ends here; ${more} more rows are in the report as CSV, workbook or Parquet.`, `表格到此为止；其余 ${more} 行见 CSV、工作簿或 Parquet 格式的报告。`)}</p>`}`;
}

function definitionsOf(report: Report, words: Words): Html {
  const of = (column: Report['columns'][number]) =>
    markup`<dt>${words.column(report.report, column.name)} <small>(${words.unit(column.unit)}; ${column.name})</small></dt><dd>${words.meaning(report, column)}</dd>`;
  return markup`<dl class="definitions">${report.columns.map(of)}</dl>`;
}

/** What the numbers do not say. */
export function notesOf(words: Words): Html {
  const notes = words.language === 'en' ? notesInEnglish : notesInChinese;
  return markup`<h2>${words.say('Notes', '说明')}</h2><ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
}

const notesInEnglish = [
  'A dash means that a number is not known or has nothing to be computed from; it is not zero.',
  'Counted is what had happened by “as of”, as far as it was recorded by “as known at”: up to the position in the log. The same question with the same times gives the same numbers at any later time.',
  'Amounts of different currencies are never added up. Amounts that a history does not tell are in no sum.',
  'The period before is as long as the period, seen from the same two times.',
];
const notesInChinese = [
  '“–”表示未知或无从计算，并非零。',
  '所计为业务截止时点之前发生、且在记录截止时点之前已记录（至日志位置为止）的事项。以同样的时点再问，任何时候数字都相同。',
  '不同币种的金额从不相加；历史记录未载明的金额不计入任何合计。',
  '“上期”为在此之前等长的期间，以同样的两个时点看。',
];
