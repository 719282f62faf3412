import { isInstant, type Instant } from '@redress/kernel';
import {
  acceptances,
  acceptors,
  complainantKinds,
  consents,
  escalationTriggers,
  externalBodies,
  faultParties,
  findings,
  grades,
  impossibilities,
  outcomes,
  recourses,
  replyKinds,
  rootCauses,
  type PersonalFieldOfForm,
  type PlainField,
} from './codes.js';
import type { ImportedEvent } from './commands.js';
import { complaintEventTypes } from './complaint.js';
import { isSatisfaction } from './follow-up.js';
import { isMoney } from './rules.js';

/*
 * An imported event does not come through the edge's request validation, so its coded fields are checked here.
 * Personal and free-text fields are never needed and not looked at.
 */

/** What is wrong with an event: where, and what was expected there. */
export interface Misfit {
  readonly field: string;
  readonly expected: string;
  readonly future?: boolean;
}

/** Says what was expected of a value; undefined if it fits. */
type Check = (value: unknown) => string | undefined;

const check =
  (expected: string, fits: (value: unknown) => boolean): Check =>
  (value) =>
    fits(value) ? undefined : expected;
const oneOf = (...codes: readonly string[]) => check(`one of ${codes.join(', ')}`, (value) => codes.includes(value as string));
const orNull =
  (inner: Check): Check =>
  (value) =>
    value === null ? undefined : inner(value);
const listOf = (inner: Check) =>
  check(
    'a list of at most 100',
    (value) => Array.isArray(value) && value.length <= 100 && value.every((item) => inner(item) === undefined),
  );

/** At most 200 characters, as at the edge: every index can hold that. */
const isCode = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= 200;
const code = check('a code', isCode);
const flag = check('true or false', (value) => typeof value === 'boolean');
const count = check(
  'a whole number from 1 to 1000',
  (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000,
);
const time = check('an instant in UTC with milliseconds', isInstant);
const amount = check('an amount in minor units with its currency', isMoney);
const satisfaction = check('a whole number from 1 to 5', isSatisfaction);
const evidence = check('a hash and a locator', (value) => {
  const { hash, locator, ...rest } = (value ?? {}) as Record<string, unknown>;
  return isCode(hash) && isCode(locator) && Object.keys(rest).length === 0;
});
const template = check('an id and a version', (value) => {
  const { id, version, ...rest } = (value ?? {}) as Record<string, unknown>;
  return isCode(id) && Number.isInteger(version) && Object.keys(rest).length === 0;
});

type Data<T extends ImportedEvent['type']> = Extract<ImportedEvent, { type: T }>['data'];
type RequiredField<D> = D extends unknown ? { [K in keyof D]-?: undefined extends D[K] ? never : K }[keyof D] : never;
type AnyField<D> = D extends unknown ? keyof D : never;

/** Every required field of an event has a check: a new one does not compile without. Optional ones may have one. */
type Shape<D> = {
  readonly required: Record<RequiredField<D> & string, Check>;
  readonly optional?: Partial<Record<AnyField<D> & string, Check>>;
};

/** `Escalated` is two shapes: what each needs is required here once its track is known. */
const level = { track: code, reason: code, trigger: oneOf(...escalationTriggers), from: count, to: count };
const external = { track: code, reason: code, trigger: oneOf(...escalationTriggers), body: oneOf(...externalBodies) };

const shapes: { readonly [T in Exclude<ImportedEvent['type'], 'Escalated'>]: Shape<Data<T>> } = {
  Received: {
    required: {
      channel: code,
      cause: code,
      firstReceiver: orNull(code),
      complainantKind: oneOf(...complainantKinds, 'not-stated'),
      respondents: listOf(code),
      grade: oneOf(...grades),
      tags: listOf(code),
      language: code,
    },
    optional: { happenedAt: time, arrivedAt: time, departedAt: time, product: code, unit: code, jurisdiction: code, sourceReference: code },
  },
  Acknowledged: { required: { channel: code, answerBy: orNull(time) }, optional: { contact: code } },
  Assigned: { required: {}, optional: { person: code, unit: code, team: code, skill: code } },
  Apologised: { required: { apologist: code, channel: code, admitsFault: flag }, optional: { template } },
  Investigated: {
    required: { finding: oneOf(...findings), evidence: listOf(evidence), hiddenIssue: flag, unfavourableReading: flag },
    optional: { faultParty: oneOf(...faultParties), rootCause: oneOf(...rootCauses), branch: code },
  },
  Compensated: {
    required: { remedy: code, borne: orNull(amount), acceptance: oneOf(...acceptances, 'not-stated') },
    optional: { claimed: amount, approvalRound: count, lessBecause: code, acceptedBy: oneOf(...acceptors), acceptanceEvidence: evidence },
  },
  ReplySent: { required: { kind: oneOf(...replyKinds), channel: code, recourse: listOf(oneOf(...recourses)) }, optional: { template } },
  FollowedUp: {
    required: { reached: flag },
    optional: { channel: code, satisfaction, solved: flag, wouldBuyAgain: flag, impossibility: oneOf(...impossibilities) },
  },
  Closed: {
    required: { outcome: oneOf(...outcomes, 'not-stated'), toldVia: orNull(code), recourse: listOf(oneOf(...recourses)) },
    optional: { acceptedOnTheSpot: oneOf(...consents), acceptedInSummary: oneOf(...consents) },
  },
  Withdrawn: { required: { channel: code } },
  Reopened: { required: { reason: code, count } },
};

/** What is expected of a plain field of the form; undefined if the value fits. Null where the field may be absent. */
export function formMisfit(field: PlainField, value: unknown): string | undefined {
  const { required, optional = {} } = shapes.Received;
  // What a source may leave open, who corrects knows.
  if (field === 'complainantKind') return oneOf(...complainantKinds)(value);
  if (field === 'firstReceiver') return code(value);
  return field in required ? required[field as keyof typeof required](value) : orNull(optional[field as keyof typeof optional]!)(value);
}

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
const texts = ['name', 'phone', 'email', 'address', 'customerNumber'];

function isContact(value: unknown, more: readonly string[] = []): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([field, said]) => more.includes(field) || (texts.includes(field) && isText(said)));
}

function isComplainant(value: unknown): boolean {
  if (!isContact(value, ['representative', 'others'])) return false;
  const { representative, others = [] } = value as { readonly representative?: object; readonly others?: unknown };
  if (representative !== undefined) {
    if (!isContact(representative, ['capacity'])) return false;
    const { capacity } = representative as { readonly capacity?: unknown };
    if (capacity !== undefined && !isText(capacity)) return false;
  }
  return Array.isArray(others) && others.length <= 100 && others.every((other) => isContact(other));
}

const personalShapes: Readonly<Record<PersonalFieldOfForm, Check>> = {
  demands: check('a text', isText),
  account: check('a text', isText),
  place: check('a text', isText),
  personsInvolved: check('a list of at most 100 texts', (value) => Array.isArray(value) && value.length <= 100 && value.every(isText)),
  complainant: check('how to reach the complainant, who represents them, and others who complain with them', isComplainant),
};

/** As `formMisfit`, of a personal field; null strikes it out. */
export const personalMisfit = (field: PersonalFieldOfForm, value: unknown): string | undefined => orNull(personalShapes[field])(value);

const types = [...Object.keys(shapes), 'Escalated'];

/** The first thing that is wrong with an event from outside, whose type is a promise only. Paths are like `data.cause`. */
export function misfit(event: ImportedEvent, now: Instant): Misfit | undefined {
  const { type, occurredAt, precision } = event;
  if (!types.includes(type)) return { field: 'type', expected: `one of ${types.join(', ')}` };
  if (!isInstant(occurredAt)) return { field: 'occurredAt', expected: 'an instant in UTC with milliseconds' };
  if (occurredAt > now) return { field: 'occurredAt', expected: `at most ${now}`, future: true };
  if (precision !== undefined && precision !== 'day' && precision !== 'not-before') {
    return { field: 'precision', expected: 'day, not-before, or nothing' };
  }
  const given: unknown = event.data;
  if (typeof given !== 'object' || given === null) return { field: 'data', expected: 'an object' };
  const data = given as Readonly<Record<string, unknown>>;
  const { required, optional } = shapeOf(type, data);
  return (
    misfitIn(data, required, true) ??
    misfitIn(data, optional ?? {}, false) ??
    unknownIn(data, type, { ...required, ...optional }) ??
    futureIn(data, now)
  );
}

/** What no event type declares would be stored unsealed, whoever it is about. */
function unknownIn(data: object, type: ImportedEvent['type'], checks: object): Misfit | undefined {
  const unknown = Object.keys(data).find((field) => !Object.hasOwn(checks, field) && !complaintEventTypes[type].personal.includes(field));
  return unknown === undefined ? undefined : { field: `data.${unknown}`, expected: `nothing, for ${type} has no such field` };
}

function shapeOf(type: ImportedEvent['type'], data: Readonly<Record<string, unknown>>): { required: object; optional?: object } {
  if (type !== 'Escalated') return shapes[type];
  if (data.track === 'level') return { required: level };
  if (data.track === 'external') return { required: external, optional: { reference: code } };
  return { required: { track: oneOf('level', 'external') } };
}

function misfitIn(data: Readonly<Record<string, unknown>>, checks: object, required: boolean): Misfit | undefined {
  for (const [field, fits] of Object.entries(checks) as [string, Check][]) {
    if (data[field] === undefined && !required) continue;
    const expected = fits(data[field]);
    if (expected) return { field: `data.${field}`, expected };
  }
  return undefined;
}

function futureIn(data: Readonly<Record<string, unknown>>, now: Instant): Misfit | undefined {
  for (const field of ['happenedAt', 'arrivedAt', 'departedAt']) {
    const value = data[field];
    if (typeof value === 'string' && value > now) return { field: `data.${field}`, expected: `at most ${now}`, future: true };
  }
  return undefined;
}
