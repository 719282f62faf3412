import type { Pack, RuleSource } from '../pack.js';
import { labels, ownClocks, ownSummary, read, risk } from './parts.js';

const calendar = 'eu';
const psd2 = (paragraph: string, note: string): RuleSource => ({
  paragraph: `Article ${paragraph}`,
  document: 'Directive (EU) 2015/2366 on payment services in the internal market',
  url: 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=celex%3A32015L2366',
  read,
  status: 'needs-counsel',
  note,
});

/** Payment services in the European Union. */
export const euPayments: Pack = {
  labels: labels('支付服务投诉（欧盟）', 'complaints about payment services, EU'),
  clocks: [
    ...ownClocks(calendar),
    {
      clock: 'payment-response',
      labels: labels('支付类投诉答复', 'reply to a payment complaint'),
      starts: ['received'],
      meets: ['replied-final', 'closed'],
      stops: ['withdrawn'],
      repeats: 'once',
      statutory: true,
      responsible: 'supervisor',
      length: { amount: 15, unit: 'business-days' },
      calendar,
      warnings: [50, 75, 90],
      extensions: [
        {
          length: { amount: 20, unit: 'business-days' },
          times: 1,
          approver: 'supervisor',
          reasons: ['exceptional-circumstances'],
          source: psd2(
            '101(2)',
            'To 35 business days in all, for reasons beyond control of the provider: send a holding reply with the reasons before the fifteenth. Who approves it is our choice.',
          ),
        },
      ],
      onMiss: { escalateTo: 3 },
      source: psd2(
        '101(2)',
        'The article was read in part only; its numbers where DISP 1.6 of the UK repeats them. A member state may ask for less time, and its own holidays count: this calendar is that of the euro system. Ask counsel in each state, also whether the regulation that follows the directive applies yet.',
      ),
    },
  ],
  summary: ownSummary(calendar),
  acknowledgement: { automatic: true, answerBy: 'payment-response' },
  risk,
  rules: [
    {
      rule: 'language',
      labels: labels('以成员国官方语言或约定语言受理和答复', 'Answered in an official language of the member state, or in one agreed.'),
      source: { ...psd2('101(1)', 'Ask counsel whether a translation is owed.'), status: 'verified' },
    },
    {
      rule: 'on-paper',
      labels: labels('以书面或双方约定的耐久介质答复', 'Replied to on paper or, if agreed, on another durable medium.'),
      source: psd2('101(2)', 'Ask counsel whether your terms agree on e-mail.'),
    },
  ],
};
