import { idFrom } from '@redress/commands';
import type { ComplaintCommand } from '@redress/complaint';
import type { Actor } from '@redress/kernel';
import { hourMs, instantOf, minuteMs, office } from './calendar.js';
import type { Random } from './random.js';
import type { ComplaintStep } from './step.js';

export type CommandType = ComplaintCommand['type'];
export type DataOf<T extends CommandType> = Extract<ComplaintCommand, { type: T }>['data'];

/** The commands of one complaint, in the order in which they are sent, and what the clock says meanwhile. */
export class Script {
  readonly steps: ComplaintStep[] = [];

  constructor(
    readonly complaintId: string,
    private readonly key: readonly string[],
    private readonly random: Random,
    /** Milliseconds since 1970. */
    public now: number,
  ) {}

  /** So many hours pass, and the office opens. */
  pass(from: number, to: number): void {
    this.now = office(this.now + this.random.between(from, to) * hourMs, this.random);
  }

  /** So many minutes pass, whatever the hour. */
  soon(from = 2, to = 15): void {
    this.now = Math.floor(this.now + this.random.between(from, to) * minuteMs);
  }

  /** It happens; `earlier`: some milliseconds before it is told. */
  tell<T extends CommandType>(by: Actor, type: T, data: DataOf<T>, earlier = 0): void {
    this.push(by, type, data, this.now - earlier);
  }

  /** It is tried, and the rules refuse it with this code. */
  refused<T extends CommandType>(refusal: string, by: Actor, type: T, data: DataOf<T>, earlier = 0): void {
    this.push(by, type, data, this.now - earlier, { refusal });
  }

  /** The last command comes again under its id, but says something else (rule 10). */
  reused(data: object): void {
    const last = this.steps.findLast(({ refusal }) => refusal === undefined)!;
    const { by, type } = last.command;
    this.push(by, type, data as DataOf<CommandType>, this.now, { refusal: 'idempotency-key-reused', commandId: last.commandId });
  }

  private push(by: Actor, type: CommandType, data: object, occurredAt: number, how: Partial<ComplaintStep> = {}): void {
    const commandId = idFrom(...this.key, this.complaintId, String(this.steps.length));
    const command = { type, data, by, occurredAt: instantOf(occurredAt), now: instantOf(this.now), origin: 'simulation' };
    this.steps.push({ complaintId: this.complaintId, commandId, ...how, command: command as ComplaintStep['command'] });
  }
}
