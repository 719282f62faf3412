// What a decision and a fold cost by themselves: pure functions, no store, no HTTP.
import { defaultMatrix } from '../dist/libs/authority/src/index.js';
import { decide, evolve, noComplaint } from '../dist/libs/complaint/src/index.js';

const now = '2026-11-22T08:00:00.000Z';
const matrix = { ...defaultMatrix, version: 1 };
const by = (sub, ...roles) => ({ sub, roles });
const handler = by('u-handler', 'handler');
const cny = (amount) => ({ amount, currency: 'CNY' });
const command = (type, data, actor = handler) => ({ type, data, by: actor, occurredAt: now, now, origin: 'api', matrix });

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

/** Microseconds a call, the best of several rounds: what the function costs, not what else the machine did meanwhile. */
function microseconds(work, calls = 20_000) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const began = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) work();
    best = Math.min(best, Number(process.hrtime.bigint() - began) / calls / 1_000);
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
}
