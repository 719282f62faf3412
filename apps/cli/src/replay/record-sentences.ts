import type {
  Complainant,
  Corrected,
  CorrectedData,
  LegalHoldLifted,
  LegalHoldPlaced,
  Linked,
  MergedInto,
  PersonalDataErased,
  PlainValue,
  Unlinked,
  Unmerged,
} from '@redress/complaint';
import { fieldWords, linkWords } from './codes.js';
import { complainantOf } from './intake-sentences.js';
import type { Told } from './told.js';
import { because, type Clock, listOf, personal, text } from './words.js';

/** What becomes of the case as a record: corrected, linked, merged, held, erased. */
type RecordEvent = Corrected | Linked | Unlinked | MergedInto | Unmerged | LegalHoldPlaced | LegalHoldLifted | PersonalDataErased;

export function tellRecord(event: RecordEvent, who: string, clock: Clock): Told {
  switch (event.type) {
    case 'Corrected':
      return corrected(event.data, who, clock);
    case 'Linked': {
      const { complaintId, kind, note } = event.data;
      return { sentence: `${who} recorded that the case ${linkWords[kind]} ${complaintId}.`, details: [['Note', text(note)]] };
    }
    case 'Unlinked': {
      const { complaintId, kind, reason, note } = event.data;
      return {
        sentence: `${who} took back that the case ${linkWords[kind]} ${complaintId}, ${because(reason)}.`,
        details: [['Note', text(note)]],
      };
    }
    case 'MergedInto': {
      const { complaintId, reason, note } = event.data;
      return {
        sentence: `${who} merged the case into ${complaintId}, in which it goes on, ${because(reason)}.`,
        details: [['Note', text(note)]],
      };
    }
    case 'Unmerged': {
      const { complaintId, reason, note } = event.data;
      return {
        sentence: `${who} took the merge into ${complaintId} back, ${because(reason)}: the case stands for itself again.`,
        details: [['Note', text(note)]],
      };
    }
    case 'LegalHoldPlaced': {
      const { hold, reason, reference } = event.data;
      return {
        sentence: `${who} placed legal hold ${hold} on the case, ${because(reason)}: nobody it is about is erased.`,
        details: [['Reference', text(reference)]],
      };
    }
    case 'LegalHoldLifted': {
      const { hold, reason } = event.data;
      return { sentence: `${who} lifted legal hold ${hold}, ${because(reason)}.`, details: [] };
    }
    case 'PersonalDataErased':
      return {
        sentence: `${who} erased the personal data of the case, ${because(event.data.reason)}: nothing personal in it can be read any more.`,
        details: [],
      };
  }
}

function corrected(
  { correction, field, replaces, old, new: value, personal: own, reason, note }: CorrectedData,
  who: string,
  clock: Clock,
): Told {
  const isTime = field === 'happenedAt' || field === 'arrivedAt' || field === 'departedAt';
  const plain = (said: PlainValue) => (isTime && typeof said === 'string' ? clock(said) : plainOf(said));
  const details: Told['details'] =
    value === undefined
      ? [
          ['Was', `as ${replaces === 0 ? 'the form says' : `correction ${replaces} says`}`],
          ['Is', own === undefined ? 'struck out' : personal(own, personalOf)],
        ]
      : [
          ['Was', plain(old ?? null)],
          ['Is', plain(value)],
        ];
  return {
    sentence: `${who} corrected the ${fieldWords[field]} of the complaint form, ${because(reason)}: correction ${correction}.`,
    details: [...details, ['Note', text(note)]],
  };
}

function plainOf(value: PlainValue): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : listOf(value) || 'nobody and nothing';
}

/** A text, a list of names, or how to reach somebody. */
function personalOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? listOf(value as string[]) : complainantOf(value as Complainant);
}
