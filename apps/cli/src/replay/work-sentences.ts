import type {
  ContributionGiven,
  ContributionRequested,
  CustomerArrived,
  CustomerDeparted,
  ExternalDecisionReceived,
  HandedOver,
  InterimMeasureTaken,
} from '@redress/complaint';
import { bodyWords, contributionWords, rulingWords } from './codes.js';
import type { Told } from './told.js';
import { amountOf, because, type Clock, code, evidenceOf, holderOf, text } from './words.js';

/** What departments, branches and bodies outside do about a case. */
type WorkEvent =
  | HandedOver
  | ContributionRequested
  | ContributionGiven
  | InterimMeasureTaken
  | CustomerArrived
  | CustomerDeparted
  | ExternalDecisionReceived;

export function tellWork(event: WorkEvent, who: string, clock: Clock): Told {
  switch (event.type) {
    case 'HandedOver': {
      const { from, to, reason, note } = event.data;
      const whose = from === null ? '' : ` from ${holderOf(from)}`;
      return { sentence: `${who} handed the case over${whose} to ${holderOf(to)}, ${because(reason)}.`, details: [['Note', text(note)]] };
    }
    case 'ContributionRequested': {
      const { contribution, of, question, answerBy } = event.data;
      const until = answerBy === undefined ? '' : `, by ${clock(answerBy)}`;
      return {
        sentence: `${who} asked ${holderOf(of)} to do their part${until}: contribution ${contribution}.`,
        details: [['Question', text(question)]],
      };
    }
    case 'ContributionGiven': {
      const { contribution, result, answer, reason, evidence } = event.data;
      const why = reason === undefined ? '' : `, ${because(reason)}`;
      return {
        sentence: `${who} answered for contribution ${contribution}: they ${contributionWords[result]}${why}.`,
        details: [['Answer', text(answer)], ...evidence.map((one) => ['Evidence', evidenceOf(one)] as const)],
      };
    }
    case 'InterimMeasureTaken': {
      const { measure, product, until, note } = event.data;
      const [on, end] = [product === undefined ? '' : ` for ${code(product)}`, until === undefined ? '' : `, until ${clock(until)}`];
      return { sentence: `${who} took an interim measure, ${code(measure)}${on}${end}.`, details: [['Note', text(note)]] };
    }
    case 'CustomerArrived':
    case 'CustomerDeparted': {
      const { unit } = event.data;
      const branch = unit === undefined ? 'the branch' : `the branch ${code(unit)}`;
      const did = event.type === 'CustomerArrived' ? 'came to' : 'left';
      return { sentence: `${who} recorded that the customer ${did} ${branch}.`, details: [] };
    }
    case 'ExternalDecisionReceived': {
      const { body, ruling, reference, award, decidedAt, evidence, note } = event.data;
      const number = reference ? ` under the number ${reference}` : '';
      const awarded = award ? `, and awarded ${amountOf(award)}` : '';
      return {
        sentence: `${who} recorded that ${bodyWords[body]}${number} ${rulingWords[ruling]}${awarded}.`,
        details: [
          ['Decided', decidedAt && clock(decidedAt)],
          ['Decision', evidence && evidenceOf(evidence)],
          ['Note', text(note)],
        ],
      };
    }
  }
}
