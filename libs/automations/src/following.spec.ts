import type { HandleComplaint, Outcome } from '@redress/commands';
import { noComplaint, type ComplaintState, type Deadline, type OpenComplaint } from '@redress/complaint';
import { RuleViolation, type Recorded } from '@redress/kernel';
import type { ChosenPack, Pack, PacksVersion } from '@redress/policy';
import { recorded, uuid } from '@redress/testing';
import { acknowledgeReceipt } from './acknowledge.js';
import { NotYet, type Automation } from './automation.js';
import { escalate } from './escalate.js';
import { noticeRepeats } from './notice-repeats.js';

/* What each automation asks of a complaint. That the same is asked once is seen in the runner's specs. */

const at = '2026-11-22T09:00:00.000Z';
const now = () => new Date(at);
const pack: ChosenPack = { name: 'default', version: 2 };

/** Versions of the packs: the second one is what the case began under. */
const packs = (said: Partial<Record<'acknowledgement' | 'risk' | 'clocks', unknown>> = {}) => {
  const ours = { acknowledgement: { automatic: true, answerBy: 'reply' }, risk: { escalateTo: 3 }, clocks: [], ...said } as unknown as Pack;
  const versions = [1, 2, 3].map((version): PacksVersion => ({
    version,
    document: { choices: [], packs: version === 2 ? { default: ours } : {} },
  }));
  return () => Promise.resolve(versions);
};

/** Carries commands out, or refuses them. */
function complaints(refusal?: string) {
  const asked: HandleComplaint[] = [];
  return {
    asked,
    execute(command: HandleComplaint): Promise<Outcome> {
      asked.push(command);
      if (refusal !== undefined) return Promise.reject(new RuleViolation(refusal, 'No.'));
      return Promise.resolve({ revision: 1, position: 2n, events: [], repeated: false });
    },
  };
}

const said = ({ asked }: ReturnType<typeof complaints>) =>
  asked.map(({ complaintId, command: { type, data, origin, by } }) => ({ complaintId, type, data, origin, by: by.sub }));

const deadline = (rule: string, due: string, status: Deadline['status'] = 'running'): Deadline =>
  ({ clock: rule, rule, due, status, pack }) as Deadline;

describe('acknowledge', () => {
  const event = recorded(1, 0, { type: 'Received', data: {} });
  const open = (other: Partial<OpenComplaint> = {}): ComplaintState =>
    ({
      status: 'open',
      acknowledged: 'no',
      mergedInto: null,
      isErased: false,
      pack,
      form: { language: 'en-GB' },
      deadlines: [deadline('reply', '2026-11-23T09:00:00.000Z'), deadline('answer', '2026-12-07T15:59:59.999Z')],
      ...other,
    }) as OpenComplaint;
  async function acts(state: ComplaintState, { refusal, ...said }: { refusal?: string; acknowledgement?: object } = {}) {
    const to = complaints(refusal);
    await acknowledgeReceipt({ complaints: to, stateOf: () => Promise.resolve(state), packs: packs(said), now }).act(event);
    return to;
  }

  it('names the due time of the clock that the pack of the case names', async () => {
    expect(said(await acts(open()))).toEqual([
      {
        complaintId: uuid(1),
        type: 'acknowledge',
        data: { channel: 'automatic', answerBy: '2026-11-23T09:00:00.000Z', handling: expect.stringMatching(/^Your complaint/) as string },
        origin: 'automation',
        by: 'redress',
      },
    ]);
  });

  it.each([
    ['zh', /^您的投诉/],
    ['zh-Hant-TW', /^您的投诉/],
    ['und', /^Your complaint/],
    ['de', /^Your complaint/],
  ])('speaks to somebody of the language %s', async (language, words) => {
    const [asked] = said(await acts(open({ form: { language } })));
    expect(asked?.data).toMatchObject({ handling: expect.stringMatching(words) as string });
  });

  it.each<[string, Deadline[], string | undefined]>([
    [
      'is met',
      [deadline('reply', '2026-11-23T09:00:00.000Z', 'met'), deadline('answer', '2026-11-25T00:00:00.000Z')],
      '2026-11-25T00:00:00.000Z',
    ],
    [
      'has passed',
      [deadline('reply', at), deadline('a', '2026-11-24T00:00:00.000Z'), deadline('b', '2026-11-25T00:00:00.000Z')],
      '2026-11-25T00:00:00.000Z',
    ],
    ['is not there, nor any other', [], undefined],
    ['has passed, as all have', [deadline('reply', '2026-11-22T08:59:59.999Z')], undefined],
  ])('names the last that runs, if there is one, where that clock %s', async (_, deadlines, answerBy) => {
    const [asked] = said(await acts(open({ deadlines })));
    expect((asked?.data as { answerBy?: string } | undefined)?.answerBy).toBe(answerBy);
  });

  describe('of a case of which something is known here', () => {
    async function actsKnowing(known: ComplaintState | undefined) {
      const to = complaints();
      const stateOf = jest.fn(() => Promise.resolve(open()));
      await acknowledgeReceipt({ complaints: to, stateOf, knownOf: () => known, packs: packs(), now }).act(event);
      expect(to.asked[0]?.command.data).toMatchObject({ answerBy: '2026-11-23T09:00:00.000Z' });
      return stateOf.mock.calls.length;
    }

    it('does not read it where the clock that is to be named is known', async () => {
      expect(await actsKnowing(open())).toBe(0);
    });

    it.each<[string, ComplaintState | undefined]>([
      ['nothing is', undefined],
      ['another clock is', open({ deadlines: [deadline('answer', '2026-12-07T15:59:59.999Z')] })],
      ['it may be over', open({ acknowledged: 'personally' })],
    ])('reads it where %s', async (_, known) => {
      expect(await actsKnowing(known)).toBe(1);
    });
  });

  it.each<[string, ComplaintState, object]>([
    ['the pack does not want it', open(), { acknowledgement: { automatic: false, answerBy: 'reply' } }],
    ['the case has no pack', open({ pack: null }), {}],
    ['somebody did', open({ acknowledged: 'personally' }), {}],
    ['it was merged', open({ mergedInto: uuid(2) }), {}],
    ['the person was erased', open({ isErased: true }), {}],
    ['it is closed', { ...open(), status: 'closed' } as ComplaintState, {}],
    ['there is none', noComplaint, {}],
  ])('asks for nothing where %s', async (_, state, said) => {
    expect((await acts(state, said)).asked).toEqual([]);
  });

  it.each(['already-acknowledged', 'case-closed', 'case-merged', 'personal-data-erased'])('is content with %s', async (refusal) => {
    expect((await acts(open(), { refusal })).asked).toHaveLength(1);
  });

  it('is not content with other refusals', async () => {
    await expect(acts(open(), { refusal: 'out-of-order-time' })).rejects.toMatchObject({ code: 'out-of-order-time' });
  });

  it('waits where this process does not know the version of the packs', async () => {
    await expect(acts(open({ pack: { name: 'default', version: 9 } }))).rejects.toThrow(NotYet);
  });

  it('asks under the same id each time, and names the cause', async () => {
    const [first, second] = [await acts(open()), await acts(open())].map(({ asked }) => asked[0]!.request);
    expect(first).toEqual(second);
    expect(first!.causationId).toBe(event.id);
  });
});

describe('escalate', () => {
  const received = recorded(1, 0, { type: 'Received', data: { respondents: [], tags: [], pack } });
  const set = (rule: string, revision: number) =>
    recorded(1, revision, { type: 'DeadlineSet', data: { clock: rule, rule, pack, warnings: [], due: at } });
  const escalated = (to: number, revision: number) => recorded(1, revision, { type: 'Escalated', data: { track: 'level', from: 1, to } });
  const risk = (revision: number, ...signals: [string, number][]) =>
    recorded(1, revision, { type: 'RiskRaised', data: { signals: signals.map(([signal, points]) => ({ signal, points })), pack } });
  const missed = (revision: number, rule = 'reply') =>
    recorded(1, revision, { type: 'DeadlineMissed', data: { clock: rule, rule, due: at } });
  async function acts(history: Recorded[], event = history.at(-1)!, said: Parameters<typeof packs>[0] = {}, refusal?: string) {
    const to = complaints(refusal);
    await escalate({ complaints: to, read: () => Promise.resolve(history), packs: packs(said), now }).act(event);
    return to;
  }
  const onMiss = (escalateTo: number | 'next') => ({ clocks: [{ clock: 'reply', onMiss: { escalateTo } }, { clock: 'progress' }] });

  it('moves a risky case to the level of its pack, naming the signal that weighs most', async () => {
    const to = await acts([received, risk(1, ['words', 60], ['waiting', 100], ['repeat', 30])]);
    expect(said(to)).toEqual([
      {
        complaintId: uuid(1),
        type: 'escalate',
        data: { track: 'level', to: 3, reason: 'waiting', trigger: 'tipping-point' },
        origin: 'automation',
        by: 'redress',
      },
    ]);
  });

  it('moves a case up whose deadline was missed, naming the clock, where the pack says so', async () => {
    const to = await acts([received, set('reply', 1), missed(2)], undefined, onMiss('next'));
    expect(said(to)).toMatchObject([{ data: { track: 'level', to: 2, reason: 'reply', trigger: 'deadline' } }]);
    expect((await acts([received, set('progress', 1), missed(2, 'progress')], undefined, onMiss('next'))).asked).toEqual([]);
  });

  it('moves it once for what happens at once', async () => {
    const history = [received, set('reply', 1), missed(2), risk(3, ['waiting', 100]), escalated(2, 4)];
    const rules = { ...onMiss('next'), risk: { escalateTo: 'next' } };
    expect(said(await acts(history, history[2], rules))).toMatchObject([{ data: { to: 2 } }]);
    expect(said(await acts(history, history[3], rules))).toMatchObject([{ data: { to: 2 } }]);
  });

  it('leaves alone what a demo plays, whatever follows there by itself', async () => {
    const played = { ...received, metadata: { ...received.metadata, origin: 'simulation' as const } };
    expect((await acts([played, risk(1)])).asked).toEqual([]);
  });

  it('asks for nothing at the top, or where it is there', async () => {
    expect((await acts([received, escalated(3, 1), risk(2)])).asked).toEqual([]);
    expect((await acts([received, escalated(3, 1), risk(2)], undefined, { risk: { escalateTo: 'next' } })).asked).toEqual([]);
    expect((await acts([received, escalated(2, 1), risk(2)], undefined, { risk: { escalateTo: 2 } })).asked).toEqual([]);
  });

  it.each(['escalation-never-goes-down', 'case-closed', 'case-merged'])('is content with %s', async (refusal) => {
    expect((await acts([received, risk(1)], undefined, {}, refusal)).asked).toHaveLength(1);
  });
});

describe('notice-repeats', () => {
  const receivedAt = '2026-11-20T09:00:00.000Z';
  const received = (data: object, subjectIds = [uuid(9)]): Recorded => {
    const event = recorded(1, 0, { type: 'Received', data }, { position: 7n, occurredAt: receivedAt });
    return { ...event, metadata: { ...event.metadata, subjectIds } };
  };
  const acts = async (event: Recorded, earlier: string | undefined, refusal?: string) => {
    const to = complaints(refusal);
    const asked: unknown[] = [];
    const earlierOf = (one: unknown) => (asked.push(one), Promise.resolve(earlier));
    await noticeRepeats({ complaints: to, earlierOf, now }).act(event);
    return { to, asked };
  };

  it('links a complaint to the latest earlier one of the same person about the same product', async () => {
    const { to, asked } = await acts(received({ product: 'parcel' }), uuid(3));
    expect(asked).toEqual([{ complaintId: uuid(1), subjects: [uuid(9)], product: 'parcel', receivedAt, position: 7n }]);
    expect(said(to)).toMatchObject([{ complaintId: uuid(1), type: 'link', data: { complaintId: uuid(3), kind: 'repeat' } }]);
  });

  it('says nothing where there is none, and does not look where nobody or nothing is known', async () => {
    expect((await acts(received({ product: 'parcel' }), undefined)).to.asked).toEqual([]);
    expect(await acts(received({}), uuid(3))).toMatchObject({ asked: [], to: { asked: [] } });
    expect(await acts(received({ product: 'parcel' }, []), uuid(3))).toMatchObject({ asked: [], to: { asked: [] } });
  });

  it('is content where it is said already', async () => {
    expect((await acts(received({ product: 'parcel' }), uuid(3), 'already-linked')).to.asked).toHaveLength(1);
  });
});

it('imports move nothing', () => {
  const one = {} as never;
  const all: Automation[] = [acknowledgeReceipt(one), escalate(one), noticeRepeats(one)];
  expect(all.flatMap(({ origins }) => origins)).not.toContain('import');
});
