export {
  businessMinutesBetween,
  dueAt,
  explained,
  isProvisional,
  resumedDue,
  warningsOf,
  type CountedDay,
  type Explanation,
  type SkippedDay,
} from './business-time.js';
export {
  checkLength,
  lengthUnits,
  type Calendar,
  type Calendars,
  type CalendarsVersion,
  type Hours,
  type Length,
  type LengthUnit,
  type SpecialDay,
} from './calendar.js';
export { keywordLanguages, suggest, type KeywordEntry, type KeywordLanguage, type Keywords, type KeywordsVersion } from './keywords.js';
export type { Moment } from './moments.js';
export {
  choiceFor,
  fits,
  packFor,
  type Choice,
  type ChosenPack,
  type ClockRule,
  type Condition,
  type EscalateTo,
  type Extension,
  type Pack,
  type PacksVersion,
  type RuleSource,
  type SaidPacks,
  type Signal,
  type SignalBasis,
} from './pack.js';
export { checkCalendarsOf, knownGrades, knownSeverities } from './pack-checks.js';
export { policyKinds, kinds, type PolicyKind, type SaidDocument } from './kinds.js';
export {
  letterKinds,
  letterLanguages,
  letterParts,
  type LetterKind,
  type LetterLanguage,
  type LetterPart,
  type Letters,
  type LetterTemplate,
} from './letters.js';
export {
  type MailTarget,
  type NotificationCondition,
  type NotificationRule,
  type Notifications,
  type WebhookTarget,
} from './notifications.js';
export { playbookFor, type MenuItem, type Playbook, type Playbooks, type Step } from './playbooks.js';
export { policyEventTypes, type Policy, type PolicyEvent, type PublishPolicy } from './policy.js';
export { publishPolicy } from './publish-policy.js';
export {
  returnLists,
  unmapped,
  type Return,
  type ReturnCategory,
  type ReturnCondition,
  type ReturnField,
  type ReturnName,
  type ReturnRule,
  type Returns,
} from './returns.js';
export {
  keepsAnything,
  retentionOf,
  type Retained,
  type RetainedCase,
  type Retention,
  type RetentionCondition,
  type RetentionPeriod,
  type RetentionRule,
  type RetentionVersion,
} from './retention.js';
export { evolve, noPolicy, policyInForce, type PolicyState } from './state.js';
export {
  checkCode,
  closedLists,
  topOf,
  type SaidTaxonomy,
  type TaxonomyEntry,
  type TaxonomyList,
  type TaxonomyVersion,
} from './taxonomy.js';
export { descendants, type Unit, type Units } from './units.js';
