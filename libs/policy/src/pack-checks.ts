import { impossible } from '@redress/kernel';
import { lengthUnits, type Calendars, type Length, type LengthUnit } from './calendar.js';
import { code, countable, labels } from './checks.js';
import { keywordLanguages } from './keywords.js';
import { moments, type Moment } from './moments.js';
import type {
  Choice,
  ClockRule,
  Condition,
  EscalateTo,
  Extension,
  Pack,
  Packs,
  RuleSource,
  SaidPacks,
  Signal,
  SignalBasis,
} from './pack.js';

/** Severities and grades as the complaint's language has them. (That they do: libs/commands/src/policies.spec.ts.) */
export const knownSeverities: readonly string[] = ['low', 'medium', 'high', 'critical'];
export const knownGrades: readonly string[] = ['grievance', 'complaint'];

const most = {
  clocks: 50,
  signals: 100,
  rules: 100,
  choices: 500,
  packs: 100,
  codes: 1_000,
  words: 1_000,
  points: 1_000,
  threshold: 10_000,
  times: 10,
};
/** Ten years, or as many hours as a year has. */
const longest: Readonly<Record<LengthUnit, number>> = {
  hours: 8_784,
  'business-hours': 8_784,
  'calendar-days': 3_660,
  'business-days': 3_660,
};
/** Moments whose events name a date. */
const dated: readonly Moment[] = ['promised', 'contribution-requested', 'acknowledged'];
/** Moments that a case counts: a clock for each has their number. */
const counted: readonly Moment[] = ['promised', 'contribution-requested', 'remedy-ordered'];
const levels = [1, 2, 3];
/** What /v1/packs has beside the names of packs. */
const reserved = ['versions', 'choice'];
const statuses: readonly RuleSource['status'][] = ['verified', 'needs-counsel', 'own'];
const bases = ['moments', 'overdue', 'missed', 'severities', 'words'] as const satisfies readonly (keyof SignalBasis)[];
const coded = ['products', 'units', 'jurisdictions', 'channels', 'causes', 'grades', 'categories', 'severities'] as const;

/**
 * Codes, all of them 422 with a `path`: those of lists, and
 * of packs `nothing-published`, `reserved-name`, `unknown-pack`, `no-choice`, `choice-for-all-last`, `choice-too-narrow`;
 * of clocks `no-clocks`, `duplicate-clock`, `no-start`, `no-end`, `unknown-moment`, `moment-twice`, `resumes-what-never-pauses`,
 * `statutory-clock-pauses`, `statutory-clock-restarts`, `invalid-repeats`, `no-date-said`, `invalid-length`, `invalid-warnings`,
 * `invalid-extension`, `extension-unit`, `invalid-level`, `unknown-clock`;
 * of conditions `empty-condition`, `unknown-severity`, `unknown-grade`, `condition-too-deep`;
 * of signals `duplicate-signal`, `invalid-points`, `invalid-beyond`, `one-basis`, `no-words`, `invalid-word`, `invalid-threshold`;
 * of sources `source-missing`, `invalid-source`, `invalid-day`, `unknown-status`; of other rules `duplicate-rule`, `invalid-rule-limit`.
 */
export function checkedPacks(said: SaidPacks, before: Packs): Packs {
  impossible(
    !said.choices && Object.keys(said.packs ?? {}).length === 0,
    'nothing-published',
    'Give a pack, or the choices; the rest stays as it is.',
    {
      path: '',
    },
  );
  const next: Packs = { choices: said.choices ?? before.choices, packs: { ...before.packs, ...said.packs } };
  impossible(Object.keys(next.packs).length > most.packs, 'too-many-entries', `There are at most ${most.packs} packs.`, {
    path: 'packs',
    entries: Object.keys(next.packs).length,
    most: most.packs,
  });
  for (const [name, pack] of Object.entries(said.packs ?? {})) {
    code(`packs.${name}`, name);
    impossible(reserved.includes(name), 'reserved-name', 'This is the name of a route: call the pack otherwise.', {
      path: `packs.${name}`,
      name,
    });
    checkPack(`packs.${name}`, pack);
  }
  checkChoices(next);
  return next;
}

/** That there are the calendars that the packs name, which only those know who have both. Code, 422 with a `path`: `unknown-calendar`. */
export function checkCalendarsOf({ packs = {} }: SaidPacks, { calendars }: Calendars): void {
  const known = Object.keys(calendars);
  const check = (path: string, calendar: string) =>
    impossible(!known.includes(calendar), 'unknown-calendar', 'No calendar of this name was published: publish it before the pack.', {
      path,
      calendar,
      calendars: known,
    });
  for (const [name, { clocks, summary }] of Object.entries(packs)) {
    for (const [i, { calendar }] of clocks.entries()) check(`packs.${name}.clocks[${i}].calendar`, calendar);
    check(`packs.${name}.summary.calendar`, summary.calendar);
  }
}

function checkChoices({ choices, packs }: Packs): void {
  impossible(choices.length === 0, 'no-choice', 'At least one choice, the last of them for all complaints.', { path: 'choices' });
  limited('choices', choices, most.choices);
  for (const [i, { when, pack }] of choices.entries()) {
    const path = `choices[${i}]`;
    impossible(!Object.hasOwn(packs, pack), 'unknown-pack', 'A choice is of a pack that there is.', {
      path: `${path}.pack`,
      pack,
      packs: Object.keys(packs),
    });
    const isLast = i === choices.length - 1;
    const isForAll = Object.keys(named(when)).length === 0;
    impossible(
      isForAll && !isLast,
      'choice-for-all-last',
      'The choice that fits every complaint comes last: those after it are never made.',
      { path },
    );
    impossible(isLast && !isForAll, 'choice-too-narrow', 'The last choice fits every complaint: its `when` names nothing.', {
      path: `${path}.when`,
    });
    if (!isForAll) checkCondition(`${path}.when`, when, 0);
  }
}

function checkPack(path: string, { labels: name, clocks, summary, acknowledgement, risk, rules }: Pack): void {
  labels(`${path}.labels`, name);
  impossible(clocks.length === 0, 'no-clocks', 'A pack has at least one clock.', { path: `${path}.clocks` });
  limited(`${path}.clocks`, clocks, most.clocks);
  for (const [i, rule] of clocks.entries()) {
    const here = `${path}.clocks[${i}]`;
    impossible(clocks.findIndex(({ clock }) => clock === rule.clock) < i, 'duplicate-clock', 'A clock is there once.', {
      path: `${here}.clock`,
      clock: rule.clock,
    });
    checkClock(here, rule);
    const numbered = clocks.find(({ clock, repeats }) => repeats !== 'once' && isNumberOf(clock, rule.clock));
    impossible(numbered !== undefined, 'duplicate-clock', 'A clock that repeats counts its own under this name: call this one otherwise.', {
      path: `${here}.clock`,
      clock: rule.clock,
      of: numbered?.clock,
    });
  }
  const known = clocks.map(({ clock }) => clock);
  checkLength(`${path}.summary.length`, summary.length);
  code(`${path}.summary.calendar`, summary.calendar);
  checkSource(`${path}.summary.source`, summary.source);
  checkKnown(`${path}.acknowledgement.answerBy`, acknowledgement.answerBy, known);
  checkRisk(`${path}.risk`, risk, known);
  limited(`${path}.rules`, rules, most.rules);
  for (const [i, { rule, labels: said, limit, source }] of rules.entries()) {
    const here = `${path}.rules[${i}]`;
    code(`${here}.rule`, rule);
    impossible(rules.findIndex((other) => other.rule === rule) < i, 'duplicate-rule', 'A rule is there once.', {
      path: `${here}.rule`,
      rule,
    });
    labels(`${here}.labels`, said);
    impossible(
      limit !== undefined && !isWhole(limit, 1, 1_000_000),
      'invalid-rule-limit',
      'A limit is a whole number from 1 to 1,000,000.',
      {
        path: `${here}.limit`,
        limit,
      },
    );
    checkSource(`${here}.source`, source);
  }
}

/** Whether a name is one that a repeating clock gives to its second, third, …: `promise-2`. */
function isNumberOf(clock: string, name: string): boolean {
  return name.startsWith(`${clock}-`) && /^\d+$/.test(name.slice(clock.length + 1));
}

function checkClock(path: string, rule: ClockRule): void {
  const { clock, starts, meets, stops = [], pauses = [], resumes = [], repeats, statutory, length } = rule;
  code(`${path}.clock`, clock);
  labels(`${path}.labels`, rule.labels);
  if (rule.when) checkCondition(`${path}.when`, rule.when, 0);
  impossible(starts.length === 0, 'no-start', 'A clock has a moment that starts it.', { path: `${path}.starts` });
  impossible(meets.length === 0, 'no-end', 'A clock has a moment that meets it.', { path: `${path}.meets` });
  for (const [name, said] of Object.entries({ starts, meets, stops, pauses, resumes })) checkMoments(`${path}.${name}`, said);
  impossible(resumes.length > 0 && pauses.length === 0, 'resumes-what-never-pauses', 'What resumes a clock needs what pauses it.', {
    path: `${path}.resumes`,
  });
  impossible(!['once', 'again', 'each'].includes(repeats), 'invalid-repeats', 'A clock runs once, again or for each.', {
    path: `${path}.repeats`,
    repeats,
  });
  impossible(
    repeats === 'each' && starts.length > 1 && starts.some((moment) => counted.includes(moment)),
    'invalid-repeats',
    `What is counted by itself (${counted.join(', ')}) has a clock for each alone: two first ones would be one.`,
    { path: `${path}.starts`, starts },
  );
  impossible(statutory && pauses.length + resumes.length > 0, 'statutory-clock-pauses', 'A statutory clock never pauses.', {
    path: `${path}.pauses`,
  });
  impossible(
    statutory && (repeats === 'again' || starts.includes('reopened')),
    'statutory-clock-restarts',
    'A statutory clock never restarts: not again, not by a reopening.',
    { path: repeats === 'again' ? `${path}.repeats` : `${path}.starts` },
  );
  code(`${path}.responsible`, rule.responsible);
  code(`${path}.calendar`, rule.calendar);
  if (length === 'as-said') {
    const undated = starts.filter((moment) => !dated.includes(moment));
    impossible(undated.length > 0, 'no-date-said', `Only these moments name a date themselves: ${dated.join(', ')}.`, {
      path: `${path}.starts`,
      moments: undated,
      dated,
    });
  } else checkLength(`${path}.length`, length);
  checkWarnings(`${path}.warnings`, rule.warnings);
  checkExtensions(`${path}.extensions`, rule.extensions ?? []);
  if (rule.onMiss) checkLevel(`${path}.onMiss.escalateTo`, rule.onMiss.escalateTo);
  checkSource(`${path}.source`, rule.source);
}

function checkMoments(path: string, said: readonly Moment[]): void {
  for (const [i, moment] of said.entries()) {
    const here = { path: `${path}[${i}]`, moment };
    impossible(!moments.includes(moment), 'unknown-moment', 'No such moment: see docs/packs.md for those that there are.', {
      ...here,
      moments,
    });
    impossible(said.indexOf(moment) < i, 'moment-twice', 'A moment is named once.', here);
  }
}

function checkLength(path: string, said: Length): void {
  const { amount, unit } = said;
  impossible(
    !lengthUnits.includes(unit) || !isWhole(amount, 1, longest[unit]),
    'invalid-length',
    'A length is a whole number, more than 0, of hours or business hours (at most a year) or of calendar or business days (at most ten years).',
    { path, amount, unit, longest },
  );
}

function checkWarnings(path: string, said: readonly number[]): void {
  const isRising = said.every((percent, i) => isWhole(percent, 1, 99) && (i === 0 || percent > said[i - 1]!));
  impossible(!isRising, 'invalid-warnings', 'Warnings are whole per cents of the time from 1 to 99, rising.', { path, warnings: said });
}

function checkExtensions(path: string, said: readonly Extension[]): void {
  limited(path, said, most.times);
  for (const [i, { length, times, approver, reasons, source }] of said.entries()) {
    const here = `${path}[${i}]`;
    checkLength(`${here}.length`, length);
    impossible(!isWhole(times, 1, most.times), 'invalid-extension', `An extension may be used 1 to ${most.times} times.`, {
      path: `${here}.times`,
      times,
    });
    code(`${here}.approver`, approver);
    impossible(reasons?.length === 0, 'invalid-extension', 'Name the permitted reasons, or leave them out to permit any.', {
      path: `${here}.reasons`,
    });
    checkCodes(`${here}.reasons`, reasons ?? []);
    if (source) checkSource(`${here}.source`, source);
  }
}

function checkLevel(path: string, said: EscalateTo): void {
  impossible(said !== 'next' && !levels.includes(said), 'invalid-level', 'A case goes up to level 1, 2 or 3, or to the next.', {
    path,
    escalateTo: said,
  });
}

function checkKnown(path: string, clock: string, known: readonly string[]): void {
  impossible(!known.includes(clock), 'unknown-clock', 'The pack has no clock of this code.', { path, clock, clocks: known });
}

/** What is named; class instances of requests carry the rest as undefined. */
function named(condition: Condition): Partial<Condition> {
  return Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined));
}

function checkCondition(path: string, said: Condition | Choice['when'], depth: number): void {
  const condition: Condition = said;
  impossible(Object.keys(named(condition)).length === 0, 'empty-condition', 'A condition names something; leave it out if it is for all.', {
    path,
  });
  impossible(depth > 2, 'condition-too-deep', 'Conditions are within each other twice at most.', { path });
  for (const name of coded) {
    const codes = condition[name];
    if (codes === undefined) continue;
    impossible(codes.length === 0, 'empty-condition', 'Name a code, or leave the list out: no complaint fits an empty one.', {
      path: `${path}.${name}`,
    });
    checkCodes(`${path}.${name}`, codes);
  }
  checkSeverities(`${path}.severities`, condition.severities ?? []);
  checkGrades(`${path}.grades`, condition.grades ?? []);
  const { anyOf, not } = condition;
  if (anyOf) {
    impossible(anyOf.length === 0, 'empty-condition', 'Name a condition, or leave the list out.', { path: `${path}.anyOf` });
    limited(`${path}.anyOf`, anyOf, most.clocks);
    for (const [i, one] of anyOf.entries()) checkCondition(`${path}.anyOf[${i}]`, one, depth + 1);
  }
  if (not) checkCondition(`${path}.not`, not, depth + 1);
}

function checkCodes(path: string, codes: readonly string[]): void {
  limited(path, codes, most.codes);
  const found = new Set<string>();
  for (const [i, said] of codes.entries()) {
    code(`${path}[${i}]`, said);
    impossible(found.has(said), 'duplicate-code', 'A code is listed once.', { path: `${path}[${i}]`, code: said });
    found.add(said);
  }
}

function checkSeverities(path: string, codes: readonly string[]): void {
  for (const [i, severity] of codes.entries()) {
    impossible(!knownSeverities.includes(severity), 'unknown-severity', `A severity is one of ${knownSeverities.join(', ')}.`, {
      path: `${path}[${i}]`,
      severity,
      severities: knownSeverities,
    });
  }
}

function checkGrades(path: string, codes: readonly string[]): void {
  for (const [i, grade] of codes.entries()) {
    impossible(!knownGrades.includes(grade), 'unknown-grade', `A grade is one of ${knownGrades.join(', ')}.`, {
      path: `${path}[${i}]`,
      grade,
      grades: knownGrades,
    });
  }
}

function checkRisk(path: string, { threshold, escalateTo, signals, source }: Pack['risk'], clocks: readonly string[]): void {
  impossible(!isWhole(threshold, 1, most.threshold), 'invalid-threshold', `A threshold is a whole number from 1 to ${most.threshold}.`, {
    path: `${path}.threshold`,
    threshold,
  });
  checkLevel(`${path}.escalateTo`, escalateTo);
  limited(`${path}.signals`, signals, most.signals);
  for (const [i, signal] of signals.entries()) {
    const here = `${path}.signals[${i}]`;
    impossible(signals.findIndex((other) => other.signal === signal.signal) < i, 'duplicate-signal', 'A signal is there once.', {
      path: `${here}.signal`,
      signal: signal.signal,
    });
    checkSignal(here, signal, clocks);
  }
  checkSource(`${path}.source`, source);
}

function checkSignal(path: string, { signal, labels: said, points, beyond, by, source }: Signal, clocks: readonly string[]): void {
  code(`${path}.signal`, signal);
  labels(`${path}.labels`, said);
  impossible(!isWhole(points, 1, most.points), 'invalid-points', `Points are a whole number from 1 to ${most.points}.`, {
    path: `${path}.points`,
    points,
  });
  impossible(
    beyond !== undefined && !isWhole(beyond, 0, 1_000),
    'invalid-beyond',
    'How many times are let pass is a whole number from 0 to 1,000.',
    {
      path: `${path}.beyond`,
      beyond,
    },
  );
  const given = bases.filter((basis) => by[basis] !== undefined);
  impossible(given.length !== 1, 'one-basis', `A signal is known by exactly one of ${bases.join(', ')}.`, { path: `${path}.by`, given });
  const basis = given[0]!;
  const here = `${path}.by.${basis}`;
  if (by.words) {
    checkWords(here, by.words);
  } else {
    const codes: readonly string[] = by[basis as Exclude<typeof basis, 'words'>]!;
    impossible(codes.length === 0, 'one-basis', 'Name at least one.', { path: here, given });
    if (by.moments) checkMoments(here, by.moments);
    else if (by.severities) checkSeverities(here, by.severities);
    else for (const [i, clock] of codes.entries()) checkKnown(`${here}[${i}]`, clock, clocks);
  }
  if (source) checkSource(`${path}.source`, source);
}

function checkWords(path: string, said: NonNullable<SignalBasis['words']>): void {
  impossible(
    keywordLanguages.every((language) => said[language].length === 0),
    'no-words',
    'Name words in one of the languages.',
    { path },
  );
  for (const language of keywordLanguages) {
    limited(`${path}.${language}`, said[language], most.words);
    for (const [i, word] of said[language].entries()) {
      impossible(
        !/[\p{L}\p{N}]/u.test(word) || word.length > 100,
        'invalid-word',
        'A word has a letter or digit, and at most 100 characters.',
        {
          path: `${path}.${language}[${i}]`,
          word,
        },
      );
    }
  }
}

/** Codes: `source-missing`, `invalid-source`, `invalid-day`, `unknown-status`. */
export function checkSource(path: string, said: RuleSource | undefined): void {
  if (!said) return impossible(true, 'source-missing', 'A rule names where it comes from; of one’s own, say so.', { path });
  const { paragraph, document, url, read, status } = said;
  for (const [name, text] of Object.entries({ paragraph, document })) {
    impossible(!text?.trim(), 'invalid-source', 'A source names its paragraph and its document.', { path: `${path}.${name}` });
  }
  impossible(url !== undefined && !/^https?:\/\/\S+$/.test(url), 'invalid-source', 'An address begins with http:// or https://.', {
    path: `${path}.url`,
    url,
  });
  impossible(!isDay(read), 'invalid-day', 'The day on which it was read, like 2026-11-22.', { path: `${path}.read`, read });
  impossible(!statuses.includes(status), 'unknown-status', `A rule is ${statuses.join(', ')}.`, {
    path: `${path}.status`,
    status,
    statuses,
  });
}

/** True of a day of the calendar, `2026-11-22`. */
export function isDay(said: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said)) && new Date(said).toISOString().startsWith(said);
}

function isWhole(value: number, least: number, greatest: number): boolean {
  return Number.isInteger(value) && value >= least && value <= greatest;
}

function limited(path: string, said: readonly unknown[], greatest: number): void {
  countable(path, said);
  impossible(said.length > greatest, 'too-many-entries', `A list of this kind has at most ${greatest} entries.`, {
    path,
    entries: said.length,
    most: greatest,
  });
}
