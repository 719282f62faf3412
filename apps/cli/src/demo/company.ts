import { createHash } from 'node:crypto';
import type { Actor } from '@redress/kernel';
import type { Resolution } from '@redress/complaint';
import { dayOf } from './calendar.js';
import type { Random } from './random.js';
import type { Trade } from './trades.js';

/* Who works for the company. Staff appear by their staff `sub` alone. */

const surnames = ['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'zhao', 'huang', 'zhou', 'wu', 'xu'];
const givens = ['wei', 'fang', 'na', 'min', 'jing', 'qiang', 'lei', 'yan', 'jie', 'tao'];

/** No two places of a trade, and no two trades in a place, give the same name. */
const nameAt = (trade: number, place: number): string => `${surnames[(trade + 4 * place) % surnames.length]}.${givens[place]}`;

/** The people of one trade. */
export interface Team {
  readonly unit: string;
  readonly handlers: readonly Actor[];
  readonly supervisor: Actor;
  /** Takes a case over on level 2. */
  readonly technical: Actor;
  readonly channelHead: Actor;
  /** Who serves customers, and is complained about. */
  readonly front: readonly string[];
}

export function teamOf({ index }: Pick<Trade, 'index'>, unit: string): Team {
  const at = (place: number, ...roles: string[]): Actor => ({ sub: nameAt(index, place), roles, unit });
  return {
    unit,
    handlers: [at(0, 'handler'), at(1, 'handler'), at(2, 'handler')],
    supervisor: at(3, 'supervisor'),
    technical: at(4, 'technical-supervisor'),
    channelHead: at(5, 'channel-head'),
    front: [nameAt(index, 6), nameAt(index, 7), nameAt(index, 8)],
  };
}

const office = (sub: string, ...roles: string[]): Actor => ({ sub, roles, unit: 'head-office' });

/** Who signs and pays for all trades. */
export const headOffice = {
  'operations-director': office('sun.hao', 'operations-director'),
  cfo: office('ma.lin', 'cfo'),
  'general-manager': office('zhu.jun', 'general-manager'),
  'chief-actuary': office('hu.bin', 'chief-actuary'),
  'board-secretary': office('gao.ying', 'board-secretary'),
  'policy-admin': office('lin.yue', 'policy-admin'),
  callback: [office('he.xin', 'callback-agent'), office('guo.rui', 'callback-agent')],
  finance: [office('luo.ping', 'finance'), office('zheng.kai', 'finance')],
} as const;

const board = ['liang.chair', 'xie.director', 'song.director', 'tang.director', 'deng.director'];

/** What the board decided that day on a case. */
export function resolutionOf(moment: number, complaintId: string, random: Random): Resolution {
  const away = random.pick(board);
  return {
    number: `${dayOf(moment).slice(0, 4)}-${random.whole(1, 60)}`,
    date: dayOf(moment),
    minutesHash: sha256(`minutes ${complaintId}`),
    voters: board.filter((member) => member !== away),
    recusals: random.chance(0.3) ? [away] : [],
  };
}

/** SHA-256 of a text in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
