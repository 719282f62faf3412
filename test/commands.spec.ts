import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  complaintEventTypes,
  decide,
  evolve,
  noComplaint,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintState,
} from '@redress/complaint';
import { isPersonal } from '@redress/event-store';
import { RuleViolation } from '@redress/kernel';
import { rounds, story } from '@redress/testing';

/*
 * docs/commands.md, held against the decisions themselves: what each command does to a complaint in each state. Of a state in which a
 * command makes sense only after something else, that happened before.
 */

const { command, event, form, sample } = story;
const { approved, granted, person, requested } = rounds;

type Row = readonly [command: ComplaintCommand, before?: readonly ComplaintEvent[]];
type Rows = { readonly [T in ComplaintCommand['type']]: { readonly [variant: string]: Row } };

const { note: _handOver, ...handOver } = sample.HandedOver;
const { note: _measure, ...measure } = sample.InterimMeasureTaken;
const { note: _decision, ...decision } = sample.ExternalDecisionReceived;
const { note: _link, ...link } = sample.Linked;
const { note: _unlink, ...unlink } = sample.Unlinked;
const { note: _merge, ...merge } = sample.MergedInto;
const { note: _recused, ...recused } = sample.Recused;
const { description: _evidence, preReceipt: _when, ...evidence } = sample.EvidenceAdded;
const { comment: _comment, ...followUp } = sample.FollowedUp;
const cfo = person('u-cfo', 'cfo');
const payer = person('u-payer', 'finance');
const owed = [event('Compensated', { remedy: 'gift', borne: rounds.cny(0), acceptance: 'goodwill' })];
const length = { amount: 24, unit: 'hours' } as const;
/** A clock of the story's pack, an hour over at `now` if it is late, else at three quarters; it can be extended once. */
const time = story.timeOf({
  clocks: [
    {
      clock: 'first-reply',
      starts: ['received'],
      meets: ['contacted'],
      length,
      warnings: [75],
      extensions: [{ length, times: 1, approver: 'supervisor' }],
    },
  ],
});
const clock = (due: string = sample.DeadlineSet.due, warning = '2026-11-22T07:00:00.000Z') =>
  event('DeadlineSet', {
    ...sample.DeadlineSet,
    pack: { name: 'story', version: 1 },
    calendar: { name: 'story', version: 1 },
    due,
    warnings: [{ percent: 75, at: warning }],
  });
const pause = { clock: 'first-reply', reason: 'customer-travels' };
const paused = event('DeadlinePaused', pause, '2026-11-22T07:30:00.000Z');
const byItself = { origin: 'automation', time } as const;
const settled = [event('Investigated', sample.Investigated), event('ReplySent', sample.ReplySent), event('FollowedUp', followUp)];

/** Every command, with nothing in it that could be left out because it is personal. */
const rows: Rows = {
  receive: { '': [command('receive', form)] },
  acknowledge: { '': [command('acknowledge', sample.Acknowledged)] },
  classify: { '': [command('classify', sample.Classified)] },
  assign: { '': [command('assign', sample.Assigned)] },
  handOver: { '': [command('handOver', handOver)] },
  handBack: { '': [command('handBack', { to: 1, reason: 'customer-calmed' }), [event('Escalated', sample.Escalated)]] },
  recuse: {
    '': [command('recuse', recused)],
    'who signed': [
      command('recuse', { ...recused, person: 'u-cfo' }, { by: person('u-boss', 'supervisor') }),
      [...requested(200_000), granted('cfo')],
    ],
  },
  requestContribution: { '': [command('requestContribution', { of: { unit: 'workshop' }, question: 'Was the belt checked?' })] },
  giveContribution: {
    '': [
      command('giveContribution', { result: 'given', evidence: [sample.EvidenceAdded].map(({ hash, locator }) => ({ hash, locator })) }),
      [event('ContributionRequested', sample.ContributionRequested)],
    ],
  },
  addEvidence: { '': [command('addEvidence', evidence)] },
  addNote: { '': [command('addNote', sample.NoteAdded)] },
  recordContact: { '': [command('recordContact', { channel: 'phone', direction: 'inbound', reached: true })] },
  makePromise: { '': [command('makePromise', sample.PromiseMade)] },
  keepPromise: { '': [command('keepPromise', {}), [event('PromiseMade', sample.PromiseMade)]] },
  fireDeadline: {
    over: [command('fireDeadline', { clock: 'first-reply' }, byItself), [clock('2026-11-22T07:00:00.000Z')]],
    'at a share of its time': [command('fireDeadline', { clock: 'first-reply' }, byItself), [clock()]],
  },
  pauseDeadline: { '': [command('pauseDeadline', pause, { time }), [clock()]] },
  resumeDeadline: { '': [command('resumeDeadline', pause, { time }), [clock(), paused]] },
  extendDeadline: {
    '': [command('extendDeadline', { clock: 'first-reply', reason: 'complex' }, { time, by: person('u-boss', 'supervisor') }), [clock()]],
  },
  takeInterimMeasure: { '': [command('takeInterimMeasure', measure)] },
  arrive: { '': [command('arrive', sample.CustomerArrived)] },
  depart: { '': [command('depart', sample.CustomerDeparted), [event('CustomerArrived', sample.CustomerArrived)]] },
  apologise: { '': [command('apologise', sample.Apologised)] },
  investigate: { '': [command('investigate', { ...sample.Investigated, note: undefined })] },
  propose: {
    '': [command('propose', { ...rounds.proposal(150_000) })],
    'more, while a round runs': [command('propose', { ...rounds.proposal(150_000) }), requested(100_000)],
    'less, while a round runs': [command('propose', { ...rounds.proposal(100_000) }), requested(150_000)],
  },
  withdrawProposal: { '': [command('withdrawProposal', { reason: 'wrong' }), requested(200_000)] },
  approve: {
    granted: [command('approve', { decision: 'granted' }, { by: cfo }), requested(200_000)],
    refused: [command('approve', { decision: 'refused', reason: 'too-much' }, { by: cfo }), requested(200_000)],
  },
  recordCustomerDecision: {
    accepted: [command('recordCustomerDecision', { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' }), approved(200_000)],
    refused: [command('recordCustomerDecision', { decision: 'refused', refusedBy: 'customer' }), approved(200_000)],
  },
  compensate: {
    'under a round': [command('compensate', { remedy: 'refund', borne: rounds.cny(200_000), acceptance: 'goodwill' }), approved(200_000)],
    'of no cost': [command('compensate', { remedy: 'gift', borne: rounds.cny(0), acceptance: 'goodwill' })],
  },
  fulfil: { '': [command('fulfil', {}, { by: payer }), owed] },
  failPayment: { '': [command('failPayment', { reason: 'returned-by-post' }, { by: payer }), owed] },
  cancelCompensation: { '': [command('cancelCompensation', { reason: 'customer-waives' }), owed] },
  escalate: {
    'to a level': [command('escalate', { track: 'level', to: 2, reason: 'insists', trigger: 'customer' })],
    'to a body outside': [command('escalate', { track: 'external', body: 'court', reason: 'insists', trigger: 'customer' })],
  },
  recordExternalDecision: { '': [command('recordExternalDecision', decision)] },
  reply: { '': [command('reply', sample.ReplySent), settled.slice(0, 1)] },
  followUp: { '': [command('followUp', followUp)] },
  close: {
    '': [command('close', sample.Closed), settled],
    'with a granted round': [command('close', sample.Closed), [...settled, ...approved(200_000)]],
  },
  withdraw: {
    '': [command('withdraw', { channel: 'phone' })],
    'while a round runs': [command('withdraw', { channel: 'phone' }), requested(200_000)],
  },
  reopen: { '': [command('reopen', { reason: 'hidden-issue' })] },
  correct: {
    'a code': [command('correct', { field: 'product', new: 'maintenance', reason: 'misread' })],
    'product or unit, while a round runs': [
      command('correct', { field: 'product', new: 'maintenance', reason: 'misread' }),
      requested(200_000),
    ],
    'a personal field': [command('correct', { field: 'place', new: 'Showroom, second floor', reason: 'misheard' })],
    'respondents, of who signed': [
      command('correct', { field: 'respondents', new: ['u-cfo'], reason: 'mistaken' }, { by: person('u-boss', 'supervisor') }),
      [...requested(200_000), granted('cfo')],
    ],
  },
  link: { '': [command('link', link)] },
  unlink: { '': [command('unlink', unlink), [event('Linked', link)]] },
  merge: { '': [command('merge', merge)], 'while a round runs': [command('merge', merge), requested(200_000)] },
  unmerge: { '': [command('unmerge', { reason: 'another-matter' })] },
  joinIncident: { '': [command('joinIncident', sample.JoinedIncident)] },
  leaveIncident: {
    '': [command('leaveIncident', { ...sample.LeftIncident, note: undefined }), [event('JoinedIncident', sample.JoinedIncident)]],
  },
  placeLegalHold: { '': [command('placeLegalHold', { reason: 'litigation' })] },
  liftLegalHold: {
    '': [
      command('liftLegalHold', { hold: 1, reason: 'judgment-final' }),
      [event('LegalHoldPlaced', { ...sample.LegalHoldPlaced, reference: undefined })],
    ],
  },
  erasePersonalData: {
    '': [command('erasePersonalData', sample.PersonalDataErased, { other: { status: 'open', mergedInto: null } })],
  },
  importHistory: {
    '': [
      command('importHistory', {
        source: sample.HistoryImported.source,
        columns: {},
        warnings: [],
        events: [{ type: 'Received', occurredAt: '2026-11-01T00:00:00.000Z', data: form }],
      }),
    ],
  },
};

const after = (events: readonly ComplaintEvent[]) => events.reduce<ComplaintState>(evolve, noComplaint);

/** The end of a case, or its merge, with what becomes void by it. */
function ended(events: readonly ComplaintEvent[], end: ComplaintEvent): readonly ComplaintEvent[] {
  const state = after(events);
  const proposal = state.status === 'open' ? state.proposal : null;
  const runs = proposal?.status === 'requested' || proposal?.status === 'granted';
  return [...events, ...(runs ? [event('ApprovalVoided', { round: proposal.round, cause: 'closed' })] : []), end];
}

const states: { readonly [name: string]: (before: readonly ComplaintEvent[]) => readonly ComplaintEvent[] } = {
  none: () => [],
  open: (before) => [event('Received', form), ...before],
  closed: (before) => ended(states.open!(before), event('Closed', sample.Closed)),
  merged: (before) => ended(states.open!(before), event('MergedInto', sample.MergedInto)),
  erased: (before) => [...states.closed!(before), event('PersonalDataErased', sample.PersonalDataErased)],
};

/** What comes of a command: its events, or the code of its refusal. */
function cell(name: string, [asked, before = []]: Row): string {
  const events = states[name]!(before);
  try {
    const decided = decide(after(events), asked);
    // Decisions cannot seal: that the key is gone shows when the handler needs it.
    if (name === 'erased' && decided.some((one) => isPersonal(one, complaintEventTypes))) return 'personal-data-erased';
    return decided.map(({ type }) => type).join(' + ');
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return error.code;
  }
}

const computed = Object.entries(rows).flatMap(([type, variants]) =>
  Object.entries(variants).map(([variant, row]) => [
    variant === '' ? type : `${type}, ${variant}`,
    ...Object.keys(states).map((name) => cell(name, row)),
  ]),
);

test('docs/commands.md says what each command does in each state', () => {
  const document = readFileSync(join(import.meta.dirname, '..', 'docs', 'commands.md'), 'utf8');
  const lines = document.split('\n').filter((line) => line.startsWith('| `'));
  const told = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((one) => one.trim().replaceAll('`', '')),
  );
  expect(told).toEqual(computed);
});

test('every command is accepted in one state at least, and needs a complaint unless it begins one', () => {
  for (const [name, none, ...others] of computed) {
    const isAccepted = [none!, ...others].some((one) => /^[A-Z]/.test(one));
    expect([name, isAccepted]).toEqual([name, true]);
    const begins = /^(receive|importHistory)$/.test(name!);
    expect([name, none]).toEqual([name, expect.stringMatching(begins ? /^Received/ : /^not-received$/)]);
  }
});
