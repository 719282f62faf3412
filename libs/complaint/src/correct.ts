import { Contradiction, past, RuleViolation, text, type Decided, type Instant } from '@redress/kernel';
import type { TaxonomyList } from '@redress/policy';
import { coded } from './coded.js';
import { personalFields, plainFields, type PersonalFieldOfForm, type PlainField } from './codes.js';
import type { Correct } from './commands.js';
import type { ComplaintEvent, PlainValue } from './complaint.js';
import { formMisfit, personalMisfit } from './import-shape.js';
import { inOrderOfVisit } from './receive.js';
import { voidedBy } from './proposal.js';
import { outsider, takenBack } from './recuse.js';
import { neutral, received } from './rules.js';
import type { ClosedComplaint, ComplaintState, OpenComplaint } from './state.js';

/**
 * A field of the form was wrong (rule 1): the form stays as it was written, what counts from now on is the new value; of a closed case too
 * (rule 8). The value is one that the form could have had. Who is complained about is said by neutral people only, and who becomes a
 * respondent is recused: what they signed in the running round is void in the same append (rule 2). So is a round that was requested for
 * another product or unit: a matrix may ask others to sign.
 * Codes: `not-what-stands`, `nothing-to-correct`, `respondent-recused`, `recused-person`, `party-recuses`; 422 `unknown-field`,
 * `invalid-correction`, `old-of-personal-field`, `departed-before-arrival`, `anonymous-named`, `future-time`, `text-missing`;
 * those of `coded`.
 */
export function correct(state: ComplaintState, command: Correct): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  const { field, reason, note } = command.data;
  text('reason', reason);
  const correction = {
    correction: complaint.corrections + 1,
    replaces: complaint.corrected[field] ?? 0,
    reason,
    ...(note !== undefined && { note }),
  };
  if (isPersonal(field)) {
    const personal = personalValue(complaint, command, field);
    return [{ type: 'Corrected', data: { ...correction, field, ...(personal !== null && { personal }) } }];
  }
  if (!isPlain(field)) {
    throw new Contradiction('unknown-field', 'The form has no such field.', { field, fields: [...plainFields, ...personalFields] });
  }
  const [stands, value] = [complaint.form[field] ?? null, plainValue(complaint, command, field)];
  const list = Object.hasOwn(listOf, field) ? listOf[field] : undefined;
  if (list) coded(command, list, field, value as string | null);
  return [
    { type: 'Corrected', data: { ...correction, field, old: stands, new: value } },
    ...(field === 'product' || field === 'unit' ? voidedBy(complaint.proposal, 'changed') : []),
    ...(field === 'respondents' ? takenBack(complaint, respondentsMade(complaint, command, value as readonly string[])) : []),
  ];
}

/** Of the fields that hold a code of the taxonomy. */
const listOf: { readonly [F in PlainField]?: TaxonomyList } = { channel: 'channels', cause: 'causes', product: 'products' };

const isPlain = (field: string): field is PlainField => (plainFields as readonly string[]).includes(field);
const isPersonal = (field: string): field is PersonalFieldOfForm => (personalFields as readonly string[]).includes(field);

type Existing = OpenComplaint | ClosedComplaint;

/** What it says cannot be compared: it is sealed. */
function personalValue({ anonymous }: Existing, { data }: Correct, field: PersonalFieldOfForm): unknown {
  if (data.old !== undefined) {
    throw new Contradiction('old-of-personal-field', 'The old value of a personal field is sealed: correct it without saying it.', {
      field,
    });
  }
  fits(field, personalMisfit(field, data.new));
  if (field === 'complainant' && anonymous && (data.new as { readonly name?: string } | null)?.name) {
    throw new Contradiction('anonymous-named', 'An anonymous complainant has no name: correct complainantKind first.');
  }
  return data.new;
}

function plainValue({ form }: Existing, { data, now }: Correct, field: PlainField): PlainValue {
  const stands = form[field] ?? null;
  fits(field, formMisfit(field, data.new));
  const value = data.new as PlainValue;
  if (data.old !== undefined && !isEqual(data.old, stands)) {
    throw new RuleViolation('not-what-stands', 'The field says something else: look at it again before you correct it.', { field, stands });
  }
  if (isEqual(value, stands)) throw new RuleViolation('nothing-to-correct', 'The field says this already.', { field, stands });
  if (field === 'happenedAt' || field === 'arrivedAt' || field === 'departedAt') {
    if (value !== null) past(field, value as string, now);
    const { arrivedAt, departedAt } = { ...form, [field]: value } as Readonly<Record<string, Instant | null | undefined>>;
    inOrderOfVisit(arrivedAt, departedAt);
  }
  return value;
}

/** Code: `invalid-correction`. */
function fits(field: string, expected: string | undefined): void {
  if (expected === undefined) return;
  throw new Contradiction('invalid-correction', `${field}: expected ${expected}.`, { field, expected });
}

function isEqual(one: PlainValue, other: PlainValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Who keeps out from now on; a party to the running round changes that for nobody but themselves. Codes: `respondent-recused`, `recused-person`, `party-recuses`. */
function respondentsMade(complaint: Existing, command: Correct, respondents: readonly string[]): readonly string[] {
  neutral(complaint, command);
  const made = respondents.filter((person) => !complaint.respondents.includes(person));
  const freed = complaint.respondents.filter((person) => !respondents.includes(person));
  if ([...made, ...freed].some((person) => person !== command.by.sub)) outsider(complaint, command);
  return made;
}
