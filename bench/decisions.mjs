// What a decision and a fold cost by themselves: pure functions, no store, no HTTP.
import { defaultMatrix } from '../dist/libs/authority/src/index.js';
import { decide, evolve, noComplaint } from '../dist/libs/complaint/src/index.js';
import { kinds } from '../dist/libs/policy/src/index.js';

const now = '2026-11-22T08:00:00.000Z';
const matrix = { ...defaultMatrix, version: 1 };
const published = (kind) => [{ version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', document: kinds[kind].standard }];
const time = { packs: published('packs'), calendars: published('calendars') };
const by = (sub, ...roles) => ({ sub, roles });
const handler = by('u-handler', 'handler');
const cny = (amount) => ({ amount, currency: 'CNY' });
const command = (type, data, actor = handler) => ({ type, data, by: actor, occurredAt: now, now, origin: 'api', matrix, time });

const form = {
  channel: 'phone',
  cause: 'misleading-sale',
  firstReceiver: 'u-reception',
  complainantKind: 'customer',
  complainant: { name: 'Li Hua' },
  respondents: ['u-salesman'],
  grade: 'complaint',
  tags: [],
  language: 'zh-CN',
};
const proposal = { remedy: 'refund', borne: cny(6_000_000), beneficiary: 'customer', terms: [] };

/** A case of 50 events: three proposals with their signatures, and the talk between them. */
function longCase() {
  const events = [];
  let state = noComplaint;
  const play = (...commands) => {
    for (const one of commands) {
      for (const event of decide(state, one)) {
        events.push(event);
        state = evolve(state, event);
      }
    }
  };
  const signed = ['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary'].map((role) =>
    command('approve', { decision: 'granted' }, by(`u-${role}`, role)),
  );
  play(
    command('receive', form),
    command('acknowledge', { channel: 'phone', handling: 'We look into it.', answerBy: '2026-11-30T08:00:00.000Z' }),
    command('assign', { person: 'u-handler' }),
    command('investigate', {
      finding: 'substantiated',
      faultParty: 'own',
      rootCause: 'people',
      evidence: [],
      hiddenIssue: false,
      unfavourableReading: false,
    }),
  );
  for (const amount of [6_000_000, 7_000_000, 8_000_000]) {
    play(command('propose', { ...proposal, borne: cny(amount) }), ...signed, command('addNote', { text: 'They want more.' }));
  }
  while (events.length < 50) play(command('addNote', { text: 'Called again.' }));
  return { events: events.slice(0, 50), state };
}

/** A case of 1 000 events, of those above all that make its state grow. */
function veryLongCase() {
  const at = (i) => ({ occurredAt: new Date(Date.parse(now) + i * 60_000).toISOString() });
  const events = [{ type: 'Received', data: form, ...at(0) }];
  const kinds = [
    (n) => ({ type: 'HandedOver', data: { from: null, to: { person: `u-${n}` }, reason: 'shift' } }),
    (n) => ({
      type: 'Corrected',
      data: { correction: n * 2 + 1, field: 'product', replaces: n * 2, old: null, new: `p-${n}`, reason: 'r' },
    }),
    (n) => ({ type: 'Corrected', data: { correction: n * 2 + 2, field: 'tags', replaces: n * 2, old: [], new: [`t-${n}`], reason: 'r' } }),
    (n) => ({ type: 'HandedOver', data: { from: null, to: { unit: `unit-${n}` }, reason: 'shift' } }),
    (n) => ({ type: 'ContributionRequested', data: { contribution: n + 1, of: { unit: `unit-${n}` }, question: 'Why?' } }),
    (n) => ({ type: 'ContributionGiven', data: { contribution: n + 1, result: 'given', answer: 'So.', evidence: [] } }),
    (n) => ({ type: 'Linked', data: { complaintId: `c-${n}`, kind: 'related' } }),
    (n) => ({ type: 'Compensated', data: { remedy: 'gift', borne: cny(n), acceptance: 'goodwill' } }),
    (n) => ({ type: 'RemedyFulfilled', data: { compensation: n + 1, confirmedBy: 'u-payer' } }),
    () => ({ type: 'NoteAdded', data: { text: 'Called again.' } }),
  ];
  for (let i = 1; i < 1_000; i++) events.push({ ...kinds[i % kinds.length](Math.floor((i - 1) / kinds.length)), ...at(i) });
  return events;
}

/** Microseconds of processor time a call, the best of several rounds: what the function costs, not what else the machine did meanwhile. */
function microseconds(work, calls = 20_000) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const began = process.cpuUsage();
    for (let i = 0; i < calls; i++) work();
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / calls);
  }
  return best;
}

export async function decisions(report) {
  const { events, state } = longCase();
  const fold = () => events.reduce(evolve, noComplaint);
  const asked = decide(state, command('propose', { ...proposal, borne: cny(9_000_000) })).reduce(evolve, state);
  const cases = {
    receive: [noComplaint, command('receive', form)],
    'add a note': [state, command('addNote', { text: 'Called again.' })],
    propose: [state, command('propose', { ...proposal, borne: cny(9_000_000) })],
    approve: [asked, command('approve', { decision: 'granted' }, by('u-cfo', 'cfo'))],
  };
  for (const [name, [before, given]] of Object.entries(cases)) {
    report(
      `decide: ${name}`,
      microseconds(() => decide(before, given)),
      'µs',
      { bar: 20, lower: true },
    );
  }
  report('fold of a case', microseconds(fold, 5_000), 'µs', {
    bar: 100,
    lower: true,
    context: { events: events.length },
  });
  const longest = veryLongCase();
  report('fold of a case of 1000 events', microseconds(() => longest.reduce(evolve, noComplaint), 200) / 1_000, 'ms', {
    bar: 5,
    lower: true,
    context: { events: longest.length, corrections: 200, handOvers: 200, contributions: 100, links: 100 },
  });
}
