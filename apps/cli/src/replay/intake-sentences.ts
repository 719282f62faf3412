import type { Complainant, HistoryImportedData, ReceivedData } from '@redress/complaint';
import { complainantWords, gradeWords, waiverWords } from './codes.js';
import type { Told } from './told.js';
import { type Clock, code, contactOf, listOf, names, personal, text, via } from './words.js';

/* How a case came here. */

export function received(data: ReceivedData, who: string, clock: Clock): Told {
  const { channel, cause, complainantKind, grade, firstReceiver, happenedAt, arrivedAt, departedAt } = data;
  return {
    sentence: `${who} took in ${gradeWords[grade]} ${via(channel)} from ${complainantWords[complainantKind]}, about ${code(cause)}.`,
    details: [
      ['First receiver', firstReceiver ?? 'not stated'],
      ['Complainant', data.complainant && personal(data.complainant, complainantOf)],
      ['Product', data.product],
      ['Unit', data.unit],
      ['Jurisdiction', data.jurisdiction],
      ['Happened', happenedAt && clock(happenedAt)],
      ['Place', text(data.place)],
      ['Persons involved', names(data.personsInvolved)],
      ['At the branch', [arrivedAt && `came ${clock(arrivedAt)}`, departedAt && `left ${clock(departedAt)}`].filter(Boolean).join(', ')],
      ['Complained about, and so recused', listOf(data.respondents)],
      ['Tags', data.tags.join(', ')],
      ['Number elsewhere', data.sourceReference],
      ['Language', data.language === 'und' ? 'unknown' : data.language],
      ['Account', text(data.account)],
      ['Demands', text(data.demands)],
    ],
  };
}

export function complainantOf({ representative, others = [], ...own }: Complainant): string {
  const right = representative?.capacity ? ` (${representative.capacity})` : '';
  const speaker = representative ? [`represented by ${contactOf(representative)}${right}`] : [];
  return [contactOf(own), ...speaker, ...others.map((other) => `with ${contactOf(other)}`)].join('; ');
}

export function imported({ source, columns, waived, warnings }: HistoryImportedData, who: string): Told {
  const { system, id, file, line } = source;
  const place = file ? ` (${file}${line === undefined ? '' : `, line ${line}`})` : '';
  return {
    sentence: `${who} took all of the above over from ${system}, where its number is ${id}${place}.`,
    details: [
      ...waived.map((waiver) => ['Rule waived', `${waiver}: ${waiverWords[waiver]}`] as const),
      ...warnings.map((warning) => ['Warning', `${warning.code}: ${warning.detail}`] as const),
      ...Object.entries(columns).map(([column, value]) => [`Column ${column}`, value] as const),
    ],
  };
}
