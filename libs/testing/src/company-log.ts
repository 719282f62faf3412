import { evolve as evolveAuthority, matrixInForce, noAuthority, type AuthorityState, type Matrix } from '@redress/authority';
import {
  costOf,
  countedWith,
  decide,
  evolve,
  noComplaint,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintState,
  type CountedCase,
} from '@redress/complaint';
import type { Instant, Recorded } from '@redress/kernel';
import { command } from './complaint.js';
import { recorded, uuid } from './spec-log.js';

type Time = NonNullable<ComplaintCommand['time']>;
type Published<K extends keyof Time> = Time[K][number]['document'];
type DataOf<T extends ComplaintCommand['type']> = Extract<ComplaintCommand, { type: T }>['data'];

const fromEver = '1900-01-01T00:00:00.000Z';

/**
 * For specs: the log of a company whose policies are published and followed by others while several complaints live under them, as the handlers
 * would have written it: decided by the project's own decisions, with the versions in the envelope, joint cases read at the decision.
 */
export class CompanyLog {
  readonly events: Recorded[] = [];
  private authority: AuthorityState = noAuthority;
  private readonly time: { packs: Time['packs'][number][]; calendars: Time['calendars'][number][] } = { packs: [], calendars: [] };
  private readonly states = new Map<number, ComplaintState>();

  /** @param now when the story begins */
  constructor(public now: Instant) {}

  /** So many hours later, or at an instant. */
  passes(hours: number): void {
    this.now = new Date(Date.parse(this.now) + hours * 3_600_000).toISOString();
  }

  /** The first of a kind has been in force from ever, the others from now on. */
  publishMatrix(matrix: Omit<Matrix, 'version' | 'effectiveFrom'>): void {
    const { length } = this.authority.matrices;
    const data = { ...matrix, version: length + 1, effectiveFrom: length === 0 ? fromEver : this.now };
    this.authority = evolveAuthority(this.authority, { type: 'MatrixPublished', data });
    this.append('authority-default', { type: 'MatrixPublished', data });
  }

  publishPacks(document: Published<'packs'>): void {
    this.publish('packs', document);
  }

  publishCalendars(document: Published<'calendars'>): void {
    this.publish('calendars', document);
  }

  state(complaint: number): ComplaintState {
    return this.states.get(complaint) ?? noComplaint;
  }

  /**
   * A command on a complaint's number, now; `how` says by whom and what else.
   * @throws RuleViolation
   */
  does<T extends ComplaintCommand['type']>(complaint: number, type: T, data: DataOf<T>, how: Partial<ComplaintCommand> = {}): void {
    const state = this.state(complaint);
    const matrix = matrixInForce(this.authority, this.now);
    const time = { packs: [...this.time.packs], calendars: [...this.time.calendars] };
    const asksOthers = type === 'propose' || type === 'compensate' || type === 'makePromise';
    const others = asksOthers && countedWith(state).length > 0 ? { others: this.others(complaint) } : {};
    const about = { complaintId: uuid(complaint), now: this.now, occurredAt: this.now, time, matrix, ...others };
    const asked = command(type, data as never, { ...about, ...how } as never) as unknown as ComplaintCommand;
    const events = decide(state, asked);
    const clock = events.find((event) => event.type === 'DeadlineSet');
    const policyVersions = { taxonomy: 1, authority: matrix.version, ...(clock && { calendars: clock.data.calendar.version }) };
    const metadata = { actor: asked.by, origin: asked.origin, policyVersions };
    for (const event of events) {
      const stored = this.append(`complaint-${uuid(complaint)}`, event, { ...metadata, occurredAt: event.occurredAt ?? asked.occurredAt });
      this.states.set(complaint, evolve(this.state(complaint), stored as Recorded<ComplaintEvent>));
    }
  }

  private publish<K extends keyof Time>(kind: K, document: Published<K>): void {
    const versions = this.time[kind] as Time[K][number][];
    const version = { version: versions.length + 1, effectiveFrom: versions.length === 0 ? fromEver : this.now, document };
    versions.push(version as Time[K][number]);
    this.append(`policy-${kind}`, { type: 'PolicyPublished', data: { kind, reason: 'the story', ...version } });
  }

  private others(complaint: number): CountedCase[] {
    const seen = new Set([uuid(complaint)]);
    const found: CountedCase[] = [];
    for (let next = [this.state(complaint)]; next.length > 0;) {
      const ids = [...new Set(next.flatMap((state) => [...countedWith(state)]))].filter((id) => !seen.has(id));
      for (const id of ids) seen.add(id);
      next = ids.map((id) => this.state(Number(id.slice(-12))));
      for (const [i, state] of next.entries()) found.push(...[costOf(ids[i]!, state, this.now) ?? []].flat());
    }
    return found;
  }

  private append(
    stream: string,
    event: { readonly type: string; readonly data: object },
    metadata: Partial<Recorded['metadata']> = {},
  ): Recorded {
    const base = recorded(0, 0, event, { position: BigInt(this.events.length + 1), recordedAt: this.now, occurredAt: this.now });
    const revision = this.events.filter((earlier) => earlier.stream === stream).length;
    const stored = { ...base, stream, revision, metadata: { ...base.metadata, ...metadata } } as Recorded;
    this.events.push(stored);
    return stored;
  }
}
