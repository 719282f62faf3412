import type {
  ApologisedData,
  CompensatedData,
  Complainant,
  ComplaintEvent,
  EscalatedData,
  FollowedUpData,
  HistoryImportedData,
  InvestigatedData,
  ReceivedData,
  ReplySentData,
  StarNote,
  Template,
} from '@redress/complaint';
import type { Personal } from '@redress/kernel';
import {
  acceptanceWords,
  bodyWords,
  complainantWords,
  faultWords,
  findingWords,
  gradeWords,
  impossibilityWords,
  outcomeWords,
  replyWords,
  triggerWords,
  waiverWords,
} from './codes.js';
import { amountOf, type Clock, code, contactOf, listOf, names, naming, personal, text, via } from './words.js';

/** What happened in a sentence, and what was said or noted, each under its label; an empty one says nothing. */
export interface Told {
  readonly sentence: string;
  readonly details: readonly (readonly [label: string, text: string | undefined])[];
}

/** Tells one event. `who` did it; a new type of event breaks the build here. */
export function tell(event: ComplaintEvent, who: string, clock: Clock): Told {
  switch (event.type) {
    case 'Received':
      return received(event.data, who, clock);
    case 'Acknowledged': {
      const { channel, answerBy, handling, contact } = event.data;
      const until = answerBy === null ? 'by when they hear more is not stated' : `they hear more by ${clock(answerBy)}`;
      return {
        sentence: `${who} told the customer ${via(channel)} that the complaint is being handled; ${until}.`,
        details: [
          ['Named contact', contact],
          ['How it will be handled', text(handling)],
        ],
      };
    }
    case 'Assigned': {
      const { person, unit, team, skill, note } = event.data;
      const to = [
        person,
        unit && `unit ${code(unit)}`,
        team && `team ${code(team)}`,
        skill && `whoever has the skill ${code(skill)}`,
      ].filter((name) => !!name);
      return { sentence: `${who} gave the case to ${listOf(to as string[])}.`, details: [['Note', text(note)]] };
    }
    case 'Apologised':
      return apologised(event.data, who);
    case 'Investigated':
      return investigated(event.data, who);
    case 'Compensated':
      return compensated(event.data, who);
    case 'Escalated':
      return escalated(event.data, who);
    case 'ReplySent':
      return replied(event.data, who);
    case 'FollowedUp':
      return followedUp(event.data, who);
    case 'Closed': {
      const { outcome, summary, toldVia, recourse, acceptedOnTheSpot } = event.data;
      const told = toldVia === null ? 'How the customer was told is not on record' : `The customer was told ${via(toldVia)}`;
      const spot = acceptedOnTheSpot ? ` They ${acceptanceWords[acceptedOnTheSpot]} on the spot.` : '';
      return {
        sentence: `${who} closed the case: ${outcomeWords[outcome]}. ${told}${naming(recourse)}.${spot}`,
        details: [['Summary', text(summary)]],
      };
    }
    case 'Withdrawn':
      return {
        sentence: `${who} recorded that the customer took the complaint back, ${via(event.data.channel)}.`,
        details: [['Reason', text(event.data.reason)]],
      };
    case 'Reopened': {
      const { reason, count, note } = event.data;
      const times = count === 1 ? 'for the first time' : `which makes it ${count} times`;
      return { sentence: `${who} opened the case again, ${times}, because of ${code(reason)}.`, details: [['Note', text(note)]] };
    }
    case 'HistoryImported':
      return imported(event.data, who);
  }
}

function received(data: ReceivedData, who: string, clock: Clock): Told {
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

function complainantOf({ representative, others = [], ...own }: Complainant): string {
  const right = representative?.capacity ? ` (${representative.capacity})` : '';
  const speaker = representative ? [`represented by ${contactOf(representative)}${right}`] : [];
  return [contactOf(own), ...speaker, ...others.map((other) => `with ${contactOf(other)}`)].join('; ');
}

function apologised({ apologist, channel, admitsFault, ...data }: ApologisedData, who: string): Told {
  const fault = admitsFault ? 'admitting fault' : 'without admitting fault';
  return { sentence: `${who} recorded that ${apologist} apologised ${via(channel)}, ${fault}.`, details: lettered('Apology', data) };
}

function replied({ kind, channel, recourse, reasons, ...data }: ReplySentData, who: string): Told {
  return {
    sentence: `${who} sent ${replyWords[kind]} ${via(channel)}${naming(recourse) || (kind === 'final' ? ', naming no recourse' : '')}.`,
    details: [...lettered('Reply', data), ['Reasons', text(reasons)]],
  };
}

function investigated(data: InvestigatedData, who: string): Told {
  const { finding, faultParty, rootCause, evidence, note, hiddenIssue, unfavourableReading } = data;
  const facts = [
    `${who} found the complaint ${findingWords[finding]}${faultParty ? `; the fault lies with ${faultWords[faultParty]}` : ''}`,
    ...(rootCause ? [`The root cause is ${rootCause}`] : []),
    ...(hiddenIssue ? ['Behind what was complained about lay a hidden issue'] : []),
    ...(unfavourableReading ? ['An unclear text was read against ourselves'] : []),
  ];
  return {
    sentence: `${facts.join('. ')}.`,
    details: [
      ...evidence.map(({ locator, hash }) => ['Evidence', `${locator} (SHA-256 ${hash})`] as const),
      ['Note', note && personal(note, starNote)],
    ],
  };
}

function starNote(note: StarNote): string {
  const parts = (['situation', 'task', 'action', 'result', 'lesson'] as const).map((part) => note[part] && `${part}: ${note[part]}`);
  return parts.filter(Boolean).join('\n');
}

function compensated(data: CompensatedData, who: string): Told {
  const { remedy, borne, claimed, approvalRound, acceptance, acceptedBy, acceptanceEvidence, note } = data;
  const asked = claimed ? `; the customer had asked for ${amountOf(claimed)}` : '';
  const cost = borne === null ? 'an unknown amount' : amountOf(borne);
  const accepted = acceptance === 'verbal' || acceptance === 'written';
  const answer = accepted ? `The ${acceptedBy ?? 'customer'} ${acceptanceWords[acceptance]}.` : acceptanceWords[acceptance];
  const round = approvalRound === undefined ? '' : ` It was approved in round ${approvalRound}.`;
  return {
    sentence: `${who} ordered a remedy, ${code(remedy)}, of which the company bears ${cost}${asked}. ${answer}${round}`,
    details: [
      ['Evidence of acceptance', acceptanceEvidence && `${acceptanceEvidence.locator} (SHA-256 ${acceptanceEvidence.hash})`],
      ['Note', text(note)],
    ],
  };
}

function escalated(data: EscalatedData, who: string): Told {
  const why = `because of ${code(data.reason)}; what moved it was ${triggerWords[data.trigger]}`;
  const details = [['Note', text(data.note)] as const];
  if (data.track === 'level') return { sentence: `${who} moved the case up from level ${data.from} to level ${data.to}, ${why}.`, details };
  const number = data.reference ? ` under the number ${data.reference}` : '';
  return { sentence: `${who} recorded that the case also runs at ${bodyWords[data.body]}${number}, ${why}.`, details };
}

function followedUp(data: FollowedUpData, who: string): Told {
  const { channel, reached, satisfaction, solved, wouldBuyAgain, impossibility } = data;
  const by = channel === undefined ? '' : ` ${via(channel)}`;
  const answers = [
    ...(satisfaction === undefined ? [] : [`satisfaction ${satisfaction} of 5`]),
    ...(solved === undefined ? [] : [solved ? 'solved' : 'not solved']),
    ...(wouldBuyAgain === undefined ? [] : [wouldBuyAgain ? 'would buy again' : 'would not buy again']),
  ];
  const asked = `${who} asked the customer${by}${answers.length > 0 ? `: ${answers.join(', ')}` : ''}.`;
  const tried = `${who} tried to ask the customer${by} and did not reach them.`;
  const cannot = impossibility && `${who} recorded that the customer cannot be asked: ${impossibilityWords[impossibility]}.`;
  return {
    sentence: reached ? asked : (cannot ?? tried),
    details: [
      ['Comment', text(data.comment)],
      ['New demand', text(data.newDemand)],
    ],
  };
}

function imported({ source, columns, waived, warnings }: HistoryImportedData, who: string): Told {
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

interface Letter {
  readonly text?: Personal<string>;
  readonly template?: Template;
  readonly recipients?: Personal<readonly string[]>;
  readonly cc?: Personal<readonly string[]>;
}

const lettered = (label: string, letter: Letter): Told['details'] => [
  ['To', names(letter.recipients)],
  ['Copies', names(letter.cc)],
  ['Template', letter.template && `${letter.template.id}, version ${letter.template.version}`],
  [label, text(letter.text)],
];
