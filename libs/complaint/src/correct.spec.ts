import { rounds, story } from '@redress/testing';
import { personalFields, plainFields } from './codes.js';

const { command, event, form, given, now, sample } = story;
const received = event('Received', form);
const reason = 'misread';
const correct = (field: string, value: unknown, change: object = {}, how: object = {}) =>
  command('correct', { field, new: value, reason, ...change } as never, how);
const corrected = (data: object) => event('Corrected', { correction: 1, replaces: 0, reason, ...data } as never);
const supervisor = { sub: 'u-supervisor', roles: ['supervisor'] };

describe('correct', () => {
  it('names field, old and new value and reason', () => {
    given(received)
      .when(command('correct', { field: 'product', old: 'warranty', new: 'maintenance', reason, note: 'Says the invoice.' }))
      .thenHappens(event('Corrected', sample.Corrected));
  });

  it.each([
    ['jurisdiction', 'cn', null],
    ['happenedAt', form.happenedAt, '2026-11-19T02:00:00.000Z'],
    ['tags', [], ['press']],
    ['grade', 'complaint', 'grievance'],
    ['complainantKind', 'customer', 'heir'],
    ['language', 'zh-CN', 'en'],
    ['sourceReference', null, 'R-7'],
  ])('%s from %j to %j', (field, old, value) => {
    given(received)
      .when(correct(field, value))
      .thenHappens(corrected({ field, old, new: value }));
  });

  it.each([
    ['account', 'He walked off first, and laughed then.'],
    ['personsInvolved', ['two salesmen']],
    ['complainant', { name: 'Li Hua', representative: { name: 'Li Na', capacity: 'daughter of' }, others: [{ email: 'w@example.org' }] }],
  ])('the sealed %s, whose old value stands where it was written', (field, value) => {
    given(received)
      .when(correct(field, value))
      .thenHappens(corrected({ field, personal: value }));
    given(received, corrected({ field: 'cause', old: 'staff-attitude', new: 'delay' }), corrected({ correction: 2, field, personal: 'x' }))
      .when(correct(field, null))
      .thenHappens(corrected({ correction: 3, field, replaces: 2 }));
  });

  it('goes on from what stands', () => {
    const first = event('Corrected', sample.Corrected);
    given(received, first)
      .when(correct('product', 'warranty', { old: 'maintenance' }))
      .thenHappens(corrected({ correction: 2, field: 'product', replaces: 1, old: 'maintenance', new: 'warranty' }));
    given(received, first)
      .when(correct('product', 'tyres', { old: 'warranty' }))
      .thenRefused('not-what-stands', { field: 'product', stands: 'maintenance' });
    given(received, first)
      .when(correct('product', 'maintenance'))
      .thenRefused('nothing-to-correct', { field: 'product', stands: 'maintenance' });
    given(received).when(correct('sourceReference', null)).thenRefused('nothing-to-correct', { field: 'sourceReference', stands: null });
  });

  it.each([
    ['channel', null, 'a code'],
    ['channel', '', 'a code'],
    ['channel', ['phone'], 'a code'],
    ['firstReceiver', null, 'a code'],
    ['respondents', 'u-2', 'a list of at most 100'],
    ['tags', null, 'a list of at most 100'],
    ['grade', 'grave', 'one of grievance, complaint'],
    ['complainantKind', 'not-stated', 'one of customer, anonymous, proxy, guardian, heir, joint'],
    ['happenedAt', 'yesterday', 'an instant in UTC with milliseconds'],
    ['unit', 7, 'a code'],
    ['account', ' ', 'a text'],
    ['personsInvolved', ['a', 1], 'a list of at most 100 texts'],
  ])('refuses as %s: %j', (field, value, expected) => {
    given(received).when(correct(field, value)).thenContradicts('invalid-correction', { field, expected });
  });

  it.each([{ nickname: 'Hua' }, { name: '' }, 'Li Hua', [], { others: [{ representative: {} }] }, { representative: { capacity: 1 } }])(
    'refuses as complainant: %j',
    (value) => {
      const expected = 'how to reach the complainant, who represents them, and others who complain with them';
      given(received).when(correct('complainant', value)).thenContradicts('invalid-correction', { field: 'complainant', expected });
    },
  );

  it('knows the fields of the form, and wants a reason', () => {
    given(received)
      .when(correct('outcome', 'x'))
      .thenContradicts('unknown-field', { field: 'outcome', fields: [...plainFields, ...personalFields] });
    given(received)
      .when(correct('product', 'x', { reason: ' ' }))
      .thenContradicts('text-missing', { field: 'reason' });
    given(received)
      .when(correct('account', 'x', { old: 'y' }))
      .thenContradicts('old-of-personal-field', { field: 'account' });
  });

  it('keeps the times of a visit in order and out of the future', () => {
    const arrivedAt = '2026-11-20T02:00:00.000Z';
    const departedAt = '2026-11-20T01:00:00.000Z';
    given(event('Received', { ...form, arrivedAt }))
      .when(correct('departedAt', departedAt))
      .thenContradicts('departed-before-arrival', { arrivedAt, departedAt });
    const value = '2026-11-23T00:00:00.000Z';
    given(received).when(correct('arrivedAt', value)).thenContradicts('future-time', { field: 'arrivedAt', value, now });
  });

  it('names nobody who stays anonymous', () => {
    const anonymous = event('Received', { ...form, complainantKind: 'anonymous', complainant: { phone: '010-5550100' } });
    given(anonymous)
      .when(correct('complainant', { name: 'Li Hua' }))
      .thenContradicts('anonymous-named');
    given(anonymous, corrected({ field: 'complainantKind', old: 'anonymous', new: 'customer' }))
      .when(correct('complainant', { name: 'Li Hua' }))
      .thenHappens(corrected({ correction: 2, field: 'complainant', personal: { name: 'Li Hua' } }));
  });

  it('makes who is complained about keep out, and takes back what they signed in the running round', () => {
    const made = corrected({ field: 'respondents', old: ['u-salesman'], new: ['u-salesman', 'u-cfo'] });
    const running = [received, ...rounds.requested(200_000), rounds.granted('cfo'), rounds.granted('channel-head')];
    given(...running)
      .when(correct('respondents', ['u-salesman', 'u-cfo'], {}, { by: supervisor }))
      .thenHappens(made, event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-cfo' }));
    given(...running, made)
      .when(command('assign', { person: 'u-cfo' }))
      .thenRefused('respondent-recused', { command: 'assign', respondent: 'u-cfo' });
    given(received, corrected({ field: 'respondents', old: ['u-salesman'], new: [] }))
      .when(command('assign', { person: 'u-salesman' }))
      .thenHappens(event('Assigned', { person: 'u-salesman' }));
  });

  it.each([
    ['product', 'warranty', 'maintenance'],
    ['unit', 'showroom-3', 'workshop'],
  ] as const)('ends the round that was requested for another %s', (field, old, value) => {
    const [made, ended] = [corrected({ field, old, new: value }), event('ApprovalVoided', { round: 1, cause: 'changed' })];
    const running = [event('Received', { ...form, product: 'warranty', unit: 'showroom-3' }), ...rounds.requested(200_000)];
    given(...running)
      .when(correct(field, value))
      .thenHappens(made, ended);
    given(...running, rounds.granted('cfo'), made, ended)
      .when(command('approve', { decision: 'granted' }, { by: { sub: 'u-head', roles: ['channel-head'] } }))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
    given(...running, event('ResolutionWithdrawn', { round: 1, reason: 'wrong' }))
      .when(correct(field, value))
      .thenHappens(made);
  });

  it('lets no respondent say who is one, nor who proposed steer away who signs', () => {
    given(received)
      .when(correct('respondents', [], {}, { by: { sub: 'u-salesman', roles: ['handler'] } }))
      .thenRefused('respondent-recused', { command: 'correct', respondent: 'u-salesman' });
    given(received, ...rounds.requested(200_000))
      .when(correct('respondents', ['u-salesman', 'u-cfo']))
      .thenRefused('party-recuses', { round: 1 });
    given(received, ...rounds.requested(200_000))
      .when(correct('respondents', []))
      .thenRefused('party-recuses', { round: 1 });
    given(received, ...rounds.requested(200_000))
      .when(correct('respondents', ['u-salesman', 'u-handler']))
      .thenHappens(corrected({ field: 'respondents', old: ['u-salesman'], new: ['u-salesman', 'u-handler'] }));
  });
});
