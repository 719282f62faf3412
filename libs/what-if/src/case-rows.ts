import type { Asked, ChangedCase, Column } from './question.js';

/* A changed case as a row of a table, for files. */

const decision = 'Of a decision on money: ';
const clock = 'Of a clock: ';

/** Which columns a row of a changed case has. */
export const caseColumns: readonly Column[] = [
  { name: 'kind', unit: 'code', meaning: 'round, order, promise or clock.' },
  { name: 'complaintId', unit: 'code', meaning: 'The complaint.' },
  { name: 'effect', unit: 'code', meaning: 'What the candidate makes of it.' },
  { name: 'code', unit: 'code', meaning: `${decision}the code of the refusal, if it is refused.` },
  { name: 'round', unit: 'number', meaning: `${decision}the number of the round.` },
  { name: 'at', unit: 'instant', meaning: `${decision}when it was requested, ordered or promised.` },
  { name: 'remedy', unit: 'code', meaning: `${decision}what was to be given.` },
  { name: 'currency', unit: 'code', meaning: `${decision}of the amount.` },
  { name: 'amount', unit: 'minor units', meaning: `${decision}what the company was to bear.` },
  ...(['Before', 'After'] as const).flatMap((side): Column[] => [
    { name: `matrix${side}`, unit: 'number', meaning: `${decision}the version of the matrix.` },
    { name: `scope${side}`, unit: 'code', meaning: `${decision}on whose authority.` },
    { name: `from${side}`, unit: 'number', meaning: `${decision}where the band begins, in minor units of the matrix’s currency.` },
    { name: `mode${side}`, unit: 'code', meaning: `${decision}any, all or ordered.` },
    { name: `roles${side}`, unit: 'code', meaning: `${decision}who has to sign.` },
    {
      name: `expectedMinutes${side}`,
      unit: 'minutes',
      meaning: `${decision}what the signatures are expected to take, by the median of each role.`,
    },
    { name: `expectedP90Minutes${side}`, unit: 'minutes', meaning: `${decision}as much by what 9 of 10 signatures did not exceed.` },
  ]),
  { name: 'signed', unit: 'code', meaning: `${decision}who had signed when the round ended.` },
  { name: 'missing', unit: 'code', meaning: `${decision}whose signatures would be missing then.` },
  { name: 'sufficed', unit: 'flag', meaning: `${decision}whether what was signed would have been enough.` },
  { name: 'waitedMinutes', unit: 'minutes', meaning: `${decision}from the request to the last signature that was needed.` },
  { name: 'clock', unit: 'code', meaning: `${clock}its name in the complaint.` },
  { name: 'rule', unit: 'code', meaning: `${clock}its rule in the pack.` },
  { name: 'statutory', unit: 'flag', meaning: `${clock}whether a law sets it.` },
  ...(['Before', 'After'] as const).flatMap((side): Column[] => [
    { name: `due${side}`, unit: 'instant', meaning: `${clock}when it was due.` },
    { name: `state${side}`, unit: 'code', meaning: `${clock}what came of it.` },
    { name: `ended${side}`, unit: 'instant', meaning: `${clock}when it was met or stopped.` },
  ]),
];

/** The row of a case; what it has nothing to say to is null. */
export function caseRow(changed: ChangedCase): Readonly<Record<string, string | number | null>> {
  const blank = Object.fromEntries(caseColumns.map(({ name }) => [name, null]));
  const { kind, complaintId, effect } = changed;
  if (changed.kind === 'clock') {
    const { before, after, clock: name, rule, statutory } = changed;
    return {
      ...blank,
      kind,
      complaintId,
      effect,
      clock: name,
      rule,
      statutory: String(statutory),
      dueBefore: before?.due ?? null,
      stateBefore: before?.state ?? null,
      endedBefore: before?.endedAt ?? null,
      dueAfter: after?.due ?? null,
      stateAfter: after?.state ?? null,
      endedAfter: after?.endedAt ?? null,
    };
  }
  const { code, round, at, remedy, amount, before, after, signed, missing, sufficed, waitedMinutes, expectedBefore, expectedAfter } =
    changed;
  return {
    ...blank,
    ...side('Before', before),
    ...side('After', after),
    kind,
    complaintId,
    effect,
    code,
    round,
    at,
    remedy,
    currency: amount.currency,
    amount: amount.amount,
    expectedMinutesBefore: expectedBefore.median,
    expectedP90MinutesBefore: expectedBefore.p90,
    expectedMinutesAfter: expectedAfter.median,
    expectedP90MinutesAfter: expectedAfter.p90,
    signed: signed.join(' + '),
    missing: missing.join(' + '),
    sufficed: String(sufficed),
    waitedMinutes,
  };
}

function side(name: 'Before' | 'After', asked: Asked | null): Record<string, string | number | null> {
  if (!asked) return {};
  const { matrixVersion, band, mode, roles } = asked;
  return {
    [`matrix${name}`]: matrixVersion,
    [`scope${name}`]: band.scope,
    [`from${name}`]: band.from,
    [`mode${name}`]: mode,
    [`roles${name}`]: roles.join(' + '),
  };
}
