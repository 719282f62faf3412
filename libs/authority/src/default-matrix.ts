import type { Band, Matrix } from './matrix.js';

const validDays = 30;

const upToChannel = ['channel-head', 'operations-director'];
const upToBranch = [...upToChannel, 'cfo'];
const upToGeneralManager = [...upToBranch, 'general-manager'];
const upToActuary = [...upToGeneralManager, 'chief-actuary'];
const upToBoard = [...upToActuary, 'board'];

const bands: readonly Band[] = [
  { from: 0, scope: 'none', roles: [], mode: 'all' },
  { from: 1, scope: 'channel', roles: upToChannel, mode: 'any', validDays },
  { from: 200_000, scope: 'branch', roles: upToBranch, mode: 'all', validDays },
  { from: 1_000_000, scope: 'head-office', roles: upToGeneralManager, mode: 'all', validDays },
  { from: 5_000_000, scope: 'head-office', roles: upToActuary, mode: 'all', validDays },
  { from: 50_000_000, scope: 'head-office', roles: upToBoard, mode: 'all', validDays },
];

/** The matrix of the insurance slides (domain §2), in force from ever until somebody publishes their own. */
export const defaultMatrix: Matrix = {
  version: 1,
  effectiveFrom: '1900-01-01T00:00:00.000Z',
  currency: 'CNY',
  bands,
  bodies: [{ role: 'board', recordedBy: 'board-secretary' }],
  rates: [],
  titles: [
    { code: 'none', 'zh-CN': '无需授权', en: 'no authority needed' },
    { code: 'channel', 'zh-CN': '渠道总授权', en: 'channel' },
    { code: 'branch', 'zh-CN': '分公司授权', en: 'branch' },
    { code: 'head-office', 'zh-CN': '总公司授权', en: 'head office' },
    { code: 'channel-head', 'zh-CN': '渠道总', en: 'channel head' },
    { code: 'operations-director', 'zh-CN': '运营总监', en: 'operations director' },
    { code: 'cfo', 'zh-CN': '首席财务官', en: 'CFO' },
    { code: 'general-manager', 'zh-CN': '总经理', en: 'general manager' },
    { code: 'chief-actuary', 'zh-CN': '首席精算师', en: 'chief actuary' },
    { code: 'board', 'zh-CN': '董事会', en: 'board' },
    { code: 'board-secretary', 'zh-CN': '董事会秘书', en: 'board secretary' },
  ],
  reason:
    'Read from the slides on insurance complaints (公司承担金额, CNY). Our choices: the tick layout of their matrix is garbled, so the roles ' +
    'of a band are read as those of the band below and one more; their flow chart asks for the branch above 2000, their matrix from 2000 ' +
    'on, and the matrix wins; below 2000 any one of channel head and operations director is enough, from there on all must sign; a round ' +
    'lapses after 30 days, of which the slides say nothing.',
};
