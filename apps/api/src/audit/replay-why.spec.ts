import type { Recorded } from '@redress/kernel';
import { kinds } from '@redress/policy';
import { recorded, story, uuid } from '@redress/testing';
import { accessPage } from '../privacy/access-pages.js';
import { bundlePages } from './bundle-pages.js';
import { Causes } from './replay-causes.js';
import { whysOf, type Explaining } from './replay-why.js';

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`;

interface Said {
  /** Events of the same command share its number. */
  readonly command?: number;
  /** Id of an event, or of a command; by default the event's own command. */
  readonly because?: string;
  readonly stream?: string;
  readonly position?: number;
  readonly day?: number;
}

/** An event of complaint 1, or of another stream. */
function event(
  revision: number,
  type: string,
  data: object,
  { command, because, stream, position = revision + 1, day: on = 1 }: Said = {},
): Recorded {
  const one = recorded(1, revision, { type, data }, { position: BigInt(position), occurredAt: day(on) });
  const commandId = uuid(command ?? 5_000_000 + position);
  return { ...one, ...(stream && { stream }), metadata: { ...one.metadata, commandId, $causationId: because ?? commandId } } as Recorded;
}

const { standard: packs } = kinds.packs;
const strict = structuredClone(packs) as unknown as { packs: Record<string, { clocks: { clock: string; labels: object }[] }> };
strict.packs['default']!.clocks.find(({ clock }) => clock === 'acknowledgement')!.labels = { 'zh-CN': '更严', en: 'stricter' };
const known: Explaining = {
  packs: [
    { version: 1, effectiveFrom: day(1), document: packs },
    { version: 2, effectiveFrom: day(5), document: strict as unknown as typeof packs },
  ],
  playbooks: [
    {
      version: 1,
      effectiveFrom: day(1),
      document: { playbooks: [{ category: 'delay', steps: [], remedies: [{ remedy: 'voucher' }] }] },
    },
    { version: 2, effectiveFrom: day(6), document: { playbooks: [{ category: 'delay', steps: [], remedies: [{ remedy: 'refund' }] }] } },
  ],
  matrices: [],
  delegations: [],
};
const set = (clock: string, version: number) => ({ clock, rule: clock, pack: { name: 'default', version } });

describe('the rule of an event', () => {
  it('is that of the version that was chosen, in its words, for all that becomes of a clock', () => {
    const whys = whysOf(
      [
        event(0, 'Received', { channel: 'phone', pack: { name: 'default', version: 1 } }),
        event(1, 'DeadlineSet', set('acknowledgement', 1)),
        event(2, 'DeadlineMissed', { clock: 'acknowledgement', rule: 'acknowledgement', due: day(2) }, { day: 2 }),
        event(3, 'DeadlineSet', set('acknowledgement', 2), { day: 6 }),
        event(4, 'DeadlineMet', { clock: 'acknowledgement' }, { day: 6 }),
        event(5, 'RiskRaised', {
          signals: [{ signal: packs.packs['default']!.risk.signals[0]!.signal }],
          pack: { name: 'default', version: 1 },
        }),
      ],
      known,
    );
    expect(whys.map(({ rules }) => rules.map(({ version, rule, text }) => [version, rule, text.en]))).toEqual([
      [[1, 'default', packs.packs['default']!.labels.en]],
      [[1, 'default/acknowledgement', 'acknowledgement']],
      [[1, 'default/acknowledgement', 'acknowledgement']],
      [[2, 'default/acknowledgement', 'stricter']],
      [[2, 'default/acknowledgement', 'stricter']],
      [[1, 'default/risk', expect.stringContaining('points')]],
    ]);
    expect(whys[5]!.rules[0]!.says['signals']).toEqual([packs.packs['default']!.risk.signals[0]]);
  });

  it('of a remedy is what the playbook of then recommended for the kind of case', () => {
    const proposed = (revision: number, remedy: string, on: number) =>
      event(revision, 'ResolutionProposed', { round: 1, remedy }, { day: on });
    const whys = whysOf(
      [
        event(0, 'Received', {}),
        event(1, 'Classified', { category: 'delay' }),
        proposed(2, 'voucher', 2),
        proposed(3, 'voucher', 7),
        event(4, 'NoteAdded', {}),
      ],
      known,
    );
    expect(whys.map(({ rules }) => rules.map(({ version, rule, text }) => [version, rule, text.en]))).toEqual([
      [],
      [[1, 'delay', 'what is recommended for this kind of complaint']],
      [[1, 'delay', "the playbook's menu lists voucher"]],
      [[2, 'delay', "the playbook's menu does not list voucher"]],
      [],
    ]);
  });
});

it('the command is what the events of one append tell, also for what follows within it', () => {
  const told = (...types: string[]) =>
    whysOf(
      types.map((type, i) => event(i, type, {}, { command: 7 })),
      known,
    ).map(({ command: { name, revisions } }) => [name, revisions]);
  expect(told('Received', 'DeadlineMet')).toEqual([
    ['receive', [0, 1]],
    ['receive', [0, 1]],
  ]);
  expect(told('Withdrawn', 'Closed', 'DeadlineStopped')[2]![0]).toBe('withdraw');
  expect(told('ApprovalVoided', 'ResolutionProposed', 'ApprovalRequested')[2]![0]).toBe('propose');
  expect(told('HistoryImported', 'Received')[1]![0]).toBe('importHistory');
  expect(told('PolicyPublished')[0]![0]).toBe('publishPolicy');
  expect(told('SomethingNew')[0]![0]).toBeNull();
});

describe('what led to an event', () => {
  const own = [
    event(0, 'Received', {}, { position: 10 }),
    event(1, 'DeadlineSet', set('acknowledgement', 1), { command: 5_000_010, position: 11 }),
    event(2, 'DeadlineMissed', { clock: 'acknowledgement', due: day(2) }, { because: uuid(1_000_011), position: 30, day: 2 }),
    event(3, 'Escalated', {}, { because: uuid(1_000_030), position: 31 }),
    event(4, 'JoinedIncident', { incidentId: uuid(9) }, { position: 40 }),
    event(5, 'ReplySent', { incident: { incidentId: uuid(9), notice: 1 } }, { because: uuid(1_000_050), position: 51 }),
    event(6, 'PersonalDataErased', {}, { because: uuid(77), position: 60 }),
    event(7, 'NoteAdded', {}, { because: uuid(1_000_099), position: 61 }),
  ];
  const streams: Record<string, Recorded[]> = {
    [`incident-${uuid(9)}`]: [event(0, 'NoticeSent', {}, { stream: `incident-${uuid(9)}`, position: 50 })],
    // Said later: no cause of anything before.
    [`complaint-${uuid(2)}`]: [event(0, 'NoteAdded', {}, { stream: `complaint-${uuid(2)}`, position: 99 })],
  };
  const read: string[] = [];
  const causes = new Causes((stream) => {
    read.push(stream);
    return Promise.resolve(streams[stream] ?? []);
  }, own);
  const of = async (revision: number) =>
    (await causes.of(own[revision]!)).map((cause) =>
      'stream' in cause ? `${cause.type} ${cause.stream} ${cause.revision}` : `${cause.kind} ${'clock' in cause ? cause.clock : cause.id}`,
    );
  const here = `complaint-${uuid(1)}`;

  it('is followed back to the command it began with: over events and clocks', async () => {
    expect(await of(0)).toEqual([`command ${uuid(5_000_010)}`]);
    expect(await of(2)).toEqual(['clock acknowledgement', `DeadlineSet ${here} 1`, `command ${uuid(5_000_010)}`]);
    expect(await of(3)).toEqual([`DeadlineMissed ${here} 2`, `DeadlineSet ${here} 1`, `command ${uuid(5_000_010)}`]);
  });

  it('is looked for in the streams that the history names, each read once; what lies elsewhere says so', async () => {
    const notice = [`NoticeSent incident-${uuid(9)} 0`, `command ${uuid(5_000_050)}`];
    expect([await of(5), await of(5)]).toEqual([notice, notice]);
    expect(read).toEqual([`incident-${uuid(9)}`]);
    expect(await of(6)).toEqual([`elsewhere ${uuid(77)}`]);
    expect(await of(7)).toEqual([`elsewhere ${uuid(1_000_099)}`]);
  });

  it('ends, also where events would cause each other', async () => {
    const circle = [
      event(0, 'NoteAdded', {}, { because: uuid(1_000_002), position: 1 }),
      event(1, 'NoteAdded', {}, { because: uuid(1_000_001), position: 2 }),
    ];
    expect((await new Causes(() => Promise.resolve([]), circle).of(circle[1]!)).at(-1)).toMatchObject({ kind: 'elsewhere' });
  });
});

describe('the page of a case', () => {
  async function pagesOf(type: string, data: object) {
    const events = [{ ...event(0, type, data), recordedAt: day(1) }] as never;
    const pages = await bundlePages({ policies: [], zone: 'Asia/Shanghai', keysOf: undefined }).cases(1, [
      { stream: 'complaint-1', events, sealed: 1 },
    ] as never);
    return pages.map(({ text }) => text);
  }

  it.each(Object.entries(story.sample))('calls what %s has by words, not by names of the program', async (type, data) => {
    const [zh, en] = await pagesOf(type, data);
    expect([...zh!.matchAll(/<th>([^<\u4e00-\u9fff]*)<\/th>/g)].map(([, name]) => name)).toEqual([]);
    expect([...en!.matchAll(/<th>([a-z]\w*)<\/th>/g)].map(([, name]) => name)).toEqual([]);
  });

  it('says money as money, a length of time as such, instants where the reader is, and yes and no', async () => {
    const [zh, en] = await pagesOf('DeadlineSet', {
      length: { amount: 24, unit: 'hours' },
      borne: { amount: 500, currency: 'CNY' },
      due: '2026-11-02T16:30:00.000Z',
      statutory: false,
      reason: { 'zh-CN': '原因', en: 'why' },
    });
    expect(en).toContain('<td>Amount: 24, Unit: hours</td>');
    expect(en).toContain('<td>Amount in minor units: 500, Currency: CNY</td>');
    expect(en).toContain('<th>Due</th><td>2026-11-03 00:30:00</td>');
    expect(en).toContain('<td>why</td>');
    expect(zh).toContain('<th>是否法定</th><td>否</td>');
  });

  it('and that of a person says the same of what is held of them', () => {
    const data = { length: { amount: 24, unit: 'hours' }, due: '2026-11-02T16:30:00.000Z', statutory: false };
    const one = {
      complaintId: uuid(1),
      status: 'closed',
      receivedAt: day(1),
      closedAt: null,
      source: {},
      retention: null,
      legalHolds: [],
      form: { account: 'It <b>came</b> late.' },
      events: [{ occurredAt: day(1), labels: { 'zh-CN': '时限开始', en: 'Deadline set' }, by: 'u-handler', data }],
      files: [],
      thirdPersons: [],
    };
    const answer = { erased: false, asOf: day(2), complaints: [one], disclosures: [], alsoNamedIn: [] } as never;
    const [zh, en] = [accessPage(answer, 'zh-CN'), accessPage(answer, 'en')];
    expect([...zh.matchAll(/<th>([^<\u4e00-\u9fff]*)<\/th>/g)].map(([, name]) => name)).toEqual([]);
    expect(zh).toContain('<tr><th>单位</th><td>hours</td></tr>');
    expect(en).toContain('<tr><th>Due</th><td>2026-11-02 16:30:00 UTC</td></tr><tr><th>Statutory</th><td>no</td></tr>');
    expect(en).toContain('It &lt;b&gt;came&lt;/b&gt; late.');
  });
});
