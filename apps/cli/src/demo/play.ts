import { StaleRevision, type HandleAuthority, type HandleComplaint } from '@redress/commands';
import { RuleViolation } from '@redress/kernel';
import type { ComplaintStep, ImprovementStep, Step } from './step.js';

/** What came of a command, as far as is asked here. */
interface Outcome {
  readonly revision: number;
  readonly position: bigint;
  readonly events: readonly { readonly type: string }[];
  readonly repeated: boolean;
}

type Request = HandleComplaint['request'];

/** Who carries commands out. */
export interface Office {
  complaint(complaintId: string, command: HandleComplaint['command'], request: Request): Promise<Outcome>;
  authority(command: HandleAuthority['command'], request: Request): Promise<Outcome>;
  improvement(step: ImprovementStep, request: Request): Promise<Outcome>;
}

export interface PlayOptions {
  /** Commands under way at once. */
  readonly concurrency: number;
  /** Ends the play; what is under way is waited for. */
  readonly stop: AbortSignal;
  /** After each command: its time. */
  readonly onStep?: (at: string) => void;
}

/** A command that did not end as the plan says. */
export interface Surprise {
  readonly complaintId: string | null;
  readonly command: string;
  /** The code of the refusal that was expected, null for none; and the one that came. */
  readonly expected: string | null;
  readonly came: string | null;
  readonly detail: string;
}

/** How many complaints, commands and events there are, and what was refused. */
export class Played {
  readonly complaints = new Set<string>();
  /** Carried out now; those that had been before are `alreadyThere`, also refusals that the case has left behind. */
  commands = 0;
  alreadyThere = 0;
  events = 0;
  readonly refusals = new Map<string, number>();
  readonly surprises: Surprise[] = [];
  unexpected = 0;
  /** The last place in the log that is known of. */
  position = 0n;
  private readonly signatures = new Map<string, number>();
  private best: { readonly id: string; readonly signatures: number } | undefined;

  get refused(): number {
    return [...this.refusals.values()].reduce((sum, count) => sum + count, 0);
  }

  get all(): number {
    return this.commands + this.alreadyThere + this.refused + this.unexpected;
  }

  /** A closed complaint with the most signatures. */
  get approvedCase(): string | null {
    return this.best?.id ?? null;
  }

  happened(complaintId: string | null, { repeated, events, position }: Outcome): void {
    if (repeated) this.alreadyThere += 1;
    else {
      this.commands += 1;
      this.events += events.length;
    }
    if (position > this.position) this.position = position;
    if (complaintId === null) return;
    this.complaints.add(complaintId);
    for (const { type } of events) {
      const signatures = this.signatures.get(complaintId) ?? 0;
      if (type === 'ApprovalGranted') this.signatures.set(complaintId, signatures + 1);
      if (type === 'Closed' && signatures > (this.best?.signatures ?? 0)) this.best = { id: complaintId, signatures };
    }
  }

  wasRefused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  surprise({ complaintId, command, refusal }: Step, came: RuleViolation | null): void {
    this.unexpected += 1;
    if (this.surprises.length >= mostSurprises) return;
    const detail = came?.message ?? 'it was carried out';
    this.surprises.push({ complaintId, command: command.type, expected: refusal ?? null, came: came?.code ?? null, detail });
  }
}

/** A few say what is wrong. */
const mostSurprises = 10;

/**
 * Sends the steps in their order: those of one complaint one after the other, of different ones at the same time, and nothing beside a
 * command on something else. What was sent before is answered as it was then, and a refusal is asked for only where the case still stands
 * as it did, so the same steps can be sent as often as you like. (play.spec.ts)
 *
 * Counts in `played` as it goes, so that it is true whenever this throws.
 * @throws what the office throws beside refusals
 */
export async function play(steps: Iterable<Step>, office: Office, played: Played, options: PlayOptions): Promise<void> {
  const lanes = new Lanes(options.concurrency);
  const revisions = new Map<string, number>();
  const broken = new Set<string>();

  const carryOut = async (step: Step): Promise<void> => {
    const { complaintId, command, commandId, refusal } = step;
    if (complaintId !== null && broken.has(complaintId)) return;
    const request = { commandId, body: bodyOf(step), correlationId: commandId, causationId: commandId };
    try {
      const outcome =
        complaintId === null
          ? await ('improvementId' in step
              ? office.improvement(step, request)
              : office.authority(command as HandleAuthority['command'], request))
          : await office.complaint(complaintId, command as ComplaintStep['command'], {
              ...request,
              ...(refusal !== undefined && { expectedRevision: revisions.get(complaintId) ?? -1 }),
            });
      if (complaintId !== null) revisions.set(complaintId, outcome.revision);
      if (refusal === undefined) played.happened(complaintId, outcome);
      else played.surprise(step, null);
    } catch (error) {
      if (error instanceof StaleRevision && refusal !== undefined) played.alreadyThere += 1;
      else if (!(error instanceof RuleViolation)) throw error;
      else if (error.code === refusal) played.wasRefused(error.code);
      else {
        played.surprise(step, error);
        // What comes after it in the case makes no sense any more.
        if (complaintId !== null && refusal === undefined) broken.add(complaintId);
      }
    }
    options.onStep?.(command.now);
  };

  for (const step of steps) {
    if (options.stop.aborted || lanes.failed) break;
    if (step.complaintId === null) await lanes.settled();
    await lanes.free();
    lanes.run(step.complaintId ?? '', () => carryOut(step));
    if (step.complaintId === null) await lanes.settled();
  }
  await lanes.settled();
  lanes.rethrow();
}

/** As a client would send it: a repetition must bring the same. */
function bodyOf({ complaintId, command: { data, occurredAt, now } }: Step): object {
  return { complaintId, ...data, ...(occurredAt !== now && { occurredAt }) };
}

/** Work under way: so much at once, of one name in order. */
class Lanes {
  private readonly last = new Map<string, Promise<void>>();
  private underWay = 0;
  private wake: (() => void) | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly width: number) {}

  get failed(): boolean {
    return this.failure !== undefined;
  }

  run(name: string, work: () => Promise<void>): void {
    this.underWay += 1;
    const before = this.last.get(name);
    const done: Promise<void> = (before ? before.then(() => (this.failed ? undefined : work())) : work())
      .catch((error: unknown) => void (this.failure ??= { error }))
      .then(() => {
        if (this.last.get(name) === done) this.last.delete(name);
        this.underWay -= 1;
        this.wake?.();
      });
    this.last.set(name, done);
  }

  free(): Promise<void> {
    return this.until(() => this.underWay < this.width);
  }

  settled(): Promise<void> {
    return this.until(() => this.underWay === 0);
  }

  rethrow(): void {
    if (this.failure) throw this.failure.error;
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
