import type {
  Acceptance,
  Beneficiary,
  ComplainantKind,
  ContributionResult,
  CorrectableField,
  Directness,
  EscalationTrigger,
  ExternalBody,
  ExternalRuling,
  FaultParty,
  Finding,
  Grade,
  Impossibility,
  LinkKind,
  Outcome,
  Recourse,
  ReplyKind,
  Severity,
  Urgency,
  VoidingCause,
  Waiver,
} from '@redress/complaint';

/*
 * How the closed codes read in a sentence. Records of the code's type, so that a new code breaks the build here.
 */

export const gradeWords: Readonly<Record<Grade, string>> = { grievance: 'an on-site grievance', complaint: 'a complaint' };

export const complainantWords: Readonly<Record<ComplainantKind, string>> = {
  customer: 'a customer',
  anonymous: 'somebody who stays anonymous',
  proxy: 'a proxy',
  guardian: 'a guardian',
  heir: 'an heir',
  joint: 'several customers together',
  'not-stated': 'somebody whose part is not stated',
};

export const findingWords: Readonly<Record<Finding, string>> = {
  substantiated: 'substantiated',
  partly: 'partly substantiated',
  not: 'not substantiated',
};

export const faultWords: Readonly<Record<FaultParty, string>> = { own: 'us', customer: 'the customer', third: 'a third party' };

export const acceptanceWords: Readonly<Record<Acceptance, string>> = {
  verbal: 'accepted it by word of mouth',
  written: 'accepted it in writing',
  'external-award': 'It needed no acceptance: it was awarded from outside.',
  statutory: 'It needed no acceptance: the law orders it.',
  'mass-incident': 'It needed no acceptance: it is the remedy of a mass incident.',
  goodwill: 'It needed no acceptance: it was given as goodwill.',
  'not-stated': 'Whether it was accepted is not stated.',
};

export const severityWords: Readonly<Record<Severity, string>> = {
  low: 'of low severity',
  medium: 'of medium severity',
  high: 'of high severity',
  critical: 'of critical severity',
};

export const urgencyWords: Readonly<Record<Urgency, string>> = { urgent: 'urgent', normal: 'not urgent' };

export const directnessWords: Readonly<Record<Directness, string>> = {
  direct: 'about what we did ourselves',
  indirect: 'about something that came of what we did',
};

export const beneficiaryWords: Readonly<Record<Beneficiary, string>> = {
  customer: 'the customer',
  guardian: 'the guardian',
  proxy: 'the proxy',
  heir: 'the heir',
  'third-party': 'a third party',
};

export const voidingWords: Readonly<Record<VoidingCause, string>> = {
  changed: 'something else was proposed',
  lapsed: 'it had lapsed',
  recused: 'they keep out of the case',
  withdrawn: 'the complaint was taken back',
  'customer-refused': 'the customer refused',
  closed: 'the case was closed',
  merged: 'the case goes on in another',
};

export const triggerWords: Readonly<Record<EscalationTrigger, string>> = {
  person: 'somebody here',
  deadline: 'a deadline',
  'tipping-point': 'a tipping point',
  authority: 'the limits of authority',
  customer: 'the customer',
};

export const bodyWords: Readonly<Record<ExternalBody, string>> = {
  regulator: 'a regulator',
  association: 'an association',
  ombudsman: 'an ombudsman',
  court: 'a court',
  media: 'the media',
};

export const contributionWords: Readonly<Record<ContributionResult, string>> = { given: 'did their part', refused: 'refused to' };

export const rulingWords: Readonly<Record<ExternalRuling, string>> = {
  upheld: 'upheld the complaint',
  partly: 'upheld the complaint partly',
  rejected: 'rejected the complaint',
  settled: 'settled the complaint',
  inadmissible: 'found the complaint inadmissible',
};

export const linkWords: Readonly<Record<LinkKind, string>> = {
  repeat: 'is the same again as',
  joint: 'is one matter with',
  related: 'has to do with',
  merged: 'is also where another goes on:',
};

/** Fields of the form, as the form itself is told. */
export const fieldWords: Readonly<Record<CorrectableField, string>> = {
  channel: 'channel',
  cause: 'cause',
  firstReceiver: 'first receiver',
  happenedAt: 'time when it happened',
  arrivedAt: 'time of arrival at the branch',
  departedAt: 'time of leaving the branch',
  product: 'product',
  unit: 'unit',
  jurisdiction: 'jurisdiction',
  complainantKind: 'part of the complainant',
  respondents: 'list of those complained about',
  grade: 'grade',
  tags: 'tags',
  sourceReference: 'number elsewhere',
  language: 'language',
  demands: 'demands',
  account: 'account',
  place: 'place',
  personsInvolved: 'list of persons involved',
  complainant: 'complainant',
};

export const replyWords: Readonly<Record<ReplyKind, string>> = {
  interim: 'an interim reply',
  holding: 'a holding reply',
  summary: 'a summary of the resolution',
  final: 'the final reply',
};

export const recourseWords: Readonly<Record<Recourse, string>> = {
  'internal-review': 'an internal review',
  regulator: 'the regulator',
  association: 'the association',
  ombudsman: 'the ombudsman',
  court: 'the court',
};

export const impossibilityWords: Readonly<Record<Impossibility, string>> = {
  anonymous: 'they are anonymous',
  unreachable: 'they are unreachable',
  declined: 'they declined',
  'through-authority': 'the reply goes through an authority',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  upheld: 'upheld',
  partly: 'partly upheld',
  rejected: 'rejected',
  goodwill: 'settled as goodwill',
  withdrawn: 'withdrawn',
  transferred: 'transferred',
  duplicate: 'a duplicate',
  inadmissible: 'inadmissible',
  unresolved: 'unresolved',
  'not-stated': 'outcome not stated',
};

export const waiverWords: Readonly<Record<Waiver, string>> = {
  acceptance: 'no acceptance of a remedy is on record',
  approval: 'no approval of a remedy is on record',
  'final-reply': 'it was closed without a final reply with reasons and recourse',
  'follow-up': 'it was closed without asking the customer',
  fulfilment: 'it is not on record that a remedy reached the customer',
  investigation: 'it was closed without an investigation',
  neutrality: 'a respondent was given the case',
  order: 'events stand out of order',
  're-evaluation': 'a dissatisfied customer got no re-evaluation, or was named no body outside',
};
