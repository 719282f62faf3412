/**
 * The closed code lists of the complaint's language: plain codes, never sealed, so that decisions and reports can use them.
 * Open lists (channel, cause, product, unit, jurisdiction, remedy, reasons) are code strings: they belong to taxonomies, which are data.
 * What only an import may say (`not-stated`) is in the type but not in the array, so that a request validated with the array cannot say it.
 */

/** On-site grievance 抱怨 or complaint 投诉 (domain §1, `Received`). */
export const grades = ['grievance', 'complaint'] as const;
export type Grade = (typeof grades)[number];

/** Who complains (domain §1, `Received`). Beside the sealed details because rule 6 needs to know who is anonymous. */
export const complainantKinds = ['customer', 'anonymous', 'proxy', 'guardian', 'heir', 'joint'] as const;
export type ComplainantKind = (typeof complainantKinds)[number] | 'not-stated';

/** What an investigation found: the complaint is substantiated, partly, or not. */
export const findings = ['substantiated', 'partly', 'not'] as const;
export type Finding = (typeof findings)[number];

/** Whose fault it was: ours, the customer's, a third party's. */
export const faultParties = ['own', 'customer', 'third'] as const;
export type FaultParty = (typeof faultParties)[number];

/** Main branches of the fishbone diagram 鱼骨图; the same words name an improvement's cause (domain §4). */
export const rootCauses = ['people', 'process', 'product', 'policy', 'system', 'environment'] as const;
export type RootCause = (typeof rootCauses)[number];

/** `interim` and `holding` keep the customer informed, `summary` tells of a quick resolution, `final` ends the handling. */
export const replyKinds = ['interim', 'holding', 'summary', 'final'] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** Bodies outside the company; going there is a track parallel to the levels (rule 9). */
export const externalBodies = ['regulator', 'association', 'ombudsman', 'court', 'media'] as const;
export type ExternalBody = (typeof externalBodies)[number];

/** Where a dissatisfied customer may turn next. All but `internal-review` are outside the company (rules 6 and 7). */
export const recourses = ['internal-review', 'regulator', 'association', 'ombudsman', 'court'] as const;
export type Recourse = (typeof recourses)[number];

/** What made a case move up (domain §1, `Escalated`). */
export const escalationTriggers = ['person', 'deadline', 'tipping-point', 'authority', 'customer'] as const;
export type EscalationTrigger = (typeof escalationTriggers)[number];

/** What a department said that was asked for its part. */
export const contributionResults = ['given', 'refused'] as const;
export type ContributionResult = (typeof contributionResults)[number];

/** What a body outside decided on the complaint. */
export const externalRulings = ['upheld', 'partly', 'rejected', 'settled', 'inadmissible'] as const;
export type ExternalRuling = (typeof externalRulings)[number];

/** Why two cases belong together: the same again, one matter of several people, or nothing more than worth knowing. */
export const linkKinds = ['repeat', 'joint', 'related'] as const;
/** `merged`: the other case was merged into this one; only a merge says so. */
export type LinkKind = (typeof linkKinds)[number] | 'merged';

/** Fields of the form that hold a code, a time or a list of codes. */
export const plainFields = [
  'channel',
  'cause',
  'firstReceiver',
  'happenedAt',
  'arrivedAt',
  'departedAt',
  'product',
  'unit',
  'jurisdiction',
  'complainantKind',
  'respondents',
  'grade',
  'tags',
  'sourceReference',
  'language',
] as const;
/** Fields of the form that are sealed. */
export const personalFields = ['demands', 'account', 'place', 'personsInvolved', 'complainant'] as const;
/** What can be corrected. */
export type PlainField = (typeof plainFields)[number];
export type PersonalFieldOfForm = (typeof personalFields)[number];
export type CorrectableField = PlainField | PersonalFieldOfForm;

/** How the customer said yes. */
export const consents = ['verbal', 'written'] as const;
export type Consent = (typeof consents)[number];

/** How a remedy was accepted, or why it needs no acceptance (rule 3). */
export const acceptances = [...consents, 'external-award', 'statutory', 'mass-incident', 'goodwill'] as const;
export type Acceptance = (typeof acceptances)[number] | 'not-stated';

/** Who accepted; all but the customer must be evidenced (rule 3). */
export const acceptors = ['customer', 'guardian', 'proxy', 'heir'] as const;
export type Acceptor = (typeof acceptors)[number];

/** Why a customer cannot be asked (rule 6). */
export const impossibilities = ['anonymous', 'unreachable', 'declined', 'through-authority'] as const;
export type Impossibility = (typeof impossibilities)[number];

/** How grave it is. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** 紧急 or 非紧急. */
export const urgencies = ['urgent', 'normal'] as const;
export type Urgency = (typeof urgencies)[number];

/** 直接 or 间接: whether the company's own doing is complained about, or something that came of it. */
export const directnesses = ['direct', 'indirect'] as const;
export type Directness = (typeof directnesses)[number];

/** Who gets the remedy. */
export const beneficiaries = ['customer', 'guardian', 'proxy', 'heir', 'third-party'] as const;
export type Beneficiary = (typeof beneficiaries)[number];

/** Terms that no remedy may have (rule 4, 不得以某种利益而破坏行业规矩). */
export const forbiddenTerms = ['silence', 'withdrawal-from-authority'] as const;

/** Why a round of approvals, or one signature in it, no longer counts. */
export const voidingCauses = ['changed', 'lapsed', 'recused', 'withdrawn', 'customer-refused', 'closed', 'merged'] as const;
export type VoidingCause = (typeof voidingCauses)[number];

/** How a case ended; `goodwill` is 通融. `withdrawn` comes with the command `withdraw` only. */
export const outcomes = [
  'upheld',
  'partly',
  'rejected',
  'goodwill',
  'withdrawn',
  'transferred',
  'duplicate',
  'inadmissible',
  'unresolved',
] as const;
export type Outcome = (typeof outcomes)[number] | 'not-stated';

/** Rules that an import may set aside; `HistoryImported` names those that it really did (spine, "Import of histories"). */
export type Waiver =
  'acceptance' | 'approval' | 'final-reply' | 'follow-up' | 'fulfilment' | 'investigation' | 'neutrality' | 'order' | 're-evaluation';
