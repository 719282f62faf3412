import { defaultMatrix } from '@redress/authority';
import {
  decide,
  evolve,
  noComplaint,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintFact,
  type ComplaintState,
  type Opened,
} from '@redress/complaint';
import type { Actor, Decided, Event, Instant } from '@redress/kernel';
import { kinds, type Calendar, type ClockRule, type Pack, type Signal } from '@redress/policy';
import { decisions } from './decision.js';

/** given/when/then for a complaint. Events without `occurredAt` leave the clock of the story alone. */
export const given = decisions<ComplaintState, ComplaintCommand, ComplaintFact & Pick<Decided<Event>, 'precision'>>({
  initial: noComplaint,
  evolve,
  decide,
});

/** When the commands of a story are decided, unless they say otherwise. */
export const now: Instant = '2026-11-22T08:00:00.000Z';

/** What the commands of a story are decided under, unless they say otherwise. */
export const matrix = defaultMatrix;

/** What a story says of time: clocks and signals, whatever of them it is about. */
interface SaidTime extends Partial<Omit<Pack, 'clocks' | 'risk'>> {
  readonly clocks?: readonly (Pick<ClockRule, 'clock' | 'starts' | 'meets' | 'length'> & Partial<ClockRule>)[];
  readonly signals?: readonly (Pick<Signal, 'signal' | 'points' | 'by'> & Partial<Signal>)[];
  readonly threshold?: number;
}
type Time = NonNullable<ComplaintCommand['time']>;

/** Monday to Friday, nine to five in Beijing; 24 November 2026, a Tuesday, is a holiday. */
const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
  holidays: [{ day: '2026-11-24', name: 'A holiday' }],
  workdays: [],
  known: { from: '2026-01-01', to: '2027-12-31' },
  source: 'the story',
};
const source = { paragraph: 'the story', document: 'the story', read: '2026-11-22', status: 'own' } as const;
const labels = { 'zh-CN': '故事', en: 'story' };

/** A pack `story` for all cases, in version 1 of packs and calendars; a clock of it runs once, is no law's, and belongs to the handler. */
export function timeOf(
  { clocks = [], signals = [], threshold = 100, ...said }: SaidTime = {},
  effectiveFrom: Instant = '1900-01-01T00:00:00.000Z',
  version = 1,
): Time {
  const pack: Pack = {
    ...kinds.packs.standard.packs.default!,
    ...said,
    clocks: clocks.map((clock) => ({
      labels,
      repeats: 'once',
      statutory: false,
      responsible: 'handler',
      calendar: 'story',
      warnings: [],
      source,
      ...clock,
    })),
    risk: { threshold, escalateTo: 3, signals: signals.map((signal) => ({ labels, ...signal })), source },
  };
  const packs = { choices: [{ when: {}, pack: 'story' }], packs: { story: pack } };
  return {
    packs: [{ version, effectiveFrom, document: packs }],
    calendars: [{ version, effectiveFrom, document: { calendars: { story: calendar } } }],
  };
}

const handler: Actor = { sub: 'u-handler', roles: ['handler'] };

type CommandType = ComplaintCommand['type'];
type DataOf<T extends CommandType> = Extract<ComplaintCommand, { type: T }>['data'];
/** The data of a closing. */
export type Closing = DataOf<'close'>;
type EventData<T extends ComplaintEvent['type']> = Opened<Extract<ComplaintEvent, { type: T }>['data']>;

type CommandOf<T extends CommandType> = Extract<ComplaintCommand, { type: T }>;

/** Which complaint the story is about, for commands that name another; and one that it may name. */
export const complaintId = '0199f000-0000-7000-8000-000000000001';
const other = { status: 'open', mergedInto: null } as const;

/** A command by the handler, now, over the API, under the default matrix; the last argument changes who, when and under what. */
export function command<T extends CommandType>(type: T, data: DataOf<T>, how: Partial<Omit<CommandOf<T>, 'type' | 'data'>> = {}) {
  const policies = { matrix, ...((type === 'link' || type === 'merge') && { complaintId, other }) };
  return { type, data, by: handler, occurredAt: now, now, origin: 'api', ...policies, ...how } as unknown as CommandOf<T>;
}

/** An event of the story, perhaps at a time of its own. */
export function event<T extends ComplaintEvent['type']>(type: T, data: EventData<T>, occurredAt?: Instant) {
  return { type, data, ...(occurredAt && { occurredAt }) } as unknown as Extract<ComplaintEvent, { type: T }> & { occurredAt?: Instant };
}

/** A complaint about a salesman's manners (domain §7, scenario 14). */
export const form: DataOf<'receive'> = {
  channel: 'phone',
  cause: 'staff-attitude',
  demands: 'An apology, and somebody else to talk to.',
  firstReceiver: 'u-reception',
  account: 'He laughed at my question and walked off.',
  happenedAt: '2026-11-20T02:00:00.000Z',
  place: 'Showroom, first floor',
  personsInvolved: ['the salesman at the door'],
  product: 'warranty',
  unit: 'beijing',
  jurisdiction: 'cn',
  complainantKind: 'customer',
  complainant: { name: 'Li Hua', phone: '010-5550100' },
  respondents: ['u-salesman'],
  grade: 'complaint',
  tags: [],
  language: 'zh-CN',
};

/** One plain instance of every event's data, to be spread and changed. */
export const sample = {
  Received: form,
  Acknowledged: {
    channel: 'phone',
    answerBy: '2026-11-25T08:00:00.000Z',
    handling: 'We ask the people concerned and call you back.',
    contact: 'u-handler',
  },
  Classified: {
    category: 'service',
    severity: 'medium',
    urgency: 'urgent',
    impact: 'loss-of-trust',
    directness: 'direct',
    needs: ['to-be-heard', 'respect'],
    sensitive: false,
  },
  Assigned: { person: 'u-handler', unit: 'beijing' },
  Apologised: { apologist: 'u-salesman', channel: 'phone', text: 'I am sorry that I walked off.', admitsFault: true },
  NoteAdded: { text: 'He was alone at the door that Saturday.' },
  ContactMade: { channel: 'phone', direction: 'outbound', reached: true, summary: 'She will send what she filmed.', preReceipt: false },
  EvidenceAdded: { hash: 'b'.repeat(64), locator: 'film-1', description: 'Filmed by the customer.', preReceipt: false },
  Recused: { person: 'u-flatmate', reason: 'lives-with-respondent', vacates: [], note: 'Shares a flat with the salesman.' },
  PromiseMade: { promise: 'A call when the salesman has spoken.', due: '2026-11-24T08:00:00.000Z', channel: 'phone' },
  Investigated: {
    finding: 'substantiated',
    faultParty: 'own',
    rootCause: 'people',
    evidence: [{ hash: 'a'.repeat(64), locator: 'recording-1' }],
    note: { situation: 'Busy Saturday', task: 'Advise', action: 'Walked off', result: 'Complaint', lesson: 'Two people at the door' },
    hiddenIssue: false,
    unfavourableReading: false,
  },
  ResolutionProposed: {
    round: 1,
    remedy: 'voucher',
    borne: { amount: 150_000, currency: 'CNY' },
    claimed: { amount: 300_000, currency: 'CNY' },
    beneficiary: 'customer',
    terms: [],
    proposer: 'u-handler',
    note: 'She drove there twice.',
  },
  ResolutionWithdrawn: { round: 1, reason: 'customer-asks-for-less', note: 'An apology was all she wanted.' },
  ApprovalRequested: {
    round: 1,
    matrixVersion: 1,
    band: { from: 1, below: 200_000, scope: 'channel' },
    mode: 'any',
    required: [
      { role: 'channel-head', standIns: ['operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board'] },
      { role: 'operations-director', standIns: ['cfo', 'general-manager', 'chief-actuary', 'board'] },
    ],
    bodies: [{ role: 'board', recordedBy: 'board-secretary' }],
    currency: 'CNY',
    already: 0,
    now: 150_000,
    total: 150_000,
    rates: [],
    validDays: 30,
    lapsesAt: '2026-12-22T08:00:00.000Z',
    reason: {
      'zh-CN': '权限矩阵第1版，金额档 0.01–2000.00 CNY（渠道总授权）：此前 0.00 + 本次 1500.00 = 1500.00；须由渠道总、运营总监任一签字。',
      en: 'Matrix 1, band 0.01–2000.00 CNY (channel): 0.00 already + 1500.00 now = 1500.00; channel head or operations director must sign, any one of them.',
    },
  },
  ApprovalGranted: { round: 1, role: 'channel-head', approver: 'u-channel', note: 'Fair.', completes: true },
  ApprovalRefused: { round: 1, role: 'channel-head', approver: 'u-channel', reason: 'too-much', note: 'Half of it would do.' },
  ApprovalVoided: { round: 1, cause: 'changed' },
  CustomerAccepted: { round: 1, consent: 'verbal', acceptedBy: 'customer', subjectToApproval: true, note: 'She is glad of it.' },
  CustomerRefused: { round: 1, refusedBy: 'customer', reason: 'I do not shop there again.', newDemand: 'Money instead.' },
  Compensated: { remedy: 'gift', borne: { amount: 0, currency: 'CNY' }, acceptance: 'goodwill' },
  RemedyFulfilled: { compensation: 1, confirmedBy: 'u-finance', reference: 'V-17' },
  PaymentFailed: { compensation: 1, reason: 'returned-by-post', reference: 'V-17' },
  CompensationCancelled: { compensation: 1, reason: 'customer-waives', note: 'She gave it back.' },
  Escalated: { track: 'level', from: 1, to: 2, reason: 'customer-insists', trigger: 'customer' },
  HandedBack: { from: 2, to: 1, reason: 'customer-calmed', person: 'u-handler', note: 'She prefers whom she knows.' },
  ReplySent: {
    kind: 'final',
    channel: 'letter',
    text: 'We found that you were right.',
    reasons: 'Two witnesses agree.',
    recourse: ['internal-review', 'regulator'],
  },
  FollowedUp: { channel: 'phone', reached: true, satisfaction: 4, solved: true, comment: 'Fine now.', wouldBuyAgain: true },
  Closed: { outcome: 'upheld', summary: 'Apology given and accepted.', toldVia: 'phone', recourse: ['internal-review'] },
  Withdrawn: { channel: 'phone', reason: 'It is not worth my time.' },
  Reopened: { reason: 'hidden-issue', count: 1, note: 'The price was wrong too.' },
  HandedOver: {
    from: { person: 'u-handler', unit: 'beijing' },
    to: { unit: 'workshop' },
    reason: 'needs-their-tools',
    note: 'They have the car.',
  },
  ContributionRequested: {
    contribution: 1,
    of: { unit: 'workshop' },
    question: 'Was the belt checked in May?',
    answerBy: '2026-11-24T08:00:00.000Z',
  },
  ContributionGiven: { contribution: 1, result: 'given', answer: 'It was not.', evidence: [{ hash: 'c'.repeat(64), locator: 'job-card' }] },
  InterimMeasureTaken: { measure: 'stop-use', product: 'warranty', until: '2026-11-30T08:00:00.000Z', note: 'A car on loan.' },
  CustomerArrived: { unit: 'beijing' },
  CustomerDeparted: { unit: 'beijing' },
  ExternalDecisionReceived: {
    body: 'ombudsman',
    ruling: 'partly',
    reference: 'O-99',
    award: { amount: 50_000, currency: 'CNY' },
    decidedAt: '2026-11-21T08:00:00.000Z',
    evidence: { hash: 'd'.repeat(64), locator: 'ruling' },
    note: 'They read the recording too.',
  },
  Corrected: {
    correction: 1,
    field: 'product',
    replaces: 0,
    old: 'warranty',
    new: 'maintenance',
    reason: 'misread',
    note: 'Says the invoice.',
  },
  Linked: { complaintId: '0199f000-0000-7000-8000-000000000002', kind: 'related', note: 'The same salesman.' },
  Unlinked: { complaintId: '0199f000-0000-7000-8000-000000000002', kind: 'related', reason: 'another-salesman', note: 'A namesake.' },
  MergedInto: { complaintId: '0199f000-0000-7000-8000-000000000003', reason: 'same-matter', note: 'She wrote and called.' },
  Unmerged: { complaintId: '0199f000-0000-7000-8000-000000000003', reason: 'another-matter', note: 'Two visits after all.' },
  LegalHoldPlaced: { hold: 1, reason: 'litigation', reference: 'Beijing court, file 11.' },
  LegalHoldLifted: { hold: 1, reason: 'judgment-final' },
  PersonalDataErased: { reason: 'request-of-the-person' },
  PromiseKept: { promise: 1, note: 'A day early.' },
  DeadlineSet: {
    clock: 'first-reply',
    rule: 'first-reply',
    pack: { name: 'default', version: 1 },
    calendar: { name: 'cn', version: 1 },
    moment: 'received',
    from: '2026-11-22T08:00:00.000Z',
    length: { amount: 24, unit: 'hours' },
    due: '2026-11-23T08:00:00.000Z',
    warnings: [{ percent: 75, at: '2026-11-23T02:00:00.000Z' }],
    statutory: false,
    responsible: 'handler',
    source: 'domain.md §3',
  },
  DeadlineWarned: { clock: 'first-reply', rule: 'first-reply', percent: 75, due: '2026-11-23T08:00:00.000Z' },
  DeadlinePaused: { clock: 'first-reply', reason: 'customer-travels', note: 'Back on Monday.' },
  DeadlineResumed: { clock: 'first-reply', reason: 'customer-back', due: '2026-11-24T08:00:00.000Z', warnings: [], note: 'She called.' },
  DeadlineExtended: {
    clock: 'first-reply',
    extension: 1,
    before: '2026-11-24T08:00:00.000Z',
    due: '2026-11-25T08:00:00.000Z',
    warnings: [],
    length: { amount: 24, unit: 'hours' },
    approver: 'u-supervisor',
    role: 'supervisor',
    reason: 'complex',
    note: 'Two workshops have to answer.',
  },
  DeadlineMet: { clock: 'first-reply', rule: 'first-reply', moment: 'contacted', due: '2026-11-25T08:00:00.000Z' },
  DeadlineMissed: { clock: 'first-reply', rule: 'first-reply', due: '2026-11-25T08:00:00.000Z' },
  DeadlineStopped: { clock: 'first-reply', rule: 'first-reply', moment: 'closed' },
  RiskRaised: {
    score: 100,
    threshold: 100,
    signals: [{ signal: 'waiting', count: 1, points: 100 }],
    pack: { name: 'default', version: 1 },
  },
  RiskEased: { score: 40, threshold: 100, signals: [{ signal: 'refusals', count: 1, points: 40 }], pack: { name: 'default', version: 1 } },
  JoinedIncident: { incidentId: '0199f000-0000-7000-8000-000000000004' },
  LeftIncident: { incidentId: '0199f000-0000-7000-8000-000000000004', reason: 'another-flight', note: 'Hers was the next day.' },
  HistoryImported: { source: { system: 'old-crm', id: '4711' }, columns: { State: 'closed' }, waived: [], warnings: [] },
} as const satisfies { readonly [T in ComplaintEvent['type']]: EventData<T> };

/** A time in the November of the stories, in UTC: `22 16:00`. */
export const november = (said: string): Instant => `2026-11-${said.replace(' ', 'T')}:00.000Z`;

/** A command of a story, when it happens and is decided; `how` says who else, and when else. */
export type Step = {
  [T in CommandType]: readonly [at: string, type: T, data: DataOf<T>, how?: Partial<Omit<CommandOf<T>, 'type' | 'data'>>];
}[CommandType];

/** What came of it, step by step, as the store would tell it. A refusal is thrown. */
export function lived(time: ComplaintCommand['time'], ...steps: readonly Step[]): { state: ComplaintState; events: ComplaintFact[] } {
  let state: ComplaintState = noComplaint;
  const events: ComplaintFact[] = [];
  for (const [when, type, data, how] of steps) {
    const at = november(when);
    const asked = command(type, data as never, { time, occurredAt: at, now: at, ...how } as never) as ComplaintCommand;
    for (const event of decide(state, asked)) {
      const fact = { ...event, metadata: { occurredAt: event.occurredAt ?? asked.occurredAt, actor: asked.by, origin: asked.origin } };
      state = evolve(state, fact);
      events.push(fact);
    }
  }
  return { state, events };
}
