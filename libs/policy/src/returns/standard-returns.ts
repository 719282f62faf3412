import type { Kind } from '../kind.js';
import { checkedReturns, type Returns } from '../returns.js';
import { cnBulletin } from './cn-bulletin.js';
import { ukDisp } from './uk-disp.js';
import { usCfpb } from './us-cfpb.js';

export const returns: Kind<Returns> = {
  checked: checkedReturns,
  standard: { returns: { 'cn-bulletin': cnBulletin, 'uk-disp': ukDisp, 'us-cfpb': usCfpb } },
  reason:
    'Three forms of three regulators, each with where it was read, and our reading of which codes of the standard taxonomy and of the public ' +
    'complaint files belong where. Whether a company reports by any of them, its counsel says.',
};
