import type { Letters, LetterTemplate } from './letters.js';

/*
 * The letters that a company begins with. Each says what the seeds want an answer to a letter to say (seed 003, 投诉应对处理技巧); what the
 * case or the writer does not know is left out with `if`, and what a letter cannot do without is not.
 */

const greeting = {
  part: 'greeting',
  text: '{% if complainant %}Dear {{ complainant }},{% else %}Dear Sir or Madam,{% endif %}',
} as const;
const dateReceived = {
  part: 'date-received',
  text: 'We received your complaint{% if product %} about {{ product }}{% endif %} on {{ receivedOn }}. Its number is {{ complaintNumber }}.',
} as const;
const contact = {
  part: 'contact',
  text: 'If anything is unclear, please contact {{ handler }} and quote the number {{ complaintNumber }}.',
} as const;
const closing = { part: 'closing', text: 'Yours sincerely,\n{{ handler }}\n{{ today }}' } as const;
const cc = { part: 'cc', text: '{% if cc %}A copy of this letter goes to {{ cc }}.{% endif %}' } as const;
const sympathy = {
  part: 'sympathy',
  text: 'We understand how you must feel about what happened.{% if sympathy %} {{ sympathy }}{% endif %}',
} as const;
const recourse = {
  part: 'recourse',
  text: 'If you are not satisfied with this answer, you may turn to {{ recourse }}.',
} as const;
const remedy = { part: 'remedy', text: '{% if remedy %}{{ remedy }}{% endif %}' } as const;

const english: readonly Omit<LetterTemplate, 'language'>[] = [
  {
    id: 'acknowledgement',
    kind: 'acknowledgement',
    subject: 'Your complaint {{ complaintNumber }}',
    parts: [
      greeting,
      dateReceived,
      { part: 'sympathy', text: 'Thank you for telling us. We are sorry that you had reason to complain.' },
      {
        part: 'handling',
        text: '{% if handling %}{{ handling }} {% endif %}You will hear from us by {{ answerBy }}.',
      },
      contact,
      closing,
      cc,
    ],
  },
  {
    id: 'interim',
    kind: 'interim',
    subject: 'Your complaint {{ complaintNumber }}: where we are',
    parts: [
      greeting,
      dateReceived,
      { part: 'investigation', text: '{% if investigation %}So far we have done this: {{ investigation }}{% endif %}' },
      sympathy,
      { part: 'handling', text: '{{ handling }}{% if answerBy %} You will hear from us again by {{ answerBy }}.{% endif %}' },
      contact,
      closing,
      cc,
    ],
  },
  {
    id: 'holding',
    kind: 'holding',
    subject: 'Your complaint {{ complaintNumber }}: we need more time',
    parts: [
      greeting,
      dateReceived,
      {
        part: 'handling',
        text: 'We are still working on it and need more time than we thought. {{ handling }}{% if answerBy %} You will hear from us by {{ answerBy }}.{% endif %}',
      },
      { part: 'apology', text: 'We apologise for the wait.' },
      contact,
      closing,
      cc,
    ],
  },
  {
    id: 'summary',
    kind: 'summary',
    subject: 'Your complaint {{ complaintNumber }} has been resolved',
    parts: [
      greeting,
      dateReceived,
      { part: 'apology', text: 'We are sorry for the trouble.' },
      { part: 'reasons', text: '{% if reasons %}{{ reasons }}{% endif %}' },
      { part: 'remedy', text: 'We consider it resolved.{% if remedy %} {{ remedy }}{% endif %}' },
      recourse,
      contact,
      closing,
      cc,
    ],
  },
  {
    id: 'final',
    kind: 'final',
    subject: 'Our final answer to your complaint {{ complaintNumber }}',
    parts: [
      greeting,
      dateReceived,
      {
        part: 'investigation',
        text: '{% if investigation %}{{ investigation }} {% endif %}{% if investigatedOn %}We completed our investigation on {{ investigatedOn }}, {{ daysTaken }} {% if daysTaken == 1 %}day{% else %}days{% endif %} after we received your complaint. Our finding: your complaint is {{ finding }}.{% else %}We have looked into what you told us.{% endif %}',
      },
      sympathy,
      { part: 'apology', text: 'We apologise for the trouble that this has caused you.' },
      { part: 'no-repeat', text: '{% if noRepeat %}So that this does not happen again: {{ noRepeat }}{% endif %}' },
      { part: 'reasons', text: 'We have decided as we did for these reasons: {{ reasons }}' },
      remedy,
      recourse,
      contact,
      closing,
      cc,
    ],
  },
  {
    id: 'apology',
    kind: 'apology',
    subject: 'Our apology: your complaint {{ complaintNumber }}',
    parts: [
      greeting,
      dateReceived,
      sympathy,
      {
        part: 'apology',
        text: '{% if admitsFault %}It was our fault, and we apologise for it sincerely.{% else %}We apologise sincerely for what you have been through.{% endif %}',
      },
      { part: 'no-repeat', text: 'So that this does not happen again: {{ noRepeat }}' },
      { part: 'closing', text: 'Yours sincerely,\n{{ apologist }}\n{{ today }}' },
      cc,
    ],
  },
];

const greetingZh = { part: 'greeting', text: '{% if complainant %}尊敬的{{ complainant }}：{% else %}尊敬的客户：{% endif %}' } as const;
const dateReceivedZh = {
  part: 'date-received',
  text: '我们已于{{ receivedOn }}收到您{% if product %}关于{{ product }}{% endif %}的投诉，投诉编号为 {{ complaintNumber }}。',
} as const;
const contactZh = { part: 'contact', text: '如有任何疑问，请联系{{ handler }}，并告知投诉编号 {{ complaintNumber }}。' } as const;
const closingZh = { part: 'closing', text: '此致\n敬礼\n{{ handler }}\n{{ today }}' } as const;
const ccZh = { part: 'cc', text: '{% if cc %}抄送：{{ cc }}{% endif %}' } as const;
const sympathyZh = { part: 'sympathy', text: '对于您的遭遇，我们深表同情和理解。{% if sympathy %}{{ sympathy }}{% endif %}' } as const;
const recourseZh = { part: 'recourse', text: '如您对本答复不满意，可以向{{ recourse }}反映或申诉。' } as const;
const remedyZh = { part: 'remedy', text: '{% if remedy %}{{ remedy }}{% endif %}' } as const;

const chinese: readonly Omit<LetterTemplate, 'language'>[] = [
  {
    id: 'acknowledgement',
    kind: 'acknowledgement',
    subject: '您的投诉已收到（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      { part: 'sympathy', text: '感谢您向我们反映问题，对由此给您带来的不便，我们深表歉意。' },
      { part: 'handling', text: '{% if handling %}{{ handling }}{% endif %}我们将在{{ answerBy }}前给您答复。' },
      contactZh,
      closingZh,
      ccZh,
    ],
  },
  {
    id: 'interim',
    kind: 'interim',
    subject: '您的投诉处理进展（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      { part: 'investigation', text: '{% if investigation %}目前的调查情况：{{ investigation }}{% endif %}' },
      sympathyZh,
      { part: 'handling', text: '{{ handling }}{% if answerBy %}我们将在{{ answerBy }}前再次与您联系。{% endif %}' },
      contactZh,
      closingZh,
      ccZh,
    ],
  },
  {
    id: 'holding',
    kind: 'holding',
    subject: '您的投诉仍在处理中（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      {
        part: 'handling',
        text: '您的投诉仍在处理中，所需时间比预计的长。{{ handling }}{% if answerBy %}我们将在{{ answerBy }}前给您答复。{% endif %}',
      },
      { part: 'apology', text: '让您久等，我们深表歉意。' },
      contactZh,
      closingZh,
      ccZh,
    ],
  },
  {
    id: 'summary',
    kind: 'summary',
    subject: '您的投诉已解决（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      { part: 'apology', text: '对给您带来的不便，我们深表歉意。' },
      { part: 'reasons', text: '{% if reasons %}{{ reasons }}{% endif %}' },
      { part: 'remedy', text: '我们认为该投诉已经解决。{% if remedy %}{{ remedy }}{% endif %}' },
      recourseZh,
      contactZh,
      closingZh,
      ccZh,
    ],
  },
  {
    id: 'final',
    kind: 'final',
    subject: '关于您的投诉的最终答复（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      {
        part: 'investigation',
        text: '{% if investigation %}{{ investigation }}{% endif %}{% if investigatedOn %}我们已于{{ investigatedOn }}完成调查，自收到投诉之日起历时{{ daysTaken }}天。调查结论：您的投诉{{ finding }}。{% else %}我们已了解了您反映的情况。{% endif %}',
      },
      sympathyZh,
      { part: 'apology', text: '对由此给您带来的不便，我们诚恳道歉。' },
      { part: 'no-repeat', text: '{% if noRepeat %}为保证不再发生同类事件：{{ noRepeat }}{% endif %}' },
      { part: 'reasons', text: '我们作出上述处理的理由：{{ reasons }}' },
      remedyZh,
      recourseZh,
      contactZh,
      closingZh,
      ccZh,
    ],
  },
  {
    id: 'apology',
    kind: 'apology',
    subject: '致歉信（{{ complaintNumber }}）',
    parts: [
      greetingZh,
      dateReceivedZh,
      sympathyZh,
      {
        part: 'apology',
        text: '{% if admitsFault %}此事责任在我方，我们向您诚恳道歉。{% else %}对您的遭遇，我们向您诚恳道歉。{% endif %}',
      },
      { part: 'no-repeat', text: '我们保证不再发生同类事件：{{ noRepeat }}' },
      { part: 'closing', text: '此致\n敬礼\n{{ apologist }}\n{{ today }}' },
      ccZh,
    ],
  },
];

export const lettersReason = 'A letter of every kind in Chinese and English, until the company publishes its own words.';

export const standardLetters: Letters = {
  templates: [
    ...chinese.map((letter) => ({ ...letter, language: 'zh-CN' as const })),
    ...english.map((letter) => ({ ...letter, language: 'en' as const })),
  ],
};
