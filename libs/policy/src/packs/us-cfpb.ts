import type { ClockRule, Pack, RuleSource } from '../pack.js';
import { labels, ownClocks, ownSummary, read, risk } from './parts.js';

const calendar = 'us';
const portal = (note: string): RuleSource => ({
  paragraph: '8.1, Providing a timely response',
  document: 'CFPB Company Portal Manual; 12 U.S.C. 5534(b)',
  url: 'http://llt4fun.insidearm.com/news/00043245-what-include-interim-response-cfpb-compla',
  read,
  status: 'needs-counsel',
  note,
});
const response = (rest: Pick<ClockRule, 'clock' | 'labels' | 'meets' | 'length' | 'source'>): ClockRule => ({
  ...rest,
  starts: ['received'],
  stops: ['withdrawn'],
  repeats: 'once',
  statutory: true,
  responsible: 'supervisor',
  calendar,
  warnings: [50, 75, 90],
  onMiss: { escalateTo: 3 },
});

/** Consumer finance in the United States, as the portal of the Consumer Financial Protection Bureau counts. */
export const usCfpb: Pack = {
  labels: labels('消费金融投诉（美国 CFPB）', 'consumer finance complaints, US (CFPB)'),
  clocks: [
    ...ownClocks(calendar),
    response({
      clock: 'response',
      labels: labels('十五日内答复', 'response within 15 days'),
      meets: ['replied', 'closed'],
      length: { amount: 15, unit: 'calendar-days' },
      source: portal(
        'The section was read in a quotation, not in the manual of today. 15 calendar days from when the Bureau sends the complaint to the portal; a reply that it is in progress is enough. Ask counsel whether the complaints that reach you directly are to be answered alike: here they are.',
      ),
    }),
    response({
      clock: 'final-response',
      labels: labels('六十日内最终答复', 'final response within 60 days'),
      meets: ['replied-final', 'closed'],
      length: { amount: 60, unit: 'calendar-days' },
      source: portal(
        'A complaint that is in progress is answered finally within 60 calendar days of the same moment. Ask counsel which other laws are shorter (disputes under Regulation E, Z or V).',
      ),
    }),
  ],
  summary: ownSummary(calendar),
  acknowledgement: { automatic: true, answerBy: 'response' },
  risk,
  rules: [
    {
      rule: 'states',
      labels: labels('各州法律可能另有规定', 'The law of a state may ask for more.'),
      source: portal('Ask counsel for each state in which you do business.'),
    },
  ],
};
