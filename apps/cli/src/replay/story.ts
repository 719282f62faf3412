import { linesOf, visible } from '../report/terminal.js';
import { outcomeWords } from './codes.js';
import { tell } from './sentences.js';
import type { Cut, ToldEvent, Verdict } from './told.js';
import { actorOf, type Clock, clockOf, whenOf } from './words.js';

export interface Case {
  readonly complaintId: string;
  /** Those that are told, in order of the stream. */
  readonly events: readonly ToldEvent[];
  /** How many there are without the cut. */
  readonly of: number;
  readonly cut: Cut;
  readonly verdict: Verdict;
  /** IANA name: in which all times are said. */
  readonly timeZone: string;
}

/** A longer text stands below its label. */
const LABELLED = 100;

/** Longer than it takes to store what has just happened. */
const LATE_MS = 60_000;

/** The story of a case, for a person to read: what it is, what happened, and whether that is proven. */
export function storyOf(told: Case): string {
  const clock = clockOf(told.timeZone);
  const entries = told.events.flatMap((event, i) => ['', ...entryOf(event, told.events[i - 1], clock)]);
  const nothing = told.verdict.verified && told.events.length === 0 ? ['', 'Nothing of it had happened, or was known, by then.'] : [];
  return [...headerOf(told, clock), ...entries, ...nothing, '', verdictOf(told.verdict)].map(visible).join('\n');
}

export function verdictOf(verdict: Verdict): string {
  if (verdict.verified) return `chain verified: ${verdict.events} events, head ${verdict.head}`;
  const { stream, revision, reason } = verdict;
  return `chain NOT verified: ${stream} revision ${revision}: ${reason}`;
}

function headerOf({ complaintId, events, of, cut, verdict, timeZone }: Case, clock: Clock): string[] {
  const received = events.find((event) => event.type === 'Received');
  const cuts = [
    ...(cut.revision === undefined ? [] : [`up to revision ${cut.revision}`]),
    ...(cut.asOf === undefined ? [] : [`as of ${clock(cut.asOf)}`]),
    ...(cut.knownAt === undefined ? [] : [`as known at ${clock(cut.knownAt)}`]),
  ];
  const facts = [
    ['status', statusOf(events)],
    ['channel', received && standing(events, 'channel', received.data.channel)],
    ['product', received && (standing(events, 'product', received.data.product) ?? 'none named')],
    ['unit', received && (standing(events, 'unit', received.data.unit) ?? 'none named')],
    ['received', received && whenOf(received, clock)],
    ['told', cuts.length > 0 ? `${cuts.join(', ')}: ${events.length} of ${of} events` : undefined],
    ['proof', verdict.verified ? undefined : `fails at revision ${verdict.revision}; only what comes before it is told`],
    ['times', timeZone],
  ];
  return [`Complaint ${complaintId}`, ...facts.flatMap(([label, fact]) => (fact ? [`  ${label!.padEnd(10)}${fact}`] : []))];
}

/** A field of the form as it was corrected last. */
function standing(
  events: readonly ToldEvent[],
  field: 'channel' | 'product' | 'unit',
  received: string | undefined,
): string | null | undefined {
  const last = events.findLast((event) => event.type === 'Corrected' && event.data.field === field);
  return last?.type === 'Corrected' ? (last.data.new as string | null) : received;
}

function statusOf(events: readonly ToldEvent[]): string {
  const merge = events.findLast((event) => event.type === 'MergedInto' || event.type === 'Unmerged');
  return `${ownStatusOf(events)}${merge?.type === 'MergedInto' ? `, merged into ${merge.data.complaintId}` : ''}`;
}

function ownStatusOf(events: readonly ToldEvent[]): string {
  const turn = events.findLast((event) => event.type === 'Received' || event.type === 'Closed' || event.type === 'Reopened');
  if (turn?.type === 'Closed') return `closed, ${outcomeWords[turn.data.outcome]}`;
  if (turn?.type === 'Reopened') return `open again (reopened ${turn.data.count === 1 ? 'once' : `${turn.data.count} times`})`;
  return turn ? 'open' : 'not received';
}

function entryOf(event: ToldEvent, before: ToldEvent | undefined, clock: Clock): string[] {
  const { sentence, details } = told(event, clock);
  // Every event names the taxonomy: it is told where it is another one.
  const policies = Object.entries(event.policyVersions)
    .filter(([policy, version]) => policy !== 'taxonomy' || before?.policyVersions[policy] !== version)
    .map(([policy, version]) => `${policy} version ${version}`);
  const all = [...details, ['Decided under', policies.join(', ')] as const];
  return [
    `revision ${event.revision} · ${[whenOf(event, clock), event.type, ...marksOf(event, clock)].join(' · ')}`,
    `  ${sentence}`,
    ...all.flatMap(([label, text]) => (text ? detailOf(label, linesOf(text)) : [])),
  ];
}

function told(event: ToldEvent, clock: Clock): ReturnType<typeof tell> {
  // Who imported a history did not do what it tells.
  const who = event.origin === 'import' && event.type !== 'HistoryImported' ? 'Somebody' : actorOf(event.actor);
  // Of a server newer than this program an event may come that its types do not know.
  const known: ReturnType<typeof tell> | undefined = tell(event, who, clock);
  return known ?? { sentence: `${who} did something that this program is too old to tell.`, details: [] };
}

/** What sets an event apart from one that somebody sent as it happened. */
function marksOf({ origin, actor, occurredAt, recordedAt }: ToldEvent, clock: Clock): string[] {
  if (origin === 'import') return [`imported by ${actorOf(actor)}`];
  const isLate = Date.parse(recordedAt) - Date.parse(occurredAt) > LATE_MS;
  return [
    ...(origin === 'automation' ? ['automatic'] : []),
    ...(origin === 'simulation' ? ['played'] : []),
    ...(isLate ? [`recorded ${clock(recordedAt)}`] : []),
  ];
}

function detailOf(label: string, lines: readonly string[]): string[] {
  const [first = ''] = lines;
  if (lines.length === 1 && first.length <= LABELLED) return [`    ${label}: ${first}`];
  return [`    ${label}:`, ...lines.map((line) => `      ${line}`.trimEnd())];
}
