import {
  costOf,
  countedWith,
  type Compensate,
  type ComplaintCommand,
  type ComplaintState,
  type CountedCase,
  type MakePromise,
  type NamedCase,
  type Propose,
} from '@redress/complaint';

const prefix = 'complaint-';

/** The stream that a complaint's events are appended to. */
export const complaintStream = (complaintId: string): string => `${prefix}${complaintId}`;

type Read = (stream: string) => Promise<ComplaintState>;

/** What a decision on money, or one that names another case, needs to know of other cases. */
export function gather(
  stream: string,
  state: ComplaintState,
  command: ComplaintCommand,
  read: Read,
): Promise<ComplaintCommand> | undefined {
  if (state.status === 'none') return undefined;
  switch (command.type) {
    case 'propose':
    case 'compensate':
    case 'makePromise':
      return countedWith(state).length === 0 ? undefined : withOthers(stream, state, command, read);
    case 'link':
    case 'merge':
      return read(complaintStream(command.data.complaintId)).then((other) => ({
        ...command,
        complaintId: stream.slice(prefix.length),
        other: named(other),
      }));
    case 'erasePersonalData':
      return state.mergedInto === null ? undefined : goesOnIn(state.mergedInto, read).then((other) => ({ ...command, other }));
    default:
      return undefined;
  }
}

/** What is counted with a case, from case to case, each once: joint cases may be linked in a circle. */
async function withOthers<C extends Propose | Compensate | MakePromise>(
  stream: string,
  state: ComplaintState,
  command: C,
  read: Read,
): Promise<C> {
  const seen = new Set([stream.slice(prefix.length)]);
  const others: CountedCase[] = [];
  for (let next = unseen([state], seen); next.length > 0;) {
    const states = await Promise.all(next.map((complaintId) => read(complaintStream(complaintId))));
    for (const [i, other] of states.entries()) {
      const cost = costOf(next[i]!, other, command.now);
      if (cost) others.push(cost);
    }
    next = unseen(states, seen);
  }
  return { ...command, others };
}

function unseen(states: readonly ComplaintState[], seen: Set<string>): string[] {
  const found = [...new Set(states.flatMap(countedWith))].filter((complaintId) => !seen.has(complaintId));
  for (const complaintId of found) seen.add(complaintId);
  return found;
}

/** The case in which one goes on that was merged, perhaps several times over. */
async function goesOnIn(complaintId: string, read: Read): Promise<NamedCase> {
  const seen = new Set<string>();
  let at = complaintId;
  for (;;) {
    seen.add(at);
    const other = named(await read(complaintStream(at)));
    if (other.mergedInto === null || seen.has(other.mergedInto)) return other;
    at = other.mergedInto;
  }
}

const named = (state: ComplaintState): NamedCase => ({
  status: state.status,
  mergedInto: state.status === 'none' ? null : state.mergedInto,
  ...(state.status === 'closed' && { closedAt: state.closedAt }),
  ...(state.status !== 'none' && state.holds.length > 0 && { holds: state.holds }),
});
