import type { Command, Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import type { Candidate, IncidentCommand, JoinComplaints, OfferRemedy } from './commands.js';
import { decideIncident } from './decide.js';
import { joinsBy, textFor, type IncidentEvent, type IncidentOpenedData, type JoinCriteria, type NoticeSentData } from './incident.js';
import { memberOf, membersWithin } from './members.js';
import { evolveIncident, noIncident, type Incident, type IncidentFact, type IncidentState } from './state.js';

const given = decisions<IncidentState, IncidentCommand, IncidentFact>({
  initial: noIncident,
  evolve: evolveIncident,
  decide: decideIncident,
});
const now = '2026-11-22T08:00:00.000Z';
const startedAt = '2026-11-22T05:00:00.000Z';
const eta = '2026-11-22T20:00:00.000Z';
const how = { by: { sub: 'u-supervisor', roles: ['supervisor'] }, occurredAt: now, now, origin: 'api' } as const;
const command = <C extends IncidentCommand>(type: C['type'], data: C['data'], at: Partial<Command> = {}) =>
  ({ type, data, ...how, ...at }) as unknown as IncidentCommand;

const fog: IncidentOpenedData = { title: 'Fog closes the airport', cause: 'fog', product: 'flight', unit: 'beijing', startedAt, eta };
const opened: IncidentFact = { type: 'IncidentOpened', data: fog };
const joined = (complaintId: string, member: number): IncidentFact => ({ type: 'ComplaintJoined', data: { complaintId, member } });
const closed: IncidentFact = { type: 'IncidentClosed', data: { reason: 'over' } };

describe('opening', () => {
  const open = (said: Partial<IncidentOpenedData> = {}, at: Partial<Command> = {}) => command('openIncident', { ...fog, ...said }, at);

  it('says what happened, and which complaints join by themselves', () => {
    given().when(open()).thenHappens(opened);
    const joins: JoinCriteria = { products: ['flight'], causes: ['delay', 'cancellation'], from: startedAt, to: eta };
    given()
      .when(open({ joins }))
      .thenHappens({ type: 'IncidentOpened', data: { ...fog, joins } });
    given(opened).when(open()).thenRefused('already-opened');
  });

  it.each<[string, Partial<IncidentOpenedData>, string, Facts]>([
    ['without a title', { title: ' ' }, 'text-missing', { field: 'title' }],
    ['without a cause', { cause: '' }, 'text-missing', { field: 'cause' }],
    ['of a blank product', { product: ' ' }, 'text-missing', { field: 'product' }],
    ['of a blank unit', { unit: ' ' }, 'text-missing', { field: 'unit' }],
    ['that is to come', { startedAt: eta }, 'future-time', { field: 'startedAt', value: eta, now }],
    ['over before it began', { eta: '2026-11-22T04:59:59.999Z' }, 'eta-before-start', { eta: '2026-11-22T04:59:59.999Z', startedAt }],
    ['over some time', { eta: 'soon' }, 'invalid-time', { field: 'eta' }],
    ['that everything joins', { joins: {} }, 'criteria-name-nothing', { field: 'joins' }],
    ['that everything of a time joins', { joins: { from: startedAt } }, 'criteria-name-nothing', { field: 'joins' }],
    ['that nothing joins', { joins: { causes: ['delay'], units: [] } }, 'criteria-name-nothing', { field: 'units' }],
    ['from noon to morning', { joins: { causes: ['delay'], from: eta, to: eta } }, 'criteria-reversed', { from: eta, to: eta }],
    ['from some time on', { joins: { causes: ['delay'], from: 'noon' } }, 'invalid-time', { field: 'joins.from' }],
  ])('refuses one %s', (_, said, code, facts) => {
    given().when(open(said)).thenContradicts(code, facts);
  });
});

describe('joining', () => {
  const candidate = (complaintId: string, said: Partial<Candidate> = {}): Candidate => ({
    complaintId,
    status: 'open',
    mergedInto: null,
    incidentId: null,
    ...said,
  });
  const join = (candidates: readonly Candidate[], matched?: true): JoinComplaints => ({
    type: 'joinComplaints',
    data: { complaints: candidates.map(({ complaintId }) => complaintId), ...(matched && { matched }) },
    candidates,
    ...how,
  });

  it('makes each complaint a member of its own event, counted from the first', () => {
    given(opened)
      .when(join([candidate('c-1'), candidate('c-2'), candidate('c-1')]))
      .thenHappens(joined('c-1', 1), joined('c-2', 2));
    given(opened, joined('c-1', 1), joined('c-2', 2))
      .when(join([candidate('c-3')], true))
      .thenHappens({ type: 'ComplaintJoined', data: { complaintId: 'c-3', member: 3, matched: true } });
  });

  it('takes those that can, and says of the others why they cannot', () => {
    const others = [
      candidate('c-1'),
      candidate('c-none', { status: 'none' }),
      candidate('c-closed', { status: 'closed' }),
      candidate('c-merged', { status: 'closed', mergedInto: 'c-9' }),
      candidate('c-other', { incidentId: 'i-2' }),
    ];
    given(opened, joined('c-1', 1))
      .when(join([...others, candidate('c-2')]))
      .thenHappens(joined('c-2', 2));
    given(opened, joined('c-1', 1))
      .when(join(others))
      .thenRefused('nobody-joins', {
        refused: [
          { complaintId: 'c-1', code: 'already-member' },
          { complaintId: 'c-none', code: 'unknown-complaint' },
          { complaintId: 'c-closed', code: 'case-closed' },
          { complaintId: 'c-merged', code: 'case-merged' },
          { complaintId: 'c-other', code: 'already-in-incident' },
        ],
      });
  });

  it('comes back as a later joining after it left', () => {
    const left: IncidentFact = { type: 'ComplaintLeft', data: { complaintId: 'c-1', reason: 'mistaken' } };
    given(opened, joined('c-1', 1), joined('c-2', 2), left)
      .when(join([candidate('c-1')]))
      .thenHappens(joined('c-1', 3));
  });

  it('is over when the incident is', () => {
    given(opened, closed)
      .when(join([candidate('c-1')]))
      .thenRefused('incident-closed', { command: 'joinComplaints' });
    given()
      .when(join([candidate('c-1')]))
      .thenRefused('no-such-incident');
  });
});

describe('leaving', () => {
  const leave = (complaintId: string, reason = 'another-cause') => command('removeComplaint', { complaintId, reason });

  it('has a reason, and may be seen when all is over', () => {
    const left: IncidentEvent = { type: 'ComplaintLeft', data: { complaintId: 'c-1', reason: 'another-cause' } };
    given(opened, joined('c-1', 1)).when(leave('c-1')).thenHappens(left);
    given(opened, joined('c-1', 1), closed).when(leave('c-1')).thenHappens(left);
    given(opened, joined('c-1', 1)).when(leave('c-1', ' ')).thenContradicts('text-missing', { field: 'reason' });
    given(opened, joined('c-1', 1), left).when(leave('c-1')).thenRefused('not-a-member', { complaint: 'c-1' });
  });
});

describe('a notice', () => {
  const notice: Omit<NoticeSentData, 'notice'> = {
    texts: { en: 'Fog. Flights leave at eight.', 'zh-CN': '大雾。' },
    cause: 'fog',
    eta,
    channel: 'sms',
  };
  const send = (said: object = {}) => command('sendNotice', { ...notice, ...said });

  it('has a number, and a text in one language at least', () => {
    given(opened)
      .when(send())
      .thenHappens({ type: 'NoticeSent', data: { ...notice, notice: 1 } });
    given(opened, { type: 'NoticeSent', data: { ...notice, notice: 1 } })
      .when(send({ texts: { en: 'Soon.' } }))
      .thenHappens({ type: 'NoticeSent', data: { ...notice, texts: { en: 'Soon.' }, notice: 2 } });
    given(opened)
      .when(send({ texts: {} }))
      .thenContradicts('notice-without-text');
    given(opened)
      .when(send({ texts: { en: ' ' } }))
      .thenContradicts('text-missing', { field: 'texts.en' });
    given(opened)
      .when(send({ channel: '' }))
      .thenContradicts('text-missing', { field: 'channel' });
    given(opened)
      .when(send({ cause: ' ' }))
      .thenContradicts('text-missing', { field: 'cause' });
    given(opened)
      .when(send({ eta: '2026-11-21T00:00:00.000Z' }))
      .thenContradicts('eta-before-start', { eta: '2026-11-21T00:00:00.000Z', startedAt });
    given(opened, closed).when(send()).thenRefused('incident-closed', { command: 'sendNotice' });
  });

  it('is read in the language of the case, in the other where it lacks that, in both where nobody knows', () => {
    const texts = { 'zh-CN': '大雾。', en: 'Fog.' };
    expect(['zh-CN', 'zh', 'ZH-Hant-TW', 'en-GB', 'fr', 'und'].map((language) => textFor(texts, language))).toEqual([
      '大雾。',
      '大雾。',
      '大雾。',
      'Fog.',
      'Fog.',
      '大雾。\n\nFog.',
    ]);
    expect(['zh-CN', 'en', 'und'].map((language) => textFor({ en: 'Fog.' }, language))).toEqual(['Fog.', 'Fog.', 'Fog.']);
    expect(textFor({ 'zh-CN': '大雾。' }, 'en')).toBe('大雾。');
  });
});

describe('an offer', () => {
  const meal: OfferRemedy['data'] = {
    remedy: 'meal',
    borne: { amount: 10_000, currency: 'CNY' },
    terms: [],
    beneficiary: 'customer',
    reason: 'delay-over-4-hours',
  };
  const offer = (said: Partial<OfferRemedy['data']> = {}) => command('offerRemedy', { ...meal, ...said });
  const offered: IncidentFact = { type: 'RemedyOffered', data: { ...meal, offer: 1, acceptance: 'mass-incident' } };

  it('has a number, and needs nobody to accept it', () => {
    given(opened).when(offer()).thenHappens(offered);
    given(opened, offered)
      .when(offer({ remedy: 'refund' }))
      .thenHappens({ type: 'RemedyOffered', data: { ...meal, remedy: 'refund', offer: 2, acceptance: 'mass-incident' } });
  });

  it('is made once of a kind, while the incident goes on', () => {
    given(opened, offered)
      .when(offer({ borne: { amount: 20_000, currency: 'CNY' } }))
      .thenRefused('already-offered', { offer: 1, remedy: 'meal' });
    given(opened, closed).when(offer()).thenRefused('incident-closed', { command: 'offerRemedy' });
  });

  it('is of an amount that there is, for a reason, on terms that are allowed', () => {
    for (const amount of [-1, 0.5, Number.MAX_SAFE_INTEGER + 1]) {
      given(opened)
        .when(offer({ borne: { amount, currency: 'CNY' } }))
        .thenContradicts('invalid-amount', { field: 'borne', amount, currency: 'CNY' });
    }
    given(opened)
      .when(offer({ borne: { amount: 1, currency: 'yuan' } }))
      .thenContradicts('invalid-amount', { field: 'borne', amount: 1, currency: 'yuan' });
    given(opened)
      .when(offer({ remedy: ' ' }))
      .thenContradicts('text-missing', { field: 'remedy' });
    given(opened)
      .when(offer({ reason: ' ' }))
      .thenContradicts('text-missing', { field: 'reason' });
    given(opened)
      .when(offer({ terms: ['boarding-pass', ' Silence'] }))
      .thenRefused('forbidden-term', { term: ' Silence' });
  });
});

describe('what could not be done for some', () => {
  const skipped = { complaintId: 'c-1', offer: 1, code: 'case-closed' };

  it('is on record, also after the closing', () => {
    const event: IncidentFact = { type: 'MemberSkipped', data: skipped };
    given(opened, joined('c-1', 1))
      .when(command('skipMembers', { members: [skipped] }))
      .thenHappens(event);
    given(opened, joined('c-1', 1), closed)
      .when(command('skipMembers', { members: [skipped, skipped] }))
      .thenHappens(event, event);
    given(opened)
      .when(command('skipMembers', { members: [] }))
      .thenContradicts('nobody-skipped');
  });
});

describe('closing', () => {
  const close = (data: object) => command('closeIncident', data as IncidentCommand['data']);

  it('has a reason, once', () => {
    given(opened)
      .when(close({ reason: 'over' }))
      .thenHappens(closed);
    given(opened)
      .when(close({ reason: ' ' }))
      .thenContradicts('text-missing', { field: 'reason' });
    given(opened)
      .when(close({ reason: 'over', summary: '' }))
      .thenContradicts('text-missing', { field: 'summary' });
    given(opened, closed)
      .when(close({ reason: 'over' }))
      .thenRefused('incident-closed', { command: 'closeIncident' });
  });
});

describe('times', () => {
  const at = (hour: string) => `2026-11-22T0${hour}:00:00.000Z`;
  const close = (occurredAt: string, clock = now) => command('closeIncident', { reason: 'over' }, { occurredAt, now: clock });

  it('keeps the order of what is on record, and follows what was written at the same moment by a clock that is ahead', () => {
    given({ ...opened, occurredAt: at('7') })
      .when(close(at('6')))
      .thenRefused('out-of-order-time', { occurredAt: at('6'), latestAt: at('7') });
    given({ ...opened, occurredAt: at('9') })
      .when(close(now))
      .thenHappens({ ...closed, occurredAt: at('9') });
    given(opened)
      .when(close(at('9')))
      .thenContradicts('future-time', { field: 'occurredAt', value: at('9'), now });
  });
});

describe('joining by itself', () => {
  const form = { product: 'flight', unit: 'beijing', cause: 'delay', channel: 'app', receivedAt: now };

  it.each<[JoinCriteria, boolean]>([
    [{ causes: ['cancellation', 'delay'] }, true],
    [{ causes: ['cancellation'] }, false],
    [{ causes: ['delay'], products: ['train'] }, false],
    [{ causes: ['delay'], products: ['flight'], units: ['beijing'], channels: ['app'] }, true],
    [{ units: ['shanghai'] }, false],
    [{ channels: ['phone'] }, false],
    [{ causes: ['delay'], from: now }, true],
    [{ causes: ['delay'], from: '2026-11-22T08:00:00.001Z' }, false],
    [{ causes: ['delay'], to: now }, false],
    [{ causes: ['delay'], to: '2026-11-22T08:00:00.001Z' }, true],
  ])('%j: %s', (criteria, joins) => {
    expect(joinsBy(criteria, form)).toBe(joins);
  });

  it('needs what is named: who named no product complains of none of these', () => {
    expect(joinsBy({ products: ['flight'] }, { ...form, product: undefined })).toBe(false);
  });
});

it('knows of ten thousand members who joined when, and lets each go', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => `0199f000-0000-7000-8000-${String((i * 7_919) % 1_000_000).padStart(12, '0')}`);
  const fold = (state: IncidentState, event: IncidentFact) => evolveIncident(state, event);
  const all = ids.map((id, i) => joined(id, i + 1)).reduce(fold, evolveIncident(noIncident, opened)) as Incident;
  expect(all.joinings).toBe(10_000);
  expect(memberOf(all.members, ids[4_321]!)).toBe(4_322);
  const within = (state: Incident, from: number, to: number) =>
    [...membersWithin(state.members, from, to)].map(({ complaintId }) => complaintId).sort();
  expect(within(all, 101, 2_500)).toEqual(ids.slice(100, 2_500).sort());
  const less = ids
    .slice(100)
    .map((complaintId): IncidentFact => ({ type: 'ComplaintLeft', data: { complaintId, reason: 'mistaken' } }))
    .reduce(fold, all) as Incident;
  expect(within(less, 1, Infinity)).toEqual(ids.slice(0, 100).sort());
  expect(memberOf(all.members, ids[4_321]!)).toBe(4_322);
});
