import { complaintStream, HandleComplaint, HandleIncident, idFrom, incidentStream, type IncidentOutcome } from '@redress/commands';
import type { ComplaintState } from '@redress/complaint';
import { memberOf, textFor, type Incident, type IncidentState, type MemberSkippedData } from '@redress/improvement';
import { RuleViolation, type Recorded } from '@redress/kernel';
import type { Complaints } from './carry-links.js';

/*
 * What incidents do to their members, one by one. Each command's id follows from the incident, what is done and the complaint, so that whoever
 * does it, and however often, it is done once.
 */

/** Reads and changes incidents and complaints: the aggregates and handlers of `@redress/commands` do. */
export interface IncidentParts {
  readonly complaints: Complaints;
  readonly incidents: { execute(command: HandleIncident): Promise<IncidentOutcome> };
  readonly complaintStates: { latest(stream: string): Promise<ComplaintState> };
  readonly incidentStates: { latest(stream: string): Promise<IncidentState> };
  readonly now: () => Date;
}

type Asked = HandleComplaint['command'] extends infer C
  ? C extends { type: string; data: object }
    ? Pick<C, 'type' | 'data'>
    : never
  : never;
type Notice = Incident['notices'][number];
type Offer = Incident['offers'][number];

/** Codes of refusals that pass: the clocks of two processes are not quite the same. */
const passing: readonly string[] = ['out-of-order-time', 'future-time'];

/** How many members are seen to at once. */
const atOnce = 32;
/** How many members one append tells of. */
const inOneAppend = 500;

/** Does something for many members, some at a time; after a failure for no more, and ends when nothing is under way. */
export async function forEach<T>(members: Iterable<T>, work: (member: T) => Promise<void>): Promise<void> {
  const waiting = members[Symbol.iterator]();
  const failures: Error[] = [];
  const next = async () => {
    for (let one = waiting.next(); !one.done && failures.length === 0; one = waiting.next()) {
      await work(one.value).catch((error: unknown) => failures.push(error as Error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  if (failures.length > 0) throw new AggregateError(failures, failures[0]!.message);
}

/** What follows from one event, for members of one incident. */
export class IncidentMembers {
  readonly skipped: MemberSkippedData[] = [];

  constructor(
    private readonly parts: IncidentParts,
    readonly incidentId: string,
    private readonly event: Recorded,
  ) {}

  /** The incident as it stands; those of automations were opened before. */
  async incident(): Promise<Incident> {
    const state = await this.parts.incidentStates.latest(incidentStream(this.incidentId));
    if (state.status === 'none') throw new Error(`the incident ${this.incidentId} is not in the log`);
    return state;
  }

  /** Says in the member's own stream that it is one; what cannot be one any more, leaves. False then. */
  async joins(complaintId: string, member: number): Promise<boolean> {
    const refusal = await this.refusalOf(complaintId, ['joined', String(member)], {
      type: 'joinIncident',
      data: { incidentId: this.incidentId },
    });
    if (!refusal || refusal.facts['incidentId'] === this.incidentId) return true;
    const { code: reason } = refusal;
    await this.onIncident({ type: 'removeComplaint', data: { complaintId, reason } }, ['removed', complaintId, String(member)]).catch(
      (error: unknown) => {
        if (!(error instanceof RuleViolation) || error.code !== 'not-a-member') throw error;
      },
    );
    return false;
  }

  /** Says in its own stream that it left; not if it joined again meanwhile. */
  async leaves(complaintId: string, reason: string): Promise<void> {
    if (memberOf((await this.incident()).members, complaintId) !== undefined) return;
    const refusal = await this.refusalOf(complaintId, ['left', this.event.id], {
      type: 'leaveIncident',
      data: { incidentId: this.incidentId, reason },
    });
    if (refusal && refusal.code !== 'not-in-incident') throw refusal;
  }

  /** Tells a member a notice, in the language of the case. */
  async tells(complaintId: string, { notice, texts, channel }: Notice): Promise<void> {
    const state = await this.member(complaintId);
    if (!state) return;
    const text = textFor(texts, typeof state.form.language === 'string' ? state.form.language : 'und');
    const refusal = await this.refusalOf(complaintId, ['notice', String(notice)], {
      type: 'reply',
      data: { kind: 'holding', channel, text, recourse: [], incident: { incidentId: this.incidentId, notice } },
    });
    if (refusal) this.skipped.push({ complaintId, notice, code: refusal.code });
  }

  /**
   * Proposes to a member what is offered to all, one after the other, and orders what nobody has to sign for. Where signatures are missing the
   * next offer waits for them.
   */
  async offers(complaintId: string, offers: readonly Offer[]): Promise<void> {
    if (!(await this.member(complaintId))) return;
    for (const one of offers) {
      const { offer, remedy, borne, beneficiary, terms, offeredBy } = one;
      const refusal = await this.refusalOf(
        complaintId,
        ['offer', String(offer)],
        { type: 'propose', data: { remedy, borne, beneficiary, terms, incident: { incidentId: this.incidentId, offer } } },
        // Who offers it is the proposer, and so signs none of it.
        offeredBy,
      );
      if (refusal && isOfSame(refusal, this.incidentId)) return;
      if (refusal) this.skipped.push({ complaintId, offer, code: refusal.code });
      else if (!(await this.orders(complaintId, offer))) return;
    }
  }

  /** Orders an offer that needs no signature any more. False if it still does. */
  private async orders(complaintId: string, offer: number): Promise<boolean> {
    const proposal = (await this.member(complaintId))?.proposal;
    if (proposal?.incident?.incidentId !== this.incidentId || proposal.incident.offer !== offer) return true;
    if (proposal.status !== 'granted') return proposal.status !== 'requested';
    const refusal = await this.compensates(complaintId, proposal);
    if (refusal) this.skipped.push({ complaintId, offer, code: refusal.code });
    return true;
  }

  /** Orders what was approved: as a mass incident's remedy it needs no acceptance (rule 3). */
  compensates(
    complaintId: string,
    { round, remedy, borne, incident }: NonNullable<Member['proposal']>,
  ): Promise<RuleViolation | undefined> {
    return this.refusalOf(complaintId, ['order', String(incident!.offer), String(round)], {
      type: 'compensate',
      data: { remedy, borne, approvalRound: round, acceptance: 'mass-incident' },
    });
  }

  /** The case, if it is a member by its own stream. */
  async member(complaintId: string): Promise<Member | undefined> {
    const state = await this.parts.complaintStates.latest(complaintStream(complaintId));
    return state.status !== 'none' && state.incidentId === this.incidentId ? state : undefined;
  }

  /** Puts on record, on the incident, who was skipped and why. */
  async recordSkipped(): Promise<void> {
    const sorted = [...this.skipped].sort((a, b) => (a.complaintId < b.complaintId ? -1 : 1));
    for (let from = 0; from < sorted.length; from += inOneAppend) {
      const members = sorted.slice(from, from + inOneAppend);
      await this.onIncident({ type: 'skipMembers', data: { members } }, ['skipped', this.event.id, JSON.stringify(members)]);
    }
  }

  private async onIncident(asked: Pick<HandleIncident['command'], 'type' | 'data'>, id: readonly string[]): Promise<void> {
    const command = { ...asked, ...this.how() } as HandleIncident['command'];
    await this.parts.incidents.execute(new HandleIncident(this.incidentId, command, this.request(id)));
  }

  /** Carries a command out on a member's case, once. Returns the rule that refuses it, if one does. */
  private async refusalOf(
    complaintId: string,
    id: readonly string[],
    asked: Asked,
    by?: Recorded['metadata']['actor'],
  ): Promise<RuleViolation | undefined> {
    const command = { ...asked, ...this.how(), ...(by && { by }) } as HandleComplaint['command'];
    try {
      await this.parts.complaints.execute(new HandleComplaint(complaintId, command, this.request([complaintId, ...id])));
      return undefined;
    } catch (error) {
      if (error instanceof RuleViolation && !passing.includes(error.code)) return error;
      throw error;
    }
  }

  private how() {
    const at = this.parts.now().toISOString();
    return { by: { sub: 'redress', roles: [] }, occurredAt: at, now: at, origin: 'automation' as const };
  }

  private request(id: readonly string[]) {
    return {
      commandId: idFrom('automation', 'incident', this.incidentId, ...id),
      body: {},
      correlationId: this.event.metadata.$correlationId,
      causationId: this.event.id,
    };
  }
}

type Member = Exclude<ComplaintState, { status: 'none' }>;

/** It waits for an earlier offer of the same incident. */
function isOfSame({ code, facts }: RuleViolation, incidentId: string): boolean {
  const { incident } = facts as { readonly incident?: { readonly incidentId: string } };
  return code === 'proposal-running' && incident?.incidentId === incidentId;
}
