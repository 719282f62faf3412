import type { EChartsOption, SeriesOption } from 'echarts';
import type { Report } from '@redress/views';
import type { Words } from '../words/words.js';
import type { Chart } from './chart.js';
import { digitsOf, figure } from './figures.js';

type Row = Report['rows'][number];

/** What is drawn of a report: columns beside each other, or as parts of one whole. */
interface Shape {
  readonly of: readonly string[];
  readonly isStacked?: true;
}

const ages = ['under1Day', 'from1To3Days', 'from3To7Days', 'from7To15Days', 'from15To30Days', 'from30To60Days', 'over60Days'];
const marks = ['satisfaction1', 'satisfaction2', 'satisfaction3', 'satisfaction4', 'satisfaction5'];

const shapes: Readonly<Record<string, Shape>> = {
  volume: { of: ['received'] },
  timeliness: { of: ['inTime', 'late', 'overdue', 'stoppedOverdue', 'running', 'paused', 'stopped'], isStacked: true },
  'first-contact': { of: ['contacted', 'notYet'], isStacked: true },
  resolution: { of: ['medianMinutes', 'p90Minutes'] },
  'branch-visits': { of: ['medianMinutes', 'p90Minutes'] },
  promises: { of: ['keptEarly', 'keptOnTheDay', 'keptLate', 'overdue', 'open', 'stopped'], isStacked: true },
  outcomes: { of: ['closed'] },
  compensation: { of: ['borne'] },
  'authority-usage': { of: ['granted', 'refused', 'lapsed', 'voided', 'waiting', 'needless'], isStacked: true },
  escalation: { of: ['escalations'] },
  risk: { of: ['raised'] },
  satisfaction: { of: marks, isStacked: true },
  'root-causes': { of: ['founded'] },
  classification: { of: ['misjudgementRate'] },
  'training-gap': { of: ['coverage', 'target'] },
  backlog: { of: ages, isStacked: true },
  'department-latency': { of: ['medianMinutes', 'p90Minutes'] },
  repeats: { of: ['repeats', 'reopened', 'merged'] },
  'hot-spots': { of: ['received'] },
  'trend-alerts': { of: ['observed', 'expected'] },
  improvement: { of: ['raised', 'adopted', 'done', 'overdue'] },
  'improvement-benefit': { of: ['benefit'] },
};

const mostSeries = 6;
const mostBars = 20;

/** The chart that suits a report as it was asked for; undefined where there is nothing to draw. */
export function chartOf(report: Report, words: Words): Chart | undefined {
  const { columns, rows, parameters } = report;
  const split = columns.filter(({ name, unit }) => unit === 'code' && name !== 'bucket' && report.report + name !== 'trend-alertskind');
  const numbers = columns.filter(({ unit }) => !['code', 'date', 'text', 'rank', 'instant', 'position'].includes(unit));
  const shape = shapes[report.report] ?? { of: numbers.slice(0, 1).map(({ name }) => name) };
  const drawn = shape.of.flatMap((name) => columns.filter((column) => column.name === name));
  if (rows.length === 0 || drawn.length === 0) return undefined;
  const isByTime = typeof parameters['bucket'] === 'string';
  const names = split.map(({ name }) => name);
  const draw = { report, words, names, drawn, isStacked: shape.isStacked === true };
  if (isByTime) return names.length === 0 ? overTime(draw) : combinationsOverTime(draw);
  if (report.report === 'root-causes' && names.length > 0) return pareto(draw);
  if (report.report === 'hot-spots' && names.length === 2) return heat(draw);
  if (report.report === 'satisfaction' && names.length === 1 && names[0] === 'resolution')
    return bars({ ...draw, drawn: columns.filter(({ name }) => ['buyAgainShare', 'buyAgainAnchor'].includes(name)), isStacked: false });
  return names.length === 0 && rows.length === 1 ? columnsOf(draw) : bars(draw);
}

interface Draw {
  readonly report: Report;
  readonly words: Words;
  readonly names: readonly string[];
  readonly drawn: Report['columns'];
  readonly isStacked: boolean;
}

/** Columns over the periods: lines, or parts on top of each other. */
function overTime(draw: Draw): Chart {
  const { report, words, drawn, isStacked } = draw;
  const series = drawn.map((column, i): SeriesOption => {
    const data = report.rows.map((row) => scaled(column, row));
    const name = words.column(report.report, column.name);
    return isStacked ? { type: 'bar', stack: 'all', name, data, barMaxWidth: 60 } : line(name, data, i);
  });
  return timeChart(draw, series);
}

/** The first column over the periods, a line for each of the largest combinations. */
function combinationsOverTime(draw: Draw): Chart {
  const { report, words, names } = draw;
  const column = draw.drawn[0]!;
  const buckets = labelsOf(report.rows);
  const combinations = new Map<string, Map<string, number | null>>();
  for (const row of report.rows) {
    const label = labelOf(words, report.report, names, row);
    const values = combinations.get(label) ?? new Map<string, number | null>();
    combinations.set(label, values.set(String(row['bucket']), scaled(column, row)));
  }
  const sum = (values: Map<string, number | null>) => [...values.values()].reduce<number>((all, value) => all + (value ?? 0), 0);
  const largest = [...combinations].toSorted(([, a], [, b]) => sum(b) - sum(a)).slice(0, mostSeries);
  const nothing = ['ratio', 'minutes', 'score'].includes(column.unit) ? null : 0;
  const series = largest.map(([name, values], i) =>
    line(
      name,
      buckets.map((bucket) => values.get(bucket) ?? nothing),
      i,
    ),
  );
  return timeChart({ ...draw, drawn: [column] }, series, combinations.size > mostSeries ? mostSeries : undefined);
}

/** Of 220: texts are measured without the reader's font, which may be wider by a fifth. */
const labelWidth = 175;

const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
const dashes = ['solid', 'dashed', 'dotted'] as const;

function line(name: string, data: (number | null)[], i: number): SeriesOption {
  return {
    type: 'line',
    name,
    data,
    symbol: symbols[i % symbols.length]!,
    symbolSize: 7,
    lineStyle: { width: 2.5, type: dashes[i % dashes.length]! },
  };
}

function timeChart(draw: Draw, series: SeriesOption[], shown?: number): Chart {
  const { report, words } = draw;
  const buckets = labelsOf(report.rows);
  const option: EChartsOption = {
    grid: { left: 70, right: 24, top: series.length > 1 ? 60 : 36, bottom: 44 },
    ...(series.length > 1 && { legend: { top: 4, itemGap: 22 } }),
    xAxis: {
      type: 'category',
      data: buckets.map((bucket) => (report.parameters['bucket'] === 'month' ? bucket.slice(0, 7) : bucket)),
      axisLabel: { hideOverlap: true },
    },
    yAxis: valueAxis(draw),
    series,
  };
  const only = shown === undefined ? '' : words.say(`, the ${shown} largest`, `，最大的 ${shown} 项`);
  const by = words.bucket(String(report.parameters['bucket']));
  return said(draw, option, 360, words.say(` by ${by}${only}`, `（${by}${only}）`));
}

/** A bar for each combination; the largest, where there are many. */
function bars(draw: Draw): Chart {
  const { report, words, names, drawn, isStacked } = draw;
  const total = (row: Row) => (isStacked ? drawn : drawn.slice(0, 1)).reduce((sum, column) => sum + (scaled(column, row) ?? 0), 0);
  const isMany = report.rows.length > mostBars;
  const rows = (isStacked || drawn.length === 1 ? report.rows.toSorted((a, b) => total(b) - total(a)) : report.rows).slice(0, mostBars);
  const series = drawn.map((column): SeriesOption => ({
    type: 'bar',
    name: words.column(report.report, column.name),
    data: rows.map((row) => scaled(column, row)),
    barMaxWidth: 28,
    ...(isStacked && { stack: 'all' }),
    ...(drawn.length === 1 && {
      label: {
        show: true,
        position: 'right',
        formatter: ({ dataIndex }: { dataIndex: number }) => figure(words, report.report, column, rows[dataIndex]!),
      },
    }),
  }));
  const option: EChartsOption = {
    grid: { left: 220, right: 90, top: drawn.length > 1 ? 60 : 16, bottom: 44 },
    ...(drawn.length > 1 && { legend: { top: 4, itemGap: 22 } }),
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => labelOf(words, report.report, names, row)),
      axisLabel: { width: labelWidth, overflow: 'truncate', interval: 0 },
    },
    xAxis: valueAxis(draw),
    series,
  };
  const height = 80 + rows.length * (isStacked || drawn.length === 1 ? 30 : 14 + 22 * drawn.length);
  return said(draw, option, height, isMany ? words.say(`, the ${mostBars} largest`, `（最大的 ${mostBars} 项）`) : '');
}

/** The columns of the one row that there is. */
function columnsOf(draw: Draw): Chart {
  const { report, words, drawn } = draw;
  const row = report.rows[0]!;
  const option: EChartsOption = {
    grid: { left: 220, right: 90, top: 16, bottom: 44 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: drawn.map(({ name }) => words.column(report.report, name)),
      axisLabel: { interval: 0 },
    },
    xAxis: valueAxis(draw),
    series: [
      {
        type: 'bar',
        data: drawn.map((column) => scaled(column, row)),
        barMaxWidth: 28,
        label: { show: true, position: 'right', formatter: ({ dataIndex }) => figure(words, report.report, drawn[dataIndex]!, row) },
      },
    ],
  };
  return said(draw, option, 70 + drawn.length * 34, '');
}

/** Bars in descending order, and the part that they and all larger ones make up. */
function pareto(draw: Draw): Chart {
  const { report, words, names } = draw;
  const found = report.rows.filter((row) => Number(row['founded']) > 0);
  const rows = found.toSorted((a, b) => Number(b['founded']) - Number(a['founded'])).slice(0, mostBars);
  const column = (name: string) => words.column(report.report, name);
  const option: EChartsOption = {
    grid: { left: 64, right: 64, top: 60, bottom: 72 },
    legend: { top: 4, itemGap: 22 },
    xAxis: {
      type: 'category',
      data: rows.map((row) => labelOf(words, report.report, names, row)),
      axisLabel: { interval: 0, width: 110, overflow: 'break' },
    },
    yAxis: [
      valueAxis(draw),
      {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { formatter: (value: number) => `${Math.round(value * 100)} %` },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        type: 'bar',
        name: column('founded'),
        data: rows.map((row) => Number(row['founded'])),
        barMaxWidth: 70,
        label: { show: true, position: 'top' },
      },
      {
        ...line(
          column('cumulativeShare'),
          rows.map((row) => row['cumulativeShare'] as number | null),
          1,
        ),
        yAxisIndex: 1,
      } as SeriesOption,
    ],
  };
  return said(draw, option, 400, words.say(', with the cumulative share (Pareto)', '及累计占比（帕累托）'));
}

/** How much comes from where two dimensions meet. */
function heat(draw: Draw): Chart {
  const { report, words, names } = draw;
  const value = (name: string) => [...new Set(report.rows.map((row) => row[name] as string | null))];
  const [down, across] = [value(names[0]!), value(names[1]!)];
  const counts = report.rows.map((row) => Number(row['received']));
  const isSlanted = across.length > 6;
  const bottom = isSlanted ? 120 : 44;
  const option: EChartsOption = {
    grid: { left: 220, right: 24, top: 16, bottom },
    xAxis: {
      type: 'category',
      data: across.map((code) => words.code(report.report, names[1]!, code)),
      axisLabel: { interval: 0, rotate: isSlanted ? 40 : 0, width: 120, overflow: 'truncate' },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: down.map((code) => words.code(report.report, names[0]!, code)),
      axisLabel: { width: labelWidth, overflow: 'truncate', interval: 0 },
    },
    visualMap: { show: false, min: 0, max: Math.max(...counts, 1), inRange: { color: ['#eef3f8', '#0072B2'] } },
    aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
    series: [
      {
        type: 'heatmap',
        data: report.rows.map((row, i) => [
          across.indexOf(row[names[1]!] as string | null),
          down.indexOf(row[names[0]!] as string | null),
          counts[i]!,
        ]),
        label: { show: true, color: '#111', backgroundColor: 'rgba(255,255,255,.82)', padding: [1, 4], borderRadius: 2 },
        itemStyle: { borderColor: '#fff', borderWidth: 2 },
      },
    ],
  };
  return said(draw, option, 50 + bottom + down.length * 30, '');
}

/** Title and description: what is drawn, and each value of the first column in words, so that the chart can be read aloud. */
function said({ report, words, drawn, names }: Draw, option: EChartsOption, height: number, rest: string): Chart {
  const title = `${words.title(report.report)}${words.say(': ', '：')}${drawn.map(({ name }) => words.column(report.report, name)).join(words.say(', ', '、'))}${rest}`;
  const column = drawn[0]!;
  const values = report.rows.slice(0, 30).map((row) => {
    const label = [
      ...(typeof row['bucket'] === 'string' ? [row['bucket']] : []),
      ...names.map((name) => words.code(report.report, name, row[name] as string | null)),
    ];
    return `${label.join(' ')} ${figure(words, report.report, column, row)}`.trim();
  });
  return { option, height, title, description: `${words.column(report.report, column.name)}: ${values.join('; ')}` };
}

function valueAxis({ words, drawn }: Draw): {
  type: 'value';
  name?: string;
  axisLabel: { formatter: (value: number) => string };
  minInterval?: number;
} {
  const { unit } = drawn[0]!;
  const plain = (value: number) => value.toLocaleString(words.language, { maximumFractionDigits: 2 });
  if (unit === 'ratio') return { type: 'value', axisLabel: { formatter: (value) => `${Math.round(value * 100)} %` } };
  if (unit === 'minutes') return { type: 'value', name: words.say('days', '天'), axisLabel: { formatter: plain } };
  return { type: 'value', axisLabel: { formatter: plain }, ...(unit !== 'minor units' && unit !== 'score' && { minInterval: 1 }) };
}

/** As it is drawn: minutes as days, minor units in their currency's own. */
function scaled({ name, unit }: Report['columns'][number], row: Row): number | null {
  const value = row[name];
  if (typeof value !== 'number') return null;
  if (unit === 'minutes') return value / 1440;
  return unit === 'minor units' ? value / 10 ** digitsOf(row['currency']) : value;
}

function labelsOf(rows: Report['rows']): string[] {
  return [...new Set(rows.map((row) => String(row['bucket'])))];
}

function labelOf(words: Words, report: string, names: readonly string[], row: Row): string {
  return names.map((name) => words.code(report, name, row[name] as string | null)).join(' · ');
}
