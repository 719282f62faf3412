import type { Packs } from '../pack.js';
import { defaultPack } from './default.js';

/** What a company begins with. */
export const standardPacks: Packs = {
  choices: [{ when: {}, pack: 'default' }],
  packs: { default: defaultPack },
};

export const packsReason =
  'Clocks and signals of the texts that Redress was built from: 24 hours to the first reply, 48 to an interim measure, a promise is a clock. ' +
  'The packs of laws (China, UK, US, EU) say of each rule where it was read and what to ask counsel; a complaint gets one by its jurisdiction and product.';
