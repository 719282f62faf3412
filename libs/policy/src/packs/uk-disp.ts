import type { Pack, RuleSource } from '../pack.js';
import { acknowledgement, labels, ownClocks, paymentProducts, read, risk } from './parts.js';

const calendar = 'uk';
const disp = (paragraph: string, status: RuleSource['status'], note: string, section = 6): RuleSource => ({
  paragraph: `DISP ${paragraph}`,
  document: 'FCA Handbook, Dispute resolution: Complaints',
  url: `https://handbook.fca.org.uk/handbook/disp1/disp1s${section}`,
  read,
  status,
  note,
});
const own = ownClocks(calendar).filter(({ clock }) => clock !== 'acknowledgement');

/** Firms under the rules of the Financial Conduct Authority. */
export const ukDisp: Pack = {
  labels: labels('金融投诉（英国 FCA DISP）', 'financial complaints, UK (FCA DISP)'),
  clocks: [
    {
      ...acknowledgement(calendar),
      source: disp(
        '1.6.1R',
        'needs-counsel',
        'The rule says promptly and in writing, with what happens by when (in the version of 1 June 2026); that 24 hours are prompt is our reading.',
      ),
    },
    ...own,
    {
      clock: 'final-response',
      labels: labels('八周内最终答复', 'final response within eight weeks'),
      when: { not: { products: paymentProducts } },
      starts: ['received'],
      meets: ['replied-final', 'closed'],
      stops: ['withdrawn'],
      repeats: 'once',
      statutory: true,
      responsible: 'supervisor',
      length: { amount: 56, unit: 'calendar-days' },
      calendar,
      warnings: [50, 75, 90],
      onMiss: { escalateTo: 3 },
      source: disp(
        '1.6.2R',
        'verified',
        'By the end of eight weeks after receipt. A written response that explains the delay and names the ombudsman is enough by (2): this clock goes on until the final response. Ask counsel from which moment a complaint is received.',
      ),
    },
    {
      clock: 'payment-response',
      labels: labels('支付类投诉最终答复', 'final response to a payment complaint'),
      when: { products: paymentProducts },
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
          source: disp(
            '1.6.2AR(2)',
            'verified',
            'To 35 business days in all: send a holding response before the fifteenth. Who approves it is our choice.',
          ),
        },
      ],
      onMiss: { escalateTo: 3 },
      source: disp(
        '1.6.2AR(1)',
        'verified',
        'Read in DISP 1.6.1R and 2.8.2R, which repeat it. Ask counsel which of your products’ complaints are PSD or EMD complaints: this pack goes by the codes of payment products.',
      ),
    },
  ],
  summary: {
    length: { amount: 3, unit: 'business-days' },
    calendar,
    source: disp(
      '1.5.1R',
      'verified',
      'By close of business on the third business day following the day of receipt; here the day ends at midnight, so close the office’s day yourself.',
      5,
    ),
  },
  acknowledgement: { automatic: true, answerBy: 'final-response' },
  risk,
  rules: [
    {
      rule: 'summary-resolution-communication',
      labels: labels(
        '简易解决的，及时发送书面的简易解决通知',
        'What is resolved in summary is followed promptly by a written summary resolution communication.',
      ),
      source: disp(
        '1.5, Summary resolution communication',
        'verified',
        'It names the Financial Ombudsman Service: use the letter of that kind.',
        5,
      ),
    },
    {
      rule: 'names-the-ombudsman',
      labels: labels(
        '最终答复须告知可向金融申诉专员服务机构申诉',
        'A final response names the Financial Ombudsman Service and encloses its leaflet.',
      ),
      source: disp('1.6.2R(1)', 'verified', 'Ask counsel for the wording of DISP 1 Annex 3R.'),
    },
  ],
};
