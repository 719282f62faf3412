import { DateTime } from 'luxon';
import {
  calendarOf,
  evolve,
  extensionAfter,
  noComplaint,
  packOf,
  riskOf,
  ruleOf,
  type ClosedComplaint,
  type ComplaintState,
  type Deadline,
  type OpenComplaint,
  type Time,
} from '@redress/complaint';
import type { Instant, Labels } from '@redress/kernel';
import { explained, type ClockRule, type Explanation, type Length, type LengthUnit } from '@redress/policy';
import type { ComplaintHistory } from './history.js';
import { momentWords } from './moment-words.js';

/* When what is due and why, and how risky a case is: told from the state that decisions see, and from the rules that they were made by. */

type Said<T extends `Deadline${string}`> = Omit<Extract<ComplaintHistory[number], { type: T }>['data'], 'clock' | 'rule' | 'note'>;

/** What was done to a clock since it was set, as it is on record. */
interface Done {
  readonly extensions: readonly (Said<'DeadlineExtended'> & { readonly at: Instant })[];
  readonly pauses: readonly { readonly from: Instant; readonly because: string; readonly until?: Instant; readonly due?: Instant }[];
  readonly metAt?: Instant;
  readonly missedAt?: Instant;
}

const nothing: Done = { extensions: [], pauses: [] };

/** The case as decisions see it. */
function caseAfter(history: ComplaintHistory): OpenComplaint | ClosedComplaint {
  return history.reduce<ComplaintState>(evolve, noComplaint) as OpenComplaint | ClosedComplaint;
}

/** Every clock of a case in the order in which they were set. */
export function deadlinesIn(history: ComplaintHistory, time: Time, now: Instant) {
  const done = doneIn(history);
  return caseAfter(history).deadlines.map((deadline) => told(deadline, done.get(deadline.clock) ?? nothing, time, now));
}

function doneIn(history: ComplaintHistory): ReadonlyMap<string, Done> {
  const done = new Map<string, Done>();
  for (const event of history) {
    const at = event.metadata.occurredAt;
    const change = (clock: string, by: (before: Done) => Done) => done.set(clock, by(done.get(clock) ?? nothing));
    if (event.type === 'DeadlineExtended') {
      const { clock, note: _, ...said } = event.data;
      change(clock, (before) => ({ ...before, extensions: [...before.extensions, { ...said, at }] }));
    } else if (event.type === 'DeadlinePaused') {
      const { clock, moment, reason } = event.data;
      change(clock, (before) => ({ ...before, pauses: [...before.pauses, { from: at, because: reason ?? moment! }] }));
    } else if (event.type === 'DeadlineResumed') {
      const { clock, due } = event.data;
      change(clock, (before) => ({ ...before, pauses: before.pauses.with(-1, { ...before.pauses.at(-1)!, until: at, due }) }));
    } else if (event.type === 'DeadlineMet') change(event.data.clock, (before) => ({ ...before, metAt: at }));
    else if (event.type === 'DeadlineMissed') change(event.data.clock, (before) => ({ ...before, missedAt: at }));
  }
  return done;
}

function told(deadline: Deadline, { extensions, pauses, metAt, missedAt }: Done, time: Time, now: Instant) {
  const { clock, rule: code, status, due, from, moment, length, statutory, responsible, warnings, warned, pack, calendar } = deadline;
  const rule = ruleOf(time, deadline);
  const { zone } = calendarOf(time, calendar);
  const counted = length === 'as-said' ? undefined : explained(calendarOf(time, calendar), from, length);
  const next = rule && extensionAfter(rule, deadline.extensions);
  return {
    clock,
    rule: code,
    ...(rule && { labels: rule.labels }),
    status,
    due,
    local: local(due, zone),
    // Whether or not that was noticed and put on record yet.
    overdue: status === 'missed' || (status === 'running' && now > due),
    statutory,
    responsible,
    warnings: warnings.map((warning) => ({ ...warning, warned: warning.percent <= warned })),
    ...(metAt !== undefined && { metAt }),
    ...(missedAt !== undefined && { missedAt }),
    ...(deadline.stoppedBy !== undefined && { stoppedBy: deadline.stoppedBy }),
    pauses,
    extensions,
    nextExtension: next ? { length: next.length, approver: next.approver, ...(next.reasons && { reasons: next.reasons }) } : null,
    why: {
      moment,
      from,
      length,
      pack,
      calendar: { ...calendar, zone },
      ...(counted && { firstDue: counted.due, counted: counted.counted, skipped: counted.skipped, leftOut: counted.leftOut }),
      provisional: deadline.provisional ?? false,
      ...(rule ? { source: rule.source } : { source: { paragraph: deadline.source } }),
      sentence: sentence(deadline, rule, zone, counted, { extensions, pauses, metAt, missedAt }),
    },
  };
}

const local = (at: Instant, zone: string): string => DateTime.fromISO(at, { zone }).toISO()!;
const minute = (at: Instant, zone: string): string => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm');

const units: Readonly<Record<LengthUnit, Labels>> = {
  hours: { 'zh-CN': '小时', en: 'hours' },
  'calendar-days': { 'zh-CN': '个自然日', en: 'calendar days' },
  'business-days': { 'zh-CN': '个工作日', en: 'business days' },
  'business-hours': { 'zh-CN': '个工作小时', en: 'business hours' },
};
const checked: Readonly<Record<ClockRule['source']['status'], Labels>> = {
  verified: { 'zh-CN': '已核对原文', en: 'verified against the text' },
  'needs-counsel': { 'zh-CN': '须咨询法律顾问', en: 'needs counsel' },
  own: { 'zh-CN': '公司自定', en: 'our own choice' },
};

const longEn = ({ amount, unit }: Length) => `${amount} ${amount === 1 ? units[unit].en.slice(0, -1) : units[unit].en}`;
const longZh = ({ amount, unit }: Length) => `${amount}${units[unit]['zh-CN']}`;

/** Why this date, for people. */
function sentence(deadline: Deadline, rule: ClockRule | undefined, zone: string, counted: Explanation | undefined, done: Done): Labels {
  const { clock, due, from, moment, length, calendar, pack, source } = deadline;
  const until = minute(due, zone);
  const since = minute(from, zone);
  const holidays = [...new Set((counted?.skipped ?? []).flatMap(({ why, name }) => (why === 'holiday' && name ? [name] : [])))];
  const en = [
    `${rule?.labels.en ?? clock}: due ${until} (${zone})`,
    length === 'as-said'
      ? `as was said on ${since}, when ${momentWords[moment].en}`
      : `${longEn(length)} from ${since}, when ${momentWords[moment].en}`,
    `by the calendar ${calendar.name} ${calendar.version}`,
    ...(holidays.length > 0 ? [`which leaves out ${holidays.join(', ')}`] : []),
    ...(deadline.provisional ? ['where not every holiday is known yet'] : []),
    ...done.pauses.map(
      ({ from: paused, until: on }) => `it stood still from ${minute(paused, zone)}${on ? ` to ${minute(on, zone)}` : ' on'}`,
    ),
    ...done.extensions.map(({ length: more, approver, reason }) => `extended by ${longEn(more)} (${reason}), approved by ${approver}`),
    `rule of the pack ${pack.name} ${pack.version}: ${source}${rule ? ` (${checked[rule.source.status].en})` : ''}`,
  ];
  const zh = [
    `${rule?.labels['zh-CN'] ?? clock}：${until}（${zone}）前完成`,
    length === 'as-said'
      ? `以${since}${momentWords[moment]['zh-CN']}时所定时间为准`
      : `自${since}${momentWords[moment]['zh-CN']}起${longZh(length)}`,
    `按日历${calendar.name}第${calendar.version}版`,
    ...(holidays.length > 0 ? [`不计${holidays.join('、')}`] : []),
    ...(deadline.provisional ? ['其间节假日尚未全部公布'] : []),
    ...done.pauses.map(({ from: paused, until: on }) => `${minute(paused, zone)}起暂停${on ? `，${minute(on, zone)}恢复` : ''}`),
    ...done.extensions.map(({ length: more, approver, reason }) => `经${approver}批准延长${longZh(more)}（${reason}）`),
    `依据规则包${pack.name}第${pack.version}版：${source}${rule ? `（${checked[rule.source.status]['zh-CN']}）` : ''}`,
  ];
  return { 'zh-CN': `${zh.join('；')}。`, en: `${en.join('; ')}.` };
}

/** How near the case is to its tipping point, signal by signal; null where no pack is published. */
export function riskIn(history: ComplaintHistory, time: Time, now: Instant) {
  const complaint = caseAfter(history);
  const own = packOf(complaint, time, now);
  if (!own) return null;
  const { score, threshold, signals } = riskOf(complaint, own.pack);
  return {
    score,
    threshold,
    isRisky: complaint.isRisky,
    pack: own.chosen,
    escalateTo: own.pack.risk.escalateTo,
    signals: own.pack.risk.signals.map(({ signal, labels, points: weight, each = false, beyond = 0, source }, i) => {
      const { count, points } = signals[i]!;
      return { signal, labels, weight, each, beyond, count, points, counts: points > 0, ...(source && { source }) };
    }),
  };
}
