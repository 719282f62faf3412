import { story } from '@redress/testing';
import type { ComplaintCommand } from './commands.js';

const { command, event, given, now, sample } = story;
const received = event('Received', sample.Received);
const closed = event('Closed', sample.Closed);
const recused = event('Recused', sample.Recused);

type Existing = Exclude<ComplaintCommand['type'], 'receive' | 'importHistory'>;

/** Every command that needs a complaint, with data that nothing else is wrong with. */
const commands = {
  acknowledge: command('acknowledge', sample.Acknowledged),
  classify: command('classify', sample.Classified),
  assign: command('assign', sample.Assigned),
  handBack: command('handBack', { to: 1, reason: 'customer-calmed' }),
  recuse: command('recuse', sample.Recused),
  apologise: command('apologise', sample.Apologised),
  investigate: command('investigate', sample.Investigated),
  addEvidence: command('addEvidence', { hash: 'b'.repeat(64), locator: 'film-1' }),
  addNote: command('addNote', sample.NoteAdded),
  recordContact: command('recordContact', { channel: 'phone', direction: 'inbound', reached: true }),
  makePromise: command('makePromise', sample.PromiseMade),
  propose: command('propose', sample.ResolutionProposed),
  withdrawProposal: command('withdrawProposal', { reason: 'customer-asks-for-less' }),
  approve: command('approve', { decision: 'granted' }),
  recordCustomerDecision: command('recordCustomerDecision', { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' }),
  compensate: command('compensate', sample.Compensated),
  fulfil: command('fulfil', {}),
  failPayment: command('failPayment', { reason: 'returned-by-post' }),
  cancelCompensation: command('cancelCompensation', { reason: 'customer-waives' }),
  escalate: command('escalate', { track: 'level', to: 2, reason: 'insists', trigger: 'customer' }),
  reply: command('reply', sample.ReplySent),
  followUp: command('followUp', sample.FollowedUp),
  close: command('close', sample.Closed),
  withdraw: command('withdraw', sample.Withdrawn),
  reopen: command('reopen', { reason: 'hidden-issue' }),
  handOver: command('handOver', { to: { unit: 'workshop' }, reason: 'needs-their-tools' }),
  requestContribution: command('requestContribution', { of: { unit: 'workshop' }, question: 'Was the belt checked in May?' }),
  giveContribution: command('giveContribution', { result: 'given', answer: 'It was not.', evidence: [] }),
  takeInterimMeasure: command('takeInterimMeasure', sample.InterimMeasureTaken),
  arrive: command('arrive', sample.CustomerArrived),
  depart: command('depart', sample.CustomerDeparted),
  recordExternalDecision: command('recordExternalDecision', sample.ExternalDecisionReceived),
  correct: command('correct', { field: 'product', new: 'maintenance', reason: 'misread' }),
  link: command('link', sample.Linked),
  unlink: command('unlink', sample.Unlinked),
  merge: command('merge', sample.MergedInto),
  unmerge: command('unmerge', { reason: 'another-matter' }),
  placeLegalHold: command('placeLegalHold', { reason: 'litigation' }),
  liftLegalHold: command('liftLegalHold', { hold: 1, reason: 'judgment-final' }),
  erasePersonalData: command('erasePersonalData', sample.PersonalDataErased),
  keepPromise: command('keepPromise', { promise: 1 }),
  fireDeadline: command('fireDeadline', { clock: 'first-reply' }),
  pauseDeadline: command('pauseDeadline', { clock: 'first-reply', reason: 'customer-travels' }),
  resumeDeadline: command('resumeDeadline', { clock: 'first-reply', reason: 'customer-back' }),
  extendDeadline: command('extendDeadline', { clock: 'first-reply', reason: 'complex' }),
  joinIncident: command('joinIncident', sample.JoinedIncident),
  leaveIncident: command('leaveIncident', sample.LeftIncident),
} satisfies { [T in Existing]: Extract<ComplaintCommand, { type: T }> };

const named: readonly [Existing, ComplaintCommand][] = Object.values(commands).map((c) => [c.type, c]);
const backDated: readonly Existing[] = ['addNote', 'recordContact', 'addEvidence'];

describe('every command', () => {
  it.each(named)('%s needs a complaint', (_, c) => given().when(c).thenRefused('not-received'));

  it.each(named)('%s does not occur in the future', (_, c) => {
    const value = '2026-11-22T08:00:00.001Z';
    given(received)
      .when({ ...c, occurredAt: value })
      .thenContradicts('future-time', { field: 'occurredAt', value, now });
  });

  it.each(named.filter(([type]) => !backDated.includes(type)))('%s keeps its time in stream order', (_, c) => {
    const latestAt = '2026-11-21T08:00:00.000Z';
    const occurredAt = '2026-11-21T07:59:59.999Z';
    given(event('Received', sample.Received, '2026-11-20T08:00:00.000Z'), event('Classified', sample.Classified, latestAt))
      .when({ ...c, occurredAt })
      .thenRefused('out-of-order-time', { occurredAt, latestAt });
  });
});

describe('a closed case', () => {
  /** Rule 8, word by word. */
  const permitted: readonly Existing[] = [
    'addNote',
    ...(['link', 'unlink', 'merge', 'unmerge'] as const),
    'correct',
    'addEvidence',
    ...(['fulfil', 'failPayment', 'cancelCompensation'] as const),
    'followUp',
    'recordExternalDecision',
    'placeLegalHold',
    'liftLegalHold',
    'erasePersonalData',
    'leaveIncident',
    'reopen',
  ];
  const others = named.filter(([type]) => !permitted.includes(type));
  it.each(others)('does not take %s', (type, c) => {
    given(received, closed).when(c).thenRefused('case-closed', { command: type, outcome: 'upheld' });
  });

  it('that was merged, or an open one, takes nothing else either, nor is it reopened, until they are un-merged', () => {
    const facts = { into: sample.MergedInto.complaintId };
    for (const [type, c] of [...others, ['reopen', commands.reopen] as const]) {
      given(received, event('MergedInto', sample.MergedInto))
        .when(c)
        .thenRefused('case-merged', { command: type, ...facts });
      given(received, closed, event('MergedInto', sample.MergedInto))
        .when(c)
        .thenRefused('case-merged', { command: type, ...facts });
    }
  });

  it('takes what is new about what it is, what it belongs to, and what others decided', () => {
    given(received, closed)
      .when(commands.correct)
      .thenHappens(
        event('Corrected', { correction: 1, field: 'product', replaces: 0, old: 'warranty', new: 'maintenance', reason: 'misread' }),
      );
    given(received, closed).when(commands.link).thenHappens(event('Linked', sample.Linked));
    given(received, event('Linked', sample.Linked), closed).when(commands.unlink).thenHappens(event('Unlinked', sample.Unlinked));
    given(received, closed).when(commands.merge).thenHappens(event('MergedInto', sample.MergedInto));
    given(received, closed, event('MergedInto', sample.MergedInto))
      .when(commands.unmerge)
      .thenHappens(event('Unmerged', { complaintId: sample.MergedInto.complaintId, reason: 'another-matter' }));
    given(received, closed)
      .when(commands.recordExternalDecision)
      .thenHappens(event('ExternalDecisionReceived', sample.ExternalDecisionReceived));
    given(received, closed).when(commands.erasePersonalData).thenHappens(event('PersonalDataErased', sample.PersonalDataErased));
  });

  it('takes follow-ups and the escalation to a body outside', () => {
    const outside = { track: 'external', body: 'ombudsman', reason: 'not-content', trigger: 'customer' } as const;
    given(received, closed).when(commands.followUp).thenHappens(event('FollowedUp', sample.FollowedUp));
    given(received, closed).when(command('escalate', outside)).thenHappens(event('Escalated', outside));
  });

  it('takes notes and evidence', () => {
    given(received, closed).when(commands.addNote).thenHappens(event('NoteAdded', sample.NoteAdded));
    given(received, closed)
      .when(commands.addEvidence)
      .thenHappens(event('EvidenceAdded', { ...commands.addEvidence.data, preReceipt: false }));
  });

  it('takes what becomes of a remedy that is owed', () => {
    const owing = [received, event('Compensated', sample.Compensated), closed];
    given(...owing)
      .when(commands.fulfil)
      .thenHappens(event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-handler' }));
    given(...owing)
      .when(commands.failPayment)
      .thenHappens(event('PaymentFailed', { compensation: 1, reason: 'returned-by-post' }));
    given(...owing)
      .when(commands.cancelCompensation)
      .thenHappens(event('CompensationCancelled', { compensation: 1, reason: 'customer-waives' }));
  });
});

describe('neutrality', () => {
  const sub = (who: string) => ({ by: { sub: who, roles: ['handler'] } });
  const forSomebody = (whom: string) => ({ by: { sub: 'u-other', roles: ['handler'], actingFor: whom } });
  const { investigate, propose, withdrawProposal, recordCustomerDecision, compensate, cancelCompensation } = commands;
  const { makePromise, close, withdraw } = commands;
  const recuseSomebody = command('recuse', { person: 'u-channel', reason: 'friendship', vacates: [] });
  const onMoney = [propose, withdrawProposal, recordCustomerDecision, compensate, cancelCompensation, makePromise];
  const respondents = command('correct', { field: 'respondents', new: [], reason: 'mistaken-for-another' });
  const onTime = [commands.keepPromise, commands.pauseDeadline, commands.resumeDeadline, commands.extendDeadline];
  const onBelonging = [commands.link, commands.unlink, commands.merge, commands.unmerge];
  const refused: readonly [Existing, ComplaintCommand][] = [
    investigate,
    ...onMoney,
    ...onTime,
    recuseSomebody,
    close,
    withdraw,
    respondents,
    ...onBelonging,
  ].map((c) => [c.type, c]);

  it.each(refused)('keeps the respondent, and who acts for them, from %s', (type, c) => {
    for (const who of [sub('u-salesman'), forSomebody('u-salesman')]) {
      given(received)
        .when({ ...c, ...who })
        .thenRefused('respondent-recused', { command: type, respondent: 'u-salesman' });
    }
  });

  it.each(refused)('keeps who was recused, and who acts for them, from %s', (type, c) => {
    const { person } = sample.Recused;
    for (const who of [sub(person), forSomebody(person)]) {
      given(received, recused)
        .when({ ...c, ...who })
        .thenRefused('recused-person', { command: type, person });
    }
  });

  it('calls a respondent that, also once recused', () => {
    given(received, event('Recused', { ...sample.Recused, person: 'u-salesman', vacates: ['channel-head'] }))
      .when({ ...investigate, ...sub('u-salesman') })
      .thenRefused('respondent-recused', { command: 'investigate', respondent: 'u-salesman' });
  });

  it('lets a respondent apologise', () => {
    given(received)
      .when({ ...commands.apologise, ...sub('u-salesman') })
      .thenHappens(event('Apologised', sample.Apologised));
  });
});
