export {
  keywordLanguages,
  suggest,
  type KeywordEntry,
  type KeywordLanguage,
  type Keywords,
  type KeywordsVersion,
  type SuggestedCategory,
} from './keywords.js';
export { policyKinds, kinds, type PolicyDocument, type PolicyKind, type SaidDocument } from './kinds.js';
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
export { playbookFor, type MenuItem, type Playbook, type Playbooks, type Step } from './playbooks.js';
export { policyEventTypes, type Policy, type PolicyEvent, type PolicyPublished, type PublishPolicy } from './policy.js';
export { decide } from './publish-policy.js';
export { evolve, noPolicy, policyInForce, type PolicyState } from './state.js';
export {
  checkCode,
  closedLists,
  taxonomyLists,
  type CodeList,
  type SaidTaxonomy,
  type Taxonomy,
  type TaxonomyEntry,
  type TaxonomyList,
  type TaxonomyVersion,
} from './taxonomy.js';
export { descendants, type Unit, type Units } from './units.js';
