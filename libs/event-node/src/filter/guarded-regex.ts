import { createContext, Script } from 'node:vm';

/** A busy machine may take the processor away for the whole time once or twice: what counts is that it is not enough several times. */
const LIMITS = { sourceLength: 2_048, batchMs: 100, attempts: 3, remembered: 10_000 };

/** An expression takes too long: it backtracks without end on some subject. */
export class SlowRegexError extends Error {
  constructor(source: string) {
    super(`The filter's regular expression takes too long: ${source}`);
    this.name = 'SlowRegexError';
  }
}

/** Where expressions run, one after the other; a context takes 200 kB and 2 ms, too much for each of a thousand subscriptions. */
const room = createContext(
  { regex: /./, subjects: [] as string[], answers: [] as boolean[] },
  { codeGeneration: { strings: false, wasm: false } },
) as { regex: RegExp; subjects: string[]; answers: boolean[] };
const script = new Script('answers = subjects.map((subject) => regex.test(subject))');

/** @returns false if it took too long */
function finished(): boolean {
  try {
    script.runInContext(room, { timeout: LIMITS.batchMs });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}

/**
 * A JavaScript regular expression that cannot hold the process.
 *
 * JavaScript's engine backtracks, so a short expression can run for ages on a short text. Here it runs in a script with a time limit per
 * batch of subjects; one that exceeds it fails its own reader, and everybody else waits at most three times that long, once. (Rejected: a linear-time
 * engine such as re2js – another dependency, without the look-arounds and back-references that the server's filters have.) Answers are
 * remembered, since a log has few event types.
 */
export class GuardedRegex {
  private readonly answers = new Map<string, boolean>();
  private readonly regex: RegExp;
  private slow = false;

  /** @throws SyntaxError */
  constructor(private readonly source: string) {
    if (source.length > LIMITS.sourceLength) throw new SyntaxError(`a filter has at most ${LIMITS.sourceLength} characters`);
    this.regex = new RegExp(source);
  }

  /** @throws SlowRegexError */
  test(subjects: readonly string[]): boolean[] {
    const unknown = [...new Set(subjects)].filter((subject) => !this.answers.has(subject));
    if (unknown.length > 0) this.learn(unknown);
    const answers = subjects.map((subject) => this.answers.get(subject)!);
    if (this.answers.size > LIMITS.remembered) this.answers.clear();
    return answers;
  }

  private learn(subjects: string[]): void {
    if (this.slow) throw new SlowRegexError(this.source);
    room.regex = this.regex;
    room.subjects = subjects;
    for (let attempt = 1; !finished(); attempt++) {
      if (attempt < LIMITS.attempts) continue;
      this.slow = true;
      throw new SlowRegexError(this.source);
    }
    for (const [index, subject] of subjects.entries()) this.answers.set(subject, room.answers[index]!);
  }
}
