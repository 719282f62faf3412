import { effective, impossible, instant, inTime, text } from '@redress/kernel';
import { rateFrom } from './amounts.js';
import type { PublishMatrix } from './commands.js';
import { laddersOf, type Ladder } from './ladders.js';
import type { Band, Conditions, MatrixPublished } from './matrix.js';
import type { AuthorityState } from './state.js';

/**
 * Publishes a matrix under the next version. The very first may have been in force from ever, so that no instant is without one.
 *
 * Codes, all of them 422: `effective-too-soon`, `invalid-time`, `future-time`; `text-missing`; `invalid-currency`; `invalid-code` for a role or scope; of
 * ladders `main-ladder-missing`, `ladder-not-from-zero`, `ladder-not-ascending`, `condition-never-holds`; of bands `invalid-bound`,
 * `duplicate-role`, `mode-without-roles`, `invalid-validity`, `substitute-for-another-band`, `substitute-of-itself`, `duplicate-substitution`;
 * `recorded-by-body`, `duplicate-body`; `invalid-rate`, `rate-of-own-currency`, `duplicate-rate`; `duplicate-title`.
 */
export function publishMatrix({ matrices }: AuthorityState, command: PublishMatrix): MatrixPublished[] {
  inTime(command);
  const { data, now } = command;
  const { effectiveFrom: said, currency, bands, bodies, rates, titles, reason } = data;
  const isFirst = matrices.length === 0;
  if (isFirst && said !== undefined) instant('effectiveFrom', said);
  const effectiveFrom = isFirst && said !== undefined ? said : effective('effectiveFrom', said, now);
  text('reason', reason);
  isCurrency('currency', currency);
  bands.forEach(band);
  laddersOf(data).forEach(ladder);
  impossible(
    !laddersOf(data).some(({ conditions }) => !conditions),
    'main-ladder-missing',
    'Some bands must be without conditions: they decide where no others do.',
  );
  checkBodies(data);
  checkRates(data);
  checkTitles(data);
  const version = matrices.length + 1;
  return [{ type: 'MatrixPublished', data: { version, effectiveFrom, currency, bands, bodies, rates, titles, reason } }];
}

type Published = PublishMatrix['data'];

function band({ from, scope, roles, mode, substitutes = [], validDays, conditions }: Band): void {
  const where = { from, ...(conditions && { conditions }) };
  impossible(!Number.isSafeInteger(from) || from < 0, 'invalid-bound', 'from is a whole number of minor units, not negative.', where);
  code('scope', scope);
  for (const role of roles) code('role', role);
  const twice = repeated(roles);
  impossible(twice !== undefined, 'duplicate-role', 'A role signs once: name it once.', { ...where, role: twice });
  impossible(roles.length === 0 && mode !== 'all', 'mode-without-roles', 'Where nobody has to sign the mode is all.', { ...where, mode });
  impossible(
    validDays !== undefined && (!Number.isInteger(validDays) || validDays < 1 || validDays > 3_660),
    'invalid-validity',
    'validDays is a whole number of days, from 1 to 3660.',
    { ...where, validDays },
  );
  for (const { role, by } of substitutes) {
    impossible(!roles.includes(role), 'substitute-for-another-band', 'A substitute stands in for a role of its own band.', {
      ...where,
      role,
    });
    impossible(by.includes(role), 'substitute-of-itself', 'Nobody is their own substitute.', { ...where, role });
    for (const other of by) code('substitute', other);
  }
  const again = repeated(substitutes.map(({ role }) => role));
  impossible(again !== undefined, 'duplicate-substitution', 'Name all substitutes of a role together.', { ...where, role: again });
  checkConditions(conditions);
}

function checkConditions(conditions: Conditions = {}): void {
  for (const [condition, codes] of Object.entries(conditions) as [string, readonly string[] | undefined][]) {
    impossible(codes?.length === 0, 'condition-never-holds', 'A condition that names nothing never holds: leave it out.', { condition });
  }
  for (const currency of conditions.currencies ?? []) isCurrency('conditions.currencies', currency);
}

function ladder({ conditions, bands }: Ladder): void {
  const where = conditions && { conditions };
  const [first] = bands;
  impossible(first!.from !== 0, 'ladder-not-from-zero', 'The bands of a ladder begin at 0, so that each amount has one.', {
    from: first!.from,
    ...where,
  });
  for (const [i, { from }] of bands.entries()) {
    const before = bands[i - 1]?.from ?? -1;
    impossible(from <= before, 'ladder-not-ascending', 'Each band of a ladder begins above the one before.', { from, before, ...where });
  }
}

function checkBodies({ bodies }: Published): void {
  const isBody = new Set(bodies.map(({ role }) => role));
  for (const { role, recordedBy } of bodies) {
    code('body', role);
    code('recordedBy', recordedBy);
    impossible(isBody.has(recordedBy), 'recorded-by-body', 'A body signs by resolution, which a person has to record.', {
      role,
      recordedBy,
    });
  }
  const twice = repeated(bodies.map(({ role }) => role));
  impossible(twice !== undefined, 'duplicate-body', 'A body is named once.', { role: twice });
}

function checkRates({ currency: own, rates }: Published): void {
  for (const { currency, rate } of rates) {
    isCurrency('rates.currency', currency);
    impossible(currency === own, 'rate-of-own-currency', "The matrix's own currency has no rate.", { currency });
    impossible(!rateFrom(rate), 'invalid-rate', 'A rate is a positive decimal of at most 12 digits, such as 7.25.', { currency, rate });
  }
  const twice = repeated(rates.map(({ currency }) => currency));
  impossible(twice !== undefined, 'duplicate-rate', 'A currency has one rate.', { currency: twice });
}

function checkTitles({ titles }: Published): void {
  for (const title of titles) {
    code('title', title.code);
    text(`titles.${title.code}.zh-CN`, title['zh-CN']);
    text(`titles.${title.code}.en`, title.en);
  }
  const twice = repeated(titles.map((title) => title.code));
  impossible(twice !== undefined, 'duplicate-title', 'A code has one title.', { code: twice });
}

function isCurrency(field: string, currency: string): void {
  impossible(!/^[A-Z]{3}$/.test(currency), 'invalid-currency', `${field} is a three-letter code of ISO 4217.`, { field, currency });
}

/** As roles appear in tokens. */
function code(field: string, value: string): void {
  impossible(
    !/^[a-z][a-z0-9-]{0,59}$/.test(value),
    'invalid-code',
    `${field} is a code: lower-case letters, digits and hyphens, at most 60.`,
    {
      field,
      code: value,
    },
  );
}

function repeated(values: readonly string[]): string | undefined {
  return values.find((value, i) => values.indexOf(value) !== i);
}
