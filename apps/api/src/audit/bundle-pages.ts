import { wordsFor } from '@redress/automations';
import type { BundledStream, BundlePages, BundleSummary, Page } from '@redress/audit';
import type { AuthorityEvent } from '@redress/authority';
import { openSealed, withholdSealed, type LoggedEvent } from '@redress/event-store';
import type { Instant, Labels, Recorded } from '@redress/kernel';
import type { TaxonomyList, TaxonomyVersion, Units } from '@redress/policy';
import { escaped, Html, markup, pageOf } from '../reports/pages/page.js';
import { fieldWords, minorUnits } from './bundle-words.js';
import { whysOf, type AppliedRule, type Explaining, type PublishedVersion } from './replay-why.js';

/*
 * What a person reads of a bundle: a list of all complaints, and a page per case that tells its story, in Chinese and in English; to be opened from a
 * disk, without a script, and printed. What stands there is proven by nothing but the signature of the bundle: the events beside it are the proof.
 */

const languages = ['zh-CN', 'en'] as const;
type Language = (typeof languages)[number];

interface Reading {
  /** Streams of policies, for the words of the rules. */
  readonly policies: readonly { readonly stream: string; readonly events: readonly LoggedEvent[] }[];
  /** IANA name: in which times are told. */
  readonly zone: string;
  /** Opens what is personal; undefined: it is withheld. */
  readonly keysOf: Parameters<typeof openSealed>[1] | undefined;
}

const words = {
  bundle: ['投诉档案导出包', 'Export bundle of complaints'],
  cases: ['投诉案卷', 'Cases'],
  madeFor: ['申请人', 'Made for'],
  purpose: ['用途', 'Purpose'],
  madeAt: ['生成时间', 'Made at'],
  question: ['查询条件', 'Question'],
  times: ['时区', 'Times'],
  personal: ['个人信息', 'Personal data'],
  included: ['页面已解密显示；事件文件中仍为密文', 'opened in these pages; sealed in the files of events'],
  withheld: ['未提供', 'withheld'],
  erased: ['已删除', 'erased'],
  count: ['案件数', 'Cases'],
  events: ['事件数', 'Events'],
  eventsOf: ['个事件', 'events'],
  sealedEvents: ['其中已封存', 'Of these sealed'],
  checkpoint: ['最后检查点', 'Last checkpoint'],
  none: ['无', 'none'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
  and: ['；', '; '],
  fingerprint: ['首个密钥指纹', 'Fingerprint of the first key'],
  policies: ['政策全部版本', 'All versions of policies'],
  verify: [
    '验证方法：安装 Node 20 或更高版本，运行 node verify.mjs 导出包.zip --fingerprint 指纹。verify.mjs 请从您信任的来源取得，指纹请与此前记下的核对。',
    'To verify: with Node 20 or later, run node verify.mjs bundle.zip --fingerprint <fingerprint>. Take verify.mjs from a place that you trust, and the fingerprint from your own notes.',
  ],
  page: ['第', 'Page'],
  sealed: ['已封存', 'sealed'],
  unsealed: ['未封存', 'unsealed'],
  happened: ['发生', 'Happened'],
  recorded: ['记录', 'Recorded'],
  by: ['操作人', 'By'],
  for: ['代', 'For'],
  origin: ['来源', 'Origin'],
  command: ['命令', 'Command'],
  cause: ['起因', 'Caused by'],
  revision: ['版次', 'revision'],
  rule: ['依据规则', 'Rule'],
  under: ['适用政策版本', 'Decided under'],
  version: ['第{}版', 'version {}'],
  hash: ['哈希', 'Hash'],
  last: ['最后事件哈希', 'Hash of the last event'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

const origins: Readonly<Record<string, readonly [string, string]>> = {
  api: ['人工', 'a person or machine'],
  automation: ['自动', 'automatic'],
  import: ['导入', 'import'],
  simulation: ['演示', 'played'],
};

/** Pages of a bundle. */
export function bundlePages(reading: Reading): BundlePages {
  const known = explaining(reading.policies);
  const labels = labelling(reading.policies);
  const clock = clockOf(reading.zone);
  return {
    async cases(number, cases) {
      const told = await Promise.all(cases.map((one) => opened(one, reading.keysOf)));
      const stories = told.map((one) => storyOf(one, known, labels, clock));
      return languages.map((language) => {
        const say = sayIn(language);
        const title = `${say('cases')} ${number}`;
        const contents = told.map(({ stream, events, sealed }) => contentsOf(stream, events.length, sealed, say)).join('');
        const body = `<h1>${title}</h1><ul>${contents}</ul>${stories.map((story) => story(language, say)).join('')}`;
        return { name: `${language}.html`, text: pageOf(language, title, idOf(told[0]?.stream ?? ''), new Html(body)).document };
      });
    },
    index: (summary) => languages.map((language) => indexPage(summary, language, reading.zone, clock)),
  };
}

type Say = (word: keyof typeof words) => string;
const sayIn =
  (language: Language): Say =>
  (word) =>
    words[word][language === 'en' ? 1 : 0];

const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

function contentsOf(stream: string, events: number, sealed: number, say: Say): string {
  const id = escaped(idOf(stream));
  return `<li><a href="#${id}">${id}</a> · ${events} ${say('eventsOf')}${sealed < events ? ` · ${events - sealed} ${say('unsealed')}` : ''}</li>`;
}

/** What is personal opened, or not. */
async function opened(one: BundledStream, keysOf: Reading['keysOf']): Promise<BundledStream> {
  const data = one.events.map((event) => event.data);
  const read = keysOf ? await openSealed(data, keysOf) : withholdSealed(data);
  return { ...one, events: one.events.map((event, index) => ({ ...event, data: read[index]! })) };
}

/** The story of a case in a language; what is the same in all of them is written once. */
function storyOf(
  { stream, events, sealed }: BundledStream,
  known: Explaining,
  labels: Labelling,
  clock: Clock,
): (language: Language, say: Say) => string {
  const id = escaped(idOf(stream));
  const revisions = new Map(events.map((event) => [event.id, event.revision]));
  const whys = whysIn(events, known);
  const entries = events.map(({ type, data, metadata, recordedAt, revision }, index) => {
    const { actor, occurredAt, $causationId, commandId, origin, policyVersions, hash } = metadata;
    const who = `${actor.sub} (${[...actor.roles, ...(actor.unit === undefined ? [] : [actor.unit])].join(', ')})`;
    const cause = revisions.get($causationId) ?? ($causationId === commandId ? undefined : $causationId);
    const under = Object.entries(policyVersions).map(([policy, version]) => `${policy} ${version}`);
    return {
      label: wordsFor(type),
      type: escaped(type),
      isSealed: index < sealed,
      revision,
      happened: clock(occurredAt),
      recorded: clock(recordedAt),
      who: escaped(who),
      actingFor: actor.actingFor === undefined ? undefined : escaped(actor.actingFor),
      origin,
      command: whys?.[index]?.command.name,
      cause: typeof cause === 'string' ? escaped(cause) : cause,
      rules: whys?.[index]?.rules ?? [],
      under: escaped(under.join(', ')),
      labelOf: labels(policyVersions, recordedAt),
      fields: Object.entries(data).filter(
        ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
      ),
      hash,
    };
  });
  const head = events.at(-1)?.metadata.hash ?? '';
  return (language, say) => {
    const row = (name: string, value: string | undefined) =>
      value === undefined || value === '' ? '' : `<tr><th>${name}</th><td>${value}</td></tr>`;
    const told = entries.map((entry) => {
      const cause = typeof entry.cause === 'number' ? `${say('revision')} ${entry.cause}` : entry.cause;
      const rules = entry.rules.map((rule) => ruleOf(rule, language, say)).join(say('and'));
      const fields = entry.fields
        .map(([name, value]) => row(nameOf(name, language), shown(value, { language, say, clock, labelOf: entry.labelOf }, name)))
        .join('');
      const origin = origins[entry.origin]?.[language === 'en' ? 1 : 0] ?? escaped(entry.origin);
      return `<h3>${entry.revision} · ${escaped(entry.label[language])} <small>${entry.type}</small> · ${say(entry.isSealed ? 'sealed' : 'unsealed')}</h3><table><tbody>${row(say('happened'), entry.happened)}${row(say('recorded'), entry.recorded)}${row(say('by'), entry.who)}${row(say('for'), entry.actingFor)}${row(say('origin'), origin)}${row(say('command'), entry.command ?? undefined)}${row(say('cause'), cause)}${row(say('rule'), rules)}${row(say('under'), entry.under)}${fields}${row(say('hash'), entry.hash)}</tbody></table>`;
    });
    return `<div class="section"><h2 id="${id}">${id}</h2><p>${events.length} ${say('eventsOf')} · ${sealed} ${say('sealed')} · ${events.length - sealed} ${say('unsealed')} · ${say('last')} ${head}</p>${told.join('')}</div>`;
  };
}

/** What is damaged, or of a newer program, has no rules to be told; its events are there all the same. */
function whysIn(events: readonly LoggedEvent[], known: Explaining): ReturnType<typeof whysOf> | undefined {
  try {
    return whysOf(events as readonly Recorded[], known);
  } catch {
    return undefined;
  }
}

function ruleOf({ policy, version, rule, text }: AppliedRule, language: Language, say: Say): string {
  return escaped(`${text[language]} (${rule}; ${policy} ${say('version').replace('{}', String(version))})`);
}

function nameOf(name: string, language: Language): string {
  const labels: Labels | undefined = fieldWords[name];
  return labels ? escaped(labels[language]) : escaped(name);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

interface Showing {
  readonly language: Language;
  readonly say: Say;
  readonly clock: Clock;
  readonly labelOf: LabelOf;
}

/** A value of an event: text as it is, a code with its label, an instant by the clock of the page, what has parts with their names. */
function shown(value: unknown, showing: Showing, field: string): string {
  const { language, say, clock, labelOf } = showing;
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'string' && instant.test(value)) return clock(value as Instant);
  if (typeof value !== 'object' || value === null) {
    const label = labelOf(field, String(value))?.[language];
    return escaped(label === undefined || label === String(value) ? String(value) : `${label} (${String(value)})`);
  }
  if ('$withheld' in value) return `<em>${say('withheld')}</em>`;
  if ('$erased' in value) return `<em>${say('erased')}</em>`;
  if ('zh-CN' in value && 'en' in value) return shown(value[language], showing, '');
  if (Array.isArray(value)) return value.map((one) => shown(one, showing, field)).join(say('and'));
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  const called = (name: string) => (name === 'amount' && 'currency' in value ? minorUnits[language] : nameOf(name, language));
  return parts.map(([name, part]) => `${called(name)}: ${shown(part, showing, name)}`).join(', ');
}

/** What a code in a field of an event was called then. */
type LabelOf = (field: string, code: string) => Labels | undefined;
type Labelling = (versions: Readonly<Record<string, number>>, at: Instant) => LabelOf;

/** Fields whose values are codes of a list of the taxonomy. */
const listOf: Readonly<Record<string, TaxonomyList>> = {
  channel: 'channels',
  cause: 'causes',
  category: 'categories',
  product: 'products',
  remedy: 'remedies',
  branch: 'rootCauses',
  rootCause: 'rootCauses',
  faultParty: 'faultParties',
  outcome: 'outcomes',
  level: 'levels',
};

/** Of the version that the event was decided under, else of the one that was in force when it was recorded. */
function labelling(policies: Reading['policies']): Labelling {
  const versions = <D>(kind: string, labelsOf: (document: D) => LabelOf) =>
    (policies.find(({ stream }) => stream === `policy-${kind}`)?.events ?? []).flatMap(({ type, data }) => {
      const { version, effectiveFrom, document } = data as unknown as PublishedVersion<D>;
      return type === 'PolicyPublished' ? [{ version, effectiveFrom, labelOf: labelsOf(document) }] : [];
    });
  const taxonomies = versions<Partial<TaxonomyVersion['document']>>('taxonomy', (document) => {
    const lists = new Map(
      Object.entries(document).map(([list, { entries }]) => [list, new Map(entries.map(({ code, labels }) => [code, labels]))]),
    );
    return (field, code) => (Object.hasOwn(listOf, field) ? lists.get(listOf[field]!)?.get(code) : undefined);
  });
  const units = versions<Units>('units', (document) => {
    const labels = new Map(document.units.map((unit) => [unit.code, unit.labels]));
    return (field, code) => (field === 'unit' ? labels.get(code) : undefined);
  });
  const inForce = (all: typeof taxonomies, named: number | undefined, at: Instant) =>
    all.findLast(({ version, effectiveFrom }) => (named === undefined ? effectiveFrom <= at : version === named))?.labelOf;
  return ({ taxonomy, units: tree }, at) => {
    const [ofTaxonomy, ofUnits] = [inForce(taxonomies, taxonomy, at), inForce(units, tree, at)];
    return (field, code) => ofTaxonomy?.(field, code) ?? ofUnits?.(field, code);
  };
}

function indexPage(summary: BundleSummary, language: Language, zone: string, clock: Clock): Page {
  const say = sayIn(language);
  const { request, groups, policies, cases, events, sealed, checkpoint, fingerprint } = summary;
  const { by, purpose, madeAt, question, personal } = request;
  const facts: readonly (readonly [string, string])[] = [
    [say('madeFor'), `${by.sub} (${by.roles.join(', ')})`],
    [say('purpose'), purpose],
    [say('madeAt'), clock(madeAt)],
    [say('question'), JSON.stringify(question)],
    [say('times'), zone],
    [say('personal'), say(personal)],
    [say('count'), String(cases)],
    [say('events'), String(events)],
    [say('sealedEvents'), String(sealed)],
    [say('checkpoint'), checkpoint ? `${checkpoint.ordinal} · ${clock(checkpoint.signedAt)}` : say('none')],
    [say('fingerprint'), fingerprint],
    [say('policies'), policies.join(', ')],
  ];
  const rows = facts.map(([name, value]) => markup`<tr><th>${name}</th><td>${value}</td></tr>`);
  const lists = groups.map((streams, index) => {
    const page = `cases/${String(index + 1).padStart(4, '0')}/${language}.html`;
    const items = streams.map((stream) => `<li><a href="${page}#${escaped(idOf(stream))}">${escaped(idOf(stream))}</a></li>`).join('');
    return `<h2><a href="${page}">${say('cases')} ${index + 1}</a></h2><ol>${items}</ol>`;
  });
  const body = markup`<h1>${say('bundle')}</h1><table><tbody>${rows}</tbody></table><p>${say('verify')}</p>${new Html(lists.join(''))}`;
  return { name: `index.${language}.html`, text: pageOf(language, say('bundle'), purpose, body).document };
}

function explaining(policies: Reading['policies']): Explaining {
  const of = (stream: string) => policies.find((one) => one.stream === stream)?.events ?? [];
  const versions = <D>(stream: string) => of(stream).map(({ data }) => data as unknown as PublishedVersion<D>);
  const authority = of('authority-default') as unknown as readonly AuthorityEvent[];
  return {
    packs: versions('policy-packs'),
    playbooks: versions('policy-playbooks'),
    matrices: authority.flatMap((event) => (event.type === 'MatrixPublished' ? [event.data] : [])),
    delegations: authority.flatMap((event) => (event.type === 'AuthorityDelegated' ? [event.data] : [])),
  };
}

type Clock = (instant: Instant) => string;

/** `2026-11-22 16:00:05` in a time zone. */
function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) ? escaped(String(instant)) : format.format(at);
  };
}
