// What-if over a company of years (stories.mjs), handed in from memory in the order of its log: what deciding history again costs by itself. The
// signatures and clocks are those of the standard policies; the candidates are a stricter matrix, and a pack with half of the time.
import { defaultMatrix } from '../dist/libs/authority/src/index.js';
import { kinds } from '../dist/libs/policy/src/index.js';
import { inForce, whatIf } from '../dist/libs/what-if/src/index.js';
import { streams } from './stories.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? '20000');

/** Every event by when it happened, as the log has it. */
function logOf(seed) {
  const events = [];
  for (const { stream, appends } of streams({ complaints, seed })) {
    let revision = 0;
    for (const { at, by: actor, origin, policyVersions, events: appended } of appends) {
      for (const { type, data, occurredAt } of appended) {
        const recordedAt = new Date(at).toISOString();
        events.push({
          at,
          stream,
          revision: revision++,
          type,
          data,
          recordedAt,
          metadata: { actor, origin, policyVersions, occurredAt: occurredAt ?? recordedAt },
        });
      }
    }
  }
  return events.sort((a, b) => a.at - b.at).map((event, i) => ({ ...event, position: BigInt(i + 1) }));
}

const stricter = {
  ...defaultMatrix,
  version: 2,
  bands: defaultMatrix.bands.map((band) => ({ ...band, from: Math.ceil(band.from / 2), mode: 'all' })),
};
const half = ({ length, ...clock }) => ({
  ...clock,
  length: length === 'as-said' ? length : { ...length, amount: Math.ceil(length.amount / 2) },
});
const packs = Object.fromEntries(
  Object.entries(kinds.packs.standard.packs).map(([name, pack]) => [name, { ...pack, clocks: pack.clocks.map(half) }]),
);
const questions = {
  'a matrix': { matrix: stricter },
  'a pack': { packs: { version: 2, document: { ...kinds.packs.standard, packs } } },
  // Its clocks are made up, not decided; its rounds are as the matrix has them, and nothing of them changes.
  'the matrix in force': { matrix: inForce },
};

export async function whatIfs(report) {
  const log = logOf('what-if');
  for (const [name, question] of Object.entries(questions)) {
    global.gc?.();
    const before = process.memoryUsage().heapUsed;
    const began = process.cpuUsage();
    let result;
    for await (const item of whatIf(log, question)) if ('result' in item) ({ result } = item);
    const { user, system } = process.cpuUsage(began);
    const heap = process.memoryUsage().heapUsed - before;
    report(`decided again: ${name}`, result.events / ((user + system) / 1e6), 'events/s', {
      context: {
        events: result.events,
        complaints: result.complaints,
        changed: result.changed,
        heapBytesPerComplaint: Math.round(heap / result.complaints),
      },
    });
  }
}
