import type {
  ApprovalGrantedData,
  ApprovalRefusedData,
  ApprovalRequestedData,
  Compensated,
  CompensatedData,
  CompensationCancelled,
  PaymentFailed,
  ProposalEvent,
  RemedyFulfilled,
  Resolution,
  ResolutionProposedData,
} from '@redress/complaint';
import { acceptanceWords, beneficiaryWords, voidingWords } from './codes.js';
import type { Told } from './told.js';
import { amountOf, because, type Clock, code, evidenceOf, listOf, text } from './words.js';

/** What is told of a remedy, from its proposal until the customer has it. */
type RemedyEvent = ProposalEvent | Compensated | RemedyFulfilled | PaymentFailed | CompensationCancelled;

export function tellRemedy(event: RemedyEvent, who: string, clock: Clock): Told {
  switch (event.type) {
    case 'ResolutionProposed':
      return proposed(event.data, who);
    case 'ResolutionWithdrawn': {
      const { round, reason, note } = event.data;
      return { sentence: `${who} took the proposal of round ${round} back, ${because(reason)}.`, details: [['Note', text(note)]] };
    }
    case 'ApprovalRequested':
      return requested(event.data, who, clock);
    case 'ApprovalGranted': {
      const rest = event.data.completes ? 'Nothing is missing any more.' : 'More signatures are missing.';
      return { sentence: `${who} ${signed('signed', event.data)}. ${rest}`, details: signatureOf(event.data) };
    }
    case 'ApprovalRefused': {
      const sentence = `${who} ${signed('refused to sign', event.data)}, ${because(event.data.reason)}. That ends the round.`;
      return { sentence, details: signatureOf(event.data) };
    }
    case 'ApprovalVoided': {
      const { round, cause, approver } = event.data;
      const what = approver === undefined ? `ended round ${round}` : `made the signature of ${approver} in round ${round} void`;
      return { sentence: `${who} thereby ${what}: ${voidingWords[cause]}.`, details: [] };
    }
    case 'CustomerAccepted': {
      const { round, consent, acceptedBy, evidence, subjectToApproval, note } = event.data;
      const subject = subjectToApproval ? ', subject to approval' : '';
      return {
        sentence: `${who} recorded the answer to round ${round}: the ${acceptedBy} ${acceptanceWords[consent]}${subject}.`,
        details: [
          ['Evidence of acceptance', evidence && evidenceOf(evidence)],
          ['Note', text(note)],
        ],
      };
    }
    case 'CustomerRefused': {
      const { round, refusedBy, reason, newDemand } = event.data;
      return {
        sentence: `${who} recorded the answer to round ${round}: the ${refusedBy} refused it.`,
        details: [
          ['Reason', text(reason)],
          ['New demand', text(newDemand)],
        ],
      };
    }
    case 'Compensated':
      return compensated(event.data, who);
    case 'RemedyFulfilled': {
      const { compensation, reference } = event.data;
      return { sentence: `${who} confirmed that the customer has compensation ${compensation}.`, details: [['Reference', reference]] };
    }
    case 'PaymentFailed': {
      const { compensation, reason, reference } = event.data;
      return {
        sentence: `${who} recorded that compensation ${compensation} did not reach the customer, ${because(reason)}; it is still owed.`,
        details: [['Reference', reference]],
      };
    }
    case 'CompensationCancelled': {
      const { compensation, reason, note } = event.data;
      return {
        sentence: `${who} cancelled compensation ${compensation}, ${because(reason)}; it is no longer owed.`,
        details: [['Note', text(note)]],
      };
    }
  }
}

function proposed({ round, remedy, borne, claimed, beneficiary, terms, note, incident }: ResolutionProposedData, who: string): Told {
  const asked = claimed ? `; the customer had asked for ${amountOf(claimed)}` : '';
  const whose = beneficiary === 'customer' ? '' : ` It goes to ${beneficiaryWords[beneficiary]}.`;
  return {
    sentence: `${who} proposed a remedy, ${code(remedy)}, of which the company bears ${amountOf(borne)}${asked}: round ${round}.${whose}`,
    details: [
      ['Terms', listOf(terms)],
      ['Note', text(note)],
      ['Incident', incident && `offer ${incident.offer} of ${incident.incidentId}`],
    ],
  };
}

function requested({ round, mode, required, reason, lapsesAt }: ApprovalRequestedData, who: string, clock: Clock): Told {
  const roles = required.map(({ role }) => role);
  const standIns = required.filter((seat) => seat.standIns.length > 0).map((seat) => `${seat.role} by ${seat.standIns.join(', then ')}`);
  const until = lapsesAt === undefined ? 'The round does not lapse.' : `The round lapses at ${clock(lapsesAt)}.`;
  return {
    sentence: `${who} thereby asked for the approval of round ${round}. ${reason.en}${roles.length > 0 ? ` ${until}` : ''}`,
    details: [
      ['Signatures', { any: roles.join(' or '), all: listOf(roles), ordered: roles.join(', then ') }[mode]],
      ['Where recusals leave nobody', standIns.join('\n')],
    ],
  };
}

/** `signed for round 2 as “board” in the place of “cfo”` */
function signed(did: string, { round, role, standsInFor }: ApprovalGrantedData | ApprovalRefusedData): string {
  return `${did} for round ${round} as ${code(role)}${standsInFor ? ` in the place of ${code(standsInFor)}` : ''}`;
}

function signatureOf({ approver, actingFor, delegation, resolution, note }: ApprovalGrantedData | ApprovalRefusedData): Told['details'] {
  return [
    ['Approver', approver],
    ['For', actingFor && `${actingFor}, by delegation ${delegation}`],
    ...(resolution ? resolutionOf(resolution) : []),
    ['Note', text(note)],
  ];
}

const resolutionOf = ({ number, date, minutesHash, voters, recusals }: Resolution): Told['details'] => [
  ['Resolution', `${number} of ${date}`],
  ['Minutes', `SHA-256 ${minutesHash}`],
  ['Voted', listOf(voters)],
  ['Kept out of the vote', listOf(recusals)],
];

function compensated(data: CompensatedData, who: string): Told {
  const { remedy, borne, claimed, approvalRound, lessBecause, acceptance, acceptedBy, acceptanceEvidence, note } = data;
  const asked = claimed ? `; the customer had asked for ${amountOf(claimed)}` : '';
  const cost = borne === null ? 'an unknown amount' : amountOf(borne);
  const accepted = acceptance === 'verbal' || acceptance === 'written';
  const answer = accepted ? `The ${acceptedBy ?? 'customer'} ${acceptanceWords[acceptance]}.` : acceptanceWords[acceptance];
  const round = approvalRound === undefined ? '' : ` It was approved in round ${approvalRound}.`;
  const less = lessBecause === undefined ? '' : ` It is less than was approved, ${because(lessBecause)}.`;
  return {
    sentence: `${who} ordered a remedy, ${code(remedy)}, of which the company bears ${cost}${asked}. ${answer}${round}${less}`,
    details: [
      ['Evidence of acceptance', acceptanceEvidence && evidenceOf(acceptanceEvidence)],
      ['Note', text(note)],
    ],
  };
}
