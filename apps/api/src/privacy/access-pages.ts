import type { Labels } from '@redress/kernel';
import { fieldWords, minorUnits } from '../audit/bundle-words.js';
import type { AccessAnswer, AccessCase } from './access.dto.js';

/* The answer to a person, as a page that they can read without any program of ours: one in Chinese, one in English. */

export type Language = keyof Labels;

const words = {
  title: { 'zh-CN': '您的个人信息', en: 'Your personal data' },
  lead: {
    'zh-CN': '以下是我们持有的关于您的全部信息、其来源、向谁提供过以及保存至何时。',
    en: 'This is all that we hold of you, where it came from, who was told of it, and until when it is kept.',
  },
  erased: {
    'zh-CN': '您的个人信息已被删除：以下内容中凡涉及您的部分已无人能够阅读。',
    en: 'Your personal data was erased: nobody can read again what was said of you.',
  },
  asOf: { 'zh-CN': '截至', en: 'As of' },
  case: { 'zh-CN': '投诉', en: 'Complaint' },
  status: { 'zh-CN': '状态', en: 'Status' },
  receivedAt: { 'zh-CN': '受理时间', en: 'Received' },
  closedAt: { 'zh-CN': '结案时间', en: 'Closed' },
  source: { 'zh-CN': '信息来源', en: 'Where it came from' },
  retention: { 'zh-CN': '保存至', en: 'Kept until' },
  notKept: { 'zh-CN': '没有规定的保存期限', en: 'no period is prescribed' },
  legalHolds: { 'zh-CN': '依法保留', en: 'Legal holds' },
  form: { 'zh-CN': '咨诉单', en: 'The complaint form' },
  events: { 'zh-CN': '处理经过', en: 'What happened' },
  files: { 'zh-CN': '文件', en: 'Files' },
  unreadable: { 'zh-CN': '已无法读取或存于别处', en: 'kept elsewhere, or cannot be read any more' },
  thirdPersons: { 'zh-CN': '其他人的信息', en: 'Data of other persons' },
  disclosures: { 'zh-CN': '向谁提供过', en: 'Who was told, and who read it' },
  alsoNamedIn: { 'zh-CN': '您还出现在以他人为首的共同投诉中', en: 'Joint complaints of somebody else that name you' },
  none: { 'zh-CN': '无', en: 'none' },
  yes: { 'zh-CN': '是', en: 'yes' },
  no: { 'zh-CN': '否', en: 'no' },
} as const satisfies Record<string, Labels>;

/** What is called otherwise to the person than to an auditor. */
const fields: Readonly<Record<string, Labels>> = {
  channel: { 'zh-CN': '渠道', en: 'Channel' },
  cause: { 'zh-CN': '投诉原因', en: 'Cause' },
  demands: { 'zh-CN': '客户要求', en: 'What you asked for' },
  account: { 'zh-CN': '事件经过', en: 'What happened' },
  complainant: { 'zh-CN': '投诉人', en: 'Complainant' },
  complainantKind: { 'zh-CN': '投诉人类型', en: 'Kind of complainant' },
  firstReceiver: { 'zh-CN': '第一接待人', en: 'First receiver' },
  happenedAt: { 'zh-CN': '发生时间', en: 'When it happened' },
  place: { 'zh-CN': '地点', en: 'Where it happened' },
  personsInvolved: { 'zh-CN': '相关人员', en: 'Persons involved' },
  product: { 'zh-CN': '产品', en: 'Product' },
  unit: { 'zh-CN': '部门', en: 'Unit' },
  jurisdiction: { 'zh-CN': '辖区', en: 'Jurisdiction' },
  language: { 'zh-CN': '语言', en: 'Language' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  phone: { 'zh-CN': '电话', en: 'Telephone' },
  email: { 'zh-CN': '电子邮箱', en: 'E-mail' },
  address: { 'zh-CN': '地址', en: 'Address' },
  customerNumber: { 'zh-CN': '客户编号', en: 'Customer number' },
  representative: { 'zh-CN': '代理人', en: 'Representative' },
  text: { 'zh-CN': '内容', en: 'Text' },
  reasons: { 'zh-CN': '理由', en: 'Reasons' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  note: { 'zh-CN': '备注', en: 'Note' },
  summary: { 'zh-CN': '摘要', en: 'Summary' },
  outcome: { 'zh-CN': '处理结果', en: 'Outcome' },
  recipients: { 'zh-CN': '收件人', en: 'Recipients' },
  cc: { 'zh-CN': '抄送', en: 'Copies to' },
  by: { 'zh-CN': '经办人', en: 'By' },
  imported: { 'zh-CN': '导入自', en: 'Imported from' },
  possibleFrom: { 'zh-CN': '最早删除日期', en: 'Can be erased from' },
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign]!);

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}th{width:14rem;background:#f2f2f2}section{margin-top:3rem}`;

/** A page by itself: no script, nothing that is loaded from elsewhere. */
export function accessPage(answer: AccessAnswer, language: Language): string {
  const say = (word: keyof typeof words) => html(words[word][language]);
  const labelled = (name: string, within: object) => {
    // A sum of money, or so many hours.
    if (name === 'amount' && 'currency' in within) return html(minorUnits[language]);
    const labels = (name === 'unit' && 'amount' in within ? undefined : fields[name]) ?? fieldWords[name];
    return html(labels?.[language] ?? name);
  };
  /** An instant, in UTC and said to be. */
  const at = (instant: string) => html(instant.replace(/^([\d-]{10})T([\d:]{8})(\.\d+)?Z$/, '$1 $2 UTC'));
  const valueOf = (value: unknown): string => {
    if (value === null || value === undefined) return '–';
    if (Array.isArray(value)) return value.map(valueOf).join('<br>') || say('none');
    if (typeof value === 'object' && 'zh-CN' in value && 'en' in value) return valueOf((value as Labels)[language]);
    if (typeof value === 'object') return '$erased' in value ? '■■■' : table(value);
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    return at(String(value as string | number)).replaceAll('\n', '<br>');
  };
  const rows = (pairs: readonly (readonly [string, string])[]) =>
    `<table>${pairs.map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`).join('')}</table>`;
  const table = (value: object): string => rows(Object.entries(value).map(([name, one]) => [labelled(name, value), valueOf(one)] as const));
  const caseOf = (one: AccessCase): string => `<section><h2>${say('case')} ${html(one.complaintId)}</h2>
${rows([
  [say('status'), html(one.status)],
  [say('receivedAt'), at(one.receivedAt)],
  [say('closedAt'), valueOf(one.closedAt)],
  [say('source'), table(one.source)],
  [say('retention'), one.retention ? table(one.retention) : say('notKept')],
  [say('legalHolds'), valueOf(one.legalHolds)],
])}
<h3>${say('form')}</h3>${table(one.form)}
<h3>${say('events')}</h3>${rows(one.events.map((event) => [`${at(event.occurredAt)}<br>${html(event.labels[language])}`, table({ by: event.by, ...event.data })]))}
<h3>${say('files')}</h3>${
    one.files.length === 0
      ? say('none')
      : rows(
          one.files.map(({ name, occurredAt, kind, hash }) => [
            `${at(occurredAt)}<br>${kind}`,
            name === null ? `${html(hash)} (${say('unreadable')})` : `<a href="${html(name)}">${html(name)}</a>`,
          ]),
        )
  }
<h3>${say('thirdPersons')}</h3>${one.thirdPersons.length === 0 ? say('none') : rows(one.thirdPersons.map(({ field, value }) => [html(field), valueOf(value)]))}
</section>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${say('title')}</title><style>${style}</style></head><body>
<h1>${say('title')}</h1><p>${say('lead')}</p>${answer.erased ? `<p><strong>${say('erased')}</strong></p>` : ''}<p>${say('asOf')} ${at(answer.asOf)}</p>
${answer.complaints.map(caseOf).join('\n')}
<section><h2>${say('disclosures')}</h2>${
    answer.disclosures.length === 0
      ? say('none')
      : rows(answer.disclosures.map(({ at: when, kind, to, what }) => [`${at(when)}<br>${kind}`, `${valueOf(to)}<br>${html(what)}`]))
  }</section>
<section><h2>${say('alsoNamedIn')}</h2>${
    answer.alsoNamedIn.length === 0 ? say('none') : rows(answer.alsoNamedIn.map((one) => [html(one.complaintId), at(one.receivedAt)]))
  }</section>
</body></html>
`;
}
