import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { HandleComplaint, idFrom, type Outcome } from '@redress/commands';
import { evolve, noComplaint, type ComplaintState, type ErasePersonalData, type PersonalDataErased } from '@redress/complaint';
import { EventStore } from '@redress/event-store';
import { RuleViolation, type Recorded } from '@redress/kernel';
import { Vault } from '@redress/privacy';
import { complaintList, listComplaints } from '@redress/views';
import { Clock } from '../clock.js';
import { readHistory } from '../complaints/history.js';
import { answered, commandFrom, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { ErasureAnswer, ErasureState, type EraseDto } from './erasure.dto.js';

/** What erasing has to know of a complaint. */
interface Case {
  readonly complaintId: string;
  readonly state: ComplaintState;
  readonly revision: number;
  readonly position: bigint;
  readonly commandIds: ReadonlySet<string>;
  /** Whose key seals what is personal in it; null if nothing is. */
  readonly subject: string | null;
  /** That one, and who complains with them. */
  readonly subjects: ReadonlySet<string>;
  readonly erasure: Recorded<PersonalDataErased> | undefined;
}

/**
 * Erases persons. It is said in each of their complaints first, and the key goes last, so that a repetition finishes what broke off:
 * each step may be done again. What a key sealed is unreadable once it is destroyed, in every complaint at the same moment.
 */
@Injectable()
export class Erasures {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
  ) {}

  /**
   * Erases the person of a complaint. Another process of the installation may go on with the key for a minute.
   * A complaint that was being received under the key while all this went on may be sealed under it after it is gone; nobody can read that
   * one either.
   * @throws RuleViolation `case-open`, `already-erased`; HttpProblem 404, 409 `no-personal-data`, 503 where views or store lag; see `Aggregate`
   */
  async erase(body: EraseDto, headers: CommandHeaders): Promise<ErasureAnswer> {
    requireKeyOfMachines(headers);
    const asked = await this.caseOf(body.complaintId);
    const { subject } = asked;
    if (subject === null) throw new HttpProblem(409, 'no-personal-data', 'nothing personal was ever said in this case');

    const command = commandFrom('erasePersonalData', { reason: body.reason }, headers, this.clock.now()) as ErasePersonalData;
    const request = requestFrom(headers, {});
    const carryOut = () => this.bus.execute(new HandleComplaint(body.complaintId, command, request));
    let outcome: Outcome | undefined;
    // Sent before, perhaps with another body, or on a revision that is not the last: then nothing new is begun.
    const isStale = request.expectedRevision !== undefined && request.expectedRevision !== asked.revision;
    if (isStale || asked.commandIds.has(request.commandId)) outcome = await carryOut();
    else if (asked.erasure) {
      if (!(await this.vault.holds(subject))) throw alreadyErased(asked.erasure);
      outcome = begunBy(asked.erasure);
    }

    let cases = await this.casesOf(subject, asked);
    await this.refuse(cases);
    // Whoever comes from now on is somebody new. What is on record before this erasure is found by the next look, and stops it if it is open.
    await this.vault.forgetIdentity(subject);
    outcome ??= await carryOut();
    let { position } = outcome;
    for (;;) {
      cases = await this.casesOf(subject, asked, position);
      await this.refuse(cases);
      const left = cases.filter((one) => one.subject === subject && !one.erasure);
      if (left.length === 0) break;
      for (const { complaintId } of left) {
        const { commandId, correlationId, causationId } = request;
        const part = { commandId: idFrom('erasure', commandId, complaintId), body, correlationId, causationId };
        const done = await this.bus.execute(new HandleComplaint(complaintId, command, part)).catch(isDoneByAnother);
        if (done) position = later(position, done.position);
      }
    }
    await this.vault.erase(subject);

    const [own, others] = [cases.filter((one) => one.subject === subject), cases.filter((one) => one.subject !== subject)];
    const about = { complaintId: body.complaintId, complaints: idsOf(own), alsoNamedIn: idsOf(others) };
    const last = own.map(({ erasure }) => erasure!.position).reduce(later);
    return answered(new ErasureAnswer(), about, { ...outcome, position: last });
  }

  async stateOf(complaintId: string): Promise<ErasureState> {
    const { subject, erasure } = await this.caseOf(complaintId);
    if (!erasure) {
      const nothing = { reason: null, erasedAt: null, recordedAt: null, by: null };
      return Object.assign(new ErasureState(), { complaintId, status: 'not-erased' as const, ...nothing });
    }
    const isBegun = subject !== null && (await this.vault.holds(subject));
    return Object.assign(new ErasureState(), {
      complaintId,
      status: isBegun ? ('begun' as const) : ('erased' as const),
      reason: erasure.data.reason,
      erasedAt: erasure.metadata.occurredAt,
      recordedAt: erasure.recordedAt,
      by: erasure.metadata.actor.sub,
    });
  }

  /** Why a person may not be erased yet. Retention and legal holds will refuse here too. */
  private async refuse(cases: readonly Case[]): Promise<void> {
    const open: string[] = [];
    for (const one of cases) if (await this.isOpen(one)) open.push(one.complaintId);
    if (open.length === 0) return;
    throw new RuleViolation('case-open', 'A person is erased when all their complaints are closed.', { complaints: open });
  }

  /** A case that was merged goes on in the other: it is open as long as that one. */
  private async isOpen({ complaintId, state }: Case): Promise<boolean> {
    const seen = new Set([complaintId]);
    while (state.status !== 'none' && state.mergedInto !== null && !seen.has(state.mergedInto)) {
      seen.add(state.mergedInto);
      ({ state } = await this.caseOf(state.mergedInto));
    }
    return state.status === 'open';
  }

  /** Every complaint in which the person has a part, as of a position of the log at least; the one that was asked for first. */
  private async casesOf(subject: string, { complaintId, position }: Case, reached = position): Promise<Case[]> {
    await this.freshness.wait(complaintList, reached.toString());
    const cases = [await this.caseOf(complaintId)];
    let cursor: string | undefined;
    do {
      const page = await listComplaints(this.dataSource, {
        filter: { sameSubjectAs: complaintId },
        sort: 'receivedAt',
        cursor,
        limit: 200,
      });
      for (const item of page.items) {
        // Who complained together has complaints of their own, too: those are another person's.
        const one = item.complaintId === complaintId ? undefined : await this.caseOf(item.complaintId);
        if (one?.subjects.has(subject)) cases.push(one);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return cases;
  }

  /** @throws HttpProblem 404 */
  private async caseOf(complaintId: string): Promise<Case> {
    const events = await readHistory(this.store, complaintId);
    const subjects = events.flatMap(({ metadata }) => metadata.subjectIds);
    return {
      complaintId,
      state: events.reduce<ComplaintState>(evolve, noComplaint),
      revision: events.length - 1,
      position: events.at(-1)!.position,
      commandIds: new Set(events.map(({ metadata }) => metadata.commandId)),
      subject: subjects[0] ?? null,
      subjects: new Set(subjects),
      erasure: events.find((event) => event.type === 'PersonalDataErased'),
    };
  }
}

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const idsOf = (cases: readonly Case[]): string[] => cases.map(({ complaintId }) => complaintId);

/** What an erasure that broke off left behind in the complaint that is asked for. */
function begunBy({ id, type, revision, position }: Recorded<PersonalDataErased>): Outcome {
  return { revision, position, events: [{ id, type, revision }], repeated: true };
}

function alreadyErased({ metadata }: Recorded<PersonalDataErased>): RuleViolation {
  return new RuleViolation('already-erased', 'The person of this case was erased before.', { erasedAt: metadata.occurredAt });
}

/** Somebody else erases the same person at the same time: what they did is done. */
function isDoneByAnother(error: unknown): undefined {
  if (!(error instanceof RuleViolation && error.code === 'already-erased')) throw error;
}
