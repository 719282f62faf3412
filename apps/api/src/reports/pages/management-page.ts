import type { Report } from '@redress/views';
import type { Words } from '../words/words.js';
import { figureOf, type Chart } from './chart.js';
import { chartOf } from './charts.js';
import { amount, changeSince, duration, figure, number, share } from './figures.js';
import type { ManagementReport, PartName } from './management-report.js';
import { markup, pageOf, type Html, type Page } from './page.js';
import { headerOf, notesOf, tableOf } from './report-page.js';

type Row = Report['rows'][number];
type Value = number | null;

/** A board paper: what happened with complaints in a period, in sentences, charts and tables. */
export async function managementPage(paper: ManagementReport, words: Words): Promise<Page> {
  const { parts, parameters } = paper;
  const title = words.say('Management report on complaints', '投诉管理报告');
  const charts = new Map<string, Html>();
  for (const [name, chart] of Object.entries(chartsOf(paper, words))) if (chart) charts.set(name, await figureOf(`chart-${name}`, chart));
  const drawn = (name: PartName): Html => charts.get(name) ?? markup``;
  const table = (name: PartName, columns: readonly string[], caption: string): Html => tableOf(only(parts[name], columns), words, caption);
  const section = (heading: string, ...content: (Html | string)[]): Html =>
    markup`<section class="section"><h2>${heading}</h2>${content.map((one) => (typeof one === 'string' ? markup`<p>${one}</p>` : one))}</section> `;
  const said = sentencesOf(paper, words);
  const body = markup`<main><h1>${title}</h1><p class="question">${words.say(`${parameters.from} to before ${parameters.to}`, `${parameters.from} 至 ${parameters.to}（不含）`)}</p><dl class="cut">${cutOf(paper, words)}</dl>${headlinesOf(paper, words)}
    <h2>${words.say('Summary', '摘要')}</h2><ul class="summary">${Object.values(said).map((one) => markup`<li>${one}</li>`)}</ul>${section(
      words.say('1 Volume', '一、受理量'),
      said.volume,
      drawn('volumeByMonth'),
      drawn('channels'),
      table('channels', ['channel', 'received', 'share', 'previous'], words.say('By channel', '按渠道')),
    )}${section(
      words.say('2 Timeliness', '二、时限履行'),
      said.timeliness,
      drawn('clocks'),
      table(
        'clocks',
        ['clock', 'set', 'inTime', 'late', 'overdue', 'stoppedOverdue', 'running', 'inTimeShare', 'medianMinutes'],
        words.say('By clock', '按时限'),
      ),
      table('firstContact', ['received', 'contacted', 'within24HoursShare', 'medianMinutes', 'p90Minutes'], words.title('first-contact')),
      table('promises', ['made', 'keptEarly', 'keptOnTheDay', 'keptLate', 'overdue', 'keptShare'], words.title('promises')),
    )}${section(
      words.say('3 Resolution', '三、结案'),
      said.resolution,
      drawn('resolutionByMonth'),
      table(
        'resolution',
        ['closed', 'medianMinutes', 'p90Minutes', 'within3Days', 'within15Days', 'within30Days', 'within15DaysShare'],
        words.title('resolution'),
      ),
    )}${section(
      words.say('4 Outcomes and compensation', '四、处理结果与补偿'),
      said.outcomes,
      drawn('outcomes'),
      said.compensation,
      table(
        'compensation',
        ['currency', 'ordered', 'unknown', 'borne', 'medianBorne', 'largestBorne', 'claimed', 'borneShare'],
        words.say('By currency', '按币种'),
      ),
      table('remedies', ['remedy', 'currency', 'ordered', 'borne', 'fulfilled', 'cancelled'], words.say('By remedy', '按补救措施')),
    )}${section(
      words.say('5 Use of authority', '五、审批权限使用'),
      said.authority,
      drawn('authority'),
      table(
        'authority',
        ['scope', 'role', 'currency', 'requests', 'granted', 'refused', 'lapsed', 'waiting', 'medianMinutes', 'total'],
        words.say('By scope and role', '按授权与角色'),
      ),
    )}${section(
      words.say('6 Escalation and risk', '六、升级与风险'),
      said.escalation,
      drawn('escalationReached'),
      table(
        'escalationReached',
        ['reached', 'escalations', 'share', 'byDeadline', 'byTippingPoint', 'medianMinutes'],
        words.say('Where to', '升级至'),
      ),
      table('risk', ['raised', 'movedUpFirst', 'wentOutsideFirst', 'movedUpShare', 'eased'], words.title('risk')),
    )}${section(
      words.say('7 Satisfaction and loyalty', '七、满意度与忠诚度'),
      said.satisfaction,
      drawn('satisfactionByResolution'),
      anchorsOf(words),
      table(
        'satisfactionByResolution',
        ['resolution', 'reached', 'meanSatisfaction', 'solvedShare', 'buyAgainAnswers', 'buyAgainShare', 'buyAgainAnchor'],
        words.say('By how it was resolved', '按解决程度'),
      ),
    )}${section(
      words.say('8 Root causes', '八、根本原因'),
      said.rootCauses,
      drawn('rootCauses'),
      table(
        'rootCauses',
        ['rootCause', 'investigated', 'founded', 'share', 'cumulativeShare', 'ownFault', 'hiddenIssue'],
        words.title('root-causes'),
      ),
    )}${section(
      words.say('9 Backlog and ageing', '九、未结件与时长'),
      said.backlog,
      drawn('backlogByMonth'),
      table(
        'backlogByMonth',
        [
          'bucket',
          'open',
          'under1Day',
          'from1To3Days',
          'from3To7Days',
          'from7To15Days',
          'from15To30Days',
          'from30To60Days',
          'over60Days',
          'oldestMinutes',
        ],
        words.title('backlog'),
      ),
    )}${section(
      words.say('10 Hot spots and alerts', '十、热点与预警'),
      said.hotSpots,
      drawn('hotSpots'),
      table('hotSpots', ['rank', 'cause', 'unit', 'received', 'share', 'previous', 'change'], words.title('hot-spots')),
      table('alerts', ['kind', 'cause', 'unit', 'observed', 'expected', 'threshold', 'baseline'], words.title('trend-alerts')),
    )}${section(
      words.say('11 Improvements', '十一、整改'),
      said.improvements,
      table(
        'improvement',
        ['raised', 'adopted', 'done', 'dropped', 'overdue', 'medianMinutesToAdoption', 'fallen', 'same', 'risen', 'fallenShare'],
        words.title('improvement'),
      ),
      table('benefit', ['currency', 'benefits', 'improvements', 'benefit'], words.title('improvement-benefit')),
      table('trainingGap', ['topic', 'unit', 'coverage', 'earlier', 'target', 'gap'], words.title('training-gap')),
    )}
    <section class="section">${notesOf(words)}
      <h2>${words.say('What the columns mean', '各列含义')}</h2>${definitionsOf(paper, words)}</section></main>`;
  return pageOf(words.language, title, headerOf(paper, words), body);
}

/** Parts that are drawn. */
function chartsOf({ parts }: ManagementReport, words: Words): Partial<Record<PartName, Chart | undefined>> {
  const names = [
    ...(['volumeByMonth', 'channels', 'clocks', 'resolutionByMonth', 'outcomes', 'authority', 'escalationReached'] as const),
    ...(['satisfactionByResolution', 'rootCauses', 'backlogByMonth', 'hotSpots'] as const),
  ];
  return Object.fromEntries(names.map((name) => [name, chartOf(parts[name], words)]));
}

/** A report with some of its columns alone. */
function only(report: Report, names: readonly string[]): Report {
  return { ...report, columns: names.flatMap((name) => report.columns.filter((column) => column.name === name)) };
}

function cutOf({ asOf, knownAt, position, parameters }: ManagementReport, words: Words): Html[] {
  const said: [string, string][] = [
    [words.say('Time zone', '时区'), parameters.tz],
    [words.say('As of', '业务截止时点'), asOf],
    [words.say('As known at', '记录截止时点'), knownAt],
    [words.say('Position in the log', '日志位置'), position ?? words.say('none', '无')],
  ];
  return said.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`);
}

function headlinesOf({ parts }: ManagementReport, words: Words): Html {
  const of = (part: PartName, before: PartName | undefined, name: string): Html => {
    const report = parts[part];
    const column = report.columns.find((one) => one.name === name)!;
    const row = report.rows[0] ?? {};
    const change = before && changeSince(words, column, row[name], parts[before].rows[0]?.[name]);
    return markup`<li><span class="name">${words.column(report.report, name)}</span><span class="value">${figure(words, report.report, column, row)}</span><span class="change">${change}</span></li>`;
  };
  const borne = parts.compensation.rows
    .filter((row) => typeof row['borne'] === 'number')
    .map((row) => {
      const before = parts.compensationBefore.rows.find((one) => one['currency'] === row['currency']);
      // Without a row nothing was ordered in this currency; with one, how much may not be known.
      const change = changeSince(words, { unit: 'minor units' }, row['borne'], before ? before['borne'] : 0);
      return markup`<li><span class="name">${words.column('compensation', 'borne')}</span><span class="value">${amount(words, Number(row['borne']), row['currency'])}</span><span class="change">${change}</span></li>`;
    });
  return markup`<ul class="figures">${of('volume', 'volumeBefore', 'received')}${of('resolution', 'resolutionBefore', 'closed')}${of('resolution', 'resolutionBefore', 'medianMinutes')}${of('firstContact', 'firstContactBefore', 'within24HoursShare')}${of('outcomesTotal', 'outcomesBefore', 'upholdRate')}${of('satisfaction', 'satisfactionBefore', 'meanSatisfaction')}${of('escalation', 'escalationBefore', 'escalatedShare')}${of('backlog', 'backlogBefore', 'open')}${borne}</ul>`;
}

/** The paper in sentences, made of its numbers alone. */
function sentencesOf({ parts }: ManagementReport, words: Words) {
  const say = (en: string, zh: string) => words.say(en, zh);
  const value = (part: PartName, name: string, row: Row | undefined = parts[part].rows[0]): Value => {
    const found = row?.[name];
    return typeof found === 'number' ? found : null;
  };
  const count = (part: PartName, name: string) => number(words, value(part, name) ?? 0);
  const part = (one: Value) => (one === null ? say('not known', '未知') : share(words, one));
  const time = (one: Value) => (one === null ? say('not known', '未知') : duration(words, one));
  const change = (now: PartName, before: PartName, name: string) =>
    changeSince(
      words,
      parts[now].columns.find((column) => column.name === name)!,
      value(now, name),
      value(before, name),
    );
  const sum = (name: PartName, column: string) =>
    parts[name].rows.reduce((all, row) => all + (typeof row[column] === 'number' ? row[column] : 0), 0);
  const largest = (name: PartName, by: string) =>
    parts[name].rows.reduce<Row | undefined>((most, row) => (Number(row[by] ?? 0) > Number(most?.[by] ?? 0) ? row : most), undefined);
  const code = (name: PartName, column: string, row: Row | undefined) =>
    words.code(parts[name].report, column, (row?.[column] ?? null) as string | null);

  const channel = largest('channels', 'received');
  const ended = ['inTime', 'late', 'overdue', 'stoppedOverdue'].map((name) => sum('clocks', name));
  const due = ended.reduce((all, one) => all + one, 0);
  const worst = parts.clocks.rows
    .filter((row) => typeof row['inTimeShare'] === 'number')
    .toSorted((a, b) => Number(a['inTimeShare']) - Number(b['inTimeShare']))[0];
  const cause = largest('rootCauses', 'founded');
  const spot = parts.hotSpots.rows[0];
  const borne = parts.compensation.rows.flatMap((row) =>
    typeof row['borne'] === 'number' ? amount(words, row['borne'], row['currency']) : [],
  );
  const quickly = parts.satisfactionByResolution.rows.find((row) => row['resolution'] === 'quickly');

  return {
    volume: say(
      `${count('volume', 'received')} complaints were received, ${change('volume', 'volumeBefore', 'received')}.${channel ? ` Most came by ${code('channels', 'channel', channel)} (${part(value('channels', 'share', channel))}).` : ''}`,
      `共受理投诉 ${count('volume', 'received')} 件，${change('volume', 'volumeBefore', 'received')}。${channel ? `最主要的渠道是${code('channels', 'channel', channel)}（${part(value('channels', 'share', channel))}）。` : ''}`,
    ),
    timeliness: say(
      `${due === 0 ? 'Nothing was due.' : `${part(ended[0]! / due)} of what was due was done in time; ${number(words, ended[2]!)} clocks are overdue.`}${worst ? ` Least in time is ${code('clocks', 'clock', worst)} (${part(value('clocks', 'inTimeShare', worst))}).` : ''} ${part(value('firstContact', 'within24HoursShare'))} of the customers heard from a person within 24 hours.`,
      `${due === 0 ? '没有到期的时限。' : `到期事项的 ${part(ended[0]! / due)} 按时完成；${number(words, ended[2]!)} 个时限逾期未结。`}${worst ? `按时率最低的是${code('clocks', 'clock', worst)}（${part(value('clocks', 'inTimeShare', worst))}）。` : ''}${part(value('firstContact', 'within24HoursShare'))} 的客户在 24 小时内与工作人员取得联系。`,
    ),
    resolution: say(
      `${count('resolution', 'closed')} cases were closed, half of them within ${time(value('resolution', 'medianMinutes'))} and nine of ten within ${time(value('resolution', 'p90Minutes'))}; ${change('resolution', 'resolutionBefore', 'closed')}.`,
      `结案 ${count('resolution', 'closed')} 次，${change('resolution', 'resolutionBefore', 'closed')}；半数在 ${time(value('resolution', 'medianMinutes'))}内，九成在 ${time(value('resolution', 'p90Minutes'))}内结案。`,
    ),
    outcomes: say(
      `Of ${count('outcomesTotal', 'onMerits')} cases closed on the merits the customer was right in ${part(value('outcomesTotal', 'upholdRate'))}, ${change('outcomesTotal', 'outcomesBefore', 'upholdRate')}. ${count('outcomesTotal', 'onTheSpot')} were resolved on the spot.`,
      `实体处理结案 ${count('outcomesTotal', 'onMerits')} 件，投诉成立率 ${part(value('outcomesTotal', 'upholdRate'))}，${change('outcomesTotal', 'outcomesBefore', 'upholdRate')}。当场解决 ${count('outcomesTotal', 'onTheSpot')} 件。`,
    ),
    compensation: say(
      `${number(words, sum('compensation', 'ordered'))} remedies were ordered; ${borne.length > 0 ? `the company bears ${borne.join(', ')}` : 'no amount is known'}.`,
      `决定补救 ${number(words, sum('compensation', 'ordered'))} 项；${borne.length > 0 ? `公司承担 ${borne.join('、')}` : '没有已知的金额'}。`,
    ),
    authority: say(
      `${number(words, sum('authorityTotal', 'requests'))} approvals were requested: ${number(words, sum('authorityTotal', 'granted'))} granted, ${number(words, sum('authorityTotal', 'refused'))} refused, ${number(words, sum('authorityTotal', 'waiting'))} waiting. ${number(words, sum('authorityTotal', 'nearEdge'))} stayed just under an edge, ${number(words, sum('authorityTotal', 'splitting'))} look split.`,
      `提出审批 ${number(words, sum('authorityTotal', 'requests'))} 轮：同意 ${number(words, sum('authorityTotal', 'granted'))}，不同意 ${number(words, sum('authorityTotal', 'refused'))}，待签 ${number(words, sum('authorityTotal', 'waiting'))}。临界申请 ${number(words, sum('authorityTotal', 'nearEdge'))}，疑似拆分 ${number(words, sum('authorityTotal', 'splitting'))}。`,
    ),
    escalation: say(
      `${count('escalation', 'escalations')} escalations, ${count('escalation', 'outside')} of them to a body outside; ${part(value('escalation', 'escalatedShare'))} of the complaints received were escalated. ${count('escalation', 'preventedByAlert')} clocks were met in time after a warning. Cases became risky ${count('risk', 'raised')} times; the company moved first in ${part(value('risk', 'movedUpShare'))}.`,
      `升级 ${count('escalation', 'escalations')} 次，其中到外部机构 ${count('escalation', 'outside')} 次；受理的投诉中 ${part(value('escalation', 'escalatedShare'))} 升级。预警后按时完成 ${count('escalation', 'preventedByAlert')} 个时限。达到升级临界点 ${count('risk', 'raised')} 次，公司先行升级占 ${part(value('risk', 'movedUpShare'))}。`,
    ),
    satisfaction: say(
      `${count('satisfaction', 'reached')} follow-ups reached the customer: ${value('satisfaction', 'meanSatisfaction') === null ? 'none gave a mark' : `${number(words, value('satisfaction', 'meanSatisfaction')!, 2)} of 5 on average`}; ${part(value('satisfaction', 'buyAgainShare'))} would buy again${quickly ? `, of those whose complaint was resolved quickly ${part(value('satisfactionByResolution', 'buyAgainShare', quickly))} (to compare with: 82 %)` : ''}.`,
      `回访联系到客户 ${count('satisfaction', 'reached')} 次：${value('satisfaction', 'meanSatisfaction') === null ? '无人评分' : `平均 ${number(words, value('satisfaction', 'meanSatisfaction')!, 2)} 分（满分 5 分）`}；愿意再度购买 ${part(value('satisfaction', 'buyAgainShare'))}${quickly ? `，其中迅速圆满解决者 ${part(value('satisfactionByResolution', 'buyAgainShare', quickly))}（参照值 82 %）` : ''}。`,
    ),
    rootCauses: cause
      ? say(
          `${number(words, sum('rootCauses', 'founded'))} investigations found the complaint substantiated. The most frequent root cause is ${code('rootCauses', 'rootCause', cause)} (${part(value('rootCauses', 'share', cause))}).`,
          `调查查实 ${number(words, sum('rootCauses', 'founded'))} 件。最常见的根本原因是${code('rootCauses', 'rootCause', cause)}（${part(value('rootCauses', 'share', cause))}）。`,
        )
      : say('No investigation found a complaint substantiated.', '没有查实的投诉。'),
    backlog: say(
      `${count('backlog', 'open')} complaints are open, ${change('backlog', 'backlogBefore', 'open')}; ${count('backlog', 'over60Days')} for 60 days or more. The oldest has waited ${time(value('backlog', 'oldestMinutes'))}.`,
      `未结投诉 ${count('backlog', 'open')} 件，${change('backlog', 'backlogBefore', 'open')}；其中 60 天以上 ${count('backlog', 'over60Days')} 件。最久的一件已 ${time(value('backlog', 'oldestMinutes'))}。`,
    ),
    hotSpots: say(
      `${spot ? `Most complaints come from ${code('hotSpots', 'cause', spot)} at ${code('hotSpots', 'unit', spot)}: ${number(words, Number(spot['received']))}.` : 'There are no hot spots.'} ${parts.alerts.rows.length === 0 ? 'Nothing rose or fell by more than chance.' : `${number(words, parts.alerts.rows.length)} trends are more than chance.`}`.trim(),
      `${spot ? `投诉最多的是${code('hotSpots', 'unit', spot)}的${code('hotSpots', 'cause', spot)}：${number(words, Number(spot['received']))} 件。` : '没有热点。'}${parts.alerts.rows.length === 0 ? '没有超出偶然的升降。' : `${number(words, parts.alerts.rows.length)} 项趋势超出偶然。`}`,
    ),
    improvements: say(
      `${count('improvement', 'raised')} improvements were raised, ${count('improvement', 'adopted')} adopted, ${count('improvement', 'done')} done, ${count('improvement', 'overdue')} overdue. Of those reviewed, ${part(value('improvement', 'fallenShare'))} made complaints fewer.`,
      `提出整改 ${count('improvement', 'raised')} 项，采纳 ${count('improvement', 'adopted')} 项，完成 ${count('improvement', 'done')} 项，逾期 ${count('improvement', 'overdue')} 项。已评估的整改中 ${part(value('improvement', 'fallenShare'))} 使投诉减少。`,
    ),
  };
}

/** The seeds' statistic, as it is told there. */
function anchorsOf(words: Words): Html {
  return markup`<p class="notes">${words.say(
    'To compare with (McKinsey): of customers who are discontent and never complain 9 % buy again, of those who complain and are not helped 19 %, of those whose complaint is resolved 54 %, of those whose complaint is resolved quickly 82 %. Those who never complain are reached by no follow-up.',
    '参照（麦肯锡统计）：不满而从不投诉的客户有 9 % 会再度购买，投诉未获解决的 19 %，投诉获得解决的 54 %，投诉迅速圆满解决的 82 %。从不投诉的客户，回访无从触及。',
  )}</p>`;
}

/** Each column of the paper once, by report. */
function definitionsOf({ parts }: ManagementReport, words: Words): Html {
  const byReport = new Map(Object.values(parts).map((report) => [report.report, report]));
  return markup`${[...byReport.values()].map(
    (report) =>
      markup`<h3>${words.title(report.report)}</h3><dl class="definitions">${report.columns.map(
        (column) => markup`<dt>${words.column(report.report, column.name)}</dt><dd>${words.meaning(report, column)}</dd>`,
      )}</dl>`,
  )}`;
}
