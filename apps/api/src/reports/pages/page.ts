import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { languagesOf } from '../../policies/languages.js';
import type { Language } from '../words/words.js';

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Html[];

/** HTML with values put into it: escaped, whatever they are, unless they are `Html`. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, i) => text + (i < parts.length ? textOf(parts[i]) : '')).join(''));
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}

/** A document that needs nothing else: no script, no network, its only style by hash. */
export interface Page {
  readonly document: string;
  /** The Content-Security-Policy that it keeps; it says so itself too, for when it is opened from a disk. */
  readonly policy: string;
}

/** @param header stands on top of every printed page */
export function pageOf(language: Language, title: string, header: string, body: Html): Page {
  const style = `${css}@page{@top-left{content:${cssString(title)}}@top-right{content:${cssString(header)}}}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { text } =
    markup`<!doctype html><html lang="${language}"><head><meta charset="utf-8" /><meta http-equiv="Content-Security-Policy" content="${policy}" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>${title}</title><style>${new Html(style)}</style></head><body>${body}</body></html> `;
  return { document: text, policy: `${policy}; frame-ancestors 'none'` };
}

/** Nothing of the text can end the string or the style. */
function cssString(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} ,.:()·–-]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}

/** The language of a page for a reader who names none: the one their browser likes best, else English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const [first = 'en', second] = languagesOf(acceptLanguage);
  return second === undefined ? first : 'en';
}

/** Gives the page as the answer's body, with the headers that go with it. */
export function sendPage(reply: FastifyReply, { document, policy }: Page): string {
  void reply.headers({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, Vary: 'Accept-Language' });
  return document;
}

/** Fonts that are there on Windows, macOS, Android and Linux, for Chinese as well. */
export const fonts =
  "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB','WenQuanYi Micro Hei',Arial,sans-serif";

const css = `
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--wash:#f3f5f7;--accent:#005b96}
*{box-sizing:border-box}
body{font:15px/1.55 ${fonts};color:var(--ink);max-width:1000px;margin:0 auto;padding:24px}
h1{font-size:28px;line-height:1.25;margin:0 0 4px}
h2{font-size:20px;margin:36px 0 8px;padding-top:10px;border-top:2px solid var(--accent)}
h3{font-size:16px;margin:20px 0 6px}
p{margin:6px 0 10px}
.question{font-size:17px;color:var(--soft);margin:0 0 12px}
dl.cut{display:flex;flex-wrap:wrap;gap:4px 28px;margin:12px 0;padding:10px 14px;background:var(--wash);font-size:13px}
dl.cut div{display:flex;gap:6px}dl.cut dt{color:var(--soft)}dl.cut dd{margin:0}
ul.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;list-style:none;margin:16px 0;padding:0}
ul.figures li{border:1px solid var(--line);border-left:4px solid var(--accent);padding:8px 12px}
.figures .name{font-size:13px;color:var(--soft)}.figures .value{display:block;font-size:24px;font-weight:700;line-height:1.3}.figures .change{font-size:12.5px;color:var(--soft)}
figure{margin:16px 0}figure svg{width:100%;height:auto;display:block}figcaption{font-size:13px;color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;margin:10px 0}
caption{text-align:left;font-weight:700;padding:4px 0}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.n,.d{white-space:nowrap}
td.none{color:var(--soft)}
.notes,.definitions{font-size:13px}.definitions dt{font-weight:700}.definitions dd{margin:0 0 6px}
ul.summary{padding-left:20px}ul.summary li{margin:4px 0}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}.section{break-before:page}figure,ul.figures li,.keep{break-inside:avoid}tr{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}table{font-size:8.5pt}th,td{padding:2px 5px}}
@page{size:A4;margin:20mm 16mm 18mm;@bottom-right{content:counter(page) " / " counter(pages)}}
`;
