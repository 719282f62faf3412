import type {
  ApologisedData,
  ClassifiedData,
  ComplaintEvent,
  ContactMadeData,
  EscalatedData,
  FollowedUpData,
  InvestigatedData,
  ReplySentData,
  StarNote,
  Template,
} from '@redress/complaint';
import type { Personal } from '@redress/kernel';
import {
  acceptanceWords,
  bodyWords,
  directnessWords,
  faultWords,
  findingWords,
  impossibilityWords,
  outcomeWords,
  replyWords,
  severityWords,
  triggerWords,
  urgencyWords,
} from './codes.js';
import { imported, received } from './intake-sentences.js';
import { tellRecord } from './record-sentences.js';
import { tellRemedy } from './remedy-sentences.js';
import type { Told } from './told.js';
import { tellTime } from './time-sentences.js';
import { tellWork } from './work-sentences.js';
import { amountOf, because, type Clock, code, evidenceOf, holderOf, listOf, names, naming, personal, text, via } from './words.js';

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
      return { sentence: `${who} gave the case to ${holderOf(event.data)}.`, details: [['Note', text(event.data.note)]] };
    }
    case 'Classified':
      return classified(event.data, who);
    case 'HandedBack': {
      const { from, to, reason, person, note } = event.data;
      const whom = person ? `, to ${person}` : '';
      return {
        sentence: `${who} handed the case back from level ${from} to level ${to}${whom}, ${because(reason)}.`,
        details: [['Note', text(note)]],
      };
    }
    case 'Recused': {
      const { person, reason, vacates, note } = event.data;
      const vacant = vacates.length > 0 ? ` That leaves nobody to act as ${listOf(vacates.map(code))}.` : '';
      return {
        sentence: `${who} recorded that ${person} keeps out of the case from now on, ${because(reason)}.${vacant}`,
        details: [['Note', text(note)]],
      };
    }
    case 'EvidenceAdded': {
      const { description, preReceipt } = event.data;
      return {
        sentence: `${who} added evidence${preReceipt ? ', older than the complaint form' : ''}.`,
        details: [
          ['Evidence', evidenceOf(event.data)],
          ['Description', text(description)],
        ],
      };
    }
    case 'NoteAdded':
      return { sentence: `${who} noted something for colleagues.`, details: [['Note', text(event.data.text)]] };
    case 'ContactMade':
      return contacted(event.data, who);
    case 'PromiseMade': {
      const { promise, due, amount, channel } = event.data;
      const worth = amount ? ` worth ${amountOf(amount)}` : '';
      return {
        sentence: `${who} promised the customer something${worth} ${via(channel)}, by ${clock(due)}.`,
        details: [['Promise', text(promise)]],
      };
    }
    case 'Apologised':
      return apologised(event.data, who);
    case 'Investigated':
      return investigated(event.data, who);
    case 'ResolutionProposed':
    case 'ResolutionWithdrawn':
    case 'ApprovalRequested':
    case 'ApprovalGranted':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
    case 'CustomerRefused':
    case 'Compensated':
    case 'RemedyFulfilled':
    case 'PaymentFailed':
    case 'CompensationCancelled':
      return tellRemedy(event, who, clock);
    case 'Escalated':
      return escalated(event.data, who);
    case 'ReplySent':
      return replied(event.data, who);
    case 'FollowedUp':
      return followedUp(event.data, who);
    case 'Closed': {
      const { outcome, summary, toldVia, recourse, acceptedOnTheSpot, acceptedInSummary } = event.data;
      const told = toldVia === null ? 'How the customer was told is not on record' : `The customer was told ${via(toldVia)}`;
      const spot = acceptedOnTheSpot ? ` They ${acceptanceWords[acceptedOnTheSpot]} on the spot.` : '';
      const quick = acceptedInSummary ? ` They ${acceptanceWords[acceptedInSummary]} within the time of a summary reply.` : '';
      return {
        sentence: `${who} closed the case: ${outcomeWords[outcome]}. ${told}${naming(recourse)}.${spot}${quick}`,
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
      return { sentence: `${who} opened the case again, ${times}, ${because(reason)}.`, details: [['Note', text(note)]] };
    }
    case 'HandedOver':
    case 'ContributionRequested':
    case 'ContributionGiven':
    case 'InterimMeasureTaken':
    case 'CustomerArrived':
    case 'CustomerDeparted':
    case 'ExternalDecisionReceived':
      return tellWork(event, who, clock);
    case 'Corrected':
    case 'Linked':
    case 'Unlinked':
    case 'MergedInto':
    case 'Unmerged':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
    case 'PersonalDataErased':
      return tellRecord(event, who, clock);
    case 'PromiseKept':
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
    case 'RiskRaised':
    case 'RiskEased':
    case 'JoinedIncident':
    case 'LeftIncident':
      return tellTime(event, who, clock);
    case 'HistoryImported':
      return imported(event.data, who);
  }
}

function classified(data: ClassifiedData, who: string): Told {
  const { category, severity, urgency, directness, impact, needs, sensitive } = data;
  const facts = [severityWords[severity], urgencyWords[urgency], directnessWords[directness]];
  return {
    sentence: `${who} classified the complaint as ${code(category)}: ${facts.join(', ')}.${sensitive ? ' It is to be handled with discretion.' : ''}`,
    details: [
      ['Impact', impact],
      ['What the customer needs', listOf(needs)],
    ],
  };
}

function contacted({ channel, direction, reached, summary, preReceipt }: ContactMadeData, who: string): Told {
  const by = via(channel);
  const inbound = `recorded that the customer got in touch ${by}${reached ? '' : ' and reached nobody'}`;
  const outbound = reached ? `was in touch with the customer ${by}` : `tried to reach the customer ${by} and did not`;
  const early = preReceipt ? ', before the complaint form was written' : '';
  return { sentence: `${who} ${direction === 'inbound' ? inbound : outbound}${early}.`, details: [['Summary', text(summary)]] };
}

function apologised({ apologist, channel, admitsFault, preReceipt, ...data }: ApologisedData, who: string): Told {
  const fault = admitsFault ? 'admitting fault' : 'without admitting fault';
  const early = preReceipt ? ', before the complaint form was written' : '';
  return {
    sentence: `${who} recorded that ${apologist} apologised ${via(channel)}, ${fault}${early}.`,
    details: lettered('Apology', data),
  };
}

function replied({ kind, channel, recourse, reasons, incident, ...data }: ReplySentData, who: string): Told {
  return {
    sentence: `${who} sent ${replyWords[kind]} ${via(channel)}${naming(recourse) || (kind === 'final' ? ', naming no recourse' : '')}.`,
    details: [
      ...lettered('Reply', data),
      ['Reasons', text(reasons)],
      ['Incident', incident && `notice ${incident.notice} of ${incident.incidentId}`],
    ],
  };
}

function investigated(data: InvestigatedData, who: string): Told {
  const { finding, faultParty, rootCause, branch, evidence, note, hiddenIssue, unfavourableReading } = data;
  const facts = [
    `${who} found the complaint ${findingWords[finding]}${faultParty ? `; the fault lies with ${faultWords[faultParty]}` : ''}`,
    ...(rootCause ? [`The root cause is ${rootCause}${branch === undefined ? '' : `, “${branch}”`}`] : []),
    ...(hiddenIssue ? ['Behind what was complained about lay a hidden issue'] : []),
    ...(unfavourableReading ? ['An unclear text was read against ourselves'] : []),
  ];
  return {
    sentence: `${facts.join('. ')}.`,
    details: [...evidence.map((one) => ['Evidence', evidenceOf(one)] as const), ['Note', note && personal(note, starNote)]],
  };
}

function starNote(note: StarNote): string {
  const parts = (['situation', 'task', 'action', 'result', 'lesson'] as const).map((part) => note[part] && `${part}: ${note[part]}`);
  return parts.filter(Boolean).join('\n');
}

function escalated(data: EscalatedData, who: string): Told {
  const why = `${because(data.reason)}; what moved it was ${triggerWords[data.trigger]}`;
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
