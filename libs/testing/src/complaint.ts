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
import type { Actor, Decided, Instant } from '@redress/kernel';
import { decisions } from './decision.js';

/** given/when/then for a complaint. Events without `occurredAt` leave the clock of the story alone. */
export const given = decisions<ComplaintState, ComplaintCommand, Decided<ComplaintEvent> & ComplaintFact>({
  initial: noComplaint,
  evolve,
  decide,
});

/** When the commands of a story are decided, unless they say otherwise. */
export const now: Instant = '2026-11-22T08:00:00.000Z';

const handler: Actor = { sub: 'u-handler', roles: ['handler'] };

type CommandType = ComplaintCommand['type'];
type DataOf<T extends CommandType> = Extract<ComplaintCommand, { type: T }>['data'];
/** The data of a closing. */
export type Closing = DataOf<'close'>;
type EventData<T extends ComplaintEvent['type']> = Opened<Extract<ComplaintEvent, { type: T }>['data']>;

/** A command by the handler, now, over the API; the last argument changes who and when. */
export function command<T extends CommandType>(type: T, data: DataOf<T>, how: Partial<Omit<ComplaintCommand, 'type' | 'data'>> = {}) {
  return { type, data, by: handler, occurredAt: now, now, origin: 'api', ...how } as Extract<ComplaintCommand, { type: T }>;
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
  Assigned: { person: 'u-handler', unit: 'beijing' },
  Apologised: { apologist: 'u-salesman', channel: 'phone', text: 'I am sorry that I walked off.', admitsFault: true },
  Investigated: {
    finding: 'substantiated',
    faultParty: 'own',
    rootCause: 'people',
    evidence: [{ hash: 'a'.repeat(64), locator: 'recording-1' }],
    note: { situation: 'Busy Saturday', task: 'Advise', action: 'Walked off', result: 'Complaint', lesson: 'Two people at the door' },
    hiddenIssue: false,
    unfavourableReading: false,
  },
  Compensated: { remedy: 'gift', borne: { amount: 0, currency: 'CNY' }, acceptance: 'goodwill' },
  Escalated: { track: 'level', from: 1, to: 2, reason: 'customer-insists', trigger: 'customer' },
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
  HistoryImported: { source: { system: 'old-crm', id: '4711' }, columns: { State: 'closed' }, waived: [], warnings: [] },
} as const satisfies { readonly [T in ComplaintEvent['type']]: EventData<T> };
