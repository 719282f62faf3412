import { Injectable } from '@nestjs/common';
import { AuthorityPolicies, Policies } from '@redress/commands';
import { EventStore, openSealed, withholdSealed } from '@redress/event-store';
import type { Instant, Recorded } from '@redress/kernel';
import type { Principal } from '@redress/platform';
import { Vault } from '@redress/privacy';
import type { ComplaintDetail } from '@redress/views';
import { personalDataReaders } from '../auth/policy-table.js';
import { Clock } from '../clock.js';
import { detailAfter, differences, isWithin, itemsOf, readHistory, type ComplaintHistory, type Cut } from '../complaints/history.js';
import { HttpProblem } from '../http/problem.js';
import { Causes } from './replay-causes.js';
import { whysOf, type Why } from './replay-why.js';

/** A field of the case that is, or became, another. */
export interface ChangedField {
  readonly field: string;
  /** Null before there was one. */
  readonly before: unknown;
  readonly after: unknown;
}

/** An event with why it is there. */
export interface ExplainedEvent extends Why {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly hash: string;
  /** As it was stored, in today's version of its type; what was personal and is erased, or not for the reader, says so. */
  readonly data: object;
}

export interface ExplainedChange extends ExplainedEvent {
  /** What it changed in the case. */
  readonly changes: readonly ChangedField[];
}

/** A moment of a case, and what counts at it. */
export interface AuditedMoment {
  /** As it was asked for: `revision:3`, `asOf:…`, `knownAt:…`; null: before the beginning, or the end as it is now. */
  readonly asked: string | null;
  /** Of the last event that counts; null if none does. */
  readonly revision: number | null;
  readonly position: string | null;
  /** How many events count. */
  readonly events: number;
}

export interface AuditedState {
  readonly complaintId: string;
  readonly at: AuditedMoment;
  /** Hash of the last event of the whole chain, which was verified. */
  readonly head: string;
  readonly state: ComplaintDetail;
}

export interface AuditedWhy {
  readonly complaintId: string;
  readonly at: AuditedMoment;
  readonly head: string;
  readonly events: readonly ExplainedChange[];
}

export interface AuditedDifference {
  readonly complaintId: string;
  readonly from: AuditedMoment;
  readonly to: AuditedMoment;
  readonly head: string;
  readonly fields: readonly ChangedField[];
  /** Those that count at the later moment asked for and not at the earlier. */
  readonly events: readonly ExplainedChange[];
  /** Those that counted at `from` and do not at `to`: where `to` is the earlier one. */
  readonly without: readonly ExplainedChange[];
}

/** A page of any stream. */
export interface AuditedStream {
  readonly stream: string;
  /** Of the whole stream, which was verified. */
  readonly head: string;
  readonly length: number;
  readonly events: readonly ExplainedEvent[];
  /** `after` of the page that follows; null on the last. */
  readonly next: number | null;
}

/** What an auditor may ask of the log: any moment, what changed between two, and why. */
@Injectable()
export class AuditReplay {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly policies: Policies,
    private readonly authority: AuthorityPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws HttpProblem 404 as `readHistory`; `not-yet-received` */
  async state(complaintId: string, cut: Cut, reader: Principal): Promise<AuditedState> {
    const history = await readHistory(this.store, complaintId, cut);
    const within = history.filter((event) => isWithin(cut, event));
    const answer = { complaintId, at: momentOf(cut, within), head: headOf(history), state: detailAfter(within) };
    return this.forReader(answer, reader);
  }

  /** @throws HttpProblem 404 as `readHistory` */
  async why(complaintId: string, cut: Cut, reader: Principal): Promise<AuditedWhy> {
    const history = await readHistory(this.store, complaintId, cut);
    const explained = await this.explained(history);
    const within = history.filter((event) => isWithin(cut, event));
    const events = within.map(({ revision }) => explained(revision));
    return this.forReader({ complaintId, at: momentOf(cut, within), head: headOf(history), events: await Promise.all(events) }, reader);
  }

  /** @param from before the beginning, if undefined @throws HttpProblem 404 as `readHistory` */
  async difference(complaintId: string, from: Cut | undefined, to: Cut, reader: Principal): Promise<AuditedDifference> {
    if (from) await readHistory(this.store, complaintId, from);
    const history = await readHistory(this.store, complaintId, to);
    const at = (cut: Cut | undefined) => (cut ? history.filter((event) => isWithin(cut, event)) : []);
    const [before, after] = [at(from), at(to)];
    const explained = await this.explained(history);
    const beside = (events: ComplaintHistory, others: ComplaintHistory) => {
      const known = new Set(others);
      return Promise.all(events.filter((event) => !known.has(event)).map(({ revision }) => explained(revision)));
    };
    const answer = {
      complaintId,
      from: momentOf(from, before),
      to: momentOf(to, after),
      head: headOf(history),
      fields: fieldsBetween(before, after),
      events: await beside(after, before),
      without: await beside(before, after),
    };
    return this.forReader(answer, reader);
  }

  /** @throws HttpProblem 404 `no-such-stream` */
  async stream(stream: string, cut: Cut, { after, limit }: { after: number; limit: number }, reader: Principal): Promise<AuditedStream> {
    const events = await this.store.read(stream);
    const last = events.at(-1);
    if (!last) throw new HttpProblem(404, 'no-such-stream', 'nothing was ever written to a stream of this name');
    const within = events.filter((event) => isWithin(cut, event as ComplaintHistory[number]) && event.revision > after);
    const causes = new Causes((other) => this.store.read(other), events);
    const whys = whysOf(events, await this.known());
    const page = within.slice(0, limit);
    const told = await Promise.all(
      page.map(async (event) => explainedEvent(event, { ...whys[event.revision]!, causes: await causes.of(event) })),
    );
    const next = within.length > limit ? page.at(-1)!.revision : null;
    return this.forReader({ stream, head: last.metadata.hash, length: events.length, events: told, next }, reader);
  }

  /** Explains the events of a case, each when it is asked for. */
  private async explained(history: ComplaintHistory): Promise<(revision: number) => Promise<ExplainedChange>> {
    const items = itemsOf(history);
    const whys = whysOf(history, await this.known());
    const causes = new Causes((stream) => this.store.read(stream), history);
    return async (revision) => {
      const event = history[revision]!;
      const why = { ...whys[revision]!, causes: await causes.of(event) };
      return { ...explainedEvent(event, why), changes: items[revision]!.changes as unknown as ChangedField[] };
    };
  }

  /** Every version of what events name. One that is read late is none that an event names: it would not be in force yet. */
  private async known() {
    const now = this.clock.now().toISOString();
    const [packs, playbooks, authority] = await Promise.all([
      this.policies.history('packs', now),
      this.policies.history('playbooks', now),
      this.authority.latest(now),
    ]);
    return {
      packs,
      playbooks,
      matrices: authority.matrices.map(({ matrix }) => matrix),
      delegations: authority.delegations.map(({ delegation }) => delegation),
    };
  }

  private async forReader<T>(answer: T, { roles }: Principal): Promise<T> {
    const mayRead = roles.some((role) => personalDataReaders.has(role));
    return mayRead ? openSealed(answer, (ids) => this.vault.keysOf(ids)) : withholdSealed(answer);
  }
}

const headOf = (history: readonly Recorded[]): string => history.at(-1)!.metadata.hash;

function momentOf(cut: Cut | undefined, within: ComplaintHistory): AuditedMoment {
  const last = within.at(-1);
  const said = Object.entries(cut ?? {}).filter(([, value]) => value !== undefined) as [string, Instant | number][];
  return {
    asked: said.length === 0 ? null : said.map(([name, value]) => `${name}:${value}`).join(' '),
    revision: last?.revision ?? null,
    position: last?.position.toString() ?? null,
    events: within.length,
  };
}

/** What differs in the case, as it stood after these events and after those. */
function fieldsBetween(before: ComplaintHistory, after: ComplaintHistory): readonly ChangedField[] {
  const [earlier, later] = [stateAfter(before), stateAfter(after)];
  const gone = Object.fromEntries(Object.keys(earlier).map((field) => [field, null]));
  return differences(earlier, { ...gone, ...later }) as unknown as ChangedField[];
}

/** Nothing before it was received. */
function stateAfter(events: ComplaintHistory): Record<string, unknown> {
  return events[0]?.type === 'Received' ? (detailAfter(events) as unknown as Record<string, unknown>) : {};
}

function explainedEvent({ id, stream, revision, position, type, data, metadata }: Recorded, why: Why): ExplainedEvent {
  return { id, stream, revision, position: position.toString(), type, ...why, hash: metadata.hash, data };
}
