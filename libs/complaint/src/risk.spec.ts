import { kinds, type Signal } from '@redress/policy';
import { story } from '@redress/testing';

const { form, lived, sample, timeOf } = story;
const { source: _, ...signal } = { signal: 'refusals', points: 40, each: true, beyond: 1, source: undefined } as const;
const refusals: Signal = {
  ...signal,
  labels: { 'zh-CN': '拒绝', en: 'refusals' },
  by: { moments: ['customer-refused', 'contribution-refused'] },
};
const receive: story.Step = ['22 08:00', 'receive', { ...form, respondents: [] }];

/** Score by score, what was said of the risk. */
const said = ({ events }: ReturnType<typeof lived>) =>
  events.flatMap(({ type, data }) => (type === 'RiskRaised' || type === 'RiskEased' ? [`${type} ${data.score}`] : []));
const raised = ({ events }: ReturnType<typeof lived>) => events.find(({ type }) => type === 'RiskRaised')?.data;

const part = (n: number): story.Step[] => [
  [`22 09:${n}0`, 'requestContribution', { of: { unit: `unit-${n}` }, question: 'Why?' }],
  [`22 09:${n}5`, 'giveContribution', { contribution: n, result: 'refused', reason: 'not-ours', evidence: [] }],
];
const asked: story.Step = ['22 10:00', 'recordContact', { channel: 'phone', direction: 'inbound', reached: true }];

describe('risk', () => {
  it('is raised in the append that brings the case over the threshold, with the signals that did', () => {
    const signals = [refusals, { signal: 'severe', points: 40, by: { severities: ['high', 'critical'] as const } }];
    const time = timeOf({ signals });
    const severe: story.Step = ['22 08:30', 'classify', { ...sample.Classified, severity: 'high' }];
    // The first refusal is let pass: 40 for severity, 40 each for the second and the third.
    const life = lived(time, receive, severe, ...part(1), ...part(2), ...part(3));
    expect(life.events.slice(-2).map(({ type }) => type)).toEqual(['ContributionGiven', 'RiskRaised']);
    expect(raised(life)).toEqual({
      score: 120,
      threshold: 100,
      signals: [
        { signal: 'refusals', count: 2, points: 80 },
        { signal: 'severe', count: 1, points: 40 },
      ],
      pack: { name: 'story', version: 1 },
    });
    expect(said(lived(time, receive, severe, ...part(1), ...part(2)))).toEqual([]);
  });

  it('is raised once per rise, and eased when the case is calmer', () => {
    const time = timeOf({
      clocks: [{ clock: 'reply', starts: ['received'], meets: ['contacted'], length: { amount: 24, unit: 'hours' } }],
      signals: [
        { signal: 'waiting', points: 100, by: { overdue: ['reply'] } },
        { signal: 'asks', points: 60, each: true, beyond: 1, by: { moments: ['customer-asked'] } },
      ],
    });
    const fired: story.Step = ['23 08:01', 'fireDeadline', { clock: 'reply' }, { origin: 'automation' }];
    const again = (hour: string): story.Step => [`23 ${hour}:00`, asked[1] as 'recordContact', asked[2] as never];
    const life = lived(
      time,
      receive,
      fired,
      again('09'),
      ['23 10:00', 'recordContact', { channel: 'phone', direction: 'outbound', reached: true }],
      again('11'),
      again('12'),
      again('13'),
    );
    expect(said(life)).toEqual(['RiskRaised 100', 'RiskEased 0', 'RiskRaised 120']);
    expect(life.events.slice(2, 4).map(({ type }) => type)).toEqual(['DeadlineMissed', 'RiskRaised']);
  });

  it('keeps what was missed once, though it was done since, where a signal says ever', () => {
    const promise = { clock: 'promise', starts: ['promised'], meets: ['promise-kept'], length: 'as-said', repeats: 'each' } as const;
    const signals = [{ signal: 'broken', points: 60, each: true, by: { missed: ['promise'] } } as const];
    const promised = (hour: string): story.Step => [
      '22 09:00',
      'makePromise',
      { promise: 'A call.', due: `2026-11-22T${hour}:00:00.000Z`, channel: 'phone' },
    ];
    const life = lived(
      timeOf({ clocks: [promise], signals }),
      receive,
      promised('10'),
      promised('11'),
      ['22 10:01', 'fireDeadline', { clock: 'promise-1' }, { origin: 'automation' }],
      ['22 10:30', 'keepPromise', { promise: 1 }],
      // Nobody had noticed that the second was late as well.
      ['22 12:00', 'keepPromise', { promise: 2 }],
    );
    expect(said(life)).toEqual(['RiskRaised 120']);
  });

  it('hears the customer: words are found when they are said, and kept as signals only', () => {
    const words = (zh: string[], en: string[]) => ({ words: { zh, en } });
    const time = timeOf({
      signals: [
        { signal: 'exposure', points: 30, by: words(['曝光'], ['newspaper']) },
        { signal: 'anger', points: 30, by: words(['气死'], ['furious']) },
        { signal: 'regulator', points: 60, by: words(['银保监'], ['ombudsman']) },
      ],
      threshold: 90,
    });
    const angry: story.Step = ['22 08:00', 'receive', { ...form, respondents: [], account: '气死我了', demands: 'I am FURIOUS.' }];
    const said2 = lived(time, angry, [
      '22 09:00',
      'recordContact',
      { channel: 'phone', direction: 'inbound', reached: true, summary: 'The Ombudsman!' },
    ]);
    expect(said2.events[0]!.data).toMatchObject({ words: ['anger'] });
    expect(said2.events[1]!.data).toMatchObject({ words: ['regulator'] });
    expect(raised(said2)).toMatchObject({ score: 90, signals: [{ signal: 'anger' }, { signal: 'regulator' }] });
    const asking: story.Step = ['22 09:00', 'followUp', { channel: 'phone', reached: true, comment: 'Furious!', newDemand: '曝光你们' }];
    expect(lived(time, receive, asking).state).toMatchObject({ words: ['exposure', 'anger'] });
    const before: story.Step = [
      '22 09:00',
      'recordContact',
      { channel: 'phone', direction: 'inbound', reached: true, summary: 'Furious.' },
      { occurredAt: '2026-11-21T08:00:00.000Z' },
    ];
    expect(lived(time, receive, before).state).toMatchObject({ words: [] });
  });

  it('of a case that is closed stays as it was', () => {
    const time = timeOf({ signals: [{ signal: 'unhappy', points: 100, by: { moments: ['dissatisfied'] } }] });
    const unhappy: story.Step = ['22 11:00', 'followUp', { channel: 'phone', reached: true, solved: false }];
    const withdrawn: story.Step = ['22 10:00', 'withdraw', { channel: 'phone' }];
    expect(said(lived(time, receive, withdrawn, unhappy))).toEqual([]);
    expect(said(lived(time, receive, withdrawn, unhappy, ['22 12:00', 'reopen', { reason: 'hidden-issue' }]))).toEqual(['RiskRaised 100']);
  });

  it('counts by the weights of the standard pack as they are published', () => {
    const { packs, calendars } = kinds as { packs: typeof kinds.packs; calendars: typeof kinds.calendars };
    const version = { version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z' };
    const time = { packs: [{ ...version, document: packs.standard }], calendars: [{ ...version, document: calendars.standard }] };
    const fired: story.Step = ['23 08:01', 'fireDeadline', { clock: 'first-reply' }, { origin: 'automation' }];
    // Silent at 23 h 59, raised after 24 h on waiting alone (domain §7, scenario 9).
    const early = [...receive.slice(0, 2), { ...form, respondents: [], account: undefined, demands: undefined }] as unknown as story.Step;
    expect(said(lived(time, early, ['23 07:59', 'addNote', { text: 'Nobody called.' }]))).toEqual([]);
    expect(said(lived(time, early, fired))).toEqual(['RiskRaised 100']);
  });
});
