import { checkedCalendars, type Calendars } from './calendar.js';
import { calendarsReason, standardCalendars } from './default-calendars.js';
import { keywordsReason, standardKeywords } from './default-keywords.js';
import { lettersReason, standardLetters } from './default-letters.js';
import { playbooksReason, standardPlaybooks } from './default-playbooks.js';
import { standardTaxonomy, taxonomyReason } from './default-taxonomy.js';
import { checkedKeywords, type Keywords } from './keywords.js';
import type { Kind } from './kind.js';
import { checkedLetters, type Letters } from './letters.js';
import { notifications } from './notifications.js';
import { checkedPacks } from './pack-checks.js';
import type { Packs, SaidPacks } from './pack.js';
import { packsReason, standardPacks } from './packs/standard-packs.js';
import { checkedPlaybooks, type Playbooks } from './playbooks.js';
import { retention } from './retention.js';
import { returns } from './returns/standard-returns.js';
import { checkedTaxonomy, type SaidTaxonomy, type Taxonomy } from './taxonomy.js';
import { units } from './units.js';

const taxonomy: Kind<Taxonomy, SaidTaxonomy> = { checked: checkedTaxonomy, standard: standardTaxonomy, reason: taxonomyReason };
const playbooks: Kind<Playbooks> = { checked: checkedPlaybooks, standard: standardPlaybooks, reason: playbooksReason };
const keywords: Kind<Keywords> = { checked: checkedKeywords, standard: standardKeywords, reason: keywordsReason };
const letters: Kind<Letters> = { checked: checkedLetters, standard: standardLetters, reason: lettersReason };
const calendars: Kind<Calendars> = { checked: checkedCalendars, standard: standardCalendars, reason: calendarsReason };
const packs: Kind<Packs, SaidPacks> = { checked: checkedPacks, standard: standardPacks, reason: packsReason };

/** Every kind of policy by its name, which is also that of its stream: `policy-<kind>`. */
export const kinds = { taxonomy, units, playbooks, keywords, letters, calendars, notifications, packs, returns, retention };

export type PolicyKind = keyof typeof kinds;
export type PolicyDocument<K extends PolicyKind> = (typeof kinds)[K]['standard'];
/** What is said to publish one: of some kinds a part is enough. */
export type SaidDocument<K extends PolicyKind> = Parameters<(typeof kinds)[K]['checked']>[0];

export const policyKinds = Object.keys(kinds) as readonly PolicyKind[];
