import { Contradiction, RuleViolation, type Facts } from '@redress/kernel';

/** The three parts of an aggregate, as pure functions. */
interface Decider<State, Command, Event> {
  readonly initial: State;
  evolve(state: State, event: Event): State;
  decide(state: State, command: Command): readonly Event[];
}

interface Outcome<Event> {
  /** Exactly these events, in this order. (Not called `then`: what has a `then` is taken for a promise.) */
  thenHappens(...events: Event[]): void;
  /** Refused by a rule (409), with exactly these facts. */
  thenRefused(code: string, facts?: Facts): void;
  /** Refused as contradicting itself or the clock (422), with exactly these facts. */
  thenContradicts(code: string, facts?: Facts): void;
}

interface Given<Command, Event> {
  when(command: Command): Outcome<Event>;
}

/**
 * `given(...events).when(command).thenHappens(...events)` for one aggregate. Every input is frozen and every decision made twice,
 * so that each spec also shows that decisions are pure.
 */
export function decisions<State, Command, Event>(decider: Decider<State, Command, Event>): (...history: Event[]) => Given<Command, Event> {
  return (...history) => {
    let state = decider.initial;
    for (const event of history) state = deepFreeze(decider.evolve(state, deepFreeze(event)));
    return { when: (command) => outcome(() => decider.decide(state, deepFreeze(command))) };
  };
}

function outcome<Event>(decide: () => readonly Event[]): Outcome<Event> {
  const first = attempt(decide);
  expect(attempt(decide)).toEqual(first);
  const refused = (contradicts: boolean, code: string, facts: Facts) =>
    expect(first).toEqual({ refused: { contradicts, code, facts, detail: expect.stringMatching(/\S/) as string } });
  return {
    thenHappens: (...events) => expect(first).toEqual({ events }),
    thenRefused: (code, facts = {}) => refused(false, code, facts),
    thenContradicts: (code, facts = {}) => refused(true, code, facts),
  };
}

function attempt<Event>(decide: () => readonly Event[]): object {
  try {
    return { events: decide() };
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return { refused: { contradicts: error instanceof Contradiction, code: error.code, facts: error.facts, detail: error.message } };
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
