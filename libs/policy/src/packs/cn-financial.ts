import type { ClockRule, Pack, RuleSource } from '../pack.js';
import { labels, own, ownClocks, ownSummary, read, risk } from './parts.js';

const calendar = 'cn';
const document = '银行业保险业消费投诉处理管理办法（中国银行保险监督管理委员会令2020年第3号）';
const quoted = 'https://www.cignacmb.com/news/gonggao/2020-06-03/202006030757.html';
const reprinted = 'http://www.jianbiaoku.com/webarbs/book/164455/4714059.shtml';
const law = (paragraph: string, status: RuleSource['status'], note: string, url = reprinted): RuleSource => ({
  paragraph,
  document,
  url,
  read,
  status,
  note,
});

const decision: ClockRule = {
  clock: 'decision',
  labels: labels('作出处理决定并告知投诉人', 'decision, and the complainant told of it'),
  starts: ['received'],
  meets: ['replied-final', 'closed'],
  stops: ['withdrawn'],
  repeats: 'once',
  statutory: true,
  responsible: 'supervisor',
  length: { amount: 15, unit: 'calendar-days' },
  calendar,
  warnings: [50, 75, 90],
  extensions: [
    {
      length: { amount: 15, unit: 'calendar-days' },
      times: 1,
      approver: 'supervisor',
      reasons: ['complex'],
      source: law(
        '第三章，处理期限',
        'verified',
        '情况复杂的可以延长至30日: 30 days in all. The Measures ask for no approval here; that a supervisor approves is our choice.',
        quoted,
      ),
    },
    {
      length: { amount: 30, unit: 'calendar-days' },
      times: 1,
      approver: 'general-manager',
      reasons: ['especially-complex', 'special-reasons'],
      source: law(
        '第三章，处理期限',
        'verified',
        '情况特别复杂或者有其他特殊原因的，经其上级机构或者总行、总公司高级管理人员审批并告知投诉人，可以再延长30日: tell the complainant. Ask counsel whose signature is that of senior management.',
        quoted,
      ),
    },
  ],
  onMiss: { escalateTo: 3 },
  source: law(
    '第三章，处理期限',
    'verified',
    'Read word for word in the notice of an insurer, without the number of the article. Ask counsel: whether the day of receipt counts (here it does not), whether a last day on a holiday moves (here it does not), and of the time for appraisals by outsiders, which the Measures may leave out and this clock counts.',
    quoted,
  ),
};

/** Banks and insurers in China. */
export const cnFinancial: Pack = {
  labels: labels('银行业保险业消费投诉（中国）', 'consumer complaints of banks and insurers, China'),
  clocks: [...ownClocks(calendar), decision],
  summary: ownSummary(calendar),
  acknowledgement: { automatic: true, answerBy: 'decision' },
  risk,
  rules: [
    {
      rule: 'representatives',
      labels: labels(
        '多名投诉人面谈的，推选代表不超过5名；不限制受理人数',
        'Face to face at most five represent several complainants; how many may complain is not limited.',
      ),
      limit: 5,
      source: law('第十二条', 'verified', 'A limit on who comes to the interview and never on intake.'),
    },
    {
      rule: 'withdrawal-ends',
      labels: labels('撤回投诉的，处理程序自收到撤回申请当日终止', 'A withdrawal ends the procedure on the day it is received.'),
      source: law('第十五条', 'verified', 'The withdrawal closes the case in the same append, and every clock stops.'),
    },
    {
      rule: 'review',
      labels: labels(
        '对处理决定有异议的，可自收到决定之日起30日内向上级机构书面申请核查',
        'Who disagrees with the decision may within 30 days ask the superior office in writing to review it.',
      ),
      limit: 30,
      source: law(
        '第三章，核查',
        'needs-counsel',
        'Read in a newspaper alone. Ask counsel within which time the review is decided; no clock runs for it here.',
        'http://kjjrw.com.cn/system/2024/03/29/014998701.shtml',
      ),
    },
    {
      rule: 'own-clocks',
      labels: labels('24小时内首次答复等为公司标准', 'The first reply within 24 hours and its like are the company’s own standard.'),
      source: own('own clocks', 'The Measures name no time for an acknowledgement or a first reply.'),
    },
  ],
};
