import type { Labels } from '@redress/kernel';
import { standardTaxonomy } from '../default-taxonomy.js';
import type { ClockRule, Condition, Pack, RuleSource, Signal } from '../pack.js';

/* What several of the standard packs have. */

export const labels = (zh: string, en: string): Labels => ({ 'zh-CN': zh, en });

/** The day on which the sources were read. */
export const read = '2026-11-22';

/** A choice of ours, with its reason. */
export const own = (paragraph: string, note: string): RuleSource => ({
  paragraph,
  document: 'Redress, ADR 0023',
  read,
  status: 'own',
  note,
});

/** What one of the texts recommends that Redress was built from: no law. */
export const seed = (paragraph: string, note: string): RuleSource => ({
  paragraph,
  document: paragraph.startsWith('seed 003') ? '投诉处理流程及应对技巧' : '2025年投诉处理案例分析技巧',
  read,
  status: 'own',
  note,
});

/** Codes of the standard taxonomy, with all that are below them. */
function below(list: 'products' | 'causes' | 'categories', ...codes: readonly string[]): string[] {
  const { entries } = standardTaxonomy[list];
  const found = new Set(codes);
  // The standard lists name a parent before what is below it.
  for (const { code, parent } of entries) if (parent !== undefined && found.has(parent)) found.add(code);
  return [...found];
}

const hours = (amount: number) => ({ amount, unit: 'hours' }) as const;

/** A clock of a company in the calendar of its trade. */
type Clock = (calendar: string) => ClockRule;

export const acknowledgement: Clock = (calendar) => ({
  clock: 'acknowledgement',
  labels: labels('受理确认', 'acknowledgement'),
  starts: ['received'],
  meets: ['acknowledged'],
  repeats: 'once',
  statutory: false,
  responsible: 'handler',
  length: hours(24),
  calendar,
  warnings: [75, 90],
  source: seed('seed 003, 1. 快速响应', 'The text recommends an answer within 24 hours; the customer is told at once that we have it.'),
});

/** Its miss is the signal `waiting`: that is over the threshold alone, and escalates. */
const firstReply: Clock = (calendar) => ({
  clock: 'first-reply',
  labels: labels('首次答复', 'first reply'),
  starts: ['received'],
  meets: ['contacted'],
  repeats: 'once',
  statutory: false,
  responsible: 'handler',
  length: hours(24),
  calendar,
  warnings: [75, 90],
  source: seed(
    'seed 003, 1. 快速响应',
    '建议在24小时内给予回复: by a person, who gets through to the customer; an automatic letter is no reply.',
  ),
});

/** Kept or broken by the date that was promised, which is how early delivery is measured as well. */
const promise: Clock = (calendar) => ({
  clock: 'promise',
  labels: labels('承诺', 'promise'),
  starts: ['promised'],
  meets: ['promise-kept'],
  repeats: 'each',
  statutory: false,
  responsible: 'handler',
  length: 'as-said',
  calendar,
  warnings: [75, 90],
  onMiss: { escalateTo: 'next' },
  source: seed('seed 003, 2. 间接解决', '承诺解决时间，并保持沟通: whoever names a date keeps it.'),
});

const contribution: Clock = (calendar) => ({
  clock: 'contribution',
  labels: labels('协办意见', 'contribution of another department'),
  starts: ['contribution-requested'],
  meets: ['contribution-given'],
  repeats: 'each',
  statutory: false,
  responsible: 'supervisor',
  length: 'as-said',
  calendar,
  warnings: [75],
  source: own('contribution', 'By the date that was asked for; without one there is no clock. The wait belongs to who was asked.'),
});

const reopenedReply: Clock = (calendar) => ({
  clock: 'reopened-reply',
  labels: labels('重开后的首次答复', 'first reply after a reopening'),
  starts: ['reopened'],
  meets: ['contacted'],
  repeats: 'again',
  statutory: false,
  responsible: 'handler',
  length: hours(24),
  calendar,
  warnings: [75, 90],
  source: own('reopened-reply', 'Who has to complain again waits no longer than who complains for the first time.'),
});

/** What every company owes by its own standard, whatever the law adds; two of them run from receipt. */
export const ownClocks = (calendar: string): readonly ClockRule[] =>
  [acknowledgement, firstReply, promise, contribution, reopenedReply].map((clock) => clock(calendar));

const signal = (code: string, zh: string, en: string, rest: Omit<Signal, 'signal' | 'labels'>): Signal => ({
  signal: code,
  labels: labels(zh, en),
  ...rest,
});
const zh = (words: string): string[] => words.split(' ');
const en = (words: string): string[] => words.split(', ');

/** The ten signals that seed 004 tells of in its cases, with the weights of the design (domain §3). */
const signals: readonly Signal[] = [
  signal('waiting', '超时无人联系', 'waiting without contact', { points: 100, by: { overdue: ['first-reply', 'reopened-reply'] } }),
  signal('refusals', '再次被拒', 'refused again', {
    points: 40,
    each: true,
    beyond: 1,
    by: { moments: ['customer-refused', 'contribution-refused'] },
  }),
  signal('broken-promise', '承诺未兑现', 'broken promise', { points: 60, each: true, by: { missed: ['promise'] } }),
  signal('third-contact', '同一事项第三次来询', 'third contact on the same matter', {
    points: 40,
    beyond: 2,
    by: { moments: ['received', 'customer-asked'] },
  }),
  signal('anger', '愤怒言辞', 'words of anger', {
    points: 30,
    by: {
      words: {
        zh: zh(
          '愤怒 气愤 气死 生气 恼火 火大 忍无可忍 受够了 太过分 欺人太甚 无耻 骗子 诈骗 黑心 垃圾公司 混蛋 不要脸 跟你没完 跟你们没完 讨个说法 讨说法 岂有此理 强烈不满 极度不满 太让人失望',
        ),
        en: en(
          'angry, furious, outraged, outrageous, disgusted, disgusting, disgraceful, disgrace, appalled, appalling, livid, fed up, sick of, enraged, liars, liar, thieves, crooks, rip-off, ripped off, scam, scammers, scandalous, had enough, worst company',
        ),
      },
    },
  }),
  signal('exposure', '曝光言辞', 'words of exposure', {
    points: 30,
    by: {
      words: {
        zh: zh(
          '曝光 爆光 公开此事 公之于众 发到网上 发网上 放到网上 网上发帖 发帖 发朋友圈 发微博 上微博 发抖音 上抖音 发小红书 上热搜 给差评 社交媒体 让大家知道 让大家看看',
        ),
        en: en(
          'expose you, expose this, expose your, go public, going public, make this public, make it public, post this online, post it online, post about this, posting online, social media, on Facebook, on Twitter, on TikTok, on Instagram, on YouTube, on Reddit, Trustpilot, go viral, bad review, one-star review, warn others, tell everyone',
        ),
      },
    },
  }),
  // Hotline numbers stand among the English words: those are words of their own, and no part of the number of an order.
  signal('regulator-or-media', '提及监管或媒体', 'regulator or media named', {
    points: 60,
    by: {
      words: {
        zh: zh(
          '监管 银保监 金融监管总局 银监会 保监会 证监会 人民银行 市场监管局 工商局 消费者协会 消协 消保委 保险行业协会 银行业协会 信访局 工信部 民航局 邮政管理局 邮管局 住建局 卫健委 媒体曝光 找媒体 向媒体 给媒体 联系媒体 新闻媒体 记者 电视台 报社 焦点访谈 315晚会 3·15',
        ),
        en: en(
          '12315, 12378, 12363, regulator, regulators, ombudsman, watchdog, CFPB, FCA, FOS, FTC, Financial Conduct Authority, Financial Ombudsman, Consumer Financial Protection Bureau, attorney general, trading standards, consumer association, consumer protection agency, supervisory authority, central bank, journalist, journalists, reporter, reporters, newspaper, newspapers, the press, the media, TV station, BBC, CNN',
        ),
      },
    },
  }),
  signal('repeat-complainant', '重复投诉', 'repeat complainant', { points: 30, by: { moments: ['repeated'] } }),
  signal('hand-overs', '多次转办', 'handed over again and again', { points: 20, each: true, beyond: 2, by: { moments: ['handed-over'] } }),
  signal('high-severity', '严重程度高', 'high severity', { points: 40, by: { severities: ['high', 'critical'] } }),
];

/** Risk as the standard packs see it: the threshold is reached by waiting alone, or by two or three of the others. */
export const risk: Pack['risk'] = {
  threshold: 100,
  escalateTo: 3,
  signals,
  source: seed(
    'seed 004, 第三章 投诉升级临界点的识别与干预',
    'The text tells of customers who went public after 24 hours, or to the regulator after a refusal. Weights and threshold are ours: watch how many escalations they prevent.',
  ),
};

/** Within three days of receipt a resolution may be agreed on in summary. */
export const ownSummary = (calendar: string): Pack['summary'] => ({
  length: { amount: 3, unit: 'calendar-days' },
  calendar,
  source: own('summary', 'After the third business day of UK DISP 1.5, in calendar days so that it is the same everywhere.'),
});

/** A product defect, by what the customer complained of or by how it was classified. */
export const productDefect: Condition = {
  anyOf: [{ categories: ['product-defect', 'safety'] }, { causes: below('causes', 'product-fault') }],
};
export const serviceDelay: Condition = { anyOf: [{ categories: below('categories', 'delay') }, { causes: below('causes', 'delay') }] };

/** Codes of products that are payment services; those that the standard taxonomy does not have, a company adds to its own. */
export const paymentProducts = [
  'payments',
  'payment-account',
  'current-account',
  'money-transfer',
  'direct-debit',
  'e-money',
  'debit-card',
  'credit-card',
  'prepaid-card',
];
export const bankingProducts = [...below('products', 'banking'), 'savings-account', 'loan', 'consumer-loan', 'mortgage'];
export const insuranceProducts = below('products', 'insurance');
