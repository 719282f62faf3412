import { standardCalendars } from '../default-calendars.js';
import { labels } from '../packs/parts.js';
import type { RuleSource } from '../pack.js';
import type { Return } from '../returns.js';
import { listOf, within } from './parts.js';

const disp = (paragraph: string, status: RuleSource['status'], note: string): RuleSource => ({
  paragraph,
  document: 'FCA Handbook, Dispute Resolution: Complaints (DISP)',
  url: 'https://handbook.fca.org.uk/handbook/DISP/1/',
  read: '2026-11-22',
  status,
  note,
});
const groups = disp(
  'DISP 1 Annex 1R, tables 1 to 4',
  'needs-counsel',
  'The five groupings are those that firms publish by; the rows below them in the form are coarser here. Ask counsel which of your products are reported at all, and whether consumer credit has a return of its own for you.',
);
const causes = disp(
  'DISP 1 Annex 1R, table 4, causes of complaint',
  'needs-counsel',
  'The main causes of the form, quoted from what firms publish; the rows below them are left out. Which codes fall into each is our reading.',
);

/** The half-yearly complaints return of a firm in the United Kingdom. */
export const ukDisp: Return = {
  labels: labels('投诉报表（英国 FCA DISP 1 附件1）', 'complaints return, UK (FCA, DISP 1 Annex 1R)'),
  source: disp(
    'DISP 1.10.2R',
    'needs-counsel',
    'What is reported: received, closed by how long it took, upheld, redress paid. Read in a quotation of the text of 2013, which counts four weeks where the form of today counts three business days. Complaints that are resolved at once are counted as well.',
  ),
  currency: 'GBP',
  holidays: standardCalendars.calendars['uk']!.holidays.map(({ day }) => day),
  lists: {
    productGroup: listOf(
      'products',
      [
        [
          'banking-and-credit-cards',
          '银行与信用卡',
          'banking and credit cards',
          [],
          [
            ['current-accounts', '往来账户', 'current accounts', ['current-account', 'banking']],
            ['credit-cards', '信用卡', 'credit cards', ['credit-card']],
            ['savings', '储蓄', 'savings and other banking', ['time-deposit', 'savings-account', 'payment', 'payments']],
            ['unsecured-loans', '无抵押贷款', 'unsecured lending', ['loan', 'consumer-loan', 'consumer-credit']],
          ],
        ],
        ['home-finance', '住房金融', 'home finance', ['mortgage']],
        [
          'insurance-and-pure-protection',
          '保险与保障',
          'insurance and pure protection',
          ['insurance'],
          [
            [
              'pure-protection',
              '保障型',
              'pure protection',
              ['critical-illness', 'income-protection', 'term-assurance', 'life-insurance', 'health-insurance'],
            ],
            [
              'general-insurance',
              '一般保险',
              'general insurance',
              ['motor-insurance', 'home-insurance', 'property-insurance', 'travel-insurance'],
            ],
          ],
        ],
        [
          'decumulation-and-pensions',
          '养老金',
          'decumulation, life and pensions',
          ['pension', 'annuity', 'participating-life', 'universal-life'],
        ],
        ['investments', '投资', 'investments', ['investment', 'unit-linked', 'wealth-management']],
      ],
      groups,
    ),
    complaintCause: listOf(
      'causes',
      [
        [
          'advising-selling-arranging',
          '建议、销售与安排',
          'advising, selling and arranging',
          [...within('causes', ['sales', 'expected-return']), { categories: ['mis-selling'] }],
        ],
        [
          'information-charges-performance',
          '信息、收费与产品表现',
          'information, sums or charges, or product performance',
          [
            ...within('causes', ['price', 'investment-return', 'product-fault', 'terms-and-rules'], ['expected-return', 'refund-delayed']),
            'no-information',
            { categories: ['fees', 'information', 'contract', 'product-defect'] },
          ],
        ],
        ['arrears', '欠款相关', 'arrears related', ['only-dunning', 'arrears']],
        [
          'general-admin',
          '一般事务与客户服务',
          'general administration and customer service',
          [
            ...within(
              'causes',
              ['company-service', 'delay', 'workmanship', 'surroundings', 'loss-or-damage', 'privacy'],
              ['only-dunning', 'no-information'],
            ),
            'refund-delayed',
            {
              categories: within('categories', [
                'attitude',
                'delay',
                'service-quality',
                'claims',
                'refund',
                'policy-surrender',
                'delivery-damage',
                'privacy',
                'safety',
                'hygiene',
                'rights',
              ]),
            },
          ],
        ],
        ['other', '其他', 'other', ['other', { categories: ['other'] }]],
      ],
      causes,
    ),
    decision: listOf(
      'outcomes',
      [
        ['upheld', '成立', 'upheld', ['upheld', 'partly']],
        [
          'not-upheld',
          '不成立',
          'not upheld',
          ['rejected', 'goodwill', 'withdrawn', 'transferred', 'duplicate', 'inadmissible', 'unresolved'],
        ],
      ],
      disp(
        'DISP 1 Annex 1R, notes on the completion of this return',
        'needs-counsel',
        'Upheld in part counts as upheld. Goodwill without a finding for the customer does not: ask counsel, as the notes go by whether the complaint was decided in favour of the customer.',
      ),
    ),
  },
};
