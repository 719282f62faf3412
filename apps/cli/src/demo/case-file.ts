import type { ComplainantKind } from '@redress/complaint';
import type { Authority } from './authority.js';
import type { Team } from './company.js';
import type { Random } from './random.js';
import type { Script } from './script.js';
import type { Cause, Trade, words } from './trades.js';

/** Everything that is settled about a complaint before it is told. */
export interface CaseFile {
  readonly script: Script;
  readonly random: Random;
  readonly authority: Authority;
  readonly trade: Trade;
  readonly cause: Cause;
  readonly channel: string;
  readonly product: string;
  readonly unit: string;
  readonly team: Team;
  readonly language: 'zh-CN' | 'en';
  readonly words: (typeof words)['zh-CN' | 'en'];
  readonly kind: Exclude<ComplainantKind, 'not-stated'>;
  /** Which customer complains. */
  readonly customer: number;
  /** Asks for little, again and again. */
  readonly splits: boolean;
  readonly seed: number;
}
