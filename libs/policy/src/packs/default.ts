import type { Pack } from '../pack.js';
import { labels, own, ownClocks, ownSummary, productDefect, risk, seed, serviceDelay } from './parts.js';

const calendar = 'cn';
const defect = 'seed 004, 典型投诉场景分类与应对策略: 产品缺陷';
const delay = 'seed 004, 典型投诉场景分类与应对策略: 服务延误';

/** What a company owes its customers by its own standard, where no law says more. */
export const defaultPack: Pack = {
  labels: labels('公司标准', "the company's own standard"),
  clocks: [
    ...ownClocks(calendar),
    {
      clock: 'interim-measure',
      labels: labels('临时措施', 'interim measure'),
      when: productDefect,
      starts: ['received', 'classified'],
      meets: ['interim-measure'],
      repeats: 'once',
      statutory: false,
      responsible: 'technical-supervisor',
      length: { amount: 48, unit: 'hours' },
      calendar,
      warnings: [75, 90],
      onMiss: { escalateTo: 'next' },
      source: seed(defect, '48小时内停用+补偿方案: out of use, or a replacement on loan, within 48 hours of knowing that it is a defect.'),
    },
    {
      clock: 'compensation-proposal',
      labels: labels('补偿方案', 'proposal of a remedy'),
      when: productDefect,
      starts: ['received', 'classified'],
      meets: ['proposed', 'remedy-ordered', 'replied-final'],
      repeats: 'once',
      statutory: false,
      responsible: 'handler',
      length: { amount: 5, unit: 'business-days' },
      calendar,
      warnings: [75, 90],
      source: seed(
        defect,
        'The text asks for a proposal and names no time for it: five business days are our choice, to find the cause first.',
      ),
    },
    {
      clock: 'named-contact',
      labels: labels('负责人直联', 'named contact'),
      when: serviceDelay,
      starts: ['received', 'classified'],
      meets: ['contact-named'],
      repeats: 'once',
      statutory: false,
      responsible: 'supervisor',
      length: { amount: 24, unit: 'hours' },
      calendar,
      warnings: [75, 90],
      source: seed(delay, '负责人直联: the customer has one person to turn to; 24 hours are those of the first reply.'),
    },
    {
      clock: 'progress',
      labels: labels('进度告知', 'word of the progress'),
      when: serviceDelay,
      starts: ['customer-asked'],
      meets: ['contacted'],
      repeats: 'again',
      statutory: false,
      responsible: 'handler',
      length: { amount: 24, unit: 'hours' },
      calendar,
      warnings: [75],
      source: seed(
        delay,
        '实时进度可视化: the tracking code shows the progress at any time; who asks all the same is told within 24 hours.',
      ),
    },
  ],
  summary: ownSummary(calendar),
  acknowledgement: { automatic: true, answerBy: 'first-reply' },
  risk,
  rules: [
    {
      rule: 'automatic-acknowledgement',
      labels: labels('自动受理确认不算答复', 'An automatic acknowledgement is no reply: a person still has to get in touch.'),
      source: own('acknowledgement', 'So that nobody meets the first reply by a machine.'),
    },
  ],
};
