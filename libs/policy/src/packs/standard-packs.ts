import type { Packs } from '../pack.js';
import { cnFinancial } from './cn-financial.js';
import { defaultPack } from './default.js';
import { euPayments } from './eu-payments.js';
import { bankingProducts, insuranceProducts, paymentProducts } from './parts.js';
import { ukDisp } from './uk-disp.js';
import { usCfpb } from './us-cfpb.js';

const union = 'EU AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');
const area = ['IS', 'LI', 'NO'];
const codes = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

/** What a company begins with. Whose product or jurisdiction is not among these codes has the company's own standard. */
export const standardPacks: Packs = {
  choices: [
    {
      when: { jurisdictions: ['CN'], products: codes(insuranceProducts, bankingProducts, paymentProducts, ['wealth-management', 'trust']) },
      pack: 'cn-financial',
    },
    {
      when: {
        jurisdictions: ['GB', 'UK'],
        products: codes(insuranceProducts, bankingProducts, paymentProducts, ['consumer-credit', 'investment', 'pension']),
      },
      pack: 'uk-disp',
    },
    {
      when: {
        jurisdictions: ['US'],
        products: codes(bankingProducts, paymentProducts, [
          'student-loan',
          'vehicle-loan',
          'payday-loan',
          'debt-collection',
          'credit-reporting',
        ]),
      },
      pack: 'us-cfpb',
    },
    { when: { jurisdictions: [...union, ...area], products: paymentProducts }, pack: 'eu-payments' },
    { when: {}, pack: 'default' },
  ],
  packs: {
    default: defaultPack,
    'cn-financial': cnFinancial,
    'uk-disp': ukDisp,
    'us-cfpb': usCfpb,
    'eu-payments': euPayments,
  },
};

export const packsReason =
  'Clocks and signals of the texts that Redress was built from: 24 hours to the first reply, 48 to an interim measure, a promise is a clock. ' +
  'The packs of laws (China, UK, US, EU) say of each rule where it was read and what to ask counsel; a complaint gets one by its jurisdiction and product.';
